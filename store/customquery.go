package store

import (
	"strconv"
	"strings"

	"kehu/model"
	"kehu/model/pinyin"
	"kehu/query"
)

// Custom values have a table of their own with one index, by field and sort
// value. It serves orders, ranges and lists of values alike.

// customSort returns by what a value is sorted and compared.
func customSort(t model.CustomType, text string) any {
	switch t {
	case model.CustomNumber:
		if q, err := model.ParseQuantity(text); err == nil {
			return int64(q)
		}
	case model.CustomMoney:
		if m, ok := model.MoneyOf(text); ok {
			return m.Amount
		}
	case model.CustomDate, model.CustomBool:
		return text
	}
	return pinyin.SortKey(text)
}

// queryFields returns custom fields as queries know them.
func queryFields(custom []model.CustomField) []query.Field {
	types := map[model.CustomType]query.Type{model.CustomText: query.Text, model.CustomNumber: query.Number, model.CustomMoney: query.Money,
		model.CustomDate: query.Day, model.CustomBool: query.Bool, model.CustomChoice: query.Choice, model.CustomChoices: query.Choice}
	fields := make([]query.Field, len(custom))
	for i, f := range custom {
		fields[i] = query.Field{Key: f.Key, Aliases: spellings(f.Label), Label: f.Label, Type: types[f.Type], ID: f.ID}
		for _, o := range f.Options {
			fields[i].Options = append(fields[i].Options, query.Option{Key: o, Aliases: spellings(o)[1:]})
		}
	}
	return fields
}

// ofCustom is the condition on the rows of a custom field's values.
func ofCustom(alias string, f *query.Field) string {
	return alias + ".field_id = " + strconv.FormatInt(f.ID, 10)
}

// relatedTo says where a field with several values per customer, or with a table
// of its own, is found. The + keeps SQLite from looking through all values of a
// custom field for one customer.
func relatedTo(f *query.Field) (r struct{ rows, column string }, ok bool) {
	if f.Custom {
		r.rows, r.column = "FROM custom_values r WHERE r.customer_id = c.id AND "+ofCustom("+r", f), "r.value"
		return r, true
	}
	r, ok = related[f.Key]
	return r, ok
}

// compareCustom is the condition of a term on a row r of a custom field's values.
func (c *compiler) compareCustom(t query.Term) string {
	switch t.Field.Type {
	case query.Number:
		return c.within(t.Bounds(), model.QuantityDigits)
	case query.Money:
		return c.moneyWithin(t.Bounds())
	case query.Bool:
		truth, _ := t.Values[0].Bool()
		text := model.No
		if truth {
			text = model.Yes
		}
		c.bind(text)
		return "r.sort = ?"
	case query.Day:
		return c.days(t.Spans(c.now), "r.sort")
	}
	return c.compare(t, "r.value")
}

func (c *compiler) within(all []query.Bounds, digits int) string {
	var parts []string
	for _, b := range all {
		low, high := b.Scaled(digits)
		c.bind(low, high)
		parts = append(parts, "r.sort BETWEEN ? AND ?")
	}
	return any1(parts)
}

// moneyWithin compares amounts of one currency: that of the query, or the book's own.
func (c *compiler) moneyWithin(all []query.Bounds) string {
	var parts []string
	for _, b := range all {
		currency := c.settings.Currency
		if b.Currency != "" {
			currency = model.Currency(b.Currency)
		}
		part := c.within([]query.Bounds{b}, currency.Digits())
		c.bind(likePrefix(string(currency) + " "))
		parts = append(parts, "("+part+` AND r.value LIKE ? ESCAPE '\')`)
	}
	return any1(parts)
}

// customRowsOf lists the customers with a value in a custom field that meets a
// condition on the row r.
func customRowsOf(f *query.Field, condition string) string {
	return "SELECT r.customer_id FROM custom_values r INDEXED BY custom_values_by_sort WHERE " + ofCustom("r", f) + " AND " + condition
}

// customFinder lists the customers for whom a term on a custom field holds.
func (c *compiler) customFinder(t query.Term) (ids clause, exact bool) {
	switch t.Field.Type {
	case query.Number, query.Money, query.Day, query.Bool:
		return c.take(customRowsOf(t.Field, c.compareCustom(t))), true
	}
	k, _ := keyOf(t.Field)
	if matching, ok := c.matching(t, k); ok {
		if len(matching) == 0 {
			return clause{sql: "SELECT id FROM customers WHERE 0"}, true
		}
		return clause{sql: customRowsOf(t.Field, "r.sort IN ("+placeholders(len(matching))+")"), args: matching}, true
	}
	return c.textFinder(t), false
}

// customKey is the key of an order by a custom field. Those without a value are
// found by what they lack: the walk is one of its own, see walkCustom.
func customKey(f *query.Field) key {
	return key{column: "coalesce((SELECT s.sort FROM custom_values s WHERE s.customer_id = c.id AND s.pos = 0 AND " + ofCustom("s", f) + "), '')",
		blank: "''", hint: "INDEXED BY custom_values_by_sort", custom: f}
}

// walkCustom follows the index of a custom field's values, and then those who have
// none in the order of the file.
func walkCustom(by []key) []arm {
	first := by[0]
	full := arm{from: "custom_values v " + first.hint + " CROSS JOIN customers c ON c.id = v.customer_id",
		where: clause{sql: ofCustom("v", first.custom) + " AND v.pos = 0 AND " + inBook},
		one:   "FROM custom_values v CROSS JOIN customers c ON c.id = v.customer_id WHERE v.customer_id = ?"}
	rest := steps(by[1:])
	full.order = append(append(ordering{step{clause{sql: "v.sort"}, first.desc}}, rest...), step{clause{sql: "v.customer_id"}, first.desc})
	blank := arm{from: "customers c NOT INDEXED", one: "FROM customers c WHERE c.id = ?",
		where: clause{sql: inBook + " AND NOT EXISTS (SELECT 1 FROM custom_values v WHERE v.customer_id = c.id AND " + ofCustom("v", first.custom) + ")"},
		order: append(rest[:len(rest):len(rest)], step{clause{sql: "c.id"}, first.desc})}
	return []arm{full, blank}
}

// nextValue is the SQL of the value of a key that follows k.v.
func (k key) nextValue() string {
	if k.custom != nil {
		return "SELECT min(r.sort) FROM custom_values r WHERE " + ofCustom("r", k.custom) + " AND r.sort > k.v"
	}
	return "SELECT min(" + k.column + ") FROM customers c " + k.hint + " WHERE " + k.column + " > k.v AND c.state = 0"
}

// customValues is the statement of the values v of a custom field and how much
// each is used, n: counted in the index by what they are sorted by.
func customValues(id int64) string {
	field := strconv.FormatInt(id, 10)
	return "SELECT (SELECT t.value FROM custom_values t WHERE t.field_id = " + field + " AND t.sort = k LIMIT 1) AS v, n FROM (" +
		"SELECT sort AS k, count(*) AS n FROM custom_values WHERE field_id = " + field + " GROUP BY sort)"
}

// isWordy reports whether the words of a custom value are in the search index:
// those that somebody may remember.
func isWordy(t model.CustomType) bool { return t == model.CustomText || t.HasOptions() }

// beginning returns those of some options that a prefix begins, in any letter case.
func beginning(options []string, prefix string) []string {
	var out []string
	for _, o := range options {
		if strings.HasPrefix(strings.ToLower(o), strings.ToLower(prefix)) {
			out = append(out, o)
		}
	}
	return out
}
