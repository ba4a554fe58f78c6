package store

import (
	"context"
	"database/sql"
	"slices"

	"kehu/store/fts5"
)

// wordSet returns the set of the customers that an expression of the search index
// finds, read from the pages of the index. What each term finds is kept, so that
// typing on reads the new term alone.
func (r setReader) wordSet(ctx context.Context, expression string) (idSet, error) {
	e, err := fts5.Parse(expression)
	if err != nil {
		return nil, err
	}
	t, err := r.store.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // of one moment: segments come and go
	if err != nil {
		return nil, err
	}
	defer t.Rollback()
	x := indexReader{ctx: ctx, db: t, sets: r}
	return x.find(e)
}

// An indexReader reads the search index in a transaction.
type indexReader struct {
	ctx  context.Context
	db   *sql.Tx
	sets setReader

	segments []indexSegment // nil until they are read
}

type indexSegment struct {
	fts5.Stored
	deleted map[int64]bool // ranks
}

// find returns the set of an expression; it is the caller's.
func (x *indexReader) find(e *fts5.Expression) (idSet, error) {
	if e.Op == fts5.Leaf {
		return x.term(e)
	}
	set, err := x.find(e.Left)
	if err != nil {
		return nil, err
	}
	other, err := x.find(e.Right)
	switch e.Op {
	case fts5.And:
		set.intersect(other)
	case fts5.Or:
		set.unite(other)
	case fts5.Not:
		set.subtract(other)
	}
	return set, err
}

// term returns the set of a term, from those that are kept where it is there.
func (x *indexReader) term(e *fts5.Expression) (idSet, error) {
	name := "term " + e.Term
	if e.IsPrefix {
		name += "*"
	}
	if set, ok := x.sets.store.caches.sets.get(x.sets.version, name); ok {
		return slices.Clone(set), nil
	}
	if err := x.readSegments(); err != nil {
		return nil, err
	}
	set := make(idSet, 1)
	for _, s := range x.segments {
		if err := s.Find(x, e.Term, e.IsPrefix, longestPrefix, s.adder(&set)); err != nil {
			return nil, err
		}
	}
	x.sets.store.caches.sets.put(x.sets.version, name, slices.Clone(set))
	return set, nil
}

// adder returns what adds the customers of ranks that are still in the segment.
func (s indexSegment) adder(set *idSet) func(rank int64) {
	if len(s.deleted) == 0 {
		return func(rank int64) { set.add(customerOf(rank)) }
	}
	return func(rank int64) {
		if !s.deleted[rank] {
			set.add(customerOf(rank))
		}
	}
}

// readSegments reads which segments there are, once.
func (x *indexReader) readSegments() error {
	if x.segments != nil {
		return nil
	}
	var block []byte
	if err := x.db.QueryRowContext(x.ctx, "SELECT block FROM customer_search_data WHERE id = ?", fts5.ListRow).Scan(&block); err != nil {
		return err
	}
	list, err := fts5.ParseList(block)
	if err != nil {
		return err
	}
	x.segments = []indexSegment{}
	for _, stored := range list.Segments() {
		s := indexSegment{stored, map[int64]bool{}}
		if err := s.Deleted(x, func(rank int64) { s.deleted[rank] = true }); err != nil {
			return err
		}
		x.segments = append(x.segments, s)
	}
	return nil
}

// Leaf and Blocks make it fts5.Pages.
func (x *indexReader) Leaf(segment int64, term []byte) (page int64, err error) {
	err = x.db.QueryRowContext(x.ctx, "SELECT pgno FROM customer_search_idx WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1", segment, term).Scan(&page)
	if isNoRow(err) {
		return 0, nil
	}
	return page, err
}

// Blocks reads rows of the index's data.
func (x *indexReader) Blocks(from, to int64, each func(block []byte) (bool, error)) error {
	rows, err := x.db.QueryContext(x.ctx, "SELECT block FROM customer_search_data WHERE id BETWEEN ? AND ? ORDER BY id", from, to)
	if err != nil {
		return err
	}
	defer rows.Close()
	var block sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&block); err != nil {
			return err
		}
		if more, err := each(block); err != nil || !more {
			return err
		}
	}
	return rows.Err()
}
