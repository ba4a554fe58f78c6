// Package race tells tests whether the race detector watches them. It makes
// SQLite in Go twenty times slower: tests that go through much data on one
// goroutine, where nothing can race, then go through a part of it or none. CI runs
// them whole as well.
package race

import "testing"

// Share returns whole, or part under the race detector: both are counts.
func Share[N int | uint64](whole, part N) N {
	if Enabled {
		return part
	}
	return whole
}

// Skip skips a test that takes long under the race detector and has nothing for it.
func Skip(t testing.TB) {
	t.Helper()
	if Enabled {
		t.Skip("one goroutine, much data: nothing can race")
	}
}
