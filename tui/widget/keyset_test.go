package widget

import (
	"slices"
	"testing"
)

func TestKeySet(t *testing.T) {
	t.Parallel()
	var s keySet
	for _, k := range []int64{70_000, 3, -1, 0, 3, 4096, -4096, -4097} {
		s.add(k)
	}
	s.remove(0)
	s.remove(0)
	want := []int64{-4097, -4096, -1, 3, 4096, 70_000}
	if got := s.keys(); !slices.Equal(got, want) || s.n != len(want) {
		t.Errorf("%d keys %v, want %v", s.n, got, want)
	}
	if s.has(0) || !s.has(4096) || s.has(4097) {
		t.Error("has is wrong")
	}
}
