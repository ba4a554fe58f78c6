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
	order clause
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
		return plan{{"customers c", and(in, clause{sql: "+" + f.state}, f.test), gathered(f, by)}}, nil
	case f.words != "" && unasked:
		return search(f), nil
	case f.state != "c.state = 0":
		return plan{{"customers c", and(clause{sql: f.state}, f.test), orderBy(by, noIndex)}}, nil
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
	for _, tier := range tiers(f.words) {
		p = append(p, arm{"customer_search CROSS JOIN customers c ON c.id = " + customerOfRank,
			and(clause{"customer_search MATCH ?", []any{tier}}, f.other), clause{sql: "customer_search.rowid DESC"}})
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
	where := and(clause{sql: f.state}, f.test)
	if !by[0].desc || len(by[0].exprs) == 1 {
		return plan{{from, where, orderBy(by, nil)}}
	}
	empty := "(" + by[0].exprs[0] + ") = "
	full := slices.Clone(by)
	full[0].exprs = full[0].exprs[1:]
	return plan{{from, and(where, clause{sql: empty + "0"}), orderBy(full, nil)}, {from, and(where, clause{sql: empty + "1"}), orderBy(full, nil)}}
}

// gathered returns the order of gathered customers; without a wish, those whose
// name the words begin come first.
func gathered(f filter, by []key) clause {
	if f.words == "" || by[0].index != byRank {
		return orderBy(by, noIndex)
	}
	begins, rest := likePrefix(f.words), orderBy(by, noIndex)
	return clause{`(c.name LIKE ? ESCAPE '\' OR c.sort_key LIKE ? ESCAPE '\') DESC, ` + rest.sql, []any{begins, begins}}
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

// sortKeys are the columns that lists can be sorted by. Empty ones come last in
// either direction.
var sortKeys = map[string]key{
	"name":          {exprs: []string{"c.sort_key"}, index: "customers_by_name"},
	"company":       {exprs: []string{"c.company = ''", "c.company"}, index: "customers_by_company"},
	"city":          {exprs: []string{"c.city = ''", "c.city"}, index: "customers_by_city"},
	"level":         {exprs: []string{"c.level = ''", "c.level"}, index: "customers_by_level"},
	"owner":         {exprs: []string{"c.owner = ''", "c.owner"}, index: "customers_by_owner"},
	"orders":        {exprs: []string{"c.orders"}, index: "customers_by_orders"},
	"spent":         {exprs: []string{"c.spent"}, index: "customers_by_spent"},
	"last_purchase": {exprs: []string{"c.last_purchase = ''", "c.last_purchase"}, index: "customers_by_last_purchase"},
	"last_contact":  {exprs: []string{"c.last_contact = 0", "c.last_contact"}, index: "customers_by_last_contact"},
	"created":       {exprs: []string{"c.created"}, index: "customers_by_created"},
	"last":          {exprs: []string{"c.dealt"}, index: "customers_by_dealt"},
}

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
	}
	return key{exprs: []string{column + " = ''", column}}, true
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

// orderBy returns the ORDER BY list, made total by the id. adapt changes each
// expression; nil leaves it.
func orderBy(by []key, adapt func(string) string) clause {
	var parts []string
	for _, k := range by {
		for i, expr := range k.exprs {
			if adapt != nil {
				expr = adapt("(" + expr + ")")
			}
			if k.desc && i == len(k.exprs)-1 {
				expr += " DESC"
			}
			parts = append(parts, expr)
		}
	}
	last := "c.id"
	if by[0].desc {
		last = "c.id DESC"
	}
	return clause{sql: strings.Join(append(parts, last), ", ")}
}
