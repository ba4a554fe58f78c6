package widget

import "strconv"

// ItemRow is a row of an Items field that is not blank.
type ItemRow struct {
	Row    int // as in Ref
	Values map[string]string
}

// newRow returns a row of an Items field, blank save for the columns' own values
// and those given.
func (f *Form) newRow(b *block, values map[string]string) []*cell {
	row := make([]*cell, len(b.def.Columns))
	for i := range b.def.Columns {
		row[i] = newCell(f.st, &b.def.Columns[i])
		if v, ok := values[row[i].def.Key]; ok {
			row[i].set(v)
		}
	}
	return row
}

// AddRow adds a row to an Items field, before the blank one that waits at the end.
// Rows that belong to the record being edited are followed by Clean.
func (f *Form) AddRow(key string, values map[string]string) {
	b := f.block(key)
	if b == nil || b.def.Kind != Items {
		return
	}
	at := len(b.rows)
	for at > 0 && blankRow(b.rows[at-1]) {
		at--
	}
	b.rows = append(b.rows[:at], f.newRow(b, values), f.newRow(b, nil))
	f.refocus()
}

// RemoveRow takes a row out of an Items field.
func (f *Form) RemoveRow(key string, row int) {
	b := f.block(key)
	if b == nil || b.def.Kind != Items || row < 0 || row >= len(b.rows) {
		return
	}
	b.rows = append(b.rows[:row], b.rows[row+1:]...)
	f.waitRow(b)
	f.refocus()
}

// Rows returns the rows of an Items field that are not blank.
func (f *Form) Rows(key string) (out []ItemRow) {
	b := f.block(key)
	if b == nil || b.def.Kind != Items {
		return nil
	}
	for i, row := range b.rows {
		if blankRow(row) {
			continue
		}
		r := ItemRow{i, map[string]string{}}
		for _, c := range row {
			r.Values[c.def.Key] = c.value()
		}
		out = append(out, r)
	}
	return out
}

// waitRow sees to it that a blank row waits at the end.
func (f *Form) waitRow(b *block) {
	if n := len(b.rows); n == 0 || !blankRow(b.rows[n-1]) {
		b.rows = append(b.rows, f.newRow(b, nil))
	}
}

// blankRow reports whether nothing was entered: cells hold their columns' own
// values. Read-only and hidden cells follow from others and do not count.
func blankRow(row []*cell) bool {
	for _, c := range row {
		if !c.def.ReadOnly && !c.def.Hidden && c.value() != c.def.Value {
			return false
		}
	}
	return true
}

// restoreRows replaces the rows by those of a snapshot.
func (f *Form) restoreRows(b *block, snapshot map[string]string) {
	b.rows = nil
	for i := 0; ; i++ {
		values := map[string]string{}
		for _, col := range b.def.Columns {
			if v, ok := snapshot[b.def.Key+"."+strconv.Itoa(i)+"."+col.Key]; ok {
				values[col.Key] = v
			}
		}
		if len(values) == 0 {
			break
		}
		b.rows = append(b.rows, f.newRow(b, values))
	}
	f.waitRow(b)
}
