package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// bin lists what was put into the bin, the latest first unless it is sorted.
type bin struct {
	base
	table *list
	line  wordLine
	sort  widget.SortKey // of the person's choice; zero for none
	all   int            // entries in the bin
	w, h  int
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
	b := &bin{base: base{s}, line: newWordLine(s)}
	b.table = newList(s, b.heads())
	b.table.Failure = s.failure
	b.label()
	return b
}

// label puts the words of the session's language in place.
func (b *bin) label() {
	b.table.Empty = b.t("tui.bin.empty")
	if b.line.text() != "" {
		b.table.Empty = b.t("tui.bin.nothing") + "\n" + b.t("tui.list.nothing_found_hint")
	}
	b.line.label(b.session, "tui.bin.search")
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
func (b *bin) Init() tea.Cmd { return b.show() }

// show reads the list for the search and order of now, from its top.
func (b *bin) show() tea.Cmd {
	b.label()
	return tea.Batch(b.table.SetSource(b.source()), b.count())
}

// query is what the list shows.
func (b *bin) query() store.BinQuery {
	return store.BinQuery{Text: b.line.text(), Sort: b.sort.Col, Desc: b.sort.Desc}
}

func (b *bin) source() widget.Source {
	s, q := *b.session, b.query()
	return func(ctx context.Context, span widget.Span) ([]widget.Row, error) {
		q.Offset, q.Limit = span.Offset, span.Limit
		entries, err := s.book.Binned(ctx, q)
		rows := make([]widget.Row, len(entries))
		for i, e := range entries {
			rows[i] = s.binRow(e)
		}
		return rows, err
	}
}

func (s *session) binRow(e store.BinEntry) widget.Row {
	name := s.p.RecordName(string(e.Kind), e.Name)
	return widget.Row{Key: binKey(e.Ref), Cells: []string{
		s.t("tui.kind." + string(e.Kind)), oneLine(name), oneLine(e.Customer), s.moment(e.At), oneLine(e.Actor)}}
}

func (b *bin) count() tea.Cmd {
	q := b.query()
	return ask(b.session, func(ctx context.Context) (n counts, err error) {
		if n.all, err = b.book.BinnedCount(ctx, store.BinQuery{}); err != nil || q.Text == "" {
			n.found = n.all
			return n, err
		}
		n.found, err = b.book.BinnedCount(ctx, q)
		return n, err
	}, func(n counts, err error) tea.Cmd {
		if err != nil || q != b.query() {
			return nil
		}
		b.all = n.all
		return b.table.SetTotal(n.found, true)
	})
}

// Update moves and takes rows, and types in the search line.
func (b *bin) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case bookChanged:
		return tea.Batch(b.table.Reload(), b.count())
	case restyled:
		b.label()
		return tea.Batch(b.table.restyle(b.session, b.heads(), b.source()), b.count())
	case tea.KeyPressMsg:
		if b.line.typing && !isMove(widget.Key(msg)) {
			return b.typed(msg)
		}
	case tea.PasteMsg:
		return b.typed(msg)
	}
	return b.table.Update(msg)
}

// typed gives input to the search line and searches when its text is another.
func (b *bin) typed(msg tea.Msg) tea.Cmd {
	if !b.line.update(msg) {
		return nil
	}
	return tea.Batch(b.show(), b.Resize(b.w, b.h))
}

// Resize shares the room between search line and table.
func (b *bin) Resize(w, h int) tea.Cmd {
	b.w, b.h = w, h
	b.line.resize(w)
	return b.table.SetSize(w, h-b.line.height())
}

// View draws the list below the search line.
func (b *bin) View(int, int) widget.Frame {
	if b.line.height() == 0 {
		return b.table.View()
	}
	return widget.VStack(b.line.view(b.styles), b.table.View())
}

// Typing reports whether letters are no commands.
func (b *bin) Typing() bool { return b.line.typing }

// Status counts the records, those found and those marked.
func (b *bin) Status() string {
	text := b.t("tui.binned", "Count", b.all, "N", grouped(int64(b.all)))
	if found, _ := b.table.Total(); b.line.text() != "" {
		text = b.t("tui.bin.found", "Found", grouped(int64(found)), "Total", grouped(int64(b.all)))
	}
	if marked := b.table.Marks(); marked > 0 {
		return b.styles.Accent.Render(b.styles.Signs.Mark+" "+b.t("tui.marked", "Count", marked)) + b.styles.Faint.Render("  ·  ") + b.styles.Muted.Render(text)
	}
	return b.styles.Muted.Render(text)
}
