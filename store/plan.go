package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kehu/model"
	"kehu/query"
)

// A plan finds the customers of a filter in an order: its arms one after the
// other. No customer is in two of them. With parts, the arms give more customers
// than the filter finds, and a sieve tests them.
type plan struct {
	arms  []arm
	parts []part
}

// An arm is one statement of a plan.
type arm struct {
	from  string
	where clause
	order ordering
	one   string // "FROM … WHERE …" of one customer by its id; "" where all rows are read in any case
}

// An ordering is an ORDER BY list.
type ordering []step

// A step is one expression of an ordering.
type step struct {
	expr clause
	desc bool
}

func (o ordering) clause() clause {
	var texts []string
	var args []any
	for _, p := range o {
		text := p.expr.sql
		if p.desc {
			text += " DESC"
		}
		texts, args = append(texts, text), append(args, p.expr.args...)
	}
	return clause{strings.Join(texts, ", "), args}
}

// whole returns the plan of a list that is read to its end: every customer is
// tested in any case.
func (p plan) whole() plan {
	arms := slices.Clone(p.arms)
	for i := range arms {
		for _, part := range p.parts {
			arms[i].where = and(arms[i].where, part.scan)
		}
	}
	return plan{arms: arms}
}

// narrow is how many matches are gathered and sorted: to read as many from the
// table takes some milliseconds. A part that finds more is broad.
const narrow = 1000

// plan decides how to find a filter's customers in an order:
//
//   - nothing but words, in the order without a wish: the search index gives
//     them in that order by itself, the best tier first;
//   - a narrow part: its customers are gathered, tested for the rest and sorted;
//   - else the index of the order, or of the words, is followed, and a sieve
//     tests each customer.
func (s *Store) plan(ctx context.Context, f filter, by []key) (plan, error) {
	unasked := by[0].index == byRank
	if f.words != "" && len(f.parts) == 1 && unasked {
		return plan{arms: search(f)}, nil
	}
	at, err := s.narrowest(ctx, f.parts)
	switch {
	case err != nil:
		return plan{}, err
	case at >= 0:
		return plan{arms: []arm{gather(f, at, by)}}, nil
	case by[0].index == "" || f.state != inBook:
		return plan{arms: []arm{{from: "customers c", where: and(clause{sql: f.state}, f.scan()), order: orderBy(by, noIndex)}}}, nil
	case f.words != "" && unasked:
		return plan{search(f), f.others()}, nil
	}
	return plan{walk(f, by), f.parts}, nil
}

// narrowest returns the part with an index that finds the fewest customers, -1
// when none is narrow. Counting stops at the bound.
func (s *Store) narrowest(ctx context.Context, parts []part) (int, error) {
	best, fewest := -1, narrow+1
	for i, p := range parts {
		if p.finder.empty() {
			continue
		}
		var n int
		err := s.reader.QueryRowContext(ctx, "SELECT count(*) FROM ("+p.finder.sql+" LIMIT "+strconv.Itoa(fewest)+")", p.finder.args...).Scan(&n)
		if err != nil {
			return -1, err
		}
		if n < fewest {
			best, fewest = i, n
		}
	}
	return best, nil
}

// gather reads the customers of a narrow part, tests them for the others and
// sorts them.
func gather(f filter, at int, by []key) arm {
	narrow := f.parts[at]
	where := and(clause{"c.id IN (" + narrow.finder.sql + ")", narrow.finder.args}, clause{sql: "+" + f.state})
	for i, p := range f.parts {
		if i != at || !p.exact {
			where = and(where, p.test)
		}
	}
	return arm{from: "customers c", where: where, order: gathered(f, by)}
}

// search reads the search index tier by tier; ranks come out the greatest first,
// from where to where the other conditions say something of them.
func search(f filter) []arm {
	var arms []arm
	const from = "customer_search CROSS JOIN customers c ON c.id = " + customerOfRank
	for _, tier := range tiers(f.words) {
		where := clause{"customer_search MATCH ?", []any{tier}}
		for _, p := range f.others() {
			bound := p.bounds["c.rank"]
			where = and(where, clause{strings.ReplaceAll(bound.sql, "c.rank", "customer_search.rowid"), bound.args})
		}
		arms = append(arms, arm{from: from, where: where,
			order: ordering{{clause{sql: "customer_search.rowid"}, true}},
			one:   "FROM " + from + " WHERE customer_search.rowid = (SELECT rank FROM customers WHERE id = ?)"})
	}
	return arms
}

// walk follows the order's own index, from where to where the filter says
// something of its column. Empty texts come last in either direction: downwards,
// the full ones and the empty ones are two walks.
func walk(f filter, by []key) []arm {
	all := arm{from: "customers c INDEXED BY " + by[0].index, where: clause{sql: f.state}, order: orderBy(by, nil), one: "FROM customers c WHERE c.id = ?"}
	for _, p := range f.parts {
		all.where = and(all.where, p.bounds[by[0].exprs[len(by[0].exprs)-1]])
	}
	if !by[0].desc || len(by[0].exprs) == 1 {
		return []arm{all}
	}
	empty := "(" + by[0].exprs[0] + ") = "
	all.order = all.order[1:]
	full, blank := all, all
	full.where, blank.where = and(all.where, clause{sql: empty + "0"}), and(all.where, clause{sql: empty + "1"})
	return []arm{full, blank}
}

// gathered returns the order of gathered customers; without a wish, those whose
// name the words begin come first.
func gathered(f filter, by []key) ordering {
	if f.words == "" || by[0].index != byRank {
		return orderBy(by, noIndex)
	}
	begins := likePrefix(f.words)
	first := step{clause{`(c.name LIKE ? ESCAPE '\' OR c.sort_key LIKE ? ESCAPE '\')`, []any{begins, begins}}, true}
	return append(ordering{first}, orderBy(by, noIndex)...)
}

func noIndex(expr string) string { return "+" + expr }

// A key is one key of an order: SQL expressions, and the index that has them.
type key struct {
	exprs []string
	index string
	desc  bool
}

// text reports whether the key is a text by which people look things up, with an
// index.
func (k key) text() bool {
	return k.index == sortKeys["name"].index || slices.ContainsFunc(sortedTexts, func(f string) bool { return k.exprs[len(k.exprs)-1] == "c."+sortColumn(f) })
}

// byRank is the index of the order without a wish: dealt with last first, by
// the day, and among those of a day the newest customer.
const byRank = "customers_by_rank"

// sortKeys are the columns with an index that lists can be sorted by. Empty ones
// come last in either direction.
var sortKeys = map[string]key{
	"name":          {exprs: []string{"c.sort_key"}, index: "customers_by_name"},
	"orders":        {exprs: []string{"c.orders"}, index: "customers_by_orders"},
	"spent":         {exprs: []string{"c.spent"}, index: "customers_by_spent"},
	"last_purchase": {exprs: []string{"c.last_purchase = ''", "c.last_purchase"}, index: "customers_by_last_purchase"},
	"last_contact":  {exprs: []string{"c.last_contact = 0", "c.last_contact"}, index: "customers_by_last_contact"},
	"created":       {exprs: []string{"c.created"}, index: "customers_by_created"},
	"last":          {exprs: []string{"c.dealt"}, index: "customers_by_dealt"},
}

// indexedTexts are the columns with an index of their own that are sorted by
// what they hold.
var indexedTexts = []string{"level", "phone", "email", "postcode", "kind", "birthday"}

// keyOf returns the key of an order by a field. Fields without an index of their
// own are sorted by their column, empty ones last.
func keyOf(f *query.Field) (key, bool) {
	if k, ok := sortKeys[f.Key]; ok {
		return k, true
	}
	column, ok := columns[f.Key]
	switch {
	case !ok || f.Unsorted:
		return key{}, false
	case f.Key == "id":
		return key{exprs: []string{column}}, true
	case slices.Contains(sortedTexts, f.Key), slices.Contains(indexedTexts, f.Key):
		return textKey(f.Key), true
	}
	return key{exprs: []string{column + " = ''", column}}, true
}

// textKey is the key of a field of text that has an index.
func textKey(field string) key {
	column := "c." + field
	if slices.Contains(sortedTexts, field) {
		column = "c." + sortColumn(field)
	}
	return key{exprs: []string{column + " = ''", column}, index: "customers_by_" + field}
}

// order returns the keys of the order that a page or a query asks for.
func order(q query.Query, p Page) ([]key, error) {
	wanted := p.Sort
	if len(wanted) == 0 {
		wanted = q.Sort
	}
	var keys []key
	for _, o := range wanted {
		k, ok := keyOf(o.Field)
		if !ok {
			return nil, model.NewProblem(model.Invalid, "not_sortable", "Name", o.Field.Key)
		}
		k.desc = o.Desc
		keys = append(keys, k)
	}
	if len(keys) == 0 {
		return lastDealtFirst(), nil
	}
	return keys, nil
}

// lastDealtFirst is the order without a wish.
func lastDealtFirst() []key {
	return []key{{exprs: []string{"c.rank"}, index: byRank, desc: true}}
}

// orderBy returns the ordering of keys, made total by the id. adapt changes each
// expression; nil leaves it.
func orderBy(by []key, adapt func(string) string) ordering {
	var o ordering
	for _, k := range by {
		for i, expr := range k.exprs {
			if adapt != nil {
				expr = adapt("(" + expr + ")")
			}
			o = append(o, step{clause{sql: expr}, k.desc && i == len(k.exprs)-1})
		}
	}
	return append(o, step{clause{sql: "c.id"}, by[0].desc})
}
