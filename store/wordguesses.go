package store

import (
	"context"
	"errors"

	"kehu/store/fts5"
)

// quickWords reports whether the lists of several words are read sooner than FTS5
// may find where they agree: all are short, or one is so short that its customers
// are looked at. A single word is found at once.
func (r setReader) quickWords(ctx context.Context, text string) (bool, error) {
	const most = 130_000 // ids to read for each word but one: some four milliseconds
	rare, frequent := terms(text, "")
	words := append(rare, frequent...)
	if len(words) < 2 {
		return false, nil
	}
	x := indexReader{ctx: ctx, db: r, sets: r}
	all, rarest := 0, most
	for _, word := range words {
		e, err := fts5.Parse(word)
		if err != nil {
			return false, err
		}
		n, err := x.roughly(e)
		if err != nil {
			return false, err
		}
		all, rarest = all+n, min(rarest, n)
	}
	return all <= most*(len(words)-1) || rarest <= shortList, nil
}

// findsFew reports whether the list of those whom an expression finds is read in
// about three milliseconds.
func (r setReader) findsFew(ctx context.Context, match string) (bool, error) {
	e, err := fts5.Parse(match)
	if err != nil {
		return false, err
	}
	x := indexReader{ctx: ctx, db: r, sets: r}
	n, err := x.roughly(e)
	if errors.Is(err, fts5.ErrFormat) {
		return false, nil
	}
	return n <= r.store.caches.longLists, err
}

// shortList is a guess of a few ids, in some segments: there are hardly smaller ones.
const shortList = 3000

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
	guesses, name := &x.sets.store.caches.guesses, termName(e)
	if n, ok := guesses.get(x.sets.version, name); ok {
		return int(n), nil
	}
	if err := x.readSegments(); err != nil {
		return 0, err
	}
	for _, s := range x.segments {
		n, err := s.Guess(x.pages(), e.Term, e.IsPrefix, longestPrefix)
		if all += n; err != nil {
			return 0, err
		}
	}
	guesses.put(x.sets.version, name, guess(all))
	return all, nil
}

// A guess is about how many ids a term has.
type guess int

func (guess) bytes() int { return 8 }

// guesses returns about how many ids are to be read for each of some expressions, and
// for all.
func (x *indexReader) guesses(parts []*fts5.Expression) (of map[*fts5.Expression]int, all int, err error) {
	of = make(map[*fts5.Expression]int, len(parts))
	for _, e := range parts {
		if x.isKept(e) {
			continue
		}
		n, err := x.roughly(e)
		if err != nil {
			return nil, 0, err
		}
		of[e], all = n, all+n
	}
	return of, all, nil
}

// isKept reports whether the set of a term need not be read.
func (x *indexReader) isKept(e *fts5.Expression) bool {
	_, ok := x.sets.store.caches.sets.get(x.sets.version, termName(e))
	return ok && e.Op == fts5.Leaf
}
