//go:build !unix

package store

import "os"

// lockSession makes the file of a session and keeps it open: Windows does not let
// anybody remove a file that is.
func lockSession(path string) (*os.File, error) { return lockFile(path) }

func lockFile(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
}

// unlockSession ends a session and takes its file away.
func unlockSession(f *os.File, path string) {
	f.Close()
	os.Remove(path)
}

// sessionLives reports whether somebody has the file of a session open; that of
// one that was killed is taken away.
func sessionLives(path string) bool {
	err := os.Remove(path)
	return err != nil && !os.IsNotExist(err)
}
