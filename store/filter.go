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
	texts  *fieldTexts       // where there is no exact finder: lists them from all values of the field
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

	memory lister // the same from memory, as long as that takes some milliseconds; nil where it never does
	whole  reader // the same without SQL, which reads a whole index; nil where that takes longer
}

// A lister lists customers; it reports false where it cannot in time.
type lister func(context.Context, setReader) (list idSet, ok bool, err error)

// A reader lists customers, however long it takes.
type reader func(context.Context, setReader) (idSet, error)

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
	switch {
	case a.empty():
		return b
	case b.empty():
		return a
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
	c := compiler{bought: map[string]string{}, now: b.store.now(), actor: b.actor.Name, settings: own, db: b.store.reader, ctx: ctx}
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
		p.match, p.without = c.indexed(n), c.negated(n)
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
	case isTerm && !p.exact:
		p.texts = c.fieldTexts(t, p.scan)
	case isTerm && valued(t.Field.Key):
		p.bounds = c.valueBounds(t)
	}
	return p
}

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

	bought map[string]string   // the expressions of those who bought something, by condition
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
