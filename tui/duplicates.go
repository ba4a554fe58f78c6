package tui

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// mostLikely is how many likely duplicates are looked for, likelyLines how many
// are named below the form.
const (
	mostLikely  = 9
	likelyLines = 3
)

// likely are the customers in the book who may be the one that is being typed.
type likely struct {
	found  []store.Duplicate
	typed  string // by what they were looked for last
	seq    int    // number of that look; older answers are dropped
	stop   func() // ends it
	cursor int    // the one whose card is open
}

// lookOut looks for likely duplicates a moment after the last key, beside the
// keys: it never keeps one waiting.
func (f *form[T, R]) lookOut() tea.Cmd {
	if f.likely == nil {
		return nil
	}
	r, _ := f.record()
	c, ok := any(r).(*model.Customer)
	if !ok {
		return nil
	}
	typed := strings.Join([]string{c.Name, c.Company, c.Address.City, model.FieldOf(model.CustomerFields(), "contact_points").Get(c)}, "\x00")
	l := f.likely
	if typed == l.typed {
		return nil
	}
	if l.stop != nil {
		l.stop()
	}
	ctx, stop := context.WithCancel(f.ctx)
	l.typed, l.stop = typed, stop
	l.seq++
	seq := l.seq
	look := ask(f.session, func(context.Context) ([]store.Duplicate, error) {
		defer stop()
		return f.book.Duplicates(ctx, c, mostLikely)
	}, func(found []store.Duplicate, err error) tea.Cmd {
		if seq == l.seq && err == nil { // without the hint one types on
			l.found = found
			f.layout()
		}
		return nil
	})
	return tea.Tick(f.rest/16, func(time.Time) tea.Msg {
		if ctx.Err() != nil {
			return nil
		}
		return look()
	})
}

// lines draws the hint in w cells and at most h lines.
func (l *likely) lines(s *session, w, h int) []string {
	if l == nil || len(l.found) == 0 || h < 2 {
		return nil
	}
	n := min(len(l.found), likelyLines, h-1)
	text := s.t("tui.likely.title")
	lines := []string{s.styles.Warn.Render(widget.Cell("  "+s.styles.Signs.Warn+" "+text, w, false))}
	for i := range l.found[:n] {
		lines = append(lines, l.line(s, &l.found[i], w))
	}
	return lines
}

// line names one customer, and on the right what is alike.
func (l *likely) line(s *session, d *store.Duplicate, w int) string {
	parts := []string{d.DisplayName()}
	for _, text := range []string{d.Company, d.City, d.Phone} {
		if text != "" && text != parts[0] {
			parts = append(parts, text)
		}
	}
	var why []string
	for _, a := range d.Alike {
		if a == store.SameSound && slices.Contains(d.Alike, store.SameName) {
			continue // who has the name has its sound
		}
		why = append(why, s.t("tui.likely."+string(a)))
	}
	right := widget.Truncate(strings.Join(head(why, 2), s.t("tui.list_comma")), w/2)
	left := widget.Truncate(oneLine(strings.Join(parts, " · ")), max(0, w-widget.Width(right)-7))
	return widget.Ends("    "+left, s.styles.Muted.Render(right)+" ", w)
}

// bindings opens the cards of those found over the form.
func (l *likely) bindings(s *session) []binding {
	if l == nil || len(l.found) == 0 {
		return nil
	}
	return []binding{{keys: []string{"ctrl+d"}, label: "tui.key.likely", group: groupMove, foot: true, run: func() tea.Cmd {
		l.cursor = 0
		return s.nav.push(newCard(s, l.found[0].ID, l))
	}}}
}

// step goes to another one of those found.
func (l *likely) step(by int) (int64, tea.Cmd) {
	if len(l.found) == 0 {
		return 0, nil
	}
	l.cursor = min(max(l.cursor+by, 0), len(l.found)-1)
	return l.found[l.cursor].ID, nil
}

func (l *likely) place() string {
	return strconv.Itoa(l.cursor+1) + "/" + strconv.Itoa(len(l.found))
}
