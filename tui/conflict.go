package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// conflict lists the fields that two sessions changed, for the person to choose.
type conflict struct {
	base
	found    *model.Conflict
	currency model.Currency
	mine     map[string]bool // key → keep what was typed here
	cursor   int
	then     func(mine map[string]bool) tea.Cmd
	w        int
}

func newConflict(s *session, found *model.Conflict, currency model.Currency, then func(map[string]bool) tea.Cmd) *conflict {
	c := &conflict{base: base{s}, found: found, currency: currency, then: then, mine: map[string]bool{}, w: 76}
	for _, f := range found.Fields {
		c.mine[f.Key] = true
	}
	return c
}

func (c *conflict) Resize(w, _ int) tea.Cmd {
	c.w = min(w-4, 90)
	return nil
}

func (c *conflict) Floats() bool { return true }

// View draws a line per field with both values; the chosen one has the sign.
func (c *conflict) View(int, int) widget.Frame {
	in := c.w - c.styles.Box.GetHorizontalFrameSize()
	lines := []string{
		c.styles.Title.Render(widget.Cell(c.t("tui.conflict.title", "Actor", oneLine(c.found.Actor)), in, false)),
		c.styles.Muted.Render(widget.Cell(c.t("tui.conflict.hint"), in, false)), "",
	}
	labelW, valueW := 12, (in-12-6)/2
	lines = append(lines, c.styles.Header.Render(widget.Cell("", labelW+2, false)+
		widget.Cell("  "+c.t("tui.conflict.mine"), valueW+2, false)+widget.Cell("  "+c.t("tui.conflict.theirs"), valueW+2, false)))
	for i, f := range c.found.Fields {
		lines = append(lines, c.line(i, f, labelW, valueW, in))
	}
	return widget.Frame{S: strings.Join(lines, "\n")}.In(c.styles.Box)
}

func (c *conflict) line(i int, f model.FieldConflict, labelW, valueW, in int) string {
	sign := " "
	if i == c.cursor {
		sign = c.styles.Signs.Cursor
	}
	value := func(text string, chosen bool) string {
		cell := oneLine(c.fieldText(c.found.Kind, f.Key, text, c.currency))
		if chosen {
			return c.styles.Selected.Render(widget.Cell(c.styles.Signs.On+" "+cell, valueW+2, false))
		}
		return c.styles.Muted.Render(widget.Cell("  "+cell, valueW+2, false))
	}
	return widget.Cell(c.styles.Accent.Render(sign)+" "+widget.Cell(c.p.Field(f.Key), labelW, false)+
		value(f.Mine, c.mine[f.Key])+value(f.Theirs, !c.mine[f.Key]), in, false)
}

// Bindings lists the keys.
func (c *conflict) Bindings() []binding {
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd {
			c.cursor = (c.cursor + by + len(c.found.Fields)) % len(c.found.Fields)
			return nil
		}
	}
	pick := func(mine bool) func() tea.Cmd {
		return func() tea.Cmd {
			c.mine[c.found.Fields[c.cursor].Key] = mine
			return nil
		}
	}
	return []binding{
		{keys: []string{"left", "h"}, show: "← →", label: "tui.key.choose", group: groupChange, foot: true, run: pick(true)},
		{keys: []string{"right", "l"}, run: pick(false)},
		{keys: []string{"down", "j"}, show: "↑ ↓", label: "tui.key.move", group: groupMove, foot: true, run: move(+1)},
		{keys: []string{"up", "k"}, run: move(-1)},
		{keys: []string{"enter", "ctrl+s"}, label: "tui.key.save", group: groupChange, foot: true, run: c.accept},
		{keys: []string{"esc"}, label: "tui.key.back", group: groupMove, foot: true, run: c.nav.pop},
	}
}

func (c *conflict) accept() tea.Cmd { return tea.Batch(c.nav.pop(), c.then(c.mine)) }
