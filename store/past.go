package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"kehu/model"
)

// A Past is a customer as it was once a change set was written.
type Past struct {
	ChangeSet    int64            // the last one that counts
	Customer     *model.Customer  // in the book, or in the bin
	Purchases    []model.Purchase // these three in the order of the book's lists
	Interactions []model.Interaction
	Tasks        []model.Task
}

// LastUpTo returns the number of the last change set that was written before a
// moment; 0 where there was none.
func (b *Book) LastUpTo(ctx context.Context, before time.Time) (id int64, err error) {
	err = b.store.reader.QueryRowContext(ctx, "SELECT id FROM change_sets WHERE at < ? ORDER BY at DESC, id DESC LIMIT 1", before.Unix()).Scan(&id)
	if isNoRow(err) {
		return 0, nil
	}
	return id, b.store.explain(err)
}

// Past returns a customer, and what it had in the book, as they were after a
// change set. A customer who was not there yet, or not any more, is a NotFound
// problem (customer_not_then).
func (b *Book) Past(ctx context.Context, id, set int64) (p *Past, err error) {
	err = b.store.inRead(ctx, func(t *tx) error {
		p = &Past{ChangeSet: set}
		now, err := b.store.customers().get(t.ctx, t, id)
		if err != nil {
			return err
		}
		records := []model.Customer{*now}
		if err := b.store.customers().goBack(t, records, set); err != nil {
			return err
		}
		if p.Customer = &records[0]; p.Customer.State == model.Undone {
			return model.NewProblem(model.NotFound, "customer_not_then", "ID", id, "Set", set)
		}
		p.Purchases, err = hadThen(t, b.store.purchases(), id, set)
		if err != nil {
			return err
		}
		if p.Interactions, err = hadThen(t, b.store.interactions(), id, set); err != nil {
			return err
		}
		p.Tasks, err = hadThen(t, b.store.tasks(), id, set)
		return err
	})
	if err != nil {
		return nil, b.store.explain(err)
	}
	p.inOrder()
	return p, nil
}

// hadThen returns the records of a kind that a customer had in the book after a
// change set. They may be gone now, or another customer's.
func hadThen[T any](t *tx, e *entity[T], customer, set int64) ([]T, error) {
	ids, err := t.everOf(e.kind, e.table, customer)
	if err != nil {
		return nil, err
	}
	var had []T
	for some := range slices.Chunk(ids, editChunk) {
		found, err := e.find(t.ctx, t, "id IN ("+idText(some)+") ORDER BY id")
		if err == nil {
			err = e.goBack(t, found, set)
		}
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			if e.meta(&r).State == model.Live && e.customer(&r) == customer {
				had = append(had, r)
			}
		}
	}
	return had, nil
}

// everOf lists the records of a kind that are a customer's, in whatever state, or
// once were.
func (t *tx) everOf(kind model.Kind, table string, customer int64) ([]int64, error) {
	id := strconv.FormatInt(customer, 10)
	ids, err := listIDs(t.ctx, t, clause{sql: "SELECT id FROM " + table + " WHERE customer_id = " + id + " AND state = 0 UNION SELECT id FROM " + table +
		" WHERE customer_id = " + id + " AND state <> 0 UNION SELECT c.record FROM changes c WHERE c.kind = '" + string(kind) + "' AND " + moved +
		" AND " + id + " IN (CAST(c.fields ->> '$.customer_id[0]' AS INTEGER), CAST(c.fields ->> '$.customer_id[1]' AS INTEGER))"})
	slices.Sort(ids)
	return ids, err
}

// goBack takes back on records, in memory, all that was written after a change set.
func (e *entity[T]) goBack(t *tx, records []T, set int64) error {
	if len(records) == 0 {
		return nil
	}
	all, err := e.allFields(t)
	if err != nil {
		return err
	}
	byID := make(map[int64]*T, len(records))
	ids := make([]int64, len(records))
	for i := range records {
		ids[i] = e.meta(&records[i]).ID
		byID[ids[i]] = &records[i]
	}
	rows, err := t.query(`SELECT record, last, fields FROM changes WHERE id IN (
		SELECT id FROM changes WHERE kind = ?1 AND record IN (`+idText(ids)+`) AND change_set > ?2 AND last = record
		UNION ALL SELECT id FROM changes WHERE kind = ?1 AND last > record AND record <= ?4 AND last >= ?3 AND change_set > ?2) ORDER BY id DESC`,
		string(e.kind), set, slices.Min(ids), slices.Max(ids))
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var first, last int64
		var text string
		if err := rows.Scan(&first, &last, &text); err != nil {
			return err
		}
		var fields map[string][2]string
		if err := json.Unmarshal([]byte(text), &fields); err != nil {
			return err
		}
		return eachOf(byID, first, last, func(r *T) error { return setFormer(all, r, fields) })
	})
}

// eachOf gives the records of a run that are among some.
func eachOf[T any](byID map[int64]*T, first, last int64, f func(*T) error) error {
	if first == last {
		if r := byID[first]; r != nil {
			return f(r)
		}
		return nil
	}
	for id, r := range byID {
		if id >= first && id <= last {
			if err := f(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// setFormer sets fields to what they held before a change.
func setFormer[T any](all []model.Field[T], r *T, fields map[string][2]string) error {
	for key, change := range fields {
		if f := model.FieldOf(all, key); f != nil {
			if err := f.Set(r, change[0]); err != nil {
				return err
			}
		}
	}
	return nil
}

// AsOf returns the number of the change set after which a text asks how things
// were: "#12", or a day as forms take it, whose end is meant. What stands behind a
// day still to come is the last one. The problems are those of model.ParseDate, and
// NotFound (change_set_not_found).
func (b *Book) AsOf(ctx context.Context, text string, now time.Time) (int64, error) {
	if number, is := strings.CutPrefix(strings.TrimSpace(text), "#"); is {
		if id, err := strconv.ParseInt(number, 10, 64); err == nil {
			cs, err := b.ChangeSet(ctx, id)
			if err != nil {
				return 0, err
			}
			return cs.ID, nil
		}
	}
	day, err := model.ParseDate(text, now)
	if err != nil {
		return 0, err
	}
	return b.LastUpTo(ctx, day.AddDays(1).Time(now.Location()))
}
