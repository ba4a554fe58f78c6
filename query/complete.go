package query

import "strings"

// Place says what a person is typing.
type Place int

// The places where something can be completed.
const (
	InWord  Place = iota // a free word, or the name of a field
	InValue              // a value of Completion.Field
	InField              // the name of a field after "has:" or "no:"
	InState              // a state after "is:"
	InSort               // the name of a field after "sort:"
)

// A Completion tells what stands at the cursor and what could stand there. The
// runes from From up to To are what a candidate replaces.
type Completion struct {
	Place      Place
	Field      *Field // of the value; nil elsewhere
	Prefix     string // what is typed of it up to the cursor, without quotes
	From, To   int
	Candidates []Candidate // those that the package knows by itself
}

// A Candidate is something that could be typed.
type Candidate struct {
	Text    string // what to put in, quoted where it must be: the name that Prefix begins, else the English one
	Zh      string // the same in Chinese
	Message string // id of the message that explains it; "" where Label or Text does
	Label   string // what a custom field is called
}

// Complete looks at the text around the cursor, an offset in runes. Values that
// only the book knows are for the caller to add, put in by Quote.
func Complete(text string, cursor int, cat *Catalogue) Completion {
	p := newParser(text, cat)
	cursor = min(max(cursor, 0), len(p.text))
	from, to := p.tokenAround(cursor)
	c := Completion{From: from, To: to}
	if p.at(from) == '#' && cursor > from && cat.tagField() != nil {
		return p.completeValue(c, cat.tagField(), from+1, cursor)
	}
	s := p.subject(from)
	switch {
	case s == (subject{}) || s.values > cursor:
		return p.completeName(c, cursor)
	case s.keyword != noWord:
		return p.completeKeyword(c, s, cursor)
	case s.field != nil:
		return p.completeValue(c, s.field, s.values, cursor)
	}
	return p.completeValue(c, nil, s.values, cursor)
}

// Quote returns value as it has to be written after a colon.
func Quote(value string) string { return quoteValue(value) }

// tokenAround returns where the condition at the cursor begins, without the
// signs before it, and where it ends.
func (p *parser) tokenAround(cursor int) (from, to int) {
	i := 0
	for i < len(p.text) {
		i = p.afterSigns(i, cursor)
		end := p.tokenEnd(i)
		if end >= cursor {
			return min(i, cursor), max(end, cursor)
		}
		i = max(end, i+1)
	}
	return cursor, cursor
}

// afterSigns steps over blanks, parentheses and negations before the cursor.
func (p *parser) afterSigns(i, cursor int) int {
	for i < cursor && (!p.quoteAt(i) && endsBare(p.text[i]) || p.at(i) == '-' || p.at(i) == '!') {
		i++
	}
	return i
}

// tokenEnd returns where the condition that begins at i ends: quotations and
// their blanks belong to it.
func (p *parser) tokenEnd(i int) int {
	p.pos = i
	for !p.done() {
		switch {
		case p.quoteAt(p.pos) && p.startsValue(i, p.pos):
			if _, ok := p.quoted(); !ok {
				return len(p.text)
			}
		case endsBare(p.text[p.pos]):
			return p.pos
		default:
			p.pos++
		}
	}
	return p.pos
}

// startsValue reports whether a value or the condition itself may begin at i.
func (p *parser) startsValue(from, i int) bool {
	return i == from || p.text[i] == '“' || strings.ContainsRune(":,<>=.~", p.at(i-1))
}

// completeName completes a free word into the name of a field or a keyword.
func (p *parser) completeName(c Completion, cursor int) Completion {
	c.Prefix = p.bare(c.From, cursor)
	for _, f := range p.cat.fields {
		c.addField(f, ":")
	}
	for _, k := range keywordOptions() {
		c.add(k, ":", Candidate{Message: "query.word." + k.Key})
	}
	if p.before(c.From) != "" {
		c.addWord("or", orWords())
	}
	c.addWord("not", notWords())
	return c
}

// before is the text up to offset i, without blanks at its ends.
func (p *parser) before(i int) string { return strings.TrimSpace(string(p.text[:i])) }

// addWord offers a word between conditions.
func (c *Completion) addWord(key string, words []string) {
	c.add(Option{words[0], words[1:]}, "", Candidate{Message: "query.word." + key})
}

// completeKeyword completes what stands after a keyword.
func (p *parser) completeKeyword(c Completion, s subject, cursor int) Completion {
	c = p.completeLast(c, s.values, cursor, p.comma)
	switch s.keyword {
	case isWord:
		c.Place = InState
		for _, o := range p.cat.states {
			c.add(o, "", Candidate{Message: "query.state." + o.Key})
		}
		return c
	case sortWord:
		c.Place = InSort
		if sign := p.at(c.From); c.From < cursor && (sign == '-' || sign == '+') {
			c.From++
			c.Prefix = p.bare(c.From, cursor)
		}
	default:
		c.Place = InField
	}
	for _, f := range p.cat.fields {
		if c.Place == InField || !f.Unsorted {
			c.addField(f, "")
		}
	}
	return c
}

// completeValue completes a value of f, which is nil where the field is
// unknown.
func (p *parser) completeValue(c Completion, f *Field, values, cursor int) Completion {
	c.Place, c.Field = InValue, f
	if f == nil {
		return p.completeLast(c, values, cursor, p.comma)
	}
	c = p.completeLast(c, values, cursor, func(i int) int {
		_, width, _ := p.comparison(i)
		return max(p.comma(i), width, p.rangeSign(f, i))
	})
	for _, o := range valueOptions(f) {
		c.add(o, "", Candidate{})
	}
	if f.Type.Ordered() && c.From == values {
		p.offerComparisons(&c)
	}
	return c
}

// offerComparisons offers the signs that may stand before the first value, or the
// one of a range behind it.
func (p *parser) offerComparisons(c *Completion) {
	signs := []string{">", ">=", "<", "<="}
	if c.Prefix != "" {
		signs = []string{c.Prefix + ".."}
		if _, err := Parse(c.Field.Key+":"+c.Prefix, p.cat); err != nil {
			return
		}
	}
	for _, sign := range signs {
		c.Candidates = append(c.Candidates, Candidate{Text: sign, Zh: sign})
	}
}

// valueOptions returns the values of f that are known beforehand.
func valueOptions(f *Field) []Option {
	if f.Type == Bool {
		return []Option{{Key: "yes", Aliases: []string{"是"}}, {Key: "no", Aliases: []string{"否"}}}
	}
	if !f.Type.Dated() {
		return f.Options
	}
	var options []Option
	for _, w := range dayWords() {
		if f.Past && w.n > 0 {
			continue
		}
		options = append(options, Option{Key: w.names[0], Aliases: w.names[1:]})
	}
	return append(options,
		Option{Key: "7d", Aliases: []string{"7天"}}, Option{Key: "30d", Aliases: []string{"30天"}},
		Option{Key: "90d", Aliases: []string{"90天"}}, Option{Key: "3m", Aliases: []string{"3个月"}},
		Option{Key: "1y", Aliases: []string{"1年"}})
}

// comma returns how many runes the sign between two values takes at i.
func (p *parser) comma(i int) int {
	if p.at(i) == ',' {
		return 1
	}
	return 0
}

// completeLast narrows c to the last value before the cursor, where width is
// how many runes a sign between values takes, 0 where there is none.
func (p *parser) completeLast(c Completion, values, cursor int, width func(int) int) Completion {
	c.From = values
	for i := values; i < cursor; i++ {
		if w := width(i); w > 0 {
			c.From = min(i+w, cursor)
		}
	}
	for i := cursor; i < c.To; i++ {
		if width(i) > 0 {
			c.To = i
		}
	}
	c.Prefix = strings.TrimFunc(p.bare(c.From, cursor), func(r rune) bool {
		return isQuote(r) || isBlank(r)
	})
	return c
}

// addField offers a field, with a sign after its name.
func (c *Completion) addField(f *Field, sign string) {
	about := Candidate{Message: f.MessageID()}
	if f.Label != "" {
		about = Candidate{Label: f.Label}
	}
	c.add(Option{f.Key, f.names()[1:]}, sign, about)
}

// add offers the first name of o that the prefix begins, the key first, with a
// sign after it. about says what it is.
func (c *Completion) add(o Option, sign string, about Candidate) {
	prefix := normalName(c.Prefix)
	for _, name := range o.names() {
		if strings.HasPrefix(normalName(name), prefix) {
			about.Text, about.Zh = name+sign, o.Zh()+sign
			if c.Place == InValue {
				about.Text, about.Zh = quoteValue(name), quoteValue(o.Zh())
			}
			c.Candidates = append(c.Candidates, about)
			return
		}
	}
}
