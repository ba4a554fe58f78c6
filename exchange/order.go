package exchange

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"kehu/model"
)

// An order is a purchase that grows line by line.
type order struct {
	draft  model.Draft
	date   *cell
	lines  [amounts][]int64 // the amounts that the lines have, per kind of amount
	single []int64          // the amounts of the lines themselves
}

// purchases reads all rows, joins those of one order, and yields the orders as
// they first appear. It waits for the last row: lines of one order may stand
// apart, and only all dates of a column together tell their order.
func (s *Source) purchases(ctx context.Context, yield func(model.Draft, error) bool) {
	orders, err := s.orders(ctx)
	if err != nil {
		yield(model.Draft{}, err)
		return
	}
	for i, o := range orders {
		if i%checkEvery == 0 && ctx.Err() != nil {
			yield(model.Draft{}, ctx.Err())
			return
		}
		if !yield(s.finishOrder(o), nil) {
			return
		}
	}
}

func (s *Source) orders(ctx context.Context) ([]*order, error) {
	var orders []*order
	byKey := map[string]*order{}
	var above *order
	for row, err := range s.each(ctx) {
		if err != nil {
			return nil, err
		}
		d := s.read(row)
		d.finishLine()
		s.noteGuess(d)
		if d.line.date != nil {
			s.order.note(d.line.date.column, d.line.date.text, s.reader(model.AnyOrder))
		}
		key := d.draft.Purchase.SourceKey
		o := byKey[key]
		if d.goesOn() && above != nil {
			o = above
			o.join(d)
		} else if o == nil || key == "" || s.isSingle() {
			o = &order{draft: d.draft, date: d.line.date}
			orders, byKey[key] = append(orders, o), o
		} else {
			o.join(d)
		}
		o.addLine(d)
		above = o
	}
	return orders, nil
}

// goesOn reports whether a row has a line and neither whose order it is of nor when
// that was: people write these above the first line only.
func (d *drafting) goesOn() bool {
	p := d.draft.Purchase
	return len(p.Items) > 0 && d.line.date == nil && p.SourceKey == "" && d.draft.Customer.SourceKey == "" && d.draft.Customer.DisplayName() == ""
}

// join adds a further line. What its row says of the order counts where the
// rows before said nothing.
func (o *order) join(d *drafting) {
	o.draft.Rows = append(o.draft.Rows, d.draft.Rows...)
	o.draft.Lines = append(o.draft.Lines, d.draft.Lines...)
	o.draft.Problems = append(o.draft.Problems, d.draft.Problems...)
	o.joinCustomer(&d.draft.Customer)
	if o.date == nil {
		o.date = d.line.date
	}
	p, more := o.draft.Purchase, d.draft.Purchase
	if p.Status == "" {
		p.Status = more.Status
	}
	if p.Currency != more.Currency && d.line.hasAmount() && (d.line.said || p.Currency.Digits() != more.Currency.Digits()) {
		o.draft.Problems.Add(model.Invalidf("currency", "money_currencies", "First", string(p.Currency), "Second", string(more.Currency)))
	}
	joinText(&p.Payment, more.Payment, ", ")
	joinText(&p.Notes, more.Notes, "\n")
	joinText(&p.AfterSales, more.AfterSales, "\n")
	p.Items = append(p.Items, more.Items...)
}

// joinCustomer takes the first customer that a row of the order names. A number
// that rows of another customer bear too is not an order's: they are refused.
func (o *order) joinCustomer(c *model.Customer) {
	first := &o.draft.Customer
	switch {
	case first.SourceKey == "" && first.DisplayName() == "":
		*first = *c
	case isAnother(first, c):
		o.draft.Problems.Add(model.Invalidf("customer_id", "order_customers", "Order", o.draft.Purchase.OrderNo,
			"First", shorten(cmp.Or(first.DisplayName(), first.SourceKey)), "Second", shorten(cmp.Or(c.DisplayName(), c.SourceKey))))
	}
}

// isAnother compares the keys of two customers, or else what they are called; a
// row that does not name one means the same.
func isAnother(a, b *model.Customer) bool {
	if a.SourceKey != "" && b.SourceKey != "" {
		return a.SourceKey != b.SourceKey
	}
	one, other := foldHeading(cmp.Or(a.Name, a.Company)), foldHeading(cmp.Or(b.Name, b.Company))
	return one != "" && other != "" && one != other
}

// joinText adds a part that the text has not. A text that is too long for the
// book already, and so is refused, grows no further.
func joinText(to *string, text, separator string) {
	switch {
	case *to == "":
		*to = text
	case text == "" || *to == text || len(*to) > utf8.UTFMax*model.MaxText:
	case !slices.Contains(strings.Split(*to, separator), text):
		*to += separator + text
	}
}

func (l *orderLine) hasAmount() bool { return l.cells != [amounts]*cell{} }

// addLine takes up the amounts of a line.
func (o *order) addLine(d *drafting) {
	for i := range o.lines {
		if d.line.cells[i] != nil {
			o.lines[i] = append(o.lines[i], d.line.minor[i])
		}
	}
	o.single = append(o.single, d.line.item.Amount)
}

// once returns an amount of the order that its lines repeat, or only the first
// has. Different amounts are those of the lines if they are equal to them; then
// the order's is their sum. Other differences are refused.
func (o *order) once(which int, field string) (amount int64, found bool) {
	values := o.lines[which]
	if len(values) == 0 {
		return 0, false
	}
	other := slices.IndexFunc(values, func(v int64) bool { return v != values[0] })
	switch {
	case other < 0:
		return values[0], true
	case slices.Equal(values, o.single):
		return o.sum(values), true
	}
	p := o.draft.Purchase
	o.draft.Problems.Add(model.Invalidf(field, "order_differs", "Order", p.OrderNo,
		"First", p.Money(values[0]).Decimal(), "Second", p.Money(values[other]).Decimal()))
	return 0, false
}

// sum adds up amounts; a sum that no number holds refuses the order.
func (o *order) sum(amounts []int64) int64 {
	sum := o.draft.Purchase.Money(0)
	for _, amount := range amounts {
		var err error
		if sum, err = sum.Add(o.draft.Purchase.Money(amount)); err != nil {
			o.draft.Problems.Add(model.At("total", err))
			return 0
		}
	}
	return sum.Amount
}

// finishOrder works out what the rows say together.
func (s *Source) finishOrder(o *order) model.Draft {
	p := o.draft.Purchase
	if p.Status == "" {
		p.Status = model.StatusDone
	}
	s.finishDate(o)
	o.finishTotal()
	if s.isSingle() {
		o.ownKey()
	}
	if s.addsLines() {
		o.draft.Adds = true
		return o.draft
	}
	d := drafting{draft: o.draft}
	d.needCustomer()
	if len(d.draft.Problems) == 0 && p.Date.IsZero() {
		d.draft.Problems.Add(model.Invalidf("date", "date_missing"))
	}
	return d.draft
}

func (s *Source) finishDate(o *order) {
	if o.date == nil {
		return
	}
	day, at, err := s.moment(o.date.column, o.date.text)
	o.draft.Purchase.Date, o.draft.Purchase.At = day, at
	d := drafting{draft: o.draft}
	d.blame(o.date.column, err)
	o.draft = d.draft
}

// finishTotal takes what is to be paid for the total, else the total before
// reductions, else the sum of the lines with freight and discount. The difference of the two totals is
// the discount only if that makes the sum right.
func (o *order) finishTotal() {
	p := o.draft.Purchase
	p.Freight, _ = o.once(freight, "freight")
	var reduced, payable, gross bool
	var before int64
	o.discountLines()
	p.Discount, reduced = o.once(discount, "discount")
	p.Total, payable = o.once(total, "total")
	before, gross = o.once(orderTotal, "order_total")
	switch {
	case !payable && gross:
		p.Total = before
	case !payable:
		p.Total = o.sum(append(o.single, p.Freight, -p.Discount))
	case len(p.Items) == 1 && len(o.lines[unitPrice])+len(o.lines[lineAmount]) == 0:
		o.priceOnly()
	case gross && !reduced && len(p.Items) > 0 && p.ItemsTotal()-(before-p.Total) == p.Total:
		p.Discount = before - p.Total
	}
}

// priceOnly gives the one line of an order, of which no price is said, what the order
// costs without the freight.
func (o *order) priceOnly() {
	p := o.draft.Purchase
	if price := p.Total - p.Freight + p.Discount; price > 0 {
		l := orderLine{item: p.Items[0]}
		l.item.Amount = price
		l.share()
		p.Items[0] = l.item
	}
}

// discountLines gives each line of an order the discount that its row names, where they
// differ: one that all rows repeat, or the first alone has, is the order's.
func (o *order) discountLines() {
	values, items := o.lines[discount], o.draft.Purchase.Items
	if len(values) != len(items) || len(items) != len(o.single) || !slices.ContainsFunc(values, func(v int64) bool { return v != values[0] }) {
		return
	}
	for i, value := range values {
		items[i].Discount = value
		if len(o.lines[lineAmount]) == 0 {
			items[i].Amount -= value
			o.single[i] -= value
		}
	}
	o.lines[discount] = nil
}
