package store

import (
	"context"
	"strconv"
	"strings"

	"kehu/query"
)

// Count counts what a query finds. With a limit it stops there and reports false
// when there may be more.
func (b *Book) Count(ctx context.Context, q query.Query, limit int) (n int, exact bool, err error) {
	f, err := b.filter(ctx, q)
	if err != nil {
		return 0, false, b.store.explain(err)
	}
	if n, err = b.store.count(ctx, f, limit); err != nil {
		return 0, false, b.store.explain(err)
	}
	if limit > 0 && n > limit {
		return limit, false, nil
	}
	return n, true, nil
}

// count counts the customers of a filter; with a limit it may stop behind it.
func (s *Store) count(ctx context.Context, f filter, limit int) (n int, err error) {
	switch {
	case len(f.parts) == 0 || f.words != "" && len(f.parts) == 1:
		return s.countAll(ctx, f, limit)
	case limit > 0:
		return s.countUpTo(ctx, f, limit)
	}
	if from, ok := f.parts[0].rows(); ok && len(f.parts) == 1 {
		err := s.reader.QueryRowContext(ctx, "SELECT count(*) "+from.sql, from.args...).Scan(&n)
		return n, err
	}
	return s.countSets(ctx, f)
}

// countUpTo counts as a list is read.
func (s *Store) countUpTo(ctx context.Context, f filter, limit int) (int, error) {
	db, err := s.sets(ctx)
	if err != nil {
		return 0, err
	}
	p, err := db.plan(ctx, f, []key{rankKey})
	if err != nil || len(p.parts) == 0 {
		n, countErr := p.count(ctx, s.reader)
		return n, firstError(err, countErr)
	}
	ids, err := p.sift(ctx, db, 0, limit+1)
	return len(ids), err
}

// rows returns the rows that a part's finder selects from, if they are one for each
// customer for whom it holds: they need no set to be counted.
func (p part) rows() (from clause, ok bool) {
	sql, ok := strings.CutPrefix(p.finder.sql, eachCustomer)
	return clause{sql: sql, args: p.finder.args}, ok && p.exact && p.finder.of == nil
}

// countAll counts what one index has whole.
func (s *Store) countAll(ctx context.Context, f filter, limit int) (n int, err error) {
	if f.words != "" && limit == 0 {
		return s.countWords(ctx, f.words)
	}
	a := arm{from: "customers c", where: clause{sql: f.state}}
	if len(f.parts) > 0 {
		a = arm{from: "customer_search", where: clause{sql: "customer_search MATCH ?", args: []any{expression(f.words, "")}}}
	}
	if limit > 0 {
		a.where.sql += " LIMIT " + strconv.Itoa(limit+1)
	}
	return a.count(ctx, s.reader)
}

func (s *Store) countWords(ctx context.Context, words string) (int, error) {
	db, err := s.sets(ctx)
	if err != nil {
		return 0, err
	}
	set, err := db.set(ctx, wordFinder(expression(words, "")))
	return set.count(), err
}

// count counts the customers of all arms of a plan without parts.
func (p plan) count(ctx context.Context, db queryer) (all int, err error) {
	for _, a := range p.arms {
		n, err := a.count(ctx, db)
		if all += n; err != nil {
			return 0, err
		}
	}
	return all, nil
}

// count counts the customers of an arm.
func (a arm) count(ctx context.Context, db queryer) (n int, err error) {
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM "+a.from+" WHERE "+a.where.sql+")", a.where.args...).Scan(&n)
	return n, err
}

// countSets counts the customers that are on the lists of all parts; where a part
// has none, those that are left are tested if they are not too many.
func (s *Store) countSets(ctx context.Context, f filter) (int, error) {
	db, err := s.sets(ctx)
	if err != nil {
		return 0, err
	}
	var found, others idSet // found is nil for everybody
	var rest []part
	for _, p := range f.parts {
		list, exact, err := p.list(ctx, db)
		if !exact {
			rest = append(rest, p)
		}
		switch {
		case err != nil:
			return 0, err
		case list == nil:
		case !p.others.empty():
			others.unite(list)
		case found == nil:
			found = list
		default:
			found.intersect(list)
		}
	}
	switch {
	case len(rest) > 0 && (found == nil || found.count() > fewTests):
		return s.countScanned(ctx, f)
	case found == nil:
		if err := s.removeGone(ctx, others); err != nil {
			return 0, err
		}
		all, err := s.countAll(ctx, filter{state: f.state}, 0)
		return all - others.count(), err
	}
	found.subtract(others)
	if err := s.removeGone(ctx, found); err != nil || len(rest) == 0 {
		return found.count(), err
	}
	ids, err := (&sieve{db: db, parts: rest}).keep(ctx, found.ids(), found.count()+1)
	return len(ids), err
}

// fewTests is up to how many customers are sooner tested than everybody is looked at.
const fewTests = 20_000

// list lists the customers for whom a part holds, or the others; nil where neither
// is known. It reports whether there are no others on the list.
func (p part) list(ctx context.Context, db setReader) (list idSet, exact bool, err error) {
	if !p.finder.empty() {
		list, err = db.set(ctx, p.finder)
		if p.texts == nil || list.count() <= fewTests || err != nil {
			return list, p.exact, err
		}
	}
	switch {
	case !p.others.empty():
		list, err = db.set(ctx, p.others)
		return list, true, err
	case p.texts != nil:
		list, err = db.textSet(ctx, p.texts)
		return list, p.texts.exact, err
	}
	return nil, false, nil
}

// removeGone takes out those that are not in the book.
func (s *Store) removeGone(ctx context.Context, set idSet) error {
	gone, err := listIDs(ctx, s.reader, clause{sql: "SELECT id FROM customers INDEXED BY customers_gone WHERE state <> 0"})
	for _, id := range gone {
		set.remove(id)
	}
	return err
}

// countScanned looks at every customer, in the order of the file: by any index
// every row would be a jump.
func (s *Store) countScanned(ctx context.Context, f filter) (int, error) {
	return arm{from: "customers c NOT INDEXED", where: and(clause{sql: f.state}, f.scan())}.count(ctx, s.reader)
}
