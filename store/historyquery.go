package store

import (
	"context"
	"strconv"
	"strings"

	"kehu/model"
	"kehu/query"
)

// A HistoryQuery asks for change sets: by a query of query.History, and of one
// record, with what belongs to a customer. The zero HistoryQuery is all of them.
type HistoryQuery struct {
	Query query.Query
	Of    *model.Ref // nil for all records
}

// mostAsked is how many customers the words of customer: may find. What each of
// them went through is gathered from indexes; of half a book that would take
// longer than a person waits.
const mostAsked = 500

// history turns a query into the condition of change sets s.
func (b *Book) history(ctx context.Context, q HistoryQuery) (clause, error) {
	c := historyCompiler{book: b, compiler: &compiler{now: b.store.now(), actor: b.actor.Name, ctx: ctx, db: b.store.reader}}
	where := clause{sql: "1"}
	if q.Of != nil {
		where = concerning(q.Of.Kind, strconv.FormatInt(q.Of.ID, 10))
	}
	if q.Query.Where != nil {
		where = and(where, c.take(c.node(q.Query.Where)))
	}
	return where, c.err
}

// A historyCompiler writes the SQL of conditions on change sets.
type historyCompiler struct {
	*compiler
	book *Book
}

func (c historyCompiler) join(nodes []query.Node, by string) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = c.node(n)
	}
	return "(" + strings.Join(parts, by) + ")"
}

func (c historyCompiler) node(n query.Node) string {
	switch n := n.(type) {
	case query.And:
		return c.join(n, " AND ")
	case query.Or:
		return c.join(n, " OR ")
	case query.Not:
		return "NOT " + c.node(n.Node)
	case query.Word:
		return c.word(n.Text)
	case query.Term:
		return c.term(n)
	case query.Has:
		return "NOT " + c.lacks(n.Field)
	case query.No:
		return c.lacks(n.Field)
	case query.Is: // there is one state
		return "(s.undone_by IS NOT NULL)"
	}
	return "1"
}

// word finds what a change set was about, or who wrote it; "#12" is its number.
func (c historyCompiler) word(text string) string {
	if id, err := strconv.ParseInt(strings.TrimPrefix(text, "#"), 10, 64); err == nil && strings.HasPrefix(text, "#") {
		c.bind(id)
		return "(s.id = ?)"
	}
	c.bind(contains(text), contains(text))
	return `(s.subject LIKE ? ESCAPE '\' OR s.actor LIKE ? ESCAPE '\')`
}

func (c historyCompiler) term(t query.Term) string {
	switch t.Field.Key {
	case "at":
		return c.days(t.Spans(c.now))
	case "customer":
		return c.customers(t)
	case "file":
		return "(s.action = 'import' AND " + c.compare(t, "s.subject") + ")"
	case "id":
		return c.equals(t, "s.id")
	case "by":
		return c.actors(t)
	}
	return c.oneOf("s."+t.Field.Key, t.Texts())
}

// oneOf compares by the index that has the order of the list too; with several
// values that order is lost.
func (c historyCompiler) oneOf(column string, texts []string) string {
	for _, text := range texts {
		c.bind(text)
	}
	if len(texts) == 1 {
		return column + " = ?"
	}
	return column + " IN (" + placeholders(len(texts)) + ")"
}

func (c historyCompiler) actors(t query.Term) string {
	texts := t.Texts()
	for i, text := range texts {
		if text == query.Me {
			texts[i] = c.actor
		}
	}
	return c.oneOf("s.actor COLLATE NOCASE", texts)
}

// fewDays is how many change sets of a span of days are sorted; where there are
// more, the list is walked and each tested.
const fewDays = 5000

// days holds for change sets of the spans.
func (c historyCompiler) days(spans []query.Span) string {
	parts := make([]string, len(spans))
	for i, span := range spans {
		bound := len(c.args)
		parts[i] = c.instants([]query.Span{span}, "at")
		var n int
		err := c.db.QueryRowContext(c.ctx, "SELECT count(*) FROM (SELECT 1 FROM change_sets WHERE "+parts[i]+" LIMIT "+strconv.Itoa(fewDays)+")", c.args[bound:]...).Scan(&n)
		if c.err = firstError(c.err, err); n == fewDays {
			parts[i] = strings.ReplaceAll(parts[i], "at ", "+at ") // not by its index
		}
	}
	return any1(parts)
}

// lacks holds where a field of a change set is empty.
func (c historyCompiler) lacks(f *query.Field) string {
	switch f.Key {
	case "by":
		return "(s.actor = '')"
	case "kind":
		return "(s.kind = '')"
	case "file":
		return "NOT (s.action = 'import' AND s.subject <> '')"
	case "customer":
		return "NOT EXISTS (SELECT 1 FROM changes c WHERE c.change_set = s.id AND c.kind IN ('customer', 'purchase', 'interaction', 'task'))"
	}
	return "(0)" // every change set has a number, a time, an origin and an action
}

// customers holds for what concerned customers: those that the words of a value
// find, in the book or in the bin, and those that had the name then.
func (c historyCompiler) customers(t query.Term) string {
	var parts []string
	for _, v := range t.Values {
		ids, err := c.book.asked(c.ctx, v.Text, t.Op == query.Exact)
		c.err = firstError(c.err, err)
		c.bind(v.Text)
		parts = append(parts, concerning(model.KindCustomer, idText(ids), sameName).sql)
	}
	return any1(parts)
}

// sameName lists the change sets about somebody who had a name then.
const sameName = `SELECT id FROM change_sets WHERE subject = ? COLLATE NOCASE
	AND kind IN ('customer', 'purchase', 'interaction', 'task') AND action NOT IN ('import', 'demo')`

// asked finds customers by number or by words, as a search does; the problem of
// very many is Invalid (history_customers_many).
func (b *Book) asked(ctx context.Context, text string, exact bool) ([]int64, error) {
	if number, is := strings.CutPrefix(text, "#"); is {
		if id, err := strconv.ParseInt(number, 10, 64); err == nil {
			return []int64{id}, nil
		}
	}
	var where query.Node
	for _, word := range strings.Fields(text) {
		where = query.All(where, query.Word{Text: word})
	}
	if exact {
		where = query.EqualTo(query.Customers().Field("name"), text)
	}
	var ids []int64
	for _, q := range []query.Query{{Where: where}, {Where: query.All(where, query.Is{State: query.Binned})}} {
		found, err := b.IDs(ctx, q)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	if len(ids) > mostAsked {
		return nil, model.NewProblem(model.Invalid, "history_customers_many", "Text", text, "Count", len(ids), "Most", mostAsked)
	}
	return ids, nil
}

// concerning is the condition of the change sets that touched records, whose ids
// are SQL, or anything of customers, and of those that more statements list.
func concerning(kind model.Kind, ids string, more ...string) clause {
	parts := append(more,
		"SELECT change_set FROM changes WHERE kind = '"+string(kind)+"' AND record IN ("+ids+")",
		"SELECT c.change_set FROM "+tables[kind]+" r CROSS JOIN changes c ON c.kind = '"+string(kind)+
			"' AND c.last > c.record AND c.record <= r.id AND c.last >= r.id WHERE r.id IN ("+ids+")")
	if kind == model.KindCustomer {
		for _, k := range ownKinds {
			for _, state := range []string{"r.state = 0", "r.state <> 0"} { // by an index each
				own := "SELECT c.change_set FROM " + tables[k] + " r CROSS JOIN changes c ON c.kind = '" + string(k) + "' AND "
				of := " WHERE r.customer_id IN (" + ids + ") AND " + state
				parts = append(parts, own+"c.record = r.id"+of, own+"c.last > c.record AND c.record <= r.id AND c.last >= r.id"+of)
			}
			parts = append(parts, "SELECT h.change_set FROM changes c CROSS JOIN changes h ON h.kind = c.kind AND h.record = c.record WHERE c.kind = '"+
				string(k)+"' AND "+moved+" AND CAST(c.fields ->> '$.customer_id[0]' AS INTEGER) IN ("+ids+")")
		}
	}
	return clause{sql: "s.id IN (" + strings.Join(parts, " UNION ") + ")"}
}

// moved is the condition of a change c that gave a record to another customer, as
// its index has it.
const moved = `instr(c.fields, '"customer_id":') > 0`
