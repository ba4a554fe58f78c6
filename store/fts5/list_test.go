package fts5

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// Segments of bulk writes and those that FTS5 makes and merges stand in one list:
// whatever it merges, a segment's range of origins has those of all the segments
// that went into it, by which deletions find their documents.
func TestOriginsStayInOrder(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		l := &List{head: []byte("\x00\x00\x00\x01\xff\x00\x00\x01")}
		inside := map[int64][]int64{} // by segment: the origins of its documents
		for range 60 {
			id := l.UnusedID()
			switch rnd.IntN(3) {
			case 0:
				inside[id] = []int64{l.Append(id, 1, 600)}
			case 1:
				inside[id] = []int64{saveOne(l, id)}
			default:
				mergeLevel(l, rnd.IntN(max(1, len(l.levels))), id, inside)
			}
			for _, level := range l.levels {
				for _, s := range level.segments {
					for _, origin := range inside[s[segmentID]] {
						if origin < s[firstOrigin] || origin > s[lastOrigin] {
							t.Fatalf("seed %d: segment %d has documents of origin %d and is %d to %d", seed, s[segmentID], origin, s[firstOrigin], s[lastOrigin])
						}
					}
				}
			}
		}
	}
}

// saveOne adds a segment as FTS5 does after a small write: to level 0, younger than all.
func saveOne(l *List, id int64) (origin int64) {
	origin = l.lastOrigin() + 1
	if len(l.levels) == 0 {
		l.levels = append(l.levels, level{})
	}
	l.levels[0].segments = append(l.levels[0].segments, [segmentFields]int64{segmentID: id, firstOrigin: origin, lastOrigin: origin})
	return origin
}

// mergeLevel merges a level as FTS5 does (fts5IndexMergeLevel in fts5_index.c).
func mergeLevel(l *List, at int, id int64, inside map[int64][]int64) {
	if at >= len(l.levels) || len(l.levels[at].segments) == 0 {
		return
	}
	from := l.levels[at].segments
	merged := [segmentFields]int64{segmentID: id, firstOrigin: from[0][firstOrigin], lastOrigin: from[len(from)-1][lastOrigin]}
	inside[id] = nil
	for _, s := range from {
		inside[id] = append(inside[id], inside[s[segmentID]]...)
	}
	l.levels[at].segments = nil
	if at+1 == len(l.levels) {
		l.levels = append(l.levels, level{})
	}
	l.levels[at+1].segments = append(l.levels[at+1].segments, merged)
}

// A list in which a segment has fewer than no documents stays as it is.
func TestListOfNegativeCounts(t *testing.T) {
	l := &List{head: []byte("\x00\x00\x00\x01\xff\x00\x00\x01"), counter: 9, levels: []level{
		{segments: [][segmentFields]int64{{1, 1, 4, 1, 7, 2, 90, -64}, {2, 1, 1, 8, 8, 0, 0, 3}}}, {merging: 1}}}
	text := l.Encode()
	back, err := ParseList(text)
	if err != nil || !bytes.Equal(back.Encode(), text) || back.UnusedID() != 3 || back.Count() != 2 {
		t.Errorf("%x is read as %+v: %v", text, back, err)
	}
}
