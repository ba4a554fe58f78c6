//go:build !unix

package store

import "os"

// writable reports whether the file may be written, by its read-only attribute.
func writable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().Perm()&0o200 != 0
}
