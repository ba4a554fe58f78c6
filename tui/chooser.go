package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/tui/widget"
)

// chooser floats a list of which one is chosen.
type chooser struct {
	base
	pick *widget.Pick
	then func(value string) tea.Cmd
}

func newChooser(s *session, title, present string, options []widget.Option, then func(string) tea.Cmd) *chooser {
	c := &chooser{base: base{s}, then: then}
	c.pick = widget.NewPick(s.styles, title, s.t("tui.choose.filter"), options)
	c.pick.Empty, c.pick.Match = s.t("tui.choose.nothing"), findsAnywhere
	c.pick.Near = nearness
	c.pick.Select(present)
	return c
}

// Update waits for the choice.
func (c *chooser) Update(msg tea.Msg) tea.Cmd {
	if !isInput(msg) {
		return nil
	}
	switch c.pick.Update(msg) {
	case widget.Accepted:
		chosen, _ := c.pick.Chosen()
		return tea.Batch(c.nav.pop(), c.then(chosen.Value))
	case widget.Cancelled:
		return c.nav.pop()
	}
	return nil
}

func (c *chooser) Resize(w, h int) tea.Cmd {
	c.pick.SetSize(min(w-4, 52), min(h-2, 18))
	return nil
}

func (c *chooser) View(int, int) widget.Frame { return c.pick.View() }
func (c *chooser) Typing() bool               { return true }
func (c *chooser) Floats() bool               { return true }

// Bindings are for the footer; the list handles its keys itself.
func (c *chooser) Bindings() []binding { return pickKeys() }

// nearness ranks what was found by what is typed: a label that begins so, one in which
// words that stand in a row do, all others.
func nearness(o widget.Option, typed string) int {
	label, typed := strings.ToLower(o.Text()), strings.ToLower(typed)
	switch {
	case strings.HasPrefix(label, typed):
		return 0
	case strings.Contains(" "+label, " "+typed):
		return 1
	}
	return 2
}
