package tui

import (
	tea "charm.land/bubbletea/v2"

	"kehu/tui/widget"
)

// help lists all keys of a place, narrows them while one types, and does what is
// chosen.
type help struct {
	base
	keys []binding
	pick *widget.Pick
}

func newHelp(s *session, keys []binding) *help {
	h := &help{base: base{s}}
	var shown []widget.Binding
	for _, group := range []string{groupMove, groupFind, groupChange, groupProgram} {
		for _, b := range keys {
			if b.group == group {
				h.keys = append(h.keys, b)
				shown = append(shown, s.shown(b))
			}
		}
	}
	h.pick = widget.NewHelp(s.styles, s.t("tui.help.title"), s.t("tui.help.search"), shown)
	h.pick.Empty = s.t("tui.help.nothing")
	return h
}

// shown is a binding as the help and the footer draw it; a key that does nothing
// now says why.
func (s *session) shown(b binding) widget.Binding {
	label := s.t(b.label)
	if b.off != "" {
		label += " (" + s.t(b.off) + ")"
	}
	return widget.Binding{Key: b.name(), Label: label, Group: s.t(b.group)}
}

// Update narrows the list, runs the chosen binding, or closes.
func (h *help) Update(msg tea.Msg) tea.Cmd {
	if !isInput(msg) {
		return nil
	}
	if k, ok := msg.(tea.KeyPressMsg); ok && widget.Key(k) == "?" {
		return h.nav.pop()
	}
	switch h.pick.Update(msg) {
	case widget.Accepted:
		chosen, _ := h.pick.Chosen()
		return tea.Batch(h.nav.pop(), h.do(chosen))
	case widget.Cancelled:
		return h.nav.pop()
	}
	return nil
}

// do gives the command behind an option.
func (h *help) do(o widget.Option) tea.Cmd {
	for _, b := range h.keys {
		switch {
		case b.name() != o.Value || b.run == nil:
		case b.off != "":
			h.nav.say(toast{text: h.t(b.off)})
			return nil
		default:
			return b.run()
		}
	}
	return nil
}

func (h *help) Resize(w, rows int) tea.Cmd {
	h.pick.SetSize(min(w-4, 72), rows-2)
	return nil
}

func (h *help) View(int, int) widget.Frame { return h.pick.View() }
func (h *help) Typing() bool               { return true }
func (h *help) Floats() bool               { return true }

// Bindings are for the footer; the list handles its keys itself.
func (h *help) Bindings() []binding {
	return []binding{
		{show: "↑ ↓", label: "tui.key.move", foot: true},
		{show: "Enter", label: "tui.key.choose", foot: true},
		{show: "Esc", label: "tui.key.close", foot: true},
	}
}

// isInput reports whether a message comes from the person.
func isInput(msg tea.Msg) bool {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseMsg:
		return true
	}
	return false
}
