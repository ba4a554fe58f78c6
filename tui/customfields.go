package tui

import (
	"slices"
	"strings"

	"kehu/model"
	"kehu/query"
	"kehu/tui/widget"
)

// fieldsInUse are the custom fields that were not removed.
func (s *session) fieldsInUse() []model.CustomField {
	n := slices.IndexFunc(s.custom, func(f model.CustomField) bool { return f.State != model.Live })
	if n < 0 {
		return s.custom
	}
	return s.custom[:n]
}

// sameField reports whether two definitions say the same.
func sameField(a, b model.CustomField) bool {
	return a.ID == b.ID && len(model.Diff(model.CustomFieldFields(), &a, &b)) == 0
}

// customText writes the canonical text of a custom value for people, by the key
// that change sets have.
func (s *session) customText(key, text string) string {
	for i := range s.custom {
		if f := &s.custom[i]; f.ValueKey() == key {
			return f.Show(text, s.p.Lang())
		}
	}
	return text
}

// customColumns are the columns of the user's own fields.
func (s *session) customColumns() []column {
	var cols []column
	for _, f := range s.fieldsInUse() {
		numeric := f.Type == model.CustomNumber || f.Type == model.CustomMoney
		cols = append(cols, column{widget.Column{Key: f.Key, Max: 24, Right: numeric, Muted: !numeric},
			func(s *session, c *model.Summary) string { return oneLine(s.customCell(&f, c.CustomText(f.ID))) },
			func(s *session, c *model.Summary) []string { return s.customValues(&f, c.CustomText(f.ID)) }})
	}
	return cols
}

// customCell writes a value for a column: without the sign of the book's own currency.
func (s *session) customCell(f *model.CustomField, text string) string {
	if m, ok := model.MoneyOf(text); ok && f.Type == model.CustomMoney {
		return s.money(m)
	}
	return f.Show(text, s.p.Lang())
}

// customValues writes a value as queries do.
func (s *session) customValues(f *model.CustomField, text string) []string {
	if text == "" {
		return nil
	}
	if m, ok := model.MoneyOf(text); ok && f.Type == model.CustomMoney {
		if m.Currency == s.settings.Currency {
			return []string{m.Decimal()}
		}
		return []string{string(m.Currency) + m.Decimal()}
	}
	return model.CustomValue{Type: f.Type, Text: text}.Parts()
}

// followFields leaves out of the order what is a field no more, and reads the
// query again by the fields of now.
func (c *customers) followFields() {
	c.order = slices.DeleteFunc(slices.Clone(c.order), func(o query.Order) bool { return c.cat.Field(o.Field.Key) == nil })
	for i, o := range c.order {
		c.order[i].Field = c.cat.Field(o.Field.Key)
	}
	c.showOrder()
	if !c.search.typing {
		c.search.again()
	}
}

// again reads the query as it stands; what is wrong in it by now is said, and left out.
func (q *search) again() {
	if q.parse(); q.fault != nil {
		q.query, _, _ = query.ParseLoose(q.line.Value(), q.cat)
		q.sayRemoved()
	}
}

// sayLost tells of columns that a view names and the book has no more.
func (c *customers) sayLost(wanted []model.ViewColumn) {
	all := c.session.columns()
	var lost []string
	for _, w := range wanted {
		if !slices.ContainsFunc(all, func(col column) bool { return col.Key == w.Key }) {
			lost = append(lost, c.removedName(w.Key))
		}
	}
	if len(lost) > 0 {
		c.nav.say(toast{text: c.t("tui.views.lost", "Names", strings.Join(lost, c.t("tui.list_comma"))), tone: warn})
	}
}

// removedName is what a field was called that is there no more.
func (s *session) removedName(key string) string {
	for _, f := range s.custom {
		if f.Key == key {
			return f.Label
		}
	}
	return key
}
