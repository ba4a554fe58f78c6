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
func (r setReader) wordSet(ctx context.Context, expression string) (set idSet, err error) {
	err = r.inIndex(ctx, expression, func(x *indexReader, e *fts5.Expression) error {
		set, err = x.find(e)
		return err
	})
	return set, err
}

// byRank returns the ids of those of a set that an expression finds, in the order of
// lists: their ranks stand in the index.
func (r setReader) byRank(ctx context.Context, expression string, set idSet) ([]int64, error) {
	var ranks []int64
	err := r.inIndex(ctx, expression, func(x *indexReader, e *fts5.Expression) error {
		return x.ranks(e, func(rank int64) {
			if set.has(customerOf(rank)) {
				ranks = append(ranks, rank)
			}
		})
	})
	slices.Sort(ranks)
	ranks = slices.Compact(ranks)
	slices.Reverse(ranks)
	for i, rank := range ranks {
		ranks[i] = customerOf(rank)
	}
	return ranks, err
}

// inIndex reads what the search index has for an expression at one moment: segments
// come and go.
func (r setReader) inIndex(ctx context.Context, expression string, read func(*indexReader, *fts5.Expression) error) error {
	e, err := fts5.Parse(expression)
	if err != nil {
		return err
	}
	t, err := r.store.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer t.Rollback()
	return read(&indexReader{ctx: ctx, db: t, sets: r}, e)
}

// An indexReader reads the search index in a transaction.
type indexReader struct {
	ctx  context.Context
	db   queryer
	sets setReader

	segments []fts5.Stored            // nil until they are read
	deleted  map[int64]map[int64]bool // ranks, by segment
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
	return x.sets.keptSet(name, func() (idSet, error) {
		set := make(idSet, 1)
		err := x.ranksOf(e, func(rank int64) { set.add(customerOf(rank)) })
		return set, err
	})
}

// quickWords reports whether the lists of several words are read sooner than FTS5
// may find where they agree. A single word is found at once.
func (s *Store) quickWords(ctx context.Context, text string) (bool, error) {
	const most = 130_000 // ids to read for each word but one: some four milliseconds
	rare, frequent := terms(text, "")
	words := append(rare, frequent...)
	if len(words) < 2 {
		return false, nil
	}
	x := indexReader{ctx: ctx, db: s.reader}
	all := 0
	for _, word := range words {
		e, err := fts5.Parse(word)
		if err != nil {
			return false, err
		}
		n, err := x.roughly(e)
		if all += n; err != nil || all > most*(len(words)-1) {
			return false, err
		}
	}
	return true, nil
}

// roughly returns how many ids an expression has at most, as a guess.
func (x *indexReader) roughly(e *fts5.Expression) (all int, err error) {
	if e.Op != fts5.Leaf {
		left, err := x.roughly(e.Left)
		right, err2 := x.roughly(e.Right)
		switch e.Op {
		case fts5.And:
			left = min(left, right)
		case fts5.Or:
			left += right
		}
		return left, firstError(err, err2)
	}
	if err := x.readSegments(); err != nil {
		return 0, err
	}
	for _, s := range x.segments {
		n, err := s.Guess(x, e.Term, e.IsPrefix, longestPrefix)
		if all += n; err != nil {
			return 0, err
		}
	}
	return all, nil
}

// ranks calls each with the ranks of all that an expression finds, and of others.
func (x *indexReader) ranks(e *fts5.Expression, each func(rank int64)) error {
	switch e.Op {
	case fts5.Leaf:
		return x.ranksOf(e, each)
	case fts5.Or:
		return firstError(x.ranks(e.Left, each), x.ranks(e.Right, each))
	case fts5.Not:
		return x.ranks(e.Left, each)
	}
	left, err := x.roughly(e.Left)
	right, err2 := x.roughly(e.Right)
	if err := firstError(err, err2); err != nil {
		return err
	}
	if left <= right {
		return x.ranks(e.Left, each)
	}
	return x.ranks(e.Right, each)
}

// ranksOf calls each with the ranks of a term.
func (x *indexReader) ranksOf(e *fts5.Expression, each func(rank int64)) error {
	if err := x.readSegments(); err != nil {
		return err
	}
	for _, s := range x.segments {
		gone, err := x.deletedOf(s)
		if err != nil {
			return err
		}
		err = s.Find(x, e.Term, e.IsPrefix, longestPrefix, func(rank int64) {
			if len(gone) == 0 || !gone[rank] {
				each(rank)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// readSegments reads which segments there are, once.
func (x *indexReader) readSegments() error {
	if x.deleted != nil {
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
	x.segments, x.deleted = list.Segments(), map[int64]map[int64]bool{}
	return nil
}

// deletedOf returns the ranks in a segment that are deleted, read once.
func (x *indexReader) deletedOf(s fts5.Stored) (map[int64]bool, error) {
	if gone, done := x.deleted[s.ID]; done {
		return gone, nil
	}
	gone := map[int64]bool{}
	x.deleted[s.ID] = gone
	return gone, s.Deleted(x, func(rank int64) { gone[rank] = true })
}

// Leaf, Next and Blocks make it fts5.Pages.
func (x *indexReader) Leaf(segment int64, term []byte) (page int64, err error) {
	return x.page("term <= ? ORDER BY term DESC", segment, term)
}

// Next returns the page of the row after that of Leaf.
func (x *indexReader) Next(segment int64, term []byte) (page int64, err error) {
	return x.page("term > ? ORDER BY term", segment, term)
}

// page returns the page of the first of some terms in an order, 0 for none.
func (x *indexReader) page(terms string, segment int64, term []byte) (page int64, err error) {
	err = x.db.QueryRowContext(x.ctx, "SELECT pgno FROM customer_search_idx WHERE segid = ? AND "+terms+" LIMIT 1", segment, term).Scan(&page)
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
