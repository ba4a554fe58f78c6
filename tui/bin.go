package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// bin lists what was put into the bin, the latest first.
type bin struct {
	base
	table *list
	total int
}

// The kinds of records in the order of the keys that name them in the table.
func binKinds() []model.Kind {
	return []model.Kind{model.KindCustomer, model.KindPurchase, model.KindInteraction, model.KindTask, model.KindView, model.KindField, model.KindChoice}
}

// binKey makes one number of a kind and an id, for the table.
func binKey(r model.Ref) int64 {
	kinds := binKinds()
	for i, k := range kinds {
		if k == r.Kind {
			return r.ID*int64(len(kinds)) + int64(i)
		}
	}
	return 0
}

// binRef is the way back.
func binRef(key int64) model.Ref {
	kinds := binKinds()
	n := int64(len(kinds))
	return model.Ref{Kind: kinds[key%n], ID: key / n}
}

func newBin(s *session) *bin {
	b := &bin{base: base{s}}
	b.table = newList(s, b.heads())
	b.table.Empty = s.t("tui.bin.empty")
	b.table.Failure = s.failure
	return b
}

func (b *bin) heads() []widget.Column {
	return []widget.Column{
		{Key: "kind", Title: b.t("tui.bin.kind"), Muted: true},
		{Key: "name", Title: b.t("tui.bin.name"), Flex: true, Min: 12},
		{Key: "customer", Title: b.t("field.customer_id"), Flex: true, Min: 8, Max: 24},
		{Key: "at", Title: b.t("tui.bin.when"), Muted: true},
		{Key: "actor", Title: b.t("tui.history.who"), Max: 14, Muted: true},
	}
}

// Init reads the first rows.
func (b *bin) Init() tea.Cmd { return tea.Batch(b.table.SetSource(b.source()), b.count()) }

func (b *bin) source() widget.Source {
	s := *b.session
	return func(ctx context.Context, span widget.Span) ([]widget.Row, error) {
		entries, err := s.book.Binned(ctx, span.Offset, span.Limit)
		rows := make([]widget.Row, len(entries))
		for i, e := range entries {
			rows[i] = s.binRow(e)
		}
		return rows, err
	}
}

func (s *session) binRow(e store.BinEntry) widget.Row {
	name := e.Name
	if e.Kind == model.KindView {
		name = s.p.ViewName(name)
	}
	return widget.Row{Key: binKey(e.Ref), Cells: []string{
		s.t("tui.kind." + string(e.Kind)), oneLine(name), oneLine(e.Customer), s.moment(e.At), oneLine(e.Actor)}}
}

func (b *bin) count() tea.Cmd {
	return ask(b.session, b.book.BinnedCount, func(n int, err error) tea.Cmd {
		if err != nil {
			return nil
		}
		b.total = n
		return b.table.SetTotal(n, true)
	})
}

// Update moves and takes rows.
func (b *bin) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case bookChanged:
		return tea.Batch(b.table.Reload(), b.count())
	case restyled:
		b.table.Empty = b.t("tui.bin.empty")
		return tea.Batch(b.table.restyle(b.session, b.heads(), b.source()), b.count())
	}
	return b.table.Update(msg)
}

func (b *bin) Resize(w, h int) tea.Cmd    { return b.table.SetSize(w, h) }
func (b *bin) View(int, int) widget.Frame { return b.table.View() }

// Status counts the records.
func (b *bin) Status() string {
	return b.styles.Muted.Render(b.t("tui.binned", "Count", b.total, "N", grouped(int64(b.total))))
}

// Bindings lists the keys of the bin.
func (b *bin) Bindings() []binding {
	_, on := b.table.Row()
	off := when(on, "tui.why.no_entry")
	return append([]binding{
		{keys: []string{"r", "enter"}, label: "tui.key.restore", group: groupChange, foot: true, off: off, run: b.restore},
		{keys: []string{"space"}, label: "tui.key.mark", group: groupChange, foot: true, off: off, run: b.mark},
	}, listKeys()...)
}

func (b *bin) mark() tea.Cmd {
	b.table.Toggle()
	return b.table.Move(1)
}

// restore takes the marked records, or the one under the cursor, out of the bin.
func (b *bin) restore() tea.Cmd {
	keys := b.table.Marked()
	if row, ok := b.table.Row(); ok && len(keys) == 0 {
		keys = []int64{row.Key}
	}
	refs := make([]model.Ref, len(keys))
	for i, key := range keys {
		refs[i] = binRef(key)
	}
	return b.change(func(ctx context.Context) (*model.ChangeSet, error) {
		return b.book.Restore(ctx, refs...)
	}, func() tea.Cmd {
		b.table.Unmark()
		return nil
	})
}
