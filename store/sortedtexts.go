package store

import (
	"bytes"
	"context"
	"sort"
)

// Columns of texts that are in the order of their values list those with a value, or with
// one that begins so, from memory: tags, and the normal forms of numbers.

// beginning returns the set of those with a number that begins so, if the numbers are at
// hand.
func (r setReader) beginning(ctx context.Context, text string) (idSet, bool, error) {
	numbers, ok, err := current(ctx, r, &r.store.caches.texts, numberSource().field)
	if !ok || err != nil {
		return nil, false, err
	}
	return numbers.beginning(text), true, nil
}

// tagged returns the set of those with one of some tags, if the tags are at hand.
func (r setReader) tagged(ctx context.Context, tags []string) (idSet, bool, error) {
	column, ok, err := current(ctx, r, &r.store.caches.texts, tagSource().field)
	if !ok || err != nil {
		return nil, false, err
	}
	set := make(idSet, 1)
	for _, tag := range tags {
		wanted := lowerASCII(tag)
		set.unite(column.stretch(wanted, func(value []byte) bool { return string(value) == wanted }))
	}
	return set, true, nil
}

// beginning is the set of those who have a value that begins with a text.
func (c *textColumn) beginning(text string) idSet {
	return c.stretch(text, func(value []byte) bool { return bytes.HasPrefix(value, []byte(text)) })
}

// stretch is the set of those who have a value that is meant; the column is in the order
// of its values, and those that are meant stand together from the least of them on.
func (c *textColumn) stretch(least string, isMeant func([]byte) bool) idSet {
	from := sort.Search(c.sorted, func(row int) bool { return string(c.value(row)) >= least })
	to := from + sort.Search(c.sorted-from, func(n int) bool { return !isMeant(c.value(from + n)) })
	set := setOf(c.ids[from:to])
	for row := c.sorted; row < len(c.ids); row++ {
		if isMeant(c.value(row)) {
			set.add(int64(c.ids[row]))
		}
	}
	set.remove(0)
	return set
}

func (c *textColumn) value(row int) []byte {
	begin := uint32(0)
	if row > 0 {
		begin = c.ends[row-1] + 1
	}
	return c.text[begin:c.ends[row]]
}
