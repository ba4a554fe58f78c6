package fts5

import (
	"bytes"
	"math"
	"testing"
)

// Numbers are as SQLite writes them, up to those of nine bytes, as which FTS5
// writes counts below zero.
func TestVarint(t *testing.T) {
	for n, want := range map[int64]string{
		0: "\x00", 127: "\x7f", 128: "\x81\x00", 5477: "\xaa\x65", 1<<56 - 1: "\xff\xff\xff\xff\xff\xff\xff\x7f",
		1 << 56: "\x80\xc0\x80\x80\x80\x80\x80\x80\x00", -1: "\xff\xff\xff\xff\xff\xff\xff\xff\xff", math.MinInt64: "\xc0\x80\x80\x80\x80\x80\x80\x80\x00",
	} {
		got := appendVarint(nil, n)
		if string(got) != want {
			t.Errorf("%d is written as %x, want %x", n, got, want)
		}
		if back, length := varint(append(got, 1)); back != n || length != len(got) {
			t.Errorf("%x is read as %d of %d bytes, want %d", got, back, length, n)
		}
	}
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
