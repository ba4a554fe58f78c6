package varint

import (
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
		got := Append(nil, n)
		if string(got) != want {
			t.Errorf("%d is written as %x, want %x", n, got, want)
		}
		if back, length := Read(append(got, 1)); back != n || length != len(got) {
			t.Errorf("%x is read as %d of %d bytes, want %d", got, back, length, n)
		}
	}
}
