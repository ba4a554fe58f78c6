package tui

import (
	"context"
	"strings"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

type purchaseForm = form[model.Purchase, *model.Purchase]

// The columns of the item rows are called as the fields of a line, so that what is
// wrong with one is shown in its cell.
const (
	colProduct  = "product"
	colQuantity = "quantity"
	colPrice    = "unit_price"
	colDiscount = "discount"
	colAmount   = "amount"
	colSKU      = "sku"
)

// newPurchaseForm opens the form of a purchase of somebody: its lines, and a total that follows
// them until one types another, which one then confirms.
func newPurchaseForm(s *session, p model.Purchase, who string) *purchaseForm {
	title := s.t("tui.form.new_purchase")
	if p.ID != 0 {
		title = s.t("tui.form.edit_purchase", "OrderNo", oneLine(p.OrderNo))
	}
	m := &itemMath{session: s, before: &p}
	m.setCurrency(p.Currency)
	f := newForm[model.Purchase, *model.Purchase](s, about(title, who), p, model.PurchaseFields(), m.entries(&p))
	f.read, f.who = s.book.Purchase, who
	m.form = f.form
	m.load()
	f.follow, f.collect, f.resumed = m.follow, m.collect, m.resume
	return f
}

func (m *itemMath) entries(p *model.Purchase) []entry[model.Purchase] {
	s, fields := m.session, model.PurchaseFields()
	return []entry[model.Purchase]{
		dated(s, "date", p, func(p *model.Purchase) *model.Date { return &p.Date }),
		text(s, fields, p, "order_no"),
		choice(s, fields, p, "status", words(s, "status.", model.Statuses())),
		{Field: m.itemsField()},
		m.amount(p, "freight", func(p *model.Purchase) *int64 { return &p.Freight }),
		m.amount(p, "discount", func(p *model.Purchase) *int64 { return &p.Discount }),
		m.amount(p, "total", func(p *model.Purchase) *int64 { return &p.Total }),
		{Field: m.differsField()},
		m.currencyEntry(p),
		completed(s, fields, p, "payment"),
		long(s, fields, p, "notes", 2),
		long(s, fields, p, "after_sales", 2),
	}
}

// itemsField has a row per line of the order.
func (m *itemMath) itemsField() widget.Field {
	money := func(key string, width int) widget.Field {
		return widget.Field{Key: key, Label: m.t("tui.item." + key), Right: true, Replace: true, Width: width, Check: m.checkAmount}
	}
	return widget.Field{Key: "items", Label: m.p.Field("items"), Kind: widget.Items, Columns: []widget.Field{
		{Key: colProduct, Label: m.p.Field("product"), Suggest: m.products, Take: m.takeProduct},
		{Key: colQuantity, Label: m.t("tui.item.quantity"), Right: true, Replace: true, Width: 6, Value: "1", Check: m.checkQuantity},
		money(colPrice, 9), money(colDiscount, 8), money(colAmount, 10),
		{Key: colSKU, Label: m.p.Field("sku"), Replace: true, Width: 8},
	}}
}

// checkQuantity complains of what is no number, and of a negative one.
func (m *itemMath) checkQuantity(text string) string {
	q, err := model.ParseQuantity(text)
	if err == nil && q.Sign() < 0 {
		err = model.Invalidf("", "quantity_below_zero", "Value", q.String())
	}
	return m.complaint(err)
}

// checkAmount complains of amounts that cannot be read, not of missing ones.
func (m *itemMath) checkAmount(text string) string {
	_, err := readAmount(text, m.currency())
	return m.complaint(err)
}

// readAmount reads an amount in minor units of the purchase's currency; an empty
// text is 0.
func readAmount(text string, c model.Currency) (int64, error) {
	if strings.TrimSpace(text) == "" {
		return 0, nil
	}
	m, err := model.ParseMoney(text, c)
	if err == nil && m.Currency != c {
		return 0, model.Invalidf("", "money_currencies", "First", string(c), "Second", string(m.Currency))
	}
	return m.Amount, err
}

// amount is the entry of one amount of the purchase.
func (m *itemMath) amount(p *model.Purchase, key string, at func(*model.Purchase) *int64) entry[model.Purchase] {
	return entry[model.Purchase]{
		Field: widget.Field{Key: key, Label: m.p.Field(key), Right: true, Replace: true, Width: 16, Value: amountText(p, *at(p))},
		set: func(p *model.Purchase, text string) (err error) {
			*at(p), err = readAmount(text, m.currency())
			return err
		}}
}

// amountText writes an amount for editing; nothing is "".
func amountText(p *model.Purchase, minor int64) string {
	if minor == 0 {
		return ""
	}
	return p.Money(minor).Decimal()
}

// currencyEntry is the currency of all the amounts.
func (m *itemMath) currencyEntry(p *model.Purchase) entry[model.Purchase] {
	return entry[model.Purchase]{
		Field: widget.Field{Key: "currency", Label: m.p.Field("currency"), Required: true, Replace: true, Width: 16, Value: string(p.Currency),
			Suggest: widget.Static(m.currencies())},
		set: func(p *model.Purchase, text string) error {
			c, err := model.ParseCurrency(text, m.settings.Currency)
			if err == nil {
				p.Currency = c
			}
			return err
		}}
}

// currencies are all there are, with their signs.
func (s *session) currencies() []widget.Option {
	all := model.Currencies()
	options := make([]widget.Option, len(all))
	for i, c := range all {
		options[i] = widget.Option{Value: string(c), Detail: c.Symbol(s.p.Lang())}
	}
	return options
}

// products completes product names, each with its SKU and what it cost the last time.
func (m *itemMath) products(ctx context.Context, text string) ([]widget.Option, error) {
	found, err := m.book.Products(ctx, text, m.currency(), suggestions)
	var options []widget.Option
	for _, p := range found {
		if p.Name != "" {
			options = append(options, widget.Option{Value: p.Name, Detail: strings.TrimSpace(p.SKU + "  " + lastPrice(p)), Data: p})
		}
	}
	return options, err
}

// lastPrice is what a product cost the last time; "" where that is not known.
func lastPrice(p store.Product) string {
	if p.Price.IsZero() {
		return ""
	}
	return p.Price.Decimal()
}

// takeProduct fills in the price and the SKU that came with a completion.
func (m *itemMath) takeProduct(f *widget.Form, at widget.Ref, o widget.Option) {
	p, _ := o.Data.(store.Product)
	f.Set(widget.Ref{Key: at.Key, Row: at.Row, Col: colSKU}, p.SKU)
	if price := lastPrice(p); price != "" {
		f.Set(widget.Ref{Key: at.Key, Row: at.Row, Col: colPrice}, price)
	}
}
