package store

import (
	"context"
	"strconv"
	"strings"

	"kehu/query"
)

// A plan is the statement of one window of customers, without LIMIT.
type plan struct {
	sql  string
	args []any
}

// narrow is how many matches are gathered and sorted. More than these are
// broad: there the statement walks the index of the order and tests each row,
// so that the first page comes at once however many match.
const narrow = 2000

// plan decides how to find a filter's rows in an order. The filter's matches
// are counted up to the bound that parts narrow from broad.
func (s *Store) plan(ctx context.Context, f filter, by []key) (plan, error) {
	if f.everything {
		return walk(f, by), nil
	}
	var n int
	err := s.reader.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM "+f.from+" WHERE "+f.found+" LIMIT "+strconv.Itoa(narrow+1)+")",
		f.args...).Scan(&n)
	if err != nil {
		return plan{}, err
	}
	if n > narrow && f.live {
		return walk(f, by), nil
	}
	return gather(f, by), nil
}

// walk follows the order's own index and tests the filter on each row. Empty
// texts come last in either direction: downwards the full ones and the empty
// ones are two walks.
func walk(f filter, by []key) plan {
	one := func(extra string) string {
		return "SELECT " + summaryColumns + " FROM customers c INDEXED BY " + by[0].index + " WHERE " + f.sql + extra + " ORDER BY " + orderBy(by, nil)
	}
	if !by[0].desc || len(by[0].exprs) == 1 {
		return plan{one(""), f.args}
	}
	empty := " AND (" + by[0].exprs[0] + ") = "
	return plan{"SELECT * FROM (" + one(empty+"0") + ") UNION ALL SELECT * FROM (" + one(empty+"1") + ")", append(f.args, f.args...)}
}

// gather finds the matches by the filter's indexes and sorts them; without an
// order of the person's own the best matches of the name come first.
func gather(f filter, by []key) plan {
	args := append([]any{}, f.args...)
	tiers := ""
	if by[0].index == byDealt && f.name != "" {
		tiers = "CASE WHEN lower(c.name) = ? OR lower(c.company) = ? THEN 0 WHEN c.name LIKE ? ESCAPE '\\' THEN 1 WHEN c.sort_key LIKE ? ESCAPE '\\' THEN 2 ELSE 3 END, "
		prefix := likePrefix(f.name)
		args = append(args, f.name, f.name, prefix, prefix)
	}
	// The + keeps SQLite from walking the index of the order for few rows.
	return plan{"SELECT " + summaryColumns + " FROM " + f.from + " WHERE " + f.found + " ORDER BY " + tiers + orderBy(by, noIndex), args}
}

func noIndex(expr string) string { return "+" + expr }

// likePrefix returns the LIKE pattern of what starts with a text.
func likePrefix(text string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text) + "%"
}

// A key is one key of an order: SQL expressions, and the index that has them.
type key struct {
	exprs []string
	index string
	desc  bool
}

// byDealt is the index of the order without a wish: dealt with last first.
const byDealt = "customers_by_dealt"

// sortKeys are the columns that lists can be sorted by. Empty texts come last
// in either direction.
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
	"last":          {exprs: []string{"c.dealt"}, index: byDealt},
}

// Sortable reports whether lists can be sorted by a field.
func Sortable(field string) bool { _, ok := sortKeys[field]; return ok }

// order returns the keys of the order that a page or a query asks for; fields
// without an index of their own are sorted by their column.
func order(q query.Query, p Page) []key {
	wanted := p.Sort
	if len(wanted) == 0 {
		wanted = q.Sort
	}
	var keys []key
	for _, o := range wanted {
		if k, ok := sortKeys[o.Field.Key]; ok {
			k.desc = o.Desc
			keys = append(keys, k)
		}
	}
	if len(keys) == 0 {
		return []key{{exprs: []string{"c.dealt"}, index: byDealt, desc: true}}
	}
	return keys
}

// orderBy returns the ORDER BY list, made total by the id. adapt changes each
// expression; nil leaves it.
func orderBy(by []key, adapt func(string) string) string {
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
	return strings.Join(append(parts, last), ", ")
}
