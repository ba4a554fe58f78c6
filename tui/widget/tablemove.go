package widget

import tea "charm.land/bubbletea/v2"

// wheelStep is how many rows one notch of the mouse wheel moves.
const wheelStep = 3

// Update handles movement keys, the wheel, and the answers of the table's own
// reads. Other messages, and other tables' answers, do nothing.
func (t *Table) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		return t.key(Key(m))
	case tea.MouseWheelMsg:
		switch m.Button {
		case tea.MouseWheelDown:
			return t.Move(wheelStep)
		case tea.MouseWheelUp:
			return t.Move(-wheelStep)
		}
	case landedMsg:
		if m.owner == t && m.gen == t.gen {
			return t.landed(m)
		}
	}
	return nil
}

// key moves the cursor. Unknown keys do nothing.
func (t *Table) key(k string) tea.Cmd {
	t.toEnd = false
	switch k {
	case "j", "down":
		return t.Move(1)
	case "k", "up":
		return t.Move(-1)
	case "ctrl+d":
		return t.Move(max(1, t.body()/2))
	case "ctrl+u":
		return t.Move(-max(1, t.body()/2))
	case "pgdown":
		return t.Move(t.body())
	case "pgup":
		return t.Move(-t.body())
	case "g", "home":
		return t.moveTo(0)
	case "G", "end":
		t.toEnd = !t.exact
		return t.moveTo(t.count() - 1)
	case "left":
		t.step(-1)
		t.relayout()
	case "right":
		t.step(1)
		t.relayout()
	}
	return nil
}

// Move moves the cursor d rows down, or up.
func (t *Table) Move(d int) tea.Cmd { return t.moveTo(t.cursor + d) }

// GoTo moves the cursor to the row with index i, which stands at the top then
// where it is not in view yet.
func (t *Table) GoTo(i int) tea.Cmd {
	if !t.exact {
		t.total = max(t.count(), i+1) // the caller knows that there are as many
	}
	if i < t.top || i >= t.top+t.body() {
		t.top = max(i, 0)
	}
	return t.moveTo(i)
}

// moveTo puts the cursor on row i, or the nearest there is, and into view.
func (t *Table) moveTo(i int) tea.Cmd {
	t.cursor = clamp(i, max(0, t.count()-1))
	t.top = max(min(t.top, t.cursor), t.cursor-t.body()+1)
	t.top = clamp(t.top, max(0, t.count()-t.body()))
	return t.fetch()
}

// body returns the lines for rows.
func (t *Table) body() int { return max(1, t.h-1) }

// fetch starts a read when rows in view, or within half a screen of it, are not
// in memory. One is in flight at a time; landed checks again.
func (t *Table) fetch() tea.Cmd {
	b := t.body()
	if t.src == nil || t.h == 0 || t.busy || t.covers(t.top-b/2, t.top+b+b/2) {
		return nil
	}
	if t.fresh { // no more than must be there: somebody types and waits
		return t.read(t, 0, b+b/2)
	}
	return t.read(t, max(0, t.top-2*b), 5*b)
}

// landed takes the rows of a read and finds the cursor's record again.
func (t *Table) landed(m landedMsg) tea.Cmd {
	key, known := t.seek, t.seeking
	if r, ok := t.Row(); ok && !known {
		key, known = r.Key, true
	}
	if t.accept(m) {
		t.fresh, t.stale = false, true
		return t.moveTo(t.cursor)
	}
	if m.err != nil {
		return nil // the next key tries again; asking at once would spin
	}
	t.seeking = false
	switch {
	case t.fresh:
		t.cursor, t.top, t.fresh = 0, 0, false
	case known:
		t.follow(key)
	}
	if len(t.rows) > 0 && (t.want == nil || t.grow(t.rows)) {
		if t.want == nil {
			t.measure(t.rows)
		}
		t.relayout()
	}
	t.lines = make([]string, len(t.rows))
	return t.moveTo(t.cursor)
}

// follow moves the cursor to the record, which keeps its line on the screen.
func (t *Table) follow(key int64) {
	if r := t.row(t.cursor); r != nil && r.Key == key {
		return
	}
	for i := range t.rows {
		if t.rows[i].Key == key {
			line := t.cursor - t.top
			t.cursor = t.at + i
			if t.top > 0 { // at the top, new rows above are to be seen
				t.top = max(0, t.cursor-line)
			}
			return
		}
	}
}
