package store

import (
	"database/sql"
	"encoding/json"
	"maps"
	"slices"

	"kehu/model"
)

// figureChecks list the customers whose figures do not add up.
var figureChecks = []listCheck{
	{"orders", `SELECT id FROM customers c WHERE orders <> (SELECT count(*) FROM purchases p WHERE p.customer_id = c.id AND p.state = 0)
		OR last_purchase <> (SELECT coalesce(max(date), '') FROM purchases p WHERE p.customer_id = c.id AND p.state = 0)`},
	{"spent", `SELECT id FROM customers c WHERE spent <> (SELECT coalesce(sum(total), 0) FROM purchases p
		WHERE p.customer_id = c.id AND p.state = 0 AND ` + counted + ` AND p.currency = ` + ownCurrency + `)`},
	{"last_contact", `SELECT id FROM customers c WHERE last_contact <>
		(SELECT coalesce(max(max(at, 1)), 0) FROM interactions i WHERE i.customer_id = c.id AND i.state = 0)`},
}

// figures looks at what is added up of purchases and contact history, and at the
// place of customers in the order of lists.
func (c *checker) figures() error {
	c.say("figures", 0)
	return firstError(c.lists(true, figureChecks), c.otherCurrencies(), c.ranks())
}

// otherCurrencies looks at the sums in currencies that are not the book's.
func (c *checker) otherCurrencies() error {
	want, err := c.sumsInOthers()
	if err != nil {
		return err
	}
	var wrong []int64
	rows, err := c.db.QueryContext(c.ctx, "SELECT id, spent_other FROM customers WHERE spent_other <> '' ORDER BY id")
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		var text string
		if err := rows.Scan(&id, &text); err != nil {
			return err
		}
		if !sameSums(text, want[id]) {
			wrong = append(wrong, id)
		}
		delete(want, id)
		return nil
	})
	for id, sums := range want {
		if !sameSums("", sums) {
			wrong = append(wrong, id)
		}
	}
	slices.Sort(wrong)
	c.find("spent_other", true, wrong)
	return err
}

// sumsInOthers adds up what customers spent in other currencies than the book's.
func (c *checker) sumsInOthers() (map[int64][]model.Money, error) {
	sums := map[int64][]model.Money{}
	rows, err := c.db.QueryContext(c.ctx, "SELECT customer_id, currency, sum(total) FROM purchases WHERE state = 0 AND currency <> ? AND "+
		counted+" GROUP BY customer_id, currency", string(c.settings.Currency))
	return sums, eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		var m model.Money
		err := rows.Scan(&id, &m.Currency, &m.Amount)
		sums[id] = append(sums[id], m)
		return err
	})
}

// sameSums compares sums as they are stored with others. A sum of nothing is as
// good as none.
func sameSums(stored string, sums []model.Money) bool {
	text := sumsText(sums)
	have, ok := amountsOf(stored)
	want, _ := amountsOf(text)
	return stored == text || ok && maps.Equal(have, want)
}

// amountsOf reads sums as stored, by currency.
func amountsOf(stored string) (map[model.Currency]int64, bool) {
	var all []model.Money
	if stored != "" && json.Unmarshal([]byte(stored), &all) != nil {
		return nil, false
	}
	by := map[model.Currency]int64{}
	for _, m := range all {
		if m.Amount != 0 {
			by[m.Currency] += m.Amount
		}
	}
	return by, true
}

// ranks looks at the day of the last dealing and what follows from it.
func (c *checker) ranks() error {
	var wrong []int64
	rows, err := c.db.QueryContext(c.ctx, "SELECT id, state, created, last_contact, last_purchase, dealt, rank FROM customers ORDER BY id")
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var id, state, created, contact, dealt, rank int64
		var purchase string
		err := rows.Scan(&id, &state, &created, &contact, &purchase, &dealt, &rank)
		want := int64(0)
		if model.State(state) == model.Live {
			want = rankOf(dealt, id)
		}
		if dealt != max(created, contact, dayStart(purchase)) || rank != want {
			wrong = append(wrong, id)
		}
		return err
	})
	c.find("dealt", true, wrong)
	return err
}
