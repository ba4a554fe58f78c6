package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"kehu/model"
)

// figureColumns are the columns that sumsOf reads.
const figureColumns = ", orders, spent, spent_other, last_purchase, last_contact"

// sumsOf is what a customer's purchases and contact history add up to, as stored.
type sumsOf struct {
	orders, spent, lastContact int64
	other, lastPurchase        string
}

// into is where the columns are read to.
func (s *sumsOf) into() []any {
	return []any{&s.orders, &s.spent, &s.other, &s.lastPurchase, &s.lastContact}
}

// figures are the sums in the form of lists; own is the book's currency.
func (s *sumsOf) figures(own model.Currency) (f model.Figures, err error) {
	f.Orders, f.LastContact = s.orders, instant(s.lastContact)
	if s.spent != 0 {
		f.Spent = []model.Money{{Amount: s.spent, Currency: own}}
	}
	if s.other != "" {
		var others []model.Money
		if e := json.Unmarshal([]byte(s.other), &others); e != nil {
			err = fmt.Errorf("%w: %w", errUnfit, e)
		}
		f.Spent = append(f.Spent, others...)
	}
	if s.lastPurchase != "" {
		if e := f.LastPurchase.UnmarshalText([]byte(s.lastPurchase)); e != nil {
			err = firstError(err, fmt.Errorf("%w: %w", errUnfit, e))
		}
	}
	return f, err
}

// idClause is what stands between the brackets of IN for ids. They are arguments: a
// transaction keeps each statement that it prepared, and bulk writes read many lists. A run
// without gaps, as in the order of the ids, is two bounds: SQLite need not read them all.
func idClause(table string, ids []int64) clause {
	switch {
	case len(ids) == 1:
		return clause{sql: "?", args: []any{ids[0]}}
	case isRun(ids):
		return clause{sql: "SELECT id FROM " + table + " WHERE id BETWEEN ? AND ?", args: []any{ids[0], ids[len(ids)-1]}}
	}
	return clause{sql: "SELECT value FROM json_each(?)", args: []any{"[" + idText(ids) + "]"}}
}

// isRun reports whether ids follow each other without gaps.
func isRun(ids []int64) bool {
	last := len(ids) - 1
	return last > 0 && slices.IsSorted(ids) && ids[last]-ids[0] == int64(last)
}
