package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// columnChooser floats the list of all columns, to choose and order those of the
// open view.
type columnChooser struct {
	base
	list *widget.Checklist
	then func([]model.ViewColumn) tea.Cmd
}

// chooseColumns opens the chooser; the columns of now stand first.
func (c *customers) chooseColumns() tea.Cmd {
	now := c.table.Columns()
	widths := map[string]int{}
	var checks []widget.CheckItem
	for _, col := range now {
		widths[col.Key] = col.Width
		checks = append(checks, widget.CheckItem{Value: col.Key, Label: c.p.Field(col.Key), On: true})
	}
	for _, col := range c.session.columns() {
		if _, on := widths[col.Key]; !on {
			checks = append(checks, widget.CheckItem{Value: col.Key, Label: c.p.Field(col.Key)})
		}
	}
	return c.nav.push(&columnChooser{base: base{c.session}, list: widget.NewChecklist(c.styles, c.t("tui.columns.title"), checks),
		then: func(chosen []model.ViewColumn) tea.Cmd {
			for i := range chosen {
				chosen[i].Width = widths[chosen[i].Key]
			}
			return c.setColumns(chosen)
		}})
}

// setColumns shows other columns, of the customers that are on the screen.
func (c *customers) setColumns(chosen []model.ViewColumn) tea.Cmd {
	c.cols = c.columnsOf(chosen)
	return tea.Batch(c.table.restyle(c.session, c.heads(c.cols), c.source()), c.count(), c.remember())
}

// Update waits for the choice.
func (c *columnChooser) Update(msg tea.Msg) tea.Cmd {
	if !isInput(msg) {
		return nil
	}
	switch c.list.Update(msg) {
	case widget.Accepted:
		return tea.Batch(c.nav.pop(), c.then(c.chosen()))
	case widget.Cancelled:
		return c.nav.pop()
	}
	return nil
}

// chosen lists the columns that are switched on; the name always is.
func (c *columnChooser) chosen() []model.ViewColumn {
	checks := slices.DeleteFunc(slices.Clone(c.list.Checks()), func(i widget.CheckItem) bool { return !i.On && i.Value != "name" })
	out := make([]model.ViewColumn, len(checks))
	for i, check := range checks {
		out[i].Key = check.Value
	}
	return out
}

func (c *columnChooser) Resize(w, h int) tea.Cmd {
	c.list.SetSize(min(w-4, 40), h-2)
	return nil
}

func (c *columnChooser) View(int, int) widget.Frame { return c.list.View() }
func (c *columnChooser) Typing() bool               { return true }
func (c *columnChooser) Floats() bool               { return true }

// Bindings are for the footer; the list handles its keys itself.
func (c *columnChooser) Bindings() []binding {
	return []binding{
		{show: "Space", label: "tui.key.switch", foot: true},
		{show: "J K", label: "tui.key.carry", foot: true},
		{show: "Enter", label: "tui.key.choose", foot: true},
		{show: "Esc", label: "tui.key.cancel", foot: true},
	}
}
