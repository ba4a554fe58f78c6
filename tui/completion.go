package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/locale"
	"kehu/model/pinyin"
	"kehu/query"
	"kehu/tui/widget"
)

// A completion is what Tab offers in the search line: candidates that take the
// place of what was typed, one after the other.
type completion struct {
	from, to   int // runes of the text that the candidate replaces
	candidates []string
	at         int // the one in the text
}

// mostCandidates is how many Tab goes through.
const mostCandidates = 50

// complete puts the next candidate into the text, or the one before. The first
// Tab finds them; values that the book holds are read first.
func (q *search) complete(by int) tea.Cmd {
	if q.offer != nil {
		return q.offerNext(by)
	}
	found := query.Complete(q.line.Value(), q.line.Cursor(), q.catalogue())
	text, candidates := q.line.Value(), q.known(found)
	if found.Place != query.InValue || found.Field == nil {
		return q.propose(found, candidates)
	}
	field := found.Field.Key
	return ask(q.session, func(ctx context.Context) ([]string, error) { return q.values(ctx, field) },
		func(values []string, err error) tea.Cmd {
			if err != nil {
				q.fail(err)
				return nil
			}
			if q.line.Value() != text || !q.typing {
				return nil // something else was typed meanwhile
			}
			return q.propose(found, append(candidates, q.fitting(found, values)...))
		})
}

// known are the candidates that need no book, in the session's language unless
// another is being typed.
func (q *search) known(found query.Completion) []string {
	var out []string
	for _, candidate := range found.Candidates {
		text := candidate.Text
		if q.p.Lang() == locale.ZH && found.Prefix == "" {
			text = candidate.Zh
		}
		out = append(out, text)
	}
	return out
}

// fitting are the values that begin with what is typed, by character, sound or
// initials, and then those that hold it; the book's order stays, which has the
// most used first.
func (q *search) fitting(found query.Completion, values []string) []string {
	if found.Field.Key == "level" {
		return nil // the catalogue has them by name
	}
	typed := pinyin.Fold(found.Prefix)
	var begin, hold []string
	for _, value := range values {
		if found.Field.Resolve(value) != value || slices.ContainsFunc(found.Field.Options, func(o query.Option) bool { return o.Key == value }) {
			continue // the catalogue has it
		}
		folded := pinyin.Fold(value)
		switch sound, initials := pinyin.Sound(folded); {
		case strings.HasPrefix(folded, typed), strings.HasPrefix(sound, typed), strings.HasPrefix(initials, typed):
			begin = append(begin, query.Quote(value))
		case strings.Contains(folded, typed):
			hold = append(hold, query.Quote(value))
		}
	}
	return append(begin, hold...)
}

// propose puts the first candidate in.
func (q *search) propose(found query.Completion, candidates []string) tea.Cmd {
	candidates = slices.Compact(candidates)
	if len(candidates) == 0 {
		q.nav.say(toast{text: q.t("tui.search.no_completion")})
		return nil
	}
	q.offer = &completion{from: found.From, to: found.To, candidates: candidates[:min(len(candidates), mostCandidates)], at: -1}
	return q.offerNext(1)
}

// offerNext puts the candidate in that stands by places further.
func (q *search) offerNext(by int) tea.Cmd {
	o := q.offer
	n := len(o.candidates)
	o.at = ((o.at+by)%n + n) % n
	text := o.candidates[o.at]
	q.line.Splice(o.from, o.to, text)
	o.to = o.from + len([]rune(text))
	if n == 1 {
		q.offer = nil
	}
	return q.follow(q.parse())
}

// view draws the candidates on a line of w cells, the one in the text in view.
func (o *completion) view(st widget.Styles, w int) string {
	var parts []string
	from := o.at
	for from > 0 && o.at-from < 3 {
		from--
	}
	for i, candidate := range o.candidates[from:] {
		text := widget.Truncate(widget.Grid(candidate), 30)
		if from+i == o.at {
			parts = append(parts, st.Selected.Render(" "+text+" "))
		} else {
			parts = append(parts, st.Muted.Render(" "+text+" "))
		}
	}
	return widget.Cut("  "+strings.Join(parts, ""), 0, w)
}
