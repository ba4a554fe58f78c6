package cli

import (
	"context"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newBuy(a *app) *cobra.Command {
	cmd := a.command("buy", "buy REF item=… [FIELD=VALUE …]")
	cmd.Annotations = map[string]string{takesRefs: "yes"}
	cmd.Args = atLeast(2)
	a.completes(cmd, at(a.customers, a.purchaseWords()))
	cmd.RunE = runE(func(ctx context.Context, args []string) error { return a.buy(ctx, args[0], args[1:]) })
	return cmd
}

// buy records a purchase of a customer.
func (a *app) buy(ctx context.Context, ref string, words []string) error {
	return a.withCustomer(ctx, ref, words, func(b *store.Book, id int64, assignments []assignment) error {
		settings, err := b.Settings(ctx)
		if err != nil {
			return err
		}
		editor := newPurchaseEditor(a, settings.Currency)
		p, err := editor.purchase(assignments)
		if err != nil {
			return err
		}
		p.CustomerID = id
		if p.TotalDiffers() {
			a.note("cli.buy.total_differs", "Total", p.Money(p.Total).Format(a.say.Lang()),
				"Lines", p.Money(p.ItemsTotal()).Format(a.say.Lang()))
		}
		return a.save(ctx, b, p)
	})
}

// purchaseEditor makes a purchase of assignments. item=… begins a line; qty,
// price, amount and sku behind it belong to that line.
type purchaseEditor struct {
	a        *app
	names    names
	currency model.Currency // of amounts that name none
	p        *model.Purchase
	totalled bool     // total=… was given
	prices   []priced // of each line
}

// priced says what was given of a line.
type priced struct{ unit, amount bool }

func newPurchaseEditor(a *app, currency model.Currency) *purchaseEditor {
	n := newNames(a, []string{"product", "quantity", "unit_price", "amount", "sku", "date", "order_no", "status",
		"currency", "total", "freight", "discount", "payment", "notes", "after_sales"})
	for short, key := range map[string]string{"item": "product", "items": "product", "明细": "product", "qty": "quantity", "price": "unit_price"} {
		n.learn(short, key)
	}
	return &purchaseEditor{a: a, names: n, currency: currency,
		p: &model.Purchase{Status: model.StatusDone, Date: model.DateOf(a.now())}}
}

func (e *purchaseEditor) purchase(assignments []assignment) (*model.Purchase, error) {
	keys := make([]string, len(assignments))
	for i, as := range assignments {
		key, ok := e.names.find(as.name)
		if !ok || as.op != opSet {
			return nil, e.names.unknown(as.name)
		}
		keys[i] = key
	}
	if err := e.findCurrency(keys, assignments); err != nil {
		return nil, err
	}
	var ps model.Problems
	for i, as := range assignments {
		ps.Add(model.At(keys[i], e.set(keys[i], as.value)))
	}
	ps.Add(e.addUp())
	return e.p, ps.OrNil()
}

// findCurrency settles the currency before any amount is read, wherever
// currency=… stands; without it the first amount that names one decides.
func (e *purchaseEditor) findCurrency(keys []string, assignments []assignment) error {
	for i, as := range assignments {
		if keys[i] == "currency" {
			c, err := model.ParseCurrency(as.value, e.currency)
			e.currency, e.p.Currency = c, c
			return model.At("currency", err)
		}
	}
	for i, as := range assignments {
		if !isAmount(keys[i]) {
			continue
		}
		if m, err := model.ParseMoney(as.value, e.currency); err == nil {
			e.currency = m.Currency
			break
		}
	}
	e.p.Currency = e.currency
	return nil
}

func isAmount(key string) bool {
	switch key {
	case "unit_price", "amount", "total", "freight", "discount":
		return true
	}
	return false
}

func (e *purchaseEditor) set(key, value string) (err error) {
	switch key {
	case "product":
		e.p.Items = append(e.p.Items, model.Item{Product: value, Quantity: model.NewQuantity(1)})
		e.prices = append(e.prices, priced{})
	case "quantity", "unit_price", "amount", "sku":
		return e.setItem(key, value)
	case "date":
		e.p.Date, err = model.ParseDate(value, e.a.now())
	case "status":
		var status string
		status, err = e.a.parseChoice(key, "status", keyTexts(model.Statuses()), value)
		e.p.Status = model.Status(status)
	case "total":
		e.totalled = true
		e.p.Total, err = e.amount(value)
	case "freight":
		e.p.Freight, err = e.amount(value)
	case "discount":
		e.p.Discount, err = e.amount(value)
	case "currency": // settled by findCurrency
	default:
		return model.FieldOf(model.PurchaseFields(), key).Set(e.p, value)
	}
	return err
}

// setItem sets a part of the last line.
func (e *purchaseEditor) setItem(key, value string) (err error) {
	if len(e.p.Items) == 0 {
		return model.Invalidf(key, "item_first", "Value", value)
	}
	last := len(e.p.Items) - 1
	it, given := &e.p.Items[last], &e.prices[last]
	switch key {
	case "sku":
		it.SKU = value
	case "quantity":
		it.Quantity, err = model.ParseQuantity(value)
	case "unit_price":
		given.unit = true
		it.UnitPrice, err = e.amount(value)
	case "amount":
		given.amount = true
		it.Amount, err = e.amount(value)
	}
	return err
}

// amount reads money of the purchase's currency, in minor units.
func (e *purchaseEditor) amount(value string) (int64, error) {
	m, err := model.ParseMoney(value, e.currency)
	if err == nil && m.Currency != e.currency {
		return 0, model.Invalidf("", "money_currencies", "First", string(e.currency), "Second", string(m.Currency))
	}
	return m.Amount, err
}

// addUp gives lines without an amount theirs, price times quantity, and the
// purchase its total. A line without a price needs the total to be given.
func (e *purchaseEditor) addUp() error {
	if len(e.p.Items) == 0 && !e.totalled {
		return model.Invalidf("items", "purchase_empty")
	}
	for i, given := range e.prices {
		it := &e.p.Items[i]
		switch {
		case given.amount:
			continue
		case !given.unit && !e.totalled:
			return model.Invalidf("items", "price_missing", "Product", it.Product)
		}
		m, err := e.p.Money(it.UnitPrice).Mul(it.Quantity)
		if err != nil {
			return model.At("amount", err)
		}
		it.Amount = m.Amount
	}
	if !e.totalled {
		e.p.Total = e.p.ItemsTotal()
	}
	return nil
}
