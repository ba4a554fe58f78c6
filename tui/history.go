package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// history lists the change sets of the book, newest first.
type history struct {
	base
	table *list
	total int
}

func newHistory(s *session) *history {
	h := &history{base: base{s}}
	h.table = newList(s, h.heads())
	h.table.Empty = s.t("tui.history.empty")
	h.table.Failure = s.failure
	return h
}

func (h *history) heads() []widget.Column {
	return []widget.Column{
		{Key: "at", Title: h.t("tui.history.when"), Muted: true},
		{Key: "actor", Title: h.t("tui.history.who"), Max: 14},
		{Key: "what", Title: h.t("tui.history.what"), Flex: true, Min: 20},
		{Key: "origin", Title: h.t("tui.history.origin"), Muted: true},
	}
}

// Init reads the first rows.
func (h *history) Init() tea.Cmd { return tea.Batch(h.table.SetSource(h.source()), h.count()) }

func (h *history) source() widget.Source {
	s := *h.session
	return func(ctx context.Context, span widget.Span) ([]widget.Row, error) {
		sets, err := s.book.History(ctx, nil, span.Offset, span.Limit)
		rows := make([]widget.Row, len(sets))
		for i := range sets {
			rows[i] = s.historyRow(&sets[i], s.original(ctx, &sets[i]))
		}
		return rows, err
	}
}

// historyRow writes one change set; one that was taken back is grey and says so.
func (s *session) historyRow(cs, of *model.ChangeSet) widget.Row {
	text := s.sentence(cs, of)
	if cs.UndoneBy != 0 {
		text = s.t("tui.history.undone", "What", text)
	}
	return widget.Row{Key: cs.ID, Muted: cs.UndoneBy != 0,
		Cells: []string{s.moment(cs.At), oneLine(cs.Actor), text, s.t("tui.origin." + string(cs.Origin))}}
}

func (h *history) count() tea.Cmd {
	return ask(h.session, h.book.HistoryCount, func(n int, err error) tea.Cmd {
		if err != nil {
			return nil
		}
		h.total = n
		return h.table.SetTotal(n, true)
	})
}

// Update moves and takes rows.
func (h *history) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case bookChanged:
		return tea.Batch(h.table.Reload(), h.count())
	case restyled:
		return h.restyle()
	}
	return h.table.Update(msg)
}

func (h *history) restyle() tea.Cmd {
	h.table.Empty = h.t("tui.history.empty")
	return tea.Batch(h.table.restyle(h.session, h.heads(), h.source()), h.count())
}

func (h *history) Resize(w, rows int) tea.Cmd { return h.table.SetSize(w, rows) }
func (h *history) View(int, int) widget.Frame { return h.table.View() }

// Status counts the change sets.
func (h *history) Status() string {
	return h.styles.Muted.Render(h.t("tui.changes", "Count", h.total, "N", grouped(int64(h.total))))
}

// Bindings lists the keys of the history.
func (h *history) Bindings() []binding {
	row, on := h.table.Row()
	off := when(on, "tui.why.no_change")
	undo := off
	if on && row.Muted {
		undo = "tui.why.undone"
	}
	return append([]binding{
		{keys: []string{"enter"}, label: "tui.key.details", group: groupMove, foot: true, off: off, run: h.open},
		{keys: []string{"u"}, label: "tui.key.undo_this", group: groupChange, foot: true, off: undo, run: h.undo},
	}, listKeys()...)
}

// undo takes back the change set under the cursor.
func (h *history) undo() tea.Cmd {
	row, _ := h.table.Row()
	return h.change(func(ctx context.Context) (*model.ChangeSet, error) { return h.book.Undo(ctx, row.Key) }, nil)
}

func (h *history) open() tea.Cmd {
	row, _ := h.table.Row()
	return h.nav.push(newChanges(h.session, row.Key, row.Cells[2]))
}
