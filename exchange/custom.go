package exchange

import (
	"slices"

	"kehu/model"
)

// customField is the field of the user's own with a key, nil for none.
func (o Options) customField(key string) *model.CustomField {
	i := slices.IndexFunc(o.Custom, func(f model.CustomField) bool { return f.Key == key })
	if i < 0 {
		return nil
	}
	return &o.Custom[i]
}

// customNamed finds a field of the user's own by a heading: its label or its key.
// They go before the words that we know: the user has chosen them.
func (o Options) customNamed(h heading) (key string, ok bool) {
	for _, f := range o.Custom {
		if h.folded != "" && (h.folded == foldHeading(f.Label) || h.folded == foldHeading(f.Key)) {
			return f.Key, true
		}
	}
	return "", false
}

// customFields are the fields that columns can fill besides those of all books.
func (o Options) customFields() []field {
	fields := make([]field, len(o.Custom))
	for i := range o.Custom {
		fields[i] = field{o.Custom[i].Key, setCustom(&o.Custom[i])}
	}
	return fields
}

// setCustom reads a cell as the type of the field has it; days in the order of
// their column.
func setCustom(f *model.CustomField) setter {
	return func(d *drafting, c Column, text string) error {
		if f.Type != model.CustomText && f.Type != model.CustomBool && isNone(text) {
			return nil
		}
		canonical, err := "", error(nil)
		if f.Type == model.CustomDate {
			var day model.Date
			day, err = d.dates(c).Day(text)
			canonical = day.String()
		} else {
			canonical, err = f.Parse(text, d.source.options.Now, d.source.options.Currency)
		}
		switch {
		case err == nil:
			d.draft.Customer.SetCustom(f, canonical)
		case f.ID < 0: // its type was told from the first rows: no reason to refuse this one
			appendLine(&d.draft.Customer.Notes, c.Heading+": "+text)
			return nil
		}
		return err
	}
}
