package store

import (
	"unicode/utf8"

	"kehu/model"
)

// decideLines decides on a draft that has only the lines of a purchase: they go
// to the purchase that the book has under the same key or order number. A
// purchase without lines gets them whatever --on-duplicate says, for nothing of
// it is overwritten.
func (im *importer) decideLines(d *preparedDraft) (write func() error, err error) {
	id, err := im.purchaseOf(d.Purchase)
	if err != nil {
		return nil, err
	}
	if id == 0 {
		return nil, model.NewProblem(model.Invalid, "purchase_unknown", "Order", orderName(d.Purchase))
	}
	at, err := im.place(d, d.Purchase.SourceKey)
	if err != nil {
		return nil, err
	}
	at.covers = map[string]bool{"items": true} // of the order itself such a file says nothing, whatever its columns are called
	c, err := compare(im, im.t.store.purchases(), id, &model.Purchase{Items: d.Purchase.Items}, at)
	if err != nil {
		return nil, err
	}
	if c.current.Currency.Digits() != d.Purchase.Currency.Digits() {
		return nil, model.Invalidf("currency", "money_currencies", "First", string(c.current.Currency), "Second", string(d.Purchase.Currency))
	}
	if again, err := c.isAgain(id); err != nil {
		return nil, err
	} else if again {
		return c.settleThree()
	}
	if len(c.current.Items) == 0 {
		return c.settleAs(model.UpdateDuplicate)
	}
	return c.settleAs(im.options.OnDuplicate)
}

// orderName is what a file calls an order.
func orderName(p *model.Purchase) string {
	if p.OrderNo != "" {
		return p.OrderNo
	}
	return p.SourceKey
}

// purchaseOf finds the one purchase of the book that lines belong to, 0 for none.
func (im *importer) purchaseOf(p *model.Purchase) (int64, error) {
	id, err := im.t.bySourceKey("purchases", p.SourceKey)
	if id != 0 || err != nil || p.OrderNo == "" {
		return id, err
	}
	rows, err := im.t.query("SELECT id FROM purchases WHERE order_no <> '' AND order_no = ? AND state = 0 LIMIT 2", p.OrderNo)
	ids, err := scanAll(rows, err, scanOne[int64])
	if err != nil || len(ids) != 1 {
		return 0, err
	}
	return ids[0], nil
}

// keyHeading returns the part of a source key that names its column, "orderid=".
func keyHeading(key string) (heading string, length int) {
	for i, r := range key {
		if r == '=' {
			return key[:i+1], utf8.RuneCountInString(key[:i+1])
		}
	}
	return "", 0
}
