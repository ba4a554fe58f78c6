package store

import (
	"slices"
	"strings"

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
// its source or its order number, and one that has neither by what was bought. A
// number that another key of the same column bears is that of another purchase.
func (im *importer) matchPurchase(p *model.Purchase) (int64, error) {
	if p.SourceKey == "" && p.OrderNo == "" {
		return im.alikePurchase(p)
	}
	id, err := im.t.bySourceKey("purchases", p.SourceKey)
	if id != 0 || err != nil || p.OrderNo == "" {
		return id, err
	}
	heading, length := keyHeading(p.SourceKey)
	return im.t.one(`SELECT id FROM purchases WHERE order_no <> '' AND order_no = ? AND customer_id = ? AND state = 0
		AND (? = '' OR substr(source_key, 1, ?) <> ?) LIMIT 1`, p.OrderNo, p.CustomerID, heading, length, heading)
}

// alikePurchases finds the purchases without a number or key of a customer, of the
// same day and total. Times and lines are to be the same where both sides have any.
const alikePurchases = `SELECT id FROM (SELECT id, at, (SELECT coalesce(group_concat(name, char(10)), '') FROM
		(SELECT r.name FROM items i JOIN products r ON r.id = i.product_id WHERE i.purchase_id = p.id ORDER BY i.pos)) AS lines
	FROM purchases p WHERE customer_id = ?1 AND date = ?2 AND total = ?3 AND currency = ?4 AND order_no = '' AND source_key = '' AND `

const alikeOrder = `) WHERE (at = ?5 OR at = 0 OR ?5 = 0) AND (lines = ?6 OR lines = '' OR ?6 = '') ORDER BY lines = ?6 DESC, at = ?5 DESC, id`

// alikePurchase finds a purchase that is like a draft and that no row of this import
// is already: two equal rows of a file are two purchases. One that the source brought
// is it also in the bin.
func (im *importer) alikePurchase(p *model.Purchase) (int64, error) {
	found, err := im.alike("state = 0", p)
	if found != 0 || err != nil {
		return found, err
	}
	source, err := im.memory.source("")
	if err != nil || !source.knows(model.KindPurchase) {
		return 0, err
	}
	found, err = im.alike("state <> 0 AND state = 1", p) // the index has a condition of its own
	if said, err := im.memory.last(source, model.KindPurchase, found); said == nil || err != nil {
		return 0, err
	}
	return found, err
}

// alike finds the first purchase in a state that no row is yet. The query need not
// see rows that wait to be written, which this import made.
func (im *importer) alike(state string, p *model.Purchase) (int64, error) {
	st, err := im.t.prepared(alikePurchases + state + alikeOrder)
	if err != nil {
		return 0, err
	}
	rows, err := st.QueryContext(im.t.ctx, p.CustomerID, p.Date.String(), p.Total, string(p.Currency), seconds(p.At), lineNames(p))
	ids, err := scanAll(rows, err, scanOne[int64])
	at := slices.IndexFunc(ids, func(id int64) bool {
		return !im.made.has(model.KindPurchase, id) && addTo(im.taken, model.KindPurchase, id)
	})
	if at < 0 {
		return 0, err
	}
	return ids[at], nil
}

// lineNames are what was bought, a line of the purchase on each.
func lineNames(p *model.Purchase) string {
	names := make([]string, len(p.Items))
	for i, item := range p.Items {
		names[i] = item.Product
	}
	return strings.Join(names, "\n")
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
