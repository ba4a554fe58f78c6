// Package demo makes lifelike sample records from a seed: customers in China
// and abroad with three years of purchases, contact history and follow-ups. It
// fills the throw-away book of the demo command and the books of benchmarks.
//
// Records come one customer at a time in constant memory, and the same seed,
// number of customers and day give the same records on every machine. Nobody
// in them exists: names are drawn from common ones, mail goes to example
// domains, and phone numbers come from the ranges that a country keeps for
// fiction where it has one (China, Japan and Korea do not).
package demo

import (
	"iter"
	"time"

	"kehu/model"
)

// A Sample describes a book to make up. Purchases and Interactions are how many
// a customer has on average, exactly so over the whole book; New sets 5 and 3.
type Sample struct {
	Seed         uint64
	Customers    int
	Now          time.Time // history ends on the day before, in its location
	Purchases    float64
	Interactions float64
}

// An Entry is one customer with all records that belong to it, oldest first.
// Nothing has an id and CustomerID is 0 throughout. The people of a company
// carry the provisional ids -1, -2 …, by which their contact points name them.
type Entry struct {
	Customer     model.Customer
	Purchases    []model.Purchase
	Interactions []model.Interaction
	Tasks        []model.Task
}

// New describes a book of so many customers, as of now.
func New(seed uint64, customers int, now time.Time) *Sample {
	return &Sample{Seed: seed, Customers: customers, Now: now, Purchases: 5, Interactions: 3}
}

// Drafts yields the customers one by one, each time the same ones. The entries
// are the caller's to keep or change.
func (s *Sample) Drafts() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		m := newMaker(s)
		for i := range s.Customers {
			if !yield(m.entry(i)) {
				return
			}
		}
	}
}

// A maker holds what one run through a sample must remember.
type maker struct {
	*dice
	words        *lexicon
	now          time.Time
	days         calendar
	phones       numbering
	purchases    quota
	interactions quota
	known        []*client // the latest people with a phone, for likely duplicates
}

func newMaker(s *Sample) *maker {
	d := newDice(s.Seed)
	return &maker{
		dice:         d,
		words:        newLexicon(),
		now:          s.Now,
		days:         newCalendar(s.Now),
		phones:       numbering{dice: d, used: make(map[string]uint64)},
		purchases:    newQuota(s.Purchases, s.Customers),
		interactions: newQuota(s.Interactions, s.Customers),
	}
}

// entry makes the i-th customer, counted from 0, with its records.
func (m *maker) entry(i int) Entry {
	c := m.client(i)
	days := m.days.draw(m.dice, m.purchases.deal(m.dice, ordersOf[c.level]), c.since, c.until)
	purchases := m.orders(c, days)
	return Entry{
		Customer:     c.customer,
		Purchases:    purchases,
		Interactions: m.contacts(c, days, purchases, m.interactions.deal(m.dice, contactsOf[c.level])),
		Tasks:        m.tasks(c),
	}
}
