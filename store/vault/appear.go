package vault

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// part begins the ending of a file that is being written.
const part = ".part-"

// Part returns a name for a file that is to become the one at path. It is hidden,
// in the same folder, and [Clean] knows it.
func Part(path string) string {
	return filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+part+strings.ToLower(rand.Text()[:8]))
}

// Appear has the file at path written under another name beside it, and gives it
// its own when it is whole and on the disk. A file that is there already is
// replaced by force only; else the error is fs.ErrExist. What was begun is gone
// after any error.
func Appear(path string, force bool, write func(part string) error) error {
	tmp := Part(path)
	err := write(tmp)
	if err == nil {
		err = Settle(tmp, path, force)
	}
	if err != nil {
		_ = os.Remove(tmp)
	}
	return err
}

// Settle gives a finished file its name: first the bytes must be on the disk, then
// the name, so that no loss of power leaves a name without the bytes.
func Settle(tmp, path string, force bool) error {
	if err := syncFile(tmp); err != nil {
		return err
	}
	if err := rename(tmp, path, force); err != nil {
		return err
	}
	return SyncFolder(filepath.Dir(path))
}

// rename takes no other file's place unless it is forced to. Where the file
// system has no hard links, a look before must do.
func rename(from, to string, force bool) error {
	if force {
		return os.Rename(from, to)
	}
	err := os.Link(from, to)
	switch {
	case err == nil:
		return os.Remove(from)
	case errors.Is(err, fs.ErrExist):
		return err
	}
	if _, err := os.Lstat(to); err == nil {
		return &fs.PathError{Op: "rename", Path: to, Err: fs.ErrExist}
	}
	return os.Rename(from, to)
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// SyncFolder has the names in a folder on the disk. Some systems cannot, and keep
// them by themselves.
func SyncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	_ = f.Sync()
	return f.Close()
}

// Clean takes away what was begun in a folder and never finished: files whose
// name, when whole, would have begun so. Nobody else may be writing one.
func Clean(folder, beginning string) error { return clean(folder, beginning, 0) }

// CleanPart is Clean for the parts of a single file, and what SQLite keeps beside
// them, that have not been written to for so long.
func CleanPart(path string, unused time.Duration) error {
	return clean(filepath.Dir(path), filepath.Base(path)+part, unused)
}

func clean(folder, beginning string, unused time.Duration) error {
	entries, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	var errs []error
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasPrefix(name, "."+beginning) || !strings.Contains(name, part) || !entry.Type().IsRegular() {
			continue
		}
		if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) >= unused {
			errs = append(errs, os.Remove(filepath.Join(folder, name)))
		}
	}
	return errors.Join(errs...)
}

// Sum returns the SHA-256 of a file and its size.
func Sum(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// Duplicate copies a copy with its note into another folder, and reads it there
// again. The copy comes first to its note only when it is found to be the same.
func Duplicate(c Copy, folder string) error {
	if c.Note == nil {
		return errors.New("no note")
	}
	to := filepath.Join(folder, c.Name.String())
	err := Appear(to, true, func(part string) error {
		if err := copyFile(c.Path, part); err != nil {
			return err
		}
		if sum, _, err := Sum(part); err != nil || sum != c.Note.SHA256 {
			return errors.Join(err, &Differs{part})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.Note.Write(to)
}

// Differs is the error of a file that is not what it was.
type Differs struct{ Path string }

// Error names the file.
func (d *Differs) Error() string { return d.Path + " is not what was written" }

// copyFile copies a file to one that only its owner can read.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	return writeNew(to, in)
}
