//go:build unix

package store

import (
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// isLocked reports whether another process has a file open as a SQLite database,
// whether or not it is one any more: it holds a lock on one of the bytes that
// SQLite uses for that. This process must not have it open.
func isLocked(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer f.Close()
	lock := unix.Flock_t{Type: unix.F_WRLCK, Whence: io.SeekStart, Start: lockByte, Len: 512}
	err = unix.FcntlFlock(f.Fd(), unix.F_GETLK, &lock)
	return err == nil && lock.Type != unix.F_UNLCK
}
