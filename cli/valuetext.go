package cli

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"kehu/model"
)

// values write canonical texts of fields for people.
type values struct {
	*app
	levels []model.Level
}

// text writes the canonical text of a record's field; no value is "".
func (v values) text(kind model.Kind, currency model.Currency, key, text string) string {
	if text == "" {
		return ""
	}
	for i := range v.custom {
		if v.custom[i].ValueKey() == key {
			return v.custom[i].Show(text, v.say.Lang())
		}
	}
	switch key {
	case "total", "freight", "discount":
		return model.Money{Amount: numberOf(text), Currency: currency}.Format(v.say.Lang())
	case "at", "done", "created":
		return v.clock(time.Unix(numberOf(text), 0))
	case "level":
		return v.levelName(v.levels, text)
	case "kind":
		if kind == model.KindCustomer {
			return v.choice("customer_kind", text)
		}
		return v.choice("interaction_kind", text)
	}
	if list, isList := v.list(currency, key, text); isList {
		return list
	}
	return v.choice(key, text)
}

// numberOf reads a canonical number.
func numberOf(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

// listText writes the elements of a list.
func (v values) list(currency model.Currency, key, text string) (list string, isList bool) {
	comma := v.t("cli.comma")
	switch key {
	case "tags":
		return elementTexts(text, comma, func(tag string) string { return tag }), true
	case "contact_points":
		return elementTexts(text, comma, func(p model.ContactPoint) string { return v.say.Field(string(p.Kind)) + " " + p.Value }), true
	case "people":
		return elementTexts(text, comma, func(p model.Person) string { return strings.TrimSpace(p.Name + " " + p.Title) }), true
	case "items":
		return elementTexts(text, comma, func(it model.Item) string {
			return it.Name() + " × " + it.Quantity.String() + " " + model.Money{Amount: it.Amount, Currency: currency}.Format(v.say.Lang())
		}), true
	}
	return "", false
}

func elementTexts[T any](text, comma string, one func(T) string) string {
	var list []T
	if json.Unmarshal([]byte(text), &list) != nil {
		return text // never written so
	}
	return strings.Join(each(list, one), comma)
}
