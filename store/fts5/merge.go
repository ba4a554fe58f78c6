package fts5

import (
	"bytes"
	"container/heap"
	"encoding/binary"
	"slices"

	"kehu/store/varint"
)

// A Source is a segment that is merged.
type Source struct {
	Stored
	Gone map[int64]bool // the rowids of its documents that were deleted
}

// Leaves returns some leaves of a segment, from one number to another.
type Leaves func(segment, from, to int64) (leaves [][]byte, err error)

// readAtOnce is how many leaves of each segment are in memory while it is merged.
const readAtOnce = 16

// Merge makes one segment of many, which holds all their documents but for those that
// are gone. Its blocks are given to write, in turn, and are not in the result. FTS5
// takes twice as long for the same, and the writer's goroutine.
func Merge(from []Source, read Leaves, write func(Block) error) (*Segment, error) {
	m := merging{out: newWriter()}
	m.out.sink = func(b Block) { m.err = firstOf(m.err, write(b)) }
	for _, s := range from {
		c := &cursor{Source: s, read: read, page: max(s.first, 1)}
		if err := c.next(); err != nil {
			return nil, err
		}
		if !c.done {
			m.cursors = append(m.cursors, c)
		}
	}
	heap.Init(&m.cursors)
	for len(m.cursors) > 0 && m.err == nil {
		m.err = firstOf(m.err, m.term())
	}
	s := m.out.finish()
	return s, m.err
}

// firstOf returns the first of two errors.
func firstOf(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// merging is a merge under way.
type merging struct {
	cursors cursors
	out     *writer
	err     error

	text   []byte
	rowids []int64
	bytes  []byte
}

// term writes the least term that any segment has next, with the documents of all.
func (m *merging) term() error {
	m.text, m.rowids = append(m.text[:0], m.cursors[0].term...), m.rowids[:0]
	for len(m.cursors) > 0 && bytes.Equal(m.cursors[0].term, m.text) {
		c := m.cursors[0]
		m.rowids = append(m.rowids, c.rowids...)
		if err := c.next(); err != nil {
			return err
		}
		if c.done {
			heap.Pop(&m.cursors)
		} else {
			heap.Fix(&m.cursors, 0)
		}
	}
	if len(m.rowids) == 0 {
		return nil
	}
	if !slices.IsSorted(m.rowids) {
		slices.Sort(m.rowids)
	}
	m.bytes = m.bytes[:0]
	last := int64(0)
	for _, rowid := range m.rowids {
		m.bytes, last = varint.Append(m.bytes, rowid-last), rowid
	}
	m.out.add(m.text, m.bytes)
	return nil
}

// A cursor goes through the terms of a segment.
type cursor struct {
	Source
	read Leaves

	leaves [][]byte
	page   int64 // the next to be read

	leaf   []byte // the one in hand, without its footer
	carry  bool   // it begins with the rest of a list
	starts []int  // of its terms
	at     int    // the next of them

	term   []byte
	rowids []int64 // of its documents that are not gone
	done   bool    // there is no term any more
}

// next goes to the next term.
func (c *cursor) next() error {
	for c.at == len(c.starts) {
		if more, err := c.turn(); !more || err != nil {
			c.done = true
			return err
		}
	}
	end := len(c.leaf)
	if c.at+1 < len(c.starts) {
		end = c.starts[c.at+1]
	}
	f := finder{term: c.term, each: c.add}
	rest, ok := f.next(c.leaf[c.starts[c.at]:end], c.at > 0)
	if c.term, c.rowids = f.term, c.rowids[:0]; !ok || !f.rowids(rest) {
		return ErrFormat
	}
	if c.at++; c.at < len(c.starts) {
		return nil
	}
	return c.goOn(&f)
}

// goOn reads what following leaves have of the list in hand.
func (c *cursor) goOn(f *finder) error {
	for {
		more, err := c.turn()
		if !more || err != nil || !c.carry {
			return err
		}
		end := len(c.leaf)
		if len(c.starts) > 0 {
			end = c.starts[0]
		}
		if !f.rowids(c.leaf[leafHead:end]) {
			return ErrFormat
		}
		if len(c.starts) > 0 {
			return nil
		}
	}
}

func (c *cursor) add(rowid int64) {
	if len(c.Gone) == 0 || !c.Gone[rowid] {
		c.rowids = append(c.rowids, rowid)
	}
}

// turn goes to the next leaf; it reports false when there is none.
func (c *cursor) turn() (more bool, err error) {
	if len(c.leaves) == 0 && c.page <= c.last {
		to := min(c.page+readAtOnce-1, c.last)
		if c.leaves, err = c.read(c.ID, c.page, to); err != nil || int64(len(c.leaves)) != to-c.page+1 {
			return false, firstOf(err, ErrFormat)
		}
		c.page = to + 1
	}
	c.starts, c.at = nil, 0
	if len(c.leaves) == 0 {
		return false, nil
	}
	leaf := c.leaves[0]
	c.leaves = c.leaves[1:]
	if len(leaf) < leafHead {
		return false, ErrFormat
	}
	end, ok := int(binary.BigEndian.Uint16(leaf[2:])), false
	if end < leafHead || end > len(leaf) {
		return false, ErrFormat
	}
	c.leaf, c.carry = leaf[:end], int(binary.BigEndian.Uint16(leaf)) == leafHead
	if c.starts, ok = starts(leaf[end:], end); !ok {
		return false, ErrFormat
	}
	return true, nil
}

// cursors are a heap of those with the least terms. Of equal ones that with the least
// rowid goes first: often the lists follow each other, and need not be sorted.
type cursors []*cursor

func (c cursors) Len() int      { return len(c) }
func (c cursors) Swap(i, j int) { c[i], c[j] = c[j], c[i] }
func (c *cursors) Push(x any)   { *c = append(*c, x.(*cursor)) }

func (c cursors) Less(i, j int) bool {
	if order := bytes.Compare(c[i].term, c[j].term); order != 0 {
		return order < 0
	}
	return slices.Compare(c[i].rowids[:min(1, len(c[i].rowids))], c[j].rowids[:min(1, len(c[j].rowids))]) < 0
}

func (c *cursors) Pop() any {
	last := len(*c) - 1
	x := (*c)[last]
	*c = (*c)[:last]
	return x
}
