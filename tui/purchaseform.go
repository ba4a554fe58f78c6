package tui

import (
	"context"
	"strings"

	"kehu/model"
	"kehu/tui/widget"
)

type purchaseForm = form[model.Purchase, *model.Purchase]

// The columns of the item rows.
const (
	colProduct  = "product"
	colQuantity = "quantity"
	colPrice    = "unit_price"
	colAmount   = "amount"
)

// newPurchaseForm opens the form of a purchase of somebody: its lines, and a total that follows
// them until one types another.
func newPurchaseForm(s *session, p model.Purchase, who string) *purchaseForm {
	title := s.t("tui.form.new_purchase")
	if p.ID != 0 {
		title = s.t("tui.form.edit_purchase", "OrderNo", oneLine(p.OrderNo))
	}
	f := newForm[model.Purchase, *model.Purchase](s, about(title, who), p, model.PurchaseFields(), s.purchaseEntries(&p))
	f.read, f.who = s.book.Purchase, who
	m := &itemMath{session: s, form: f.form, before: p.Items, currency: p.Currency}
	m.load()
	f.follow, f.collect, f.resumed = m.follow, m.collect, m.resume
	return f
}

func (s *session) purchaseEntries(p *model.Purchase) []entry[model.Purchase] {
	fields := model.PurchaseFields()
	return []entry[model.Purchase]{
		dated(s, "date", p, func(p *model.Purchase) *model.Date { return &p.Date }),
		text(s, fields, p, "order_no"),
		choice(s, fields, p, "status", words(s, "status.", model.Statuses())),
		{Field: s.itemsField(p)},
		s.amount(p, "freight", func(p *model.Purchase) *int64 { return &p.Freight }),
		s.amount(p, "discount", func(p *model.Purchase) *int64 { return &p.Discount }),
		s.amount(p, "total", func(p *model.Purchase) *int64 { return &p.Total }),
		completed(s, fields, p, "payment"),
		long(s, fields, p, "notes", 2),
		long(s, fields, p, "after_sales", 2),
	}
}

// itemsField has a row per line of the order.
func (s *session) itemsField(p *model.Purchase) widget.Field {
	money := s.moneyCheck(p.Currency)
	return widget.Field{Key: "items", Label: s.p.Field("items"), Kind: widget.Items, Columns: []widget.Field{
		{Key: colProduct, Label: s.p.Field("product"), Suggest: s.products(p.Currency), Take: takeProduct},
		{Key: colQuantity, Label: s.p.Field("quantity"), Right: true, Replace: true, Width: 9, Value: "1", Check: func(text string) string {
			_, err := model.ParseQuantity(text)
			return s.complaint(err)
		}},
		{Key: colPrice, Label: s.p.Field("unit_price"), Right: true, Replace: true, Width: 12, Check: money},
		{Key: colAmount, Label: s.p.Field("amount"), Right: true, Replace: true, Width: 13, Check: money},
	}}
}

// moneyCheck complains of amounts that cannot be read, not of missing ones.
func (s *session) moneyCheck(c model.Currency) func(string) string {
	return func(text string) string {
		_, err := readAmount(text, c)
		return s.complaint(err)
	}
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
func (s *session) amount(p *model.Purchase, key string, at func(*model.Purchase) *int64) entry[model.Purchase] {
	label := s.p.Field(key)
	if key == "total" {
		label += " " + string(p.Currency)
	}
	return entry[model.Purchase]{
		Field: widget.Field{Key: key, Label: label, Right: true, Replace: true, Width: 16, Value: amountText(p, *at(p))},
		set: func(p *model.Purchase, text string) (err error) {
			*at(p), err = readAmount(text, p.Currency)
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

// products completes product names, each with what it cost the last time.
func (s *session) products(c model.Currency) func(context.Context, string) ([]widget.Option, error) {
	book, values := s.book, s.values("product")
	return func(ctx context.Context, text string) ([]widget.Option, error) {
		options, err := values(ctx, text)
		for i := range options {
			if price, known, err := book.LastPrice(ctx, options[i].Value); err == nil && known && price.Currency == c {
				options[i].Detail = price.Decimal()
			}
		}
		return options, err
	}
}

// takeProduct fills in the price that came with a completion.
func takeProduct(f *widget.Form, at widget.Ref, o widget.Option) {
	if o.Detail != "" {
		f.Set(widget.Ref{Key: at.Key, Row: at.Row, Col: colPrice}, o.Detail)
	}
}
