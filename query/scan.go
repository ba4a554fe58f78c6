package query

import (
	"slices"
	"strings"
	"unicode"
)

// punctuation maps what Chinese input methods type to the sign that is meant.
// Full-width forms need no entry: narrow knows them.
func punctuation(r rune) rune {
	switch r {
	case '、':
		return ','
	case '《', '〈':
		return '<'
	case '》', '〉':
		return '>'
	case '“', '”':
		return '"'
	case '−', '–':
		return '-'
	}
	return narrowRune(r)
}

// narrowRune turns a full-width form (U+FF01 to U+FF5E) or the ideographic
// space into its ASCII twin.
func narrowRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000':
		return ' '
	}
	return r
}

func narrow(text string) string { return strings.Map(narrowRune, text) }

// isBlank reports whether r separates words: white space, control characters
// and the invisible marks that come along with copied text.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u200b' || r == '\ufeff'
}

// isQuote reports whether r has to be escaped inside quotes.
func isQuote(r rune) bool { return r == '‘' || r == '’' || punctuation(r) == '"' }

// opensQuote reports whether r begins a quotation at the start of a word.
func opensQuote(r rune) bool { return r == '‘' || punctuation(r) == '"' }

// closesQuote reports whether r ends a quotation that open began.
func closesQuote(open, r rune) bool {
	if open == '‘' {
		return r == '’' || r == '‘'
	}
	return punctuation(r) == '"'
}

// endsBare reports whether r ends an unquoted word.
func endsBare(r rune) bool {
	if isBlank(r) || r == '“' {
		return true
	}
	r = punctuation(r)
	return r == '(' || r == ')' || r == '|'
}

// The words that join and negate conditions. In any other place they need
// quotes.
func orWords() []string  { return []string{"OR", "或"} }
func andWords() []string { return []string{"AND", "且"} }
func notWords() []string { return []string{"NOT"} }
func operators() []string {
	return slices.Concat(orWords(), andWords(), notWords())
}

// longestOperator is how many runes the longest of them has.
const longestOperator = 3

// nameRune reports whether r may stand in the name of a field.
func nameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '_'
}

// longestName is how many runes before a colon are still taken for a field.
const longestName = 40

// fieldLike reports whether the text before a colon was meant as a field.
func fieldLike(name []rune) bool {
	if len(name) == 0 || len(name) > longestName || !unicode.IsLetter(name[0]) {
		return false
	}
	return !slices.ContainsFunc(name, func(r rune) bool { return !nameRune(r) && punctuation(r) != '-' })
}

// A scanner walks over the text of a query. Offsets count runes.
type scanner struct {
	text []rune
	pos  int
}

// at returns the sign at offset i as punctuation, 0 outside the text.
func (s *scanner) at(i int) rune {
	if i < 0 || i >= len(s.text) {
		return 0
	}
	return punctuation(s.text[i])
}

func (s *scanner) done() bool { return s.pos >= len(s.text) }

// take steps over the sign r and reports whether it stood there.
func (s *scanner) take(r rune) bool {
	if s.done() || s.at(s.pos) != r {
		return false
	}
	s.pos++
	return true
}

func (s *scanner) blanks() { s.pos = s.afterBlanks(s.pos) }

func (s *scanner) afterBlanks(i int) int {
	for i < len(s.text) && isBlank(s.text[i]) {
		i++
	}
	return i
}

// bareEnd returns where the unquoted word that starts at i ends.
func (s *scanner) bareEnd(i int) int {
	for i < len(s.text) && !endsBare(s.text[i]) {
		i++
	}
	return i
}

// bare returns text[from:to] as a word that was typed without quotes.
func (s *scanner) bare(from, to int) string { return narrow(string(s.text[from:to])) }

// wordAt reports whether the whole unquoted word at i is one of words.
func (s *scanner) wordAt(i int, words []string) bool {
	head := scanner{text: s.text[:min(i+longestOperator+1, len(s.text))]}
	return slices.Contains(words, s.bare(i, head.bareEnd(i)))
}

// quoteAt reports whether a quotation opens at i.
func (s *scanner) quoteAt(i int) bool { return i < len(s.text) && opensQuote(s.text[i]) }

// quoted reads the quotation at pos. Inside, a backslash takes the special
// meaning from a quote or a backslash; control characters become blanks, and
// blanks at both ends go. ok is false, and pos stays, where nothing closes it.
func (s *scanner) quoted() (text string, ok bool) {
	var b strings.Builder
	open := s.text[s.pos]
	for i := s.pos + 1; i < len(s.text); i++ {
		r := s.text[i]
		switch {
		case closesQuote(open, r):
			s.pos = i + 1
			return strings.TrimFunc(b.String(), isBlank), true
		case r == '\\' && i+1 < len(s.text) && (isQuote(s.text[i+1]) || s.text[i+1] == '\\'):
			i++
			b.WriteRune(s.text[i])
		case unicode.IsControl(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return "", false
}

// comparison returns the comparison sign at i and how many runes it takes.
func (s *scanner) comparison(i int) (op Op, width int, ok bool) {
	switch r := s.at(i); {
	case r == '≥':
		return AtLeast, 1, true
	case r == '≤':
		return AtMost, 1, true
	case r == '=':
		return Exact, 1, true
	case r == '>' && s.at(i+1) == '=':
		return AtLeast, 2, true
	case r == '<' && s.at(i+1) == '=':
		return AtMost, 2, true
	case r == '>':
		return More, 1, true
	case r == '<':
		return Less, 1, true
	}
	return Equals, 0, false
}

// rangeWidth returns how many runes a sign that stands for a range wherever it
// is takes at i, 0 where there is none.
func (s *scanner) rangeWidth(i int) int {
	switch r := s.at(i); {
	case r == '.' && s.at(i+1) == '.', r == '。' && s.at(i+1) == '。':
		return 2
	case r == '~', r == '到', r == '至':
		return 1
	}
	return 0
}
