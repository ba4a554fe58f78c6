package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
)

// Bindings lists the keys of the history.
func (h *history) Bindings() []binding {
	if h.search.typing {
		return h.search.keys()
	}
	row, on := h.table.Row()
	off := when(on, "tui.why.no_change")
	undo, redo := off, off
	if on && row.Muted {
		undo = "tui.why.undone"
	} else if on {
		redo = "history.why.not_undone"
	}
	return append([]binding{
		{keys: []string{"enter"}, label: "tui.key.details", group: groupMove, foot: true, off: off, run: h.open},
		{keys: []string{"/"}, label: "tui.key.search", group: groupFind, foot: true, run: h.search.start},
		{keys: []string{"u"}, label: "tui.key.undo_this", group: groupChange, foot: !row.Muted, off: undo, run: func() tea.Cmd { return h.askUndo(row.Key) }},
		{keys: []string{"ctrl+r"}, label: "history.key.redo_this", group: groupChange, foot: row.Muted, off: redo, run: func() tea.Cmd { return h.askRedo(row.Key) }},
		{keys: []string{"esc", "\\"}, label: "tui.key.clear", group: groupFind, off: when(h.search.line.Value() != "", "tui.why.no_query"), run: h.clear},
	}, listKeys()...)
}

// click meets the query line, or leaves it for the list.
func (h *history) click(k click) (tea.Cmd, bool) {
	switch {
	case h.search.open() && k.y < h.search.height():
		return h.search.click(k.x), true
	case h.search.typing:
		return h.search.keep(), false
	}
	return nil, false
}

func (h *history) clear() tea.Cmd {
	h.search.clear()
	return tea.Batch(h.fit(), h.show())
}

// open shows what the change set did: the fields of its one record, or its records.
func (h *history) open() tea.Cmd {
	row, _ := h.table.Row()
	return h.showChanges(row.Key)
}

// An opened change set has its sentence and, where it touched one record, the change.
type opened struct {
	set, of *model.ChangeSet
	records int
	only    changedRow
}

// showChanges opens a change set.
func (s *session) showChanges(id int64) tea.Cmd {
	own := *s
	return ask(s, func(ctx context.Context) (o opened, err error) {
		if o.set, err = own.book.ChangeSet(ctx, id); err != nil {
			return o, err
		}
		o.of = own.original(ctx, o.set)
		if o.records, err = own.book.CountChanged(ctx, id); err != nil || o.records != 1 {
			return o, err
		}
		rows, err := own.changedRows(ctx, id, 0, 1)
		if len(rows) == 1 {
			o.only = rows[0]
		}
		return o, err
	}, func(o opened, err error) tea.Cmd {
		if err != nil {
			s.fail(err)
			return nil
		}
		if o.records == 1 && !o.only.change.Created {
			return s.nav.push(newChanged(s, o.set, o.of, o.only))
		}
		return s.nav.push(newChanges(s, o.set, o.of, o.records))
	})
}

// A changedRow is a change of one record, with its name.
type changedRow struct {
	change model.Change
	name   store.RecordName
}

func (s *session) changedRows(ctx context.Context, set int64, offset, limit int) ([]changedRow, error) {
	changes, err := s.book.ChangedRecords(ctx, set, offset, limit)
	if err != nil {
		return nil, err
	}
	refs := make([]model.Ref, len(changes))
	for i, c := range changes {
		refs[i] = c.Ref
	}
	names, err := s.book.Names(ctx, refs)
	rows := make([]changedRow, len(changes))
	for i, c := range changes {
		rows[i] = changedRow{c, names[c.Ref]}
	}
	return rows, err
}
