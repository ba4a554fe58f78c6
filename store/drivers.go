package store

import (
	"strings"

	"kehu/query"
)

// drivers returns statements that list the customers that parts of a condition
// find, for the parts that have an index.
func (c *compiler) drivers(words string, nodes []query.Node) []clause {
	var all []clause
	if words != "" {
		all = append(all, clause{"SELECT " + customerOfRank + " FROM customer_search WHERE customer_search MATCH ?", []any{expression(words, "")}})
	}
	for _, n := range nodes {
		if d := c.driver(n); !d.empty() {
			all = append(all, d)
		}
	}
	return all
}

// driver returns the statement of one part; the empty clause when it has no index.
func (c *compiler) driver(n query.Node) clause {
	switch n := n.(type) {
	case query.Or:
		return c.either(n)
	case query.Word:
		if d := digits(n.Text); d != "" {
			return c.numberDriver(n.Text, d)
		}
	case query.Is:
		if n.State == query.Overdue {
			return clause{"SELECT customer_id FROM tasks WHERE state = 0 AND done = 0 AND due <> '' AND due < ?", []any{c.today()}}
		}
	case query.Term:
		return c.termDriver(n)
	}
	return clause{}
}

// either unites the drivers of alternatives, if each has one.
func (c *compiler) either(nodes []query.Node) clause {
	var out clause
	for i, n := range nodes {
		d := c.driver(n)
		if d.empty() {
			return clause{}
		}
		if i > 0 {
			out.sql += " UNION "
		}
		out.sql += d.sql
		out.args = append(out.args, d.args...)
	}
	return out
}

// ranged are the columns with an index that a range of values can follow.
var ranged = map[string]bool{"c.orders": true, "c.spent": true, "c.dealt": true, "c.created": true,
	"c.last_contact": true, "c.last_purchase": true}

// emptyMarked are those among the indexed columns whose index begins with
// whether they are empty, because lists show empty ones last.
var emptyMarked = map[string]string{"c.last_purchase": "(c.last_purchase = '') = 0 AND ", "c.last_contact": "(c.last_contact = 0) = 0 AND "}

func (c *compiler) termDriver(t query.Term) clause {
	column := columns[t.Field.Key]
	switch key := t.Field.Key; {
	case key == "tag":
		return c.take("SELECT customer_id FROM customer_tags WHERE " + c.equals(t, "tag"))
	case key == "phone":
		return c.phoneTermDriver(t)
	case key == "bought":
		return c.take("SELECT u.customer_id FROM products r CROSS JOIN items i ON i.product_id = r.id CROSS JOIN purchases u ON u.id = i.purchase_id WHERE " +
			c.texts(t, "r.name") + " AND u.state = 0")
	case key == "id":
		return c.take("SELECT c.id FROM customers c WHERE " + c.equals(t, "c.id"))
	case ranged[column]:
		return c.take("SELECT c.id FROM customers c WHERE c.state = 0 AND " + emptyMarked[column] + c.compare(t, column))
	case searched[key]:
		return c.textDriver(t)
	}
	return clause{}
}

// searched are the text fields whose words are all in the search index.
var searched = map[string]bool{"name": true, "company": true, "title": true, "city": true, "province": true, "country": true,
	"postcode": true, "owner": true, "source": true, "industry": true, "notes": true, "preferences": true, "address": true, "email": true, "wechat": true}

// textDriver finds by the search index those that may have a value in a field:
// all of its words, anywhere in the customer. The index has no middles of
// Latin words, so that it serves Chinese and whole values only.
func (c *compiler) textDriver(t query.Term) clause {
	var alternatives []string
	for _, text := range t.Texts() {
		e := expression(text, "")
		if e == "" || t.Field.Key == "owner" && text == query.Me || !startsWords(t, text) {
			return clause{}
		}
		alternatives = append(alternatives, "("+e+")")
	}
	return clause{"SELECT " + customerOfRank + " FROM customer_search WHERE customer_search MATCH ?", []any{strings.Join(alternatives, " OR ")}}
}

// startsWords reports whether the search index finds every value that a term
// matches: those of an equality, or Chinese text, which is indexed from each
// character on.
func startsWords(t query.Term, text string) bool {
	if t.Field.Type != query.Text || t.Op == query.Exact {
		return true
	}
	for _, r := range text {
		if r < 0x2E80 {
			return false
		}
	}
	return true
}

// phoneTermDriver unites the drivers of the numbers of a phone: term.
func (c *compiler) phoneTermDriver(t query.Term) clause {
	var out clause
	for i, text := range t.Texts() {
		d := digits(text)
		if d == "" {
			return clause{}
		}
		if i > 0 {
			out.sql += " UNION "
		}
		one := c.phoneDriver(text, d)
		out.sql, out.args = out.sql+one.sql, append(out.args, one.args...)
	}
	return out
}
