package store

import (
	"context"
	"database/sql"
	"time"

	"kehu/model"
)

// An Outlook is what is due with a customer, and who may be the same one.
type Outlook struct {
	Next    *model.Task     // the open follow-up that is due first; nil for none
	Overdue int             // open follow-ups whose day has passed
	Doubles []model.Summary // others in the book with the same phone or mail address, a few
}

// mostDoubles is how many likely duplicates of a customer are named.
const mostDoubles = 3

// Outlook returns what is due with a customer on a day, and who may be the same one.
func (b *Book) Outlook(ctx context.Context, customer int64, today model.Date) (o Outlook, err error) {
	next, err := page(ctx, b.store, b.store.tasks(), "customer_id = ? AND state = 0 AND done = 0 ORDER BY due = '', due, id", 0, 1, customer)
	if err != nil {
		return o, err
	}
	if len(next) > 0 {
		o.Next = &next[0]
	}
	err = b.store.reader.QueryRowContext(ctx, `SELECT count(*) FROM tasks
		WHERE customer_id = ? AND state = 0 AND done = 0 AND due <> '' AND due < ?`, customer, today.String()).Scan(&o.Overdue)
	if err != nil {
		return o, b.store.explain(err)
	}
	o.Doubles, err = b.doubles(ctx, customer)
	return o, b.store.explain(err)
}

// doubles finds customers who share a phone or mail address with one.
func (b *Book) doubles(ctx context.Context, customer int64) ([]model.Summary, error) {
	rows, err := b.store.reader.QueryContext(ctx, `SELECT DISTINCT c.id FROM contact_points m
		CROSS JOIN contact_points o ON o.normal = m.normal AND o.normal <> '' AND o.kind = m.kind AND o.customer_id <> m.customer_id
		CROSS JOIN customers c ON c.id = o.customer_id AND c.state = 0
		WHERE m.customer_id = ? AND m.kind IN ('phone', 'email') LIMIT ?`, customer, mostDoubles)
	ids, err := scanAll(rows, err, scanOne[int64])
	var found []model.Summary
	for _, id := range ids {
		s, err := summary(ctx, b.store.reader, id)
		if err != nil {
			return nil, err
		}
		found = append(found, s)
	}
	return found, err
}

// A Month is what a customer spent in one month in one currency.
type Month struct {
	Year   int
	Month  time.Month
	Spent  model.Money
	Orders int64 // purchases that count, without money that went back
}

// Months returns what a customer spent month by month, the latest first, months
// without purchases that count left out.
func (b *Book) Months(ctx context.Context, customer int64) ([]Month, error) {
	rows, err := b.store.reader.QueryContext(ctx, `SELECT substr(date, 1, 7) AS month, currency, sum(total), sum(total >= 0) FROM purchases
		WHERE customer_id = ? AND state = 0 AND `+counted+" GROUP BY month, currency ORDER BY month DESC, currency", customer)
	months, err := scanAll(rows, err, func(rows *sql.Rows, m *Month) error {
		var text string
		if err := rows.Scan(&text, &m.Spent.Currency, &m.Spent.Amount, &m.Orders); err != nil {
			return err
		}
		day, err := model.DateFromISO(text + "-01")
		m.Year, m.Month = day.Year(), day.Month()
		return err
	})
	return months, b.store.explain(err)
}
