package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Area is an input of several lines. It wraps at its width and scrolls by lines;
// the text itself holds only the line breaks that were typed.
type Area struct {
	Placeholder string

	ed      editor
	w, h    int
	top     int // first wrapped line in view
	goal    int // cell that ↑ and ↓ keep to, -1 for none
	focused bool
	brush   inputBrush
	rows    []span // wrapped lines of text; nil when the text or width changed
}

// NewArea returns an empty input without focus. maxLen is in runes, 0 for no
// bound.
func NewArea(st Styles, maxLen int) *Area {
	return &Area{ed: editor{limit: maxLen, multi: true}, w: 20, h: 3, goal: -1, brush: newInputBrush(st)}
}

// SetStyles takes other colours.
func (a *Area) SetStyles(st Styles) { a.brush = newInputBrush(st) }

// SetSize sets the cells and lines to draw in.
func (a *Area) SetSize(w, h int) {
	if w != a.w {
		a.rows = nil
	}
	a.w, a.h = max(w, 2), max(h, 1)
}

// Value returns the text with "\n" as line break.
func (a *Area) Value() string { return a.ed.text }

// SetValue replaces the text and puts the cursor at its end.
func (a *Area) SetValue(s string) {
	a.ed.set(s)
	a.rows, a.goal = nil, -1
}

// Focus makes the input show the cursor and take keys.
func (a *Area) Focus() { a.focused = true }

// Blur takes the focus away.
func (a *Area) Blur() { a.focused = false }

// Focused reports whether the input has the focus.
func (a *Area) Focused() bool { return a.focused }

// Update takes typing, pasting and editing keys while the input has the focus. It
// leaves ↑ in the first line and ↓ in the last to its owner, and Tab and Esc.
func (a *Area) Update(msg tea.Msg) (d Decision, used bool) {
	if !a.focused {
		return Pending, false
	}
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch k.String() {
		case "up":
			return Pending, a.vertical(-1)
		case "down":
			return Pending, a.vertical(1)
		case "enter", "shift+enter", "alt+enter":
			msg = tea.PasteMsg{Content: "\n"}
		}
	}
	old := a.ed.text
	if used = a.ed.update(msg); used {
		a.goal = -1
	}
	if a.ed.text != old {
		a.rows, d = nil, Changed
	}
	return d, used
}

// wrapped returns the lines of the text as pieces of it. One cell is kept free
// for the cursor behind a full line.
func (a *Area) wrapped() []span {
	if a.rows != nil {
		return a.rows
	}
	at := 0
	for line := range strings.SplitSeq(a.ed.text, "\n") {
		for _, p := range breakLine(line, a.w-1) {
			a.rows = append(a.rows, span{at + p.from, at + p.to})
		}
		at += len(line) + 1
	}
	return a.rows
}

// place returns the wrapped line and the cell of the insertion point.
func (a *Area) place() (row, x int) {
	rows := a.wrapped()
	for row < len(rows)-1 && rows[row+1].from <= a.ed.pos {
		row++
	}
	return row, min(Width(Grid(a.ed.text[rows[row].from:a.ed.pos])), a.w-1)
}

// vertical moves d wrapped lines up or down, false where there are none.
func (a *Area) vertical(d int) bool {
	row, x := a.place()
	rows := a.wrapped()
	if row+d < 0 || row+d >= len(rows) {
		return false
	}
	if a.goal < 0 {
		a.goal = x
	}
	to := rows[row+d]
	n := a.reach(to)
	a.ed.pos = to.from + n
	if row+d+1 < len(rows) && a.ed.pos == rows[row+d+1].from && n > 0 {
		a.ed.pos = a.ed.before(a.ed.pos) // stay in this line
	}
	a.ed.settle()
	return true
}

// reach returns the bytes of a line up to the goal cell.
func (a *Area) reach(p span) int {
	n, cells := 0, 0
	for line := a.ed.text[p.from:p.to]; n < len(line); {
		step, _ := next(line[n:])
		if cells += Width(Grid(line[n : n+step])); cells > a.goal {
			break
		}
		n += step
	}
	return n
}

// Lines returns how many wrapped lines the text takes.
func (a *Area) Lines() int { return len(a.wrapped()) }

// View draws the input: h lines of w cells.
func (a *Area) View() Frame {
	rows := a.wrapped()
	row, x := 0, 0
	if a.focused {
		row, x = a.place()
		a.top = max(min(a.top, row), row-a.h+1)
	}
	if !a.focused {
		a.top = 0 // it is read from its beginning
	}
	a.top = clamp(a.top, max(0, len(rows)-a.h))
	out := make([]string, a.h)
	empty := a.ed.text == ""
	for y := range out {
		s := ""
		if i := a.top + y; i < len(rows) {
			s = Grid(a.ed.text[rows[i].from:rows[i].to])
		}
		if empty && y == 0 {
			s = Truncate(Grid(a.Placeholder), a.w)
		}
		out[y] = a.brush.paint(Cut(s, 0, a.w), a.focused, empty)
	}
	f := Frame{S: strings.Join(out, "\n")}
	if a.focused {
		f.Cur = cursor(x, row-a.top)
	}
	return f
}
