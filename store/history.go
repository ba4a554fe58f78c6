package store

import (
	"context"
	"slices"
	"strconv"

	"kehu/model"
)

// History returns change sets, newest first: of one record (with those of a
// customer's purchases, contact history and follow-ups), or of the whole book
// when the record is nil. A limit of 0 returns all.
func (b *Book) History(ctx context.Context, of *model.Ref, offset, limit int) ([]model.ChangeSet, error) {
	return b.ChangeSets(ctx, HistoryQuery{Of: of}, Page{Offset: offset, Limit: limit})
}

// ChangeSets returns the rows of a window of the change sets that a query finds,
// newest first. Windows far down are found from a row that is known to stand near,
// or from the end, whichever is nearer. The order of the page does not count.
func (b *Book) ChangeSets(ctx context.Context, q HistoryQuery, p Page) ([]model.ChangeSet, error) {
	where, err := b.history(ctx, q)
	if err != nil {
		return nil, b.store.explain(err)
	}
	ids, err := setWalk{ctx, b.store.reader, where}.window(p)
	if err != nil || len(ids) == 0 {
		return nil, b.store.explain(err)
	}
	rows, err := b.store.reader.QueryContext(ctx, "SELECT "+changeSetColumns+" FROM change_sets s WHERE s.id IN ("+idText(ids)+") ORDER BY s.id DESC")
	sets, err := scanAll(rows, err, scanChangeSet)
	return sets, b.store.explain(err)
}

// CountChangeSets counts what a query finds, up to a limit; 0 is no limit. It
// reports whether that is all.
func (b *Book) CountChangeSets(ctx context.Context, q HistoryQuery, limit int) (n int, exact bool, err error) {
	where, err := b.history(ctx, q)
	if err == nil {
		err = b.store.reader.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM change_sets s WHERE "+where.sql+" LIMIT ?)",
			append(where.args, limitOrAll(limit))...).Scan(&n)
	}
	return n, limit == 0 || n < limit, b.store.explain(err)
}

// HistoryCount returns how many change sets the book has.
func (b *Book) HistoryCount(ctx context.Context) (int, error) {
	n, _, err := b.CountChangeSets(ctx, HistoryQuery{}, 0)
	return n, err
}

// A setWalk finds ids of change sets in their order.
type setWalk struct {
	ctx   context.Context
	db    queryer
	where clause
}

// window finds the ids of a page from where it is nearest: the newest, the oldest,
// or a row that is known.
func (w setWalk) window(p Page) ([]int64, error) {
	fromEnd, near := p.Total-p.Offset-p.Limit, max(p.Offset-p.Known.Offset, p.Known.Offset-p.Offset)
	switch {
	case p.Limit > 0 && p.Known.ID != 0 && near < p.Offset && (p.Total == 0 || near < fromEnd):
		return w.around(p)
	case p.Limit > 0 && p.Total > p.Offset && fromEnd < p.Offset:
		return w.up(clause{}, max(fromEnd, 0), min(p.Limit, p.Total-p.Offset))
	}
	return w.down(clause{}, p.Offset, p.Limit)
}

// around finds a page from a row that is known.
func (w setWalk) around(p Page) (ids []int64, err error) {
	above := p.Known.Offset - p.Offset
	if above > 0 {
		ids, err = w.up(clause{sql: "s.id > ?", args: []any{p.Known.ID}}, max(above-p.Limit, 0), min(above, p.Limit))
	}
	if err != nil || len(ids) == p.Limit {
		return ids, err
	}
	rest, err := w.down(clause{sql: "s.id <= ?", args: []any{p.Known.ID}}, max(-above, 0), p.Limit-len(ids))
	return append(ids, rest...), err
}

// down finds ids from the newest on, up those from the oldest on; both give them
// with the newest first.
func (w setWalk) down(bound clause, offset, limit int) ([]int64, error) {
	return w.read(bound, "DESC", offset, limit)
}

func (w setWalk) up(bound clause, offset, limit int) ([]int64, error) {
	ids, err := w.read(bound, "ASC", offset, limit)
	slices.Reverse(ids)
	return ids, err
}

func (w setWalk) read(bound clause, order string, offset, limit int) ([]int64, error) {
	where := and(bound, w.where)
	rows, err := w.db.QueryContext(w.ctx, "SELECT s.id FROM change_sets s WHERE "+where.sql+" ORDER BY s.id "+order+
		" LIMIT "+strconv.Itoa(limitOrAll(limit))+" OFFSET "+strconv.Itoa(offset), where.args...)
	return scanAll(rows, err, scanOne[int64])
}
