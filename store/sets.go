package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"kehu/store/fts5"
)

// A keptSets has the sets of customers that were listed last. While a person types
// on, pages on, or sees the count arrive, the same conditions are asked for again
// and again, and to list a million customers takes a tenth of a second.
type keptSets struct {
	mu      sync.Mutex
	version int64 // of the book they are from
	sets    map[string]idSet
	newest  []string // what the sets are of, the oldest first
	size    int      // words of all sets
}

// mostKept bounds the memory of the sets that are kept: 4 MB, which are 32 sets of
// a million customers.
const mostKept = 4 << 20 / 8

// get returns a copy of a set, if it is there and of that version of the book.
func (k *keptSets) get(version int64, of string) (idSet, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	set, ok := k.sets[of]
	if !ok || k.version != version {
		return nil, false
	}
	return slices.Clone(set), true
}

// put keeps a copy of a set, and forgets those of other versions and the oldest.
func (k *keptSets) put(version int64, of string, set idSet) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.version != version || k.sets == nil {
		k.version, k.sets, k.newest, k.size = version, map[string]idSet{}, nil, 0
	}
	if _, there := k.sets[of]; there || len(set) > mostKept {
		return
	}
	k.sets[of], k.newest, k.size = slices.Clone(set), append(k.newest, of), k.size+len(set)
	for k.size > mostKept {
		k.size -= len(k.sets[k.newest[0]])
		delete(k.sets, k.newest[0])
		k.newest = k.newest[1:]
	}
}

// A setReader reads rows, and sets of customers: those of the same version of the
// book are at hand.
type setReader struct {
	queryer
	store   *Store
	version int64
}

// sets returns a reader of the book as it is now. Whatever changes customers is a
// change set, so that the newest one tells versions apart.
func (s *Store) sets(ctx context.Context) (setReader, error) {
	r := setReader{queryer: s.reader, store: s}
	err := s.reader.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM change_sets").Scan(&r.version)
	return r, err
}

// set returns the set of the ids that a statement gives; it is the caller's.
func (r setReader) set(ctx context.Context, statement clause) (idSet, error) {
	name := nameOf(statement)
	if set, ok := r.store.kept.get(r.version, name); ok {
		return set, nil
	}
	set, err := r.read(ctx, statement)
	if err == nil {
		r.store.kept.put(r.version, name, set)
	}
	return set, err
}

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
	set := make(idSet, 1)
	ids, err := listIDs(ctx, r, statement)
	for _, id := range ids {
		set.add(id)
	}
	return set, err
}

// atHand returns the set of a statement if it need not be read.
func (r setReader) atHand(statement clause) (idSet, bool) {
	return r.store.kept.get(r.version, nameOf(statement))
}

func nameOf(statement clause) string { return fmt.Sprint(statement.sql, statement.args) }
