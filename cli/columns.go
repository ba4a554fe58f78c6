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

// summaryColumns are all the columns of ls in the order of its JSON.
func (a *app) summaryColumns(levels []model.Level) []column[model.Summary] {
	plain := sameText[model.Summary]
	return []column[model.Summary]{
		{key: "id", right: true, text: func(s model.Summary) string { return "#" + strconv.FormatInt(s.ID, 10) },
			raw: func(s model.Summary) string { return strconv.FormatInt(s.ID, 10) }},
		{key: "kind", text: func(s model.Summary) string { return a.choice("customer_kind", string(s.Kind)) },
			raw: func(s model.Summary) string { return string(s.Kind) }},
		plain("name", func(s model.Summary) string { return s.Name }),
		plain("company", func(s model.Summary) string { return s.Company }),
		plain("title", func(s model.Summary) string { return s.Title }),
		plain("phone", func(s model.Summary) string { return s.Phone }),
		plain("email", func(s model.Summary) string { return s.Email }),
		plain("country", func(s model.Summary) string { return s.Country }),
		plain("province", func(s model.Summary) string { return s.Province }),
		plain("city", func(s model.Summary) string { return s.City }),
		plain("postcode", func(s model.Summary) string { return s.Postcode }),
		{key: "level", text: func(s model.Summary) string { return a.levelName(levels, s.Level) },
			raw: func(s model.Summary) string { return s.Level }},
		plain("tags", func(s model.Summary) string { return strings.Join(s.Tags, ", ") }),
		plain("owner", func(s model.Summary) string { return s.Owner }),
		plain("source", func(s model.Summary) string { return s.Source }),
		plain("industry", func(s model.Summary) string { return s.Industry }),
		{key: "orders", right: true, text: ordersText, raw: ordersText},
		{key: "spent", right: true, text: func(s model.Summary) string { return a.moneys(s.Spent) },
			raw: func(s model.Summary) string { return rawMoneys(s.Spent) }},
		plain("last_purchase", func(s model.Summary) string { return s.LastPurchase.String() }),
		{key: "last_contact", text: func(s model.Summary) string { return a.dayOf(s.LastContact) },
			raw: func(s model.Summary) string { return rawInstant(s.LastContact) }},
		{key: "created", text: func(s model.Summary) string { return a.dayOf(s.Created) },
			raw: func(s model.Summary) string { return rawInstant(s.Created) }},
		{key: "revision", right: true, text: revisionText, raw: revisionText},
	}
}

func ordersText(s model.Summary) string { return strconv.FormatInt(s.Orders, 10) }

func revisionText(s model.Summary) string { return strconv.FormatInt(s.Revision, 10) }

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

// rawMoneys begins with the amount, so that tools that add up can read it.
func rawMoneys(sums []model.Money) string {
	texts := make([]string, len(sums))
	for i, m := range sums {
		texts[i] = m.Decimal() + " " + string(m.Currency)
	}
	return strings.Join(texts, "; ")
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
