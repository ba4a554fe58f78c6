package crash

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"

	"kehu/internal/race"
	"kehu/locale"
	"kehu/model"
)

// steps is at how many changes of files an act is interrupted at most; acts that take
// more are interrupted at as many of them, from the first to the last.
const steps = 25

// faults are how a disk refuses.
var faults = []struct {
	name    string
	code    string // of the problem that a person is told
	lasting bool   // until there is room again; else just once
	answer  func(op) int32
}{
	{"there is no room", "disk_full", true, func(o op) int32 {
		if o.kind == written || o.kind == opened {
			return map[opKind]int32{written: sqlite3.SQLITE_FULL, opened: sqlite3.SQLITE_CANTOPEN}[o.kind]
		}
		return 0
	}},
	{"a write fails", "disk_error", false, func(op) int32 { return sqlite3.SQLITE_IOERR_WRITE }},
	{"a sync fails", "disk_error", false, func(o op) int32 {
		if o.kind == synced {
			return sqlite3.SQLITE_IOERR_FSYNC
		}
		return 0
	}},
}

// At whichever step of a write the disk refuses: the person is told so, the book is
// as it was, and the same works when the disk does.
func TestFullDisk(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	for _, a := range acts {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			start := filledBook(t)
			for _, f := range faults {
				n := changesIn(t, start, a)
				for at := 0; at < n; at += max(1, n/steps) {
					d := newDisk(t)
					p := mustOpen(t, d, copyOf(t, start))
					before, err := p.digest()
					if err != nil {
						t.Fatal(err)
					}
					d.tell(refuseAt(at, f.lasting, f.answer))
					err = a.do(p)
					d.tell(nil)
					if err == nil { // it needs no more, such as a copy of the log into the file
						p.close()
						continue
					}
					told(t, err, f.code)
					if err := errors.Join(p.sound(before), a.do(p)); err != nil {
						t.Fatalf("%s at step %d of %d: %v", f.name, at, n, err)
					}
					p.close()
				}
			}
		})
	}
}

// refuseAt refuses what a fault does from the change number at on.
func refuseAt(at int, lasting bool, answer func(op) int32) func(op) int32 {
	n := 0
	return func(o op) int32 {
		n++
		if n <= at {
			return 0
		}
		rc := answer(o)
		if rc != 0 && !lasting {
			at = 1 << 62
		}
		return rc
	}
}

// told wants an error to say in both languages what is wrong, where, and what next.
func told(t *testing.T, err error, code string) {
	t.Helper()
	var p *model.Problem
	if !errors.As(err, &p) || p.Code != code {
		t.Fatalf("the error is %v, want %s", err, code)
	}
	for _, lang := range []string{locale.EN, locale.ZH} {
		if message, hint := locale.New(lang).Error(err); message == "" || hint == "" {
			t.Errorf("%s: %q, %q", lang, message, hint)
		}
	}
}

// filledBook makes a book in which every act finds something to do.
func filledBook(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.kehu")
	p := mustOpen(t, nil, path)
	for _, do := range []func() error{p.importRows, p.addCustomer, p.buy} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	p.close()
	return path
}

func copyOf(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "book.kehu")
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return to
}

// changesIn counts the changes of files of an act that goes well.
func changesIn(t *testing.T, start string, a act) int {
	t.Helper()
	d := newDisk(t)
	p := mustOpen(t, d, copyOf(t, start))
	defer p.close()
	before := len(d.recorded())
	if err := a.do(p); err != nil {
		t.Fatal(err)
	}
	return len(d.recorded()) - before
}
