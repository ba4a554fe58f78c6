package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"kehu/store/pages"
)

// A salvagedTable is a table of the new book, into which rows of the damaged one go.
type salvagedTable struct {
	Salvaged
	columns []salvagedColumn // in the order in which they lie in the file
	rowid   int              // which column is the rowid; -1 where none is
	indexes []salvagedIndex
	present map[int64]bool
	partial map[int64]map[string]any // what indexes say of rows that are not there
}

type salvagedColumn struct {
	name     string
	affinity string // TEXT, INTEGER, BLOB or none
	required bool
	isFilled bool // rows that were written before the column was there get a default
}

// salvagedIndex is an index over plain columns of a table.
type salvagedIndex struct {
	name    string
	columns []string
}

// rows fills the tables: first from the pages that belong to them, then from those
// that belong to nothing because a page above them is damaged.
func (v *salvage) rows(t *tx) error {
	for _, table := range v.tables {
		if err := v.fill(t, table); err != nil {
			return err
		}
	}
	v.markIndexes()
	if err := v.fillFromLost(t); err != nil {
		return err
	}
	for _, table := range v.tables {
		if err := v.fillFromIndexes(t, table); err != nil {
			return err
		}
	}
	return v.noteLost(t)
}

// knowTables learns the tables of the schema. Those of the search indexes are made
// anew instead.
func (v *salvage) knowTables() error {
	rows, err := v.store.reader.QueryContext(v.ctx, `SELECT name, sql LIKE '%WITHOUT ROWID%' FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
		AND name NOT LIKE 'customer_search%' AND name NOT LIKE 'product_search%' ORDER BY name`)
	type known struct {
		name    string
		noRowid bool
	}
	all, err := scanAll(rows, err, func(rows *sql.Rows, k *known) error { return rows.Scan(&k.name, &k.noRowid) })
	for _, k := range all {
		table := &salvagedTable{Salvaged: Salvaged{Table: k.name}, rowid: -1, present: map[int64]bool{}, partial: map[int64]map[string]any{}}
		if err := firstError(table.learn(v.ctx, v.store.reader, k.noRowid), table.learnIndexes(v.ctx, v.store.reader)); err != nil {
			return err
		}
		v.tables = append(v.tables, table)
	}
	return err
}

// learn reads the columns of a table. A table without rowids has its key first.
func (k *salvagedTable) learn(ctx context.Context, db queryer, noRowid bool) error {
	rows, err := db.QueryContext(ctx, `SELECT name, upper(type), "notnull", pk, dflt_value IS NOT NULL OR NOT "notnull"
		FROM pragma_table_info(?) ORDER BY CASE WHEN ? AND pk > 0 THEN pk ELSE 1000 + cid END`, k.Table, noRowid)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var c salvagedColumn
		var pk int
		err := rows.Scan(&c.name, &c.affinity, &c.required, &pk, &c.isFilled)
		if pk == 1 && c.affinity == "INTEGER" && !noRowid {
			k.rowid = len(k.columns)
		}
		k.columns = append(k.columns, c)
		return err
	})
}

// learnIndexes reads which columns stand in the indexes of a table with rowids.
func (k *salvagedTable) learnIndexes(ctx context.Context, db queryer) error {
	if k.rowid < 0 {
		return nil
	}
	rows, err := db.QueryContext(ctx, `SELECT l.name, coalesce(i.name, '') FROM pragma_index_list(?) l, pragma_index_info(l.name) i
		ORDER BY l.name, i.seqno`, k.Table)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var name, column string
		err := rows.Scan(&name, &column)
		if n := len(k.indexes); n == 0 || k.indexes[n-1].name != name {
			k.indexes = append(k.indexes, salvagedIndex{name: name})
		}
		last := &k.indexes[len(k.indexes)-1]
		last.columns = append(last.columns, column) // "" for an expression
		return err
	})
}

// fits returns the values of a row for the columns; false where it cannot be one of
// the table.
func (k *salvagedTable) fits(r pages.Row) ([]any, bool) {
	if len(r.Values) > len(k.columns) {
		return nil, false
	}
	for i, c := range k.columns {
		switch {
		case i >= len(r.Values):
			if !c.isFilled {
				return nil, false
			}
		case i == k.rowid:
			if r.Values[i] != nil {
				return nil, false
			}
		case !c.takes(r.Values[i]):
			return nil, false
		}
	}
	values := slices.Clone(r.Values)
	if k.rowid >= 0 {
		values[k.rowid] = r.ID
	}
	return values, len(values) > 0
}

func (c salvagedColumn) takes(value any) bool {
	switch value.(type) {
	case nil:
		return !c.required
	case string:
		return c.affinity == "TEXT" || c.affinity == ""
	case int64:
		return c.affinity == "INTEGER" || c.affinity == "REAL" || c.affinity == ""
	case float64:
		return c.affinity == "REAL" || c.affinity == ""
	case []byte:
		return c.affinity == "BLOB" || c.affinity == ""
	}
	return false
}

// put inserts a row, unless there is one with its key; false where it breaks a rule
// of the table.
func (k *salvagedTable) put(t *tx, values []any) (bool, error) {
	if k.Rows == 0 && len(k.present) == 0 { // a new book has rows of its own
		if err := t.exec("DELETE FROM " + k.Table); err != nil {
			return false, err
		}
	}
	names := make([]string, len(values))
	for i := range names {
		names[i] = k.columns[i].name
	}
	res, err := t.run("INSERT OR IGNORE INTO "+k.Table+" ("+strings.Join(names, ", ")+") VALUES ("+placeholders(len(values))+")", values...)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	if n > 0 {
		k.Rows++
		if k.rowid >= 0 {
			k.present[values[k.rowid].(int64)] = true
		}
	}
	return n > 0, err
}

// fill puts the rows of a table's own pages into it.
func (v *salvage) fill(t *tx, k *salvagedTable) error {
	root := v.root("table", k.Table)
	if root == 0 {
		k.Damaged = true
		return nil
	}
	tree := v.source.Tree(root, k.rowid >= 0)
	k.Damaged = tree.Bad > 0
	for _, n := range tree.Pages {
		if err := v.page(t, n, k); err != nil {
			return err
		}
	}
	return nil
}

// page puts the rows of a page into a table.
func (v *salvage) page(t *tx, n uint32, k *salvagedTable) (err error) {
	bad := v.source.Rows(n, func(r pages.Row) {
		values, ok := k.fits(r)
		if ok && err == nil {
			ok, err = k.put(t, values)
		}
		k.Damaged = k.Damaged || !ok
	})
	k.Damaged = k.Damaged || bad > 0
	v.done++
	if v.tell != nil && v.done%100 == 0 {
		v.tell("salvage.pages", v.done)
	}
	return firstError(err, v.ctx.Err())
}

// root returns the root of a table or an index, 0 where the schema has lost it.
func (v *salvage) root(kind, name string) uint32 {
	i := slices.IndexFunc(v.objects, func(o pages.Object) bool { return o.Type == kind && o.Name == name })
	if i < 0 {
		return 0
	}
	return v.objects[i].Root
}

func (v *salvage) of(table string) *salvagedTable {
	i := slices.IndexFunc(v.tables, func(k *salvagedTable) bool { return k.Table == table })
	if i < 0 {
		return nil
	}
	return v.tables[i]
}

// fillFromLost puts the rows of pages that belong to nothing into the one damaged table
// that they fit.
func (v *salvage) fillFromLost(t *tx) error {
	if !slices.ContainsFunc(v.tables, func(k *salvagedTable) bool { return k.Damaged }) {
		return nil // what lies about is old
	}
	for _, n := range v.source.Lost() {
		k := v.owner(n)
		if k == nil {
			v.unknown++
			continue
		}
		if err := v.page(t, n, k); err != nil {
			return err
		}
	}
	return nil
}

// owner finds the damaged table that all rows of a page fit, nil where it is not
// exactly one. Those that have as many columns as the rows come first: rows may be of
// a time when their table had fewer.
func (v *salvage) owner(n uint32) *salvagedTable {
	isTable := v.source.IsTable(n)
	var rows []pages.Row
	v.source.Rows(n, func(r pages.Row) { rows = append(rows, r) })
	var found [2][]*salvagedTable
	for _, k := range v.tables {
		if !k.Damaged || len(rows) == 0 || (k.rowid >= 0) != isTable || !k.fitsAll(rows) {
			continue
		}
		if len(rows[0].Values) == len(k.columns) {
			found[0] = append(found[0], k)
		} else {
			found[1] = append(found[1], k)
		}
	}
	for _, some := range found {
		if len(some) > 0 {
			return only(some)
		}
	}
	return nil
}

// only returns the one of a list, nil where there are more.
func only(all []*salvagedTable) *salvagedTable {
	if len(all) != 1 {
		return nil
	}
	return all[0]
}

func (k *salvagedTable) fitsAll(rows []pages.Row) bool {
	return !slices.ContainsFunc(rows, func(r pages.Row) bool {
		_, ok := k.fits(r)
		return !ok
	})
}
