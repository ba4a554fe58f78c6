package store

import (
	"context"
	"slices"
	"strings"

	"kehu/model/pinyin"
	"kehu/query"
	"kehu/store/pages"
)

// finder returns the statement that lists the customers for whom a condition
// holds, from indexes alone and some more than once, and whether it lists no
// others; the empty clause when no index has them.
func (c *compiler) finder(n query.Node) (ids clause, exact bool) {
	switch n := n.(type) {
	case query.Or:
		return c.either(n)
	case query.Word:
		if d := digits(n.Text); d != "" {
			return c.numberFinder(n.Text, d), true
		}
		if plainWord(n) && !c.unindexed {
			return wordFinder(expression(n.Text, "")), true
		}
		if match := phraseExpression(n.Text); n.Phrase && match != "" && !c.unindexed {
			return wordFinder(match), false
		}
	case query.Is:
		return c.stateFinder(n.State), true
	case query.Has:
		return c.filledFinder(n.Field), true
	case query.No:
		if n.Field.Key == "spent" {
			return spentNothing, true
		}
		if k, ok := blankKey(n.Field); ok {
			return k.blanks(), true
		}
	case query.Term:
		return c.termFinder(n)
	}
	return clause{}, false
}

// either unites the finders of alternatives, if each has one.
func (c *compiler) either(nodes []query.Node) (out clause, exact bool) {
	exact = true
	for _, n := range nodes {
		f, only := c.finder(n)
		if f.empty() {
			return clause{}, false
		}
		out, exact = orFrom(out, f), exact && only
	}
	return out, exact
}

func (c *compiler) stateFinder(state string) clause {
	switch state {
	case query.Overdue:
		return clause{sql: openTasks + " AND due <> '' AND due < ?", args: []any{c.today()}}
	case query.Stale:
		return sortKeys["last"].rangeIDs(c.take(c.state(state)))
	case query.Company, query.Person:
		return textKey("kind").rangeIDs(c.take(c.state(state)))
	}
	return clause{}
}

// othersFinder lists the customers for whom a condition does not hold.
func (c *compiler) othersFinder(n query.Node) clause {
	switch n := n.(type) {
	case query.Not:
		if f, exact := c.finder(n.Node); exact {
			return f
		}
	case query.No:
		return c.filledFinder(n.Field)
	case query.Has:
		if n.Field.Key == "spent" {
			return spentNothing
		}
	}
	return clause{}
}

// spentNothing lists those who spent nothing in any currency.
var spentNothing = clause{sql: eachCustomer + "FROM customers c INDEXED BY customers_without_spend WHERE " + nothingSpent + " AND c.state = 0"}

// termIDs lists those whose value of a key satisfies a term.
func (c *compiler) termIDs(k key, t query.Term) clause {
	condition, bounds := c.take(c.compare(t, k.column)), t.Bounds()
	isForeign := slices.ContainsFunc(bounds, func(b query.Bounds) bool { return c.isForeign(t.Field, b) })
	if !isForeign && len(bounds)+len(t.Spans(c.now))+len(t.Born(c.now)) == 1 {
		return k.rangeIDs(condition)
	}
	return clause{sql: k.ids(condition.sql), args: condition.args}
}

// spentFinder lists those whose sum satisfies a term.
func (c *compiler) spentFinder(t query.Term) clause {
	if all := t.Bounds(); len(all) == 1 && isNothing(t.Field, all[0]) {
		return spentNothing
	}
	return c.termIDs(sortKeys["spent"], t)
}

// filledFinder lists those who have a value in a field.
func (c *compiler) filledFinder(f *query.Field) clause {
	if f.Custom {
		return clause{sql: customRowsOf(f, "r.pos = 0")}
	}
	if k, ok := blankKey(f); ok {
		return k.valued()
	}
	switch f.Key {
	case "tag":
		return ownersOf("SELECT customer_id FROM customer_tags", tagSource().entrySource, "tag")
	case "phone", "email":
		return orFrom(textKey(f.Key).valued(), besides(f.Key))
	case "wechat":
		return besides(f.Key)
	case "content":
		return sortKeys["last_contact"].valued()
	case "rating":
		return clause{sql: rated}
	case "next", "priority":
		return clause{sql: openTasks}
	}
	return clause{}
}

// Lists of customers, from indexes alone.
const (
	rated     = "SELECT customer_id FROM interactions WHERE state = 0 AND rating > 0"
	openTasks = "SELECT customer_id FROM tasks WHERE state = 0 AND done = 0 AND customer_id <> 0"
)

// besides lists those with a contact point of a field that customers.phone and
// customers.email do not speak of, and from memory all that have one. SQLite would look up
// each in the table.
func besides(field string) clause {
	kinds := pointKinds(field)
	from := entrySource{tree: "contact_points_besides", owner: 1, holds: func(e *pages.Entry) bool {
		return slices.Contains(kinds, string(e.Bytes(0)))
	}}
	return ownersOf("SELECT customer_id FROM contact_points WHERE (person_id <> 0 OR kind NOT IN ('phone', 'email')) AND kind IN ('"+strings.Join(kinds, "', '")+"')", from, field)
}

// ownersOf is a statement that lists the customers of a source, or of the values of a
// field.
func ownersOf(sql string, from entrySource, field string) clause {
	return clause{sql: sql,
		memory: func(ctx context.Context, r setReader) (idSet, bool, error) {
			values, ok, err := current(ctx, r, &r.store.caches.texts, field)
			if !ok || err != nil {
				return nil, false, err
			}
			return values.owners(), true, nil
		},
		whole: func(ctx context.Context, r setReader) (idSet, error) { return r.owners(ctx, from) }}
}

// blankKey returns the key of a field whose index tells who has a value.
func blankKey(f *query.Field) (key, bool) {
	k, ok := keyOf(f)
	return k, ok && !f.Custom && k.blank != "" && k.hint != "" && related[f.Key].rows == ""
}

// ranged are the columns with an index that a range of values can follow.
var ranged = map[string]bool{"c.orders": true, "c.spent": true, "c.dealt": true, "c.created": true,
	"c.last_contact": true, "c.last_purchase": true}

// bounds returns what a condition says of a column of numbers or days alone.
func (c *compiler) bounds(n query.Node) map[string]clause {
	switch n := n.(type) {
	case query.Is:
		if n.State == query.Stale {
			return map[string]clause{"c.rank": {sql: "c.rank < ?", args: []any{c.staleRank()}}}
		}
	case query.Term:
		if all, ok := implied[n.Field.Key]; ok {
			return all
		}
		column := columns[n.Field.Key]
		if !ranged[column] {
			return nil
		}
		all := map[string]clause{column: c.take(c.compare(n, column))}
		if rank := c.ranks(n); !rank.empty() {
			all["c.rank"] = rank
		}
		return all
	}
	return nil
}

// implied is what a value in a field with many per customer says of columns.
var implied = map[string]map[string]clause{
	"bought":  {"c.orders": {sql: "c.orders > 0"}, "c.last_purchase": {sql: "c.last_purchase > ''"}},
	"content": {"c.last_contact": {sql: "c.last_contact > 0"}},
	"rating":  {"c.last_contact": {sql: "c.last_contact > 0"}},
}

func (c *compiler) termFinder(t query.Term) (ids clause, exact bool) {
	if t.Field.Custom {
		return c.customFinder(t)
	}
	column := columns[t.Field.Key]
	switch key := t.Field.Key; {
	case key == "tag":
		tagged := c.take("SELECT customer_id FROM customer_tags WHERE " + c.equals(t, "tag"))
		tagged.memory = func(ctx context.Context, r setReader) (idSet, bool, error) { return r.tagged(ctx, t.Texts()) }
		return tagged, true
	case key == "phone":
		f := c.phoneTermFinder(t)
		return f, !f.empty()
	case key == "rating":
		return c.take(rated + " AND " + c.numbers(t, "rating")), true
	case key == "next":
		return c.take(openTasks + " AND " + c.days(t.Spans(c.now), "due")), true
	case key == "priority":
		return c.take(openTasks + " AND " + c.equals(t, "priority")), true
	case key == "birthday":
		return c.birthdayFinder(t), true
	case key == "id":
		return c.take("SELECT c.id FROM customers c WHERE c.state = 0 AND " + c.equals(t, "c.id")), true
	case key == "spent":
		return c.spentFinder(t), true
	case ranged[column]:
		return c.termIDs(sortKeys[key], t), true
	case valued(key):
		if f, ok := c.valueFinder(t); ok {
			return f, true
		}
	}
	switch key := t.Field.Key; {
	case (key == "name" || key == "company") && t.Op == query.Exact:
		return c.soundFinder(t), false
	case key == "age":
		return c.termIDs(textKey("birthday"), t), true
	case searched[key]:
		return c.textFinder(t), false
	}
	return clause{}, false
}

// birthdayFinder lists the customers who were born on the days of a term, or whose
// birthday falls on them.
func (c *compiler) birthdayFinder(t query.Term) clause {
	born, yearly := t.Birthdays(c.now)
	var out clause
	if len(born) > 0 {
		out = c.take(textKey("birthday").ids(c.bornOn(born, "c.birthday")))
	}
	if len(yearly) > 0 {
		out = orFrom(out, c.take("SELECT c.id FROM customers c INDEXED BY customers_by_birth_day WHERE c.state = 0 AND c.birthday <> '' AND "+
			c.days(yearly, dayOfYear("c.birthday"))))
	}
	return out
}

// soundFinder lists the customers whose name or company is sorted where a text
// is: all that are written alike, and others that sound like it.
func (c *compiler) soundFinder(t query.Term) clause {
	k, _ := keyOf(t.Field)
	var parts []string
	for _, text := range t.Texts() {
		sound, _, _ := strings.Cut(pinyin.SortKey(text), "\x00")
		c.bind(sound, sound+"\x01")
		parts = append(parts, k.ids(k.column+" BETWEEN ? AND ?"))
	}
	return c.take(strings.Join(parts, " UNION ALL "))
}

// fieldTexts lists the customers with a text in the middle of a word, for which no
// index is sorted; nil for fields whose values stand in none.
func (c *compiler) fieldTexts(t query.Term, scan clause) *fieldTexts {
	if f := c.markedTexts(t); f != nil {
		f.scan = scan
		return f
	}
	key := t.Field.Key
	switch {
	case t.Op == query.Exact:
		return nil
	case t.Field.Custom && (t.Field.Type == query.Text || t.Field.Type == query.Choice):
		return &fieldTexts{textSource: customSource(t.Field), texts: t.Texts()}
	case t.Field.Type != query.Text:
		return nil
	case key == "name":
		return &fieldTexts{textSource: nameSource(), texts: t.Texts(), exact: true}
	case key == "phone" && slices.ContainsFunc(t.Texts(), func(text string) bool { return digits(text) != "" }): // with or without gaps
		return nil
	case key == "phone", key == "email", key == "wechat":
		return &fieldTexts{textSource: pointSource(key), texts: t.Texts(), exact: true}
	case key == "address":
		return &fieldTexts{textSource: addressSource(), texts: t.Texts(), exact: true}
	}
	if k, ok := keyOf(t.Field); ok && k.index() != "" {
		return &fieldTexts{textSource: columnSource(k, key), texts: t.Texts(), exact: true}
	}
	return nil
}

// searched are the text fields whose words are all in the search index.
var searched = map[string]bool{"name": true, "company": true, "title": true, "city": true, "province": true, "country": true,
	"postcode": true, "owner": true, "source": true, "industry": true, "notes": true, "preferences": true, "address": true, "content": true, "email": true, "wechat": true}

// textFinder finds by the search index those that may have a value in a field:
// all of its words, anywhere in the customer. The index has no middles of
// Latin words, so that it serves Chinese and whole values only.
func (c *compiler) textFinder(t query.Term) clause {
	var alternatives []string
	mark := fieldMarks[t.Field.Key]
	for _, text := range t.Texts() {
		e := expression(text, "")
		if mark != "" && t.Op != query.Exact {
			e = markedExpression(text, mark)
		}
		if e == "" || t.Field.Key == "owner" && text == query.Me || !startsWords(t, text) {
			return clause{}
		}
		alternatives = append(alternatives, "("+e+")")
	}
	return wordFinder(strings.Join(alternatives, " OR "))
}

// startsWords reports whether the search index finds every value that a term
// matches: those of an equality, or Chinese text, which is indexed from each
// character on.
func startsWords(t query.Term, text string) bool {
	if t.Field.Type != query.Text || t.Op == query.Exact {
		return true
	}
	for _, r := range text {
		if !pinyin.IsHan(r) && !isBreak(r) {
			return false
		}
	}
	return true
}

// phoneTermFinder unites the finders of the numbers of a phone: term.
func (c *compiler) phoneTermFinder(t query.Term) clause {
	var out clause
	for _, text := range t.Texts() {
		d := digits(text)
		if d == "" {
			return clause{}
		}
		out = orFrom(out, c.phoneFinder(text, d))
	}
	return out
}
