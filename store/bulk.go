package store

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"kehu/model"
	"kehu/query"
)

// An EditReport says what became of many customers that were to be edited.
type EditReport struct {
	ChangeSet *model.ChangeSet // nil where nothing was changed
	Changed   int
	Same      int // they had these values already
	Gone      int // not in the book, or not any more
}

// editChunk is how many customers are read at once.
const editChunk = 500

// EditAll edits many customers as one change set: all of them afterwards, or none.
// edit changes a customer in place. progress, which may be nil, is told how many
// are done. The errors are those of edit and the Problems of rules broken; the
// end of ctx leaves the book as it was.
func (b *Book) EditAll(ctx context.Context, ids []int64, edit func(*model.Customer) error, progress func(done int)) (r EditReport, err error) {
	err = b.store.inBulk(ctx, len(ids), func(t *tx) error {
		r = EditReport{}
		m := massEdit{e: t.store.customers(), out: newRecorder(t, b, &model.ChangeSet{Action: model.ActionEdit, Kind: model.KindCustomer}), report: &r}
		done := 0
		for some := range slices.Chunk(ids, editChunk) {
			if err := firstError(ctx.Err(), m.edit(t, some, edit), t.settleMany()); err != nil {
				return err
			}
			if done += len(some); progress != nil {
				progress(done)
			}
		}
		return m.finish()
	})
	if err != nil {
		return EditReport{}, err
	}
	return r, nil
}

// inBulk is bulk for many records and inTx for few; before very many the book is
// copied.
func (s *Store) inBulk(ctx context.Context, n int, f func(*tx) error) error {
	if err := s.backUpBefore(ctx, n); err != nil {
		return err
	}
	if n < editChunk {
		return s.inTx(ctx, f)
	}
	return s.bulk(ctx, f)
}

// A massEdit is an EditAll in progress.
type massEdit struct {
	e      *entity[model.Customer]
	out    *recorder
	report *EditReport
	first  *model.Change
	name   string // of the first customer changed
}

func (m *massEdit) edit(t *tx, ids []int64, edit func(*model.Customer) error) error {
	list := idClause(m.e.table, ids)
	found, err := m.e.find(t.ctx, t, "state = 0 AND id IN ("+list.sql+")", list.args...)
	if err != nil {
		return err
	}
	m.report.Gone += len(ids) - len(found)
	for i := range found {
		if err := m.one(t, &found[i], edit); err != nil {
			return err
		}
	}
	return nil
}

func (m *massEdit) one(t *tx, before *model.Customer, edit func(*model.Customer) error) error {
	after := *before
	after.Tags, after.People = slices.Clone(before.Tags), slices.Clone(before.People)
	after.ContactPoints = slices.Clone(before.ContactPoints)
	if err := edit(&after); err != nil {
		return err
	}
	fields, err := m.e.allFields(t)
	if err != nil {
		return err
	}
	if len(model.Diff(fields, before, &after)) == 0 {
		m.report.Same++
		return nil
	}
	if err := m.e.check(t, before, &after); err != nil {
		return err
	}
	change, err := m.e.write(t, before, &after)
	if err != nil {
		return err
	}
	if m.report.Changed++; m.first == nil {
		m.first, m.name = change, after.DisplayName()
	}
	return m.out.add(*change)
}

// finish writes what the change set says of itself; one customer is named.
func (m *massEdit) finish() error {
	if m.first == nil {
		return errRollback
	}
	if m.report.Changed == 1 {
		m.out.cs.Subject, m.out.cs.Fields = m.name, keysOf(m.first.Fields)
	}
	m.report.ChangeSet = m.out.cs
	return m.out.finish()
}

// A recorder writes a change set whose changes come one after the other, so that
// they need not all be in memory.
type recorder struct {
	t  *tx
	b  *Book
	cs *model.ChangeSet
	n  int64 // records touched
}

func newRecorder(t *tx, b *Book, cs *model.ChangeSet) *recorder { return &recorder{t: t, b: b, cs: cs} }

// begin writes the change set, whose id the changes need.
func (r *recorder) begin() error {
	if r.cs.ID != 0 {
		return nil
	}
	return r.t.record(r.b, r.cs, nil)
}

func (r *recorder) add(c model.Change) error {
	if err := r.begin(); err != nil {
		return err
	}
	r.n += c.Last - c.ID + 1
	fields, err := json.Marshal(c.Fields)
	if err != nil {
		return err
	}
	return r.t.insertRows("changes", "change_set, kind, record, last, created, revision, fields",
		r.t.sealed(r.cs.ID, stored(c, string(fields))))
}

// finish writes what is known at the end.
func (r *recorder) finish() error {
	if err := r.begin(); err != nil {
		return err
	}
	r.cs.Count = r.n
	return r.t.exec("UPDATE change_sets SET count = ?, subject = ?, fields = ? WHERE id = ?",
		r.cs.Count, r.cs.Subject, joinFields(r.cs.Fields), r.cs.ID)
}

// IDs returns the customers that a query finds, in ascending order of their ids.
func (b *Book) IDs(ctx context.Context, q query.Query) ([]int64, error) {
	f, err := b.filter(ctx, q)
	if err != nil {
		return nil, b.store.explain(err)
	}
	db, err := b.store.sets(ctx)
	if err != nil {
		return nil, b.store.explain(err)
	}
	p, err := db.wholePlan(ctx, f, []key{rankKey})
	if err != nil {
		return nil, b.store.explain(err)
	}
	var all idSet
	for _, a := range p.arms {
		ids, err := listIDs(ctx, b.store.reader, clause{sql: "SELECT c.id FROM " + a.from + " WHERE " + a.where.sql, args: a.where.args})
		if err != nil {
			return nil, b.store.explain(err)
		}
		for _, id := range ids {
			all.add(id)
		}
	}
	return all.ids(), nil
}

// IDsBetween returns the customers of a stretch of a list, from an offset on.
func (b *Book) IDsBetween(ctx context.Context, q query.Query, p Page) ([]int64, error) {
	f, err := b.filter(ctx, q)
	if err != nil {
		return nil, b.store.explain(err)
	}
	by, err := keys(wishes(q, p))
	if err != nil {
		return nil, b.store.explain(err)
	}
	db, err := b.store.sets(ctx)
	if err != nil {
		return nil, b.store.explain(err)
	}
	plan, err := db.plan(ctx, f, by)
	if err != nil {
		return nil, b.store.explain(err)
	}
	ids, err := plan.idsBetween(ctx, db, p.Offset, p.Limit)
	return ids, b.store.explain(err)
}

// idsBetween reads the ids of a window of a plan, however long.
func (p plan) idsBetween(ctx context.Context, db setReader, offset, limit int) ([]int64, error) {
	if len(p.parts) > 0 {
		return p.sift(ctx, db, offset, limit)
	}
	var all []int64
	for _, a := range p.arms {
		order := a.order.clause()
		ids, err := listIDs(ctx, db, clause{sql: "SELECT c.id FROM " + a.from + " WHERE " + a.where.sql + " ORDER BY " + order.sql +
			" LIMIT " + strconv.Itoa(offset+limit-len(all)), args: slices.Concat(a.where.args, order.args)})
		if all = append(all, ids...); err != nil || len(all) >= offset+limit {
			return all[min(offset, len(all)):], err
		}
	}
	return all[min(offset, len(all)):], nil
}
