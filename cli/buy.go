package cli

import (
	"context"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newBuy(a *app) *cobra.Command {
	cmd := a.command("buy", "buy REF WORDS… [FIELD=VALUE …]")
	cmd.Annotations = map[string]string{takesRefs: "yes"}
	cmd.Args = atLeast(2)
	flags := a.quickFlags(cmd)
	keep := cmd.Flags().Bool("keep-total", false, a.t("cli.buy.flag.keep_total"))
	a.completes(cmd, at(a.customers, a.purchaseWords()))
	cmd.RunE = runE(func(ctx context.Context, args []string) error { return a.buy(ctx, args, flags.dryRun, *keep) })
	return cmd
}

// buy records a purchase of a customer. A total that is not what the lines add up
// to has to be confirmed.
func (a *app) buy(ctx context.Context, words []string, dry, keepTotal bool) error {
	return a.quick(ctx, words, func(c quickCall) error {
		p, err := a.purchase(ctx, c)
		if err != nil {
			return err
		}
		if p.TotalDiffers() && !keepTotal {
			return model.Invalidf("total", "total_differs", "Total", p.Money(p.Total).Format(a.say.Lang()), "Lines", p.Money(p.ItemsTotal()).Format(a.say.Lang()))
		}
		if err := p.Validate(); err != nil {
			return err
		}
		view := viewPurchase(*p)
		return a.finish(ctx, c, dry, a.saidOfPurchase(p), quickView{Purchase: &view}, p)
	})
}

// purchase makes what the words say, and then what was assigned.
func (a *app) purchase(ctx context.Context, c quickCall) (*model.Purchase, error) {
	settings, err := c.book.Settings(ctx)
	if err != nil {
		return nil, err
	}
	editor := newPurchaseEditor(a, settings.Currency)
	if err := editor.read(c); err != nil {
		return nil, err
	}
	if err := editor.assign(c.assignments); err != nil {
		return nil, err
	}
	if err := editor.lastPrices(ctx, c.book); err != nil {
		return nil, err
	}
	editor.sale.CustomerID = c.customer.ID
	return &editor.sale.Purchase, editor.sale.Complete()
}

// saidOfPurchase is what a purchase says beyond what every one does.
func (a *app) saidOfPurchase(p *model.Purchase) []figure {
	said := []figure{a.figureOf("date", a.dayInFull(p.Date)), a.figureOf("status", a.choice("status", string(p.Status)))}
	for _, it := range p.Items {
		said = append(said, a.figureOf("item", it.Name()+" ×"+it.Quantity.String()+" "+p.Money(it.UnitPrice).Decimal()+" = "+p.Money(it.Amount).Decimal()))
	}
	sum := func(key string, minor int64) {
		if minor != 0 {
			said = append(said, a.figureOf(key, p.Money(minor).Decimal()))
		}
	}
	sum("freight", p.Freight)
	sum("discount", p.Discount)
	return append(said, a.figureOf("total", p.Money(p.Total).Format(a.say.Lang())), a.figureOf("payment", p.Payment))
}

// purchaseEditor makes a purchase of assignments. item=… begins a line; qty,
// price, off, amount and sku behind it belong to that line.
type purchaseEditor struct {
	a        *app
	names    names
	currency model.Currency // of amounts that name none
	sale     model.QuickSale
}

func newPurchaseEditor(a *app, currency model.Currency) *purchaseEditor {
	n := newNames(a, []string{"product", "quantity", "unit_price", "amount", "sku", itemDiscount, "date", "order_no", "status",
		"currency", "total", "freight", "discount", "payment", "notes", "after_sales"})
	for short, key := range map[string]string{"item": "product", "items": "product", "明细": "product", "qty": "quantity", "price": "unit_price",
		"off": itemDiscount, "单品优惠": itemDiscount} {
		n.learn(short, key)
	}
	return &purchaseEditor{a: a, names: n, currency: currency,
		sale: model.QuickSale{Purchase: model.Purchase{Status: model.StatusDone, Date: model.DateOf(a.now())}}}
}

// itemDiscount is what is off a line; discount is off the whole.
const itemDiscount = "item_discount"

// read understands the words that stand alone. currency=… goes before them.
func (e *purchaseEditor) read(c quickCall) (err error) {
	keys, err := e.keys(c.assignments)
	if err != nil {
		return err
	}
	if err := e.findCurrency(keys, c.assignments); err != nil {
		return err
	}
	e.sale, err = model.QuickPurchase(c.text, e.sale.Purchase, e.a.now())
	for i := range e.sale.Items {
		e.sale.Items[i].Product = c.quoted.show(e.sale.Items[i].Product)
	}
	e.currency = e.sale.Currency
	return err
}

// keys are the fields that assignments name.
func (e *purchaseEditor) keys(assignments []assignment) ([]string, error) {
	keys := make([]string, len(assignments))
	for i, as := range assignments {
		key, ok := e.names.find(as.name)
		if !ok || as.op != opSet {
			return nil, e.names.unknown(as.name)
		}
		keys[i] = key
	}
	return keys, nil
}

func (e *purchaseEditor) assign(assignments []assignment) error {
	keys, err := e.keys(assignments)
	if err != nil {
		return err
	}
	var ps model.Problems
	for i, as := range assignments {
		ps.Add(model.At(keys[i], e.set(keys[i], as.value)))
	}
	return ps.OrNil()
}

// findCurrency settles the currency before any amount is read, wherever
// currency=… stands; without it the first amount that names one decides.
func (e *purchaseEditor) findCurrency(keys []string, assignments []assignment) error {
	for i, as := range assignments {
		if keys[i] == "currency" {
			c, err := model.ParseCurrency(as.value, e.currency)
			e.currency, e.sale.Currency = c, c
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
	e.sale.Currency = e.currency
	return nil
}

func isAmount(key string) bool {
	switch key {
	case "unit_price", "amount", "total", "freight", "discount", itemDiscount:
		return true
	}
	return false
}

func (e *purchaseEditor) set(key, value string) (err error) {
	p := &e.sale.Purchase
	switch key {
	case "product":
		e.sale.Add(value)
	case "quantity", "unit_price", "amount", "sku", itemDiscount:
		return e.setItem(key, value)
	case "date":
		p.Date, err = model.ParseDate(value, e.a.now())
	case "status":
		var status string
		status, err = e.a.parseChoice(key, "status", keyTexts(model.Statuses()), value)
		p.Status = model.Status(status)
	case "total":
		e.sale.Totalled = true
		p.Total, err = e.amount(value)
	case "freight":
		p.Freight, err = e.amount(value)
	case "discount":
		p.Discount, err = e.amount(value)
	case "currency": // settled by findCurrency
	default:
		return model.FieldOf(model.PurchaseFields(), key).Set(p, value)
	}
	return err
}

// setItem sets a part of the last line.
func (e *purchaseEditor) setItem(key, value string) (err error) {
	it, given := e.sale.Last()
	if it == nil {
		return model.Invalidf(key, "item_first", "Value", value)
	}
	switch key {
	case "sku":
		it.SKU = value
	case "quantity":
		it.Quantity, err = model.ParseQuantity(value)
	case "unit_price":
		given.Price = true
		it.UnitPrice, err = e.amount(value)
	case itemDiscount:
		given.Discount = true
		it.Discount, err = e.amount(value)
	case "amount":
		given.Amount = true
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

// lastPrices gives lines without a price the one that their product had the last
// time, and says so.
func (e *purchaseEditor) lastPrices(ctx context.Context, b *store.Book) error {
	filled, err := b.FillPrices(ctx, &e.sale)
	for _, it := range filled {
		e.a.note("cli.buy.last_price", "Product", it.Product, "Price", e.sale.Money(it.UnitPrice).Format(e.a.say.Lang()))
	}
	return err
}
