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

// walk returns a piece of the ids of an arm. Those of great books are kept whole, but
// for what begins at some row: that is hardly asked for twice.
func (r setReader) walk(ctx context.Context, a arm, offset, size int) ([]int64, error) {
	all := a.ids()
	if a.cut || !r.great {
		return r.pieceOf(ctx, all, offset, size)
	}
	name := nameOf(all)
	if w, ok := r.store.caches.walks.get(r.version, name); ok {
		return w.piece(offset, size), nil
	}
	if offset < r.store.caches.fullWalk {
		if size > farWalk && a.match == "" {
			r.walkAhead(name, all)
		}
		return r.pieceOf(ctx, all, offset, size)
	}
	w, err := once(ctx, r.store.caches, &r.store.caches.walks, r.version, name, r.wholeWalk(all))
	return w.piece(offset, size), err
}

// pieceOf reads a piece of the ids that a statement gives.
func (r setReader) pieceOf(ctx context.Context, all clause, offset, size int) ([]int64, error) {
	all.sql += " LIMIT " + strconv.Itoa(size) + " OFFSET " + strconv.Itoa(offset)
	return listIDs(ctx, r, all)
}

// wholeWalk returns what reads all ids of a statement.
func (r setReader) wholeWalk(all clause) func(context.Context) (walk, error) {
	return func(ctx context.Context) (walk, error) {
		all.sql += " LIMIT -1" // a limit, or SQLite would leave out the order of a subquery
		ids, err := listIDs(ctx, r, all)
		w := make(walk, len(ids))
		for i, id := range ids {
			w[i] = uint32(id)
		}
		return w, err
	}
}

// farWalk is how many ids are worth reading all of them beside it, for the next key.
const farWalk = 4000

// walkAhead reads a walk that will be wanted, and waits for nothing.
func (r setReader) walkAhead(name string, all clause) {
	walks := &r.store.caches.walks
	if walks.isFirst(r.version, name) {
		fetch(r.store.caches, walks, r.version, name, r.wholeWalk(all))
	}
}

// hasWalks reports whether all arms of a plan are read to their ends.
func (r setReader) hasWalks(arms []arm) bool {
	if r.toEnd {
		return false
	}
	for _, a := range arms {
		if _, ok := r.store.caches.walks.get(r.version, nameOf(a.ids())); !ok {
			return false
		}
	}
	return true
}

// ids is the statement of an arm's ids in its order.
func (a arm) ids() clause {
	order := a.order.clause()
	return clause{sql: "SELECT c.id FROM " + a.from + " WHERE " + a.where.sql + " ORDER BY " + order.sql, args: slices.Concat(a.where.args, order.args)}
}

func (w walk) piece(offset, size int) []int64 {
	w = w[min(offset, len(w)):min(offset+size, len(w))]
	ids := make([]int64, len(w))
	for i, id := range w {
		ids[i] = int64(id)
	}
	return ids
}
