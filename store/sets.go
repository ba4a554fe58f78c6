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

// atHand returns the set of a statement if it takes some milliseconds at most: it is kept,
// or what is in memory of the whole book has it. It is the caller's.
func (r setReader) atHand(ctx context.Context, statement clause) (idSet, bool, error) {
	if set, ok := r.store.caches.sets.get(r.version, nameOf(statement)); ok {
		return slices.Clone(set), true, nil
	}
	all := make(idSet, 1)
	for _, one := range statement.united() {
		if one.memory == nil {
			return nil, false, nil
		}
		set, ok, err := one.memory(ctx, r)
		if !ok || err != nil {
			return nil, false, err
		}
		all.unite(set)
	}
	r.store.caches.sets.put(r.version, nameOf(statement), slices.Clone(all))
	return all, true, nil
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
	if statement.memory != nil {
		if set, ok, err := statement.memory(ctx, r); ok || err != nil {
			return set, err
		}
	}
	if statement.whole != nil {
		return statement.whole(ctx, r)
	}
	return r.listed(ctx, statement)
}

// listed returns the set of the ids that SQLite lists.
func (r setReader) listed(ctx context.Context, statement clause) (idSet, error) {
	set := make(idSet, 1)
	ids, err := listIDs(ctx, r, statement)
	for _, id := range ids {
		set.add(id)
	}
	return set, err
}
