package store

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// A plan finds the customers of a filter in an order: its arms one after the
// other. No customer is in two of them. With parts, the arms give more customers
// than the filter finds, and a sieve tests them.
type plan struct {
	arms   []arm
	parts  []part
	sorted ordering // in which the arms follow each other; nil where that is no matter of columns
}

// An arm is one statement of a plan.
type arm struct {
	from  string
	where clause
	order ordering
	match string // what finds them in the search index, and others where there are bounds; "" for other arms
	cut   bool   // it begins at some row of the list
	one   string // "FROM … WHERE …" of one customer by its id; "" where all rows are read in any case
	along stretch
}

// A stretch is a part of an index that an arm follows in the index's own order, from
// either end: the entries with a value, those without one, or both. Other arms have
// the empty one.
type stretch struct {
	index         string
	filled, blank bool
}

// An ordering is an ORDER BY list.
type ordering []step

// A step is one expression of an ordering.
type step struct {
	expr clause
	desc bool
}

func (o ordering) clause() clause {
	var texts []string
	var args []any
	for _, p := range o {
		text := p.expr.sql
		if p.desc {
			text += " DESC"
		}
		texts, args = append(texts, text), append(args, p.expr.args...)
	}
	return clause{sql: strings.Join(texts, ", "), args: args}
}

// wholePlan is plan for a list that is read to its end: every customer is tested in
// any case, and what is at hand does not matter.
func (r setReader) wholePlan(ctx context.Context, f filter, by []key) (plan, error) {
	r.toEnd = true
	p, err := r.plan(ctx, f, by)
	arms := slices.Clone(p.arms)
	for i := range arms {
		for _, part := range p.parts {
			arms[i].where = and(arms[i].where, part.scan)
		}
	}
	return plan{arms: arms}, err
}

// A part that finds up to narrow customers has them gathered from the table and
// sorted: that takes some milliseconds. One that finds up to listed has its list made
// before the order is followed. All others are broad.
const (
	narrow  = 500
	listed  = 2000
	fewRows = 150 // are read from the table sooner than an order in memory is gone through
)

// plan decides how to find a filter's customers in an order:
//
//   - nothing but words, in the order without a wish: the search index gives
//     them in that order by itself, the best tier first;
//   - a narrow part: its customers are gathered, tested for the rest and sorted, if
//     the order is not in memory;
//   - else the index of the order, or of the words, is followed, and a sieve
//     tests each customer.
func (r setReader) plan(ctx context.Context, f filter, by []key) (plan, error) {
	tiers, ranked := wordArms(f), by[0].isRank()
	if len(tiers) > 0 && ranked && len(untested(f)) == 0 {
		return r.wordPlan(ctx, f, tiers)
	}
	at, n, err := r.store.narrowest(ctx, f.parts)
	if err != nil {
		return plan{}, err
	}
	ordered := by[0].hint != "" && f.state == inBook
	atHand := n > fewRows && f.words == "" && ordered && r.hasWalks(ctx, walkAlong(f, by))
	switch {
	case at >= 0 && !atHand:
		return plan{arms: []arm{gather(f, at, by)}}, nil
	case !ordered:
		return plan{arms: []arm{{from: "customers c", where: and(clause{sql: f.state}, f.scan()), order: sorted(by)}}}, nil
	case len(tiers) > 0 && ranked:
		return plan{arms: tiers, parts: untested(f)}, nil
	}
	return plan{walkAlong(f, by), f.parts, sorted(by)}, nil
}

// wordPlan reads the search index tier by tier. FTS5 goes through the lists of all
// words until there are enough customers; where it may go far, the lists are read
// before and laid over each other.
func (r setReader) wordPlan(ctx context.Context, f filter, tiers []arm) (plan, error) {
	if f.words == "" {
		return plan{arms: tiers}, nil
	}
	quick, err := r.quickWords(ctx, f.words)
	if !quick || err != nil {
		return plan{arms: tiers}, err
	}
	words := f.parts[0]
	words.quick = true
	return plan{arms: tiers, parts: []part{words}}, nil
}

// narrowest returns the part with an index that finds the fewest customers, -1
// when none is narrow, and marks those whose list is made quickly. Counting stops
// at the bound.
func (s *Store) narrowest(ctx context.Context, parts []part) (best, fewest int, err error) {
	best, fewest = -1, narrow+1
	most := strconv.Itoa(listed + 1)
	for i, p := range parts {
		if p.finder.empty() {
			continue
		}
		var n int
		err := s.reader.QueryRowContext(ctx, "SELECT count(*) FROM ("+p.finder.sql+" LIMIT "+most+")", p.finder.args...).Scan(&n)
		if err != nil {
			return -1, 0, err
		}
		if parts[i].quick = n <= listed; n < fewest {
			best, fewest = i, n
		}
	}
	return best, fewest, nil
}

// gather reads the customers of a narrow part, tests them for the others and
// sorts them.
func gather(f filter, at int, by []key) arm {
	finder := f.parts[at].finder
	where := and(clause{sql: "c.id IN (" + finder.sql + ")", args: finder.args}, clause{sql: "+" + f.state})
	for i, p := range f.parts {
		if i != at || !p.exact {
			where = and(where, p.test)
		}
	}
	return arm{from: "customers c", where: where, order: gathered(f, by)}
}

// wordArms read the search index, for free words tier by tier; ranks come out the
// greatest first, from where to where other conditions say something of them.
// There are none when no part is a matter of words.
func wordArms(f filter) []arm {
	at := f.wordsAt()
	if at < 0 {
		return nil
	}
	expressions := []string{f.parts[at].match}
	if f.words != "" {
		expressions = tiers(f.words)
	}
	var bounds clause
	for _, p := range f.parts {
		bounds = and(bounds, p.bounds["c.rank"])
	}
	bounds.sql = strings.ReplaceAll(bounds.sql, "c.rank", "customer_search.rowid")
	arms := make([]arm, len(expressions))
	for i, e := range expressions {
		for _, p := range f.parts {
			e = subtract(e, p.without)
		}
		arms[i] = searchArm(e, bounds)
	}
	return arms
}

// untested returns the parts of which wordArms leave something to be tested.
func untested(f filter) []part {
	at := f.wordsAt()
	var rest []part
	for i, p := range f.parts {
		if i != at && p.without == "" {
			rest = append(rest, p)
		}
	}
	return rest
}

// wordsAt returns the place of the part that wordArms follow, -1 for none.
func (f filter) wordsAt() int {
	return slices.IndexFunc(f.parts, func(p part) bool { return p.match != "" })
}

func searchArm(expression string, bounds clause) arm {
	const from = "customer_search CROSS JOIN customers c ON c.id = " + customerOfRank
	return arm{from: from, where: and(clause{sql: "customer_search MATCH ?", args: []any{expression}}, bounds), match: expression,
		order: ordering{{clause{sql: "customer_search.rowid"}, true}},
		one:   "FROM " + from + " WHERE customer_search.rowid = (SELECT rank FROM customers WHERE id = ?)"}
}

// walkAlong follows the order's own index, from where to where the filter says
// something of its column. Empty values come last in either direction: they are a
// walk of their own. Of two lower bounds SQLite follows the first in the text, so
// that the filter's stands before that of what is not empty.
func walkAlong(f filter, by []key) []arm {
	first := by[0]
	if first.custom != nil {
		return walkCustom(by)
	}
	var bounds clause
	for _, p := range f.parts {
		bounds = and(bounds, p.bounds[first.column])
	}
	all := arm{from: "customers c " + first.hint, order: walked(by), one: "FROM customers c WHERE c.id = ?"}
	if bounds.empty() && len(by) == 1 && f.state == inBook {
		all.along = stretch{index: first.index(), filled: true, blank: !first.hasLast()}
	}
	if !first.hasLast() {
		all.where = and(bounds, clause{sql: f.state})
		return []arm{all}
	}
	full, blank := all, all
	full.where = and(bounds, clause{sql: first.filled()}, clause{sql: f.state})
	blank.where, blank.order = and(bounds, clause{sql: first.empty()}, clause{sql: f.state}), all.order
	if first.least == "" { // they are all alike
		blank.order = all.order[1:]
	}
	blank.along.filled, blank.along.blank = false, true
	return []arm{full, blank}
}

// gathered returns the order of gathered customers; without a wish, those whose
// name the words begin come first.
func gathered(f filter, by []key) ordering {
	if f.words == "" || !by[0].isRank() {
		return sorted(by)
	}
	begins := likePrefix(f.words)
	first := step{clause{sql: `(c.name LIKE ? ESCAPE '\' OR c.sort_key LIKE ? ESCAPE '\')`, args: []any{begins, begins}}, true}
	return append(ordering{first}, sorted(by)...)
}
