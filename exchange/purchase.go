package exchange

import (
	"cmp"
	"slices"

	"kehu/model"
)

// purchaseFields are the fields of a purchase and of its lines.
func purchaseFields() []field {
	return []field{
		{"flow", setFlow},
		{"order_key", setOrderKey},
		{"order_no", setOrderNo},
		{"date", func(d *drafting, c Column, text string) error { d.line.date = &cell{c, text}; return nil }},
		{"status", setStatus},
		{"currency", setCurrency},
		{"total", setAmount(total)},
		{"order_total", setAmount(orderTotal)},
		{"freight", setAmount(freight)},
		{"discount", setAmount(discount)},
		{"payment", purchaseText(func(p *model.Purchase) *string { return &p.Payment })},
		{"product", func(d *drafting, _ Column, text string) error { d.line.item.Product = text; return nil }},
		{"sku", func(d *drafting, _ Column, text string) error { d.line.item.SKU = text; return nil }},
		{"quantity", setQuantity},
		{"unit_price", setAmount(unitPrice)},
		{"amount", setAmount(lineAmount)},
		{"notes", func(d *drafting, c Column, text string) error {
			if c.noted != "" {
				text = c.noted + ": " + text
			}
			appendLine(&d.draft.Purchase.Notes, text)
			return nil
		}},
		{"after_sales", purchaseText(func(p *model.Purchase) *string { return &p.AfterSales })},
	}
}

// An orderLine is what a row says of an order besides the fields of Purchase.
type orderLine struct {
	date    *cell // read when the order of the column's dates is known
	item    model.Item
	counted bool            // the row has a quantity
	said    bool            // the row names its currency
	guess   string          // a status that we do not know
	flow    model.Direction // which way a payment went; "" for neither
	cells   [amounts]*cell
	minor   [amounts]int64 // of the cells, in the purchase's currency

	discounts []*cell // further ones, which add up
}

// A cell is a text and where it stands.
type cell struct {
	column Column
	text   string
}

// money reads an amount in the unit and currency of its column.
func (c *cell) money(def model.Currency) (model.Money, error) {
	return model.ParseMoneyIn(c.text, cmp.Or(c.column.currency, def), c.column.power)
}

// The amounts of a row: the first four are of the order, and stand in each of
// its lines or in the first.
const (
	total = iota
	orderTotal
	freight
	discount
	unitPrice
	lineAmount
	amounts
)

func setOrderKey(d *drafting, c Column, text string) error {
	d.draft.Purchase.SourceKey = sourceKey(c, text)
	return nil
}

// setOrderNo takes the number for the key too where the file has no other.
func setOrderNo(d *drafting, c Column, text string) error {
	p := d.draft.Purchase
	if p.OrderNo = text; p.SourceKey == "" {
		p.SourceKey = sourceKey(c, text)
	}
	return nil
}

func setCurrency(d *drafting, _ Column, text string) (err error) {
	d.draft.Purchase.Currency, err = model.ParseCurrency(text, d.source.options.Currency)
	return err
}

func setQuantity(d *drafting, _ Column, text string) (err error) {
	if !isNone(text) {
		d.line.counted = true
		d.line.item.Quantity, err = model.ParseQuantity(text)
	}
	return err
}

// setAmount keeps an amount until the currency of the row is known.
func setAmount(which int) setter {
	return func(d *drafting, c Column, text string) error {
		switch {
		case isNone(text):
		case which == discount && d.line.cells[which] != nil:
			d.line.discounts = append(d.line.discounts, &cell{c, text})
		default:
			d.line.cells[which] = &cell{c, text}
		}
		return nil
	}
}

func purchaseText(at func(*model.Purchase) *string) setter {
	return func(d *drafting, c Column, text string) error {
		appendLine(at(d.draft.Purchase), c.behindHeading(text))
		return nil
	}
}

// finishLine reads the amounts of a row and makes its item.
func (d *drafting) finishLine() {
	p := d.draft.Purchase
	d.checkFlow()
	said := p.Currency != ""
	if d.line.said = said; said {
		d.line.ownCurrency()
	}
	p.Currency = cmp.Or(p.Currency, d.source.options.Currency)
	if c, ok := d.signedCurrency(p.Currency); ok && !said {
		p.Currency, d.line.said = c, true
	}
	for i, c := range d.line.cells {
		if c != nil {
			d.line.minor[i] = d.amountOf(c)
		}
	}
	for _, c := range d.line.discounts {
		d.line.minor[discount] += d.amountOf(c)
	}
	d.finishStatus()
	d.addFlow()
	d.finishItem()
}

// amountOf reads an amount, which must be in the row's currency.
func (d *drafting) amountOf(c *cell) int64 {
	p := d.draft.Purchase
	m, err := c.money(p.Currency)
	if err == nil && m.Currency != p.Currency {
		err = model.Invalidf("", "money_currencies", "First", string(p.Currency), "Second", string(m.Currency))
	}
	d.blame(c.column, err)
	d.assume(c)
	return m.Amount
}

// ownCurrency has the currency that a row names go before those of its columns.
func (l *orderLine) ownCurrency() {
	for _, c := range slices.Concat(l.cells[:], l.discounts) {
		if c != nil {
			c.column.currency, c.column.assumed = "", false
		}
	}
}

// signedCurrency returns the currency that the sign of an amount names, if one
// names another than the default.
func (d *drafting) signedCurrency(def model.Currency) (model.Currency, bool) {
	for _, c := range d.line.cells {
		if c == nil {
			continue
		}
		if m, err := c.money(def); err == nil && m.Currency != def {
			return m.Currency, true
		}
	}
	return def, false
}

// finishItem works out what the line costs, and makes an item of it if it names
// a product. Where the row has no amount of the line it is price times
// quantity; where it has no price, the amount is shared out among the pieces if
// that leaves nothing over.
func (d *drafting) finishItem() {
	l := &d.line
	if len(d.draft.Problems) > 0 {
		return
	}
	if !l.counted {
		l.item.Quantity = model.NewQuantity(1)
	}
	l.item.UnitPrice, l.item.Amount = l.minor[unitPrice], l.minor[lineAmount]
	switch {
	case l.cells[lineAmount] != nil && l.cells[unitPrice] == nil:
		l.share()
	case l.cells[lineAmount] == nil && l.cells[unitPrice] != nil:
		l.multiply(d)
	}
	if l.item.Product != "" || l.item.SKU != "" {
		d.draft.Purchase.Items = []model.Item{l.item}
	}
}

func (l *orderLine) multiply(d *drafting) {
	m, err := d.draft.Purchase.Money(l.item.UnitPrice).Mul(l.item.Quantity)
	if err != nil {
		d.blame(l.cells[unitPrice].column, err)
		return
	}
	l.item.Amount = m.Amount
}

func (l *orderLine) share() {
	one := int64(model.NewQuantity(1))
	if n := int64(l.item.Quantity); n > 0 && n%one == 0 && l.item.Amount%(n/one) == 0 {
		l.item.UnitPrice = l.item.Amount / (n / one)
	}
}
