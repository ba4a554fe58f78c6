package store

import (
	"context"
	"database/sql"
	"slices"

	"kehu/model"
)

// A RecordName is what a record is called, in whatever state it is.
type RecordName struct {
	Name     string         // of the customer or view; "" of the book's settings; order number, first product or day; content; title
	Customer string         // whose it is; "" for what belongs to nobody
	Currency model.Currency // of a purchase's amounts
}

// nameColumns are the name, the owner and the currency of the records r of a kind.
var nameColumns = map[model.Kind]string{
	model.KindCustomer: "CASE WHEN name <> '' THEN name WHEN company <> '' THEN company WHEN phone <> '' THEN phone ELSE email END, 0, ''",
	model.KindPurchase: `coalesce(nullif(order_no, ''), (SELECT p.name FROM items i JOIN products p ON p.id = i.product_id
		WHERE i.purchase_id = r.id ORDER BY pos LIMIT 1), date), customer_id, currency`,
	model.KindInteraction: "content, customer_id, ''",
	model.KindTask:        "title, customer_id, ''",
	model.KindView:        "name, 0, ''",
	model.KindField:       "label, 0, ''",
	model.KindChoice:      "key, 0, ''",
	model.KindSettings:    "'', 0, ''",
}

// Names returns what records are called; those that are not there are left out.
func (b *Book) Names(ctx context.Context, refs []model.Ref) (map[model.Ref]RecordName, error) {
	ids := map[model.Kind][]int64{}
	for _, ref := range refs {
		ids[ref.Kind] = append(ids[ref.Kind], ref.ID)
	}
	names := make(map[model.Ref]RecordName, len(refs))
	for kind, ids := range ids {
		if err := b.names(ctx, kind, ids, names); err != nil {
			return nil, b.store.explain(err)
		}
	}
	return names, nil
}

func (b *Book) names(ctx context.Context, kind model.Kind, ids []int64, into map[model.Ref]RecordName) error {
	rows, err := b.store.reader.QueryContext(ctx, "WITH n (id, name, owner, currency) AS (SELECT r.id, "+nameColumns[kind]+" FROM "+tables[kind]+
		" r WHERE r.id IN ("+idText(ids)+`)) SELECT n.id, n.name, n.currency, coalesce(CASE WHEN o.name <> '' THEN o.name ELSE o.company END, '')
		FROM n LEFT JOIN customers o ON o.id = n.owner`)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		ref, name := model.Ref{Kind: kind}, RecordName{}
		err := rows.Scan(&ref.ID, &name.Name, &name.Currency, &name.Customer)
		into[ref] = name
		return err
	})
}

// OwnerOf returns the customer that a record is, or belongs to; 0 for none.
func (b *Book) OwnerOf(ctx context.Context, ref model.Ref) (id int64, err error) {
	if ref.Kind == model.KindCustomer {
		return ref.ID, nil
	}
	if !slices.Contains(ownKinds, ref.Kind) {
		return 0, nil
	}
	err = b.store.reader.QueryRowContext(ctx, "SELECT customer_id FROM "+tables[ref.Kind]+" WHERE id = ?", ref.ID).Scan(&id)
	if isNoRow(err) {
		return 0, nil
	}
	return id, b.store.explain(err)
}
