package tui

import (
	"cmp"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"kehu/model/pinyin"
	"kehu/query"
	"kehu/tui/widget"
)

// found says what a query looks for in the columns of a list, for highlighting.
type found struct {
	words    []string            // in any column of text
	byColumn map[string][]string // values of the query's own terms
}

// searchedColumns are those in which free words are looked for.
var searchedColumns = map[string]bool{"name": true, "company": true, "phone": true, "email": true, "city": true, "tags": true, "owner": true,
	"source": true, "title": true, "industry": true, "province": true, "country": true, "postcode": true}

func foundBy(q query.Query) found {
	f := found{byColumn: map[string][]string{}}
	for _, w := range q.Words() {
		f.words = append(f.words, w.Text)
	}
	query.Walk(q.Where, func(n query.Node) bool {
		if t, ok := n.(query.Term); ok && (t.Field.Type == query.Text || t.Field.Type == query.Tag) {
			key := columnKey(t.Field.Key)
			f.byColumn[key] = append(f.byColumn[key], t.Texts()...)
		}
		_, negated := n.(query.Not)
		return !negated
	})
	return f
}

func (f found) isEmpty() bool { return len(f.words) == 0 && len(f.byColumn) == 0 }

// said are the texts that may stand in contact entries and purchases.
func (f found) said() []string {
	return slices.Concat(f.words, f.byColumn["content"], f.byColumn["bought"])
}

// marked draws a text with what was found of some words in it.
func (s *session) marked(text string, words []string, ink lipgloss.Style) string {
	var b strings.Builder
	for text != "" {
		from, to := len(text), len(text)
		for _, word := range words {
			if i, j, ok := pinyin.Find(text, word); ok && i < from {
				from, to = i, j
			}
		}
		if from > 0 {
			b.WriteString(ink.Render(text[:from]))
		}
		if from < to {
			b.WriteString(s.styles.Match.Inherit(ink).Render(text[from:to]))
		}
		text = text[to:]
	}
	return b.String()
}

// wanted are the texts that are looked for in a column.
func (f found) wanted(column string) []string {
	if !searchedColumns[column] {
		return f.byColumn[column]
	}
	return slices.Concat(f.byColumn[column], f.words)
}

// highlight notes what was found in the cells of a row.
func (f found) highlight(cols []column, row *widget.Row) {
	for i, c := range cols {
		for _, word := range f.wanted(c.Key) {
			if from, to, ok := findIn(c.Key, row.Cells[i], word); ok {
				row.Match = append(row.Match, widget.Match{Cell: i, From: from, To: to})
			}
		}
	}
	slices.SortFunc(row.Match, func(a, b widget.Match) int { return cmp.Compare(a.From, b.From) })
}

// fewestDigits is how many digits find a telephone number.
const fewestDigits = 4

// findIn finds a word in a cell: digits of a number wherever its gaps stand, the
// last ones first, anything else as the search index does.
func findIn(column, cell, word string) (from, to int, ok bool) {
	if column != "phone" {
		return pinyin.Find(cell, word)
	}
	wanted, _ := onlyDigits(word)
	has, at := onlyDigits(cell)
	i := strings.LastIndex(has, wanted)
	if len(wanted) < fewestDigits || i < 0 {
		return 0, 0, false
	}
	return at[i], at[i+len(wanted)-1] + 1, true
}

// onlyDigits returns the digits of a text, and where each stands in it.
func onlyDigits(text string) (digits string, at []int) {
	var b strings.Builder
	for i := range len(text) {
		if text[i] >= '0' && text[i] <= '9' {
			b.WriteByte(text[i])
			at = append(at, i)
		}
	}
	return b.String(), at
}
