package store

import (
	"context"
	"database/sql"
	"strings"
)

// follow takes the changed customers out of the order, and puts each behind the one that
// now stands before it in the index.
func (w walk) follow(ctx context.Context, t queryer, changed []int64) (walk, bool, error) {
	if w.index == "" {
		return w, false, nil
	}
	places, err := placesOf(ctx, t, keyAlong(w.index), changed)
	if err != nil {
		return w, false, err
	}
	next := walk{index: w.index, all: make([]uint32, 0, len(w.all)+len(places)), blanks: w.blanks}
	next.begin(places)
	out := make(idSet, 1)
	for _, id := range changed {
		out.add(id)
	}
	for i, id := range w.all {
		switch {
		case !out.has(int64(id)):
			next.append(id, places)
		case i < w.blanks:
			next.blanks--
		}
	}
	return next, len(next.all) == w.without(out)+len(places), nil
}

// A stand is where a customer stands in an index.
type stand struct {
	id      uint32
	isBlank bool
}

// placesOf returns the stands of those customers that are in an index, by who stands
// before each, 0 for nobody.
func placesOf(ctx context.Context, t queryer, k key, ids []int64) (map[uint32]stand, error) {
	before, blank := strings.ReplaceAll(k.column, "c.", "p."), "0"
	if k.hasLast() {
		blank = k.empty()
	}
	from := "(SELECT p.id FROM customers p " + k.hint + " WHERE p.state = 0 AND " + before
	list := idClause("customers", ids)
	rows, err := t.QueryContext(ctx, "SELECT c.id, "+blank+", coalesce("+
		from+" = "+k.column+" AND p.id < c.id ORDER BY p.id DESC LIMIT 1), "+
		from+" < "+k.column+" ORDER BY "+before+" DESC, p.id DESC LIMIT 1), 0) FROM customers c WHERE c.id IN ("+list.sql+") AND c.state = 0", list.args...)
	places := map[uint32]stand{}
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var p stand
		var behind uint32
		err := rows.Scan(&p.id, &p.isBlank, &behind)
		places[behind] = p
		return err
	})
	return places, err
}

// keyAlong is the key that an index of customers is sorted by.
func keyAlong(index string) key {
	for _, k := range sortKeys {
		if k.index() == index {
			return k
		}
	}
	if index == rankKey.index() {
		return rankKey
	}
	return textKey(strings.TrimPrefix(index, "customers_by_"))
}

// begin puts in those that stand before everybody else.
func (w *walk) begin(places map[uint32]stand) { w.behind(0, places) }

// append puts in a customer, and those that stand behind it.
func (w *walk) append(id uint32, places map[uint32]stand) {
	w.all = append(w.all, id)
	w.behind(id, places)
}

func (w *walk) behind(id uint32, places map[uint32]stand) {
	for {
		p, ok := places[id]
		if !ok {
			return
		}
		if p.isBlank {
			w.blanks++
		}
		w.all, id = append(w.all, p.id), p.id
	}
}

// without counts those of an order who are not in a set.
func (w walk) without(set idSet) (n int) {
	for _, id := range w.all {
		if !set.has(int64(id)) {
			n++
		}
	}
	return n
}
