package store

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"slices"

	"kehu/model"
)

// A Difference says how the records of one kind differ between a book and a copy.
type Difference struct {
	Kind                     model.Kind
	OnlyBook, OnlyCopy, Both Some // Both: in the two of them, with other fields
}

// Some are records: how many, and whom the first concern.
type Some struct {
	Count int
	Names []string
}

// someNames is how many are named.
const someNames = 5

// IsNone reports whether there is no difference.
func (d Difference) IsNone() bool { return d.OnlyBook.Count+d.OnlyCopy.Count+d.Both.Count == 0 }

// Compare returns in what a book and the copy differ, kind by kind: records that
// are in the book of one of them only, and those that are not the same. What is in
// the bin is not in the book.
func (o *OpenBackup) Compare(ctx context.Context, book *Store) ([]Difference, error) {
	c := bookPair{book: book, copy: o.Store}
	var err error
	if c.isOneLine, err = c.findLine(ctx); err != nil {
		return nil, err
	}
	custom, err := c.customFields(ctx)
	if err != nil {
		return nil, err
	}
	var all []Difference
	for _, of := range []func() (Difference, error){
		func() (Difference, error) { return differences(ctx, c, book.customers(), model.WithCustom(custom)) },
		func() (Difference, error) { return differences(ctx, c, book.purchases(), book.purchases().fields) },
		func() (Difference, error) {
			return differences(ctx, c, book.interactions(), book.interactions().fields)
		},
		func() (Difference, error) { return differences(ctx, c, book.tasks(), book.tasks().fields) },
		func() (Difference, error) {
			return differences(ctx, c, book.customFields(), book.customFields().fields)
		},
		func() (Difference, error) {
			return differences(ctx, c, of[model.Choice](book, model.KindChoice), choices().fields)
		},
		func() (Difference, error) {
			return differences(ctx, c, of[model.View](book, model.KindView), views().fields)
		},
		func() (Difference, error) {
			return differences(ctx, c, of[model.Settings](book, model.KindSettings), model.SettingsFields())
		},
	} {
		d, err := of()
		if err != nil {
			return nil, book.explain(err)
		}
		if !d.IsNone() {
			all = append(all, d)
		}
	}
	return all, nil
}

// A bookPair is two books to be compared.
type bookPair struct {
	book, copy *Store
	isOneLine  bool // the one came of the other: records of the same revision are the same
}

// findLine reports whether the last change of the one is among those of the other.
func (c bookPair) findLine(ctx context.Context) (bool, error) {
	for _, pair := range [][2]*Store{{c.copy, c.book}, {c.book, c.copy}} {
		last, err := changeSetLike(ctx, pair[0].reader, "(SELECT coalesce(max(id), 0) FROM change_sets)")
		if err != nil {
			return false, err
		}
		if same, err := changeSetLike(ctx, pair[1].reader, formatInt(last.id)); err != nil || same == last {
			return err == nil, err
		}
	}
	return false, nil
}

// A setMark tells a change set from others of its number. A book without changes
// has the empty one, which is in the line of every book.
type setMark struct {
	id, at, count          int64
	actor, action, subject string
}

func changeSetLike(ctx context.Context, db queryer, id string, args ...any) (m setMark, err error) {
	err = db.QueryRowContext(ctx, "SELECT id, at, count, actor, action, subject FROM change_sets WHERE id = "+id, args...).
		Scan(&m.id, &m.at, &m.count, &m.actor, &m.action, &m.subject)
	if isNoRow(err) {
		return m, nil
	}
	return m, err
}

// customFields are those of the two.
func (c bookPair) customFields(ctx context.Context) (all []model.CustomField, err error) {
	for _, s := range []*Store{c.book, c.copy} {
		found, err := s.customFields().find(ctx, s.reader, "1 ORDER BY pos, id")
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if !slices.ContainsFunc(all, func(o model.CustomField) bool { return o.ID == f.ID }) {
				all = append(all, f)
			}
		}
	}
	return all, nil
}

// differences goes through the records of a kind of both, side by side in the order of
// their ids, and reads only those that may differ.
func differences[T any](ctx context.Context, c bookPair, e *entity[T], fields []model.Field[T]) (d Difference, err error) {
	k := kindDifference[T]{bookPair: c, e: e, fields: fields}
	k.Kind = e.kind
	ours, stopOurs := iter.Pull2(heads(ctx, c.book.reader, e.table))
	defer stopOurs()
	theirs, stopTheirs := iter.Pull2(heads(ctx, c.copy.reader, e.table))
	defer stopTheirs()
	a, errA, moreA := ours()
	b, errB, moreB := theirs()
	for (moreA || moreB) && err == nil {
		if err = firstError(errA, errB); err != nil {
			break
		}
		switch {
		case !moreB || moreA && a.id < b.id:
			err = k.only(ctx, c.book, &k.OnlyBook, a.id)
			a, errA, moreA = ours()
		case !moreA || b.id < a.id:
			err = k.only(ctx, c.copy, &k.OnlyCopy, b.id)
			b, errB, moreB = theirs()
		default:
			if a.revision != b.revision || !c.isOneLine {
				err = k.suspect(ctx, a.id)
			}
			a, errA, moreA = ours()
			b, errB, moreB = theirs()
		}
	}
	return k.Difference, firstError(err, k.settle(ctx))
}

type head struct{ id, revision int64 }

// heads gives id and revision of the records in the book.
func heads(ctx context.Context, db queryer, table string) iter.Seq2[head, error] {
	return func(yield func(head, error) bool) {
		rows, err := db.QueryContext(ctx, "SELECT id, revision FROM "+table+" WHERE state = 0 ORDER BY id")
		err = eachRow(rows, err, func(rows *sql.Rows) error {
			var h head
			if err := rows.Scan(&h.id, &h.revision); err != nil {
				return err
			}
			if !yield(h, nil) {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(head{}, err)
		}
	}
}

// A kindDifference gathers the differences of a kind.
type kindDifference[T any] struct {
	bookPair
	Difference
	e        *entity[T]
	fields   []model.Field[T]
	suspects []int64
}

// only counts a record that is in one of the books only.
func (k *kindDifference[T]) only(ctx context.Context, s *Store, some *Some, id int64) error {
	if some.Count++; some.Count > someNames {
		return nil
	}
	r, err := k.e.get(ctx, s.reader, id)
	if err != nil {
		return err
	}
	return k.name(ctx, s, some, r)
}

func (k *kindDifference[T]) name(ctx context.Context, s *Store, some *Some, r *T) error {
	name, err := k.e.subject(ctx, s.reader, r)
	some.Names = append(some.Names, name)
	return err
}

// suspect takes down a record that may differ.
func (k *kindDifference[T]) suspect(ctx context.Context, id int64) error {
	if k.suspects = append(k.suspects, id); len(k.suspects) < editChunk {
		return nil
	}
	return k.settle(ctx)
}

// settle reads the suspects from both books.
func (k *kindDifference[T]) settle(ctx context.Context) error {
	if len(k.suspects) == 0 {
		return nil
	}
	ids := k.suspects
	k.suspects = nil
	ours, err := k.e.byID(ctx, k.book.reader, ids)
	if err != nil {
		return err
	}
	theirs, err := k.e.byID(ctx, k.copy.reader, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if len(model.Diff(k.fields, ours[id], theirs[id])) == 0 {
			continue
		}
		if k.Both.Count++; k.Both.Count <= someNames {
			if err := k.name(ctx, k.book, &k.Both, ours[id]); err != nil {
				return err
			}
		}
	}
	return nil
}
