package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kehu/store/fts5"
)

// A setReader reads rows, and sets of customers: those of the same version of the
// book are at hand.
type setReader struct {
	queryer
	store   *Store
	version int64
	last    int64 // the greatest id
	toEnd   bool  // what is read is read to its end

	words map[int64][]string // of the customers that were looked at, see indexReader.look
}

// sets returns a reader of the book as it is now. Whatever changes customers is a
// change set, so that the newest one tells versions apart.
func (s *Store) sets(ctx context.Context) (setReader, error) {
	r := setReader{queryer: s.reader, store: s, words: map[int64][]string{}}
	err := s.reader.QueryRowContext(ctx, "SELECT "+newestSet+", coalesce((SELECT max(id) FROM customers), 0)").Scan(&r.version, &r.last)
	return r, err
}

const newestSet = "coalesce((SELECT max(id) FROM change_sets), 0)"

// versionOf returns the version of the book that a transaction sees.
func versionOf(ctx context.Context, db queryer) (version int64, err error) {
	err = db.QueryRowContext(ctx, "SELECT "+newestSet).Scan(&version)
	return version, err
}

// set returns the set of the ids that a statement gives; it is the caller's.
func (r setReader) set(ctx context.Context, statement clause) (idSet, error) {
	return r.keptSet(nameOf(statement), func() (idSet, error) { return r.read(ctx, statement) })
}

// allBut returns the set of all ids up to the greatest but for those that a statement
// gives.
func (r setReader) allBut(ctx context.Context, statement clause) (idSet, error) {
	others, err := r.set(ctx, statement)
	all := allUpTo(r.last)
	all.subtract(others)
	return all, err
}

// keptSet returns the set of a name, which is read where it is not at hand; it is
// the caller's.
func (r setReader) keptSet(name string, read func() (idSet, error)) (idSet, error) {
	if set, ok := r.store.caches.sets.get(r.version, name); ok {
		return slices.Clone(set), nil
	}
	set, err := read()
	if err == nil {
		r.store.caches.sets.put(r.version, name, slices.Clone(set))
	}
	return set, err
}

// isAtHand reports whether the set of a statement takes some milliseconds at most: it is
// kept, or what is in memory of the whole book has it.
func (r setReader) isAtHand(ctx context.Context, statement clause) bool {
	if _, ok := r.store.caches.sets.get(r.version, nameOf(statement)); ok {
		return true
	}
	return !slices.ContainsFunc(statement.united(), func(one clause) bool { return !r.isInMemory(ctx, one) })
}

// isInMemory is isAtHand for one statement that was not read yet.
func (r setReader) isInMemory(ctx context.Context, one clause) (is bool) {
	texts := &r.store.caches.texts
	switch {
	case one.few:
		return true
	case isWords(one):
		is, _ = r.findsFew(ctx, one.args[0].(string))
	case one.among != nil:
		_, is, _ = current(ctx, r, texts, one.among.points)
	case one.begins != "":
		_, is, _ = current(ctx, r, texts, numberSource().field)
	default:
		_, is, _ = current(ctx, r, &r.store.caches.walks, one.along.index)
	}
	return is
}

func nameOf(statement clause) string { return fmt.Sprint(statement.sql, statement.args) }

// read reads the set of all that a statement unites.
func (r setReader) read(ctx context.Context, statement clause) (idSet, error) {
	all := make(idSet, 1)
	for _, one := range statement.united() {
		set, err := r.readOne(ctx, one)
		if err != nil {
			return nil, err
		}
		all.unite(set)
	}
	return all, nil
}

// readOne reads a set: from the pages of the search index where they have it.
func (r setReader) readOne(ctx context.Context, statement clause) (idSet, error) {
	if isWords(statement) {
		set, err := r.wordSet(ctx, statement.args[0].(string))
		if !errors.Is(err, fts5.ErrFormat) {
			return set, err
		}
	}
	switch {
	case statement.along.some:
		if set, ok, err := r.between(ctx, statement); ok || err != nil {
			return set, err
		}
	case statement.along.index != "":
		w, err := r.indexWalk(ctx, statement.along.index)
		return w.set(statement.along), err
	case statement.among != nil:
		return r.owners(ctx, *statement.among)
	case statement.begins != "":
		if set, ok, err := r.beginning(ctx, statement.begins); ok || err != nil {
			return set, err
		}
	}
	set := make(idSet, 1)
	ids, err := listIDs(ctx, r, statement)
	for _, id := range ids {
		set.add(id)
	}
	return set, err
}
