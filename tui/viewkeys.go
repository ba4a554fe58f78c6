package tui

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/query"
	"kehu/tui/widget"
)

// viewKeys are the keys 1 to 9, and the menu of the views.
func (c *customers) viewKeys() []binding {
	keys := []binding{{keys: []string{"V"}, label: "tui.key.views", group: groupFind, run: c.viewMenu}}
	for i := range min(len(c.views.all), mostViewKeys) {
		b := binding{keys: []string{fmt.Sprint(i + 1)}, run: func() tea.Cmd { return c.goTo(c.views.all[i].ID) }}
		if i == 0 {
			b.show, b.label, b.group = "1…9", "tui.key.view", groupFind
		}
		keys = append(keys, b)
	}
	return keys
}

// goTo opens a view.
func (c *customers) goTo(id int64) tea.Cmd {
	c.views.here = id
	return c.arrange(c.views.layout())
}

// arrange puts a layout on the screen and reads its customers.
func (c *customers) arrange(l layout) tea.Cmd {
	c.cols, c.lost = c.columnsOf(l.columns), nil
	c.sayLost(l.columns)
	c.table.SetColumns(c.heads(c.cols))
	c.order = l.order
	c.search.begin(l.text)
	c.search.sayRemoved()
	return tea.Batch(c.fit(), c.show())
}

// arranged is the layout of now.
func (c *customers) arranged() layout {
	return layout{text: c.search.line.Value(), order: c.order, columns: viewColumns(c.table.Columns())}
}

// query is what the screen asks for, as a view keeps it.
func (c *customers) query() string {
	return query.Query{Where: c.search.query.Where, Sort: c.order}.String()
}

// changed reports whether the screen shows something else than the view as saved.
func (c *customers) changed() bool {
	now := c.arranged()
	return c.query() != c.views.saved() || !slices.Equal(now.columns, c.views.open().Columns)
}

// remember keeps order and columns of the open view for this user, where they
// are not as saved.
func (c *customers) remember() tea.Cmd {
	now, view := c.arranged(), c.views.open()
	h := habit{Sort: query.Query{Sort: now.order}.String(), Columns: now.columns}
	switch {
	case view.ID == 0:
		return nil
	case h.Sort == c.views.savedOrder() && slices.Equal(h.Columns, view.Columns):
		return c.views.forget()
	}
	return c.views.keep(h)
}

// readViews reads the views again: somebody may have changed them.
func (c *customers) readViews() tea.Cmd {
	return ask(c.session, c.views.read, func(r viewsRead, err error) tea.Cmd {
		if err != nil {
			return nil // the ones at hand will do until the next change
		}
		before, asSaved := c.views.here, !c.changed()
		c.views.take(r)
		if c.views.here != before || asSaved && c.changed() {
			return c.arrange(c.views.layout())
		}
		return c.fit()
	})
}

// viewMenu offers the views, and what can be done with the open one.
func (c *customers) viewMenu() tea.Cmd {
	var options []widget.Option
	for i, v := range c.views.all {
		detail := ""
		if i < mostViewKeys {
			detail = fmt.Sprint(i + 1)
		}
		options = append(options, widget.Option{Value: fmt.Sprint(v.ID), Label: c.p.ViewName(v.Name), Detail: detail, Group: c.t("tui.views.go_to")})
	}
	for _, do := range c.viewCommands() {
		options = append(options, widget.Option{Value: do.label, Label: c.t(do.label), Group: c.t("tui.views.this", "Name", c.viewName())})
	}
	return c.nav.push(newChooser(c.session, c.t("tui.views.title"), fmt.Sprint(c.views.here), options, c.viewDo))
}

func (c *customers) viewName() string { return c.p.ViewName(c.views.open().Name) }

// A viewCommand is a line of the view menu.
type viewCommand struct {
	label string
	run   func() tea.Cmd
	fits  bool // there is something for it to do
}

// viewCommands are what can be done with the open view as it is.
func (c *customers) viewCommands() []viewCommand {
	at := c.views.at()
	all := []viewCommand{
		{"tui.views.save", c.saveView, c.changed() && at >= 0},
		{"tui.views.reset", c.resetView, c.changed()},
		{"tui.views.save_new", c.saveNewView, true},
		{"tui.views.rename", c.renameView, at >= 0},
		{"tui.views.left", func() tea.Cmd { return c.moveView(-1) }, at > 0},
		{"tui.views.right", func() tea.Cmd { return c.moveView(+1) }, at < len(c.views.all)-1},
		{"tui.views.delete", c.deleteView, at >= 0},
	}
	return slices.DeleteFunc(all, func(v viewCommand) bool { return !v.fits })
}

// viewDo does what was chosen in the menu: a command, or to go to a view.
func (c *customers) viewDo(value string) tea.Cmd {
	for _, do := range c.viewCommands() {
		if do.label == value {
			return do.run()
		}
	}
	for _, v := range c.views.all {
		if fmt.Sprint(v.ID) == value {
			return c.goTo(v.ID)
		}
	}
	return nil
}

// saveView makes the open view what is on the screen, for everybody.
func (c *customers) saveView() tea.Cmd {
	now := c.arranged()
	v := c.views.open()
	v.Query, v.Columns = c.query(), now.columns
	return c.change(func(ctx context.Context) (*model.ChangeSet, error) { return c.book.Save(ctx, &v) },
		func() tea.Cmd { return tea.Batch(c.views.forget(), c.readViews()) })
}

// saveNewView asks for a name and makes a view of what is on the screen.
func (c *customers) saveNewView() tea.Cmd {
	now := c.arranged()
	v := model.View{Query: c.query(), Columns: now.columns, Pos: int64(len(c.views.all)) + 1}
	return c.nameView(c.t("tui.views.save_new"), "", v)
}

func (c *customers) renameView() tea.Cmd {
	return c.nameView(c.t("tui.views.rename"), c.viewName(), c.views.open())
}

// nameView asks for the name of a view and saves it; the view is open afterwards.
func (c *customers) nameView(title, name string, v model.View) tea.Cmd {
	return c.nav.push(newPrompt(c.session, title, name, func(text string) tea.Cmd {
		v.Name = text
		return c.change(func(ctx context.Context) (*model.ChangeSet, error) { return c.views.saveNamed(ctx, &v) },
			func() tea.Cmd {
				c.views.here = v.ID
				return tea.Batch(c.nav.pop(), c.readViews())
			})
	}))
}

// moveView changes places with the neighbour; all tabs are counted anew.
func (c *customers) moveView(by int) tea.Cmd {
	all := slices.Clone(c.views.all)
	at := c.views.at()
	all[at], all[at+by] = all[at+by], all[at]
	records := make([]model.Record, len(all))
	for i := range all {
		all[i].Pos = int64(i) + 1
		records[i] = &all[i]
	}
	return c.change(func(ctx context.Context) (*model.ChangeSet, error) { return c.book.Save(ctx, records...) }, c.readViews)
}

// resetView shows the open view as it was saved.
func (c *customers) resetView() tea.Cmd {
	return tea.Batch(c.views.forget(), c.goTo(c.views.here))
}

func (c *customers) deleteView() tea.Cmd {
	ref := model.Ref{Kind: model.KindView, ID: c.views.here}
	return c.change(func(ctx context.Context) (*model.ChangeSet, error) { return c.book.Bin(ctx, ref) }, c.readViews)
}
