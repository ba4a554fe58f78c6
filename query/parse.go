package query

import (
	"regexp"
	"slices"
	"strings"

	"kehu/model"
)

// maxDepth is how deep parentheses may nest.
const maxDepth = 100

// Parse reads a query by the fields of the catalogue. Blank text matches
// everything. The error is always a *model.Problem of kind Invalid whose Args
// say where it is (see the package documentation).
func Parse(text string, cat *Catalogue) (Query, error) {
	p := newParser(text, cat)
	return p.query()
}

// ParseLoose reads a query as Parse does, but leaves out conditions and orders
// on fields that the catalogue lacks, and returns a problem for each: a saved
// view still opens after its custom field was removed.
func ParseLoose(text string, cat *Catalogue) (Query, model.Problems, error) {
	p := newParser(text, cat)
	p.loose = true
	q, err := p.query()
	return q, p.lost, err
}

// A parser reads text by recursive descent:
//
//	or      = and { ("OR" | "或" | "|") and }
//	and     = unary { [ "AND" | "且" ] unary }
//	unary   = { "-" | "!" | "NOT" } primary
//	primary = "(" or ")" | phrase | "#" values | field values | word
type parser struct {
	scanner
	cat   *Catalogue
	depth int // of parentheses
	sort  []Order
	loose bool
	lost  model.Problems // unknown fields met in loose mode
}

func newParser(text string, cat *Catalogue) *parser {
	return &parser{scanner: scanner{text: []rune(text)}, cat: cat}
}

func (p *parser) query() (Query, error) {
	where, err := p.or()
	if err != nil {
		return Query{}, err
	}
	if !p.done() {
		return Query{}, p.problem(strayParen, p.pos, p.pos+1, "")
	}
	return Query{Where: where, Sort: p.sort}, nil
}

func (p *parser) or() (Node, error) {
	n, empty, err := p.branch()
	branches := []Node{n}
	for err == nil {
		from := p.pos
		if !p.takeOr() {
			return Any(branches...), nil
		}
		if empty {
			return nil, p.problem(operandMissing, from, p.pos, "")
		}
		if n, empty, err = p.branch(); err == nil && empty {
			return nil, p.problem(operandMissing, from, p.pos, "")
		}
		branches = append(branches, n)
	}
	return nil, err
}

// branch reads one side of an "or"; empty is whether there was nothing to ask
// for, be it in vain.
func (p *parser) branch() (n Node, empty bool, err error) {
	lost := len(p.lost)
	n, err = p.and()
	return n, n == nil && len(p.lost) == lost, err
}

// and reads conditions up to an "or", a closing parenthesis or the end; nil
// where there are none.
func (p *parser) and() (Node, error) {
	var nodes []Node
	for {
		p.blanks()
		if p.done() || p.at(p.pos) == ')' || p.at(p.pos) == '|' || len(nodes) > 0 && p.wordAt(p.pos, orWords()) {
			return All(nodes...), nil
		}
		if err := p.takeAnd(len(nodes) > 0); err != nil {
			return nil, err
		}
		n, err := p.unary()
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, n)
	}
}

// takeOr steps over a sign for "or". At the start of a branch the words are
// free words: and has read them by then.
func (p *parser) takeOr() bool {
	if p.take('|') {
		p.take('|')
		return true
	}
	if !p.wordAt(p.pos, orWords()) {
		return false
	}
	p.pos = p.bareEnd(p.pos)
	return true
}

// takeAnd steps over a word for "and" between two conditions.
func (p *parser) takeAnd(between bool) error {
	from := p.pos
	if !between || !p.wordAt(p.pos, andWords()) {
		return nil
	}
	p.pos = p.bareEnd(p.pos)
	return p.wantOperand(from)
}

// wantOperand steps over blanks to a condition; the sign that began at from
// cannot do without one.
func (p *parser) wantOperand(from int) error {
	end := p.pos
	p.blanks()
	if p.done() || p.at(p.pos) == ')' || p.at(p.pos) == '|' {
		return p.problem(operandMissing, from, max(end, p.pos), "")
	}
	return nil
}

func (p *parser) unary() (Node, error) {
	negated, from := false, p.pos
	for {
		start := p.pos
		switch {
		case p.wordAt(p.pos, notWords()):
			p.pos = p.bareEnd(p.pos)
			if err := p.wantOperand(start); err != nil {
				return nil, err
			}
		case p.prefixed('-'), p.prefixed('!'):
			p.pos++
		default:
			n, err := p.primary(from < p.pos)
			if negated {
				n = Negate(n)
			}
			return n, err
		}
		negated = !negated
	}
}

// prefixed reports whether the sign r stands at pos as a prefix of something;
// by itself it is a word.
func (p *parser) prefixed(r rune) bool {
	next := p.pos + 1
	if p.at(p.pos) != r || next >= len(p.text) {
		return false
	}
	return !endsBare(p.text[next]) || p.at(next) == '(' || p.quoteAt(next)
}

func (p *parser) primary(negated bool) (Node, error) {
	switch {
	case p.at(p.pos) == '(':
		return p.group()
	case p.quoteAt(p.pos):
		return p.phrase()
	case p.prefixed('#') && p.at(p.pos+1) != '(' && p.cat.tagField() != nil:
		p.pos++
		return p.term(p.cat.tagField())
	}
	s := p.subject(p.pos)
	switch {
	case s.keyword == sortWord && (negated || p.depth > 0):
		return nil, p.problem(sortNested, p.pos, s.end, "")
	case s.keyword != noWord:
		p.pos = s.values
		return p.keyword(s.keyword)
	case s.field != nil:
		p.pos = s.values
		return p.term(s.field)
	case s.unknown:
		return p.unknownTerm(s)
	}
	return p.word(), nil
}

func (p *parser) group() (Node, error) {
	open := p.pos
	if p.depth++; p.depth > maxDepth {
		return nil, p.problem(tooDeep, open, open+1, "")
	}
	p.pos++
	lost := len(p.lost)
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.done() {
		return nil, openEnded(p.problem(openParen, open, open+1, ""))
	}
	if n == nil && len(p.lost) == lost {
		return nil, p.problem(operandMissing, open, p.pos+1, "")
	}
	p.pos++
	p.depth--
	return n, nil
}

func (p *parser) phrase() (Node, error) {
	text, err := p.quotation()
	return Word{Text: text, Phrase: true}, err
}

// quotation reads the quotation at pos, which must close and hold something.
func (p *parser) quotation() (string, error) {
	from := p.pos
	text, ok := p.quoted()
	if !ok {
		return "", openEnded(p.problem(openQuote, from, from+1, ""))
	}
	if text == "" {
		return "", p.problem(valueMissing, from, p.pos, "")
	}
	return text, nil
}

// word reads an unquoted free word. A word that would mean something else in
// another place becomes a phrase, so that it can be written again. A number that
// hides digits is sought among numbers as it stands: its parts alone are no words.
func (p *parser) word() Node {
	from := p.pos
	p.pos = p.bareEnd(from)
	text := p.bare(from, p.pos)
	if phone := p.cat.Field("phone"); phone != nil && isMasked(text) {
		return Term{phone, Equals, []Value{{text}}}
	}
	return Word{Text: text, Phrase: slices.Contains(operators(), text)}
}

// isMasked reports whether a text is a number that hides digits: 138****1234.
func isMasked(text string) bool {
	return masked.MatchString(text) && strings.ContainsAny(text, "0123456789")
}

var masked = regexp.MustCompile(`^[-+0-9*•●×]*[*•●×]{2}[-+0-9*•●×]*$`)
