package query

import (
	"errors"

	"kehu/model"
)

// The codes of the problems that Parse returns.
const (
	unknownField   = "query_unknown_field"
	unknownState   = "query_unknown_state"
	unknownOption  = "query_unknown_option"
	badNumber      = "query_bad_number"
	badAge         = "query_bad_age"
	badDate        = "query_bad_date"
	badBool        = "query_bad_bool"
	valueMissing   = "query_value_missing"
	operandMissing = "query_operand_missing"
	notOrdered     = "query_not_ordered"
	notSortable    = "query_not_sortable"
	rangeReversed  = "query_range_reversed"
	openQuote      = "query_open_quote"
	openParen      = "query_open_paren"
	strayParen     = "query_stray_paren"
	tooDeep        = "query_too_deep"
	sortNested     = "query_sort_nested"
)

// problem is the error about text[from:to]. Its Args are At and End (rune
// offsets), Word (the text between them), Nearest ("" where nothing is near)
// and Incomplete (whether more typing at the end may cure it).
func (s *scanner) problem(code string, from, to int, nearest string) *model.Problem {
	to = min(to, len(s.text))
	return model.NewProblem(model.Invalid, code,
		"At", from, "End", to, "Word", string(s.text[from:to]), "Nearest", nearest,
		"Incomplete", to == len(s.text) && curable(code))
}

// Known are the values or states that could have been written, an argument of
// messages: each language says its own words.
type Known []Option

// Words returns them as a query has them, in a language, "zh" or "en".
func (k Known) Words(lang string) []string {
	words := make([]string, len(k))
	for i, o := range k {
		if words[i] = quoteValue(o.Key); lang == "zh" {
			words[i] = quoteValue(o.Zh())
		}
	}
	return words
}

// curable reports whether a problem at the end of the text may go away by
// typing on.
func curable(code string) bool {
	switch code {
	case strayParen, tooDeep, sortNested, notOrdered:
		return false
	}
	return true
}

// openEnded marks the problem as one that typing on may cure, though it points
// at an earlier place.
func openEnded(p *model.Problem) *model.Problem {
	p.Args["Incomplete"] = true
	return p
}

// blame sets the field that a problem is about.
func blame(p *model.Problem, f *Field) *model.Problem {
	p.Field = f.Key
	return p
}

// Incomplete reports whether err is about the end of the text, so that it may
// go away by typing on. While a person types, it need not be shown.
func Incomplete(err error) bool {
	var p *model.Problem
	if !errors.As(err, &p) {
		return false
	}
	incomplete, _ := p.Args["Incomplete"].(bool)
	return incomplete
}
