package tui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/query"
	"kehu/tui/widget"
)

// maxQuery is the longest query that can be typed, in characters.
const maxQuery = 10_000

// search is the query line of a list. While the text is incomplete or wrong, the
// query of before stays in force.
type search struct {
	*session
	list   searched
	line   *widget.Line
	fields *query.Catalogue // of the list; nil for those of customers
	query  query.Query
	fault  error // what is wrong with the text, nil while it may still be typed right
	typing bool
	before string      // the text to go back to
	base   string      // the text of the open view
	offer  *completion // what Tab goes through; nil while one types
	past   pastQueries
	// pastKey is the preference that keeps past queries.
	pastKey string
	// values are those of a field that only the book knows.
	values func(ctx context.Context, field string) ([]string, error)
	w      int
}

// A searched list is the one that a query line stands over.
type searched interface {
	fit() tea.Cmd  // shares the room anew: the line may take more of it, or less
	show() tea.Cmd // reads the list for the query of now
}

func newSearch(s *session, list searched) *search {
	return &search{session: s, list: list, line: widget.NewLine(s.styles, maxQuery), past: pastQueries{at: -1}, pastKey: customerQueries,
		values: func(ctx context.Context, field string) ([]string, error) { return s.book.Values(ctx, field, "", 0) }}
}

// newHistorySearch is the query line of the history.
func newHistorySearch(s *session, list searched) *search {
	q := newSearch(s, list)
	q.fields, q.pastKey, q.values = query.History(), historyQueries, s.book.HistoryValues
	return q
}

// catalogue has the fields that the line knows; those of customers may change.
func (q *search) catalogue() *query.Catalogue {
	if q.fields != nil {
		return q.fields
	}
	return q.cat
}

func (q *search) label() {
	q.line.SetStyles(q.styles)
	q.line.Placeholder = q.t("tui.search.prompt")
}

// open reports whether the line is on the screen.
func (q *search) open() bool { return q.typing || q.line.Value() != "" }

// begin shows the query of a view. What is wrong in it is said, and left out.
func (q *search) begin(text string) {
	q.base = text
	q.set(text)
	if q.fault != nil {
		q.query, _, _ = query.ParseLoose(text, q.catalogue())
	}
}

// clear goes back to the query of the view.
func (q *search) clear() { q.set(q.base) }

func (q *search) set(text string) {
	q.line.SetValue(text)
	q.parse()
}

// update types. changed says that another query is in force now.
func (q *search) update(msg tea.Msg) (cmd tea.Cmd, changed bool) {
	q.offer = nil
	if d, _ := q.line.Update(msg); d != widget.Changed {
		return nil, false
	}
	return nil, q.parse()
}

// parse reads the text and reports whether it is a query.
func (q *search) parse() bool {
	parsed, err := query.Parse(q.line.Value(), q.catalogue())
	q.fault = nil
	if err == nil {
		q.query = parsed
		return true
	}
	if !query.Incomplete(err) || !q.typing {
		q.fault = err
		return false
	}
	return q.settle(err)
}

// settle goes back to what stands before a condition that is being typed, if the name
// of its field was looked for as a word: hardly anybody has that, and the list would
// stay empty until the value is there.
func (q *search) settle(fault error) bool {
	var p *model.Problem
	if !errors.As(fault, &p) || p.Field == "" {
		return false
	}
	at, _ := p.Args["At"].(int)
	text := q.line.Value()
	begin := strings.LastIndexFunc(string([]rune(text)[:at]), unicode.IsSpace) + 1
	isName := func(w query.Word) bool { return strings.HasPrefix(text[begin:], w.Text) }
	before, err := query.Parse(text[:begin], q.catalogue())
	if err != nil || !slices.ContainsFunc(q.query.Words(), isName) {
		return false
	}
	q.query = before
	return true
}

func (q *search) resize(w int) tea.Cmd {
	q.w = w
	q.line.SetSize(max(1, w-5))
	return nil
}

// height is how many lines it takes.
func (q *search) height() int {
	switch {
	case !q.open():
		return 0
	case q.offer != nil:
		return 2
	case q.fault != nil:
		return 3
	}
	return 1
}

// view draws the line, and below it what is wrong, with a caret at the place.
func (q *search) view() widget.Frame {
	f := widget.HStack(widget.Frame{S: q.styles.Accent.Render(" / ")}, q.line.View())
	switch {
	case q.offer != nil:
		return widget.VStack(f, widget.Frame{S: q.offer.view(q.styles, q.w)})
	case q.fault == nil:
		return f
	}
	message, hint := q.p.Error(q.fault)
	text := strings.TrimSpace(message + " " + hint)
	return widget.VStack(f,
		widget.Frame{S: strings.Repeat(" ", min(3+q.caret(), max(0, q.w-1))) + q.styles.Bad.Render("^")},
		widget.Frame{S: "   " + q.styles.Bad.Render(widget.Truncate(strings.ReplaceAll(text, "\n", " "), max(1, q.w-4)))})
}

// caret is the cell at which the fault begins.
func (q *search) caret() int {
	var p *model.Problem
	if !errors.As(q.fault, &p) {
		return 0
	}
	at, _ := p.Args["At"].(int)
	runes := []rune(q.line.Value())
	return widget.Width(widget.Grid(string(runes[:min(at, len(runes))])))
}
