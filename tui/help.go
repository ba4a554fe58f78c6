package tui

import (
	"strconv"

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
				line := s.shown(b)
				line.ID = strconv.Itoa(len(h.keys))
				h.keys, shown = append(h.keys, b), append(shown, line)
			}
		}
	}
	h.pick = widget.NewHelp(s.styles, s.t("tui.help.title"), s.t("tui.help.search"), shown)
	h.pick.Empty, h.pick.Match = s.t("tui.help.nothing"), findsInPlace
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
		return tea.Batch(h.nav.pop(), h.chosen(chosen))
	case widget.Cancelled:
		return h.nav.pop()
	}
	return nil
}

// chosen does what stands behind a line of the list.
func (h *help) chosen(o widget.Option) tea.Cmd {
	at, err := strconv.Atoi(o.Value)
	if err != nil {
		return nil
	}
	return h.do(command{binding: h.keys[at]})
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
