package cli

import (
	"cmp"
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
	replaced map[model.ContactKind]bool // kinds whose former points are gone
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
	return &customerEditor{a: a, names: newNames(a, customerKeys()), levels: levels, replaced: map[model.ContactKind]bool{}}, nil
}

// fresh is the editor for another customer.
func (e *customerEditor) fresh() *customerEditor {
	other := *e
	other.replaced = map[model.ContactKind]bool{}
	return &other
}

// apply sets the fields. The error holds every field that was refused; a name
// that is no field is a Usage problem.
func (e *customerEditor) apply(c *model.Customer, assignments []assignment) error {
	var ps model.Problems
	for _, as := range assignments {
		key, ok := e.names.find(as.name)
		if !ok {
			return e.names.unknown(as.name)
		}
		ps.Add(model.At(key, e.set(c, key, as)))
	}
	return ps.OrNil()
}

func (e *customerEditor) set(c *model.Customer, key string, as assignment) error {
	kind := model.ContactKind(key)
	switch {
	case key == tagsField:
		setTags(c, as)
		return nil
	case key == "people":
		setPeople(c, as)
		return nil
	case slices.Contains(model.ContactKinds(), kind):
		if as.op != opRemove && as.value != "" {
			point := model.ContactPoint{Kind: kind, Value: as.value}
			if err := point.CheckTyped(); err != nil {
				return model.At(key, err)
			}
		}
		e.setContact(c, kind, as)
		return nil
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

// setPeople reads names with an optional job title: 李四(采购经理),王五. Who stays
// keeps number and notes, and the title unless there is a new one.
func setPeople(c *model.Customer, as assignment) {
	former := c.People
	c.People = slices.Clone(former)
	if as.op == opSet {
		c.People = nil
	}
	for part := range splitList(as.value) {
		name, title := cutTitle(part)
		isNamed := func(p model.Person) bool { return p.Name == name }
		person := model.Person{Name: name}
		if i := slices.IndexFunc(former, isNamed); i >= 0 {
			person = former[i]
		}
		person.Title = cmp.Or(title, person.Title)
		switch i := slices.IndexFunc(c.People, isNamed); {
		case as.op == opRemove:
			c.People = slices.DeleteFunc(c.People, isNamed)
		case i >= 0:
			c.People[i] = person
		default:
			c.People = append(c.People, person)
		}
	}
}

func cutTitle(text string) (name, title string) {
	i := strings.IndexAny(text, "(（")
	if i < 0 {
		return text, ""
	}
	return strings.TrimSpace(text[:i]), strings.TrimSpace(strings.Trim(text[i:], "(（)） "))
}

// setContact adds, removes or replaces contact points of a kind. The first
// name=value of a kind takes the former points away, further ones add, so that
// repeating the word gives a customer two phones. What stays keeps its label.
func (e *customerEditor) setContact(c *model.Customer, kind model.ContactKind, as assignment) {
	former := slices.Clone(c.ContactPoints)
	isOwn := func(p model.ContactPoint) bool { return p.Kind == kind && p.PersonID == 0 }
	isSame := func(p model.ContactPoint) bool { return isOwn(p) && p.Value == as.value }
	switch {
	case as.op == opRemove:
		c.ContactPoints = slices.DeleteFunc(former, isSame)
		return
	case as.op == opSet && !e.replaced[kind]:
		e.replaced[kind] = true
		c.ContactPoints = slices.DeleteFunc(slices.Clone(former), isOwn)
	}
	if as.value == "" || slices.ContainsFunc(c.ContactPoints, isSame) {
		return
	}
	point := model.ContactPoint{Kind: kind, Value: as.value}
	if i := slices.IndexFunc(former, isSame); i >= 0 {
		point = former[i]
	}
	c.ContactPoints = append(c.ContactPoints, point)
}
