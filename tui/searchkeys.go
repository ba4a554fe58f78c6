package tui

import tea "charm.land/bubbletea/v2"

// keys are those of the line while one types.
func (q *search) keys() []binding {
	return []binding{
		{keys: []string{"enter"}, label: "tui.key.keep", group: groupFind, foot: true, run: q.keep},
		{keys: []string{"esc"}, label: "tui.key.drop", group: groupFind, foot: true, run: q.drop},
		{keys: []string{"tab"}, label: "tui.key.complete", group: groupFind, foot: true, run: func() tea.Cmd { return q.complete(+1) }},
		{keys: []string{"shift+tab"}, run: func() tea.Cmd { return q.complete(-1) }},
		{keys: []string{"up"}, label: "tui.key.older", group: groupFind, foot: true, run: q.older},
		{keys: []string{"down"}, label: "tui.key.to_list", group: groupFind, foot: true, run: q.newer},
		{keys: []string{"pgdown"}, show: "PgUp PgDn", label: "tui.key.page", group: groupMove},
		{keys: []string{"pgup"}},
	}
}

// start takes the keys.
func (q *search) start() tea.Cmd {
	q.typing, q.before = true, q.line.Value()
	q.line.Focus()
	return tea.Batch(q.readPast(), q.readAhead(), q.list.fit())
}

// readAhead makes the book ready for what will be typed. Nothing depends on it.
func (q *search) readAhead() tea.Cmd {
	book, ctx := q.book, q.ctx
	return func() tea.Msg {
		_ = book.ReadAhead(ctx) // who asks for the same will see what is wrong
		return nil
	}
}

// leave gives the keys back.
func (q *search) leave() {
	q.typing, q.offer = false, nil
	q.line.Blur()
	q.parse() // what was forgiven while typing is an error now
}

// keep leaves the line with what was found.
func (q *search) keep() tea.Cmd {
	q.leave()
	return tea.Batch(q.list.fit(), q.remember())
}

// drop leaves the line and goes back to what was searched for before.
func (q *search) drop() tea.Cmd {
	q.leave()
	q.past.at = -1
	changed := q.line.Value() != q.before
	q.set(q.before)
	return q.follow(changed)
}

// older puts the query before into the line; newer comes back towards what was
// being typed, and leaves the line for the list from there.
func (q *search) older() tea.Cmd { return q.recall(+1) }

func (q *search) newer() tea.Cmd {
	if q.past.at < 0 {
		return q.keep()
	}
	return q.recall(-1)
}

// recall puts a past query into the line, or on the way back what was being typed.
func (q *search) recall(by int) tea.Cmd {
	text, ok := q.past.back(by, q.line.Value())
	if !ok {
		return nil
	}
	q.offer = nil
	q.set(text)
	return q.follow(true)
}

// follow has the list go along with the text in the line, which may be another query now.
func (q *search) follow(changed bool) tea.Cmd {
	cmd := q.list.fit()
	if !changed {
		return cmd
	}
	return tea.Batch(cmd, q.list.show())
}

// click goes on typing where one clicked.
func (q *search) click(x int) tea.Cmd {
	var cmd tea.Cmd
	if !q.typing {
		cmd = q.start()
	}
	q.offer = nil
	q.line.Click(x - 3)
	return cmd
}
