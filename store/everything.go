package store

import (
	"context"
	"database/sql"

	"kehu/model"
)

// Everything is all that the book holds of a customer: what Erase would remove.
type Everything struct {
	Customer *model.Customer
	Tables   []TableRows    // the records and lists, and what imports and forms keep of them
	History  []HistoryEntry // what was done to them, the earliest first
	Mentions []Mention      // other records that have a name or number of the customer in their text
}

// TableRows are rows of one table as they are stored.
type TableRows struct {
	Table   string
	Columns []string
	Rows    [][]any // int64, float64, string or nil
}

// A HistoryEntry is one change set with the changes of one customer's records.
type HistoryEntry struct {
	Set     model.ChangeSet
	Changes []model.Change
}

// Everything returns all that is stored of a customer, in whatever state it is. The
// problem of an unknown one is NotFound.
func (b *Book) Everything(ctx context.Context, id int64) (e Everything, err error) {
	err = b.store.snapshots(ctx, 1, func(ctx context.Context, all []queryer) error {
		e, err = b.everything(ctx, all[0], id)
		return err
	})
	return e, b.store.explain(err)
}

func (b *Book) everything(ctx context.Context, db queryer, id int64) (e Everything, err error) {
	if e.Customer, err = b.customerOr(ctx, db, id); err != nil {
		return e, err
	}
	for _, h := range holdings() {
		if h.table == "changes" || h.table == "change_sets" {
			continue // they are the history
		}
		rows, err := tableRows(ctx, db, h, id)
		if err != nil {
			return e, err
		}
		if len(rows.Rows) > 0 {
			e.Tables = append(e.Tables, rows)
		}
	}
	if e.History, err = historyOf(ctx, db, id); err != nil {
		return e, err
	}
	texts, err := selves(ctx, db, e.Customer)
	if err != nil {
		return e, err
	}
	e.Mentions, err = mentions(ctx, db, id, texts)
	return e, err
}

// tableRows reads the rows of a table that concern a customer.
func tableRows(ctx context.Context, db queryer, h holding, id int64) (t TableRows, err error) {
	t.Table = h.table
	rows, err := db.QueryContext(ctx, "SELECT *"+h.more+" FROM "+h.table+" WHERE "+h.where(scopeOf)+" AND ?1 = ?1", id)
	if err != nil {
		return t, err
	}
	if t.Columns, err = rows.Columns(); err != nil {
		return t, err
	}
	err = eachRow(rows, nil, func(rows *sql.Rows) error {
		values, into := make([]any, len(t.Columns)), make([]any, len(t.Columns))
		for i := range values {
			into[i] = &values[i]
		}
		err := rows.Scan(into...)
		for i, v := range values {
			if raw, ok := v.([]byte); ok {
				values[i] = string(raw)
			}
		}
		t.Rows = append(t.Rows, values)
		return err
	})
	return t, err
}

// historyOf reads the change sets of a customer's records with the changes of
// those alone.
func historyOf(ctx context.Context, db queryer, id int64) (all []HistoryEntry, err error) {
	mine := ofRecord("kind", "record", "last")(scopeOf)
	rows, err := db.QueryContext(ctx, "SELECT "+changeSetColumns+" FROM change_sets s WHERE s.id IN (SELECT change_set FROM changes WHERE "+mine+") ORDER BY s.id", id)
	sets, err := scanAll(rows, err, scanChangeSet)
	if err != nil {
		return nil, err
	}
	at := make(map[int64]*HistoryEntry, len(sets))
	all = make([]HistoryEntry, len(sets))
	for i, cs := range sets {
		all[i].Set, at[cs.ID] = cs, &all[i]
	}
	rows, err = db.QueryContext(ctx, "SELECT change_set, "+changeColumns+" FROM changes c WHERE "+mine+" ORDER BY id", id)
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var set int64
		var c model.Change
		err := scanChangeWith(rows, &c, &set)
		if e := at[set]; e != nil {
			e.Changes = append(e.Changes, c)
		}
		return err
	})
	return all, err
}
