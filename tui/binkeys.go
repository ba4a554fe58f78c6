package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// Bindings lists the keys of the bin.
func (b *bin) Bindings() []binding {
	if b.line.typing {
		return b.searchKeys()
	}
	_, on := b.table.Row()
	off := when(on, "tui.why.no_entry")
	return append([]binding{
		{keys: []string{"enter"}, label: "tui.key.details", group: groupMove, foot: true, off: off, run: b.open},
		{keys: []string{"r"}, label: "tui.key.restore", group: groupChange, foot: true, off: off, run: b.restore},
		{keys: []string{"R"}, label: "tui.key.restore_set", group: groupChange, off: off, run: b.restoreSet},
		{keys: []string{"/"}, label: "tui.key.search", group: groupFind, foot: true, run: b.startSearch},
		{keys: []string{"space"}, label: "tui.key.mark", group: groupChange, foot: true, off: off, run: b.mark},
		{keys: []string{"v"}, label: "tui.key.range", group: groupChange, off: off, run: b.markRange},
		{keys: []string{"*"}, label: "tui.key.mark_all", group: groupChange, off: off, run: b.markAll},
		{keys: []string{"X"}, label: "tui.key.empty_bin", group: groupChange, foot: true, off: when(b.all > 0, "tui.why.bin_empty"), run: b.empty},
		{keys: []string{"s"}, label: "tui.key.sort", group: groupFind, run: b.sortBy},
		{keys: []string{"right"}, show: "← →", label: "tui.key.column", group: groupFind},
		{keys: []string{"left"}},
		{keys: []string{"esc"}, label: "tui.key.clear", group: groupFind, off: when(b.line.text() != "" || b.table.Marks() > 0, "tui.why.no_query"), run: b.clear},
	}, listKeys()...)
}

func (b *bin) searchKeys() []binding {
	return []binding{
		{keys: []string{"enter"}, label: "tui.key.keep", group: groupFind, foot: true, run: b.keepSearch},
		{keys: []string{"esc"}, label: "tui.key.drop", group: groupFind, foot: true, run: b.dropSearch},
		{keys: []string{"down"}, label: "tui.key.to_list", group: groupFind, foot: true, run: b.keepSearch},
		{keys: []string{"pgdown"}, show: "PgUp PgDn", label: "tui.key.page", group: groupMove},
		{keys: []string{"pgup"}},
	}
}

// verbs are the commands of the bin that have no key.
func (b *bin) verbs() []command {
	row, on := b.table.Row()
	ref := binRef(row.Key)
	off := when(on && ref.Kind == model.KindCustomer, "tui.why.no_customer")
	return []command{b.keyless("tui.key.erase", groupChange, off, func() tea.Cmd { return b.eraseCustomer(ref.ID, nil) })}
}

func (b *bin) startSearch() tea.Cmd {
	b.line.start()
	return b.Resize(b.w, b.h)
}

func (b *bin) keepSearch() tea.Cmd {
	b.line.keep()
	return b.Resize(b.w, b.h)
}

// dropSearch goes back to what was searched for before.
func (b *bin) dropSearch() tea.Cmd {
	changed := b.line.drop()
	cmd := b.Resize(b.w, b.h)
	if !changed {
		return cmd
	}
	return tea.Batch(cmd, b.show())
}

// clear takes marks away first, then the search.
func (b *bin) clear() tea.Cmd {
	if b.table.Marks() > 0 {
		b.table.Unmark()
		return nil
	}
	b.line.line.SetValue("")
	return tea.Batch(b.Resize(b.w, b.h), b.show())
}

// sortBy sorts by the current column, ascending, then descending, then as usual.
func (b *bin) sortBy() tea.Cmd {
	key := b.table.Column().Key
	switch {
	case b.sort.Col != key:
		b.sort = widget.SortKey{Col: key}
	case !b.sort.Desc:
		b.sort.Desc = true
	default:
		b.sort = widget.SortKey{}
	}
	b.table.SetSort()
	if b.sort.Col != "" {
		b.table.SetSort(b.sort)
	}
	return b.show()
}

// mark marks the row and goes to the next one.
func (b *bin) mark() tea.Cmd {
	b.table.Toggle()
	return b.table.Move(1)
}

// markRange begins a range at the cursor; the second time it marks the range.
func (b *bin) markRange() tea.Cmd {
	from, to, on := b.table.Range()
	if !on {
		b.table.StartRange()
		return nil
	}
	b.table.EndRange()
	q := b.query()
	q.Offset, q.Limit = from, to-from+1
	return b.withKeys(q, func(keys []int64) { b.table.Mark(keys...) })
}

// markAll marks all that are found; where they all are, it takes their marks away.
func (b *bin) markAll() tea.Cmd {
	return b.withKeys(b.query(), func(keys []int64) {
		before := b.table.Marks()
		b.table.Mark(keys...)
		if b.table.Marks() == before {
			b.table.Unmark(keys...)
		}
	})
}

// withKeys reads the keys of entries.
func (b *bin) withKeys(q store.BinQuery, then func([]int64)) tea.Cmd {
	return ask(b.session, func(ctx context.Context) ([]store.BinEntry, error) { return b.book.Binned(ctx, q) },
		func(entries []store.BinEntry, err error) tea.Cmd {
			if err != nil {
				b.fail(err)
				return nil
			}
			keys := make([]int64, len(entries))
			for i, e := range entries {
				keys[i] = binKey(e.Ref)
			}
			then(keys)
			return nil
		})
}

// refs are the marked records, or the one under the cursor.
func (b *bin) refs() []model.Ref {
	keys := b.table.Marked()
	if row, ok := b.table.Row(); ok && len(keys) == 0 {
		keys = []int64{row.Key}
	}
	refs := make([]model.Ref, len(keys))
	for i, key := range keys {
		refs[i] = binRef(key)
	}
	return refs
}

// restore takes what is meant out of the bin.
func (b *bin) restore() tea.Cmd {
	refs := b.refs()
	return b.change(func(ctx context.Context) (*model.ChangeSet, error) {
		return b.book.Restore(ctx, refs...)
	}, b.unmark)
}

// restoreSet takes all out that went into the bin together with the record under
// the cursor.
func (b *bin) restoreSet() tea.Cmd {
	row, _ := b.table.Row()
	ref := binRef(row.Key)
	return b.change(func(ctx context.Context) (*model.ChangeSet, error) {
		refs, err := b.book.BinnedWith(ctx, ref)
		if err != nil {
			return nil, err
		}
		return b.book.Restore(ctx, refs...)
	}, b.unmark)
}

func (b *bin) unmark() tea.Cmd {
	b.table.Unmark()
	return nil
}
