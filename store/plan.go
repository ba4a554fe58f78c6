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
// other. No customer is in two of them.
type plan []arm

// An arm is one statement of a plan.
type arm struct {
	from  string
	where clause
	order ordering
	one   string // "FROM … WHERE …" of one customer by its id; "" where all rows are read in any case
}

// An ordering is an ORDER BY list.
type ordering []part

// A part is one expression of an ordering.
type part struct {
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

// narrow is how many matches are gathered and sorted. A part of the condition
// that finds more is broad: there the rows are read in their order and tested,
// so that the first page comes at once however many match.
const narrow = 2000

// plan decides how to find a filter's customers in an order:
//
//   - nothing but words, in the order without a wish: the search index gives
//     them in that order by itself, the best tier first;
//   - a narrow part: its customers are gathered, tested for the rest and sorted;
//   - else the index of the order is followed, testing each customer.
func (s *Store) plan(ctx context.Context, f filter, by []key) (plan, error) {
	unasked := by[0].index == byRank
	if f.words != "" && f.other.empty() && unasked {
		return search(f), nil
	}
	driver, err := s.narrowest(ctx, f.drivers)
	switch {
	case err != nil:
		return nil, err
	case !driver.empty():
		in := clause{"c.id IN (" + driver.sql + ")", driver.args}
		return plan{{from: "customers c", where: and(in, clause{sql: "+" + f.state}, f.test), order: gathered(f, by)}}, nil
	case f.words != "" && unasked:
		return search(f), nil
	case f.state != "c.state = 0":
		return plan{{from: "customers c", where: and(clause{sql: f.state}, f.test), order: orderBy(by, noIndex)}}, nil
	}
	return walk(f, by), nil
}

// narrowest returns the driver that finds the fewest customers, if one is
// narrow. Counting stops at the bound.
func (s *Store) narrowest(ctx context.Context, drivers []clause) (clause, error) {
	best, fewest := clause{}, narrow+1
	for _, d := range drivers {
		var n int
		err := s.reader.QueryRowContext(ctx, "SELECT count(*) FROM ("+d.sql+" LIMIT "+strconv.Itoa(fewest)+")", d.args...).Scan(&n)
		if err != nil {
			return clause{}, err
		}
		if n < fewest {
			best, fewest = d, n
		}
	}
	return best, nil
}

// search reads the search index tier by tier; ranks come out the greatest first.
func search(f filter) plan {
	var p plan
	const from = "customer_search CROSS JOIN customers c ON c.id = " + customerOfRank
	for _, tier := range tiers(f.words) {
		p = append(p, arm{from: from, where: and(clause{"customer_search MATCH ?", []any{tier}}, f.other),
			order: ordering{{clause{sql: "customer_search.rowid"}, true}},
			one:   "FROM " + from + " WHERE customer_search.rowid = (SELECT rank FROM customers WHERE id = ?)"})
	}
	return p
}

// walk follows the order's own index and tests each customer. Empty texts come
// last in either direction: downwards, the full ones and the empty ones are two
// walks.
func walk(f filter, by []key) plan {
	from := "customers c"
	if by[0].index != "" {
		from += " INDEXED BY " + by[0].index
	}
	all := arm{from: from, where: and(clause{sql: f.state}, f.test), order: orderBy(by, nil)}
	if by[0].index != "" {
		all.one = "FROM customers c WHERE c.id = ?"
	}
	if !by[0].desc || len(by[0].exprs) == 1 {
		return plan{all}
	}
	empty := "(" + by[0].exprs[0] + ") = "
	all.order = all.order[1:]
	full, blank := all, all
	full.where, blank.where = and(all.where, clause{sql: empty + "0"}), and(all.where, clause{sql: empty + "1"})
	return plan{full, blank}
}

// gathered returns the order of gathered customers; without a wish, those whose
// name the words begin come first.
func gathered(f filter, by []key) ordering {
	if f.words == "" || by[0].index != byRank {
		return orderBy(by, noIndex)
	}
	begins := likePrefix(f.words)
	first := part{clause{`(c.name LIKE ? ESCAPE '\' OR c.sort_key LIKE ? ESCAPE '\')`, []any{begins, begins}}, true}
	return append(ordering{first}, orderBy(by, noIndex)...)
}

func noIndex(expr string) string { return "+" + expr }

// A key is one key of an order: SQL expressions, and the index that has them.
type key struct {
	exprs []string
	index string
	desc  bool
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
var indexedTexts = []string{"level", "phone", "email", "postcode", "kind"}

// keyOf returns the key of an order by a field. Fields without an index of their
// own are sorted by their column, empty ones last.
func keyOf(f *query.Field) (key, bool) {
	if k, ok := sortKeys[f.Key]; ok {
		return k, true
	}
	column, ok := columns[f.Key]
	index := ""
	switch {
	case !ok || f.Unsorted:
		return key{}, false
	case f.Key == "id":
		return key{exprs: []string{column}}, true
	case slices.Contains(sortedTexts, f.Key):
		column, index = "c."+sortColumn(f.Key), "customers_by_"+f.Key
	case slices.Contains(indexedTexts, f.Key):
		index = "customers_by_" + f.Key
	}
	return key{exprs: []string{column + " = ''", column}, index: index}, true
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
		return []key{{exprs: []string{"c.rank"}, index: byRank, desc: true}}, nil
	}
	return keys, nil
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
			o = append(o, part{clause{sql: expr}, k.desc && i == len(k.exprs)-1})
		}
	}
	return append(o, part{clause{sql: "c.id"}, by[0].desc})
}
