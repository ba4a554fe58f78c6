//go:build race

package store

// lighter is how many times less the largest tests do under the race detector,
// which makes SQLite in Go twenty times slower. CI runs both.
const lighter = 4
