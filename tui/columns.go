package tui

import (
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

// columns are the fields of the list, the most wanted first: those that a narrow
// terminal has no room for are reached by →.
func columns() []column {
	col := func(key string, c widget.Column, text func(*session, *model.Summary) string) column {
		c.Key = key
		return column{c, text}
	}
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
