//go:build race

package race

// Enabled tells whether the race detector was built in.
const Enabled = true
