package store

import (
	"cmp"
	"database/sql"
	"slices"
	"strings"
)

// waitingRows are new rows of a table that a bulk write gathers: a row costs
// half in a statement of many of what it does alone.
type waitingRows struct {
	table    string
	columns  []string
	defaults []any // of the columns; nil for those that have none
	args     []any
}

// mostWaiting is how many rows a statement takes, so that there are few
// different ones.
const mostWaiting = 32

// parents are the tables to which rows of others refer, in the order in which
// they must be written.
var parents = []string{"customers", "products", "purchases"}

// generation puts parents before all others.
func (w waitingRows) generation() int {
	if i := slices.Index(parents, w.table); i >= 0 {
		return i
	}
	return len(parents)
}

// insertRows inserts rows of values for the columns of a table, "customer_id, pos,
// tag". Those of a bulk write wait for others; every other statement of the
// transaction sees them.
func (t *tx) insertRows(table, columns string, args []any) error {
	i := slices.IndexFunc(t.waiting, func(w waitingRows) bool { return w.table == table })
	if i < 0 {
		if err := t.awaitRows(table, strings.Split(columns, ", ")); err != nil {
			return err
		}
		return t.insertRows(table, columns, args)
	}
	w := &t.waiting[i]
	w.args = append(w.args, args...)
	t.hasWaiting = true
	if t.pending != nil && len(w.args) < mostWaiting*len(w.columns) {
		return nil
	}
	return t.writeRows()
}

// knownDefaults are defaults of columns, by their text in the schema.
var knownDefaults = map[string]any{"0": int64(0), "''": ""}

// awaitRows makes room for rows of a table.
func (t *tx) awaitRows(table string, columns []string) error {
	w := waitingRows{table: table, columns: columns, defaults: make([]any, len(columns))}
	rows, err := t.query("SELECT name, coalesce(dflt_value, '') FROM pragma_table_info(?)", table)
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return err
		}
		if i := slices.Index(columns, name); i >= 0 {
			w.defaults[i] = knownDefaults[value]
		}
		return nil
	})
	t.waiting = append(t.waiting, w)
	slices.SortStableFunc(t.waiting, func(a, b waitingRows) int { return cmp.Compare(a.generation(), b.generation()) })
	return err
}

// writeRows writes the rows that wait.
func (t *tx) writeRows() error {
	if !t.hasWaiting {
		return nil
	}
	t.hasWaiting = false
	for i := range t.waiting {
		if err := t.waiting[i].write(t); err != nil {
			return err
		}
	}
	return nil
}

func (w *waitingRows) write(t *tx) error {
	for args := range slices.Chunk(w.args, mostWaiting*len(w.columns)) {
		columns, args := w.filled(args)
		row := "(" + placeholders(len(columns)) + "), "
		text := "INSERT INTO " + w.table + " (" + strings.Join(columns, ", ") + ") VALUES " + strings.TrimSuffix(strings.Repeat(row, len(args)/len(columns)), ", ")
		if err := t.exec(text, args...); err != nil {
			return err
		}
	}
	w.args = w.args[:0]
	return nil
}

// filled leaves out the columns in which all rows have what they would have
// without them: half of a customer's are empty, and to bind a value is dear.
func (w *waitingRows) filled(args []any) (columns []string, values []any) {
	width := len(w.columns)
	kept := make([]int, 0, width)
	for i, value := range w.defaults {
		for at := i; at < len(args); at += width {
			if value == nil || args[at] != value {
				kept, columns = append(kept, i), append(columns, w.columns[i])
				break
			}
		}
	}
	if len(kept) == width || len(kept) == 0 {
		return w.columns, args
	}
	for row := range slices.Chunk(args, width) {
		for _, i := range kept {
			values = append(values, row[i])
		}
	}
	return columns, values
}
