//go:build !linux && !darwin

package store

// networkOf is for systems that are not asked.
func networkOf(string) string { return "" }
