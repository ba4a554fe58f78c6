package store

import (
	"context"
	"slices"
	"strconv"

	"kehu/model"
	"kehu/model/pinyin"
)

// records looks at every record: whether it can be read, whether it holds what was
// written, and of customers at the columns that follow from it.
func (c *checker) records() (err error) {
	if c.custom, err = c.store.customFields().find(c.ctx, c.db, "1 ORDER BY pos, id"); err != nil {
		return err
	}
	if c.settings, err = c.store.settings(c.ctx, c.db); err != nil {
		return err
	}
	done := 0
	for _, kind := range kindsInOrder {
		bad, err := c.store.records[kind].checkAll(c, func(n int) {
			done += n
			c.say("records", done)
		})
		if err != nil {
			return err
		}
		c.find("unreadable_records", false, bad.unreadable, "Kind", string(kind))
		c.find("altered_records", true, bad.altered, "Kind", string(kind))
		c.find("derived", true, bad.derived)
	}
	return nil
}

// badRecords are the ids of records that are not as they should be.
type badRecords struct{ unreadable, altered, derived []int64 }

// checkAll looks at all records of a kind.
func (e *entity[T]) checkAll(c *checker, tell func(n int)) (bad badRecords, err error) {
	fields := e.fields
	if e.more != nil {
		fields = e.more(c.custom)
	}
	columns := append([]string{"sum"}, e.derivedKeys...)
	look, words := e.lookAt(c, fields, &bad), func([]T) error { return nil }
	if e.kind == model.KindCustomer {
		words = any(c.wordsOf(newCutter())).(func([]T) error)
	}
	err = e.eachReadable(c.ctx, c.db, columns, func(records []T, stored [][]string) error {
		for i := range records {
			look(&records[i], stored[i])
		}
		tell(len(records))
		return firstError(words(records), c.ctx.Err())
	}, func(id int64) { bad.unreadable = append(bad.unreadable, id) })
	return bad, err
}

// lookAt returns what looks at one record, with its sum and derived columns as
// they are stored.
func (e *entity[T]) lookAt(c *checker, fields []model.Field[T], bad *badRecords) func(r *T, stored []string) {
	derived := e.derived
	if e.kind == model.KindCustomer {
		derived = any(derivedOfCustomers(remembering(pinyin.SortKey))).(map[string]func(*T) string)
	}
	return func(r *T, stored []string) {
		id := e.meta(r).ID
		if stored[0] != "0" && stored[0] != strconv.FormatInt(e.sumOf(fields, r), 10) {
			bad.altered = append(bad.altered, id)
		}
		for i, value := range e.derive(derived, r) {
			if value != stored[i+1] {
				bad.derived = append(bad.derived, id)
				break
			}
		}
	}
}

// eachReadable is eachPage that goes on where records cannot be read.
func (e *entity[T]) eachReadable(ctx context.Context, db queryer, columns []string, f func(records []T, stored [][]string) error, bad func(id int64)) error {
	rows, err := db.QueryContext(ctx, "SELECT id FROM "+e.table+" ORDER BY id")
	ids, err := scanAll(rows, err, scanOne[int64])
	if err != nil {
		return err
	}
	for some := range slices.Chunk(ids, recordsPage) {
		list := idClause(e.table, some)
		found, stored, err := e.findStored(ctx, db, columns, "id IN ("+list.sql+") ORDER BY id", list.args...)
		if err != nil {
			found, stored, err = e.oneByOne(ctx, db, columns, some, bad)
		}
		if err == nil {
			err = f(found, stored)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// oneByOne reads those of some records that can be read.
func (e *entity[T]) oneByOne(ctx context.Context, db queryer, columns []string, ids []int64, bad func(id int64)) (found []T, stored [][]string, err error) {
	for _, id := range ids {
		one, texts, err := e.findStored(ctx, db, columns, "id = ?", id)
		switch {
		case ctx.Err() != nil:
			return nil, nil, ctx.Err()
		case err != nil || len(one) != 1:
			bad(id)
		default:
			found, stored = append(found, one[0]), append(stored, texts[0])
		}
	}
	return found, stored, nil
}

// findStored is find with other columns of the table, as texts.
func (e *entity[T]) findStored(ctx context.Context, db queryer, columns []string, where string, args ...any) (found []T, stored [][]string, err error) {
	others := ""
	for _, column := range columns {
		others += ", " + column
	}
	found, err = e.findWith(ctx, db, others, func() []any {
		texts := make([]string, len(columns))
		stored = append(stored, texts)
		into := make([]any, len(columns))
		for i := range texts {
			into[i] = &texts[i]
		}
		return into
	}, where, args...)
	return found, stored, err
}
