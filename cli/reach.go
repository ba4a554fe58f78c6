package cli

import (
	"cmp"
	"slices"
	"strings"

	"kehu/model"
	"kehu/model/region"
)

// peopleField is the field of contact persons.
const peopleField = "people"

// pointsOf names the contact points of a kind that somebody has; person 0 is the
// customer.
type pointsOf struct {
	kind   model.ContactKind
	person int64
}

// setAddress reads a whole address into its parts: as it stands, or else in the
// light of those that the customer has. What is not understood is the street.
func (e *customerEditor) setAddress(c *model.Customer, text string, given map[string]bool) {
	beside := c.Address
	beside.Street, beside.District = text, part(given["district"], c.Address.District)
	alone := model.Address{Country: part(given["country"], c.Address.Country), Province: part(given["province"], c.Address.Province),
		City: part(given["city"], c.Address.City), District: beside.District, Street: text, Postcode: part(given["postcode"], c.Address.Postcode)}
	for _, a := range [...]model.Address{alone, beside} {
		if understood, _, ok := region.Understand(a); ok {
			c.Address = understood
			e.a.note("cli.set.address", "Parts", joined(" ", understood.Province, understood.City, understood.District, understood.Street, understood.Postcode))
			return
		}
	}
	c.Address.Street = text
}

// part is a text that counts only if it was given.
func part(given bool, text string) string {
	if given {
		return text
	}
	return ""
}

// ofPerson parts 李四.phone into the contact person and what is set of them.
func (e *customerEditor) ofPerson(name string) (person, key string, ok bool) {
	i := strings.LastIndexAny(name, ".．")
	if i <= 0 {
		return "", "", false
	}
	person, field := strings.TrimSpace(name[:i]), strings.TrimLeft(name[i:], ".．")
	key, ok = e.names.find(field)
	return person, key, ok && (key == "title" || key == "notes" || slices.Contains(model.ContactKinds(), model.ContactKind(key)))
}

// setOfPerson sets title, notes or contact points of a contact person.
func (e *customerEditor) setOfPerson(c *model.Customer, name, key string, as assignment) error {
	i := slices.IndexFunc(c.People, func(p model.Person) bool { return p.Name == name })
	if i < 0 {
		known := each(c.People, func(p model.Person) string { return p.Name })
		return model.Invalidf(peopleField, "person_unknown", "Value", name, "Known", strings.Join(known, e.a.t("cli.comma")))
	}
	c.People = slices.Clone(c.People)
	switch p := &c.People[i]; {
	case key != "title" && key != "notes":
		if p.ID == 0 { // new: contact points name them by a number of their own
			p.ID = -int64(i) - 1
		}
		return e.setContact(c, model.ContactKind(key), p.ID, as)
	case as.op != opSet:
		return model.Invalidf(key, "assignment_not_list", "Value", as.value)
	case key == "title":
		p.Title = as.value
	default:
		p.Notes = as.value
	}
	return nil
}

// setPeople reads names with an optional job title: 李四(采购经理),王五. Who stays
// keeps number and notes, and the title unless there is a new one; what belonged
// to one who goes stays with the customer.
func setPeople(c *model.Customer, as assignment) {
	former := c.People
	c.People = slices.Clone(former)
	if as.op == opSet {
		c.People = nil
	}
	for part := range splitList(as.value) {
		name, title := cutBrackets(part)
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
	disown(c)
}

// disown gives the customer the contact points of persons who are no longer there.
func disown(c *model.Customer) {
	c.ContactPoints = slices.Clone(c.ContactPoints)
	for i := range c.ContactPoints {
		p := &c.ContactPoints[i]
		if !slices.ContainsFunc(c.People, func(person model.Person) bool { return person.ID == p.PersonID }) {
			p.PersonID = 0
		}
	}
}

// cutBrackets takes what stands in brackets off the end of a text: 李四(采购经理).
func cutBrackets(text string) (rest, inside string) {
	i := strings.LastIndexAny(text, "(（")
	if i <= 0 || !strings.HasSuffix(text, ")") && !strings.HasSuffix(text, "）") {
		return text, ""
	}
	return strings.TrimSpace(text[:i]), strings.TrimSpace(strings.Trim(text[i:], "(（)） "))
}

// setContact adds, removes or replaces contact points of a kind. The first
// name=value of a kind takes the former points away, further ones add, so that
// repeating the word gives a customer two phones. A label stands in brackets behind
// the value; what stays keeps the one it has.
func (e *customerEditor) setContact(c *model.Customer, kind model.ContactKind, person int64, as assignment) error {
	former := slices.Clone(c.ContactPoints)
	isOwn := func(p model.ContactPoint) bool { return p.Kind == kind && p.PersonID == person }
	point := model.ContactPoint{Kind: kind, Value: as.value, PersonID: person}
	if !slices.Contains(former, point) {
		point.Value, point.Label = cutBrackets(as.value)
	}
	isSame := func(p model.ContactPoint) bool { return isOwn(p) && p.Value == point.Value }
	if as.op == opRemove {
		c.ContactPoints = slices.DeleteFunc(former, isSame)
		return nil
	}
	if err := point.CheckTyped(); as.value != "" && err != nil {
		return model.At(string(kind), err)
	}
	if of := (pointsOf{kind, person}); as.op == opSet && !e.replaced[of] {
		e.replaced[of] = true
		c.ContactPoints = slices.DeleteFunc(slices.Clone(former), isOwn)
	}
	if as.value != "" {
		c.ContactPoints = withPoint(c.ContactPoints, former, point, isSame)
	}
	return nil
}

// withPoint adds a contact point to a list, or gives the one that is there its label.
func withPoint(points, former []model.ContactPoint, p model.ContactPoint, isSame func(model.ContactPoint) bool) []model.ContactPoint {
	if i := slices.IndexFunc(former, isSame); i >= 0 {
		p.Label = cmp.Or(p.Label, former[i].Label)
	}
	points = slices.Clone(points)
	if i := slices.IndexFunc(points, isSame); i >= 0 {
		points[i] = p
		return points
	}
	return append(points, p)
}
