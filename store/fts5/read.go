package fts5

import (
	"bytes"
	"encoding/binary"
	"errors"
	"unicode/utf8"

	"kehu/store/varint"
)

// Lists of matches are read from the pages of an index at ten nanoseconds for
// each rowid; through a statement it is a microsecond. The index is one for
// detail=none and contentless_delete=1: a list is nothing but rowids, and those of
// deleted rows are noted apart, on the tombstone pages of a segment.

// Stored is a segment in an index.
type Stored struct {
	ID          int64
	first, last int64 // leaves
	tombstones  int64 // pages
}

// Segments returns the segments of the list.
func (l *List) Segments() []Stored {
	var all []Stored
	for _, level := range l.levels {
		for _, s := range level.segments {
			all = append(all, Stored{s[segmentID], s[firstPage], s[lastPage], s[tombstonePages]})
		}
	}
	return all
}

// Pages are the tables of an index. Rows are those of the table "data".
type Pages interface {
	// Leaf returns the column pgno of that row of the table "idx" with the greatest
	// term that is not greater, 0 for none.
	Leaf(segment int64, term []byte) (page int64, err error)
	// Next returns the column pgno of the row after that one, 0 for none.
	Next(segment int64, term []byte) (page int64, err error)
	// Blocks calls each with the blocks of rows, in their order, until it reports
	// false or an error. The block is good until then.
	Blocks(from, to int64, each func(block []byte) (more bool, err error)) error
}

// ErrFormat says that the index has something that is not read here; FTS5 itself
// reads it.
var ErrFormat = errors.New("search index: a page of another format")

// Find calls each with the rowids in a segment of the documents with a term, or
// with one that begins with it; those of deleted documents are among them, and
// some may come twice. prefixes are as for Build.
func (s Stored) Find(p Pages, term string, isPrefix bool, prefixes int, each func(rowid int64)) error {
	key, whole := keyOf(term, isPrefix, prefixes)
	page, err := p.Leaf(s.ID, key)
	if err != nil {
		return err
	}
	f := finder{key: key, whole: whole, each: each}
	from := max(page>>1, s.first, 1)
	return p.Blocks(s.ID<<37|from, s.ID<<37|s.last, f.leaf)
}

// FindAll is Find for all wanted terms that begin with a text. The term is good until
// wanted returns.
func (s Stored) FindAll(p Pages, begin string, wanted func(term []byte) bool, each func(rowid int64)) error {
	key := append([]byte{'0'}, begin...)
	page, err := p.Leaf(s.ID, key)
	if err != nil {
		return err
	}
	f := finder{key: key, wanted: wanted, each: each}
	return p.Blocks(s.ID<<37|max(page>>1, s.first, 1), s.ID<<37|s.last, f.leaf)
}

// Words calls each with every term in a segment and the rowids of the documents that
// have it, those of deleted documents among them. The term is good until then.
func (s Stored) Words(p Pages, each func(term []byte, rowid int64)) error {
	f := finder{key: []byte{'0'}}
	f.each = func(rowid int64) { each(f.term[1:], rowid) }
	return p.Blocks(s.ID<<37|s.first, s.ID<<37|s.last, f.leaf)
}

// keyOf returns the key of a term in the index that has it, and whether it is there
// as a whole.
func keyOf(term string, isPrefix bool, prefixes int) (key []byte, whole bool) {
	key = append([]byte{'0'}, term...)
	if n := utf8.RuneCountInString(term); isPrefix && n <= prefixes {
		key[0] = byte('0' + n)
		return key, true
	}
	return key, !isPrefix
}

// idsOnALeaf is how many rowids stand on a leaf where a list fills it.
const idsOnALeaf = 700

// Guess returns how many rowids Find may give: the leaves to the next one in which
// a term begins.
func (s Stored) Guess(p Pages, term string, isPrefix bool, prefixes int) (int, error) {
	key, _ := keyOf(term, isPrefix, prefixes)
	page, err := p.Leaf(s.ID, key)
	if err != nil {
		return 0, err
	}
	next, err := p.Next(s.ID, key)
	return int(max(next>>1-page>>1, 1)) * idsOnALeaf, err
}

// A finder reads the lists of one term, or of all that begin with it, leaf by leaf.
type finder struct {
	key    []byte
	whole  bool                   // the term is the key, and not only its begin
	wanted func(term []byte) bool // of those that begin with the key; nil for all
	each   func(int64)
	inside bool   // the list may go on over the end of a leaf
	term   []byte // the one before in the leaf
}

// leaf reads a leaf; it reports whether the next one may be of interest.
func (f *finder) leaf(leaf []byte) (bool, error) {
	if len(leaf) < leafHead {
		return false, ErrFormat
	}
	first, end := int(binary.BigEndian.Uint16(leaf)), int(binary.BigEndian.Uint16(leaf[2:]))
	if end < leafHead || end > len(leaf) {
		return false, ErrFormat
	}
	starts, ok := starts(leaf[end:], end)
	if !ok {
		return false, ErrFormat
	}
	if f.inside {
		f.inside = first == leafHead
		begin := end
		if len(starts) > 0 {
			begin = starts[0]
		}
		if f.inside && !f.rowids(leaf[leafHead:begin]) {
			return false, ErrFormat
		}
		if f.inside = f.inside && len(starts) == 0; f.inside || f.whole {
			return f.inside, nil
		}
	}
	f.term = f.term[:0]
	return f.terms(leaf[:end], starts)
}

// starts returns where the terms of a leaf begin, one behind the other between
// its head and its end; false where it says anything else.
func starts(footer []byte, end int) (all []int, ok bool) {
	at := 0
	for _, distance := range varints(footer) {
		if distance <= 0 || distance > int64(end) {
			return nil, false
		}
		at += int(distance)
		all = append(all, at)
	}
	return all, len(all) == 0 || all[0] >= leafHead && at <= end
}

// terms reads the terms of a leaf, and the lists of those that are sought. It
// reports whether the next leaf may have more.
func (f *finder) terms(leaf []byte, starts []int) (bool, error) {
	for i, at := range starts {
		end := len(leaf)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		rest, ok := f.next(leaf[at:end], i > 0)
		if !ok {
			return false, ErrFormat
		}
		switch order := bytes.Compare(f.begin(), f.key); {
		case order > 0:
			return false, nil
		case order < 0, f.wanted != nil && !f.wanted(f.term[1:]):
		case !f.rowids(rest):
			return false, ErrFormat
		case i == len(starts)-1:
			f.inside = true
			return true, nil
		case f.whole:
			return false, nil
		}
	}
	return !f.whole || len(starts) == 0, nil
}

// next reads a term, which shares a begin with the one before it, and returns
// what follows on it.
func (f *finder) next(b []byte, shares bool) (rest []byte, ok bool) {
	var kept int64
	if shares {
		n := 0
		kept, n = varint.Read(b)
		b = b[n:]
	}
	added, n := varint.Read(b)
	if b = b[n:]; kept > int64(len(f.term)) || added > int64(len(b)) || kept < 0 || added < 0 {
		return nil, false
	}
	f.term = append(f.term[:kept], b[:added]...)
	return b[added:], true
}

// begin returns what of a term is compared with the key.
func (f *finder) begin() []byte {
	if f.whole || len(f.term) < len(f.key) {
		return f.term
	}
	return f.term[:len(f.key)]
}

// rowids reads a list or what a leaf has of it. The first number on a leaf is a
// rowid, the others are distances; a distance of 0 would be a mark of a deletion.
func (f *finder) rowids(b []byte) bool {
	last := int64(0)
	for first := true; len(b) > 0; first = false {
		n := int64(0)
		i := 0
		for ; i < len(b) && b[i] >= 0x80; i++ {
			n = n<<7 | int64(b[i]&0x7f)
		}
		if i == len(b) || i > 7 {
			return false
		}
		n = n<<7 | int64(b[i])
		b = b[i+1:]
		if n == 0 && !first {
			return false
		}
		last += n
		f.each(last)
	}
	return true
}

// Deleted calls each with the rowids of a segment's documents that were deleted.
func (s Stored) Deleted(p Pages, each func(rowid int64)) error {
	if s.tombstones == 0 {
		return nil
	}
	row := (s.ID + 1<<16) << 37
	return p.Blocks(row, row+s.tombstones-1, func(page []byte) (bool, error) {
		return true, readTombstones(page, each)
	})
}

// readTombstones reads a tombstone page: a hash table of rowids behind a head of eight
// bytes, of which the first is the size of a rowid and the second says whether 0 is
// one. See "fts5TombstoneArrayDelete" and its neighbours in fts5_index.c.
func readTombstones(page []byte, each func(rowid int64)) error {
	const head = 8
	if len(page) < head || page[0] != 4 && page[0] != 8 {
		return ErrFormat
	}
	for slots := page[head:]; len(slots) >= int(page[0]); slots = slots[page[0]:] {
		n := int64(binary.BigEndian.Uint32(slots))
		if page[0] == 8 {
			n = int64(binary.BigEndian.Uint64(slots))
		}
		if n != 0 {
			each(n)
		}
	}
	return nil
}
