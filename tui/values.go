package tui

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"kehu/model"
)

// fieldText writes the canonical text of a record's field for people: level and
// status by their names, instants as moments, money with its currency, lists
// element by element. No value is "–".
func (s *session) fieldText(kind model.Kind, key, text string, currency model.Currency) string {
	if key == "state" {
		return s.t("tui.state." + cmp.Or(text, "0"))
	}
	if text == "" {
		return "–"
	}
	if model.IsValueKey(key) {
		return s.customText(key, text)
	}
	switch key {
	case "at", "done", "created":
		return s.instantText(text)
	case "total", "freight", "discount":
		return s.minorText(text, currency)
	case "level":
		return s.levelText(text)
	case "kind":
		return s.choice(kindWords(kind), text)
	case "repeat":
		return s.repeatName(model.Repeat(text))
	}
	if list := s.listText(key, text, currency); list != "" {
		return list
	}
	return s.choice(key+".", text)
}

// kindWords is where the words of a record's field "kind" stand.
func kindWords(kind model.Kind) string {
	if kind == model.KindInteraction {
		return "interaction_kind."
	}
	return "customer_kind."
}

func (s *session) instantText(text string) string {
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return text
	}
	return s.local(time.Unix(seconds, 0)).Format("2006-01-02 15:04")
}

func (s *session) minorText(text string, currency model.Currency) string {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return text
	}
	return s.priced(model.Money{Amount: n, Currency: currency})
}

// listText writes the elements of a list; "" for a key that is none.
func (s *session) listText(key, text string, currency model.Currency) string {
	switch key {
	case "tags":
		return joined(text, func(tag string) string { return "#" + oneLine(tag) })
	case "contact_points":
		return joined(text, func(p model.ContactPoint) string { return s.p.Field(string(p.Kind)) + " " + oneLine(p.Value) })
	case "people":
		return joined(text, func(p model.Person) string { return strings.TrimSpace(oneLine(p.Name) + " " + oneLine(p.Title)) })
	case "items":
		return joined(text, func(it model.Item) string {
			return itemText(it) + " " + s.priced(model.Money{Amount: it.Amount, Currency: currency})
		})
	}
	return ""
}

// joined writes each element of a list that is kept as JSON.
func joined[T any](text string, one func(T) string) string {
	var list []T
	if json.Unmarshal([]byte(text), &list) != nil {
		return text
	}
	parts := make([]string, len(list))
	for i, e := range list {
		parts[i] = one(e)
	}
	return strings.Join(parts, " · ")
}
