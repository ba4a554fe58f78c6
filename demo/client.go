package demo

import (
	"strings"
	"time"

	"kehu/model"
)

// A client is a customer in the making, with what decides on its records.
type client struct {
	customer model.Customer
	serial   int     // from 1
	level    string  // as in the customer, for the shares below
	wealth   float64 // how much it buys at once, 1 on average
	industry *industry
	usual    []*product
	told     [moments]uint64 // stories of each moment that were told, as bits
	currency model.Currency
	phrases  *phrases
	chinese  bool
	since    int // first and last day in the calendar
	until    int
	latin    string // the name in Latin letters, for addresses
	mobile   string // a Chinese person's, digits only
}

// How many orders and contact entries a customer of a level has, in proportion
// to the average of all. By the shares in levels both come to 1.
var (
	ordersOf   = map[string]float64{model.LevelVIP: 4.6, model.LevelRegular: 1.31, model.LevelPotential: 0.045}
	contactsOf = map[string]float64{model.LevelVIP: 3, model.LevelRegular: 1.12, model.LevelPotential: 0.54}
)

// Shares, in a thousand customers.
const (
	shareChinese   = 650
	shareCompany   = 250
	shareVIP       = 60
	shareRegular   = 540
	shareDuplicate = 5
	shareNameless  = 12 // only a phone is known
	shareMasked    = 10
	shareNoPhone   = 60
)

func (m *maker) client(i int) *client {
	if len(m.known) > 0 && m.chance(shareDuplicate) {
		return m.duplicate(pick(m.dice, m.known), i+1)
	}
	c := &client{serial: i + 1, chinese: m.chance(shareChinese)}
	c.customer.Kind = model.PersonKind
	c.customer.ContactPoints = make([]model.ContactPoint, 0, 4)
	if m.chance(shareCompany) {
		c.customer.Kind = model.CompanyKind
	}
	m.profile(c)
	if c.chinese {
		m.chinese(c)
	} else {
		m.foreign(c)
	}
	m.describe(c)
	return c
}

// profile draws what decides on the customer's records: its level, the time it has
// been with us and what it buys.
func (m *maker) profile(c *client) {
	c.level = m.level()
	c.wealth = m.pareto()
	if c.customer.Kind == model.CompanyKind {
		c.wealth *= 2
	}
	c.since, c.until = m.span(c.level)
	c.phrases, c.currency = &phrasesEN, model.CNY
	if c.chinese {
		c.phrases = &phrasesZH
	}
	c.industry = &industries[m.front(len(industries))]
	if c.customer.Kind == model.CompanyKind || m.chance(400) {
		c.customer.Industry = c.industry.name(c.chinese)
	}
	c.usual = make([]*product, m.between(2, 5))
	for i := range c.usual {
		c.usual[i] = m.from(c.industry.shelf)
	}
}

func (m *maker) level() string {
	switch n := m.below(1000); {
	case n < shareVIP:
		return model.LevelVIP
	case n < shareVIP+shareRegular:
		return model.LevelRegular
	}
	return model.LevelPotential
}

// span returns the first and last day of dealings: a third was there before the
// history begins, a quarter has left again; VIPs came early and stay.
func (m *maker) span(level string) (since, until int) {
	last := m.days.last()
	since, until = m.below(last), last
	switch {
	case level == model.LevelVIP:
		return since / 4, last
	case m.chance(300):
		since = 0
	case level == model.LevelPotential:
		since = last - m.below(last)/2
	}
	if m.chance(250) {
		until = m.between(since, last)
	}
	return since, until
}

// describe adds what all customers have, wherever they are.
func (m *maker) describe(c *client) {
	r := &c.customer
	r.Level = c.level
	r.Owner = m.owner(c.chinese)
	r.Source = maybe(m.dice, 850, c.phrases.sources)
	r.Tags = m.tags(c)
	r.Preferences = maybe(m.dice, 350, c.phrases.preferences)
	r.Notes = m.note(c)
	r.Created = m.days[c.since].start.Add(time.Duration(m.between(8*3600, 8*3600+1799)) * time.Second).UTC() // before any dealings
	if c.since == 0 {
		r.Created = r.Created.AddDate(0, 0, -m.below(700))
	}
	if m.chance(100) || c.level == model.LevelVIP {
		r.NextReview = model.DateOf(m.now).AddDays(m.between(-10, 60))
	}
}

// tags are one in two customers'. Who has bought before has some of their own.
func (m *maker) tags(c *client) []string {
	n := m.front(4)
	buyer := c.level != model.LevelPotential
	longStanding := buyer && c.since == 0
	if n == 0 && !longStanding {
		return nil
	}
	tags := model.Customer{Tags: make([]string, 0, n+1)}
	if longStanding {
		tags.AddTag(c.phrases.longStanding)
	}
	for range n {
		if buyer && m.chance(500) {
			tags.AddTag(pick(m.dice, c.phrases.buyerTags))
		} else {
			tags.AddTag(pick(m.dice, c.phrases.tags))
		}
	}
	return tags.Tags
}

// owners are the staff of the firm whose book this is; the last speaks English.
var owners = []string{"林静", "陈浩", "周敏", "Emma"}

func (m *maker) owner(chinese bool) string {
	if chinese != m.chance(100) {
		return pick(m.dice, owners[:3])
	}
	return owners[3]
}

// note is what a salesperson would write down, about the goods or the person.
func (m *maker) note(c *client) string {
	if !m.chance(550) {
		return ""
	}
	list := c.phrases.personNotes
	switch {
	case c.level == model.LevelPotential:
		list = c.phrases.prospectNotes
	case c.customer.Kind == model.CompanyKind:
		list = c.phrases.companyNotes
	}
	return about(pick(m.dice, list), c.product(m.dice).short(c.chinese))
}

// product returns something the customer buys often, or might.
func (c *client) product(d *dice) *product { return c.usual[d.front(len(c.usual))] }

// about puts the name of a product into a text that has {} for it.
func about(text, product string) string {
	before, after, found := strings.Cut(text, "{}")
	if !found {
		return text
	}
	return before + product + after
}

// remember keeps the latest persons with a phone, to enter one again.
func (m *maker) remember(c *client) {
	const most = 50
	if len(m.known) < most {
		m.known = append(m.known, c)
		return
	}
	m.known[c.serial%most] = c
}

// duplicate enters a person again, as another salesperson would who did not
// look first: the phone is written another way and less is known.
func (m *maker) duplicate(known *client, serial int) *client {
	c := &client{serial: serial, chinese: true, latin: known.latin, mobile: known.mobile}
	first := &known.customer
	c.customer = model.Customer{Kind: first.Kind, Name: first.Name, Gender: first.Gender, Language: first.Language}
	c.customer.Address = model.Address{City: first.Address.City}
	m.profile(c)
	c.add(model.ContactPhone, m.rewrite(known.mobile), "")
	m.describe(c)
	return c
}

// add gives the customer a way to be reached.
func (c *client) add(kind model.ContactKind, value, label string) {
	c.customer.ContactPoints = append(c.customer.ContactPoints, model.ContactPoint{Kind: kind, Value: value, Label: label})
}
