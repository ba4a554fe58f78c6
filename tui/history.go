package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// history lists the change sets of the book, newest first, and those alone that a
// query finds.
type history struct {
	base
	table   *list
	search  *search
	counted int    // number of the last count; older answers are dropped
	stop    func() // ends the count under way; nil before the first
	total   int    // of the book
	w, h    int
}

func newHistory(s *session) *history {
	h := &history{base: base{s}}
	h.search = newHistorySearch(s, h)
	h.table = newList(s, h.heads())
	h.table.Failure = s.failure
	h.label()
	return h
}

// label puts the words of the session's language in place.
func (h *history) label() {
	h.table.Empty = h.t("tui.history.empty")
	if h.search.query.Where != nil {
		h.table.Empty = h.t("history.nothing_found")
	}
	h.search.label()
	h.search.line.Placeholder = h.t("history.search")
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
func (h *history) Init() tea.Cmd { return h.show() }

// show reads the list for the query of now, from its top.
func (h *history) show() tea.Cmd {
	h.label()
	return tea.Batch(h.table.SetSource(h.source()), h.count())
}

func (h *history) asked() store.HistoryQuery { return store.HistoryQuery{Query: h.search.query} }

func (h *history) source() widget.Source {
	s, q := *h.session, h.asked()
	return func(ctx context.Context, span widget.Span) ([]widget.Row, error) {
		sets, err := s.book.ChangeSets(ctx, q, store.Page{Offset: span.Offset, Limit: span.Limit,
			Known: store.Place{ID: span.Key, Offset: span.At}, Total: span.Total})
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
	switch {
	case cs.UndoneBy != 0 && cs.Action == model.ActionUndo:
		text = s.t("tui.history.redone", "What", text)
	case cs.UndoneBy != 0:
		text = s.t("tui.history.undone", "What", text)
	}
	return widget.Row{Key: cs.ID, Muted: cs.UndoneBy != 0,
		Cells: []string{s.moment(cs.At), oneLine(cs.Actor), text, s.t("tui.origin." + string(cs.Origin))}}
}

// count asks for the numbers; the rows do not wait for them.
func (h *history) count() tea.Cmd {
	if h.stop != nil {
		h.stop()
	}
	ctx, stop := context.WithCancel(h.ctx)
	h.stop = stop
	h.counted++
	asked, q, book := h.counted, h.asked(), h.book
	return ask(h.session, func(context.Context) (n counts, err error) {
		if n.all, err = book.HistoryCount(ctx); err != nil || q.Query.Where == nil {
			n.found = n.all
			return n, err
		}
		n.found, _, err = book.CountChangeSets(ctx, q, 0)
		return n, err
	}, func(n counts, err error) tea.Cmd {
		if err != nil || asked != h.counted {
			return nil
		}
		h.total = n.all
		return h.table.SetTotal(n.found, true)
	})
}

// Update types, moves and takes rows.
func (h *history) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case bookChanged:
		return tea.Batch(h.table.Reload(), h.count())
	case restyled:
		return h.restyle()
	case tea.KeyPressMsg:
		if h.search.typing && !isMove(widget.Key(msg)) {
			return h.typed(msg)
		}
	case tea.PasteMsg:
		if !h.search.typing {
			return nil
		}
		return h.typed(msg)
	}
	return h.table.Update(msg)
}

// typed gives input to the query line and asks when its text is another query.
func (h *history) typed(msg tea.Msg) tea.Cmd {
	cmd, changed := h.search.update(msg)
	if !changed {
		return tea.Batch(cmd, h.fit())
	}
	return tea.Batch(cmd, h.show(), h.fit())
}

func (h *history) restyle() tea.Cmd {
	h.label()
	return tea.Batch(h.table.restyle(h.session, h.heads(), h.source()), h.count())
}

// Resize gives the table the room below the query line.
func (h *history) Resize(w, rows int) tea.Cmd {
	h.w, h.h = w, rows
	return tea.Batch(h.search.resize(w), h.table.SetSize(w, rows-h.search.height()))
}

// fit gives it anew, as when the query line takes more lines or fewer.
func (h *history) fit() tea.Cmd { return h.Resize(h.w, h.h) }

// View draws the query line, while there is one, above the table.
func (h *history) View(int, int) widget.Frame {
	if !h.search.open() {
		return h.table.View()
	}
	return widget.VStack(h.search.view(), h.table.View())
}

// Typing reports whether letters are no commands.
func (h *history) Typing() bool { return h.search.typing }

// Status counts the change sets, and those found.
func (h *history) Status() string {
	all := grouped(int64(h.total))
	if h.search.query.Where == nil {
		return h.styles.Muted.Render(h.t("tui.changes", "Count", h.total, "N", all))
	}
	n, _ := h.table.Total()
	return h.styles.Muted.Render(h.t("tui.changes_found", "Found", grouped(int64(n)), "Total", all))
}
