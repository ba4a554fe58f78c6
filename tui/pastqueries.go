package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"
)

// pastQueries are what the user searched for, the last one first. ↑ in the search
// line goes back through them.
type pastQueries struct {
	texts []string
	at    int    // the one in the line; -1 for the text that is being typed
	typed string // that text
}

// queryHistory is the preference that keeps them, mostQueries how many.
const (
	queryHistory = "queries"
	mostQueries  = 50
)

// readQueries reads them once, when the user searches first.
func (c *customers) readQueries() tea.Cmd {
	if c.past.texts != nil {
		return nil
	}
	return ask(c.session, func(ctx context.Context) ([]string, error) {
		return preferred[[]string](ctx, c.session, queryHistory)
	}, func(texts []string, err error) tea.Cmd {
		if err == nil && c.past.texts == nil {
			c.past.texts = texts
		}
		return nil
	})
}

// remember puts a query first and returns what writes the list; a query that
// others began with while it was typed is none of its own.
func (p *pastQueries) remember(text string) (list []string, isNew bool) {
	p.at = -1
	if text == "" || len(p.texts) > 0 && p.texts[0] == text {
		return nil, false
	}
	p.texts = slices.DeleteFunc(p.texts, func(past string) bool { return past == text })
	p.texts = append([]string{text}, p.texts...)
	p.texts = p.texts[:min(len(p.texts), mostQueries)]
	return slices.Clone(p.texts), true
}

// keepQuery remembers the query in the line for this user.
func (c *customers) keepQuery() tea.Cmd {
	list, isNew := c.past.remember(c.search.line.Value())
	if !isNew {
		return nil
	}
	return c.prefer(queryHistory, list)
}

// older puts the query before into the line; newer comes back towards what was
// being typed, and leaves the line for the list from there.
func (c *customers) older() tea.Cmd {
	if c.past.at+1 >= len(c.past.texts) {
		return nil
	}
	if c.past.at < 0 {
		c.past.typed = c.search.line.Value()
	}
	return c.recall(c.past.at + 1)
}

func (c *customers) newer() tea.Cmd {
	if c.past.at < 0 {
		return c.keepSearch()
	}
	return c.recall(c.past.at - 1)
}

// recall puts a past query into the line, or what was typed for -1.
func (c *customers) recall(at int) tea.Cmd {
	c.past.at = at
	text := c.past.typed
	if at >= 0 {
		text = c.past.texts[at]
	}
	c.search.offer = nil
	c.search.set(text)
	return tea.Batch(c.Resize(c.w, c.h), c.show())
}
