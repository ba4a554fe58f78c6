package demo

import (
	"slices"
	"time"

	"kehu/model"
)

// A moment is when in the course of dealings a contact takes place.
type moment int

// The moments: around an order, or at any time.
const (
	before moment = iota
	ordering
	after
	anytime
	moments
)

// A story is one kind of contact entry. In its texts {} is the product.
type story struct {
	kind     model.InteractionKind
	in       bool // the customer came to us
	channels []model.Channel
	content  string
	feedback string
	rating   int64
	outcome  string
	next     string
	month    time.Month // 0: in any
}

// contacts makes n contact entries that fit the orders and their days, oldest
// first: two of three belong to an order, if there is any.
func (m *maker) contacts(c *client, days []int, orders []model.Purchase, n int) []model.Interaction {
	all := make([]model.Interaction, n)
	for i := range all {
		if len(orders) > 0 && m.chance(660) {
			n := m.below(len(orders))
			m.contactAround(c, days[n], &orders[n], &all[i])
		} else {
			m.contact(c, len(orders) > 0, &all[i])
		}
	}
	slices.SortStableFunc(all, func(a, b model.Interaction) int { return a.At.Compare(b.At) })
	return all
}

// contact makes one entry apart from orders. Whoever has never bought asks more.
func (m *maker) contact(c *client, bought bool, i *model.Interaction) {
	when := anytime
	if !bought && m.chance(600) {
		when = before
	}
	m.tell(c, when, m.between(c.since, c.until), c.product(m.dice).short(c.chinese), i)
}

// contactAround makes an entry on an order: an inquiry in the fortnight before
// it, the order itself, or what the customer says up to a month later.
func (m *maker) contactAround(c *client, day int, o *model.Purchase, i *model.Interaction) {
	when, on := ordering, day
	switch n := m.below(100); {
	case n < 35 && day > c.since:
		when, on = before, max(day-m.between(1, 14), c.since)
	case n >= 55 && o.Status.Counts():
		when, on = after, day+m.between(4, 32)
	}
	if on > m.days.last() {
		when, on = ordering, day
	}
	m.tell(c, when, on, short(o.Items[0].SKU, o.Items[0].Product), i)
	if when == ordering {
		i.At = o.At.Add(time.Duration(m.below(20)) * time.Minute)
	}
}

func (m *maker) tell(c *client, when moment, day int, product string, i *model.Interaction) {
	s := m.story(c.phrases.stories[when], m.days[day].date.Month(), &c.told[when])
	*i = model.Interaction{
		At:        m.days.at(m.dice, day),
		Channel:   pick(m.dice, s.channels),
		Direction: model.DirectionOut,
		Kind:      s.kind,
		Content:   about(s.content, product),
		Feedback:  s.feedback,
		Rating:    s.rating,
		Outcome:   s.outcome,
		Author:    c.customer.Owner,
	}
	if s.in {
		i.Direction = model.DirectionIn
	}
	if s.next != "" {
		i.Next, i.NextDay = about(s.next, product), m.days[day].date.AddDays(m.between(2, 14))
	}
}

// story draws one that fits the month and that the customer has not had, if
// that is soon found. The first of a list fits any month.
func (m *maker) story(list []story, month time.Month, told *uint64) *story {
	chosen := 0
	for range 6 {
		n := m.below(len(list))
		if list[n].month != 0 && list[n].month != month {
			continue
		}
		chosen = n
		if *told&(1<<n) == 0 {
			break
		}
	}
	*told |= 1 << chosen
	return &list[chosen]
}
