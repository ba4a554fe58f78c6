package crash

import (
	"flag"
	"math/rand/v2"
	"os"
	"runtime"
	"testing"
	"time"

	"kehu/internal/race"
)

var kills = flag.Int("kills", 20, "how many processes are killed while they write")

// killsPerBook is after how many kills a new book is begun: what is wrong with one
// is found by looking at all of it, which takes longer the more it holds.
const killsPerBook = 60

// Whatever moment a process is killed at: what it had acknowledged is there, nothing
// is there by halves, and the book is sound.
func TestKill(t *testing.T) {
	race.Skip(t)
	if runtime.GOOS == "windows" {
		t.Skip("it does not tell a killed process from one that ended")
	}
	t.Parallel()
	k := &killer{rng: rand.New(rand.NewPCG(uint64(*seed), 0)), takes: map[string]time.Duration{}, tally: map[string]*tally{}}
	for k.kills < *kills {
		k.book(t, min(*kills, k.kills+killsPerBook))
		t.Logf("%d kills, none lost", k.kills)
	}
	for _, j := range jobs {
		t.Logf("%-16s %+v", j.name, *k.of(j))
	}
}

// A killer kills, and remembers how long things take when they are let alone.
type killer struct {
	rng   *rand.Rand
	takes map[string]time.Duration
	kills int
	tally map[string]*tally
}

// A tally is what became of the runs of a job.
type tally struct {
	Killed       int // runs
	Acknowledged int // steps, by runs that were killed or not
	Unheard      int // steps that were taken, and the process killed before it could say so
}

func (k *killer) of(j job) *tally {
	if k.tally[j.name] == nil {
		k.tally[j.name] = &tally{}
	}
	return k.tally[j.name]
}

// book kills on a new book until there were as many kills.
func (k *killer) book(t *testing.T, until int) {
	dir, err := os.MkdirTemp("", "kehu-kill-")
	if err != nil {
		t.Fatal(err)
	}
	p := newPlace(t, dir)
	p.run("add", "Somebody", "source=nobody")
	steps := make([]int, len(jobs))
	for i, j := range jobs {
		if j.setUp != nil {
			j.setUp(p)
		}
		k.round(p, steps, []int{i}, false) // once in peace: how long does it take?
	}
	for k.kills < until {
		k.round(p, steps, k.rng.Perm(len(jobs))[:1+k.rng.IntN(3)], true)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Error(err)
	}
}

// round runs some jobs side by side, kills each at a moment of its own, and looks
// the book over.
func (k *killer) round(p *place, steps, chosen []int, deadly bool) {
	p.t.Helper()
	works := make([]work, len(chosen))
	for n, i := range chosen {
		works[n] = jobs[i].begin(p, steps[i]+1)
	}
	k.strike(p, works, chosen, deadly)
	p.run("check")
	for n, i := range chosen {
		k.judge(p, jobs[i], works[n], &steps[i])
	}
}

// strike waits for the moments, which it chooses ahead, and kills.
func (k *killer) strike(p *place, works []work, chosen []int, deadly bool) {
	p.t.Helper()
	began := time.Now()
	for n, i := range chosen {
		moment := time.Duration((0.1 + 1.9*k.rng.Float64()) * float64(k.takes[jobs[i].name])) // two at once take longer than one
		if jobs[i].endless {
			moment = time.Duration(k.rng.Float64() * float64(screenLives))
		} else if !deadly {
			moment = time.Hour
		}
		go func() {
			select {
			case <-works[n].done():
			case <-time.After(moment):
				works[n].kill()
			}
		}()
	}
	for n, i := range chosen {
		if err := end(works[n]); err != nil {
			p.t.Fatalf("%s: %v", jobs[i].name, err)
		}
		if !deadly {
			k.takes[jobs[i].name] = time.Since(began)
		}
	}
}

// screenLives is how long a screen is left alone at most.
const screenLives = 3 * time.Second

// judge looks at which step a job stands: it must be one that was acknowledged, or
// the one after it.
func (k *killer) judge(p *place, j job, w work, step *int) {
	p.t.Helper()
	acknowledged, killed := w.result()
	got, err := j.look(p)
	if low := *step + acknowledged; err != nil || got < low || got > low+1 || got > low && !killed {
		p.t.Fatalf("%s: stands at %d, %d was acknowledged (killed: %t): %v\nthe book is in %s", j.name, got, low, killed, err, p.dir)
	}
	t := k.of(j)
	t.Acknowledged += acknowledged
	t.Unheard += got - *step - acknowledged
	if killed {
		t.Killed++
		k.kills++
	}
	*step = got
}
