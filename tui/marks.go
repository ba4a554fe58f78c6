package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// mark marks the row and goes to the next one.
func (c *customers) mark() tea.Cmd {
	c.table.Toggle()
	return tea.Batch(c.table.Move(1), c.peek())
}

// unmark takes all marks away.
func (c *customers) unmark() tea.Cmd {
	c.table.Unmark()
	return nil
}

// markRange begins a range at the cursor; the second time it marks the range.
func (c *customers) markRange() tea.Cmd {
	from, to, on := c.table.Range()
	if !on {
		c.table.StartRange()
		return nil
	}
	c.table.EndRange()
	q, page := c.search.query, store.Page{Sort: c.order, Offset: from, Limit: to - from + 1}
	return ask(c.session, func(ctx context.Context) ([]int64, error) {
		return c.book.IDsBetween(ctx, q, page)
	}, func(ids []int64, err error) tea.Cmd {
		if err != nil {
			c.fail(err)
			return nil
		}
		c.table.Mark(ids...)
		return nil
	})
}

// markAll marks all that the query finds, on top of what is marked; where they all
// are, it takes their marks away.
func (c *customers) markAll() tea.Cmd {
	q := c.search.query
	return ask(c.session, func(ctx context.Context) ([]int64, error) {
		return c.book.IDs(ctx, q)
	}, func(ids []int64, err error) tea.Cmd {
		if err != nil {
			c.fail(err)
			return nil
		}
		before := c.table.Marks()
		c.table.Mark(ids...)
		if c.table.Marks() == before && len(ids) > 0 {
			c.table.Unmark(ids...)
		}
		return nil
	})
}

// meant are the customers that a command means: the marked ones, or else the one
// under the cursor.
func (c *customers) meant() []int64 {
	if c.table.Marks() > 0 {
		return c.table.Marked()
	}
	if row, ok := c.table.Row(); ok {
		return []int64{row.Key}
	}
	return nil
}

// refs names the customers that are meant.
func (c *customers) refs() []model.Ref {
	ids := c.meant()
	refs := make([]model.Ref, len(ids))
	for i, id := range ids {
		refs[i] = model.Ref{Kind: model.KindCustomer, ID: id}
	}
	return refs
}

// editLabel says whom e edits.
func (c *customers) editLabel() string {
	if c.table.Marks() > 0 {
		return "tui.key.edit_marked"
	}
	return "tui.key.edit"
}

// openForm reads the customer under the cursor whole and opens a form.
func (c *customers) openForm(open func(*session, model.Customer) *customerForm) tea.Cmd {
	return c.withCustomer(func(found model.Customer) tea.Cmd { return c.nav.push(open(c.session, found)) })
}

// editText edits the customer under the cursor in the person's own editor.
func (c *customers) editText() tea.Cmd {
	return c.withCustomer(func(found model.Customer) tea.Cmd { return newCustomerForm(c.session, found).editText() })
}

// noEditor is the reason why nothing can be edited outside.
func (c *customers) noEditor(onRow string) string {
	if onRow != "" {
		return onRow
	}
	return c.outside.why
}

// withCustomer reads the customer under the cursor whole.
func (c *customers) withCustomer(then func(model.Customer) tea.Cmd) tea.Cmd {
	id := c.id()
	return ask(c.session, func(ctx context.Context) (*model.Customer, error) {
		return c.book.Customer(ctx, id)
	}, func(found *model.Customer, err error) tea.Cmd {
		if err != nil {
			c.fail(err)
			return nil
		}
		return then(*found)
	})
}

// editTags adds tags to the marked customers or takes them away; of the one under
// the cursor it edits the list of tags.
func (c *customers) editTags() tea.Cmd {
	if c.table.Marks() > 0 {
		return c.nav.push(newTagsForm(c.session, c.table.Marked(), c.unmark))
	}
	return c.openForm(newCustomerTagsForm)
}

// newCustomerTagsForm is the form of a customer with the tags alone.
func newCustomerTagsForm(s *session, c model.Customer) *customerForm {
	title := s.t("tui.form.edit_customer", "Name", oneLine(c.DisplayName()))
	f := newForm[model.Customer, *model.Customer](s, title, c, model.CustomerFields(), []entry[model.Customer]{s.tagsEntry(&c)})
	f.read, f.who = s.book.Customer, c.DisplayName()
	return f
}

// chooseLevel gives the customers that are meant another level.
func (c *customers) chooseLevel() tea.Cmd {
	ids, then := c.meant(), c.unmark
	options := append(c.levelOptions(), widget.Option{Value: "", Label: c.t("tui.bulk.none")})
	return c.nav.push(newChooser(c.session, c.p.Field("level"), options[0].Value, options, func(key string) tea.Cmd {
		set := []edit{func(c *model.Customer) error { c.Level = key; return nil }}
		label := c.t("tui.bulk.none")
		if key != "" {
			label = c.levelText(key)
		}
		said := []string{c.p.Field("level") + c.t("tui.bulk.becomes") + label}
		return c.askEdit(ids, said, func() tea.Cmd { return c.editAll(ids, set, then) })
	}))
}
