package store

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"kehu/model"
	"kehu/query"
)

// wordPart is the part of the free words. Words alone are mostly read from the
// search index and not tested: whether they find very many is not worth asking.
func (c *compiler) wordPart(words string, alone bool) part {
	match := expression(words, "")
	p := part{scan: clause{sql: "c.rank IN (" + ranks + ")", args: []any{match}}, exact: true, finder: wordFinder(match), match: match}
	p.test = p.scan
	if alone || c.wide(match) {
		p.test = hasWords(words)
	}
	return p
}

// split parts the free words of a query, which must all match, from the rest.
func split(n query.Node) (words []string, others []query.Node) {
	parts, isAnd := n.(query.And)
	if !isAnd && n != nil {
		parts = query.And{n}
	}
	for _, part := range joinNumbers(parts) {
		w, ok := part.(query.Word)
		switch {
		case ok && plainWord(w):
			words = append(words, w.Text)
		case !ok || w.Phrase || strings.Trim(w.Text, firstSigns) != "":
			others = append(others, part)
		}
	}
	return words, others
}

// joinNumbers makes one word of neighbours that are parts of a telephone number
// typed with gaps: +86 138 0013 8000.
func joinNumbers(nodes []query.Node) []query.Node {
	var out []query.Node
	for _, n := range nodes {
		w, ok := n.(query.Word)
		if ok && len(out) > 0 && numeric(w) {
			if last, ok := out[len(out)-1].(query.Word); ok && numeric(last) {
				out[len(out)-1] = query.Word{Text: last.Text + w.Text}
				continue
			}
		}
		out = append(out, n)
	}
	return out
}

// numeric reports whether a word has digits and the signs between them only.
func numeric(w query.Word) bool {
	return !w.Phrase && strings.ContainsAny(w.Text, "0123456789") && strings.Trim(w.Text, "+-()0123456789") == ""
}

// plainWord reports whether a word is sought in the search index alone: it is
// no phrase of several words, and may be no telephone number.
func plainWord(w query.Word) bool {
	return digits(w.Text) == "" && expression(w.Text, "") != "" && !(w.Phrase && strings.ContainsFunc(w.Text, isBreak))
}

// firstSigns alone are the begin of a tag, a telephone number or a condition that is
// being typed: they ask for nothing yet.
const firstSigns = "#+-("

// wordFinder lists the ids of the customers that an expression finds.
func wordFinder(match string) clause {
	return clause{sql: wordList, args: []any{match}, memory: func(ctx context.Context, r setReader) (idSet, bool, error) {
		few, err := r.findsFew(ctx, match)
		if !few || err != nil {
			return nil, false, err
		}
		set, err := r.wordSet(ctx, match)
		return set, err == nil, err
	}}
}

const wordList = "SELECT " + customerOfRank + " FROM customer_search WHERE customer_search MATCH ?"

// isWords reports whether a statement lists what an expression finds, and no more.
func isWords(statement clause) bool { return statement.sql == wordList }

// ranks lists the ranks of the customers that an expression finds.
const ranks = "SELECT rowid FROM customer_search WHERE customer_search MATCH ?"

// hasWords tests one customer against the search index, word by word in 0.1 ms
// at most: FTS5 seeks the first match of an expression before it goes to a row,
// and the first one of several words can be far down.
func hasWords(text string) clause {
	var all clause
	rare, frequent := terms(text, "")
	for _, term := range slices.Concat(rare, frequent) {
		all = and(all, clause{sql: "EXISTS (SELECT 1 FROM customer_search WHERE customer_search MATCH ? AND rowid = c.rank)", args: []any{term}})
	}
	return all
}

// wideWords is from how many matches on it is dearer to list them than to test
// the customers of a page.
const wideWords = 20_000

// wide reports whether an expression finds very many.
func (c *compiler) wide(match string) bool { return c.many(ranks, match) }

// many reports whether a statement lists very many.
func (c *compiler) many(list string, args ...any) bool {
	var n int
	err := c.db.QueryRowContext(c.ctx, "SELECT count(*) FROM ("+list+" LIMIT ?)", append(args, wideWords)...).Scan(&n)
	c.err = firstError(c.err, err)
	return n == wideWords
}

// word finds a free word or phrase anywhere.
func (c *compiler) word(w query.Word) string {
	if d := digits(w.Text); d != "" {
		return c.number(w.Text, d)
	}
	match := expression(w.Text, "")
	if match == "" || c.unindexed {
		return c.phrase(w.Text)
	}
	if w.Phrase && strings.ContainsFunc(w.Text, isBreak) {
		return c.phraseOfWords(w.Text)
	}
	if !c.bulk && c.wide(match) {
		return c.bound(hasWords(w.Text))
	}
	c.bind(match)
	return "c.rank IN (" + ranks + ")"
}

// phraseOfWords finds a text as it is among those who have its words.
func (c *compiler) phraseOfWords(text string) string {
	match := phraseExpression(text)
	switch {
	case match == "":
		return c.phrase(text)
	case c.bulk:
		c.bind(match)
		return "(c.rank IN (" + ranks + ") AND " + c.phrase(text) + ")"
	}
	return "(" + c.bound(hasWords(text)) + " AND " + c.phrase(text) + ")"
}

// phraseExpression returns the expression that finds everybody who has the words of a
// text; "" where it has digits: values of numbers and days are no words of the index.
func phraseExpression(text string) string {
	if strings.ContainsFunc(text, unicode.IsDigit) {
		return ""
	}
	return expression(text, "")
}

// number finds a telephone number by its end, or the digits as a word.
func (c *compiler) number(text, reversed string) string {
	if c.bulk {
		return "c.id IN " + c.bound(c.numberFinder(text, reversed))
	}
	condition := c.hasPhone(text, reversed)
	if test := hasWords(text); !test.empty() {
		condition = "(" + condition + " OR " + c.bound(test) + ")"
	}
	return condition
}

// hasPhone tests the numbers of one customer.
func (c *compiler) hasPhone(text, reversed string) string {
	c.bind(reversed, reversed+":") // ':' follows '9'
	condition := "p.tail <> '' AND p.tail >= ? AND p.tail < ?"
	for _, begin := range model.PhonePrefixes(text, c.settings.Region) {
		c.bind(begin, begin+":")
		condition += " OR p.normal >= ? AND p.normal < ? AND p.kind IN ('phone', 'fax')"
	}
	return "EXISTS (SELECT 1 FROM contact_points p WHERE p.customer_id = c.id AND (" + condition + "))"
}

// numberFinder lists the customers with a telephone number that ends in digits
// or begins with them, and those with a word that does.
func (c *compiler) numberFinder(text, reversed string) clause {
	d := c.phoneFinder(text, reversed)
	if match := expression(text, ""); match != "" {
		d = orFrom(d, wordFinder(match))
	}
	return d
}

// phoneFinder lists the customers with a telephone number that ends in digits,
// or begins with them as typed or behind the country code.
func (c *compiler) phoneFinder(text, reversed string) clause {
	out := clause{sql: "SELECT customer_id FROM contact_points WHERE tail <> '' AND tail >= ? AND tail < ?", args: []any{reversed, reversed + ":"}} // ':' follows '9'
	tails := out
	out.memory = func(ctx context.Context, r setReader) (idSet, bool, error) { // they are few in any case
		set, err := r.listed(ctx, tails)
		return set, err == nil, err
	}
	for _, begin := range model.PhonePrefixes(text, c.settings.Region) {
		out = orFrom(out, clause{sql: "SELECT customer_id FROM contact_points WHERE normal <> '' AND normal >= ? AND normal < ?", args: []any{begin, begin + ":"},
			memory: func(ctx context.Context, r setReader) (idSet, bool, error) { return r.beginning(ctx, begin) }})
	}
	return out
}

// phrase finds a text as it is in the customer's own texts.
func (c *compiler) phrase(text string) string {
	var parts []string
	for _, column := range []string{"name", "company", "title", "city", "street", "notes", "preferences", "source", "industry"} {
		parts = append(parts, c.contains("c."+column, text))
	}
	for _, rows := range []struct{ from, column string }{{"interactions r WHERE r.state = 0 AND", "r.content"}, {"contact_points r WHERE", "r.value"},
		{"customer_tags r WHERE", "r.tag"}, {"custom_values r WHERE", "r.value"}} {
		parts = append(parts, "EXISTS (SELECT 1 FROM "+rows.from+" r.customer_id = c.id AND "+c.contains(rows.column, text)+")")
	}
	return any1(parts)
}

// likePrefix returns the LIKE pattern of what starts with a text.
func likePrefix(text string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text) + "%"
}

// contains returns the LIKE pattern of what contains a text.
func contains(text string) string { return "%" + likePrefix(text) }
