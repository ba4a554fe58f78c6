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

// The preferences that keep them, for each catalogue its own, and how many.
const (
	customerQueries = "queries"
	historyQueries  = "history_queries"
	mostQueries     = 50
)

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

// back goes so many queries back, or for -1 one forward, from the text that is
// being typed; it reports false where there are no more.
func (p *pastQueries) back(by int, typed string) (text string, ok bool) {
	to := p.at + by
	if to < -1 || to >= len(p.texts) {
		return "", false
	}
	if p.at < 0 {
		p.typed = typed
	}
	if p.at = to; to < 0 {
		return p.typed, true
	}
	return p.texts[to], true
}

// readPast reads past queries once, when the user searches first.
func (q *search) readPast() tea.Cmd {
	if q.past.texts != nil {
		return nil
	}
	return ask(q.session, func(ctx context.Context) ([]string, error) {
		return preferred[[]string](ctx, q.session, q.pastKey)
	}, func(texts []string, err error) tea.Cmd {
		if err == nil && q.past.texts == nil {
			q.past.texts = texts
		}
		return nil
	})
}

// remember keeps the query in the line for this user.
func (q *search) remember() tea.Cmd {
	list, isNew := q.past.remember(q.line.Value())
	if !isNew {
		return nil
	}
	return q.prefer(q.pastKey, list)
}
