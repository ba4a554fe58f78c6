package widget

import "strings"

// heading draws the column heads with sort signs, and ‹ › where columns are out
// of view.
func (t *Table) heading() string {
	var b strings.Builder
	b.WriteString(spaces(gutter))
	used := 0
	for k, s := range t.slots {
		if k > 0 {
			b.WriteString(t.gap(k))
			used += columnGap
		}
		ink := t.look.header
		if s.col == t.here {
			ink = t.look.here
		}
		b.WriteString(t.title(s, ink))
		used += s.w
	}
	b.WriteString(spaces(t.inner() - used))
	if shown := t.shown(); len(shown) > 0 && t.slots[len(t.slots)-1].col != shown[len(shown)-1] {
		return b.String() + " " + t.look.accent.Paint(t.look.signs.Right)
	}
	return b.String() + "  "
}

// gap returns the space before the k-th column in view; behind the fixed one it
// tells of columns scrolled away.
func (t *Table) gap(k int) string {
	if k == 1 && t.shift > 1 {
		return " " + t.look.accent.Paint(t.look.signs.Left)
	}
	return spaces(columnGap)
}

// title draws one head: the text alone is painted, so an underline ends with it.
func (t *Table) title(s slot, ink Brush) string {
	col := t.cols[s.col]
	sign := t.sortSign(col.Key)
	text := Truncate(Grid(col.Title), s.w-Width(sign)) + sign
	pad := spaces(s.w - Width(text))
	if col.Right {
		return pad + ink.Paint(text)
	}
	return ink.Paint(text) + pad
}

// sortSign returns "▲" or "▼", numbered when several columns sort.
func (t *Table) sortSign(col string) string {
	for i, k := range t.sort {
		if k.Col != col {
			continue
		}
		sign := t.look.signs.Asc
		if k.Desc {
			sign = t.look.signs.Desc
		}
		if len(t.sort) > 1 {
			sign += string([]rune("¹²³⁴⁵⁶⁷⁸⁹")[min(i, 8)])
		}
		return sign
	}
	return ""
}

// note returns the lines to show in place of rows: nothing found, or the read
// failed. nil when there are rows, or when none have come yet.
func (t *Table) note() []string {
	text, ink := t.Empty, t.look.muted
	switch {
	case t.err != nil && len(t.rows) == 0:
		ink = t.look.failed
		if text = t.look.signs.Error + " " + t.err.Error(); t.Failure != nil {
			text = t.look.signs.Error + " " + t.Failure(t.err)
		}
	case t.count() > 0 || t.stale || t.src == nil:
		return nil
	}
	lines := Wrap(text, max(1, t.w-2*gutter))
	out := make([]string, t.body())
	above := max(0, (len(out)-len(lines))/3)
	for y := range out {
		s := ""
		if y >= above && y-above < len(lines) {
			s = lines[y-above]
		}
		left := max(0, (t.w-Width(s))/2)
		out[y] = spaces(left) + ink.Paint(Cell(s, t.w-left, false))
	}
	return out
}
