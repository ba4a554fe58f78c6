//go:build !race

package store

// lighter is how many times less the largest tests do under the race detector.
const lighter = 1
