package store

import (
	"cmp"
	"slices"
	"strings"
)

// waitingRows are new rows of a table that a bulk write gathers: a row costs
// half in a statement of many of what it does alone.
type waitingRows struct {
	table   string
	columns string // "customer_id, pos, tag"
	width   int    // number of columns
	args    []any
}

// mostWaiting is how many rows a statement takes, so that there are few
// different ones.
const mostWaiting = 32

// parents are the tables to which rows of others refer, in the order in which
// they must be written.
var parents = []string{"customers", "purchases"}

// generation puts parents before all others.
func (w waitingRows) generation() int {
	if i := slices.Index(parents, w.table); i >= 0 {
		return i
	}
	return len(parents)
}

// insertRows inserts rows of values for the columns of a table. Those of a bulk
// write wait for others; every other statement of the transaction sees them.
func (t *tx) insertRows(table, columns string, args []any) error {
	i := slices.IndexFunc(t.waiting, func(w waitingRows) bool { return w.table == table })
	if i < 0 {
		t.waiting = append(t.waiting, waitingRows{table: table, columns: columns, width: strings.Count(columns, ",") + 1})
		slices.SortStableFunc(t.waiting, func(a, b waitingRows) int { return cmp.Compare(a.generation(), b.generation()) })
		return t.insertRows(table, columns, args)
	}
	w := &t.waiting[i]
	w.args = append(w.args, args...)
	t.hasWaiting = true
	if t.pending != nil && len(w.args) < mostWaiting*w.width {
		return nil
	}
	return t.writeRows()
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
	for args := range slices.Chunk(w.args, mostWaiting*w.width) {
		row := "(" + placeholders(w.width) + "), "
		text := "INSERT INTO " + w.table + " (" + w.columns + ") VALUES " + strings.TrimSuffix(strings.Repeat(row, len(args)/w.width), ", ")
		if err := t.exec(text, args...); err != nil {
			return err
		}
	}
	w.args = w.args[:0]
	return nil
}
