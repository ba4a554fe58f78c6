package cli

import (
	"bytes"
	"context"
	"slices"

	"kehu/exchange"
	"kehu/model"
	"kehu/store"
)

// learn has the run know the fields of the user's own, and call them by their names.
func (a *app) learn(ctx context.Context, b *store.Book) error {
	all, err := b.AllCustomFields(ctx)
	if err != nil {
		return err
	}
	a.custom = nil
	for _, f := range all {
		if f.State == model.Live {
			a.custom = append(a.custom, f)
		}
	}
	a.say = a.say.Naming(store.FieldNames(all))
	return nil
}

// customField returns the field of the user's own with a key, nil for none.
func (a *app) customField(key string) *model.CustomField {
	for i := range a.custom {
		if a.custom[i].Key == key {
			return &a.custom[i]
		}
	}
	return nil
}

func (a *app) customKeys() []string {
	return each(a.custom, func(f model.CustomField) string { return f.Key })
}

// customColumns are the columns of ls for the fields of the user's own.
func (a *app) customColumns() []column[model.Summary] {
	return each(a.custom, func(f model.CustomField) column[model.Summary] {
		return column[model.Summary]{key: f.Key, right: f.Type == model.CustomNumber || f.Type == model.CustomMoney,
			text: func(s model.Summary) string { return f.Show(s.CustomText(f.ID), a.say.Lang()) },
			raw:  func(s model.Summary) string { return f.Plain(s.CustomText(f.ID)) }}
	})
}

// customView is the JSON object of the values in the user's own fields, in their
// order: every key is there, null where there is no value.
type customView struct {
	fields []model.CustomField
	text   func(field int64) string
}

// MarshalJSON writes the object.
func (v customView) MarshalJSON() ([]byte, error) {
	b := bytes.NewBufferString("{")
	for i, f := range v.fields {
		key, err := exchange.Marshal(f.Key)
		if err != nil {
			return nil, err
		}
		value, err := exchange.Marshal(f.JSON(v.text(f.ID)))
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(append(append(key, ':'), value...))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// setCustom gives a customer a value in a field of the user's own. Choices can be
// added and taken away like tags.
func (e *customerEditor) setCustom(c *model.Customer, f *model.CustomField, as assignment) error {
	if as.op != opSet && f.Type != model.CustomChoices {
		return model.Invalidf(f.Key, "assignment_not_list", "Value", as.value)
	}
	text, err := f.Parse(as.value, e.a.now(), e.currency)
	if err != nil {
		return model.At(f.Key, err)
	}
	if as.op != opSet {
		text = changeChoices(f, c.CustomText(f.ID), text, as.op == opRemove)
	}
	c.SetCustom(f, text)
	return nil
}

// changeChoices adds choices to others, or takes them away.
func changeChoices(f *model.CustomField, before, text string, remove bool) string {
	parts := func(text string) []string {
		if text == "" {
			return nil
		}
		return model.CustomValue{Type: f.Type, Text: text}.Parts()
	}
	concerned := map[string]bool{}
	for _, o := range parts(text) {
		concerned[o] = true
	}
	var kept []string
	for _, o := range parts(before) {
		if !concerned[o] {
			kept = append(kept, o)
		}
	}
	if !remove {
		kept = append(kept, parts(text)...)
	}
	slices.SortStableFunc(kept, func(a, b string) int { return slices.Index(f.Options, a) - slices.Index(f.Options, b) })
	return model.ListText(kept)
}
