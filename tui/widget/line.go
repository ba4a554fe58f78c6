package widget

import (
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// Line is an input of one line. It scrolls sideways, shows the hardware cursor,
// and turns a pasted text of several lines into one.
type Line struct {
	Placeholder string // shown in grey while the input is empty
	Right       bool   // numbers and money: text stands on the right
	Replace     bool   // typing replaces what stands there when the input gets the focus

	ed      editor
	w, off  int // width; first cell in view
	focused bool
	brush   inputBrush
}

// inputBrush is the part of the styles that inputs need.
type inputBrush struct{ idle, here, placeholder Brush }

func newInputBrush(st Styles) inputBrush {
	return inputBrush{NewBrush(st.Field), NewBrush(st.FieldHere), NewBrush(st.Placeholder)}
}

// paint draws ready text of an input in the colours of its state.
func (b inputBrush) paint(s string, focused, placeholder bool) string {
	ink := b.idle
	if focused {
		ink = b.here
	}
	if placeholder {
		return ink.On + b.placeholder.Paint(s) + ink.Off
	}
	return ink.Paint(s)
}

// NewLine returns an empty input without focus. maxLen is in runes, 0 for no
// bound.
func NewLine(st Styles, maxLen int) *Line {
	return &Line{ed: editor{limit: maxLen}, w: 20, brush: newInputBrush(st)}
}

// SetStyles takes other colours.
func (l *Line) SetStyles(st Styles) { l.brush = newInputBrush(st) }

// SetSize sets the cells to draw in.
func (l *Line) SetSize(w int) { l.w = max(w, 1) }

// Value returns the text.
func (l *Line) Value() string { return l.ed.text }

// SetValue replaces the text and puts the cursor at its end.
func (l *Line) SetValue(s string) { l.ed.set(s) }

// Cursor returns the insertion point, in runes.
func (l *Line) Cursor() int { return utf8.RuneCountInString(l.ed.text[:l.ed.pos]) }

// Splice puts text in the place of the runes from … to-1 and the cursor behind it.
func (l *Line) Splice(from, to int, text string) {
	runes := []rune(l.ed.text)
	from, to = clamp(from, len(runes)), clamp(to, len(runes))
	l.ed.set(string(runes[:from]) + text + string(runes[max(from, to):]))
	l.ed.pos = len(string(runes[:from]) + l.ed.clean(text))
	l.ed.settle()
}

// Focus makes the input show the cursor and take keys. One that has the focus
// already goes on as it is.
func (l *Line) Focus() {
	if !l.focused {
		l.focused, l.ed.whole = true, l.Replace && l.ed.text != ""
	}
}

// Blur takes the focus away.
func (l *Line) Blur() { l.focused, l.ed.whole = false, false }

// Focused reports whether the input has the focus.
func (l *Line) Focused() bool { return l.focused }

// Update takes typing, pasting and editing keys while the input has the focus.
// used is false for what it leaves to its owner, such as Enter, Tab and ↑↓.
func (l *Line) Update(msg tea.Msg) (d Decision, used bool) {
	if !l.focused {
		return Pending, false
	}
	old := l.ed.text
	used = l.ed.update(msg)
	if l.ed.text != old {
		d = Changed
	}
	return d, used
}

// View draws the input: one line, w cells.
func (l *Line) View() Frame {
	text := Grid(l.ed.text)
	switch {
	case text == "" && l.Placeholder != "":
		f := Frame{S: l.brush.paint(Cell(Grid(l.Placeholder), l.w, l.Right), l.focused, true)}
		if l.focused {
			f.Cur = cursor(0, 0)
		}
		return f
	case !l.focused:
		l.off = 0
		return Frame{S: l.brush.paint(Cell(text, l.w, l.Right), false, false)}
	}
	return l.active(text)
}

// active draws the focused input. One cell is kept for the cursor behind the text.
func (l *Line) active(text string) Frame {
	x, have := Width(Grid(l.ed.text[:l.ed.pos])), Width(text)
	l.off = min(l.off, max(0, have-l.w+1)) // no empty room after deleting
	l.off = min(max(l.off, x-l.w+1), x)
	pad := 0
	if l.Right {
		pad = max(0, l.w-1-have)
	}
	s := spaces(pad) + l.marked(Cut(text, l.off, l.w-pad), have)
	return Frame{l.brush.paint(s, true, false), cursor(min(x-l.off+pad, l.w-1), 0)}
}

// marked shows that the text, the first have cells of s, is selected.
func (l *Line) marked(s string, have int) string {
	if !l.ed.whole {
		return s
	}
	have = min(have, Width(s))
	return "\x1b[7m" + Cut(s, 0, have) + "\x1b[27m" + Cut(s, have, Width(s)-have)
}

// cursor returns a steady bar: a blinking one would redraw on idle screens in
// terminals that blink in software.
func cursor(x, y int) *tea.Cursor {
	c := tea.NewCursor(x, y)
	c.Shape, c.Blink = tea.CursorBar, false
	return c
}
