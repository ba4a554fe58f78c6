package model

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A CustomValue is what a customer has in a custom field, in canonical text:
// a plain decimal, "CNY 12.50", a day, yes or no, an option, or options as JSON.
type CustomValue struct {
	Field int64 // the number of the CustomField
	Type  CustomType
	Text  string // never empty
}

// Key returns the key of the value among the fields of a customer, see
// CustomField.ValueKey.
func (v CustomValue) Key() string { return valueKey + strconv.FormatInt(v.Field, 10) }

// Parts returns the single values: those of a list, or the one there is.
func (v CustomValue) Parts() []string {
	if v.Type != CustomChoices {
		return []string{v.Text}
	}
	var parts []string
	if json.Unmarshal([]byte(v.Text), &parts) != nil {
		return []string{v.Text} // never written so
	}
	return parts
}

// customText returns the canonical text of a field among values, "" for none.
func customText(values []CustomValue, field int64) string {
	for _, v := range values {
		if v.Field == field {
			return v.Text
		}
	}
	return ""
}

// CustomText returns the canonical text of a custom field, "" for none.
func (c *Customer) CustomText(field int64) string { return customText(c.Custom, field) }

// CustomText returns the canonical text of a custom field, "" for none.
func (s *Summary) CustomText(field int64) string { return customText(s.Custom, field) }

// SetCustom sets the canonical text of a custom field; "" takes the value away.
// Copies of the customer keep theirs.
func (c *Customer) SetCustom(f *CustomField, text string) {
	values := make([]CustomValue, 0, len(c.Custom)+1)
	for _, v := range c.Custom {
		if v.Field != f.ID {
			values = append(values, v)
		}
	}
	if text != "" {
		values = append(values, CustomValue{f.ID, f.Type, text})
	}
	slices.SortFunc(values, func(a, b CustomValue) int { return int(a.Field - b.Field) })
	c.Custom = values
}

// WithCustom returns the fields of a customer with those of the user's own.
func WithCustom(custom []CustomField) []Field[Customer] {
	if len(custom) == 0 {
		return customerFields
	}
	all := slices.Clone(customerFields)
	for i := range custom {
		all = append(all, valueField(&custom[i]))
	}
	return all
}

// valueField is the field of a customer's custom value.
func valueField(def *CustomField) Field[Customer] {
	f := Field[Customer]{Key: def.ValueKey(),
		Get: func(c *Customer) string { return c.CustomText(def.ID) },
		Set: func(c *Customer, s string) error { c.SetCustom(def, s); return nil }}
	if def.Type == CustomChoices {
		f.Merge = mergeLists
	}
	return f
}

// ApplyDefaults gives a new customer the defaults of the fields in which it has
// nothing.
func ApplyDefaults(defs []CustomField, c *Customer, now time.Time, own Currency) {
	for i := range defs {
		f := &defs[i]
		if f.Default == "" || f.State != Live || c.CustomText(f.ID) != "" {
			continue
		}
		if text, err := f.Parse(f.Default, now, own); err == nil { // an option may be gone since
			c.SetCustom(f, text)
		}
	}
}

// CheckCustom returns the faults of a customer's custom values as Problems, or
// nil. What was so before, nil for a new customer, is let alone: a value whose
// option is gone since, or nothing in a field that is required since.
func CheckCustom(defs []CustomField, before, now *Customer) error {
	var ps Problems
	for i := range defs {
		f := &defs[i]
		was, text := "", now.CustomText(f.ID)
		if before != nil {
			was = before.CustomText(f.ID)
		}
		if before == nil || was != text {
			ps.Add(At(f.ValueKey(), f.check(text, before == nil || was != "")))
		}
	}
	return ps.OrNil()
}

// check looks at one canonical text; needed says that a required field must have one.
func (f *CustomField) check(text string, needed bool) error {
	switch {
	case f.State != Live && text != "":
		return Invalidf("", "field_gone", "Label", f.Label)
	case f.State == Live && text == "" && f.Required && needed:
		return Invalidf("", "field_required")
	case text == "":
		return nil
	case f.Type.HasOptions():
		for _, part := range (CustomValue{f.ID, f.Type, text}).Parts() {
			if !slices.Contains(f.Options, part) {
				return f.unknownOption(part)
			}
		}
	}
	return checkText("", text, MaxText)
}

// Show writes a canonical text for people who read a language, "zh" or "en".
func (f *CustomField) Show(text, lang string) string {
	switch f.Type {
	case CustomMoney:
		if m, ok := MoneyOf(text); ok {
			return m.Format(lang)
		}
	case CustomBool:
		return boolWord(text, lang)
	case CustomChoices:
		return strings.Join(CustomValue{f.ID, f.Type, text}.parts(), ", ")
	}
	return text
}

// parts is Parts, without any for no text.
func (v CustomValue) parts() []string {
	if v.Text == "" {
		return nil
	}
	return v.Parts()
}

func boolWord(text, lang string) string {
	switch {
	case lang == "zh" && text == Yes:
		return "是"
	case lang == "zh" && text == No:
		return "否"
	}
	return text
}

// Plain writes a canonical text as files have it, so that Parse reads it back:
// the amount before its currency, options with "; " between.
func (f *CustomField) Plain(text string) string {
	switch f.Type {
	case CustomMoney:
		if m, ok := MoneyOf(text); ok {
			return m.Decimal() + " " + string(m.Currency)
		}
	case CustomChoices:
		return strings.Join(CustomValue{f.ID, f.Type, text}.parts(), "; ")
	}
	return text
}

// JSON returns a canonical text as a value for encoding/json: a number, an amount
// with its currency, a truth, a list, or a text; nil for none.
func (f *CustomField) JSON(text string) any {
	v := CustomValue{f.ID, f.Type, text}
	switch f.Type {
	case CustomChoices:
		return append([]string{}, v.parts()...)
	case CustomNumber:
		if text != "" {
			return json.RawMessage(text)
		}
	case CustomMoney:
		if m, ok := MoneyOf(text); ok {
			return m
		}
	case CustomBool:
		if text != "" {
			return text == Yes
		}
	}
	if text == "" {
		return nil
	}
	return text
}

// MoneyOf returns the amount of the canonical text of money, as "CNY 12.50".
func MoneyOf(text string) (m Money, ok bool) {
	code, figures, ok := strings.Cut(text, " ")
	if !ok {
		return m, false
	}
	m, err := ParseMoney(figures, Currency(code))
	return m, err == nil && m.Currency == Currency(code)
}
