package tui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// previewEntries is how much of the timeline the preview shows at most.
const previewEntries = 12

// dealings are the kinds of entries that the preview shows: not what was edited.
var dealings = []model.Kind{model.KindPurchase, model.KindInteraction, model.KindTask}

// preview is the card in short, beside the list, for the customer under the cursor.
type preview struct {
	*session
	id      int64    // whom it shows or is about to show; 0 for nobody
	words   []string // what was looked for
	asked   int      // number of the last request; older answers are dropped
	ready   bool
	profile profile
	line    *timeline
	facts   *factList
}

func newPreview(s *session) *preview { return &preview{session: s, facts: &factList{session: s}} }

// previewed is what one request brings.
type previewed struct {
	profile profile
	entries []store.Entry
}

// show asks for a customer, with what was looked for; what it showed stays until the
// answer is there.
func (p *preview) show(id int64, words []string) tea.Cmd {
	if id == p.id && slices.Equal(words, p.words) {
		return nil
	}
	p.words = words
	return p.load(id)
}

// load reads a customer even when it is the one on the screen.
func (p *preview) load(id int64) tea.Cmd {
	p.id = id
	p.asked++
	if id == 0 {
		p.ready = false
		return nil
	}
	asked, today, zone, words := p.asked, p.today(), p.zone(), p.words
	return ask(p.session, func(ctx context.Context) (v previewed, err error) {
		if v.profile, err = p.session.profile(ctx, id, today); err != nil {
			return v, err
		}
		q := store.Timeline{Customer: id, Kinds: dealings, Zone: zone, Limit: previewEntries}
		if v.entries, err = p.book.Timeline(ctx, q); err != nil || len(words) == 0 {
			return v, err
		}
		v.entries, err = p.withSaid(ctx, v.entries, q, words)
		return v, err
	}, func(v previewed, err error) tea.Cmd {
		if asked != p.asked {
			return nil
		}
		if p.ready = err == nil; !p.ready { // a customer that just went has no preview
			return nil
		}
		p.profile = v.profile
		p.profile.brief = true
		p.facts.set(v.profile.customer)
		p.line = newTimeline(p.session, id, 0)
		p.line.words = words
		p.line.entries, p.line.last = v.entries, true
		return nil
	})
}

// withSaid puts the newest contact entry in which one of some words was said above the
// newest entries, if it is not one of them: it may be why the customer was found.
func (p *preview) withSaid(ctx context.Context, entries []store.Entry, q store.Timeline, words []string) ([]store.Entry, error) {
	said, err := p.newestSaying(ctx, q.Customer, words, q.Zone)
	if err != nil || len(said) == 0 || slices.ContainsFunc(entries, func(e store.Entry) bool { return e.Ref() == said[0].Ref() }) {
		return entries, err
	}
	return append(said, entries...), nil
}

// newestSaying reads the newest contact entry of a customer with one of some words; none
// where there is no such one. It works beside Update, and so is told the zone.
func (s *session) newestSaying(ctx context.Context, customer int64, words []string, zone *time.Location) ([]store.Entry, error) {
	return s.book.Timeline(ctx, store.Timeline{Customer: customer, Kinds: []model.Kind{model.KindInteraction}, Zone: zone, Saying: words, Limit: 1})
}

// view draws h lines of w cells.
func (p *preview) view(w, h int) string {
	if !p.ready {
		return widget.Block("", w, h)
	}
	top := append(p.nameLines(p.profile, w-4, 2), "")
	top = append(top, p.factLines(p.figures(p.profile), w-4, 1)...)
	if next := p.nextLine(p.profile, w-4); next != "" {
		top = append(top, next)
	}
	top = append(top, "")
	top = append(top, p.factLines(figuresOf(p.facts.facts), w-4, 2)...)
	top = append(indent(head(top, h*3/5)), "")
	return widget.Block(strings.Join(top, "\n")+"\n"+p.line.glance(w, h-len(top)), w, h)
}

// glance draws the newest entries without a cursor.
func (t *timeline) glance(w, h int) string {
	t.cursor = -1
	return t.view(w, h, false)
}
