package tui

import (
	"context"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"kehu/query"
	"kehu/store"
)

// startJump waits for the letter to go to. A list that is not sorted by a text is
// sorted by name first.
func (c *customers) startJump() tea.Cmd {
	c.jumping = true
	if len(c.order) > 0 && store.ByLetter(c.order[0].Field) {
		return nil
	}
	c.order = []query.Order{{Field: c.cat.Field("name")}}
	return tea.Batch(c.show(), c.remember())
}

// jump goes to the first customer with a letter; any other key gives up.
func (c *customers) jump(msg tea.KeyPressMsg) tea.Cmd {
	c.jumping = false
	letter, _ := utf8.DecodeRuneInString(msg.Text)
	if !unicode.IsLetter(letter) && !unicode.IsNumber(letter) {
		return nil
	}
	q, page := c.search.query, store.Page{Sort: c.order}
	return ask(c.session, func(ctx context.Context) (int, error) { return c.book.Before(ctx, q, page, string(letter)) },
		func(n int, err error) tea.Cmd {
			if err != nil {
				c.fail(err)
				return nil
			}
			return c.table.GoTo(n)
		})
}

// jumpKeys are the keys while a letter is awaited.
func (c *customers) jumpKeys() []binding {
	return []binding{
		{show: "a…z", label: "tui.key.jump_letter", group: groupMove, foot: true},
		{keys: []string{"esc"}, label: "tui.key.cancel", group: groupMove, foot: true, run: func() tea.Cmd { c.jumping = false; return nil }},
	}
}
