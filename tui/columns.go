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

// textCol is a column of a field that is shown as it is.
func textCol(key string, c widget.Column, get func(*model.Summary) string) column {
	return col(key, c, func(_ *session, c *model.Summary) string { return oneLine(get(c)) },
		func(_ *session, c *model.Summary) string { return get(c) })
}

// col is a column of a field that is written in another way than queries do.
func col(key string, c widget.Column, text, value func(*session, *model.Summary) string) column {
	c.Key = key
	return column{c, text, func(s *session, c *model.Summary) []string {
		if v := value(s, c); v != "" {
			return []string{v}
		}
		return nil
	}}
}

// columns are all the columns that a list of customers can have.
func (s *session) columns() []column {
	return slices.Concat(usualColumns(), s.customColumns(), moreColumns())
}

// usualColumns are those of a view that names none, the most wanted first: those
// that a narrow terminal has no room for are reached by →.
func usualColumns() []column {
	name := textCol("name", widget.Column{Flex: true, Min: 16, Max: 24}, func(c *model.Summary) string { return c.Name })
	name.text = func(_ *session, c *model.Summary) string { return oneLine(c.DisplayName()) }
	return []column{
		name,
		textCol("company", widget.Column{Flex: true, Min: 8, Max: 30}, func(c *model.Summary) string { return c.Company }),
		col("level", widget.Column{Max: 14}, func(s *session, c *model.Summary) string { return s.levelText(c.Level) },
			func(_ *session, c *model.Summary) string { return c.Level }),
		textCol("phone", widget.Column{Flex: true, Min: 16, Max: 20}, func(c *model.Summary) string { return c.Phone }),
		col("spent", widget.Column{Right: true, Max: 24}, func(s *session, c *model.Summary) string { return s.spent(c.Spent) }, spentValue),
		col("last_contact", widget.Column{Max: 10}, func(s *session, c *model.Summary) string { return s.when(c.LastContact) },
			func(s *session, c *model.Summary) string { return s.dayOf(c.LastContact) }),
		textCol("city", widget.Column{Max: 14}, func(c *model.Summary) string { return c.City }),
		col("orders", widget.Column{Right: true, Max: 9}, func(_ *session, c *model.Summary) string { return nonZero(c.Orders) },
			func(_ *session, c *model.Summary) string { return strconv.FormatInt(c.Orders, 10) }),
		{widget.Column{Key: "tags", Flex: true, Max: 26, Muted: true}, func(_ *session, c *model.Summary) string { return tagList(c.Tags) },
			func(_ *session, c *model.Summary) []string { return c.Tags }},
		col("last_purchase", widget.Column{Max: 10}, func(s *session, c *model.Summary) string { return s.day(c.LastPurchase) },
			func(_ *session, c *model.Summary) string { return c.LastPurchase.String() }),
		textCol("email", widget.Column{Flex: true, Min: 12, Max: 30, Muted: true}, func(c *model.Summary) string { return c.Email }),
		textCol("owner", widget.Column{Max: 12, Muted: true}, func(c *model.Summary) string { return c.Owner }),
		textCol("source", widget.Column{Max: 14, Muted: true}, func(c *model.Summary) string { return c.Source }),
	}
}

// moreColumns are those that a person must ask for.
func moreColumns() []column {
	return []column{
		textCol("title", widget.Column{Max: 16, Muted: true}, func(c *model.Summary) string { return c.Title }),
		textCol("industry", widget.Column{Max: 14, Muted: true}, func(c *model.Summary) string { return c.Industry }),
		textCol("province", widget.Column{Max: 14, Muted: true}, func(c *model.Summary) string { return c.Province }),
		textCol("country", widget.Column{Max: 16, Muted: true}, func(c *model.Summary) string { return c.Country }),
		textCol("postcode", widget.Column{Max: 10, Muted: true}, func(c *model.Summary) string { return c.Postcode }),
		col("kind", widget.Column{Max: 10, Muted: true}, func(s *session, c *model.Summary) string {
			return s.choice(kindWords(model.KindCustomer), string(c.Kind))
		},
			func(_ *session, c *model.Summary) string { return string(c.Kind) }),
		col("created", widget.Column{Max: 10, Muted: true}, func(s *session, c *model.Summary) string { return s.when(c.Created) },
			func(s *session, c *model.Summary) string { return s.dayOf(c.Created) }),
		col("id", widget.Column{Right: true, Max: 9, Muted: true}, func(_ *session, c *model.Summary) string { return "#" + strconv.FormatInt(c.ID, 10) },
			func(_ *session, c *model.Summary) string { return strconv.FormatInt(c.ID, 10) }),
	}
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
