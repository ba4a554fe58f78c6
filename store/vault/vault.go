// Package vault keeps copies of a book as files: their names, the notes beside
// them, which of them stay and which go, encryption, and that a file is there
// whole or not at all. What is inside a copy is none of its business, and it
// knows no SQLite.
package vault

import (
	"cmp"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A Name is what the name of a copy's file says of it, as in
// book-3f9a1c-20261122T101500Z.kehu. Two books may share a folder: the mark of
// the book tells their copies apart.
type Name struct {
	Stem   string    // the name of the book's file without its ending
	Book   string    // the mark of the book: six letters and digits
	At     time.Time // to the second
	Sealed bool      // encrypted; the name ends in .age
}

const stamp = "20060102T150405Z"

var naming = regexp.MustCompile(`^(.+)-([a-z0-9]{6})-(\d{8}T\d{6}Z)\.kehu(\.age)?$`)

// String returns the name of the file.
func (n Name) String() string {
	name := n.Stem + "-" + n.Book + "-" + n.At.UTC().Format(stamp) + ".kehu"
	if n.Sealed {
		name += ".age"
	}
	return name
}

// ParseName reads the name of a file; it reports false for one that is no copy's.
func ParseName(file string) (Name, bool) {
	parts := naming.FindStringSubmatch(file)
	if parts == nil {
		return Name{}, false
	}
	at, err := time.Parse(stamp, parts[3])
	return Name{Stem: parts[1], Book: parts[2], At: at, Sealed: parts[4] != ""}, err == nil
}

// A Copy is one file in a folder.
type Copy struct {
	Name
	Path string
	Size int64
	Note *Note // nil where there is none
}

// List returns the copies in a folder that have a stem and a book's mark, the newest
// first; "" is any. A folder that is not there has none.
func List(folder, stem, book string) ([]Copy, error) {
	entries, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	var all []Copy
	for _, entry := range entries {
		name, ok := ParseName(entry.Name())
		if !ok || stem != "" && name.Stem != stem || book != "" && name.Book != book || !entry.Type().IsRegular() {
			continue
		}
		c := Copy{Name: name, Path: filepath.Join(folder, entry.Name())}
		if info, err := entry.Info(); err == nil {
			c.Size = info.Size()
		}
		c.Note, _ = ReadNote(c.Path) // a copy is of use without its note
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b Copy) int { return cmp.Or(b.At.Compare(a.At), strings.Compare(a.Path, b.Path)) })
	return all, nil
}

// Free returns the name with the first second from its own on of which the folder
// has no copy yet.
func (n Name) Free(folder string) Name {
	for ; taken(folder, n); n.At = n.At.Add(time.Second) {
	}
	return n
}

func taken(folder string, n Name) bool {
	for _, n.Sealed = range []bool{false, true} {
		if _, err := os.Lstat(filepath.Join(folder, n.String())); err == nil {
			return true
		}
	}
	return false
}

// Remove takes a copy away, its note behind it: a note alone is litter, a copy
// alone is a copy.
func Remove(c Copy) error {
	if err := os.Remove(c.Path); err != nil && !os.IsNotExist(err) {
		return err
	}
	if err := os.Remove(notePath(c.Path)); err != nil && !os.IsNotExist(err) {
		return err
	}
	return nil
}
