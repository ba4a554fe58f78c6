package tui

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// reason is the line below a list of results that has no preview beside it: it shows
// what the search found of the customer under the cursor where no cell on the screen
// does, as in their notes or their contact history.
type reason struct {
	*session
	id    int64    // whom it is about or is about to be; 0 for nobody
	words []string // what no cell shows
	cells []figure // of columns that are not on the screen
	asked int      // number of the last request; older answers are dropped
	why   figure   // the field, and what it says; without a label there is nothing to show
}

func newReason(s *session) *reason { return &reason{session: s} }

// show looks for the words of a search that the row in the list does not show. What
// stands in other columns of it need not be read.
func (r *reason) show(id int64, unseen []string, hidden []figure) tea.Cmd {
	if id == r.id && slices.Equal(unseen, r.words) {
		return nil
	}
	r.id, r.words, r.cells = id, unseen, hidden
	r.asked++
	r.why = r.naming(nil)
	if r.id == 0 || len(unseen) == 0 || r.why.label != "" {
		return nil
	}
	return r.load()
}

// again reads anew what may have changed.
func (r *reason) again() tea.Cmd {
	if r.id == 0 || len(r.words) == 0 {
		return nil
	}
	r.asked++
	return r.load()
}

// told is what a reason is looked for in.
type told struct {
	customer *model.Customer
	said     []store.Entry // the newest contact entry with one of the words; or none
}

func (r *reason) load() tea.Cmd {
	asked, id, words, zone := r.asked, r.id, r.words, r.zone()
	return ask(r.session, func(ctx context.Context) (t told, err error) {
		if t.customer, err = r.book.Customer(ctx, id); err != nil {
			return t, err
		}
		t.said, err = r.newestSaying(ctx, id, words, zone)
		return t, err
	}, func(t told, err error) tea.Cmd {
		if asked == r.asked && err == nil {
			r.why = r.naming(slices.Concat(figuresOf(r.facts(t.customer)), r.contacts(t.said)))
		}
		return nil
	})
}

// contacts are contact entries with their channel and day.
func (r *reason) contacts(said []store.Entry) (all []figure) {
	for _, e := range said {
		i := e.Interaction
		all = append(all, figure{r.t("channel."+string(i.Channel)) + " " + r.when(i.At), i.Content})
	}
	return all
}

// naming returns the first figure that has one of the words, with its text from
// shortly before that: of the cells, or else of others.
func (r *reason) naming(others []figure) figure {
	for _, f := range slices.Concat(r.cells, others) {
		for _, word := range r.words {
			if text, ok := passage(f.value, word); ok {
				return figure{f.label, text}
			}
		}
	}
	return figure{}
}

// passage returns the line of a text that has a word, from a little before it.
func passage(text, word string) (string, bool) {
	for line := range strings.Lines(text) {
		if at, ok := placeOf(word, line); ok {
			return lead(line[:at]) + line[at:], true
		}
	}
	return "", false
}

// lead leaves the end of a text that stands before something, from the begin of a word.
func lead(text string) string {
	const most = 24 // characters
	all := []rune(text)
	if len(all) <= most {
		return text
	}
	end := string(all[len(all)-most:])
	_, words, _ := strings.Cut(end, " ")
	return "…" + cmp.Or(words, end)
}

// placeOf returns where a word is found in a line, as a word or as the end of a number.
func placeOf(word, line string) (at int, ok bool) {
	if at, _, ok = findIn("", line, word); !ok {
		at, _, ok = findIn("phone", line, word)
	}
	if ok {
		return at, true
	}
	at = strings.Index(line, word) // farther on than sounds are compared
	return at, at >= 0
}

// view draws the line, w cells wide.
func (r *reason) view(w int) string {
	if r.why.label == "" {
		return ""
	}
	label := widget.Truncate(oneLine(r.why.label), w/3)
	text := widget.Truncate(oneLine(r.why.value), w-6-widget.Width(label))
	return "  " + r.styles.Muted.Render(label) + "  " + r.marked(text, r.words, r.styles.Text)
}

// explain shows why the customer under the cursor was found.
func (c *customers) explain(row widget.Row) tea.Cmd {
	f := foundBy(c.search.query)
	if !c.hasReason(f) {
		return nil
	}
	words, hidden := c.unseen(row, f)
	return c.reason.show(row.Key, words, hidden)
}

// reasonHeight is how many lines the reason takes.
func (c *customers) reasonHeight() int {
	if c.hasReason(foundBy(c.search.query)) {
		return 1
	}
	return 0
}

// hasReason reports whether there is room for the reason of what a search found.
func (c *customers) hasReason(f found) bool {
	return c.w < widePreview && c.h >= roomForReason && c.search.open() && !f.isEmpty()
}

// roomForReason is the height from which a list has a line to spare.
const roomForReason = 12

// unseen returns what was looked for and stands in no cell that is on the screen, and
// the cells that are not there, with the names of their columns.
func (c *customers) unseen(row widget.Row, f found) (words []string, hidden []figure) {
	shown, seen := map[string]bool{}, map[string]bool{}
	if len(row.Cells) != len(c.cols) {
		return nil, nil // a row of other columns, which goes
	}
	for i, cell := range row.Cells {
		col := c.cols[i]
		if !c.table.Shows(i) {
			hidden = append(hidden, figure{c.p.Field(col.Key), cell})
			continue
		}
		shown[col.Key] = true
		for _, word := range f.wanted(col.Key) {
			_, _, ok := findIn(col.Key, cell, word)
			seen[word] = seen[word] || ok
		}
	}
	words = slices.Clone(f.words)
	for _, column := range slices.Sorted(maps.Keys(f.byColumn)) {
		if !shown[column] {
			words = append(words, f.byColumn[column]...)
		}
	}
	return slices.DeleteFunc(words, func(word string) bool { return seen[word] }), hidden
}
