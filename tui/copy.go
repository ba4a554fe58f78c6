package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// A copier is a screen without a table that has something to copy.
type copier interface {
	copyHere() tea.Cmd // what the cursor is on
	copyMore() tea.Cmd // all of it, or a choice
}

// copyKeys are the keys that copy.
func (r *root) copyKeys() []binding {
	return []binding{
		{keys: []string{"y"}, label: "tui.key.copy", group: groupProgram, off: r.noCopy(), run: r.copyCell},
		{keys: []string{"Y"}, label: "tui.key.copy_rows", group: groupProgram, off: r.noCopy(), run: r.copyRows},
	}
}

// noCopy is the reason why there is nothing to copy.
func (r *root) noCopy() string {
	if len(r.tabs) == 0 {
		return "" // listed without screens
	}
	switch top := r.top().(type) {
	case copier:
		return ""
	case gridded:
		t, _, _ := top.grid()
		_, on := t.Row()
		return when(on, "tui.why.no_copy")
	}
	return "tui.why.no_copy"
}

// copyCell copies the cell under the cursor.
func (r *root) copyCell() tea.Cmd {
	if c, ok := r.top().(copier); ok {
		return c.copyHere()
	}
	t, _, _ := r.top().(gridded).grid()
	return r.copyText(t.Cell())
}

// copyRows copies the marked rows, or the one under the cursor, as a table of
// tabs, which spreadsheets take as it is.
func (r *root) copyRows() tea.Cmd {
	if c, ok := r.top().(copier); ok {
		return c.copyMore()
	}
	t, _, _ := r.top().(gridded).grid()
	marked := t.Marked()
	if len(marked) == 0 {
		row, _ := t.Row()
		return r.copyTable([]widget.Row{row}, t.Columns())
	}
	columns, gather := t.Columns(), t.Gather(marked)
	r.say(toast{text: r.t("tui.working")})
	return ask(r.session, gather, func(rows []widget.Row, err error) tea.Cmd {
		if err != nil {
			r.fail(err)
			return nil
		}
		return r.copyTable(rows, columns)
	})
}

// copyTable copies rows as tab separated values.
func (s *session) copyTable(rows []widget.Row, columns []widget.Column) tea.Cmd {
	lines := make([]string, len(rows))
	for i, row := range rows {
		var cells []string
		for n, cell := range row.Cells {
			if n < len(columns) && !columns[n].Hide {
				cells = append(cells, cell)
			}
		}
		lines[i] = strings.Join(cells, "\t")
	}
	return s.copyAs(strings.Join(lines, "\n"), s.t("tui.copy.rows", "Count", len(rows)))
}

// copyText copies a text that is short enough to be named.
func (s *session) copyText(text string) tea.Cmd {
	if strings.TrimSpace(text) == "" {
		s.nav.say(toast{text: s.t("tui.copy.nothing")})
		return nil
	}
	return s.copyAs(text, s.t("tui.copy.text", "Text", widget.Truncate(oneLine(text), 40)))
}

// copyAs copies a text away from the screen and says by which way.
func (s *session) copyAs(text, what string) tea.Cmd {
	return ask(s, func(ctx context.Context) (way, error) { return s.clipboard.put(ctx, text) },
		func(w way, err error) tea.Cmd {
			if err != nil {
				s.fail(err)
				return nil
			}
			s.nav.say(toast{text: s.t("tui.copy.done", "What", what, "Way", s.t(w.id, "Name", w.name)), tone: good})
			return w.send
		})
}

// copyHere copies the entry or the fact under the cursor; without one it offers all
// that the profile has.
func (c *card) copyHere() tea.Cmd {
	e := c.line.here()
	switch {
	case c.whole && c.facts.cursor < len(c.facts.facts) && c.facts.facts[c.facts.cursor].label != nothing:
		return c.copyText(c.facts.facts[c.facts.cursor].value)
	case e == nil || c.whole || e.Edit != nil:
		return c.copyMore()
	case e.Purchase != nil:
		return c.copyText(purchaseText(e.Purchase))
	case e.Interaction != nil:
		return c.copyText(e.Interaction.Content)
	}
	return c.copyText(e.Task.Title)
}

// purchaseText is a purchase by its number, or by what was bought.
func purchaseText(p *model.Purchase) string {
	if p.OrderNo != "" {
		return p.OrderNo
	}
	names := make([]string, len(p.Items))
	for i, item := range p.Items {
		names[i] = item.Product
	}
	return strings.Join(names, ", ")
}

// copyMore offers the customer's name, phones, mails and other facts to copy.
func (c *card) copyMore() tea.Cmd {
	if c.profile.customer == nil {
		c.nav.say(toast{text: c.t("tui.copy.nothing")})
		return nil
	}
	facts := append([]figure{{c.p.Field("name"), c.profile.customer.DisplayName()}}, figuresOf(c.session.facts(c.profile.customer))...)
	options := make([]widget.Option, len(facts))
	for i, f := range facts {
		options[i] = widget.Option{Value: f.value, Label: oneLine(f.value), Detail: f.label}
	}
	return c.nav.push(newChooser(c.session, c.t("tui.copy.title"), facts[min(1, len(facts)-1)].value, options, c.copyText))
}
