package fts5

import (
	"slices"

	"kehu/store/varint"
)

// A Segment is a sorted part of an index, page by page as the tables of FTS5
// hold it: the comments "DATABASE FORMAT" in SQLite's ext/fts5/fts5_index.c
// describe it, and the functions below are named after those there. It is the
// format for detail=none: a list of matches is nothing but rowids.
type Segment struct {
	Pages   int64 // leaves
	Blocks  []Block
	Entries []Entry
}

// A Block is a row of the table "data": a leaf, or a list of skips.
type Block struct {
	row  int64 // without the segment's id
	Data []byte
}

// Rowid is the block's rowid in a segment of an id.
func (b Block) Rowid(segment int64) int64 { return segment<<37 | b.row }

// An Entry is a row of the table "idx": where to look for terms from Term on.
type Entry struct {
	Term []byte
	Page int64 // doubled, with a 1 where the page has a list of skips
}

// A writer fills a segment.
type writer struct {
	Segment
	sink func(Block) // takes the blocks; nil where the segment does

	leaf      []byte // the page being filled, with its head
	footer    []byte // where its terms begin, each as the distance from the one before
	lastStart int    // of a term in the leaf
	lastTerm  []byte
	hasTerm   bool // a term begins in the leaf
	hasRowid  bool // a rowid stands in the leaf, or a term before any

	entry     []byte // least text that is greater than all terms before entryPage
	entryPage int64  // the last leaf in which a term begins

	skips   []byte // first rowids of the leaves that only carry a list on
	skipped int64  // the last of them
	bare    int    // leaves in a row in which no term begins
}

const (
	leafSize  = 4050 // bytes; FTS5's own default
	leafHead  = 4    // two 16-bit numbers: first rowid not behind a term, begin of the footer
	leastBare = 4    // leaves that are worth a list of skips
)

// skipsOf marks the row of a page's list of skips.
const skipsOf = 1 << 36

func newWriter() *writer {
	return &writer{leaf: make([]byte, leafHead, 2*leafSize), hasRowid: true, entryPage: 1}
}

func (w *writer) block(row int64, data []byte) {
	b := Block{row, slices.Clone(data)}
	if w.sink != nil {
		w.sink(b)
		return
	}
	w.Blocks = append(w.Blocks, b)
}

// add appends a term, greater than all before, with the rowids that it finds,
// encoded as the first and then the distances.
func (w *writer) add(term []byte, rowids []byte) {
	w.addTerm(term)
	if len(w.leaf)+len(w.footer)+len(rowids)+1 <= leafSize {
		w.leaf = append(w.leaf, rowids...)
		return
	}
	var rowid int64
	for first := true; len(rowids) > 0; first = false {
		distance, n := varint.Read(rowids)
		rowids, rowid = rowids[n:], rowid+distance
		switch {
		case !w.hasRowid:
			putUint16(w.leaf, len(w.leaf))
			w.hasRowid = true
			w.skip(rowid)
			w.leaf = varint.Append(w.leaf, rowid)
		case first:
			w.leaf = varint.Append(w.leaf, rowid)
		default:
			w.leaf = varint.Append(w.leaf, distance)
		}
		if len(w.leaf)+len(w.footer) >= leafSize {
			w.flushLeaf()
		}
	}
}

func (w *writer) addTerm(term []byte) {
	if len(w.leaf)+len(w.footer)+len(term)+2 >= leafSize && len(w.leaf) > leafHead {
		w.flushLeaf()
	}
	w.footer = varint.Append(w.footer, int64(len(w.leaf)-w.lastStart))
	w.lastStart = len(w.leaf)
	common := 0
	if w.hasTerm {
		common = commonPrefix(w.lastTerm, term)
		w.leaf = varint.Append(w.leaf, int64(common))
	} else if w.Pages > 0 {
		w.newEntry(term)
	}
	w.leaf = varint.Append(w.leaf, int64(len(term)-common))
	w.leaf = append(w.leaf, term[common:]...)
	w.lastTerm = append(w.lastTerm[:0], term...)
	w.hasTerm, w.hasRowid = true, true
}

// newEntry notes that terms from term on stand in this leaf or later.
func (w *writer) newEntry(term []byte) {
	w.flushEntry()
	w.entry = append(w.entry[:0], term[:commonPrefix(w.lastTerm, term)+1]...)
	w.entryPage = w.Pages + 1
}

// flushEntry writes the entry of the last leaf with terms, and the skips of the
// list that its last term began where it is long.
func (w *writer) flushEntry() {
	page := w.entryPage << 1
	if len(w.skips) > 0 && w.bare >= leastBare {
		page |= 1
		w.block(w.entryPage|skipsOf, w.skips)
	}
	w.skips, w.bare = w.skips[:0], 0
	w.Entries = append(w.Entries, Entry{append([]byte{}, w.entry...), page}) // empty, not nil: the column is no NULL
}

// skip notes the first rowid of a leaf that carries a list on.
func (w *writer) skip(rowid int64) {
	if len(w.skips) == 0 {
		w.skips = append(w.skips, 0) // flags: the root, and nothing below
		w.skips = varint.Append(w.skips, w.Pages+1)
		w.skips = varint.Append(w.skips, rowid)
	} else {
		w.skips = varint.Append(w.skips, rowid-w.skipped)
	}
	w.skipped = rowid
}

func (w *writer) flushLeaf() {
	putUint16(w.leaf[2:], len(w.leaf))
	if !w.hasTerm {
		w.bare++
	}
	w.leaf = append(w.leaf, w.footer...)
	w.Pages++
	w.block(w.Pages, w.leaf)
	w.leaf, w.footer = append(w.leaf[:0], 0, 0, 0, 0), w.footer[:0]
	w.lastStart, w.hasTerm, w.hasRowid = 0, false, false
}

// finish writes what is left.
func (w *writer) finish() *Segment {
	if len(w.leaf) > leafHead {
		w.flushLeaf()
	}
	w.flushEntry()
	return &w.Segment
}

func commonPrefix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

func putUint16(b []byte, n int) { b[0], b[1] = byte(n>>8), byte(n) }
