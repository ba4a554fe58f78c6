package store

import (
	"path/filepath"
	"strconv"
	"testing"

	"kehu/model"
)

// TestKeptSetsFollowWrites counts by sets that are kept, before and after writes
// of this store, of another one on the same file, and their undo.
func TestKeptSetsFollowWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.kehu")
	_, b := openAt(t, path)
	_, other := openAt(t, path)
	q := parse(t, b, "level:vip city:上海")
	want := func(n int) {
		t.Helper()
		for range 2 { // read, then at hand
			if got, _, err := b.Count(t.Context(), q, 0); got != n || err != nil {
				t.Fatalf("%d customers (%v), want %d", got, err, n)
			}
		}
	}
	want(0)
	save(t, b, zhang())
	want(1)
	set := save(t, other, zhang(), zhang())
	want(3)
	must[*model.ChangeSet](t)(other.Undo(t.Context(), set.ID))
	want(1)
}

// TestKeptSetsAreBounded puts in more sets than there is room for.
func TestKeptSetsAreBounded(t *testing.T) {
	const words = 100
	k := kept[idSet]{most: 4 * 8 * words}
	for i := range 10 {
		k.put(1, strconv.Itoa(i), make(idSet, words))
	}
	k.put(1, "9", make(idSet, words)) // again
	k.put(1, "great", make(idSet, 5*words))
	for i := range 10 {
		if _, there := k.get(1, strconv.Itoa(i)); there != (i >= 6) {
			t.Errorf("set %d: kept %v", i, there)
		}
	}
	if k.size != k.most || len(k.newest) != 4 {
		t.Errorf("%d bytes of %d sets", k.size, len(k.newest))
	}
	if _, there := k.get(2, "9"); there {
		t.Error("a set of another version is at hand")
	}
}
