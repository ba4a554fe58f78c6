package widget

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"
)

// Table shows a list of any length through a window of a few screens. It reads
// rows when they come near, keeps finished lines, and keeps its cursor on the
// record, not on the line number, when the list changes under it.
//
// Give it a size and a source, forward messages to Update, draw View. Texts in
// Empty and Failure are the caller's.
type Table struct {
	Empty   string                 // shown when the list has no rows; may have several lines
	Failure func(err error) string // text for a failed read; nil shows the error itself

	window
	columns
	w, h        int
	cursor, top int
	fresh       bool  // the next rows are another query's: start at the top
	seek        int64 // record to find in the next rows, when seeking
	seeking     bool
	toEnd       bool // the end was asked for before it was known where that is
	anchor      int  // first row of a range, -1 for none
	marks       keySet
	idle        bool // another part of the screen has the focus
	look        look
	lines       []string // finished cells per row of the window; "" not drawn yet
	head        string
}

// NewTable returns a table without a source.
func NewTable(st Styles, cols []Column) *Table {
	t := &Table{anchor: -1, window: window{total: -1}}
	t.SetStyles(st)
	t.SetColumns(cols)
	return t
}

// SetStyles takes other colours.
func (t *Table) SetStyles(st Styles) {
	t.look = newLook(st)
	t.relayout()
}

// SetColumns replaces the columns; widths are measured anew where the columns
// name none.
func (t *Table) SetColumns(cols []Column) {
	t.cols, t.want, t.blank, t.here, t.shift = cols, nil, nil, 0, 0
	if len(t.rows) > 0 {
		t.measure(t.rows)
	}
	t.relayout()
}

// Columns returns the columns in their order, with the widths that the user gave
// them. The slice is the table's.
func (t *Table) Columns() []Column { return t.cols }

// SetSort shows the order in the column heads; the source does the sorting.
func (t *Table) SetSort(keys ...SortKey) {
	t.sort = keys
	t.relayout()
}

// SetSize sets the cells and lines to draw in, head included.
func (t *Table) SetSize(w, h int) tea.Cmd {
	if w == t.w && h == t.h {
		return nil
	}
	t.w, t.h = max(w, 1), max(h, 2)
	t.relayout()
	return t.moveTo(t.cursor)
}

// SetSource shows another list, from its top. The old rows stay on the screen
// until the new ones are there. Marks stay, as they name records.
func (t *Table) SetSource(src Source) tea.Cmd {
	t.renew()
	t.src, t.total, t.exact, t.ended, t.fresh, t.anchor = src, -1, false, false, true, -1
	return t.fetch()
}

// Reload reads the same list again after somebody wrote. The cursor stays on its
// record and the record on its screen line.
func (t *Table) Reload() tea.Cmd {
	t.renew()
	return t.fetch()
}

// SetTotal tells the length of the list, when it becomes known. exact is false
// for an estimate.
func (t *Table) SetTotal(n int, exact bool) tea.Cmd {
	if t.ended && t.exact && !exact {
		return nil // the end was seen: that is better than an estimate
	}
	t.total, t.exact = max(n, 0), exact
	if t.toEnd && exact {
		t.toEnd = false
		return t.moveTo(t.total - 1)
	}
	return t.moveTo(t.cursor)
}

// Width returns the cells that the table draws in.
func (t *Table) Width() int { return t.w }

// SetFocus tells whether keys come here; without focus the selection is paler.
func (t *Table) SetFocus(on bool) { t.idle = !on }

// Total returns the length of the list as far as known, and whether it is exact.
func (t *Table) Total() (n int, exact bool) { return t.count(), t.exact }

// Cursor returns the index of the selected row.
func (t *Table) Cursor() int { return t.cursor }

// Row returns the selected row; false while it is not read or the list is empty.
func (t *Table) Row() (Row, bool) {
	if r := t.row(t.cursor); r != nil && !t.fresh && !t.seeking {
		return *r, true
	}
	return Row{}, false
}

// Column returns the current column, which ← and → choose.
func (t *Table) Column() Column {
	if t.here >= len(t.cols) {
		return Column{}
	}
	return t.cols[t.here]
}

// Shows reports whether the column with an index is in view.
func (t *Table) Shows(col int) bool {
	return slices.ContainsFunc(t.slots, func(s slot) bool { return s.col == col })
}

// Cell returns the text of the selected row in the current column.
func (t *Table) Cell() string {
	if r, ok := t.Row(); ok && t.here < len(r.Cells) {
		return r.Cells[t.here]
	}
	return ""
}

// Err returns the error of the last read, nil when it went well.
func (t *Table) Err() error { return t.err }

// Busy reports whether a read is under way.
func (t *Table) Busy() bool { return t.busy }

// Position returns "12/59", with "+" behind an inexact total and "0" when empty.
func (t *Table) Position() string {
	n, more := t.count(), "+"
	if t.exact {
		more = ""
	}
	if n == 0 {
		return "0"
	}
	return fmt.Sprintf("%d/%d%s", t.cursor+1, n, more)
}

// Select puts the cursor on the record key, which stands at index at or near it.
func (t *Table) Select(key int64, at int) tea.Cmd {
	t.seek, t.seeking, t.fresh = key, true, false
	t.cursor = max(at, 0)
	t.top = max(0, t.cursor-t.body()/2)
	t.renew()
	return t.fetch()
}

// Widen makes the current column d cells wider, or narrower.
func (t *Table) Widen(d int) {
	for _, s := range t.slots {
		if s.col == t.here {
			t.cols[t.here].Width = max(3, s.w+d)
		}
	}
	t.relayout()
}

// Refit measures the columns again from the rows on the screen, as VisiData's _ does,
// and forgets widths that the user set: who pages on sees them fit what stands there.
func (t *Table) Refit() {
	for i := range t.cols {
		t.cols[i].Width = 0
	}
	if t.want = nil; len(t.rows) > 0 {
		t.measure(t.inView())
	}
	t.relayout()
}

// inView are the rows on the screen, as far as they are at hand.
func (t *Table) inView() []Row {
	from := clamp(t.top-t.at, len(t.rows))
	return t.rows[from:min(from+t.body(), len(t.rows))]
}

// Toggle marks the selected record, or takes its mark away.
func (t *Table) Toggle() {
	r, ok := t.Row()
	switch {
	case !ok:
	case t.marks.has(r.Key):
		t.marks.remove(r.Key)
	default:
		t.marks.add(r.Key)
	}
}

// Mark marks records.
func (t *Table) Mark(keys ...int64) {
	for _, k := range keys {
		t.marks.add(k)
	}
}

// Unmark takes the marks from records, from all when none is named.
func (t *Table) Unmark(keys ...int64) {
	if len(keys) == 0 {
		t.marks = keySet{}
	}
	for _, k := range keys {
		t.marks.remove(k)
	}
}

// Marked returns the keys of the marked records in ascending order.
func (t *Table) Marked() []int64 { return t.marks.keys() }

// Marks returns how many records are marked.
func (t *Table) Marks() int { return t.marks.n }

// StartRange begins a range at the cursor; it follows the cursor until EndRange.
func (t *Table) StartRange() { t.anchor = t.cursor }

// EndRange forgets the range.
func (t *Table) EndRange() { t.anchor = -1 }

// Range returns the indices of the rows in the range, both inclusive. Their keys
// are the caller's to look up: most may not be in memory.
func (t *Table) Range() (from, to int, ok bool) {
	return min(t.anchor, t.cursor), max(t.anchor, t.cursor), t.anchor >= 0
}
