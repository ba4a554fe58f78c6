package tui

import (
	tea "charm.land/bubbletea/v2"

	"kehu/model"
)

// bindings are the keys that move in the timeline.
func (t *timeline) bindings() []binding {
	step := func(by int) func() tea.Cmd {
		return func() tea.Cmd { return t.move(by) }
	}
	return []binding{
		{keys: []string{"down", "j"}, show: "↑↓", label: "tui.key.move", group: groupMove, run: step(+1)},
		{keys: []string{"up", "k"}, run: step(-1)},
		{keys: []string{"pgdown", "ctrl+d"}, show: "PgUp PgDn", label: "tui.key.page", group: groupMove, run: step(t.height - 2)},
		{keys: []string{"pgup", "ctrl+u"}, run: step(2 - t.height)},
		{keys: []string{"home", "g"}, show: "g G", label: "tui.key.ends", group: groupMove, run: t.toNewest},
		{keys: []string{"end", "G"}, run: t.toOldest},
	}
}

// move moves the cursor by some entries, and the window with it. In details that
// are longer than the screen it moves by lines first.
func (t *timeline) move(by int) tea.Cmd {
	if to := min(max(t.skip+by, 0), t.hidden()); to != t.skip {
		t.skip = to
		return nil
	}
	t.cursor, t.skip = t.cursor+by, 0
	t.clamp()
	return t.fetch()
}

// clamp keeps cursor and top inside the window.
func (t *timeline) clamp() {
	t.cursor = min(max(t.cursor, 0), max(0, len(t.entries)-1))
	t.top = min(max(t.top, t.cursor-t.height+1, 0), t.cursor)
}

func (t *timeline) toNewest() tea.Cmd {
	if t.first {
		t.cursor, t.top, t.skip = 0, 0, 0
		return nil
	}
	return t.fromTop()
}

func (t *timeline) toOldest() tea.Cmd {
	t.skip = 0
	if t.last {
		t.cursor = len(t.entries)
		t.clamp()
		return nil
	}
	book, q := t.book, t.part()
	q.Oldest, q.Limit = true, t.window()
	return t.ask(readPart(book, q), func(p timelinePage) {
		t.entries, t.first, t.last = p.entries, len(p.entries) < q.Limit, true
		t.cursor, t.top = len(t.entries), 0 // clamp puts the oldest at the foot of a full page
		t.clamp()
	})
}

// unfold shows or hides the details of the entry under the cursor.
func (t *timeline) unfold() tea.Cmd {
	t.skip = 0
	if ref, ok := t.ref(); ok && ref != t.unfolded {
		t.unfolded = ref
	} else {
		t.unfolded = model.Ref{}
	}
	return nil
}
