package exchange

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"kehu/model"
	"kehu/query"
)

// A value is what a cell of a table holds.
type value struct {
	kind  valueKind
	text  string // of text, and of everything else where Raw asks for the key
	n     int64
	day   model.Date
	at    time.Time
	money model.Money
}

type valueKind int

const (
	isText valueKind = iota
	isNumber
	isDay
	isInstant
	isMoney
	isQuantity // n in millionths
)

// An outColumn is one column of a table of records of type T.
type outColumn[T any] struct {
	key   string
	width float64 // in a spreadsheet
	get   func(t *tables, r *T) value
}

// tables is what all tables of one export share.
type tables struct {
	WriteOptions
	levels map[string]string
}

func newTables(o WriteOptions) *tables {
	t := &tables{WriteOptions: o, levels: map[string]string{}}
	if t.Location == nil {
		t.Location = time.UTC
	}
	for _, l := range o.Levels {
		t.levels[l.Key] = l.Name(o.Words.Lang())
	}
	return t
}

// heading is what stands above a column.
func (t *tables) heading(key string) string {
	switch own := "export.column." + key; {
	case t.Raw:
		return key
	case t.label(key) != "":
		return t.label(key)
	case t.Words.Has(own):
		return t.Words.T(own)
	}
	return t.Words.Field(key)
}

// word is what one of the model's keys, such as "paid", is called.
func (t *tables) word(kind, key string) value {
	if id := kind + "." + key; !t.Raw && t.Words.Has(id) {
		key = t.Words.T(id)
	}
	return value{text: key}
}

func (t *tables) level(key string) value {
	if name := t.levels[key]; name != "" && !t.Raw {
		key = name
	}
	return value{text: key}
}

// plain is a value as a delimited text holds it.
func (t *tables) plain(v value) string {
	switch v.kind {
	case isNumber:
		return strconv.FormatInt(v.n, 10)
	case isQuantity:
		return model.Quantity(v.n).String()
	case isDay:
		return v.day.String()
	case isInstant:
		return t.instantText(v.at)
	case isMoney:
		return v.money.Decimal()
	}
	return v.text
}

func (t *tables) instantText(at time.Time) string {
	switch {
	case at.IsZero():
		return ""
	case t.Raw:
		return at.UTC().Format(time.RFC3339)
	}
	return at.In(t.Location).Format(time.DateTime)
}

func textColumn[T any](key string, width float64, get func(*T) string) outColumn[T] {
	return outColumn[T]{key, width, func(_ *tables, r *T) value { return value{text: get(r)} }}
}

func wordOf[T any](key string, width float64, kind string, get func(*T) string) outColumn[T] {
	return outColumn[T]{key, width, func(t *tables, r *T) value { return t.word(kind, get(r)) }}
}

func dayOf[T any](key string, get func(*T) model.Date) outColumn[T] {
	return outColumn[T]{key, 12, func(_ *tables, r *T) value { return value{kind: isDay, day: get(r)} }}
}

func instantOf[T any](key string, get func(*T) time.Time) outColumn[T] {
	return outColumn[T]{key, 18, func(_ *tables, r *T) value { return value{kind: isInstant, at: get(r)} }}
}

func numberOf[T any](key string, get func(*T) int64) outColumn[T] {
	return outColumn[T]{key, 9, func(_ *tables, r *T) value { return value{kind: isNumber, n: get(r)} }}
}

// customerColumns are the columns of customers, in the order in which a table has
// them that names none.
func customerColumns() []outColumn[model.Dossier] {
	type d = model.Dossier
	text := func(key string, width float64, get func(*model.Customer) string) outColumn[d] {
		return textColumn(key, width, func(r *d) string { return get(&r.Customer) })
	}
	all := []outColumn[d]{
		text("name", 18, func(c *model.Customer) string { return c.Name }),
		wordOf("kind", 8, "customer_kind", func(r *d) string { return string(r.Customer.Kind) }),
		text("company", 26, func(c *model.Customer) string { return c.Company }),
		text("title", 14, func(c *model.Customer) string { return c.Title }),
		{"level", 12, func(t *tables, r *d) value { return t.level(r.Customer.Level) }},
		text("tags", 18, func(c *model.Customer) string { return strings.Join(c.Tags, ", ") }),
	}
	for _, kind := range model.ContactKinds() {
		all = append(all, text(string(kind), 20, func(c *model.Customer) string { return contactsOf(c, kind) }))
	}
	all = append(all,
		text("country", 12, func(c *model.Customer) string { return c.Address.Country }),
		text("province", 12, func(c *model.Customer) string { return c.Address.Province }),
		text("city", 12, func(c *model.Customer) string { return c.Address.City }),
		text("district", 12, func(c *model.Customer) string { return c.Address.District }),
		text("street", 30, func(c *model.Customer) string { return c.Address.Street }),
		text("postcode", 10, func(c *model.Customer) string { return c.Address.Postcode }),
		outColumn[d]{"birthday", 12, birthdayValue},
		wordOf("gender", 8, "gender", func(r *d) string { return r.Customer.Gender }),
		text("language", 10, func(c *model.Customer) string { return c.Language }),
		text("industry", 14, func(c *model.Customer) string { return c.Industry }),
		text("source", 14, func(c *model.Customer) string { return c.Source }),
		text("owner", 12, func(c *model.Customer) string { return c.Owner }),
		text("people", 20, peopleText),
		text("preferences", 24, func(c *model.Customer) string { return c.Preferences }),
		text("notes", 36, func(c *model.Customer) string { return c.Notes }),
		dayOf("next_review", func(r *d) model.Date { return r.Customer.NextReview }),
		numberOf("orders", func(r *d) int64 { return r.Figures.Orders }),
		outColumn[d]{"spent", 14, func(t *tables, r *d) value { return t.sums(r.Figures.Spent) }},
		dayOf("last_purchase", func(r *d) model.Date { return r.Figures.LastPurchase }),
		instantOf("last_contact", func(r *d) time.Time { return r.Figures.LastContact }),
		instantOf("created", func(r *d) time.Time { return r.Customer.Created }),
	)
	return all
}

// moreColumns are those that a person must ask for.
func moreColumns() []outColumn[model.Dossier] {
	type d = model.Dossier
	return []outColumn[d]{
		numberOf("id", func(r *d) int64 { return r.Customer.ID }),
		textColumn("source_key", 18, func(r *d) string { return r.Customer.SourceKey }),
		numberOf("revision", func(r *d) int64 { return r.Customer.Revision }),
	}
}

// OutKeys are the columns that tables of customers can have, in a book with fields of
// the user's own.
func OutKeys(own []model.CustomField) []string {
	var keys []string
	for _, c := range slices.Concat(customerColumns(), customColumns(own), moreColumns()) {
		keys = append(keys, c.key)
	}
	return keys
}

// pickColumns returns the columns with the keys, the usual ones for none. The
// error is the Problem column_unknown.
func pickColumns(keys []string, own []model.CustomField) ([]outColumn[model.Dossier], error) {
	if len(keys) == 0 {
		return append(customerColumns(), customColumns(own)...), nil
	}
	known := map[string]outColumn[model.Dossier]{}
	for _, c := range slices.Concat(customerColumns(), customColumns(own), moreColumns()) {
		known[c.key] = c
	}
	picked := make([]outColumn[model.Dossier], len(keys))
	for i, key := range keys {
		c, ok := known[key]
		if !ok {
			return nil, model.NewProblem(model.Usage, "column_unknown", "Value", key, "Nearest", query.Nearest(key, OutKeys(own)), "Known", strings.Join(OutKeys(own), ", "))
		}
		picked[i] = c
	}
	return picked, nil
}

// contactsOf joins the customer's own contact points of a kind, so that our own
// reading parts them again.
func contactsOf(c *model.Customer, kind model.ContactKind) string {
	between := "; "
	if !separatesContacts(kind, ';') {
		between = "\n"
	}
	var b strings.Builder
	for _, p := range c.ContactPoints {
		if p.Kind == kind && p.PersonID == 0 {
			if b.Len() > 0 {
				b.WriteString(between)
			}
			b.WriteString(p.Value)
		}
	}
	return b.String()
}

// peopleText has a contact person on each line, with the job title in brackets
// and the ways to reach them behind a colon; setPerson reads it.
func peopleText(c *model.Customer) string {
	var b strings.Builder
	for i, p := range c.People {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.Name)
		if p.Title != "" {
			b.WriteString(" (" + p.Title + ")")
		}
		if points := pointsOf(c, p.ID); points != "" {
			b.WriteString(": " + points)
		}
	}
	return b.String()
}

// birthdayValue is a real day, or a text where the year is not known.
func birthdayValue(_ *tables, r *model.Dossier) value {
	if day, ok := r.Customer.Birthday.Date(); ok {
		return value{kind: isDay, day: day}
	}
	return value{text: strings.TrimPrefix(r.Customer.Birthday.String(), "--")}
}

// sums is an amount in the book's currency, or a text with the codes of others.
func (t *tables) sums(all []model.Money) value {
	if len(all) == 1 && all[0].Currency == t.Currency {
		return value{kind: isMoney, money: all[0]}
	}
	texts := make([]string, len(all))
	for i, m := range all {
		texts[i] = m.Decimal() + " " + string(m.Currency)
	}
	return value{text: strings.Join(texts, "; ")}
}
