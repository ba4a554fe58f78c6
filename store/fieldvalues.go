package store

import (
	"slices"
	"strings"

	"kehu/model/pinyin"
	"kehu/query"
)

// mostDistinct is how many different values a field may have for them to be
// looked through before the customers are.
const mostDistinct = 3000

// valued reports whether a field may have few different values, with an index of
// them. Levels and the like are told apart in any letter case.
func valued(key string) bool {
	return slices.Contains([]string{"level", "kind", "gender", "language"}, key) || slices.Contains(sortedTexts, key)
}

// valueFinder lists the customers with those of a field's values that a term
// matches; false when there are too many different ones, as of companies.
func (c *compiler) valueFinder(t query.Term) (clause, bool) {
	k, _ := keyOf(t.Field)
	matching, ok := c.matching(t, k)
	if !ok {
		return clause{}, false
	}
	switch {
	case len(matching) == 0:
		return clause{sql: "SELECT id FROM customers WHERE 0"}, true
	case len(matching) <= mostStretches:
		var each clause
		for _, value := range matching {
			each = orFrom(each, k.rangeIDs(clause{sql: k.column + " = ?", args: []any{value}}))
		}
		return each, true
	}
	return clause{sql: k.ids(k.column + " IN (" + placeholders(len(matching)) + ")"), args: matching}, true
}

// mostStretches is how many values are sooner found one by one in an order that is in
// memory than by SQLite: each takes a millisecond of a million customers.
const mostStretches = 8

// valueBounds says between which values those that a term matches lie.
func (c *compiler) valueBounds(t query.Term) map[string]clause {
	k, _ := keyOf(t.Field)
	values, ok := c.matching(t, k)
	if !ok || len(values) == 0 {
		return nil
	}
	return map[string]clause{k.column: {sql: k.column + " BETWEEN ? AND ?", args: []any{values[0], values[len(values)-1]}}}
}

// matching returns those of a field's values that a term matches, in their order.
func (c *compiler) matching(t query.Term, k key) (matching []any, ok bool) {
	values, ok := c.distinctOnce(k)
	for _, value := range values {
		if c.matches(t, value) {
			matching = append(matching, value)
		}
	}
	return matching, ok
}

// distinctOnce is distinct, read once for a query.
func (c *compiler) distinctOnce(k key) ([]string, bool) {
	if known, done := c.values[k.column]; done {
		return known, known != nil
	}
	values, ok := c.distinct(k)
	if !ok {
		values = nil
	}
	if c.values == nil {
		c.values = map[string][]string{}
	}
	c.values[k.column] = values
	return values, ok
}

// distinct returns the different values of a key: the index leads from one to the
// next, so that the time does not grow with the book.
func (c *compiler) distinct(k key) ([]string, bool) {
	rows, err := c.db.QueryContext(c.ctx, "WITH RECURSIVE k(v) AS (SELECT '' UNION ALL SELECT ("+k.nextValue()+") FROM k WHERE k.v IS NOT NULL LIMIT ?) SELECT v FROM k WHERE v <> ''", mostDistinct)
	values, err := scanAll(rows, err, scanOne[string])
	c.err = firstError(c.err, err)
	return append([]string{}, values...), len(values) < mostDistinct-1
}

// matches reports whether a term holds for the text behind a sort key, as its SQL
// does.
func (c *compiler) matches(t query.Term, key string) bool {
	text := key
	if _, written, found := strings.Cut(key, "\x00"); found {
		text = written
	}
	for _, wanted := range t.Texts() {
		if t.Field.Key == "owner" && wanted == query.Me {
			wanted = c.actor
		}
		if lowerASCII(text) == lowerASCII(wanted) || t.Field.Type == query.Text && t.Op != query.Exact && HasText(text, pinyin.Fold(wanted)) {
			return true
		}
	}
	return false
}
