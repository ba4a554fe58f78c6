package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
)

// A timeline is everything that happened with one customer, newest first. It
// holds a window of the entries around the cursor, however many there are.
type timeline struct {
	*session
	customer int64
	lens     int // which kinds are shown, a place in lenses
	counts   map[model.Kind]int
	months   []store.Month // for the headings

	entries     []store.Entry // the window
	first, last bool          // nothing is above it, nothing is below it
	cursor      int           // in entries, as is top
	top         int           // the entry on the first line
	unfolded    model.Ref     // the entry that shows its details
	skip        int           // lines of its details above the top, while the cursor is on it
	detail      unfoldedLines
	drawn       drawnLines
	words       []string     // to be marked in the texts
	version     int          // grows when what is drawn from it changes
	sought      *store.Entry // to put the cursor on when it is here
	height      int          // lines of the last View
	asked       int          // number of the last request; older answers are dropped
	busy        bool
}

// A lens shows some kinds of entries.
type lens struct {
	label string
	kinds []model.Kind // nil for all
}

// lenses are the ways to look at a timeline, in the order of their keys.
var lenses = [...]lens{
	{"tui.lens.all", nil},
	{"tui.lens.purchase", []model.Kind{model.KindPurchase}},
	{"tui.lens.interaction", []model.Kind{model.KindInteraction}},
	{"tui.lens.task", []model.Kind{model.KindTask}},
	{"tui.lens.edit", []model.Kind{store.KindEdit}},
}

func newTimeline(s *session, customer int64, lens int) *timeline {
	return &timeline{session: s, customer: customer, lens: lens, height: 20}
}

// A timelinePage is what one request brings.
type timelinePage struct {
	entries     []store.Entry
	first, last bool
	counts      map[model.Kind]int
}

// part is the timeline's question to the book.
func (t *timeline) part() store.Timeline {
	return store.Timeline{Customer: t.customer, Kinds: lenses[t.lens].kinds, Zone: t.zone()}
}

func (s *session) zone() *time.Location { return s.now().Location() }

// window is how many entries are read to either side.
func (t *timeline) window() int { return max(3*t.height, 40) }

// reader returns the work that reads entries around one, or the newest for nil.
func (t *timeline) reader(around *store.Entry) func(context.Context) (timelinePage, error) {
	book, q, n := t.book, t.part(), t.window()
	return func(ctx context.Context) (p timelinePage, err error) {
		if p.counts, err = book.TimelineCounts(ctx, q.Customer); err != nil {
			return p, err
		}
		var above []store.Entry
		if around != nil {
			up := q
			up.Above, up.Limit = around, n
			if above, err = book.Timeline(ctx, up); err != nil {
				return p, err
			}
		}
		q.From, q.Limit = around, n
		below, err := book.Timeline(ctx, q)
		p.entries = append(above, below...)
		p.first, p.last = len(above) < n, len(below) < n
		return p, err
	}
}

// reload reads the entries on the screen again. At the very top, new entries above
// are to be seen.
func (t *timeline) reload() tea.Cmd {
	if t.sought != nil {
		return t.load(t.sought)
	}
	if t.first && t.top == 0 || len(t.entries) == 0 {
		return t.load(nil)
	}
	return t.load(&t.entries[t.top])
}

// load asks for the window around an entry, nil for the newest.
func (t *timeline) load(around *store.Entry) tea.Cmd {
	return t.ask(t.reader(around), t.show)
}

// ask reads, and gives what comes to take, unless something else was asked for since.
func (t *timeline) ask(read func(context.Context) (timelinePage, error), take func(timelinePage)) tea.Cmd {
	t.asked++
	t.busy = true
	asked := t.asked
	return ask(t.session, read, func(p timelinePage, err error) tea.Cmd {
		if asked != t.asked {
			return nil
		}
		if t.busy = false; err != nil {
			t.fail(err)
			return nil
		}
		take(p)
		return t.fetch()
	})
}

// show takes a window and keeps the cursor on its entry, at its height.
func (t *timeline) show(p timelinePage) {
	ref, held := t.ref()
	above := t.cursor - t.top
	if t.sought != nil {
		ref, held, above, t.sought = t.sought.Ref(), true, t.height/3, nil
	}
	t.entries, t.first, t.last, t.counts = p.entries, p.first, p.last, p.counts
	t.redraw()
	for i := range t.entries {
		if held && t.entries[i].Ref() == ref {
			if t.cursor = i; t.top > 0 || i >= t.height/2 {
				t.top = max(0, i-above)
			}
		}
	}
	t.clamp()
}

// seek puts the cursor on a record that was just written.
func (t *timeline) seek(r model.Record) tea.Cmd {
	e, ok := store.EntryOf(r, t.zone())
	if !ok {
		return t.reload()
	}
	if t.lens != 0 && e.Kind != lenses[t.lens].kinds[0] {
		t.lens = 0
	}
	t.sought, t.skip = &e, 0
	return t.load(&e)
}

// look shows the kinds of another lens, from the newest on. Until they are read
// what was shown stays.
func (t *timeline) look(lens int) tea.Cmd {
	t.lens = lens
	return t.fromTop()
}

// fromTop reads the newest entries and goes there.
func (t *timeline) fromTop() tea.Cmd {
	return t.ask(t.reader(nil), func(p timelinePage) {
		t.entries, t.cursor, t.top, t.skip = nil, 0, 0, 0
		t.show(p)
	})
}

// fetch asks for more when the window's edges come near the screen, and forgets
// what is far from it.
func (t *timeline) fetch() tea.Cmd {
	switch {
	case t.busy || len(t.entries) == 0:
	case !t.last && t.top+2*t.height >= len(t.entries):
		return t.more(true)
	case !t.first && t.top-t.height < 0:
		return t.more(false)
	}
	return nil
}

// more reads on at one end of the window.
func (t *timeline) more(below bool) tea.Cmd {
	book, q := t.book, t.part()
	if q.Limit = t.window(); below {
		q.Below = &t.entries[len(t.entries)-1]
	} else {
		q.Above = &t.entries[0]
	}
	return t.ask(readPart(book, q), func(p timelinePage) {
		if ends := len(p.entries) < q.Limit; below {
			t.last = ends
			t.append(p.entries)
		} else {
			t.first = ends
			t.prepend(p.entries)
		}
	})
}

func readPart(book *store.Book, q store.Timeline) func(context.Context) (timelinePage, error) {
	return func(ctx context.Context) (p timelinePage, err error) {
		p.entries, err = book.Timeline(ctx, q)
		return p, err
	}
}

func (t *timeline) append(more []store.Entry) {
	drop := max(0, t.top-t.window())
	t.entries = append(append([]store.Entry{}, t.entries[drop:]...), more...)
	t.first = t.first && drop == 0
	t.cursor, t.top = t.cursor-drop, t.top-drop
}

func (t *timeline) prepend(more []store.Entry) {
	keep := min(len(t.entries), t.top+t.height+t.window())
	t.last = t.last && keep == len(t.entries)
	t.entries = append(append([]store.Entry{}, more...), t.entries[:keep]...)
	t.cursor, t.top = t.cursor+len(more), t.top+len(more)
}

// redraw forgets what was drawn.
func (t *timeline) redraw() {
	t.detail, t.drawn = unfoldedLines{}, drawnLines{}
	t.version++
}

// entry returns an entry of the window, nil beyond it.
func (t *timeline) entry(i int) *store.Entry {
	if i < 0 || i >= len(t.entries) {
		return nil
	}
	return &t.entries[i]
}

// here returns the entry under the cursor, or nil.
func (t *timeline) here() *store.Entry { return t.entry(t.cursor) }

// ref names the entry under the cursor.
func (t *timeline) ref() (model.Ref, bool) {
	if e := t.here(); e != nil {
		return e.Ref(), true
	}
	return model.Ref{}, false
}
