package tui

import (
	"slices"
	"strconv"
	"strings"

	"kehu/model"
	"kehu/tui/widget"
)

// A column is one field of the customer list.
type column struct {
	widget.Column
	text func(s *session, c *model.Summary) string
}

func col(key string, c widget.Column, text func(*session, *model.Summary) string) column {
	c.Key = key
	return column{c, text}
}

// columns are all the columns that a list of customers can have.
func columns() []column { return append(usualColumns(), moreColumns()...) }

// usualColumns are those of a view that names none, the most wanted first: those
// that a narrow terminal has no room for are reached by →.
func usualColumns() []column {
	return []column{
		col("name", widget.Column{Flex: true, Min: 16, Max: 24}, func(_ *session, c *model.Summary) string { return oneLine(c.DisplayName()) }),
		col("company", widget.Column{Flex: true, Min: 8, Max: 30}, func(_ *session, c *model.Summary) string { return oneLine(c.Company) }),
		col("level", widget.Column{Max: 14}, func(s *session, c *model.Summary) string { return s.levelText(c.Level) }),
		col("phone", widget.Column{Flex: true, Min: 16, Max: 20}, func(_ *session, c *model.Summary) string { return oneLine(c.Phone) }),
		col("spent", widget.Column{Right: true, Max: 24}, func(s *session, c *model.Summary) string { return s.spent(c.Spent) }),
		col("last_contact", widget.Column{Max: 10}, func(s *session, c *model.Summary) string { return s.when(c.LastContact) }),
		col("city", widget.Column{Max: 14}, func(_ *session, c *model.Summary) string { return oneLine(c.City) }),
		col("orders", widget.Column{Right: true, Max: 9}, func(_ *session, c *model.Summary) string { return nonZero(c.Orders) }),
		col("tags", widget.Column{Flex: true, Max: 26, Muted: true}, func(_ *session, c *model.Summary) string { return tagList(c.Tags) }),
		col("last_purchase", widget.Column{Max: 10}, func(s *session, c *model.Summary) string { return s.day(c.LastPurchase) }),
		col("email", widget.Column{Flex: true, Min: 12, Max: 30, Muted: true}, func(_ *session, c *model.Summary) string { return oneLine(c.Email) }),
		col("owner", widget.Column{Max: 12, Muted: true}, func(_ *session, c *model.Summary) string { return oneLine(c.Owner) }),
		col("source", widget.Column{Max: 14, Muted: true}, func(_ *session, c *model.Summary) string { return oneLine(c.Source) }),
	}
}

// moreColumns are those that a person must ask for.
func moreColumns() []column {
	return []column{
		col("title", widget.Column{Max: 16, Muted: true}, func(_ *session, c *model.Summary) string { return oneLine(c.Title) }),
		col("industry", widget.Column{Max: 14, Muted: true}, func(_ *session, c *model.Summary) string { return oneLine(c.Industry) }),
		col("province", widget.Column{Max: 14, Muted: true}, func(_ *session, c *model.Summary) string { return oneLine(c.Province) }),
		col("country", widget.Column{Max: 16, Muted: true}, func(_ *session, c *model.Summary) string { return oneLine(c.Country) }),
		col("postcode", widget.Column{Max: 10, Muted: true}, func(_ *session, c *model.Summary) string { return oneLine(c.Postcode) }),
		col("kind", widget.Column{Max: 10, Muted: true}, func(s *session, c *model.Summary) string {
			return s.choice(kindWords(model.KindCustomer), string(c.Kind))
		}),
		col("created", widget.Column{Max: 10, Muted: true}, func(s *session, c *model.Summary) string { return s.when(c.Created) }),
		col("id", widget.Column{Right: true, Max: 9, Muted: true}, func(_ *session, c *model.Summary) string { return "#" + strconv.FormatInt(c.ID, 10) }),
	}
}

// columnsOf returns the columns of a view, the usual ones where it names none.
// The name comes first in any case; columns that are no more are left out.
func columnsOf(chosen []model.ViewColumn) []column {
	if len(chosen) == 0 {
		return usualColumns()
	}
	all := columns()
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
	usual := slices.EqualFunc(cols, usualColumns(), func(c widget.Column, u column) bool { return c.Key == u.Key && c.Width == 0 })
	if usual {
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
