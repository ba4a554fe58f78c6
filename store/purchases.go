package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"kehu/model"
)

// purchases says how purchases lie in the file.
func purchases() *entity[model.Purchase] {
	return (&entity[model.Purchase]{
		kind:     model.KindPurchase,
		table:    tables[model.KindPurchase],
		fields:   model.PurchaseFields(),
		meta:     func(p *model.Purchase) *model.Meta { return &p.Meta },
		customer: func(p *model.Purchase) int64 { return p.CustomerID },
		validate: func(p *model.Purchase, _ time.Time) error { return p.Validate() },
		subject: func(ctx context.Context, db queryer, p *model.Purchase) (string, error) {
			return customerName(ctx, db, p.CustomerID)
		},
		owe:   figures(func(p *model.Purchase) int64 { return p.CustomerID }, "items"),
		lists: []list[model.Purchase]{{"items", loadItems, saveItems}},
	}).ready()
}

// interactions says how contact entries lie in the file.
func interactions() *entity[model.Interaction] {
	return (&entity[model.Interaction]{
		kind:     model.KindInteraction,
		table:    tables[model.KindInteraction],
		fields:   model.InteractionFields(),
		meta:     func(i *model.Interaction) *model.Meta { return &i.Meta },
		customer: func(i *model.Interaction) int64 { return i.CustomerID },
		validate: func(i *model.Interaction, _ time.Time) error { return i.Validate() },
		subject: func(ctx context.Context, db queryer, i *model.Interaction) (string, error) {
			return customerName(ctx, db, i.CustomerID)
		},
		owe: figures(func(i *model.Interaction) int64 { return i.CustomerID }, "content"),
	}).ready()
}

// tasks says how follow-ups lie in the file.
func tasks() *entity[model.Task] {
	return (&entity[model.Task]{
		kind:     model.KindTask,
		table:    tables[model.KindTask],
		fields:   model.TaskFields(),
		meta:     func(k *model.Task) *model.Meta { return &k.Meta },
		customer: func(k *model.Task) int64 { return k.CustomerID },
		validate: func(k *model.Task, _ time.Time) error { return k.Validate() },
		subject: func(ctx context.Context, db queryer, k *model.Task) (string, error) {
			return customerName(ctx, db, k.CustomerID)
		},
		owe: func(*tx, *model.Task, *model.Task, []string) {},
	}).ready()
}

func customerName(ctx context.Context, db queryer, id int64) (string, error) {
	if id == 0 {
		return "", nil
	}
	s, err := summary(ctx, db, id)
	return s.DisplayName(), err
}

func loadItems(ctx context.Context, db queryer, ids clause, byID map[int64]*model.Purchase) error {
	rows, err := db.QueryContext(ctx, `SELECT purchase_id, p.name, p.sku, quantity, unit_price, discount, amount
		FROM items JOIN products p ON p.id = product_id WHERE purchase_id IN (`+ids.sql+`) ORDER BY purchase_id, pos`, ids.args...)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		var quantity string
		var it model.Item
		if err := rows.Scan(&id, &it.Product, &it.SKU, &quantity, &it.UnitPrice, &it.Discount, &it.Amount); err != nil {
			return err
		}
		q, err := model.ParseQuantity(quantity)
		it.Quantity = q
		if p := byID[id]; p != nil { // a damaged page gives rows that nobody asked for
			p.Items = append(p.Items, it)
		}
		return err
	})
}

func saveItems(t *tx, p *model.Purchase, isNew bool) error {
	if err := t.clear("items", "purchase_id", p.ID, isNew); err != nil {
		return err
	}
	args := make([]any, 0, 7*len(p.Items))
	for i, it := range p.Items {
		product, err := t.product(it.Product, it.SKU)
		if err != nil {
			return err
		}
		args = append(args, p.ID, i, product, it.Quantity.String(), it.UnitPrice, it.Discount, it.Amount)
	}
	return t.insertRows("items", "purchase_id, pos, product_id, quantity, unit_price, discount, amount", args)
}

// figures notes the customers of a record, before and after the change, whose figures
// must be added up again, and whose words be cut anew where a field changed that is
// sought.
func figures[T any](customer func(*T) int64, sought string) func(*tx, *T, *T, []string) {
	return func(t *tx, before, after *T, keys []string) {
		texts := before == nil
		for _, key := range []string{sought, "state", "customer_id"} {
			texts = texts || slices.Contains(keys, key)
		}
		t.owesTotals(customer(after), texts)
		if before != nil {
			t.owesTotals(customer(before), texts)
		}
	}
}

// owesTotals notes that what a customer has of purchases or contact entries must be
// computed again, perhaps with the texts that are sought.
func (t *tx) owesTotals(customer int64, texts bool) {
	d := t.owes(customer)
	d.figures, d.texts = true, d.texts || texts
}
