package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"kehu/model"
	"kehu/model/pinyin"
)

// selves returns the texts by which a customer is and was known: names, companies,
// contact persons, telephone numbers, mail addresses and the like, in lower case.
// Texts too short to mean somebody are left out.
func selves(ctx context.Context, db queryer, c *model.Customer) ([]string, error) {
	all := textsOf(c)
	for _, key := range []string{"name", "company", "contact_points", "people"} {
		field := model.FieldOf(model.CustomerFields(), key)
		rows, err := db.QueryContext(ctx, `SELECT DISTINCT j.value FROM changes h, json_each(h.fields, '$.' || ?) j
			WHERE h.kind = 'customer' AND h.record = ? AND h.last = h.record`, key, c.ID)
		former, err := scanAll(rows, err, scanOne[string])
		if err != nil {
			return nil, err
		}
		for _, text := range former {
			var then model.Customer
			if err := field.Set(&then, text); err != nil {
				return nil, err
			}
			all = append(all, textsOf(&then)...)
		}
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), tooShort), nil
}

func textsOf(c *model.Customer) []string {
	all := []string{c.Name, c.Company}
	for _, p := range c.People {
		all = append(all, p.Name)
	}
	for _, p := range c.ContactPoints {
		all = append(all, p.Value)
	}
	for i, text := range all {
		all[i] = strings.ToLower(strings.TrimSpace(text))
	}
	return all
}

// tooShort reports whether a text would be met everywhere.
func tooShort(text string) bool {
	if strings.ContainsFunc(text, pinyin.IsHan) {
		return utf8.RuneCountInString(text) < 2
	}
	return utf8.RuneCountInString(text) < 4
}

// A Mention is another record, or something else in the book, that has a name or
// number of a customer in its text. Kind and ID are empty where it is no record.
type Mention struct {
	Table string
	model.Ref
}

// A textTable is one whose texts may speak of anybody.
type textTable struct {
	table   string
	kind    model.Kind // of the record that a row is, or belongs to; "" for none
	id      string     // its number
	columns []string
}

// textTables are the tables that are searched for mentions.
func textTables() []textTable {
	return []textTable{
		{"customers", model.KindCustomer, "id", []string{"name", "company", "preferences", "notes"}},
		{"people", model.KindCustomer, "customer_id", []string{"name", "notes"}},
		{"contact_points", model.KindCustomer, "customer_id", []string{"value"}},
		{"custom_values", model.KindCustomer, "customer_id", []string{"value"}},
		{"purchases", model.KindPurchase, "id", []string{"notes", "after_sales"}},
		{"interactions", model.KindInteraction, "id", []string{"content", "feedback", "outcome", "next"}},
		{"tasks", model.KindTask, "id", []string{"title", "result"}},
		{"views", model.KindView, "id", []string{"name", "query"}},
		{"products", "", "0", []string{"name"}},
		{"drafts", "", "0", []string{"body"}},
		{"preferences", "", "0", []string{"value"}}, // but for lists, see forgetQueries
		{"changes", "", "change_set", []string{"fields"}},
		{"change_sets", "", "id", []string{"subject"}},
		{"imported", "", "record", []string{"said"}},
	}
}

// mostMentions is how many are listed of each table.
const mostMentions = 100

// mentions lists what has one of the texts, apart from what is held of the
// customer itself.
func mentions(ctx context.Context, db queryer, customer int64, texts []string) (all []Mention, err error) {
	if len(texts) == 0 {
		return nil, nil
	}
	wanted, err := json.Marshal(texts)
	if err != nil {
		return nil, err
	}
	for _, t := range textTables() {
		rows, err := db.QueryContext(ctx, t.search(), customer, string(wanted), mostMentions)
		found, err := scanAll(rows, err, scanOne[int64])
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			all = append(all, Mention{t.table, model.Ref{Kind: t.kind, ID: id}})
		}
	}
	return all, nil
}

func (t textTable) search() string {
	own := make([]string, len(t.columns)) // of this table: json_each has columns of these names too
	for i, c := range t.columns {
		own[i] = t.table + "." + c
	}
	text := "lower(" + strings.Join(own, " || char(10) || ") + ")"
	others := ""
	if i := slices.IndexFunc(holdings(), func(h holding) bool { return h.table == t.table }); i >= 0 {
		others = " AND NOT (" + holdings()[i].where(scopeOf) + ")"
	}
	if t.table == "preferences" {
		others = " AND NOT (json_valid(preferences.value) AND json_type(preferences.value) = 'array')"
	}
	return "SELECT DISTINCT " + t.id + " FROM " + t.table + " WHERE ?1 = ?1" + others +
		" AND EXISTS (SELECT 1 FROM json_each(?2) w WHERE instr(" + text + ", w.value) > 0) ORDER BY 1 LIMIT ?3"
}

// forgetQueries takes past queries that name somebody out of what users prefer:
// lists of texts, such as those that they searched for.
func (t *tx) forgetQueries(texts []string) error {
	type kept struct{ actor, key, value string }
	rows, err := t.query("SELECT actor, key, value FROM preferences")
	all, err := scanAll(rows, err, func(rows *sql.Rows, k *kept) error { return rows.Scan(&k.actor, &k.key, &k.value) })
	if err != nil {
		return err
	}
	for _, k := range all {
		var list []string
		if json.Unmarshal([]byte(k.value), &list) != nil {
			continue
		}
		fewer := slices.DeleteFunc(slices.Clone(list), func(past string) bool { return speaksOf(past, texts) })
		if len(fewer) == len(list) {
			continue
		}
		value, err := json.Marshal(fewer)
		if err := firstError(err, t.exec("UPDATE preferences SET value = ? WHERE actor = ? AND key = ?", string(value), k.actor, k.key)); err != nil {
			return err
		}
	}
	return nil
}

// speaksOf reports whether a text has one of some others in it.
func speaksOf(text string, others []string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(others, func(o string) bool { return strings.Contains(text, o) })
}
