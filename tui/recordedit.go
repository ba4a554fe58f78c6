package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// editText edits the form's record as a text outside, and saves it.
func (f *form[T, R]) editText() tea.Cmd { return f.editTextAs(f.asText()) }

func (f *form[T, R]) editTextAs(text string) tea.Cmd {
	return f.editOutside(text, ".toml", func(now string) tea.Cmd { return f.textEdited(text, now) })
}

// textEdited saves what the editor left. A text with errors goes back to the editor
// with them on top; one that comes back as it went is not asked for again: the form
// shows all that could be read.
func (f *form[T, R]) textEdited(before, now string) tea.Cmd {
	failed := strings.HasPrefix(before, errorSign)
	switch {
	case strings.TrimSpace(now) == "", now == before && !failed:
		f.nav.say(toast{text: f.t("tui.text.unchanged")})
		return nil
	}
	r, errs := f.fromText(now)
	switch {
	case len(errs) == 0:
		return tea.Batch(f.nav.push(f), f.saveBy(r, nil))
	case now == before:
		cmd := tea.Batch(f.nav.push(f), f.keepSoon())
		f.nav.say(toast{text: errs[0].text, tone: bad})
		return cmd
	}
	return f.editTextAs(f.withErrors(now, errs))
}
