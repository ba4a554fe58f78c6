package store

import (
	"slices"
	"strings"

	"kehu/store/fts5"
)

// Most lines that a person types on name somebody: a name, a company or a mail address
// with a word that few have and others that half the book has. To read the lists
// of those takes ten milliseconds and more in a book of a million; the few
// themselves are read in two.

// look returns those of some customers whose words all expressions hold for.
func (x *indexReader) look(ids []int64, all []*fts5.Expression) (idSet, error) {
	if err := x.readWords(ids); err != nil {
		return nil, err
	}
	set := make(idSet, 1)
	for _, id := range ids {
		fails := func(e *fts5.Expression) bool { return !e.Holds(x.sets.words[id]) }
		if !slices.ContainsFunc(all, fails) {
			set.add(id)
		}
	}
	return set, nil
}

// readWords reads the search words of those customers that were not looked at yet.
func (x *indexReader) readWords(ids []int64) error {
	missing := slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return x.sets.words[id] != nil })
	if len(missing) == 0 {
		return nil
	}
	found, err := x.sets.store.customers().find(x.ctx, x.db, "id IN ("+idText(missing)+")")
	if err != nil {
		return err
	}
	all, err := findables(x.ctx, x.db, found)
	cut := newCutter()
	for _, c := range all {
		words := strings.Fields(string(cut.customer(c)))
		slices.Sort(words)
		x.sets.words[c.ID] = words
	}
	return err
}
