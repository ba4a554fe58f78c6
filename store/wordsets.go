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

// among returns those of a set whom an expression finds.
func (r setReader) among(ctx context.Context, set idSet, expression string) (found idSet, err error) {
	if set.count() > r.store.caches.lookedAt {
		found, err = r.set(ctx, wordFinder(expression))
		found.intersect(set)
		return found, err
	}
	err = r.inIndex(ctx, expression, func(x *indexReader, e *fts5.Expression) error {
		found, err = x.look(set.ids(), []*fts5.Expression{e})
		return err
	})
	return found, err
}

// byRank returns the ids of those of a set that an expression finds, in the order of
// lists: their ranks stand in the index, and those of a few in the table.
func (r setReader) byRank(ctx context.Context, expression string, set idSet) ([]int64, error) {
	if set.count() <= narrow {
		return listIDs(ctx, r, clause{sql: "SELECT id FROM customers WHERE id IN (" + idText(set.ids()) + ") ORDER BY +rank DESC LIMIT -1"})
	}
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

// inIndex reads what the search index has for an expression at one moment.
func (r setReader) inIndex(ctx context.Context, expression string, read func(*indexReader, *fts5.Expression) error) error {
	e, err := fts5.Parse(expression)
	if err != nil {
		return err
	}
	return r.inSnapshot(ctx, func(x *indexReader) error { return read(x, e) })
}

// inSnapshot reads the search index at one moment: segments come and go.
func (r setReader) inSnapshot(ctx context.Context, read func(*indexReader) error) error {
	t, err := r.store.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer t.Rollback()
	return read(&indexReader{ctx: ctx, db: t, sets: r})
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
	switch e.Op {
	case fts5.Leaf:
		return x.term(e)
	case fts5.And:
		return x.all(e.Conjuncts())
	}
	set, err := x.find(e.Left)
	if err != nil {
		return nil, err
	}
	other, err := x.find(e.Right)
	if e.Op == fts5.Or {
		set.unite(other)
	} else {
		set.subtract(other)
	}
	return set, err
}

// all returns those whom all expressions find, the rarest first. As soon as few are
// left, these are looked at rather than long lists read.
func (x *indexReader) all(parts []*fts5.Expression) (set idSet, err error) {
	guesses, left, err := x.guesses(parts)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(parts, func(a, b *fts5.Expression) int { return guesses[a] - guesses[b] })
	for i, e := range parts {
		if keeps := x.sets.store.caches; i > 0 && left > keeps.longLists && set.count() <= keeps.lookedAt {
			return x.look(set.ids(), parts[i:])
		}
		other, err := x.find(e)
		if err != nil {
			return nil, err
		}
		if left -= guesses[e]; i == 0 {
			set = other
		} else {
			set.intersect(other)
		}
	}
	return set, nil
}

// term returns the set of a term, from those that are kept where it is there.
func (x *indexReader) term(e *fts5.Expression) (idSet, error) {
	return x.sets.keptSet(termName(e), func() (idSet, error) {
		set := make(idSet, 1)
		err := x.ranksOf(e, func(rank int64) { set.add(customerOf(rank)) })
		return set, err
	})
}

// termName is under what the set of a term is kept.
func termName(e *fts5.Expression) string {
	if e.IsPrefix {
		return "term " + e.Term + "*"
	}
	return "term " + e.Term
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
		err = s.Find(x.pages(), e.Term, e.IsPrefix, longestPrefix, func(rank int64) {
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
