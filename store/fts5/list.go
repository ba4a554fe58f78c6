package fts5

import (
	"fmt"
	"slices"

	"kehu/store/varint"
)

// Rows of the table "data" that are no pages.
const (
	TotalsRow = 1
	ListRow   = 10
)

// A List is FTS5's "structure record": the segments of the index by levels,
// youngest level first.
type List struct {
	head    []byte // cookie and version
	counter int64
	levels  []level
}

type level struct {
	merging  int64 // segments that a merge under way reads
	segments [][segmentFields]int64
}

// The fields of a segment in the list.
const (
	segmentID = iota
	firstPage
	lastPage
	firstOrigin
	lastOrigin
	tombstonePages
	tombstones
	documentCount
	segmentFields
)

// headSize is the length of the cookie and the version in a list.
const headSize = 8

// ParseList reads the row of the table "data" that ListRow names. The error says
// that it is of another version.
func ParseList(block []byte) (*List, error) {
	if len(block) < headSize || string(block[4:headSize]) != "\xff\x00\x00\x01" {
		return nil, fmt.Errorf("search index: segment list %x", block)
	}
	l := &List{head: slices.Clone(block[:headSize])}
	numbers := varints(block[headSize:])
	next := func() (n int64) {
		if len(numbers) > 0 {
			n, numbers = numbers[0], numbers[1:]
		}
		return n
	}
	counted := func() int64 { // of what follows, which is no longer than the block
		return max(0, min(next(), int64(len(numbers))))
	}
	l.levels = make([]level, counted())
	next() // the number of segments follows from the levels
	l.counter = next()
	for i := range l.levels {
		l.levels[i].merging = next()
		l.levels[i].segments = make([][segmentFields]int64, counted())
		for j := range l.levels[i].segments {
			for k := range segmentFields {
				l.levels[i].segments[j][k] = next()
			}
		}
	}
	return l, nil
}

// UnusedID returns the least number that no segment has.
func (l *List) UnusedID() int64 {
	id := int64(1)
	for used := true; used; {
		used = false
		for _, level := range l.levels {
			for _, s := range level.segments {
				if s[segmentID] == id {
					used, id = true, id+1
				}
			}
		}
	}
	return id
}

// bulkLevel is where segments of bulk writes go, unless FTS5 is just merging a level
// below: what is written one by one goes to level 0.
const bulkLevel = 2

// Append adds a segment to the list and returns its origin, by which deletions
// find it.
//
// FTS5 takes the segments of a level to be in the order in which they were made, and
// to be younger than those of the levels above: what it merges gets the origins from
// the first one's to the last one's. So what is below the new segment moves up before it.
func (l *List) Append(id, pages, documents int64) (origin int64) {
	for len(l.levels) <= bulkLevel {
		l.levels = append(l.levels, level{})
	}
	at := 0
	for at < bulkLevel && l.levels[at].merging == 0 {
		at++
	}
	into := &l.levels[at].segments
	for i := at - 1; i >= 0; i-- {
		*into = append(*into, l.levels[i].segments...)
		l.levels[i].segments = nil
	}
	origin = l.lastOrigin() + 1
	*into = append(*into, [segmentFields]int64{segmentID: id, firstPage: 1, lastPage: pages,
		firstOrigin: origin, lastOrigin: origin, documentCount: documents})
	return origin
}

// Replace puts one segment in the place of all, which has their documents but for
// those that were deleted.
func (l *List) Replace(id, pages int64) {
	merged := [segmentFields]int64{segmentID: id, firstPage: 1, lastPage: pages}
	for i := range l.levels {
		for _, s := range l.levels[i].segments {
			if merged[documentCount] += s[documentCount] - s[tombstones]; merged[firstOrigin] == 0 || s[firstOrigin] < merged[firstOrigin] {
				merged[firstOrigin] = s[firstOrigin]
			}
			merged[lastOrigin] = max(merged[lastOrigin], s[lastOrigin])
		}
		l.levels[i] = level{}
	}
	last := &l.levels[len(l.levels)-1]
	last.segments = append(last.segments, merged)
}

func (l *List) lastOrigin() (last int64) {
	for _, level := range l.levels {
		for _, s := range level.segments {
			last = max(last, s[lastOrigin])
		}
	}
	return last
}

// Count returns how many segments the index has.
func (l *List) Count() (n int) {
	for _, level := range l.levels {
		n += len(level.segments)
	}
	return n
}

// Encode returns the row as FTS5 reads it.
func (l *List) Encode() []byte {
	b := slices.Clone(l.head)
	for _, n := range []int64{int64(len(l.levels)), int64(l.Count()), l.counter} {
		b = varint.Append(b, n)
	}
	for _, level := range l.levels {
		b = varint.Append(varint.Append(b, level.merging), int64(len(level.segments)))
		for _, s := range level.segments {
			for _, n := range s {
				b = varint.Append(b, n)
			}
		}
	}
	return b
}
