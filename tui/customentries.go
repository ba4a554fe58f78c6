package tui

import (
	"context"
	"slices"
	"strings"

	"kehu/model"
	"kehu/tui/widget"
)

// customEntries are the fields of the user's own, under a heading; none where the
// book has none.
func (s *session) customEntries(c *model.Customer) []entry[model.Customer] {
	fields := s.fieldsInUse()
	if len(fields) == 0 {
		return nil
	}
	es := []entry[model.Customer]{heading[model.Customer](s, "tui.form.custom")}
	for i := range fields {
		es = append(es, s.customEntry(c, fields[i]))
	}
	return es
}

// customEntry is the editor of one field. Somebody who has nothing in a field
// that became required since is not asked for it.
func (s *session) customEntry(c *model.Customer, f model.CustomField) entry[model.Customer] {
	text := c.CustomText(f.ID)
	now, own := s.now, s.settings.Currency
	e := entry[model.Customer]{Field: widget.Field{Key: f.ValueKey(), Label: f.Label, Hint: f.Hint, Value: s.customTyped(&f, text),
		MaxLen: model.MaxLine, Required: f.Required && (c.ID == 0 || text != "")},
		set: func(c *model.Customer, typed string) error {
			canonical, err := f.Parse(typed, now(), own)
			if err == nil {
				c.SetCustom(&f, canonical)
			}
			return err
		}}
	switch f.Type {
	case model.CustomText:
		e.Suggest = s.values(f.Key)
	case model.CustomNumber, model.CustomMoney:
		e.Replace = true
	case model.CustomDate:
		e.Replace, e.Placeholder = true, s.t("tui.form.day")
	case model.CustomBool:
		e.Kind, e.Options = widget.Choice, s.orNone(words(s, "", []string{model.Yes, model.No}))
		for i := range e.Options[1:] {
			e.Options[i+1].Label = f.Show(e.Options[i+1].Value, s.p.Lang())
		}
	case model.CustomChoice:
		e.Kind, e.Options = widget.Choice, s.orNone(optionsOf(f.Options, text))
	case model.CustomChoices:
		e.Suggest, e.Placeholder = lastOption(f.Options), strings.Join(f.Options, "; ")
	}
	return e
}

// customTyped is a value as one would type it: amounts of the book's own currency
// without it.
func (s *session) customTyped(f *model.CustomField, text string) string {
	if m, ok := model.MoneyOf(text); ok && f.Type == model.CustomMoney && m.Currency == s.settings.Currency {
		return m.Decimal()
	}
	return f.Plain(text)
}

// optionsOf offers options, and the present value where it is none of them any more.
func optionsOf(options []string, present string) []widget.Option {
	if present != "" && !slices.Contains(options, present) {
		options = append(slices.Clone(options), present)
	}
	out := make([]widget.Option, len(options))
	for i, o := range options {
		out[i].Value = o
	}
	return out
}

// lastOption completes the last part of a list of choices.
func lastOption(options []string) func(context.Context, string) ([]widget.Option, error) {
	find := widget.Static(optionsOf(options, ""))
	return func(ctx context.Context, text string) ([]widget.Option, error) {
		head, last := "", text
		if at := strings.LastIndexAny(text, ",，"+listSigns); at >= 0 {
			_, size := firstRune(text[at:])
			head, last = text[:at+size]+" ", text[at+size:]
		}
		found, err := find(ctx, strings.TrimSpace(last))
		for i := range found {
			found[i].Label = found[i].Value
			found[i].Value = head + found[i].Value
		}
		return found, err
	}
}

// dayKeys are the fields of the form in which one writes days.
func (s *session) dayKeys(keys ...string) []string {
	for _, f := range s.fieldsInUse() {
		if f.Type == model.CustomDate {
			keys = append(keys, f.ValueKey())
		}
	}
	return keys
}
