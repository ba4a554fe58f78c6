package store

import (
	"context"
	"slices"
	"strconv"

	"kehu/store/pages"
)

// A walk has the ids of an arm in its order. Customers of a condition may stand
// together far down in an order, as those of a country in the order of postcodes:
// to go there through SQLite's index takes up to 0.3 s in a book of a million.
type walk struct {
	all    []uint32
	blanks int    // those without a value, who come first in an index
	index  string // whose ids they are; "" for other orders
}

func (w walk) bytes() int { return 4 * cap(w.all) }

// walk returns a piece of the ids of an arm. They are kept whole where one goes far, but
// for what begins at some row: that is hardly asked for twice.
func (r setReader) walk(ctx context.Context, a arm, offset, size int) ([]int64, error) {
	if a.cut {
		return r.pieceOf(ctx, a.ids(), offset, size)
	}
	walks, name := &r.store.caches.walks, a.walkName()
	if w, ok, err := current(ctx, r, walks, name); ok || err != nil {
		return a.piece(w, offset, size), err
	}
	if int64(offset) < max(r.store.caches.walkFrom, r.last/walkShare) {
		if size > farWalk && a.match == "" && walks.isFirst(r.version, name) {
			fetch(r.store.caches, walks, r.version, name, r.wholeWalk(a)) // for the next key
		}
		return r.pieceOf(ctx, a.ids(), offset, size)
	}
	w, err := once(ctx, r, walks, name, r.wholeWalk(a))
	return a.piece(w, offset, size), err
}

// walkShare is the part of an order, one of so many, that is followed before it is read
// whole: SQLite takes about ten times as long for each id.
const walkShare = 16

// farWalk is how many ids are worth reading all of them beside it.
const farWalk = 4000

// pieceOf reads a piece of the ids that a statement gives.
func (r setReader) pieceOf(ctx context.Context, all clause, offset, size int) ([]int64, error) {
	all.sql += " LIMIT " + strconv.Itoa(size) + " OFFSET " + strconv.Itoa(offset)
	return listIDs(ctx, r, all)
}

// wholeWalk returns what reads the ids of an arm, with those of the whole index that
// it follows: page by page, in a tenth of the time that SQLite takes.
func (r setReader) wholeWalk(a arm) func(context.Context) (walk, error) {
	if a.along.index != "" {
		return r.store.readIndex(a.along.index)
	}
	return func(ctx context.Context) (w walk, err error) {
		all := a.ids()
		all.sql += " LIMIT -1" // a limit, or SQLite would leave out the order of a subquery
		ids, err := listIDs(ctx, r, all)
		for _, id := range ids {
			w.all = append(w.all, uint32(id))
		}
		return w, err
	}
}

// indexWalk returns the ids of an index of one column.
func (r setReader) indexWalk(ctx context.Context, index string) (walk, error) {
	return once(ctx, r, &r.store.caches.walks, index, r.store.readIndex(index))
}

// between returns the set of a statement whose customers stand together along a key, from
// the first to the last of them; false where the key's index is not at hand.
func (r setReader) between(ctx context.Context, k key, statement clause) (idSet, bool, error) {
	w, ok, err := current(ctx, r, &r.store.caches.walks, k.index())
	if !ok || err != nil {
		return nil, false, err
	}
	ends, err := listIDs(ctx, r, clause{sql: "SELECT * FROM (" + statement.sql + " ORDER BY " + k.column + ", c.id LIMIT 1) UNION ALL SELECT * FROM (" +
		statement.sql + " ORDER BY " + k.column + " DESC, c.id DESC LIMIT 1)", args: slices.Concat(statement.args, statement.args)})
	if err != nil || len(ends) == 0 {
		return nil, err == nil, err
	}
	from, to := slices.Index(w.all, uint32(ends[0])), slices.Index(w.all, uint32(ends[1]))
	if from < 0 || to < from { // they were changed this moment
		return nil, false, nil
	}
	return setOf(w.all[from : to+1]), true, nil
}

// readIndex returns what reads them.
func (s *Store) readIndex(index string) func(context.Context) (walk, error) {
	k := keyAlong(index)
	return func(ctx context.Context) (w walk, err error) {
		w.index = index
		err = s.entries(ctx, index, 2, func(e *pages.Entry) {
			if k.hasLast() && (e.IsBlank(0) || k.least != "" && string(e.Bytes(0)) < firstLetter) {
				w.blanks++
			}
			w.all = append(w.all, uint32(e.Int(1)))
		})
		w.all = slices.Clip(w.all)
		return w, err
	}
}

// part returns the ids of a stretch.
func (w walk) part(s stretch) []uint32 {
	switch {
	case s.filled == s.blank:
		return w.all
	case s.blank:
		return w.all[:w.blanks]
	}
	return w.all[w.blanks:]
}

func (w walk) set(s stretch) idSet { return setOf(w.part(s)) }

func setOf(ids []uint32) idSet {
	set := make(idSet, 1)
	for _, id := range ids {
		set.add(int64(id))
	}
	return set
}

// hasWalks reports whether all arms of a plan are read to their ends.
func (r setReader) hasWalks(ctx context.Context, arms []arm) bool {
	if r.toEnd {
		return false
	}
	for _, a := range arms {
		if _, ok, _ := current(ctx, r, &r.store.caches.walks, a.walkName()); !ok {
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

// walkName names the walk that has the ids of an arm.
func (a arm) walkName() string {
	if a.along.index != "" {
		return a.along.index
	}
	return nameOf(a.ids())
}

// piece returns a piece of an arm's ids from its walk.
func (a arm) piece(w walk, offset, size int) []int64 {
	ids, back := w.part(a.along), a.along.index != "" && a.order[0].desc
	from, to := min(offset, len(ids)), min(offset+size, len(ids))
	if back {
		from, to = len(ids)-to, len(ids)-from
	}
	piece := make([]int64, to-from)
	for i, id := range ids[from:to] {
		piece[i] = int64(id)
	}
	if back {
		slices.Reverse(piece)
	}
	return piece
}
