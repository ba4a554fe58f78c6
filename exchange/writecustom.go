package exchange

import (
	"math"

	"kehu/model"
)

// customColumns are the columns of the fields of the user's own, under their labels.
func customColumns(fields []model.CustomField) []outColumn[model.Dossier] {
	columns := make([]outColumn[model.Dossier], len(fields))
	for i := range fields {
		f := &fields[i]
		columns[i] = outColumn[model.Dossier]{f.Key, 16, func(t *tables, d *model.Dossier) value { return t.custom(f, d.Customer.CustomText(f.ID)) }}
	}
	return columns
}

// custom is a canonical text of a field of the user's own: a number, an amount of the
// book's currency and a day are what they are, all else is a text that Parse reads.
func (t *tables) custom(f *model.CustomField, text string) value {
	switch f.Type {
	case model.CustomNumber:
		if n, err := model.ParseQuantity(text); err == nil && text != "" && math.Abs(float64(n)) < maxExact {
			return value{kind: isQuantity, n: int64(n)}
		}
	case model.CustomMoney:
		if m, ok := model.MoneyOf(text); ok && m.Currency == t.Currency {
			return value{kind: isMoney, money: m}
		}
	case model.CustomDate:
		if day, err := model.DateFromISO(text); err == nil {
			return value{kind: isDay, day: day}
		}
	case model.CustomBool:
		if !t.Raw {
			return value{text: f.Show(text, t.Words.Lang())}
		}
	}
	return value{text: f.Plain(text)}
}

// label is what the user calls a field of their own, "" for other columns.
func (t *tables) label(key string) string {
	for i := range t.Fields {
		if t.Fields[i].Key == key {
			return t.Fields[i].Label
		}
	}
	return ""
}
