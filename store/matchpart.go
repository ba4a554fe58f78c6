package store

import (
	"kehu/model"
)

// bySourceKey finds the record in the book that bears the key of a source, 0 for none.
func (t *tx) bySourceKey(table, key string) (int64, error) {
	if key == "" {
		return 0, nil
	}
	return t.one("SELECT id FROM "+table+" WHERE source_key <> '' AND source_key = ? AND state = 0 LIMIT 1", key)
}

// matchPurchase finds the purchase in the book that a draft is: by the key of
// its source or its order number. A number that another key of the same column
// bears is that of another purchase.
func (im *importer) matchPurchase(p *model.Purchase) (int64, error) {
	id, err := im.t.bySourceKey("purchases", p.SourceKey)
	if id != 0 || err != nil || p.OrderNo == "" {
		return id, err
	}
	heading, length := keyHeading(p.SourceKey)
	return im.t.one(`SELECT id FROM purchases WHERE order_no <> '' AND order_no = ? AND customer_id = ? AND state = 0
		AND (? = '' OR substr(source_key, 1, ?) <> ?) LIMIT 1`, p.OrderNo, p.CustomerID, heading, length, heading)
}

// matchInteraction finds the contact entry in the book that a draft is: by the
// key of its source, or the same words at the same time.
func (im *importer) matchInteraction(i *model.Interaction) (int64, error) {
	if id, err := im.t.bySourceKey("interactions", i.SourceKey); id != 0 || err != nil {
		return id, err
	}
	return im.t.one("SELECT id FROM interactions WHERE customer_id = ? AND at = ? AND content = ? AND state = 0 LIMIT 1",
		i.CustomerID, seconds(i.At), i.Content)
}
