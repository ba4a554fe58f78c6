package store

import (
	"context"
	"database/sql"
	"slices"
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

// Average returns what one purchase that counts comes to, in each currency, those
// of the latest months first.
func Average(months []Month) []model.Money {
	var sums []model.Money
	var orders []int64
	for _, m := range months {
		i := slices.IndexFunc(sums, func(sum model.Money) bool { return sum.Currency == m.Spent.Currency })
		if i < 0 {
			i, sums, orders = len(sums), append(sums, model.Money{Currency: m.Spent.Currency}), append(orders, 0)
		}
		sums[i].Amount, orders[i] = sums[i].Amount+m.Spent.Amount, orders[i]+m.Orders
	}
	for i := range sums {
		sums[i].Amount /= max(orders[i], 1)
	}
	return sums
}

// A Warning is something about a customer that wants looking after. Its words are
// the message "warn." with the code.
type Warning struct {
	Code   string         // binned, overdue, review, double, or no.… with the key of what lacks
	Count  int            // follow-ups that are overdue
	Day    model.Date     // when the review was due
	Double *model.Summary // who may be the same
}

// Warnings lists what is wrong with a customer on a day, the most urgent first.
func (o *Outlook) Warnings(c *model.Customer, today model.Date) []Warning {
	var out []Warning
	if c.State != model.Live {
		out = append(out, Warning{Code: "binned"})
	}
	if o.Overdue > 0 {
		out = append(out, Warning{Code: "overdue", Count: o.Overdue})
	}
	if !c.NextReview.IsZero() && c.NextReview.Compare(today) < 0 {
		out = append(out, Warning{Code: "review", Day: c.NextReview})
	}
	for i := range o.Doubles {
		out = append(out, Warning{Code: "double", Double: &o.Doubles[i]})
	}
	for _, key := range c.Gaps() {
		out = append(out, Warning{Code: "no." + key})
	}
	return out
}
