package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/store"
	"kehu/tui/widget"
)

// previewEntries is how much of the timeline the preview shows at most.
const previewEntries = 12

// preview is the card in short, beside the list, for the customer under the cursor.
type preview struct {
	*session
	id      int64 // whom it shows or is about to show; 0 for nobody
	asked   int   // number of the last request; older answers are dropped
	ready   bool
	profile profile
	line    *timeline
}

func newPreview(s *session) *preview { return &preview{session: s} }

// previewed is what one request brings.
type previewed struct {
	profile profile
	entries []store.Entry
}

// show asks for a customer; what it showed stays until the answer is there.
func (p *preview) show(id int64) tea.Cmd {
	if id == p.id {
		return nil
	}
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
	asked := p.asked
	return ask(p.session, func(ctx context.Context) (v previewed, err error) {
		if v.profile, err = p.session.profile(ctx, id); err != nil {
			return v, err
		}
		v.entries, err = p.book.Timeline(ctx, id, 0, previewEntries)
		return v, err
	}, func(v previewed, err error) tea.Cmd {
		if asked != p.asked {
			return nil
		}
		p.ready = err == nil // a customer that just went has no preview
		p.profile = v.profile
		p.line = newTimeline(p.session, id)
		p.line.total, p.line.entries = len(v.entries), v.entries
		return nil
	})
}

// view draws h lines of w cells.
func (p *preview) view(w, h int) string {
	if !p.ready {
		return widget.Block("", w, h)
	}
	top := strings.Split(p.profileColumn(p.profile, w), "\n")
	top = append(head(top, h*3/5), "")
	return widget.Block(strings.Join(top, "\n")+"\n"+p.line.glance(w, h-len(top)), w, h)
}

// glance draws the newest entries without a cursor.
func (t *timeline) glance(w, h int) string {
	cursor := t.cursor
	t.cursor = -1
	defer func() { t.cursor = cursor }()
	var lines []string
	for i := 0; i < t.total && len(lines) < h; i++ {
		lines = append(lines, t.lines(i, w, false)...)
	}
	return strings.Join(lines, "\n")
}
