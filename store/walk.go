package store

import (
	"context"
	"slices"
	"strconv"
)

// A walk has the ids of an arm in its order. Customers of a condition may stand
// together far down in an order, as those of a country in the order of postcodes:
// to go there through SQLite's index takes up to 0.3 s in a book of a million.
type walk []uint32

func (w walk) bytes() int { return 4 * cap(w) }

// walk returns a piece of the ids of an arm.
func (r setReader) walk(ctx context.Context, a arm, offset, size int) ([]int64, error) {
	order := a.order.clause()
	all := clause{sql: "SELECT c.id FROM " + a.from + " WHERE " + a.where.sql + " ORDER BY " + order.sql, args: slices.Concat(a.where.args, order.args)}
	name := nameOf(all)
	if w, ok := r.store.caches.walks.get(r.version, name); ok {
		return w.piece(offset, size), nil
	}
	if offset < r.store.caches.fullWalk || !r.great {
		all.sql += " LIMIT " + strconv.Itoa(size) + " OFFSET " + strconv.Itoa(offset)
		return listIDs(ctx, r, all)
	}
	w, err := once(ctx, r.store.caches, &r.store.caches.walks, r.version, name, func(ctx context.Context) (walk, error) {
		all.sql += " LIMIT -1" // a limit, or SQLite would leave out the order of a subquery
		ids, err := listIDs(ctx, r, all)
		w := make(walk, len(ids))
		for i, id := range ids {
			w[i] = uint32(id)
		}
		return w, err
	})
	return w.piece(offset, size), err
}

func (w walk) piece(offset, size int) []int64 {
	w = w[min(offset, len(w)):min(offset+size, len(w))]
	ids := make([]int64, len(w))
	for i, id := range w {
		ids[i] = int64(id)
	}
	return ids
}
