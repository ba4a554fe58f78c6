package model

import (
	"cmp"
	"iter"
	"slices"
)

// A RowConflict is a row that says something new of fields which somebody changed
// in the book since the last import from the same source. The book keeps what it
// has in them.
type RowConflict struct {
	Ref                      // of the record in the book
	Row      int             // the first of the record's rows
	Line     int             // of the file, where that row begins; 0 where it has no lines
	Name     string          // of the customer
	IsBinned bool            // somebody put the record into the bin, where it stays
	Currency Currency        // of the amounts
	Fields   []FieldConflict // Base was imported last, Mine is in the file, Theirs in the book
}

// RowConflicts are the conflicts of an import. A newer copy of a large file may have
// as many as it has rows, so they are kept packed. The zero value is ready; copies
// share what they hold.
type RowConflicts struct {
	rows  []conflictRow
	texts packed
}

// A conflictRow is a row with where the rest of it begins.
type conflictRow struct {
	row, line int32
	at        int64
}

// Add adds a conflict. Of long values only the beginning is kept where whole says
// nothing else of the field.
func (c *RowConflicts) Add(r RowConflict, whole func(key string) bool) {
	var w packer
	for _, text := range []string{string(r.Kind), r.Name, string(r.Currency)} {
		w.string(text)
	}
	isBinned := int64(0)
	if r.IsBinned {
		isBinned = 1
	}
	for _, n := range []int64{r.ID, isBinned, int64(len(r.Fields))} {
		w.number(n)
	}
	for _, f := range r.Fields {
		w.string(f.Key)
		for _, text := range []string{f.Base, f.Mine, f.Theirs} {
			if !whole(f.Key) {
				text = beginning(text)
			}
			w.string(text)
		}
	}
	c.rows = append(c.rows, conflictRow{int32(r.Row), int32(r.Line), c.texts.append(w.text)})
}

// Sort puts them into the order of the file.
func (c *RowConflicts) Sort() {
	slices.SortStableFunc(c.rows, func(a, b conflictRow) int { return cmp.Compare(a.row, b.row) })
}

// Len is how many there are.
func (c *RowConflicts) Len() int { return len(c.rows) }

// At returns the conflict at an index from 0.
func (c *RowConflicts) At(i int) RowConflict {
	row := c.rows[i]
	r := unpacker{c.texts.at(row.at)}
	at := RowConflict{Row: int(row.row), Line: int(row.line), Ref: Ref{Kind: Kind(r.string())}, Name: r.string(), Currency: Currency(r.string())}
	at.ID, at.IsBinned = int64(r.number()), r.number() == 1
	at.Fields = make([]FieldConflict, r.number())
	for i := range at.Fields {
		at.Fields[i] = FieldConflict{r.string(), r.string(), r.string(), r.string()}
	}
	return at
}

// All returns the conflicts, one after the other.
func (c *RowConflicts) All() iter.Seq[RowConflict] {
	return func(yield func(RowConflict) bool) {
		for i := range c.rows {
			if !yield(c.At(i)) {
				return
			}
		}
	}
}
