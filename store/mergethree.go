package store

import (
	"cmp"
	"slices"
	"strings"

	"kehu/model"
)

// isOwn reports whether a field is the book's own business, whatever files say.
func isOwn(key string) bool { return key == "created" || key == "state" }

// isGuessed reports whether drafts have something in a field also where the file
// says nothing of it.
func isGuessed(key string) bool {
	return key == "kind" || key == "status" || key == "channel" || key == "direction"
}

// says returns what the file says of a field; it reports false where it says
// nothing. An empty cell does not take a default away.
func (c *comparison[T]) says(f model.Field[T]) (text string, said bool, err error) {
	text = f.Get(c.file)
	switch {
	case isOwn(f.Key), c.at.covers != nil && isGuessed(f.Key) && !c.at.covers[f.Key]:
		return "", false, nil
	case text != "":
		return text, true, nil
	case !c.at.covers[f.Key]:
		return "", false, nil
	case !model.IsValueKey(f.Key):
		return "", true, nil
	}
	preset, err := c.im.t.hasPreset(f.Key)
	return "", !preset, err
}

// hasPreset reports whether the custom field behind a key has a default.
func (t *tx) hasPreset(key string) (bool, error) {
	defs, err := t.customFields()
	i := slices.IndexFunc(defs, func(d model.CustomField) bool { return d.ValueKey() == key })
	return i >= 0 && defs[i].Default != "", err
}

// mergeThree brings into the record what the file changed since the last import.
// What only somebody in the book changed stays; where both changed to different
// values it stays too, and is a conflict.
func (c *comparison[T]) mergeThree() error {
	for _, f := range c.fields {
		file, said, err := c.says(f)
		if err != nil {
			return err
		}
		if !said {
			continue
		}
		base, book := c.base(f), f.Get(c.current)
		sides := model.FieldConflict{Key: f.Key, Base: base, Mine: file, Theirs: book}
		if file != base {
			c.news = append(c.news, sides)
		}
		text, ok := mergeImported(f, base, file, book)
		if !ok {
			c.conflicts = append(c.conflicts, sides)
		} else if err := f.Set(c.merged, text); err != nil {
			return err
		}
	}
	return c.dropTwins()
}

// mergeImported is mergeField; lines of an order belong together, for they may be
// alike: two changes of them do not merge.
func mergeImported[T any](f model.Field[T], base, file, book string) (string, bool) {
	if f.Key == "items" {
		f.Merge = nil
	}
	return mergeField(f, base, file, book)
}

// dropTwins takes contact points out again that the record had in another
// spelling.
func (c *comparison[T]) dropTwins() error {
	merged, isCustomer := any(c.merged).(*model.Customer)
	if !isCustomer || len(merged.ContactPoints) < 2 {
		return nil
	}
	had := any(c.current).(*model.Customer).ContactPoints
	known := map[[3]any]bool{}
	var kept []model.ContactPoint
	for _, p := range merged.ContactPoints {
		normal, err := c.im.t.normal(p)
		if err != nil {
			return err
		}
		key := [3]any{p.Kind, normal, p.PersonID}
		if normal != "" && known[key] && !slices.Contains(had, p) {
			continue
		}
		known[key] = true
		kept = append(kept, p)
	}
	merged.ContactPoints = kept
	return nil
}

// fill is fillIn of the record in the book: whom and by what number it knows already is
// not added again.
func (c *comparison[T]) fill() error {
	file := *c.file
	if customer, isCustomer := any(&file).(*model.Customer); isCustomer && len(customer.People) > 0 {
		customer.People, customer.ContactPoints = slices.Clone(customer.People), slices.Clone(customer.ContactPoints)
		identify(customer, any(c.current).(*model.Customer).People)
	}
	if err := fillIn(c.fields, c.merged, &file); err != nil {
		return err
	}
	if merged, isCustomer := any(c.merged).(*model.Customer); isCustomer {
		merged.People = joinPeople(merged.People)
	}
	return c.dropTwins()
}

// joinPeople makes one of those who have the same number: the first, with what only the
// others say.
func joinPeople(people []model.Person) []model.Person {
	var joined []model.Person
	for _, p := range people {
		at := slices.IndexFunc(joined, func(known model.Person) bool { return known.ID > 0 && known.ID == p.ID })
		if at < 0 {
			joined = append(joined, p)
			continue
		}
		joined[at].Title, joined[at].Notes = cmp.Or(joined[at].Title, p.Title), bothTexts(joined[at].Notes, p.Notes)
	}
	return joined
}

// fillIn sets the fields that a row fills in; lists and what people wrote freely are
// added to. What the book alone knows stays.
func fillIn[T any](fields []model.Field[T], into, from *T) error {
	for _, f := range fields {
		text := f.Get(from)
		if text == "" || isOwn(f.Key) {
			continue
		}
		if f.Merge != nil && f.Key != "items" {
			text, _ = f.Merge("", text, f.Get(into))
		}
		if isWritten(f.Key) {
			text = bothTexts(f.Get(into), text)
		}
		if err := f.Set(into, text); err != nil {
			return err
		}
	}
	return nil
}

// isWritten reports whether a field holds what somebody wrote in their own words, of
// which another text is no newer value.
func isWritten(key string) bool {
	return key == "notes" || key == "preferences" || key == "after_sales"
}

// bothTexts is a text with another below it, where neither says the other already.
func bothTexts(text, other string) string {
	switch {
	case text == "" || strings.Contains(other, text):
		return other
	case strings.Contains(text, other):
		return text
	}
	return text + "\n" + other
}
