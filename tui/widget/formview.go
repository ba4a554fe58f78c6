package widget

import (
	"strings"
)

// Sizes of a form, in cells and, for remarks, in lines.
const (
	remarkMax = 3
	labelMax  = 24
	fieldMax  = 84
	itemGap   = 2
)

// formLook is the form's part of the styles, ready to paint.
type formLook struct {
	title, label, here, muted, faint, accent, bad, warn Brush
}

func newFormLook(st Styles) formLook {
	return formLook{
		title: NewBrush(st.Title), label: NewBrush(st.Label), here: NewBrush(st.LabelHere),
		muted: NewBrush(st.Muted), faint: NewBrush(st.Faint), accent: NewBrush(st.Accent),
		bad: NewBrush(st.Bad), warn: NewBrush(st.Warn),
	}
}

// strip is one line of the form's plan: a field, an item row, or with row -1 a
// heading or the heads of item columns. y counts lines from the first field.
type strip struct{ block, row, y, h int }

// plan lists the strips in order and the height of all.
func (f *Form) plan() (out []strip, height int) {
	add := func(block, row, h int) {
		out = append(out, strip{block, row, height, h})
		height += h
	}
	for i, b := range f.blocks {
		switch {
		case b.hidden:
		case b.def.Kind == Heading && height == 0:
			add(i, -1, 1)
		case b.def.Kind == Heading:
			add(i, -1, 2)
		case b.def.Kind == Items:
			add(i, -1, 1)
			for r, row := range b.rows {
				add(i, r, 1+len(f.remarks(row)))
			}
		default:
			add(i, 0, b.rows[0][0].height()+len(f.remarks(b.rows[0])))
		}
	}
	return out, height
}

// remarks returns the painted error and note lines under a row of cells.
func (f *Form) remarks(row []*cell) (out []string) {
	for _, c := range row {
		if c.err != "" {
			out = append(out, f.remark(f.complaint(c), f.st.Signs.Error, f.look.bad)...)
		}
		switch {
		case c.note == "":
		case c.calm:
			out = append(out, f.remark(c.note, "=", f.look.muted)...)
		default:
			out = append(out, f.remark(c.note, f.st.Signs.Warn, f.look.warn)...)
		}
	}
	return out
}

// complaint is the error of a cell, with what to do about it where one is.
func (f *Form) complaint(c *cell) string {
	message, hint, several := strings.Cut(c.err, "\n")
	if several && c == f.at(f.focus) {
		message += " · " + hint
	}
	return message
}

// remark paints a text behind its sign, in few lines.
func (f *Form) remark(text, sign string, ink Brush) []string {
	lines := Wrap(Truncate(Grid(text), (f.in-2)*remarkMax), max(2, f.in-2))
	lines = lines[:min(len(lines), remarkMax)]
	for i, line := range lines {
		lines[i] = ink.Paint(sign + " " + line)
		sign = " "
	}
	return lines
}

// scroll brings the focused strip, with its remarks and the heading above it, into
// the h lines of the view.
func (f *Form) scroll(plan []strip, height, h int) {
	if f.wheeled {
		f.top = clamp(f.top, max(0, height-h))
		return
	}
	for i, s := range plan {
		if s.block != f.focus.block || s.row != f.focus.row {
			continue
		}
		first := s.y
		for i > 0 && plan[i-1].row < 0 {
			i--
			first = plan[i].y
		}
		f.top = max(min(f.top, first), s.y+s.h-h)
		f.top = min(f.top, s.y) // a strip higher than the view shows its beginning
	}
	f.top = clamp(f.top, max(0, height-h))
}

// View draws the form: w cells by h lines.
func (f *Form) View() Frame {
	plan, height := f.plan()
	head := f.headLines()
	h := max(1, f.h-len(head)-1)
	f.scroll(plan, height, h)
	lines := make([]string, h)
	out := Frame{}
	for _, s := range plan {
		if s.y+s.h <= f.top || s.y >= f.top+h {
			continue
		}
		drawn, cur := f.strip(s)
		for i, line := range drawn {
			if y := s.y + i - f.top; y >= 0 && y < h {
				lines[y] = line
			}
		}
		if s.block == f.focus.block && s.row == f.focus.row {
			out.Cur = Frame{Cur: cur}.Shift(0, len(head)+s.y-f.top)
			if out.Cur != nil && (out.Cur.Y < len(head) || out.Cur.Y >= len(head)+h) {
				out.Cur = nil // scrolled out of view by the wheel
			}
			if out.Cur != nil { // where columns do not fit, it waits at the edge
				out.Cur.X = min(out.Cur.X, f.w-1)
			}
		}
	}
	for i, line := range lines {
		lines[i] = Cell(line, f.w, false)
	}
	out.S = strings.Join(append(append(head, lines...), f.foot(height, h)), "\n")
	return f.popups(out)
}

// headLines draws the title, none when there is no title.
func (f *Form) headLines() []string {
	if f.Title == "" {
		return nil
	}
	return []string{f.look.title.Paint(Cell(Grid(f.Title), f.w, false)), spaces(f.w)}
}

// foot draws the hint of the focused field, and where the form goes on.
func (f *Form) foot(height, h int) string {
	hint := ""
	if c := f.at(f.focus); c != nil {
		if hint = c.def.Hint; hint == "" {
			hint = f.blocks[f.focus.block].def.Hint
		}
	}
	ink := f.look.muted
	if wrong := f.wrong(); wrong != "" {
		hint, ink = f.st.Signs.Error+" "+wrong, f.look.bad
	}
	more := ""
	if f.top > 0 {
		more += f.st.Signs.Asc
	}
	if f.top+h < height {
		more += f.st.Signs.Desc
	}
	return Ends(ink.Paint("  "+Truncate(Grid(hint), max(0, f.w-Width(more)-3))), f.look.muted.Paint(more), f.w)
}

// wrong lists the fields that keep the form from being saved, when there are
// several: not all of them may be in view.
func (f *Form) wrong() string {
	if !f.refused || f.texts.Wrong == nil {
		return ""
	}
	var labels []string
	for _, b := range f.blocks {
		if !b.hidden && b.hasError() && len(labels) < len(f.blocks) {
			labels = append(labels, b.def.Label)
		}
	}
	if f.refused = len(labels) > 0; len(labels) < 2 {
		return ""
	}
	return f.texts.Wrong(labels)
}

// hasError reports whether a cell of the field has one.
func (b *block) hasError() bool {
	for _, row := range b.rows {
		for _, c := range row {
			if c.err != "" {
				return true
			}
		}
	}
	return false
}

// popups draws what is open over the form.
func (f *Form) popups(base Frame) Frame {
	box, x, y := f.popup()
	if box.S == "" {
		return base
	}
	if f.ask != nil {
		base.Cur = nil
	}
	return Overlay(base, box, x, y)
}

// cellX returns where the focused cell of an item row begins.
func (f *Form) cellX() int {
	x, b := f.x, f.blocks[f.focus.block]
	for i, w := range f.itemWidths(b)[:f.focus.col] {
		if !b.def.Columns[i].Hidden {
			x += w + itemGap
		}
	}
	return x
}

// under returns the line for a popup of h lines: below the field, above it when
// there is no room below.
func (f *Form) under(fieldY, h int) int {
	if fieldY+1+h > f.h && fieldY-h >= 0 {
		return fieldY - h
	}
	return max(0, min(fieldY+1, f.h-h))
}

// dropBox draws the completions.
func (f *Form) dropBox(w int) Frame {
	d := f.drop
	frame, in := f.st.Box.GetHorizontalFrameSize(), 16
	for _, o := range d.options {
		in = max(in, Width(Grid(o.Text()))+Width(Grid(o.Detail))+4)
	}
	in = min(in, w-frame)
	top := clamp(d.cursor-dropLines+1, max(0, len(d.options)-dropLines))
	shown := d.options[top:min(len(d.options), top+dropLines)]
	out := make([]string, len(shown))
	for i, o := range shown {
		out[i] = optionLine(f.st, o, in, top+i == d.cursor)
	}
	return Frame{S: strings.Join(out, "\n")}.In(f.st.Box)
}

// columns returns where fields begin and the cells they have.
func (f *Form) columns() (x, w int) {
	label := 4
	for _, b := range f.blocks {
		if !b.hidden && b.def.Kind != Heading {
			label = max(label, Width(Grid(b.def.Label)))
		}
	}
	x = 2 + min(label, labelMax, f.w/3) + 3
	return x, min(max(4, f.w-x-1), fieldMax)
}
