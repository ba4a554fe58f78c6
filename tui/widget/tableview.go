package widget

import "strings"

// look is the table's part of the styles, ready to paint.
type look struct {
	signs                               Signs
	muted, faint, accent, header, here  Brush
	selected, idle, match, mark, failed Brush
}

func newLook(st Styles) look {
	return look{
		signs: st.Signs,
		muted: NewBrush(st.Muted), faint: NewBrush(st.Faint),
		accent: NewBrush(st.Accent), header: NewBrush(st.Header), here: NewBrush(st.HeaderHere),
		selected: NewBrush(st.Selected), idle: NewBrush(st.Idle), match: NewBrush(st.Match),
		mark: NewBrush(st.Accent), failed: NewBrush(st.Bad),
	}
}

// relayout shares the width anew; all lines must be drawn again.
func (t *Table) relayout() {
	if t.w == 0 {
		return
	}
	t.layout(t.inner())
	t.lines = make([]string, len(t.rows))
	t.head = t.heading()
}

// inner returns the cells for columns: without gutter and scroll bar.
func (t *Table) inner() int { return max(1, t.w-gutter-2) }

// View draws the head and the rows in view, w cells by h lines.
func (t *Table) View() Frame {
	if t.w == 0 {
		return Frame{}
	}
	var b strings.Builder
	b.Grow((t.h + 1) * (t.w + 48))
	b.WriteString(t.head)
	if note := t.note(); note != nil {
		for _, line := range note {
			b.WriteString("\n" + line)
		}
		return Frame{S: b.String()}
	}
	first, last := t.thumb()
	for y := range t.body() {
		b.WriteByte('\n')
		t.line(&b, t.top+y)
		switch {
		case first < 0:
			b.WriteString("  ")
		case y >= first && y < last:
			b.WriteString(" " + t.look.muted.Paint(t.look.signs.Thumb))
		default:
			b.WriteString(" " + t.look.faint.Paint(t.look.signs.Track))
		}
	}
	return Frame{S: b.String()}
}

// line draws the row with index i and its gutter.
func (t *Table) line(b *strings.Builder, i int) {
	if i >= t.count() && t.row(i) == nil {
		b.WriteString(spaces(t.w - 2))
		return
	}
	r := t.row(i)
	mark := t.markSign(r, i)
	if i == t.cursor {
		base := t.look.selected
		if t.idle {
			base = t.look.idle
		}
		b.WriteString(base.On + t.look.accent.Over(base, t.look.signs.Cursor) + t.look.mark.Over(base, mark) + " ")
		t.cells(b, r, base)
		b.WriteString(base.Off)
		return
	}
	b.WriteString(" ")
	if mark == " " {
		b.WriteString("  ")
	} else {
		b.WriteString(t.look.mark.Paint(mark) + " ")
	}
	if r == nil {
		t.cells(b, nil, Brush{})
		return
	}
	b.WriteString(t.finished(i - t.at))
}

// markSign returns the sign of a marked row, or of one in the range.
func (t *Table) markSign(r *Row, i int) string {
	if from, to, ok := t.Range(); ok && i >= from && i <= to {
		return t.look.signs.Mark
	}
	if r != nil && t.marks.has(r.Key) {
		return t.look.signs.Mark
	}
	return " "
}

// finished returns the drawn cells of row n of the window, from the cache.
func (t *Table) finished(n int) string {
	if t.lines[n] == "" {
		var b strings.Builder
		t.cells(&b, &t.rows[n], Brush{})
		t.lines[n] = b.String()
	}
	return t.lines[n]
}

// cells draws the columns of a row in exactly inner cells; nil is a row not read
// yet.
func (t *Table) cells(b *strings.Builder, r *Row, base Brush) {
	used := 0
	for k, s := range t.slots {
		if k > 0 {
			b.WriteString(blank[:columnGap])
			used += columnGap
		}
		switch {
		case r != nil:
			t.cell(b, r, s, base)
		case k == 0:
			b.WriteString(t.look.muted.Over(base, Cell(ellipsis, s.w, false)))
		default:
			b.WriteString(spaces(s.w))
		}
		used += s.w
	}
	b.WriteString(spaces(t.inner() - used))
}

// cell draws one cell with its highlights.
func (t *Table) cell(b *strings.Builder, r *Row, s slot, base Brush) {
	text := ""
	if s.col < len(r.Cells) {
		text = r.Cells[s.col]
	}
	col := t.cols[s.col]
	ink := base
	if r.Muted || col.Muted {
		ink = Brush{base.On + t.look.muted.On, t.look.muted.Off}
	}
	keep, w := fit(text, s.w) // reads no further: a cell may hold a page of text
	tail := ""
	if keep < len(text) {
		keep, w = fit(text, s.w-1)
		tail, w = ellipsis, w+1
	}
	pad := spaces(s.w - w)
	if col.Right {
		b.WriteString(pad)
	}
	if ink != base {
		b.WriteString(ink.On)
	}
	t.spans(b, text[:keep], s.col, r.Match, ink)
	b.WriteString(tail)
	if ink != base {
		b.WriteString(ink.Off + base.On)
	}
	if !col.Right {
		b.WriteString(pad)
	}
}

// spans writes the text of a cell, its matches painted. Matches that overlap or
// lie outside of the text are cut to what is left.
func (t *Table) spans(b *strings.Builder, text string, col int, ms []Match, ink Brush) {
	at := 0
	for _, m := range ms {
		from, to := max(m.From, at), min(m.To, len(text))
		if m.Cell != col || from >= to {
			continue
		}
		b.WriteString(text[at:from])
		b.WriteString(t.look.match.Over(ink, text[from:to]))
		at = to
	}
	b.WriteString(text[at:])
}

// thumb returns the lines of the scroll bar's thumb, -1 when all rows are in view.
func (t *Table) thumb() (first, last int) {
	n, b := t.count(), t.body()
	if n <= b {
		return -1, -1
	}
	size := max(1, b*b/n)
	first = (b - size) * t.top / max(1, n-b)
	return first, first + size
}
