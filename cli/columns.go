package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"kehu/model"
	"kehu/store"
)

// defaultColumns are what ls shows to people; files get every column.
const defaultColumns = "id,name,company,phone,city,level,orders,spent,last_contact"

// pickColumns returns the columns of ls that names ask for, by key or by what a
// field is called.
func (a *app) pickColumns(ctx context.Context, b *store.Book, names string) ([]column[model.Summary], error) {
	levels, err := b.Levels(ctx)
	if err != nil {
		return nil, err
	}
	all := append(a.summaryColumns(levels), a.customColumns()...)
	switch {
	case names == "" && a.output == string(formatTable):
		names = defaultColumns
	case names == "":
		return all, nil
	}
	known := newNames(a, keysOf(all))
	for _, f := range model.SummaryFields() {
		known.learn(f.Query, f.Key)
	}
	var picked []column[model.Summary]
	for name := range splitList(names) {
		key, ok := known.find(name)
		if !ok {
			return nil, model.NewProblem(model.Usage, "column_unknown",
				"Value", name, "Nearest", known.nearest(name), "Known", strings.Join(keysOf(all), ", "))
		}
		i := slices.IndexFunc(all, func(c column[model.Summary]) bool { return c.key == key })
		picked = append(picked, all[i])
	}
	return picked, nil
}

// summaryKeys are the keys of all columns of ls.
func (a *app) summaryKeys() []string {
	return append(keysOf(a.summaryColumns(nil)), a.customKeys()...)
}

// summaryColumns are all the columns of ls but for the user's own fields. Files get
// their plain text.
func (a *app) summaryColumns(levels []model.Level) []column[model.Summary] {
	today, shown := model.DateOf(a.now()), a.shownColumns(levels)
	return each(model.SummaryFields(), func(f model.SummaryField) column[model.Summary] {
		c := column[model.Summary]{key: f.Key, right: f.Right, raw: func(s model.Summary) string { return f.Text(&s, today) }}
		if c.text = shown[f.Key]; c.text == nil {
			c.text = c.raw
		}
		return c
	})
}

// shownColumns are the columns that people get in other words than files.
func (a *app) shownColumns(levels []model.Level) map[string]func(model.Summary) string {
	return map[string]func(model.Summary) string{
		"id":           func(s model.Summary) string { return "#" + strconv.FormatInt(s.ID, 10) },
		"kind":         func(s model.Summary) string { return a.choice("customer_kind", string(s.Kind)) },
		"gender":       func(s model.Summary) string { return a.choice("gender", s.Gender) },
		"birthday":     func(s model.Summary) string { return birthdayText(s.Birthday) },
		"level":        func(s model.Summary) string { return a.levelName(levels, s.Level) },
		"spent":        func(s model.Summary) string { return a.moneys(s.Spent) },
		"last_contact": func(s model.Summary) string { return a.dayOf(s.LastContact) },
		"last":         func(s model.Summary) string { return a.dayOf(s.Last) },
		"created":      func(s model.Summary) string { return a.dayOf(s.Created) },
	}
}

// birthdayText is 04-12 where the year is not known.
func birthdayText(b model.Birthday) string { return strings.TrimPrefix(b.String(), "--") }

// read are the columns for which the book is read: JSON has all, ids show none.
func (a *app) read(columns []column[model.Summary]) []string {
	switch {
	case a.isJSON():
		return a.summaryKeys()
	case a.output == string(formatIDs):
		return nil
	}
	return keysOf(columns)
}

// choice is what one of the model's keys, such as "paid", is called; an unknown
// key is called by itself.
func (a *app) choice(kind, key string) string {
	if id := kind + "." + key; a.say.Has(id) {
		return a.t(id)
	}
	return key
}

func (a *app) levelName(levels []model.Level, key string) string {
	for _, l := range levels {
		if l.Key == key {
			return l.Name(a.say.Lang())
		}
	}
	return key
}

// moneys writes sums of several currencies side by side.
func (a *app) moneys(sums []model.Money) string {
	texts := make([]string, len(sums))
	for i, m := range sums {
		texts[i] = m.Format(a.say.Lang())
	}
	return strings.Join(texts, " + ")
}

// dayOf is the day on which an instant falls here.
func (a *app) dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return model.DateOf(t.In(a.now().Location())).String()
}

// clock is day and time of an instant here.
func (a *app) clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(a.now().Location()).Format("2006-01-02 15:04")
}

func rawInstant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// heading is what a column is called: by its own message, by one for all columns
// of that key, or as the field.
func (a *app) heading(key, message string) string {
	for _, id := range []string{message, "cli.column." + key} {
		if a.say.Has(id) {
			return a.t(id)
		}
	}
	return a.say.Field(key)
}
