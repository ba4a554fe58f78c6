package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
)

// A timeline is everything that happened with one customer, newest first. It
// holds a window of the entries around the cursor, however many there are.
type timeline struct {
	*session
	customer int64
	total    int
	cursor   int
	top      int           // the entry on the first line
	at       int           // place of entries[0] among all
	entries  []store.Entry // the window
	unfolded model.Ref     // the entry that shows its details
	sought   model.Ref     // the entry to put the cursor on when it is here
	height   int           // lines of the last View
	asked    int           // number of the last request; older answers are dropped
	busy     bool
}

func newTimeline(s *session, customer int64) *timeline {
	return &timeline{session: s, customer: customer, height: 20}
}

// timelinePage is what one request brings.
type timelinePage struct {
	total, at int
	entries   []store.Entry
}

// load asks for the window around the cursor.
func (t *timeline) load() tea.Cmd {
	t.asked++
	t.busy = true
	asked, at, n := t.asked, max(0, t.top-2*t.height), 5*t.height
	return ask(t.session, func(ctx context.Context) (timelinePage, error) {
		return t.page(ctx, at, n)
	}, func(p timelinePage, err error) tea.Cmd {
		if asked != t.asked {
			return nil
		}
		if t.busy = false; err != nil {
			t.fail(err)
			return nil
		}
		t.show(p)
		return t.fetch()
	})
}

// page reads; it must not touch what Update changes.
func (t *timeline) page(ctx context.Context, at, n int) (p timelinePage, err error) {
	p.at = at
	if p.total, err = t.book.TimelineCount(ctx, t.customer); err != nil {
		return p, err
	}
	p.entries, err = t.book.Timeline(ctx, t.customer, at, n)
	return p, err
}

// show takes a page and keeps the cursor on the entry where it was.
func (t *timeline) show(p timelinePage) {
	ref, held := t.ref()
	if t.sought != (model.Ref{}) {
		ref, held, t.sought = t.sought, true, model.Ref{}
	}
	t.total, t.at, t.entries = p.total, p.at, p.entries
	if held {
		for i, e := range t.entries {
			if refOf(e) == ref {
				if t.top > 0 { // at the top, new entries above are to be seen
					t.top += t.at + i - t.cursor
				}
				t.cursor = t.at + i
			}
		}
	}
	t.move(0)
}

// seek puts the cursor on a record that was just written, if it is among the
// newest; an older one leaves it at the top.
func (t *timeline) seek(ref model.Ref) tea.Cmd {
	t.sought, t.cursor, t.top = ref, 0, 0
	return t.load()
}

// fetch asks for more when the window does not cover the screen.
func (t *timeline) fetch() tea.Cmd {
	last := min(t.top+t.height, t.total)
	if t.busy || t.top >= t.at && last <= t.at+len(t.entries) {
		return nil
	}
	return t.load()
}

// move moves the cursor by some entries, and the window with it.
func (t *timeline) move(by int) {
	t.cursor = min(max(t.cursor+by, 0), max(0, t.total-1))
	t.top = min(max(t.top, t.cursor-t.height+1, 0), t.cursor)
}

// entry returns an entry by its place, nil while it is not here yet.
func (t *timeline) entry(i int) *store.Entry {
	if i < t.at || i >= t.at+len(t.entries) {
		return nil
	}
	return &t.entries[i-t.at]
}

// here returns the entry under the cursor, or nil.
func (t *timeline) here() *store.Entry { return t.entry(t.cursor) }

// ref returns the record under the cursor.
func (t *timeline) ref() (model.Ref, bool) {
	if e := t.here(); e != nil {
		return refOf(*e), true
	}
	return model.Ref{}, false
}

// unfold shows or hides the details of the entry under the cursor.
func (t *timeline) unfold() tea.Cmd {
	if ref, ok := t.ref(); ok && ref != t.unfolded {
		t.unfolded = ref
	} else {
		t.unfolded = model.Ref{}
	}
	return nil
}

// refOf names the record behind an entry.
func refOf(e store.Entry) model.Ref {
	switch {
	case e.Purchase != nil:
		return model.Ref{Kind: model.KindPurchase, ID: e.Purchase.ID}
	case e.Interaction != nil:
		return model.Ref{Kind: model.KindInteraction, ID: e.Interaction.ID}
	case e.Task != nil:
		return model.Ref{Kind: model.KindTask, ID: e.Task.ID}
	}
	return model.Ref{}
}

// bindings are the keys that move in the timeline.
func (t *timeline) bindings() []binding {
	step := func(by int) func() tea.Cmd {
		return func() tea.Cmd {
			t.move(by)
			return t.fetch()
		}
	}
	return []binding{
		{keys: []string{"down", "j"}, show: "↑↓", label: "tui.key.move", group: groupMove, run: step(+1)},
		{keys: []string{"up", "k"}, run: step(-1)},
		{keys: []string{"pgdown", "ctrl+d"}, show: "PgUp PgDn", label: "tui.key.page", group: groupMove, run: step(t.height - 2)},
		{keys: []string{"pgup", "ctrl+u"}, run: step(2 - t.height)},
		{keys: []string{"home", "g"}, show: "g G", label: "tui.key.ends", group: groupMove, run: step(-t.total)},
		{keys: []string{"end", "G"}, run: step(t.total)},
	}
}
