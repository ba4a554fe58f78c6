package tui

import (
	tea "charm.land/bubbletea/v2"

	"kehu/tui/widget"
)

// question asks before something that many records hang on; no is the default.
type question struct {
	base
	confirm *widget.Confirm
	yes     func() tea.Cmd
}

func newQuestion(s *session, text, detail string, yes func() tea.Cmd) *question {
	if detail == "" {
		return newDetailed(s, text, nil, yes)
	}
	return newDetailed(s, text, []string{detail}, yes)
}

// newDetailed is newQuestion with several lines of what would happen.
func newDetailed(s *session, text string, detail []string, yes func() tea.Cmd) *question {
	q := widget.Question{Text: text, Yes: s.t("tui.key.yes"), No: s.t("tui.key.no"), Detail: detail}
	return &question{base: base{s}, confirm: widget.NewConfirm(s.styles, q), yes: yes}
}

// Update waits for the answer.
func (q *question) Update(msg tea.Msg) tea.Cmd {
	if !isInput(msg) {
		return nil
	}
	switch q.confirm.Update(msg) {
	case widget.Accepted:
		return tea.Batch(q.nav.pop(), q.yes())
	case widget.Cancelled:
		return q.nav.pop()
	}
	return nil
}

func (q *question) Resize(w, _ int) tea.Cmd {
	q.confirm.SetSize(min(w-4, 64))
	return nil
}

func (q *question) View(int, int) widget.Frame { return q.confirm.View() }
func (q *question) Floats() bool               { return true }

// Bindings are for the footer; the question handles its keys itself.
func (q *question) Bindings() []binding {
	return []binding{
		{show: "y", label: "tui.key.yes", foot: true},
		{show: "n", label: "tui.key.no", foot: true},
	}
}
