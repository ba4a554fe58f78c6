package store

import (
	"strconv"
	"strings"
	"time"

	"kehu/model"
	"kehu/model/pinyin"
	"kehu/query"
)

// columns say where the fields of the catalogue are found. Fields that are not
// here have a table of their own, see related.
var columns = map[string]string{
	"id": "c.id", "phone": "c.phone", "email": "c.email", "name": "c.name", "company": "c.company", "title": "c.title", "kind": "c.kind", "gender": "c.gender",
	"language": "c.language", "city": "c.city", "province": "c.province", "country": "c.country", "postcode": "c.postcode",
	"level": "c.level", "owner": "c.owner", "source": "c.source", "industry": "c.industry", "notes": "c.notes",
	"preferences": "c.preferences", "birthday": "c.birthday", "age": "c.birthday", "created": "c.created",
	"last": "c.dealt", "last_contact": "c.last_contact", "last_purchase": "c.last_purchase", "orders": "c.orders", "spent": "c.spent",
	"address": "(c.country || ' ' || c.province || c.city || c.district || c.street)",
}

// related say where fields with several values per customer are found: a
// subquery on the rows of the customer, and the column to compare.
var related = map[string]struct{ rows, column string }{
	"phone":   {"FROM contact_points r WHERE r.customer_id = c.id AND r.kind IN ('phone', 'fax')", "r.value"},
	"email":   {"FROM contact_points r WHERE r.customer_id = c.id AND r.kind = 'email'", "r.value"},
	"wechat":  {"FROM contact_points r WHERE r.customer_id = c.id AND r.kind = 'wechat'", "r.value"},
	"tag":     {"FROM customer_tags r WHERE r.customer_id = c.id", "r.tag"},
	"content": {"FROM interactions r WHERE r.customer_id = c.id AND r.state = 0", "r.content"},
	"rating":  {"FROM interactions r WHERE r.customer_id = c.id AND r.state = 0 AND r.rating > 0", "r.rating"},
	"bought": {`FROM purchases u JOIN items i ON i.purchase_id = u.id JOIN products r ON r.id = i.product_id
		WHERE u.customer_id = c.id AND u.state = 0`, "r.name"},
	"next":     {"FROM tasks r WHERE r.customer_id = c.id AND r.state = 0 AND r.done = 0", "r.due"},
	"priority": {"FROM tasks r WHERE r.customer_id = c.id AND r.state = 0 AND r.done = 0", "r.priority"},
	"updated": {`FROM changes h JOIN change_sets r ON r.id = h.change_set WHERE h.kind = 'customer' AND h.record = c.id
		AND h.id = (SELECT max(id) FROM changes WHERE kind = 'customer' AND record = c.id)`, "r.at"},
}

// term returns the condition of a comparison.
func (c *compiler) term(t query.Term) string {
	if match := c.indexedTerm(t); match != "" && c.bulk {
		c.bind(match)
		return "c.rank IN (" + ranks + ")"
	}
	if r, ok := relatedTo(t.Field); ok {
		switch {
		case t.Field.Custom:
			return "EXISTS (SELECT 1 " + r.rows + " AND " + c.compareCustom(t) + ")"
		case t.Field.Key == "phone":
			return c.phones(t)
		}
		return "EXISTS (SELECT 1 " + r.rows + " AND " + c.compare(t, r.column) + ")"
	}
	column, ok := columns[t.Field.Key]
	if !ok {
		return "0"
	}
	return c.compare(t, column)
}

// compare returns the condition of a term on one column.
func (c *compiler) compare(t query.Term, column string) string {
	switch t.Field.Type {
	case query.Number, query.Money:
		return c.numbers(t, column)
	case query.Day:
		return c.days(t.Spans(c.now), column)
	case query.Instant:
		return c.instants(t.Spans(c.now), column)
	case query.Age:
		return c.days(t.Born(c.now), column)
	case query.Birthday:
		return c.birthdays(t, column)
	case query.Choice, query.Tag:
		return c.equals(t, column)
	}
	if t.Op == query.Exact {
		return c.equals(t, column)
	}
	return c.texts(t, column)
}

// texts holds where the column contains any of the values.
func (c *compiler) texts(t query.Term, column string) string {
	var parts []string
	for _, text := range t.Texts() {
		parts = append(parts, c.contains(column, text))
	}
	return any1(parts)
}

// contains holds where the column contains a text.
func (c *compiler) contains(column, text string) string {
	c.bind(pinyin.Fold(text))
	return HasTextName + "(" + column + ", ?)"
}

// equals holds where the column is any of the values, in any letter case.
func (c *compiler) equals(t query.Term, column string) string {
	texts := t.Texts()
	for _, text := range texts {
		switch {
		case t.Field.Key == "id":
			n, _ := strconv.ParseInt(strings.TrimPrefix(text, "#"), 10, 64) // no id is 0
			c.bind(n)
		case t.Field.Key == "owner" && text == query.Me:
			c.bind(c.actor)
		default:
			c.bind(text)
		}
	}
	if t.Field.Key != "id" {
		column += " COLLATE NOCASE"
	}
	return column + " IN (" + placeholders(len(texts)) + ")"
}

// phones holds where a number ends or begins with the digits, or contains the text.
func (c *compiler) phones(t query.Term) string {
	var parts []string
	for _, text := range t.Texts() {
		if d := digits(text); d != "" {
			parts = append(parts, c.hasPhone(text, d))
			continue
		}
		parts = append(parts, "EXISTS (SELECT 1 FROM contact_points r WHERE r.customer_id = c.id AND r.kind IN ('phone', 'fax') AND "+c.contains("r.value", text)+")")
	}
	return any1(parts)
}

// numbers holds where the column is within the bounds; money is in minor units
// of the book's currency unless the query names another.
func (c *compiler) numbers(t query.Term, column string) string {
	scale := 0
	if t.Field.Type == query.Money {
		scale = c.settings.Currency.Digits()
	}
	var parts []string
	for _, bounds := range t.Bounds() {
		if c.isForeign(t.Field, bounds) {
			parts = append(parts, c.foreign(bounds))
			continue
		}
		low, high := bounds.Scaled(scale)
		c.bind(low, high)
		part := column + " BETWEEN ? AND ?"
		if isNothing(t.Field, bounds) {
			part = "(" + part + " AND " + noneInOthers + ")"
		}
		parts = append(parts, part)
	}
	return any1(parts)
}

// isForeign reports whether bounds are of money in another currency than the book's.
func (c *compiler) isForeign(f *query.Field, b query.Bounds) bool {
	return f.Type == query.Money && b.Currency != "" && b.Currency != string(c.settings.Currency)
}

// isNothing reports whether bounds ask who spent nothing, in any currency.
func isNothing(f *query.Field, b query.Bounds) bool {
	return f.Key == "spent" && b.Currency == "" && b.Min != nil && b.Max != nil && b.Min.Sign() == 0 && b.Max.Sign() == 0
}

// foreign holds where the sum in another currency is within the bounds.
func (c *compiler) foreign(b query.Bounds) string {
	currency, err := model.ParseCurrency(b.Currency, "")
	if err != nil {
		return "0"
	}
	low, high := b.Scaled(currency.Digits())
	c.bind(string(currency), low, high)
	return `(c.spent_other <> '' AND EXISTS (SELECT 1 FROM json_each(c.spent_other) m WHERE m.value ->> 'currency' = ?
		AND CAST(replace(m.value ->> 'amount', '.', '') AS INTEGER) BETWEEN ? AND ?))`
}

// days holds where a column of YYYY-MM-DD texts lies in any of the spans.
func (c *compiler) days(spans []query.Span, column string) string {
	var parts []string
	for _, s := range spans {
		part := column + " <> ''"
		if s.From != "" {
			part += " AND " + column + " >= ?"
			c.bind(s.From)
		}
		if s.To != "" {
			part += " AND " + column + " < ?"
			c.bind(s.To)
		}
		parts = append(parts, "("+part+")")
	}
	return any1(parts)
}

// instants holds where a column of unix seconds lies in any of the spans, whose
// days are those of the reader's clock.
func (c *compiler) instants(spans []query.Span, column string) string {
	var parts []string
	for _, s := range spans {
		from, to := s.Times(c.now.Location())
		part := column + " > 0"
		if !from.IsZero() { // alone: an index takes the first of two lower bounds
			part = column + " >= ?"
			c.bind(max(from.Unix(), 1))
		}
		if !to.IsZero() {
			part += " AND " + column + " < ?"
			c.bind(to.Unix())
		}
		parts = append(parts, "("+part+")")
	}
	return any1(parts)
}

// ranks says in terms of the rank what a condition on the last dealing says, so
// that a walk in the order of lists begins and ends where it can match. Who was
// created, bought or was met since a day was dealt with since.
func (c *compiler) ranks(t query.Term) clause {
	isDealt := t.Field.Key == "last"
	if !isDealt && t.Field.Key != "created" && t.Field.Key != "last_contact" && t.Field.Key != "last_purchase" {
		return clause{}
	}
	spans := t.Spans(c.now)
	if len(spans) != 1 {
		return clause{}
	}
	zone := c.now.Location()
	if t.Field.Type == query.Day {
		zone = time.UTC
	}
	from, to := spans[0].Times(zone)
	var bounds clause
	if !from.IsZero() {
		bounds = clause{sql: "c.rank >= ?", args: []any{rankOf(from.Unix(), 0)}}
	}
	if isDealt && !to.IsZero() {
		bounds = and(bounds, clause{sql: "c.rank < ?", args: []any{rankOf(to.Unix(), 0) + 1<<rankShift}})
	}
	return bounds
}

// birthdays holds for birthdays in the spans: with their year, or on those days
// of any year. 29 February falls on the 28th in years without one.
func (c *compiler) birthdays(t query.Term, column string) string {
	born, yearly := t.Birthdays(c.now)
	var parts []string
	if len(born) > 0 {
		parts = append(parts, "("+c.bornOn(born, column)+")")
	}
	if len(yearly) > 0 {
		parts = append(parts, c.days(yearly, dayOfYear(column)))
	}
	return any1(parts)
}

// bornOn holds for birthdays with their year in the spans.
func (c *compiler) bornOn(spans []query.Span, column string) string {
	return c.days(spans, column) + " AND " + column + " NOT LIKE '--%'"
}

// dayOfYear is the SQL of the MM-DD of a birthday, with or without its year.
func dayOfYear(column string) string { return "substr(" + column + ", -5)" }

// nothingSpent is the condition that nothing was spent in any currency, and
// noneInOthers that no sum in another than the book's has a digit but nought.
const (
	nothingSpent = "c.spent = 0 AND " + noneInOthers
	noneInOthers = "c.spent_other NOT GLOB '*[1-9]*'"
)

// absent returns the condition that a field is empty.
func (c *compiler) absent(f *query.Field) string {
	if r, ok := relatedTo(f); ok {
		return "NOT EXISTS (SELECT 1 " + r.rows + ")"
	}
	switch column := columns[f.Key]; {
	case column == "":
		return "1"
	case f.Key == "spent":
		return nothingSpent
	case f.Type == query.Number, f.Type == query.Money, f.Type == query.Instant:
		return column + " = 0"
	default:
		return "trim(" + column + ") = ''"
	}
}

// any1 joins alternatives; none of them is never true.
func any1(parts []string) string {
	if len(parts) == 0 {
		return "0"
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}
