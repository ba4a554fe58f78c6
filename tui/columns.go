package tui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"kehu/model"
	"kehu/tui/widget"
)

// A column is one field of the customer list.
type column struct {
	widget.Column
	text   func(s *session, c *model.Summary) string   // as shown
	values func(s *session, c *model.Summary) []string // as queries write them; none where it is empty
}

// looks are how wide the columns are, by key.
var looks = map[string]widget.Column{
	"id":            {Max: 9, Muted: true},
	"kind":          {Max: 10, Muted: true},
	"name":          {Flex: true, Min: 16, Max: 24},
	"company":       {Flex: true, Min: 8, Max: 30},
	"title":         {Max: 16, Muted: true},
	"gender":        {Max: 8, Muted: true},
	"birthday":      {Max: 10, Muted: true},
	"age":           {Max: 5, Muted: true},
	"language":      {Max: 12, Muted: true},
	"phone":         {Flex: true, Min: 16, Max: 20},
	"email":         {Flex: true, Min: 12, Max: 30, Muted: true},
	"wechat":        {Max: 20, Muted: true},
	"country":       {Max: 16, Muted: true},
	"province":      {Max: 14, Muted: true},
	"city":          {Max: 14},
	"district":      {Max: 14, Muted: true},
	"street":        {Flex: true, Min: 12, Max: 40, Muted: true},
	"postcode":      {Max: 10, Muted: true},
	"level":         {Max: 14},
	"tags":          {Flex: true, Max: 26, Muted: true},
	"owner":         {Max: 12, Muted: true},
	"source":        {Max: 14, Muted: true},
	"industry":      {Max: 14, Muted: true},
	"orders":        {Max: 9},
	"spent":         {Max: 24},
	"last_purchase": {Max: 10},
	"last_contact":  {Max: 10},
	"last":          {Max: 10},
	"next_due":      {Max: 10},
	"rating":        {Max: 6},
	"created":       {Max: 10, Muted: true},
	"revision":      {Max: 9, Muted: true},
}

// shown are the columns that are not shown as they are kept.
var shown = map[string]func(s *session, c *model.Summary) string{
	"id": func(_ *session, c *model.Summary) string { return "#" + strconv.FormatInt(c.ID, 10) },
	"kind": func(s *session, c *model.Summary) string {
		return s.choice(kindWords(model.KindCustomer), string(c.Kind))
	},
	"name":          func(_ *session, c *model.Summary) string { return c.DisplayName() },
	"gender":        func(s *session, c *model.Summary) string { return s.choice("gender.", c.Gender) },
	"birthday":      func(_ *session, c *model.Summary) string { return strings.TrimPrefix(c.Birthday.String(), "--") },
	"level":         func(s *session, c *model.Summary) string { return s.levelText(c.Level) },
	"tags":          func(_ *session, c *model.Summary) string { return tagList(c.Tags) },
	"orders":        func(_ *session, c *model.Summary) string { return nonZero(c.Orders) },
	"spent":         func(s *session, c *model.Summary) string { return s.spent(c.Spent) },
	"last_purchase": func(s *session, c *model.Summary) string { return s.day(c.LastPurchase) },
	"last_contact":  func(s *session, c *model.Summary) string { return s.when(c.LastContact) },
	"last":          func(s *session, c *model.Summary) string { return s.when(c.Last) },
	"next_due":      func(s *session, c *model.Summary) string { return s.day(c.NextDue) },
	"rating":        func(_ *session, c *model.Summary) string { return rating(c.Rating) },
	"created":       func(s *session, c *model.Summary) string { return s.when(c.Created) },
}

// queried are the columns that queries write in another way than they are kept.
var queried = map[string]func(s *session, c *model.Summary) string{
	"birthday":     func(_ *session, c *model.Summary) string { return strings.TrimPrefix(c.Birthday.String(), "--") },
	"spent":        spentValue,
	"last_contact": func(s *session, c *model.Summary) string { return s.dayOf(c.LastContact) },
	"last":         func(s *session, c *model.Summary) string { return s.dayOf(c.Last) },
	"created":      func(s *session, c *model.Summary) string { return s.dayOf(c.Created) },
}

// usual are the columns of a view that names none, the most wanted first: those
// that a narrow terminal has no room for are reached by →.
var usual = []string{"name", "company", "level", "phone", "spent", "last_contact", "city", "orders", "tags", "last_purchase", "email", "owner", "source"}

// builtIn is the column of a field.
func builtIn(f model.SummaryField) column {
	plain := func(s *session, c *model.Summary) string { return f.Text(c, s.today()) }
	text, value := plain, plain
	if other := shown[f.Key]; other != nil {
		text = other
	}
	if other := queried[f.Key]; other != nil {
		value = other
	}
	c := column{Column: looks[f.Key], text: func(s *session, c *model.Summary) string { return oneLine(text(s, c)) }}
	c.Key, c.Right = f.Key, f.Right
	c.values = func(s *session, c *model.Summary) []string {
		if v := value(s, c); v != "" {
			return []string{v}
		}
		return nil
	}
	if f.Key == "tags" {
		c.values = func(_ *session, c *model.Summary) []string { return c.Tags }
	}
	return c
}

// columns are all the columns that a list of customers can have; those that a person
// must ask for come last.
func (s *session) columns() []column {
	var more []column
	for _, f := range model.SummaryFields() {
		if !slices.Contains(usual, f.Key) {
			more = append(more, builtIn(f))
		}
	}
	return slices.Concat(usualColumns(), s.customColumns(), more)
}

func usualColumns() []column {
	out := make([]column, len(usual))
	for _, f := range model.SummaryFields() {
		if i := slices.Index(usual, f.Key); i >= 0 {
			out[i] = builtIn(f)
		}
	}
	return out
}

// spentValue is the sum in the book's own currency, or else in the first other one.
func spentValue(s *session, c *model.Summary) string {
	switch {
	case len(c.Spent) == 0:
		return "0"
	case c.Spent[0].Currency == s.settings.Currency:
		return c.Spent[0].Decimal()
	}
	return string(c.Spent[0].Currency) + c.Spent[0].Decimal()
}

// dayOf returns the day of an instant where the program runs, as queries write it.
func (s *session) dayOf(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return s.local(at).Format(time.DateOnly)
}

// columnsOf returns the columns of a view, the usual ones where it names none.
// The name comes first in any case; columns that are no more are left out.
func (s *session) columnsOf(chosen []model.ViewColumn) []column {
	if len(chosen) == 0 {
		return usualColumns()
	}
	all := s.columns()
	var out []column
	for _, want := range chosen {
		i := slices.IndexFunc(all, func(c column) bool { return c.Key == want.Key })
		if i >= 0 {
			all[i].Width = max(want.Width, 0)
			out = append(out, all[i])
		}
	}
	if i := slices.IndexFunc(out, func(c column) bool { return c.Key == "name" }); i < 0 {
		out = append([]column{all[0]}, out...)
	}
	return out
}

// viewColumns is how a view keeps columns: nothing where they are the usual ones.
func viewColumns(cols []widget.Column) []model.ViewColumn {
	if slices.EqualFunc(cols, usual, func(c widget.Column, key string) bool { return c.Key == key && c.Width == 0 }) {
		return nil
	}
	out := make([]model.ViewColumn, len(cols))
	for i, c := range cols {
		out[i] = model.ViewColumn{Key: c.Key, Width: c.Width}
	}
	return out
}

// heads are the columns as the table takes them, named in the session's language.
func (s *session) heads(cols []column) []widget.Column {
	out := make([]widget.Column, len(cols))
	for i, c := range cols {
		out[i] = c.Column
		out[i].Title = s.p.Field(c.Key)
	}
	return out
}

// keysOf are the keys of columns, by which the book is asked for them.
func keysOf(cols []column) []string {
	keys := make([]string, len(cols))
	for i, c := range cols {
		keys[i] = c.Key
	}
	return keys
}

// rows puts customers into the cells of the list.
func (s *session) rows(cols []column, list []model.Summary) []widget.Row {
	out := make([]widget.Row, len(list))
	for i := range list {
		cells := make([]string, len(cols))
		for k, c := range cols {
			cells[k] = c.text(s, &list[i])
		}
		out[i] = widget.Row{Key: list[i].ID, Cells: cells}
	}
	return out
}

func nonZero(n int64) string {
	if n == 0 {
		return ""
	}
	return grouped(n)
}

// grouped writes a count with its thousands apart.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func tagList(tags []string) string {
	var b strings.Builder
	for i, tag := range tags {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString("#" + oneLine(tag))
	}
	return b.String()
}
