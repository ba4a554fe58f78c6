package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"kehu/query"
	"kehu/store"
	"kehu/tui/widget"
)

// widePreview is the width from which a preview stands beside the list.
const widePreview = 120

// customers is the list of customers: a table, a search line above it when there
// is a search, a preview beside it when there is room.
type customers struct {
	base
	cols    []column
	lost    []lostColumn // of the open view
	views   *views
	table   *list
	search  *search
	jumping bool // the next letter is one to go to
	preview *preview
	reason  *reason
	order   []query.Order // as the person sorted; empty for the book's own
	counted int           // number of the last count; older answers are dropped
	stop    func()        // ends the count under way; nil before the first
	all     int           // customers in the book, -1 while unknown
	w, h    int
}

func newCustomers(s *session) *customers {
	c := &customers{base: base{s}, cols: usualColumns(), all: -1, preview: newPreview(s), reason: newReason(s), views: newViews(s)}
	c.search = newSearch(s, c)
	c.table = newList(s, s.heads(c.cols))
	c.label()
	return c
}

// label puts the words of the session's language in place.
func (c *customers) label() {
	c.table.Empty = c.t("tui.list.nothing_found") + "\n" + c.t("tui.list.nothing_found_hint")
	c.table.Failure = c.failure
	c.search.label()
}

// failure puts the error of a read into words.
func (s *session) failure(err error) string {
	message, _ := s.p.Error(err)
	return message
}

// Init opens the first view. The views are read before the first frame, so that
// it need not be drawn twice.
func (c *customers) Init() tea.Cmd {
	ctx, stop := context.WithTimeout(c.ctx, soon)
	defer stop()
	r, err := c.views.read(ctx)
	if err != nil {
		return tea.Batch(c.show(), c.readViews())
	}
	c.views.take(r)
	return c.arrange(c.views.layout())
}

// show reads the list for the search and order of now, from its top.
func (c *customers) show() tea.Cmd {
	c.showOrder()
	return tea.Batch(c.table.SetSource(c.source()), c.count())
}

// source reads pages of the list. It works beside Update and so keeps a copy of
// all that Update may change.
func (c *customers) source() widget.Source {
	s, cols, q, order := *c.session, c.cols, c.search.query, c.order
	found := foundBy(q)
	return func(ctx context.Context, span widget.Span) ([]widget.Row, error) {
		list, err := s.book.Customers(ctx, q, store.Page{Sort: order, Offset: span.Offset, Limit: span.Limit,
			Known: store.Place{ID: span.Key, Offset: span.At}, Total: span.Total, Columns: keysOf(cols)})
		rows := s.rows(cols, list)
		for i := range rows {
			found.highlight(cols, &rows[i])
		}
		return rows, err
	}
}

// counts are how many customers the search finds, and how many there are.
type counts struct {
	found, all int
	exact      bool
}

// count asks for the numbers; the rows do not wait for them.
func (c *customers) count() tea.Cmd {
	if c.stop != nil {
		c.stop()
	}
	ctx, stop := context.WithCancel(c.ctx)
	c.stop = stop
	c.counted++
	return c.countTo(ctx, fewCounted)
}

// fewCounted is how many matches are counted at once; more are counted exactly
// afterwards, and shown as "1,000+" until then.
const fewCounted = 1000

func (c *customers) countTo(ctx context.Context, limit int) tea.Cmd {
	asked, q := c.counted, c.search.query
	return ask(c.session, func(context.Context) (n counts, err error) {
		if n.all, _, err = c.book.Count(ctx, query.Query{}, 0); err != nil || q.Where == nil {
			n.found, n.exact = n.all, true
			return n, err
		}
		n.found, n.exact, err = c.book.Count(ctx, q, limit)
		return n, err
	}, func(n counts, err error) tea.Cmd {
		if err != nil || asked != c.counted {
			return nil
		}
		c.all = n.all
		cmd := c.table.SetTotal(n.found, n.exact)
		if !n.exact {
			return tea.Batch(cmd, c.countTo(ctx, 0))
		}
		return cmd
	})
}

// Update takes what the bindings do not: typed text, movement, rows that arrive.
func (c *customers) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case bookChanged:
		return tea.Batch(c.table.Reload(), c.count(), c.readViews(), c.preview.load(c.preview.id), c.reason.again())
	case restyled:
		return c.restyle()
	case tea.KeyPressMsg:
		return tea.Batch(c.key(msg), c.peek())
	case tea.PasteMsg:
		return c.typed(msg)
	}
	return tea.Batch(c.table.Update(msg), c.peek())
}

// key moves in the table, or types in the search line.
func (c *customers) key(msg tea.KeyPressMsg) tea.Cmd {
	if c.jumping {
		return c.jump(msg)
	}
	if c.search.typing && !isMove(widget.Key(msg)) {
		return c.typed(msg)
	}
	return c.table.Update(msg)
}

// isMove reports whether a key moves in a list even while one types.
func isMove(key string) bool {
	switch key {
	case "pgup", "pgdown":
		return true
	}
	return false
}

// typed gives input to the search line and searches when its text is another.
func (c *customers) typed(msg tea.Msg) tea.Cmd {
	cmd, changed := c.search.update(msg)
	if !changed {
		return cmd
	}
	return tea.Batch(cmd, c.show(), c.fit())
}

// peek shows the customer under the cursor beside the list, or why they were found
// below it.
func (c *customers) peek() tea.Cmd {
	row, ok := c.table.Row()
	if !ok && c.table.Busy() {
		return nil // it is on its way
	}
	if c.w < widePreview {
		return c.explain(row)
	}
	return c.preview.show(row.Key, foundBy(c.search.query).said())
}

// restyle writes everything again in other words or colours, at the same place.
func (c *customers) restyle() tea.Cmd {
	c.label()
	c.followFields()
	c.cols = c.columnsOf(c.withReturned(c.arranged().columns))
	return tea.Batch(c.table.restyle(c.session, c.heads(c.cols), c.source()), c.count())
}

// Resize shares the room among search line, table and preview.
func (c *customers) Resize(w, h int) tea.Cmd {
	c.w, c.h = w, h
	left := w
	if w >= widePreview {
		left = w - c.previewWidth() - 1
	}
	return tea.Batch(c.search.resize(left), c.table.SetSize(left, h-c.search.height()-c.views.height()-c.reasonHeight()), c.peek())
}

// fit shares it anew, as when the search line takes more lines or fewer.
func (c *customers) fit() tea.Cmd { return c.Resize(c.w, c.h) }

func (c *customers) previewWidth() int { return min(60, c.w*3/8) }

// View draws the list, or the welcome of an empty book.
func (c *customers) View(w, h int) widget.Frame {
	if c.empty() {
		return c.welcome(w, h)
	}
	left := c.table.View()
	if c.search.height() > 0 {
		left = widget.VStack(c.search.view(), left)
	}
	if c.views.height() > 0 {
		left = widget.VStack(c.views.bar(c.table.Width(), c.changed()), left)
	}
	if c.reasonHeight() > 0 {
		left = widget.VStack(left, widget.Frame{S: c.reason.view(w)})
	}
	if w < widePreview {
		return left
	}
	return widget.HStack(left, widget.Frame{S: c.divider(h)}, widget.Frame{S: c.preview.view(c.previewWidth(), h)})
}

// empty reports whether the book has no customers at all.
func (c *customers) empty() bool { return c.all == 0 && !c.search.open() }

// Status counts what is shown and what is marked.
func (c *customers) Status() string {
	n, exact := c.table.Total()
	text := c.t("tui.rows", "Count", c.all, "N", grouped(int64(max(c.all, 0))))
	switch {
	case c.all < 0:
		text = ""
	case c.search.query.Where != nil:
		found := grouped(int64(n))
		if !exact {
			found += "+"
		}
		text = c.t("tui.rows_found", "Found", found, "Total", grouped(int64(c.all)))
	}
	if marked := c.table.Marks(); marked > 0 {
		return c.styles.Accent.Render(c.styles.Signs.Mark+" "+c.t("tui.marked", "Count", marked)) + c.styles.Faint.Render("  ·  ") + c.styles.Muted.Render(text)
	}
	return c.styles.Muted.Render(text)
}

// Typing reports whether letters are no commands.
func (c *customers) Typing() bool { return c.search.typing || c.jumping }

// step moves the cursor for a card that was opened from here.
func (c *customers) step(by int) (int64, tea.Cmd) {
	cmd := c.table.Move(by)
	row, ok := c.table.Row()
	if !ok {
		return 0, cmd
	}
	return row.Key, tea.Batch(cmd, c.peek())
}

func (c *customers) place() string { return c.table.Position() }
