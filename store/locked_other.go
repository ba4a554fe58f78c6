//go:build !unix

package store

// isLocked reports false: a file that others have open cannot be renamed here, so
// that nothing happens to it.
func isLocked(string) bool { return false }
