package exchange

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxHeading is the length in characters from which a cell is no heading.
const maxHeading = 60

// A heading is what stands above a column, folded in several ways.
type heading struct {
	folded string // letters and figures of all of it, in lower case
	word   string // the same as our words are listed
	bare   string // that without what is in brackets and without figures: 金额(元), Phone 2
	label  string // of a contact point
}

func readHeading(text string) heading {
	h := heading{folded: foldHeading(text)}
	h.word = simplified(h.folded)
	h.bare = strings.Map(dropDigit, foldWord(cutBrackets(cutCurrency(cutMoneyUnit(text)))))
	if h.bare == "" {
		h.bare = h.word
	}
	h.label = labelOf(h.word)
	return h
}

// foldHeading brings a heading to the form in which two are the same: NFKC,
// lower case, letters and figures only. It is also the name of a source key.
func foldHeading(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(text))
}

// SameHeading reports whether two texts name the same column.
func SameHeading(a, b string) bool {
	return a == b || foldHeading(a) != "" && foldHeading(a) == foldHeading(b)
}

func dropDigit(r rune) rune {
	if unicode.IsDigit(r) {
		return -1
	}
	return r
}

// cutBrackets leaves out a unit or remark in brackets.
func cutBrackets(text string) string {
	open := strings.IndexAny(text, "(（[【")
	if open <= 0 {
		return text
	}
	end := strings.LastIndexAny(text, ")）]】")
	if end < open {
		return text[:open]
	}
	return text[:open] + strings.TrimLeft(text[end:], ")）]】")
}

func labelOf(folded string) string {
	for _, a := range headingAffixes {
		if a.label != "" && (strings.HasPrefix(folded, a.word) || strings.HasSuffix(strings.TrimRightFunc(folded, unicode.IsDigit), a.word)) {
			return a.label
		}
	}
	return ""
}

// sense returns what a heading means in a file of a kind: as it stands, without
// brackets and figures, or, for fields of the customer, without affixes.
func (h heading) sense(kind Kind) (sense, bool) {
	index := wordIndexes()[kind]
	for _, form := range [...]string{h.word, h.bare} {
		if s, ok := index[form]; ok {
			return s, true
		}
	}
	return h.senseOfStem(wordIndexes()[Customers])
}

// affixRank is how much worse a heading fits that has affixes.
const affixRank = 100

// affixesAtMost is how many affixes a heading may have.
const affixesAtMost = 3

func (h heading) senseOfStem(index wordIndex) (sense, bool) {
	stem := h.bare
	for range affixesAtMost {
		shorter := cutAffix(stem)
		if shorter == stem {
			break
		}
		stem = shorter
		if s, ok := index[stem]; ok && !isKeyField(s.field) {
			return sense{s.field, s.rank + affixRank}, true
		}
	}
	return sense{}, false
}

// isKeyField reports whether a field is too special to be guessed from a part
// of a heading.
func isKeyField(field string) bool {
	switch field {
	case "source_key", "account", "kind", "ignore":
		return true
	}
	return false
}

func cutAffix(stem string) string {
	for _, a := range headingAffixes {
		for _, rest := range [...]string{strings.TrimPrefix(stem, a.word), strings.TrimSuffix(stem, a.word)} {
			if rest != "" && rest != stem {
				return rest
			}
		}
	}
	return stem
}

// known returns the sense of a heading in whatever kind of file knows it.
func (h heading) known() (sense, bool) {
	for _, kind := range Kinds() {
		if s, ok := h.sense(kind); ok {
			return s, true
		}
	}
	return sense{}, false
}
