package tui

import (
	tea "charm.land/bubbletea/v2"

	"kehu/tui/widget"
)

// A wordLine is a search line over a list that has no query language: words, each
// of which must be found.
type wordLine struct {
	line   *widget.Line
	typing bool
	before string // the text to go back to
}

func newWordLine(s *session) wordLine { return wordLine{line: widget.NewLine(s.styles, maxQuery)} }

func (l *wordLine) label(s *session, prompt string) {
	l.line.SetStyles(s.styles)
	l.line.Placeholder = s.t(prompt)
}

func (l *wordLine) text() string { return l.line.Value() }

// start takes the keys.
func (l *wordLine) start() {
	l.typing, l.before = true, l.text()
	l.line.Focus()
}

// keep leaves the line with what was found.
func (l *wordLine) keep() {
	l.typing = false
	l.line.Blur()
}

// drop leaves the line and reports whether it has another text then.
func (l *wordLine) drop() (changed bool) {
	l.keep()
	changed = l.text() != l.before
	l.line.SetValue(l.before)
	return changed
}

// update types and reports whether the text is another.
func (l *wordLine) update(msg tea.Msg) bool {
	d, _ := l.line.Update(msg)
	return d == widget.Changed
}

func (l *wordLine) resize(w int) { l.line.SetSize(max(1, w-5)) }

// height is how many lines it takes.
func (l *wordLine) height() int {
	if l.typing || l.text() != "" {
		return 1
	}
	return 0
}

func (l *wordLine) view(st widget.Styles) widget.Frame {
	return widget.HStack(widget.Frame{S: st.Accent.Render(" / ")}, l.line.View())
}
