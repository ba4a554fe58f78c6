package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"
)

// listAtHand returns the list of a part if it takes no time; nil where it would. That of
// words takes none where they find few: less than to test the first customers.
func (p part) listAtHand(ctx context.Context, db setReader) (list idSet, exact bool, err error) {
	if p.quick {
		list, err = db.set(ctx, p.finder)
		return list, p.exact, err
	}
	if !p.finder.empty() {
		if list, ok, err := db.atHand(ctx, p.finder); ok || err != nil {
			return list, p.exact, err
		}
	}
	switch {
	case p.texts != nil && db.hasTexts(ctx, p.texts):
		list, err = db.textSet(ctx, p.texts)
		return list, p.texts.exact, err
	case !p.finder.empty() || p.others.empty():
		return nil, false, nil
	case isWords(p.others):
		list, err = db.allBut(ctx, p.others)
		return list, true, err
	}
	others, ok, err := db.atHand(ctx, p.others)
	if !ok || err != nil {
		return nil, false, err
	}
	list = allUpTo(db.last)
	list.subtract(others)
	return list, true, nil
}

// consider makes a list when too few of the tested customers were kept.
func (s *sieve) consider(ctx context.Context) error {
	if float64(s.passed) >= sieveEnough*float64(s.tested) {
		return nil
	}
	for _, i := range byShare(s.shares) {
		if made, err := s.makeList(ctx, i); made || err != nil {
			return err
		}
	}
	if s.tested < min(sieveTested, int(s.db.last)/sieveRows) || s.list != nil || float64(s.passed) >= sieveHardly*float64(s.tested) {
		return nil
	}
	return s.readAll(ctx)
}

// makeList lists the customers of a part, unless they are so many that to read them
// takes longer than all tests so far: if it comes to the list in the end, no more
// than twice the least time is lost. Those of words come without SQLite, in no time.
func (s *sieve) makeList(ctx context.Context, i int) (bool, error) {
	p := s.parts[i]
	switch {
	case isWords(p.finder):
		return true, s.take(ctx, i)
	case p.finder.empty():
		return s.makeWhole(ctx, i)
	}
	most := sieveFree + sieveListed*s.tested
	var n int
	err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM ("+p.finder.sql+" LIMIT "+strconv.Itoa(most)+")", p.finder.args...).Scan(&n)
	if err != nil || n == most {
		return false, err
	}
	return true, s.take(ctx, i)
}

// take makes the list of a part, and tests no more what it says.
func (s *sieve) take(ctx context.Context, i int) error {
	p := s.parts[i]
	list, err := s.db.set(ctx, p.finder)
	if err != nil {
		return err
	}
	s.listed(i, list, p.exact)
	return nil
}

// makeWhole lists the customers of a part from a whole index, if that takes no longer
// than all tests so far.
func (s *sieve) makeWhole(ctx context.Context, i int) (made bool, err error) {
	p, list, exact := s.parts[i], idSet(nil), true
	isMarked := p.texts != nil && p.texts.marked != nil
	switch {
	case isMarked && (s.tested < sieveSome || s.shares[i] >= sieveMarked && s.tested < sieveMany):
		return false, nil
	case !isMarked && s.tested*sieveWhole < int(s.db.last):
		return false, nil
	}
	switch {
	case p.texts != nil:
		list, err = s.db.textSet(ctx, p.texts)
		exact = p.texts.exact
	case !p.others.empty():
		list, err = s.db.allBut(ctx, p.others)
	default:
		return false, nil
	}
	if err == nil {
		s.listed(i, list, exact)
	}
	return true, err
}

// listed has a list of a part, and tests no more what it says. One of a finder that lists
// others too, as of a word anywhere in the customer, may be narrowed down by the texts.
func (s *sieve) listed(i int, list idSet, exact bool) {
	s.add(list)
	switch p := &s.parts[i]; {
	case exact:
		s.parts = slices.Delete(s.parts, i, i+1)
	case !p.finder.empty():
		p.finder = clause{}
	default:
		p.texts = nil
	}
	s.shares, s.tested, s.passed = make([]float64, len(s.parts)), 0, 0
}

// byShare returns the places of shares, the least first.
func byShare(shares []float64) []int {
	places := make([]int, len(shares))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(shares[a], shares[b]) })
	return places
}

// readAll lists the customers from whole indexes, or those for whom all parts hold
// from the table itself.
func (s *sieve) readAll(ctx context.Context) error {
	all := clause{sql: inBook}
	var rest []part
	for _, p := range s.parts {
		all = and(all, p.scan)
		if p.texts == nil {
			rest = append(rest, p)
			continue
		}
		list, err := s.db.textSet(ctx, p.texts)
		if err != nil {
			return err
		}
		if s.add(list); !p.texts.exact {
			rest = append(rest, p)
		}
	}
	s.parts, s.shares = rest, make([]float64, len(rest))
	if s.list != nil {
		return nil
	}
	list, err := s.db.set(ctx, clause{sql: "SELECT c.id FROM customers c NOT INDEXED WHERE " + all.sql, args: all.args})
	s.add(list)
	s.parts, s.shares = nil, nil
	return err
}

// add leaves those on the list who are on another one too.
func (s *sieve) add(list idSet) {
	if s.list == nil {
		s.list = list
	} else {
		s.list.intersect(list)
	}
	s.few = s.list.count()
}
