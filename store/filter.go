package store

import (
	"context"
	"strings"
	"time"

	"kehu/query"
)

// A filter is a query as SQL on "customers c". Everything that a person typed is
// a bound argument.
type filter struct {
	sql  string // the whole condition
	args []any

	// The same, for gathering matches: a search for words alone starts from the
	// search index instead of from the customers.
	from, found string

	everything bool   // the query has no condition
	live       bool   // only customers in the book, not those in the bin
	name       string // the words in lower case, where the query is nothing else
}

// filter turns a query into SQL.
func (b *Book) filter(ctx context.Context, q query.Query) (filter, error) {
	c := compiler{now: b.store.now(), actor: b.actor.Name}
	own, err := settings(ctx, b.store.reader)
	if err != nil {
		return filter{}, err
	}
	c.settings = own
	f := filter{from: "customers c", everything: q.Where == nil, live: !asksBin(q.Where)}
	state := "c.state = 1"
	if f.live {
		state = "c.state = 0"
	}
	if f.everything {
		f.sql, f.found = state, state
		return f, nil
	}
	condition := c.node(q.Where)
	f.sql, f.args = state+" AND "+condition, c.args
	f.found = f.sql
	if words := onlyWords(q.Where); words != "" {
		f.name = strings.ToLower(words)
		f.fromIndex(state, words)
	}
	return f, nil
}

// fromIndex has the matches of plain words gathered from the search index.
func (f *filter) fromIndex(state, words string) {
	if m := match(words); m != "" && len(f.args) == 1 { // no digits, which are sought elsewhere too
		f.from = "customer_search JOIN customers c ON c.id = customer_search.rowid"
		f.found = state + " AND customer_search MATCH ?"
	}
}

// onlyWords returns the free words of a query that has nothing else, else "".
func onlyWords(n query.Node) string {
	switch n := n.(type) {
	case query.Word:
		return n.Text
	case query.And:
		var texts []string
		for _, part := range n {
			w, ok := part.(query.Word)
			if !ok {
				return ""
			}
			texts = append(texts, w.Text)
		}
		return strings.Join(texts, " ")
	}
	return ""
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

// A compiler writes the SQL of nodes and gathers their arguments.
type compiler struct {
	now      time.Time
	actor    string
	settings Settings
	args     []any
}

func (c *compiler) bind(args ...any) { c.args = append(c.args, args...) }

// node returns the condition of a node, in parentheses where it needs them.
func (c *compiler) node(n query.Node) string {
	switch n := n.(type) {
	case query.And:
		return c.and(n)
	case query.Or:
		return "(" + c.join(n, " OR ") + ")"
	case query.Not:
		return "NOT coalesce(" + c.node(n.Node) + ", 0)"
	case query.Word:
		return c.words([]query.Word{n})
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

// and joins conditions; the free words among them are sought together, which
// is one walk of the index instead of several.
func (c *compiler) and(nodes []query.Node) string {
	var words []query.Word
	var rest []query.Node
	for _, n := range nodes {
		if w, ok := n.(query.Word); ok {
			words = append(words, w)
		} else {
			rest = append(rest, n)
		}
	}
	if len(words) == 0 {
		return "(" + c.join(rest, " AND ") + ")"
	}
	found := c.words(words)
	if len(rest) == 0 {
		return found
	}
	return "(" + found + " AND " + c.join(rest, " AND ") + ")"
}

func (c *compiler) join(nodes []query.Node, by string) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = c.node(n)
	}
	return strings.Join(parts, by)
}

// words finds free words anywhere: in the search index, and by the digits of a
// telephone number where a word may be one.
func (c *compiler) words(words []query.Word) string {
	var parts, texts []string
	for _, w := range words {
		if d := digits(w.Text); d != "" {
			parts = append(parts, c.number(w.Text, d))
		} else {
			texts = append(texts, w.Text)
		}
		if w.Phrase && strings.ContainsAny(w.Text, " \t　") {
			parts = append(parts, c.phrase(w.Text))
		}
	}
	if m := match(strings.Join(texts, " ")); m != "" {
		c.bind(m)
		parts = append(parts, "c.id IN (SELECT rowid FROM customer_search WHERE customer_search MATCH ?)")
	} else if len(texts) > 0 { // nothing but punctuation: sought as it is
		for _, text := range texts {
			parts = append(parts, c.phrase(text))
		}
	}
	return "(" + strings.Join(parts, " AND ") + ")"
}

// number finds a telephone number by its end, or the digits as a word.
func (c *compiler) number(text, reversed string) string {
	found := "c.id IN (SELECT customer_id FROM contact_points WHERE tail >= ? AND tail < ?)"
	c.bind(reversed, reversed+":") // ':' follows '9'
	if m := match(text); m != "" {
		c.bind(m)
		found += " OR c.id IN (SELECT rowid FROM customer_search WHERE customer_search MATCH ?)"
	}
	return "(" + found + ")"
}

// phrase finds a text as it is in the customer's own texts.
func (c *compiler) phrase(text string) string {
	pattern := contains(text)
	columns := []string{"name", "company", "title", "city", "street", "notes", "preferences", "source", "industry"}
	parts := make([]string, len(columns), len(columns)+2)
	for i, column := range columns {
		parts[i] = "c." + column + ` LIKE ? ESCAPE '\'`
		c.bind(pattern)
	}
	parts = append(parts, `EXISTS (SELECT 1 FROM contact_points p WHERE p.customer_id = c.id AND p.value LIKE ? ESCAPE '\')`,
		`EXISTS (SELECT 1 FROM customer_tags t WHERE t.customer_id = c.id AND t.tag LIKE ? ESCAPE '\')`)
	c.bind(pattern, pattern)
	return "(" + strings.Join(parts, " OR ") + ")"
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
		return "c.dealt < ?"
	case query.Overdue:
		c.bind(c.today())
		return "EXISTS (SELECT 1 FROM tasks k WHERE k.customer_id = c.id AND k.state = 0 AND k.done = 0 AND k.due <> '' AND k.due < ?)"
	case query.Dup:
		return `(EXISTS (SELECT 1 FROM contact_points p JOIN contact_points o ON o.normal = p.normal AND o.customer_id <> p.customer_id
			JOIN customers d ON d.id = o.customer_id AND d.state = 0 WHERE p.customer_id = c.id AND p.normal <> ''))`
	}
	return "1" // binned is a matter of the whole filter
}

// staleDays is how long nobody has dealt with a stale customer.
const staleDays = 90

func (c *compiler) today() string { return c.now.Format(time.DateOnly) }
