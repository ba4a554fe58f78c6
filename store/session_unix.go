//go:build unix

package store

import (
	"os"

	"golang.org/x/sys/unix"
)

// lockFile makes a file and locks it: the lock belongs to the open file, so that it
// goes with the process, killed or not, and those of one process do not share it.
func lockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// lockSession makes the file of a session. It has its name when it is locked: whoever
// looks for sessions would take one without a lock for dead.
func lockSession(path string) (*os.File, error) {
	f, err := lockFile(path + unlocked)
	if err != nil {
		return nil, err
	}
	if err := os.Rename(path+unlocked, path); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// unlockSession ends a lock and takes its file away.
func unlockSession(f *os.File, path string) {
	os.Remove(path)
	f.Close()
}

// sessionLives reports whether somebody holds the lock of a session; the file of
// one that was killed is taken away.
func sessionLives(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return os.IsPermission(err) // of another user, who will see to it
	}
	defer f.Close()
	if unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) != nil {
		return true
	}
	os.Remove(path)
	return false
}
