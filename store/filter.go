package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"kehu/model"
	"kehu/query"
)

// A filter is a query as SQL on "customers c". Everything that a person typed is
// a bound argument.
type filter struct {
	state string // the customers in the book, or those in the bin
	words string // the free words that must all match; "" for none
	parts []part // all conditions; the words are the first, where there are any
}

// The states of a filter.
const (
	inBook = "c.state = 0"
	inBin  = "c.state = 1"
)

// A part is one of the conditions that must all hold.
type part struct {
	test   clause            // cheap for one customer, dear for all
	scan   clause            // the same, cheap for all
	finder clause            // lists the ids of those for whom it holds, from indexes alone; empty where none has them
	exact  bool              // the finder lists no others, but for some that are not in the book
	quick  bool              // the list takes some milliseconds at most
	others clause            // where there is no finder: lists those for whom it does not hold, and no others in the book
	reader clause            // where there is no finder: lists them, and others, by reading a whole index
	texts  *fieldTexts       // the same in a great book; nil where there is no reader
	bounds map[string]clause // what it says of a column alone, where that is a range

	// What it is to the search index: an expression that finds them and no others,
	// or the one that finds all the others; "" where other things than words matter.
	match, without string
}

// scan is the whole condition, to be tested on everybody.
func (f filter) scan() clause {
	all := clause{}
	for _, p := range f.parts {
		all = and(all, p.scan)
	}
	return all
}

// A clause is SQL with its arguments.
type clause struct {
	sql  string
	args []any
	of   []clause // the statements that it unites; nil for one statement
}

func (c clause) empty() bool { return c.sql == "" }

// and joins conditions.
func and(clauses ...clause) clause {
	var out clause
	for _, c := range clauses {
		if c.empty() {
			continue
		}
		if !out.empty() {
			out.sql += " AND "
		}
		out.sql += c.sql
		out.args = append(out.args[:len(out.args):len(out.args)], c.args...)
	}
	return out
}

// orFrom unites two statements of ids; some may come twice. The empty clause adds
// nothing.
func orFrom(a, b clause) clause {
	if a.empty() || b.empty() {
		return clause{sql: a.sql + b.sql, args: slices.Concat(a.args, b.args), of: slices.Concat(a.of, b.of)}
	}
	return clause{sql: a.sql + " UNION ALL " + b.sql, args: slices.Concat(a.args, b.args), of: slices.Concat(a.united(), b.united())}
}

// united returns the statements that a clause unites, which may be one.
func (c clause) united() []clause {
	if c.of == nil {
		return []clause{c}
	}
	return c.of
}

// filter turns a query into SQL.
func (b *Book) filter(ctx context.Context, q query.Query) (filter, error) {
	own, err := b.store.settings(ctx, b.store.reader)
	if err != nil {
		return filter{}, err
	}
	c := compiler{now: b.store.now(), actor: b.actor.Name, settings: own, db: b.store.reader, ctx: ctx}
	words, others := split(q.Where)
	f := filter{state: inBook, words: strings.Join(words, " ")}
	if asksBin(q.Where) {
		f.state, f.words, c.unindexed = inBin, "", true
		f.parts = []part{{scan: c.condition(q.Where, true), test: c.condition(q.Where, false)}}
		return f, c.err
	}
	if f.words != "" {
		f.parts = append(f.parts, c.wordPart(f.words, len(others) == 0))
	}
	for _, n := range others {
		f.parts = append(f.parts, c.part(n))
	}
	return f, c.err
}

// part turns one condition into SQL.
func (c *compiler) part(n query.Node) part {
	p := part{test: c.condition(n, false), scan: c.condition(n, true), bounds: c.bounds(n)}
	if !c.unindexed {
		p.match, p.without = indexed(n), negated(n)
	}
	switch {
	case p.match != "":
		p.finder, p.exact = wordFinder(p.match), true
	case p.without != "":
		p.others = wordFinder(p.without)
	default:
		p.finder, p.exact = c.finder(n)
	}
	if p.finder.empty() && p.others.empty() {
		p.others = c.othersFinder(n)
	}
	t, isTerm := n.(query.Term)
	switch {
	case isTerm && p.finder.empty():
		p.reader, p.texts = c.reader(t)
	case isTerm && valued(t.Field.Key):
		p.bounds = c.valueBounds(t)
	}
	return p
}

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
		case !ok || w.Phrase || w.Text != tagSign:
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

// tagSign alone is the begin of a tag that is being typed: it asks for nothing yet.
const tagSign = "#"

// asksBin reports whether the query is for the bin.
func asksBin(n query.Node) bool {
	bin := false
	query.Walk(n, func(n query.Node) bool {
		is, ok := n.(query.Is)
		bin = bin || ok && is.State == query.Binned
		_, negated := n.(query.Not)
		return !negated
	})
	return bin
}

// A compiler writes the SQL of conditions.
type compiler struct {
	now      time.Time
	actor    string
	settings model.Settings
	args     []any
	// unindexed has words sought as text: the search index has no customers of the bin.
	unindexed bool
	bulk      bool // the condition is for everybody, not for one customer at a time

	ctx context.Context
	db  queryer
	err error // of a look into the book

	values map[string][]string // different values of fields, by column; nil where there are too many
}

func (c *compiler) bind(args ...any) { c.args = append(c.args, args...) }

// bound binds the arguments of a clause and returns its text.
func (c *compiler) bound(of clause) string {
	c.bind(of.args...)
	return "(" + of.sql + ")"
}

// take returns a clause with the arguments bound since the last one.
func (c *compiler) take(sql string) clause {
	out := clause{sql: sql, args: c.args}
	c.args = nil
	return out
}

// condition returns the condition of a node, for everybody or for one customer
// at a time.
func (c *compiler) condition(n query.Node, bulk bool) clause {
	c.bulk = bulk
	return c.take("(" + c.node(n) + ")")
}

// wordFinder lists the ids of the customers that an expression finds.
func wordFinder(match string) clause {
	return clause{sql: wordList, args: []any{match}}
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
func (c *compiler) wide(match string) bool {
	var n int
	err := c.db.QueryRowContext(c.ctx, "SELECT count(*) FROM ("+ranks+" LIMIT ?)", match, wideWords).Scan(&n)
	c.err = firstError(c.err, err)
	return n == wideWords
}

func (c *compiler) join(nodes []query.Node, by string) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = c.node(n)
	}
	return strings.Join(parts, by)
}

// node returns the condition of a node, in parentheses where it needs them.
func (c *compiler) node(n query.Node) string {
	switch n := n.(type) {
	case query.And:
		return "(" + c.join(n, " AND ") + ")"
	case query.Or:
		return "(" + c.join(n, " OR ") + ")"
	case query.Not:
		return "NOT coalesce(" + c.node(n.Node) + ", 0)"
	case query.Word:
		return c.word(n)
	case query.Term:
		return c.term(n)
	case query.Has:
		return "NOT (" + c.absent(n.Field) + ")"
	case query.No:
		return "(" + c.absent(n.Field) + ")"
	case query.Is:
		return c.state(n.State)
	}
	return "1"
}

// word finds a free word or phrase anywhere.
func (c *compiler) word(w query.Word) string {
	if d := digits(w.Text); d != "" {
		return c.number(w.Text, d)
	}
	match := expression(w.Text, "")
	if match == "" || c.unindexed || w.Phrase && strings.ContainsFunc(w.Text, isBreak) {
		return c.phrase(w.Text)
	}
	if !c.bulk && c.wide(match) {
		return c.bound(hasWords(w.Text))
	}
	c.bind(match)
	return "c.rank IN (" + ranks + ")"
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
	d := clause{sql: "SELECT customer_id FROM contact_points WHERE tail <> '' AND tail >= ? AND tail < ?", args: []any{reversed, reversed + ":"}} // ':' follows '9'
	for _, begin := range model.PhonePrefixes(text, c.settings.Region) {
		d = orFrom(d, clause{sql: "SELECT customer_id FROM contact_points WHERE normal <> '' AND normal >= ? AND normal < ?", args: []any{begin, begin + ":"}})
	}
	return d
}

// phrase finds a text as it is in the customer's own texts.
func (c *compiler) phrase(text string) string {
	pattern := contains(text)
	columns := []string{"name", "company", "title", "city", "street", "notes", "preferences", "source", "industry"}
	parts := make([]string, len(columns), len(columns)+3)
	for i, column := range columns {
		parts[i] = "c." + column + ` LIKE ? ESCAPE '\'`
		c.bind(pattern)
	}
	parts = append(parts, `EXISTS (SELECT 1 FROM contact_points p WHERE p.customer_id = c.id AND p.value LIKE ? ESCAPE '\')`,
		`EXISTS (SELECT 1 FROM customer_tags t WHERE t.customer_id = c.id AND t.tag LIKE ? ESCAPE '\')`, phraseCustom)
	c.bind(pattern, pattern, pattern)
	return "(" + strings.Join(parts, " OR ") + ")"
}

// likePrefix returns the LIKE pattern of what starts with a text.
func likePrefix(text string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text) + "%"
}

// contains returns the LIKE pattern of what contains a text.
func contains(text string) string { return "%" + likePrefix(text) }

// state returns the condition of an is: word.
func (c *compiler) state(state string) string {
	switch state {
	case query.Company, query.Person:
		c.bind(state)
		return "c.kind = ?"
	case query.Stale:
		c.bind(c.now.AddDate(0, 0, -staleDays).Unix())
		return "(c.dealt < ?)"
	case query.Overdue:
		c.bind(c.today())
		return "EXISTS (SELECT 1 FROM tasks k WHERE k.customer_id = c.id AND k.state = 0 AND k.done = 0 AND k.due <> '' AND k.due < ?)"
	case query.Dup:
		return `(EXISTS (SELECT 1 FROM contact_points p JOIN contact_points o ON o.normal <> '' AND o.normal = p.normal AND o.customer_id <> p.customer_id
			JOIN customers d ON d.id = o.customer_id AND d.state = 0 WHERE p.customer_id = c.id AND p.normal <> ''))`
	}
	return "1" // binned is a matter of the whole filter
}

// staleRank is the rank that all stale customers are below.
func (c *compiler) staleRank() int64 {
	return rankOf(c.now.AddDate(0, 0, -staleDays).Unix(), 0) + 1<<rankShift
}

// staleDays is how long nobody has dealt with a stale customer.
const staleDays = 90

func (c *compiler) today() string { return c.now.Format(time.DateOnly) }
