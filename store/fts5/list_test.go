package fts5

import (
	"bytes"
	"testing"
)

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
