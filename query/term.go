package query

import (
	"regexp"
	"strings"
	"unicode"
)

// A keyword stands before a colon like a field, but asks about the record.
type keyword int

const (
	noWord keyword = iota
	hasWord
	lacksWord
	isWord
	sortWord
)

// keywordOf returns the keyword of that name, noWord where there is none.
func keywordOf(name string) keyword {
	switch normalName(name) {
	case "has", "有":
		return hasWord
	case "no", "无", "没有", "缺":
		return lacksWord
	case "is", "是":
		return isWord
	case "sort", "排序":
		return sortWord
	}
	return noWord
}

// keywordOptions returns the keywords as they are offered.
func keywordOptions() []Option {
	return []Option{
		{Key: "has", Aliases: []string{"有"}}, {Key: "no", Aliases: []string{"没有", "无"}},
		{Key: "is", Aliases: []string{"是"}}, {Key: "sort", Aliases: []string{"排序"}},
	}
}

// A subject is what the word at some place begins with, where that is a field
// or a keyword. The zero subject is a free word.
type subject struct {
	field   *Field
	keyword keyword
	unknown bool // looks like a field, but the catalogue has none
	start   int  // of the name
	end     int  // of the name
	values  int  // where values begin: after a colon, at a comparison
}

// subject finds out what the word at i is about: a name before a colon, or a
// field that a comparison follows, as in "age>30".
func (p *parser) subject(i int) subject {
	for j := i; j < len(p.text) && j-i <= longestName && !endsBare(p.text[j]); j++ {
		if p.at(j) == ':' {
			return p.subjectBefore(i, j)
		}
		if op, _, ok := p.comparison(j); ok {
			f := p.cat.Field(p.bare(i, j))
			if f == nil || !f.Type.Ordered() && op != Exact {
				return subject{}
			}
			return subject{field: f, start: i, end: j, values: j}
		}
	}
	return subject{}
}

func (p *parser) subjectBefore(i, colon int) subject {
	name := p.bare(i, colon)
	s := subject{start: i, end: colon, values: colon + 1}
	s.keyword = keywordOf(name)
	if s.keyword != noWord {
		return s
	}
	s.field = p.cat.Field(name)
	if s.field != nil {
		return s
	}
	next := p.at(colon + 1)
	address := next == '/' && p.at(colon+2) == '/' || next == '\\' || next == ':'
	if address || !fieldLike(p.text[i:colon]) {
		return subject{}
	}
	s.unknown = true
	return s
}

// unknownTerm reports the field that does not exist; in loose mode it steps
// over its values.
func (p *parser) unknownTerm(s subject) (Node, error) {
	name := p.bare(s.start, s.end)
	err := p.unknown(unknownField, s.start, s.end, Nearest(name, append(p.cat.fieldNames(), optionNames(keywordOptions())...)))
	if err != nil {
		return nil, err
	}
	p.pos = s.values
	return nil, p.eachName(func(string, int) error { return nil })
}

// unknown is the problem about a name that the catalogue lacks, or nil in
// loose mode, which keeps it for later.
func (p *parser) unknown(code string, from, to int, near string) error {
	problem := p.problem(code, from, to, near)
	if p.loose {
		p.lost = append(p.lost, problem)
		return nil
	}
	return problem
}

// toValue steps over blanks between a sign and its value, as in "city: 上海",
// unless what follows is a condition of its own.
func (p *parser) toValue(numeric bool) {
	i := p.afterBlanks(p.pos)
	if i == p.pos || i >= len(p.text) {
		return
	}
	r := p.at(i)
	prefix := r == '#' || !numeric && (r == '-' || r == '!')
	if prefix || endsBare(p.text[i]) && !p.quoteAt(i) || p.wordAt(i, operators()) {
		return
	}
	if p.subject(i) == (subject{}) {
		p.pos = i
	}
}

// term reads the values of f. Values without a sign make one Term; others one
// each, joined by "or".
func (p *parser) term(f *Field) (Node, error) {
	var terms []Node
	plain := -1 // where the values without a sign are gathered
	for {
		p.toValue(f.Type.Ordered())
		t, err := p.item(f)
		if err != nil {
			return nil, err
		}
		if t.Op == Equals && plain >= 0 {
			t.Values = append(terms[plain].(Term).Values, t.Values...)
			terms[plain] = t
		} else {
			if t.Op == Equals {
				plain = len(terms)
			}
			terms = append(terms, t)
		}
		if !p.take(',') {
			return Any(terms...), nil
		}
	}
}

// item reads one value, comparison or range of f.
func (p *parser) item(f *Field) (Term, error) {
	from := p.pos
	if op, width, ok := p.comparison(from); ok {
		return p.compared(f, op, width)
	}
	low, lowOK, err := p.operand(f, false)
	if err != nil {
		return Term{}, err
	}
	width := p.rangeSign(f, p.pos)
	if width == 0 {
		if !lowOK {
			return Term{}, blame(p.problem(valueMissing, p.nameStart(from), p.pos, ""), f)
		}
		return Term{f, Equals, []Value{low}}, nil
	}
	p.pos += width
	high, highOK, err := p.operand(f, false)
	if err != nil {
		return Term{}, err
	}
	return p.rangeOf(f, from, low, lowOK, high, highOK)
}

// compared reads the value after a comparison sign of the given width.
func (p *parser) compared(f *Field, op Op, width int) (Term, error) {
	from := p.pos
	p.pos += width
	if op != Exact && !f.Type.Ordered() {
		return Term{}, blame(p.problem(notOrdered, from, p.pos, ""), f)
	}
	if op == Exact && f.Type != Text {
		op = Equals
	}
	p.toValue(true)
	start := p.pos
	v, ok, err := p.operand(f, f.Type == Number || f.Type == Money)
	switch {
	case err != nil:
		return Term{}, err
	case op == Exact && f.Key == "phone" && isNumberPart(v.Text):
		v.Text += p.restOfNumber()
	case p.rangeSign(f, p.pos) > 0:
		code, _ := f.misfit()
		return Term{}, blame(p.problem(code, start, p.bareEnd(p.pos), ""), f)
	case !ok:
		return Term{}, blame(p.problem(valueMissing, p.nameStart(from), p.pos, ""), f)
	}
	return Term{f, op, []Value{v}}, nil
}

// restOfNumber reads on where a telephone number has gaps: =+86 138 1234 5678.
func (p *parser) restOfNumber() string {
	from := p.pos
	for {
		i := p.afterBlanks(p.pos)
		end := p.bareEnd(i)
		if i == p.pos || !isNumberPart(p.bare(i, end)) {
			return p.bare(from, p.pos)
		}
		p.pos = end
	}
}

// isNumberPart reports whether a text is digits and the signs before and between them.
func isNumberPart(text string) bool { return text != "" && strings.Trim(text, "+-0123456789") == "" }

// rangeOf makes the term of the range that began at from; an end that is not
// there is open.
func (p *parser) rangeOf(f *Field, from int, low Value, lowOK bool, high Value, highOK bool) (Term, error) {
	switch {
	case lowOK && highOK:
		t := Term{f, Between, []Value{low, high}}
		if t.reversed() {
			return t, blame(p.problem(rangeReversed, from, p.pos, ""), f)
		}
		return t, nil
	case lowOK:
		return Term{f, AtLeast, []Value{low}}, nil
	case highOK:
		return Term{f, AtMost, []Value{high}}, nil
	}
	return Term{}, blame(p.problem(valueMissing, from, p.pos, ""), f)
}

// operand reads one value and checks that it fits the field; ok is false
// where none stands here. One that stands alone has all commas between digits.
func (p *parser) operand(f *Field, alone bool) (v Value, ok bool, err error) {
	from := p.pos
	if p.quoteAt(from) {
		v.Text, err = p.quotation()
	} else {
		p.pos = p.operandEnd(f, from, alone)
		v.Text = p.bare(from, p.pos)
	}
	if err != nil || v.Text == "" {
		return v, false, err
	}
	if !f.fits(v) {
		code, words := f.misfit()
		return v, false, blame(p.problem(code, from, p.pos, Nearest(v.Text, words)), f).With("Known", f.few())
	}
	return v, true, nil
}

// rangeSign returns how many runes the sign between two ends of a range of f
// takes at i, 0 where there is none: "..", "~", 到, 至, dashes after a value, and
// a hyphen after a number.
func (p *parser) rangeSign(f *Field, i int) int {
	if !f.Type.Ordered() {
		return 0
	}
	if i > 0 && nameRune(p.text[i-1]) && p.rangeWidth(i-1) == 0 {
		if n := p.dashes(i); n > 0 {
			return n
		}
		if f.Type.Numeric() && p.at(i) == '-' {
			return 1
		}
	}
	return p.rangeWidth(i)
}

// dashes returns how many dashes stand at i: Chinese input methods type two.
func (p *parser) dashes(i int) (n int) {
	for i+n < len(p.text) && (p.text[i+n] == '—' || p.text[i+n] == '–') {
		n++
	}
	return n
}

// grouped matches a number with commas between groups of three digits.
var grouped = regexp.MustCompile(`^\D{0,4}\d{1,3}(,\d{3})+(\.\d+)?[^\d,.]*$`)

// groupedByFour is grouped for sums: of other numbers it may be a list.
var groupedByFour = regexp.MustCompile(`^\D{0,4}\d{1,4}(,\d{4})+(\.\d+)?[^\d,.]*$`)

// operandEnd returns where the unquoted value at i ends. A comma parts two
// values, save in a number whose groups fill the whole of it: "1,234.50", but
// not "1,2,300".
func (p *parser) operandEnd(f *Field, i int, alone bool) int {
	bare := i
	for bare < len(p.text) && !endsBare(p.text[bare]) && p.rangeSign(f, bare) == 0 {
		bare++
	}
	inList := p.at(i-1) == ','
	if (f.Type == Number || f.Type == Money) && !inList && bare-i < maxDigits*2 {
		if text := p.bare(i, bare); grouped.MatchString(text) || f.Type == Money && groupedByFour.MatchString(text) {
			return bare
		}
	}
	for j := i; j < bare; j++ {
		if p.at(j) == ',' && !(alone && p.withinNumber(j)) {
			return j
		}
	}
	return bare
}

// withinNumber reports whether the comma at i stands between two digits.
func (p *parser) withinNumber(i int) bool {
	return narrowRune(p.text[i]) == ',' && i > 0 && unicode.IsDigit(p.text[i-1]) && i+1 < len(p.text) && unicode.IsDigit(p.text[i+1])
}

// nameStart returns where the word that ends before i begins, so that a
// problem about a missing value shows whose it is.
func (p *parser) nameStart(i int) int {
	for i > 0 && !endsBare(p.text[i-1]) {
		i--
	}
	return i
}
