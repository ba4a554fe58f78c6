package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/query"
	"kehu/tui/widget"
)

// narrow keeps the customers that have the value under the cursor; of several
// tags one is chosen.
func (c *customers) narrow() tea.Cmd {
	col, id := c.column(), c.id()
	field := c.cat.Field(queryKey(col.Key))
	return ask(c.session, func(ctx context.Context) (model.Summary, error) { return c.book.Summary(ctx, id, col.Key) },
		func(s model.Summary, err error) tea.Cmd {
			if err != nil {
				c.fail(err)
				return nil
			}
			values := col.values(c.session, &s)
			if len(values) < 2 {
				return c.narrowTo(condition(field, append(values, "")[0]))
			}
			options := make([]widget.Option, len(values))
			for i, v := range values {
				options[i].Value = v
			}
			return c.nav.push(newChooser(c.session, c.p.Field(columnKey(field.Key)), values[0], options,
				func(v string) tea.Cmd { return c.narrowTo(condition(field, v)) }))
		})
}

// column is the column under the cursor.
func (c *customers) column() column {
	key := c.table.Column().Key
	return c.cols[slices.IndexFunc(c.cols, func(col column) bool { return col.Key == key })]
}

// condition asks for a value of a field, or that it is empty.
func condition(f *query.Field, value string) query.Node {
	if value == "" {
		return query.No{Field: f}
	}
	return query.EqualTo(f, value)
}

// narrowTo adds a condition to the query in force.
func (c *customers) narrowTo(n query.Node) tea.Cmd {
	c.search.set(c.search.query.Narrow(n).String())
	return tea.Batch(c.fit(), c.show(), c.search.remember())
}

// widen asks for everybody.
func (c *customers) widen() tea.Cmd {
	c.search.set("")
	return tea.Batch(c.fit(), c.show())
}
