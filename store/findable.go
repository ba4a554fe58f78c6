package store

import (
	"context"
	"database/sql"

	"kehu/model"
)

// A findable is what the search index has of a customer: it stands in the record, in
// the contact entries, and in what was bought.
type findable struct {
	*model.Customer
	contents []string // of the contact entries in the book
	products []int64  // ids of those in the purchases in the book; one may come twice
}

// findables reads what the search index has of some customers besides their
// records; the result is in their order.
func findables(ctx context.Context, db queryer, customers []model.Customer) ([]findable, error) {
	all := make([]findable, len(customers))
	byID := make(map[int64]*findable, len(customers))
	ids := make([]int64, len(customers))
	for i := range customers {
		all[i].Customer, ids[i] = &customers[i], customers[i].ID
		byID[ids[i]] = &all[i]
	}
	if len(ids) == 0 {
		return nil, nil
	}
	list := idClause("customers", ids)
	err := eachValue(ctx, db, byID, clause{sql: "SELECT customer_id, content FROM interactions WHERE state = 0 AND content <> '' AND customer_id IN (" + list.sql + ")", args: list.args},
		func(s *findable, content string) { s.contents = append(s.contents, content) })
	if err != nil {
		return nil, err
	}
	return all, eachValue(ctx, db, byID, clause{sql: `SELECT u.customer_id, i.product_id FROM purchases u CROSS JOIN items i ON i.purchase_id = u.id
		WHERE u.state = 0 AND u.customer_id IN (` + list.sql + ")", args: list.args},
		func(s *findable, product int64) { s.products = append(s.products, product) })
}

// eachValue calls each with the values that a statement gives besides the ids of
// customers.
func eachValue[T any](ctx context.Context, db queryer, byID map[int64]*findable, statement clause, each func(*findable, T)) error {
	rows, err := db.QueryContext(ctx, statement.sql, statement.args...)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		var value T
		err := rows.Scan(&id, &value)
		if s := byID[id]; err == nil && s != nil { // a damaged page gives rows that nobody asked for
			each(s, value)
		}
		return err
	})
}

// searchWords returns the search words of a customer in the book as the transaction
// left it; the record may be known.
func (t *tx) searchWords(id int64, c *model.Customer) ([]byte, error) {
	if c == nil {
		var err error
		if c, err = t.store.customers().get(t.ctx, t, id); err != nil {
			return nil, err
		}
	}
	all, err := findables(t.ctx, t, []model.Customer{*c})
	if err != nil {
		return nil, err
	}
	return newCutter().customer(all[0]), nil
}
