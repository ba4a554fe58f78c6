package store

import (
	"context"
	"slices"

	"kehu/model"
)

// A sieve finds the customers of a broad condition in an order. It follows the
// index of the order, which alone gives the ids, and keeps those for whom all
// parts hold. To test a customer takes a jump into the table, so as soon as few
// of those tested are kept, it lists the customers of the parts that have an
// index beforehand, and tests none that is not on these lists. A million
// customers are a list of 125 kB, made in 0.3 s at most and mostly in a tenth.
type sieve struct {
	db    setReader
	order ordering // of all arms together; nil where that is no matter of columns
	parts []part   // that are still tested
	list  idSet    // who is on all lists; nil for everybody
	few   int      // how many are on the list
	read  int      // ids of the order since there is one
	walks bool     // the arms are at hand

	shares         []float64 // for how many of the last ones tested each part held
	tested, passed int
}

// The first customers are tested one by one: where enough of them are kept, a page
// is full before a list would be made.
const (
	sieveFirst   = 64      // tests before lists are thought of
	sieveEnough  = 0.08    // of those tested
	sieveFree    = 5000    // ids that are listed in no time
	sieveListed  = 28      // ids that are listed in the time of a test
	sieveJump    = 10      // ids that are read in the time in which one is sorted: its customer is read
	sieveFar     = 60_000  // ids that are read for a page of those who stand close together
	sieveSorted  = 8000    // ids that are rather sorted than found farther down
	sieveWhole   = 64      // ids of a whole index that are read in the time of a test
	sieveRows    = 16      // customers whose rows are
	sieveMarked  = 0.02    // of those tested who have a text behind a mark: a page is full before they are listed
	sieveSome    = 400     // tests that show that
	sieveMany    = 4000    // tests that take as long as to list them
	sieveTested  = 16_000  // tests after which the table is read, however long that takes
	sieveHardly  = 0.01    // of those tested
	sieveLargest = 1 << 18 // ids that are read at once
)

// sift reads the ids of a window of a plan with parts.
func (p plan) sift(ctx context.Context, db setReader, offset, limit int) ([]int64, error) {
	s, err := newSieve(ctx, db, p)
	if err != nil {
		return nil, err
	}
	var all []int64
	for _, a := range p.arms {
		ids, isLong, err := s.arm(ctx, a, offset+limit-len(all))
		if isLong && err == nil {
			all, err = s.sort(ctx, offset+limit)
			return all[min(offset, len(all)):], err
		}
		if all = append(all, ids...); err != nil || len(all) == offset+limit {
			return all[min(offset, len(all)):], err
		}
	}
	return all[min(offset, len(all)):], nil
}

// newSieve returns a sieve with the lists that are at hand: whoever is not on them
// need not be tested.
func newSieve(ctx context.Context, db setReader, p plan) (*sieve, error) {
	s := &sieve{db: db, order: p.sorted, walks: db.hasWalks(ctx, p.arms)}
	for _, p := range p.parts {
		s.parts = append(s.parts, p)
		list, exact, err := p.listAtHand(ctx, db)
		if err != nil {
			return nil, err
		}
		if list != nil {
			s.listed(len(s.parts)-1, list, exact)
		}
	}
	s.shares = make([]float64, len(s.parts))
	return s, nil
}

// isLong reports whether it takes less to sort those on the list than to go along the
// order until there are as many as wanted: they are few, or so much of the order was
// read that they stand together far down, as customers of a country in the order of
// countries.
func (s *sieve) isLong(want int) bool {
	if s.order == nil || s.list == nil || s.walks {
		return false
	}
	way := want * int(s.db.last) / max(s.few, 1)
	return s.few*sieveJump <= way || s.few <= sieveSorted && s.read > sieveFar
}

// sort returns the first of those on the list for whom all parts hold.
func (s *sieve) sort(ctx context.Context, want int) ([]int64, error) {
	order := s.order.clause()
	ids, err := listIDs(ctx, s.db, clause{sql: "SELECT c.id FROM customers c WHERE c.id IN (" + idText(s.list.ids()) + ") AND +c.state = 0 ORDER BY " +
		order.sql + " LIMIT -1", args: order.args}) // a limit, or SQLite would leave out the order of a subquery
	if err != nil {
		return nil, err
	}
	kept, err := s.keep(ctx, ids, want)
	return kept[:min(want, len(kept))], err
}

// arm returns up to want ids of an arm for which all parts hold. It gives up when it
// is a long way to them.
func (s *sieve) arm(ctx context.Context, a arm, want int) (all []int64, isLong bool, err error) {
	if ids, ok, err := s.direct(ctx, a, want); ok || err != nil {
		return ids, false, err
	}
	for size, offset := s.next(0, want), 0; !s.isLong(want - len(all)); {
		ids, err := s.db.walk(ctx, a, offset, size)
		if err != nil {
			return nil, false, err
		}
		kept, err := s.keep(ctx, ids, want-len(all))
		if err != nil {
			return nil, false, err
		}
		all = append(all, kept...)
		if s.list != nil {
			s.read += len(ids)
		}
		if len(all) >= want || len(ids) < size {
			return all[:min(want, len(all))], false, nil
		}
		if err := s.consider(ctx); err != nil {
			return nil, false, err
		}
		if ids, ok, err := s.direct(ctx, a, want); ok || err != nil {
			return ids, false, err
		}
		offset, size = offset+size, s.next(size, want-len(all))
	}
	return nil, true, nil
}

// direct returns up to want ids of an arm of words from the lists alone. It reports
// false where it takes less to read on, until there are enough.
func (s *sieve) direct(ctx context.Context, a arm, want int) (ids []int64, ok bool, err error) {
	if s.list == nil || a.match == "" || a.cut {
		return nil, false, nil
	}
	set, err := s.db.among(ctx, s.list, a.match)
	if err != nil {
		return nil, false, err
	}
	const most = 50_000 // FTS5 soon comes upon enough of more
	if set.count() > most {
		return nil, false, nil
	}
	ids, err = s.db.byRank(ctx, a.match, set)
	if !a.order[0].desc {
		slices.Reverse(ids)
	}
	if err == nil {
		ids, err = s.keep(ctx, ids, want)
	}
	return ids[:min(want, len(ids))], true, err
}

// next returns how many ids to read next: more and more, and with a list as many as
// may hold those who are wanted, and a half more.
func (s *sieve) next(size, want int) int {
	if s.list == nil {
		return max(2*size, sieveFirst)
	}
	likely := 3 * want * int(s.db.last) / (2 * max(s.few, 1))
	return min(max(2*size, likely, sieveFirst), sieveLargest)
}

// keep returns the ids that are on all lists and for which the other parts hold,
// and stops when there are enough.
func (s *sieve) keep(ctx context.Context, ids []int64, want int) ([]int64, error) {
	if s.list != nil {
		ids = slices.DeleteFunc(ids, func(id int64) bool { return !s.list.has(id) })
	}
	if len(s.parts) == 0 {
		return ids, nil
	}
	var all []int64
	for some := range slices.Chunk(ids, 4*sieveFirst) {
		kept, err := s.test(ctx, some)
		s.tested, s.passed = s.tested+len(some), s.passed+len(kept)
		if all = append(all, kept...); err != nil || len(all) >= want {
			return all, err
		}
	}
	return all, nil
}

// test returns the ids for which all parts hold, and counts for how many each
// part does: lists are worth making of those that hold for few.
func (s *sieve) test(ctx context.Context, ids []int64) ([]int64, error) {
	text, args := "SELECT c.id", []any{}
	for _, p := range s.parts {
		text, args = text+", coalesce("+p.test.sql+", 0)", append(args, p.test.args...)
	}
	list := idClause("customers", ids)
	rows, err := s.db.QueryContext(ctx, text+" FROM customers c WHERE c.id IN ("+list.sql+")", append(args, list.args...)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var id int64
	s.shares = make([]float64, len(s.parts))
	holds, into := make([]bool, len(s.parts)), []any{&id}
	for i := range holds {
		into = append(into, &holds[i])
	}
	var passed idSet
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		if !slices.Contains(holds, false) {
			passed.add(id)
		}
		for i, yes := range holds {
			if yes {
				s.shares[i] += 1 / float64(len(ids))
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return !passed.has(id) }), rows.Err()
}

// summariesOf reads customers by their ids, in the order of these.
func (p plan) summariesOf(ctx context.Context, db setReader, offset, limit int) ([]model.Summary, error) {
	ids, err := p.sift(ctx, db, offset, limit)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return inOrder(ctx, db, ids)
}
