package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// strip draws one strip: its lines, and the cursor relative to the first of them.
func (f *Form) strip(s strip) ([]string, *tea.Cursor) {
	b := f.blocks[s.block]
	switch {
	case b.def.Kind == Heading:
		lines := []string{f.heading(b.def.Label)}
		if s.h > 1 {
			lines = []string{"", lines[0]}
		}
		return lines, nil
	case b.def.Kind == Items && s.row < 0:
		return []string{f.itemHead(b, s.block == f.focus.block)}, nil
	case b.def.Kind == Items:
		return f.itemRow(b, s)
	}
	return f.field(b, s)
}

// heading draws a title with a rule behind it.
func (f *Form) heading(label string) string {
	x, w := f.x, f.in
	text := Truncate(Grid(label), x+w-4)
	return "  " + f.look.title.Paint(text) + " " +
		f.look.faint.Paint(strings.Repeat("─", max(0, x+w-3-Width(text))))
}

// label draws the left part of a line up to where fields begin.
func (f *Form) label(d Field, here bool) string {
	x := f.x
	sign, ink, star := " ", f.look.label, " "
	if here {
		sign, ink = f.look.accent.Paint(f.st.Signs.Cursor), f.look.here
	}
	if d.Required {
		star = f.look.warn.Paint(f.st.Signs.Required)
	}
	return sign + " " + ink.Paint(Cell(Grid(d.Label), x-5, false)) + " " + star + " "
}

// field draws a plain field with its remarks.
func (f *Form) field(b *block, s strip) ([]string, *tea.Cursor) {
	x, w := f.x, f.in
	c, here := b.rows[0][0], s.block == f.focus.block
	if b.def.Width > 0 {
		w = min(w, b.def.Width)
	}
	in := f.input(c, w, here)
	var out []string
	for i, line := range strings.Split(in.S, "\n") {
		left := spaces(x)
		if i == 0 {
			left = f.label(b.def, here)
		}
		out = append(out, left+line)
	}
	for _, r := range f.remarks(b.rows[0]) {
		out = append(out, spaces(x)+r)
	}
	return out, in.Shift(x, 0)
}

// input draws what one enters into, w cells wide.
func (f *Form) input(c *cell, w int, here bool) Frame {
	switch {
	case c.def.ReadOnly:
		return Frame{S: f.look.muted.Paint(Cell(Grid(c.value()), w, c.def.Right))}
	case c.line != nil:
		c.line.SetSize(w)
		return c.line.View()
	case c.area != nil:
		c.area.SetSize(w, c.height())
		return c.area.View()
	case c.def.Kind == Check:
		return f.box(c, w, here)
	}
	return f.choice(c, w, here)
}

// box draws a yes or no.
func (f *Form) box(c *cell, w int, here bool) Frame {
	sign := f.st.Signs.Off
	if c.on {
		sign = f.st.Signs.On
	}
	s := "[" + sign + "]"
	if here {
		s = f.look.here.Paint(s)
	}
	return Frame{S: Cell(s+" "+Grid(c.def.Placeholder), w, false)}
}

// choice draws the chosen option, with the signs that tell how to change it.
func (f *Form) choice(c *cell, w int, here bool) Frame {
	text := c.raw
	if c.choice >= 0 && c.choice < len(c.options) {
		text = c.options[c.choice].Text()
	}
	signs := f.st.Signs
	switch text = Grid(text); {
	case len(c.options) >= manyOptions:
		text = Truncate(text, w-2) + " " + signs.Open
	case here:
		text = signs.Left + " " + Truncate(text, w-4) + " " + signs.Right
	}
	if here {
		text = f.look.here.Paint(Truncate(text, w))
	}
	return Frame{S: Cell(text, w, false)}
}

// openLeast is how narrow a column without a width of its own gets before the
// others give way.
const openLeast = 10

// itemWidths shares the cells among the columns of item rows: fixed widths first,
// the rest evenly to the others. Hidden columns have none.
func (f *Form) itemWidths(b *block) []int {
	fixed, open, shown := 0, 0, 0
	for _, col := range b.def.Columns {
		if col.Hidden {
			continue
		}
		if shown++; col.Width == 0 {
			open++
		}
		fixed += col.Width
	}
	room := f.in - itemGap*(shown-1)
	most := max(room-openLeast*open, 0) // for the fixed ones
	out := make([]int, len(b.def.Columns))
	for i, col := range b.def.Columns {
		switch {
		case col.Hidden:
		case col.Width == 0:
			out[i] = max(4, (room-min(fixed, most))/open)
		case fixed > most:
			out[i] = max(4, col.Width*most/fixed)
		default:
			out[i] = col.Width
		}
	}
	return out
}

// itemHead draws the label of an Items field and the heads of its columns.
func (f *Form) itemHead(b *block, here bool) string {
	var parts []string
	for i, w := range f.itemWidths(b) {
		col := b.def.Columns[i]
		if col.Hidden {
			continue
		}
		title := Grid(col.Label)
		if col.Required {
			title += f.st.Signs.Required
		}
		parts = append(parts, f.look.muted.Paint(Cell(title, w, col.Right)))
	}
	line := f.label(b.def, here)
	if here {
		line = " " + strings.TrimPrefix(line, f.look.accent.Paint(f.st.Signs.Cursor))
	}
	return line + strings.Join(parts, spaces(itemGap))
}

// itemRow draws one row of cells with its remarks.
func (f *Form) itemRow(b *block, s strip) ([]string, *tea.Cursor) {
	x := f.x
	var line strings.Builder
	var cur *tea.Cursor
	focused := s.block == f.focus.block && s.row == f.focus.row
	if focused {
		line.WriteString(f.look.accent.Paint(f.st.Signs.Cursor) + spaces(x-1))
	} else {
		line.WriteString(spaces(x))
	}
	at := x
	for i, w := range f.itemWidths(b) {
		if b.def.Columns[i].Hidden {
			continue
		}
		if at > x {
			line.WriteString(spaces(itemGap))
			at += itemGap
		}
		in := f.input(b.rows[s.row][i], w, focused && i == f.focus.col)
		line.WriteString(in.S)
		if c := in.Shift(at, 0); c != nil {
			cur = c
		}
		at += w
	}
	out := []string{line.String()}
	for _, r := range f.remarks(b.rows[s.row]) {
		out = append(out, spaces(x)+r)
	}
	return out, cur
}
