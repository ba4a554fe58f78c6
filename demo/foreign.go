package demo

import (
	"strconv"
	"strings"

	"kehu/model"
)

// foreign makes the customer somebody abroad.
func (m *maker) foreign(c *client) {
	n := pick(m.dice, m.words.nations)
	c.customer.Language = n.language
	c.currency = n.currency
	city := pick(m.dice, n.cities)
	c.customer.Address = model.Address{Country: n.country, Province: city.province, City: city.name,
		Street: m.random(pick(m.dice, n.streets)), Postcode: m.random(city.postcode)}
	if c.customer.Kind == model.CompanyKind {
		m.companyAbroad(c, n)
		return
	}
	m.personAbroad(c, n)
}

func (m *maker) personAbroad(c *client, n *people) {
	name, gender := m.nameAbroad(n)
	r := &c.customer
	r.Name, r.Gender, c.latin = name.text, gender, name.latin
	r.Birthday = m.birthday(m.between(1955, 2004))
	if m.chance(450) {
		r.Company, r.Title = m.firm(n), pick(m.dice, c.phrases.titles)
	}
	if !m.chance(shareNoPhone) {
		c.add(model.ContactPhone, m.phoneAbroad(n), "mobile")
	}
	if m.chance(750) || len(r.ContactPoints) == 0 {
		c.add(model.ContactEmail, c.latin+strconv.Itoa(c.serial+79)+"@"+pick(m.dice, mailAbroad), "work")
	}
}

var mailAbroad = []string{"example.com", "example.org", "example.net", "mail.example.com"}

// nameAbroad returns a full name in the order of its country.
func (m *maker) nameAbroad(n *people) (name word, gender string) {
	given, gender := n.male, male
	if m.chance(480) {
		given, gender = n.female, female
	}
	first, last := pick(m.dice, given), pick(m.dice, n.family)
	latin := first.latin + "." + last.latin
	switch {
	case n.language == "ko":
		return word{last.text + first.text, latin}, gender
	case n.familyFirst:
		return word{last.text + " " + first.text, latin}, gender
	}
	return word{first.text + " " + last.text, latin}, gender
}

// phoneAbroad writes numbers mostly with the country code; a number without it
// is one of those that a book of another region cannot place.
func (m *maker) phoneAbroad(n *people) string {
	i := m.below(len(n.phones))
	number, local := m.phones.next(n.phones[i], n.local[i])
	if m.chance(120) {
		return local
	}
	return number
}

// companyAbroad makes a company with contact persons.
func (m *maker) companyAbroad(c *client, n *people) {
	c.customer.Name = m.firm(n)
	c.add(model.ContactPhone, m.phoneAbroad(n), "office")
	c.add(model.ContactEmail, "office"+strconv.Itoa(c.serial)+"@"+pick(m.dice, mailAbroad), "")
	for range 1 + m.front(3) {
		name, _ := m.nameAbroad(n)
		at := m.person(c, name.text, pick(m.dice, c.phrases.titles))
		m.reach(c, at, model.ContactEmail, name.latin+strconv.Itoa(c.serial+100*int(-at))+"@"+pick(m.dice, mailAbroad), "work")
		if m.chance(400) {
			m.reach(c, at, model.ContactPhone, m.phoneAbroad(n), "mobile")
		}
	}
}

// firm names a company as its country does.
func (m *maker) firm(n *people) string {
	name := pick(m.dice, n.firms)
	name = strings.Replace(name, "{f}", pick(m.dice, n.family).text, 1)
	return strings.Replace(name, "{t}", pick(m.dice, n.trades), 1)
}
