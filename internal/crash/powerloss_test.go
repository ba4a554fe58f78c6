package crash

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"kehu/internal/race"
)

var outages = flag.Int("outages", 40, "how often the power goes")

// A tape is what a disk recorded while somebody worked, and after which of its
// changes which state of the book was acknowledged.
type tape struct {
	before map[string][]byte // the files when it began
	ops    []op
	marks  []mark
}

// A mark is an acknowledgement.
type mark struct {
	at     int // changes of files before it
	digest string
	act    string
}

// Whenever the power goes, and whatever the disk then has of what it was not asked to
// make safe: each change that was acknowledged is there, the one under way is there
// whole or not at all, and the book is sound.
func TestPowerLoss(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	rng := rand.New(rand.NewPCG(uint64(*seed), 1))
	for _, take := range []struct {
		name  string
		share float64 // of the outages
		play  func(*testing.T, *disk, *rand.Rand) tape
	}{{"work", 0.8, recordWork}, {"migration", 0.2, recordMigration}} {
		t.Run(take.name, func(t *testing.T) {
			tape := take.play(t, newDisk(t), rng)
			for range int(float64(*outages) * take.share) {
				if err := tape.cut(t, rng); err != nil {
					t.Fatal(err)
				}
			}
			t.Logf("%d changes of files, %d acknowledgements, %.0f outages", len(tape.ops), len(tape.marks), float64(*outages)*take.share)
		})
	}
}

// A book that is not synced loses what was acknowledged, and the test above would see
// it.
func TestPowerLossWouldBeSeen(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	rng := rand.New(rand.NewPCG(uint64(*seed), 2))
	d := newDisk(t, "synchronous(full)", "synchronous(off)")
	tape := recordWork(t, d, rng)
	for range 40 {
		if tape.cut(t, rng) != nil {
			return
		}
	}
	t.Error("40 outages, and nothing was lost")
}

// cut cuts the power at a moment and opens what is left.
func (tp tape) cut(t *testing.T, rng *rand.Rand) error {
	t.Helper()
	at := tp.marks[0].at + rng.IntN(len(tp.ops)-tp.marks[0].at+1)
	next := slices.IndexFunc(tp.marks, func(m mark) bool { return m.at > at })
	if next < 0 {
		next = len(tp.marks)
	}
	may := []string{tp.marks[next-1].digest}
	during := "rest"
	if next < len(tp.marks) {
		may, during = append(may, tp.marks[next].digest), tp.marks[next].act
	}
	u := newOutage(rng)
	dir := t.TempDir()
	for path, data := range u.after(tp.before, tp.ops[:at]) {
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := open(t, nil, filepath.Join(dir, "book.kehu"))
	if err == nil {
		if err = p.sound(may...); err == nil {
			err = p.addCustomer() // and it goes on
		}
		p.close()
	}
	if err != nil {
		return fmt.Errorf("the power went during %s, after change %d of %d (%+v): %w", during, at, len(tp.ops), u, err)
	}
	return os.RemoveAll(dir)
}

// recordWork records somebody who does everything, leaves and comes back.
func recordWork(t *testing.T, d *disk, rng *rand.Rand) tape {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.kehu")
	plain := mustOpen(t, nil, path)
	for _, do := range []func() error{plain.importRows, plain.addCustomer} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	plain.close()
	tp := tape{before: filesOf(t, path)}
	p := mustOpen(t, d, path)
	p.n = plain.n
	tp.mark(p, "opening")
	for round := range 3 {
		for _, i := range rng.Perm(len(acts)) {
			if err := acts[i].do(p); err != nil {
				t.Fatal(acts[i].name, err)
			}
			tp.mark(p, acts[i].name)
		}
		if round == 1 {
			p.close()
			again := mustOpen(t, d, path)
			again.n, p = p.n, again
			tp.mark(p, "leaving and coming back")
		}
	}
	p.close()
	tp.mark(nil, "leaving")
	tp.ops = d.recorded()
	return tp
}

// recordMigration records an old book being brought up to date. Before that is
// acknowledged the book may hold what it held, in the old schema.
func recordMigration(t *testing.T, d *disk, _ *rand.Rand) tape {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.kehu")
	if err := os.WriteFile(path, oldBook(t), 0o600); err != nil {
		t.Fatal(err)
	}
	tp := tape{before: filesOf(t, path)}
	p := mustOpen(t, d, path)
	tp.mark(p, "the migration")
	if err := p.addCustomer(); err != nil {
		t.Fatal(err)
	}
	tp.mark(p, "a customer")
	p.close()
	tp.ops = d.recorded()
	tp.marks[0].at = 0 // brought up to date or not, it holds the same
	return tp
}

// mark notes that a state was acknowledged; nobody nil is the one before.
func (tp *tape) mark(p *person, act string) {
	if p == nil {
		last := tp.marks[len(tp.marks)-1]
		tp.marks = append(tp.marks, mark{last.at, last.digest, act})
		return
	}
	at := len(p.disk.recorded())
	digest, err := p.digest()
	if err != nil {
		p.t.Fatal(err)
	}
	tp.marks = append(tp.marks, mark{at, digest, act})
}

// filesOf reads a book that nobody has open.
func filesOf(t testing.TB, path string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, file := range []string{path, path + "-wal"} {
		data, err := os.ReadFile(file)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		files[file] = data
	}
	return maps.Clone(files)
}
