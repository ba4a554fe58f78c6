package cli

import (
	"context"
	"slices"
	"strings"

	"kehu/model"
	"kehu/query"
	"kehu/store"
)

// customerEditor puts assignments into a customer.
type customerEditor struct {
	a        *app
	names    names
	levels   []model.Level
	currency model.Currency    // of amounts that name none
	replaced map[pointsOf]bool // whose former points are gone
}

// notAssigned are fields of a customer that no assignment reaches: the book
// keeps them, or they have words of their own.
func notAssigned() []string { return []string{"source_key", "created", "contact_points", "state"} }

// customerKeys are the fields of a customer that an assignment reaches.
func customerKeys() []string {
	var keys []string
	for _, f := range model.CustomerFields() {
		if !slices.Contains(notAssigned(), f.Key) {
			keys = append(keys, f.Key)
		}
	}
	for _, kind := range model.ContactKinds() {
		keys = append(keys, string(kind))
	}
	return keys
}

func newCustomerEditor(ctx context.Context, a *app, b *store.Book) (*customerEditor, error) {
	levels, err := b.Levels(ctx)
	if err != nil {
		return nil, err
	}
	settings, err := b.Settings(ctx)
	if err != nil {
		return nil, err
	}
	keys := append(customerKeys(), a.customKeys()...)
	e := &customerEditor{a: a, names: newNames(a, keys), levels: levels, currency: settings.Currency, replaced: map[pointsOf]bool{}}
	e.names.learn("person", peopleField)
	return e, nil
}

// fresh is the editor for another customer.
func (e *customerEditor) fresh() *customerEditor {
	other := *e
	other.replaced = map[pointsOf]bool{}
	return &other
}

// apply sets the fields. The error holds every field that was refused; a name
// that is no field is a Usage problem. The address comes last, for the parts that
// are given one by one decide what it means.
func (e *customerEditor) apply(c *model.Customer, assignments []assignment) error {
	var ps model.Problems
	given := map[string]bool{}
	var addresses []string
	for _, as := range assignments {
		if person, key, ok := e.ofPerson(as.name); ok {
			ps.Add(model.At(key, e.setOfPerson(c, person, key, as)))
			continue
		}
		key, ok := e.names.find(as.name)
		switch {
		case !ok:
			return e.names.unknown(as.name)
		case as.op == opSet && (key == "street" || key == string(model.ContactAddress)):
			addresses = append(addresses, as.value)
			continue
		}
		given[key] = true
		ps.Add(model.At(key, e.set(c, key, as)))
	}
	for _, text := range addresses {
		e.setAddress(c, text, given)
	}
	return ps.OrNil()
}

func (e *customerEditor) set(c *model.Customer, key string, as assignment) error {
	if f := e.a.customField(key); f != nil {
		return e.setCustom(c, f, as)
	}
	switch kind := model.ContactKind(key); {
	case key == tagsField:
		setTags(c, as)
		return nil
	case key == peopleField:
		setPeople(c, as)
		return nil
	case slices.Contains(model.ContactKinds(), kind):
		return e.setContact(c, kind, 0, as)
	case as.op != opSet:
		return model.Invalidf(key, "assignment_not_list", "Value", as.value)
	}
	text, err := e.canonical(key, as.value)
	if err != nil {
		return err
	}
	return model.FieldOf(model.CustomerFields(), key).Set(c, text)
}

// canonical turns what a person typed into the text that the model keeps.
func (e *customerEditor) canonical(key, value string) (string, error) {
	if value == "" {
		return "", nil
	}
	switch key {
	case "kind", "gender":
		return query.Customers().Field(key).Resolve(value), nil
	case "level":
		return e.level(value)
	case "owner":
		return e.owner(value), nil
	case "birthday":
		b, err := model.ParseBirthday(value, e.a.now())
		return b.String(), err
	case "next_review":
		d, err := model.ParseDate(value, e.a.now())
		return d.String(), err
	}
	return value, nil
}

func (e *customerEditor) level(value string) (string, error) {
	known := make([]string, len(e.levels))
	for i, l := range e.levels {
		if l.Is(value) {
			return l.Key, nil
		}
		known[i] = l.Key + " (" + l.Name(e.a.say.Lang()) + ")"
	}
	return "", model.Invalidf("level", "level_unknown", "Value", value, "Known", strings.Join(known, ", "))
}

// owner understands me and 我.
func (e *customerEditor) owner(value string) string {
	if query.Customers().Field("owner").Resolve(value) == query.Me {
		return e.a.actor().Name
	}
	return value
}

func setTags(c *model.Customer, as assignment) {
	if as.op == opSet {
		c.Tags = nil
	}
	for tag := range splitList(as.value) {
		if as.op != opRemove {
			c.AddTag(tag)
			continue
		}
		c.Tags = slices.DeleteFunc(slices.Clone(c.Tags), func(t string) bool { return strings.EqualFold(t, tag) })
	}
}
