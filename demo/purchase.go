package demo

import (
	"kehu/model"
)

// orders makes a purchase of the customer on each of the days.
func (m *maker) orders(c *client, days []int) []model.Purchase {
	orders := make([]model.Purchase, len(days))
	for i, day := range days {
		m.order(c, day, &orders[i])
	}
	return orders
}

func (m *maker) order(c *client, day int, p *model.Purchase) {
	at := m.days.at(m.dice, day)
	*p = model.Purchase{
		OrderNo:  m.days.number(m.dice, day),
		Date:     m.days[day].date,
		At:       at,
		Created:  at,
		Status:   m.status(m.days.last() - day),
		Currency: c.currency,
		Payment:  maybe(m.dice, 900, c.phrases.payments),
	}
	if c.currency != model.CNY && m.chance(80) {
		p.Currency = model.CNY // paid here while on a visit
	}
	p.Items = m.items(c, p.Currency)
	m.settle(p)
	m.remark(c, p)
}

// status is done for nearly everything but the orders of the last weeks.
func (m *maker) status(age int) model.Status {
	switch {
	case m.chance(25):
		return model.StatusCancelled
	case age > 7 && m.chance(15):
		return model.StatusRefunded
	case age < 3:
		return pick(m.dice, []model.Status{model.StatusOpen, model.StatusPaid, model.StatusPaid})
	case age < 10:
		return pick(m.dice, []model.Status{model.StatusPaid, model.StatusShipped, model.StatusDone})
	case age < 45 && m.chance(80):
		return model.StatusOpen // on account
	}
	return model.StatusDone
}

// items makes one to four lines, mostly one; no product comes twice.
func (m *maker) items(c *client, currency model.Currency) []model.Item {
	n := 1 + m.front(4)
	items := make([]model.Item, 0, n)
	size := c.wealth * m.pareto() // of the whole order
	for range n {
		p := c.product(m.dice)
		if m.chance(150) {
			p = m.from(m.below(len(catalogue)))
		}
		if !bought(items, p.sku) {
			items = append(items, m.item(p, c.chinese, currency, size))
		}
	}
	return items
}

func bought(items []model.Item, sku string) bool {
	for i := range items {
		if items[i].SKU == sku {
			return true
		}
	}
	return false
}

// most is the largest quantity of one line.
const most = 600

func (m *maker) item(p *product, chinese bool, currency model.Currency, size float64) model.Item {
	quantity := min(most, max(1, int64(float64(p.pack)*size*(0.5+m.fraction()))))
	if quantity > 20 {
		quantity -= quantity % 10 // people order round numbers
	}
	it := model.Item{Product: p.name(chinese), SKU: p.sku, Quantity: model.NewQuantity(quantity), UnitPrice: p.in(currency)}
	it.Amount = it.UnitPrice * quantity
	if quantity >= 30 && m.chance(500) {
		it.Discount = it.Amount / 20
		it.Amount -= it.Discount
	}
	return it
}

// settle adds freight and a discount and sums up. Freight goes by the weight of
// the order: a fiftieth of the sum in whole units, within limits.
func (m *maker) settle(p *model.Purchase) {
	sum := p.ItemsTotal()
	if m.chance(220) {
		unit := int64(100)
		if p.Currency == model.JPY {
			unit = 1
		}
		p.Freight = min(max(sum/50/unit, 8), 900) * unit
	}
	if m.chance(120) {
		percent := int64(pick(m.dice, []int{2, 3, 5, 5, 8, 10}))
		p.Discount = sum * percent / 100
	}
	p.Total = p.ItemsTotal()
}

// remark adds what was said of an order, now and then.
func (m *maker) remark(c *client, p *model.Purchase) {
	p.Notes = maybe(m.dice, 120, c.phrases.orderNotes)
	if p.Status == model.StatusRefunded || p.Status == model.StatusDone && m.chance(40) {
		p.AfterSales = pick(m.dice, c.phrases.afterSales)
	}
}
