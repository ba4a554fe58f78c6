package exchange

import (
	"strconv"

	"kehu/model"
)

// Contact persons have cards of their own in our files, so that telephones show them.
// What follows makes them contact persons again.

// isOf reports whether a card is that of a contact person at the customer of another.
func (k *card) isOf(customer *card) bool {
	of, uid := (&cardCells{card: k}).first(ofCustomer), (&cardCells{card: customer}).first("UID")
	return of != nil && uid != nil && of.plain() == uid.plain() && uid.plain() != ""
}

// personFields are the fields that contact persons have, and those that tell of them
// what the customer's card tells too: they are left out.
var personFields = map[string]bool{"name": true, "title": true, "notes": true, "company": false, "source_key": false, "kind": false}

// personCells are the cells of the card of the n-th contact person. What a contact
// person has no field for goes to the notes.
func (k *card) personCells(n int) []namedCell {
	var cells []namedCell
	for _, cell := range k.record().cells {
		c := &cell.column
		keeps, told := personFields[c.Field]
		if told && !keeps {
			continue
		}
		if !told && !isContact(c.Field) && c.Field != "" {
			c.Field, c.noted = "notes", c.Heading
		}
		c.person = n
		c.Heading = "Contact person " + strconv.Itoa(n) + ": " + c.Heading
		cells = append(cells, cell)
	}
	return cells
}

// ofPerson puts a text into a contact person instead of the customer.
func (d *drafting) ofPerson(c Column, text string, set setter) error {
	for len(d.people) < c.person {
		d.people = append(d.people, model.Customer{})
	}
	p, customer := &d.people[c.person-1], d.draft.Customer
	d.draft.Customer = *p
	err := set(d, c, text)
	*p, d.draft.Customer = d.draft.Customer, customer
	return err
}

// finishPeople adds the contact persons to the customer. Their numbers are negative:
// the book has its own.
func (d *drafting) finishPeople() {
	c := &d.draft.Customer
	for _, p := range d.people {
		id := int64(-1 - len(c.People))
		c.People = append(c.People, model.Person{ID: id, Name: p.DisplayName(), Title: p.Title, Notes: p.Notes})
		for _, point := range p.ContactPoints {
			point.PersonID = id
			c.ContactPoints = append(c.ContactPoints, point)
		}
	}
}
