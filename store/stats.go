package store

import (
	"database/sql"
	"encoding/json"
	"maps"
	"slices"

	"kehu/model"
)

// counted are the purchases that count as spent, as model.Status.Counts says;
// a test holds the two together.
const counted = "status IN ('paid', 'shipped', 'done')"

// addUp writes the figures of the customers whose purchases or contact history
// the transaction changed.
func (t *tx) addUp() error {
	for _, id := range slices.Sorted(maps.Keys(t.touched)) {
		if id == 0 {
			continue
		}
		if err := t.addUpOne(id); err != nil {
			return err
		}
	}
	clear(t.touched)
	return nil
}

func (t *tx) addUpOne(id int64) error {
	spent, other, err := t.spent(id)
	if err != nil {
		return err
	}
	return t.exec(`UPDATE customers SET (orders, last_purchase) =
			(SELECT count(*), coalesce(max(date), '') FROM purchases WHERE customer_id = ?1 AND state = 0),
		last_contact = (SELECT coalesce(max(at), 0) FROM interactions WHERE customer_id = ?1 AND state = 0),
		dealt = max(created, (SELECT coalesce(max(at), 0) FROM interactions WHERE customer_id = ?1 AND state = 0),
			(SELECT coalesce(unixepoch(max(date)), 0) FROM purchases WHERE customer_id = ?1 AND state = 0)),
		spent = ?2, spent_other = ?3 WHERE id = ?1`, id, spent, other)
}

// spent returns what a customer spent in the book's currency, and the sums in
// other currencies as JSON, "" for none.
func (t *tx) spent(id int64) (own int64, other string, err error) {
	currency, err := t.currency()
	if err != nil {
		return 0, "", err
	}
	rows, err := t.query("SELECT currency, sum(total) FROM purchases WHERE customer_id = ? AND state = 0 AND "+counted+
		" GROUP BY currency ORDER BY currency", id)
	var others []model.Money
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var m model.Money
		if err := rows.Scan(&m.Currency, &m.Amount); err != nil {
			return err
		}
		if m.Currency == currency {
			own = m.Amount
		} else {
			others = append(others, m)
		}
		return nil
	})
	if err != nil || len(others) == 0 {
		return own, "", err
	}
	text, err := json.Marshal(others)
	return own, string(text), err
}
