package crash

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"

	"kehu/internal/race"
	"kehu/locale"
	"kehu/model"
)

// steps is at how many changes of files an act is interrupted; where it takes more,
// they are spread from the first to the last.
var steps = flag.Int("steps", 7, "at how many steps of a write the disk refuses")

// A fault is a way in which a disk refuses.
type fault struct {
	name    string
	code    string // of the problem that a person is told
	lasting bool   // until there is room again; else just once
	answer  func(op) int32
}

var faults = []fault{
	{"there is no room", "disk_full", true, func(o op) int32 {
		if o.kind == written {
			return sqlite3.SQLITE_FULL
		}
		return 0
	}},
	{"a write fails", "disk_refused", false, func(op) int32 { return sqlite3.SQLITE_IOERR_WRITE }},
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
			n := changesIn(t, start, a)
			for _, f := range faults {
				refused := 0
				for at := 0; at < n; at += (n + *steps - 1) / *steps {
					if f.strikes(t, copyOf(t, start), a, at) {
						refused++
					}
				}
				t.Logf("%s: refused at %d of %d steps", f.name, refused, n)
				if refused == 0 {
					t.Error("it never was refused")
				}
			}
		})
	}
}

// strikes has the disk refuse a step of an act. It reports false where the act needed
// no more by then, such as where the log is copied into the book.
func (f fault) strikes(t *testing.T, path string, a act, at int) bool {
	t.Helper()
	d := newDisk(t)
	p := mustOpen(t, d, path)
	defer p.close()
	before, err := p.digest()
	if err != nil {
		t.Fatal(err)
	}
	d.tell(f.at(at))
	err = a.do(p)
	d.tell(nil)
	if err == nil {
		return false
	}
	told(t, err, f.code)
	if err := errors.Join(p.sound(before), a.do(p)); err != nil {
		t.Fatalf("%s at step %d: %v", f.name, at, err)
	}
	return true
}

// An old book whose migration the disk refuses stays as it is, and is brought up to
// date when there is room.
func TestFullDiskInMigration(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	path := filepath.Join(t.TempDir(), "book.kehu")
	anew := func() {
		if err := os.WriteFile(path, oldBook(t), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	anew()
	d := newDisk(t)
	p := mustOpen(t, d, path)
	n := len(d.recorded())
	after, err := p.digest()
	if err != nil {
		t.Fatal(err)
	}
	p.close()
	for _, f := range faults {
		for at := 0; at < n; at += (n + *steps - 1) / *steps {
			anew()
			d.tell(f.at(at))
			if p, err := open(t, d, path); err == nil {
				p.close()
			} else {
				told(t, err, f.code, "disk_error") // the copy that is made before does not know why
			}
			d.tell(nil)
			p := mustOpen(t, d, path)
			if err := p.sound(after); err != nil {
				t.Errorf("%s at step %d of %d: %v", f.name, at, n, err)
			}
			p.close()
		}
	}
}

// at is the fault from a step on.
func (f fault) at(at int) func(op) int32 {
	n := 0
	return func(o op) int32 {
		n++
		if n <= at {
			return 0
		}
		rc := f.answer(o)
		if rc != 0 && !f.lasting {
			at = 1 << 62
		}
		return rc
	}
}

// told wants an error to say in both languages what is wrong, where, and what next.
func told(t *testing.T, err error, codes ...string) {
	t.Helper()
	var p *model.Problem
	if !errors.As(err, &p) || !slices.Contains(codes, p.Code) {
		t.Fatalf("the error is %v, want %v", err, codes)
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
