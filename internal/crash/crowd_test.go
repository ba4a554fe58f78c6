package crash

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kehu/internal/race"
	"kehu/model"
	"kehu/query"
	"kehu/store"
)

var (
	crowd   = flag.Int("crowd", 8, "how many processes work on one book")
	workFor = flag.Duration("for", 2*time.Second, "how long they do")
	pace    = flag.Duration("pace", 100*time.Millisecond, "how often each of them reads and saves")
)

// asWorker is in the environment of a process of this test binary that is to be one
// of a crowd: what it is told, as JSON.
const asWorker = "KEHU_CRASH_WORKER"

// An order is what a worker of a crowd is told.
type order struct {
	Book string
	Name string
	For  time.Duration
	Pace time.Duration
}

// A diary is what a worker tells at its end.
type diary struct {
	Saves []time.Duration // how long each took
	Reads []time.Duration
	Asked int   // how often another had changed the same field meanwhile
	Added int64 // what it added to counters that it shares with all
	Own   int   // customers that it added
	Error string
}

// counters are customers whom everybody edits: how often is in a field.
const counters = 5

// Many processes read and save on one book: none is refused, nothing that one wrote
// is lost under another's, and nobody waits long. Each holds the book open, as a
// screen does.
func TestCrowd(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	path := filepath.Join(t.TempDir(), "book.kehu")
	p := mustOpen(t, nil, path)
	for i := range counters {
		c := &model.Customer{Kind: model.PersonKind, Name: fmt.Sprint("counter ", i), Industry: "0"}
		if _, err := p.book.Save(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	p.close()
	all := gather(t, path)
	sum := diary{}
	for _, d := range all {
		if d.Error != "" {
			t.Error(d.Error)
		}
		sum.Saves, sum.Reads = append(sum.Saves, d.Saves...), append(sum.Reads, d.Reads...)
		sum.Asked, sum.Added, sum.Own = sum.Asked+d.Asked, sum.Added+d.Added, sum.Own+d.Own
	}
	t.Logf("%d processes, %v: %d saves %s, %d reads %s, %d times asked", len(all), *workFor,
		len(sum.Saves), quantiles(sum.Saves), len(sum.Reads), quantiles(sum.Reads), sum.Asked)
	tallied(t, path, sum)
}

// gather runs the crowd.
func gather(t *testing.T, path string) []diary {
	t.Helper()
	all := make([]diary, *crowd)
	outs := make([]*bufio.Reader, *crowd)
	for i := range all {
		told, err := json.Marshal(order{path, fmt.Sprint("worker ", i), *workFor, *pace})
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), asWorker+"="+string(told))
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = cmd.Wait() })
		outs[i] = bufio.NewReader(out)
	}
	for i, out := range outs {
		if err := json.NewDecoder(out).Decode(&all[i]); err != nil {
			t.Fatalf("worker %d: %v", i, err)
		}
	}
	return all
}

// tallied compares what the workers say with what the book holds.
func tallied(t *testing.T, path string, sum diary) {
	t.Helper()
	p := mustOpen(t, nil, path)
	defer p.close()
	var counted int64
	for id := range int64(counters) {
		c, err := p.book.Customer(t.Context(), id+1)
		if err != nil {
			t.Fatal(err)
		}
		counted += number(c.Industry)
	}
	report, err := p.store.Check(t.Context())
	if err != nil || len(report.Findings) > 0 {
		t.Errorf("check: %v, %v", report.Findings, err)
	}
	if counted != sum.Added || int(report.Customers) != counters+sum.Own || sum.Added == 0 || sum.Own == 0 {
		t.Errorf("the counters say %d and there are %d customers; written were %d and %d", counted, report.Customers, sum.Added, counters+sum.Own)
	}
}

// quantiles says how a list of durations is spread.
func quantiles(all []time.Duration) string {
	if len(all) == 0 {
		return "none"
	}
	slices.Sort(all)
	at := func(share float64) time.Duration {
		return all[min(len(all)-1, int(share*float64(len(all))))].Round(100 * time.Microsecond)
	}
	return fmt.Sprintf("(p50 %v, p90 %v, p99 %v, worst %v)", at(0.5), at(0.9), at(0.99), at(1))
}

// number is what a counter says, before the name of who counted last.
func number(text string) int64 {
	count, _, _ := strings.Cut(text, " ")
	n, _ := strconv.ParseInt(count, 10, 64)
	return n
}

// workInCrowd is what a worker process does.
func workInCrowd() int {
	var o order
	if err := json.Unmarshal([]byte(os.Getenv(asWorker)), &o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	var d diary
	if err := o.work(&d); err != nil {
		d.Error = fmt.Sprint(o.Name, ": ", err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(d); err != nil {
		return 1
	}
	return 0
}

// work reads and saves at a steady pace, whatever the others do.
func (o order) work(d *diary) error {
	st, err := store.Open(context.Background(), o.Book, store.Options{})
	if err != nil {
		return err
	}
	defer st.Close()
	b := st.As(model.Actor{Name: o.Name}, model.OriginScreen)
	end := time.Now().Add(o.For)
	time.Sleep(time.Duration(rand.Int64N(int64(o.Pace)))) // not all at the same moment
	for next := time.Now(); next.Before(end); next = next.Add(o.Pace) {
		time.Sleep(time.Until(next))
		if err := errors.Join(d.read(b), d.save(b, o.Name)); err != nil {
			return err
		}
	}
	return nil
}

// read reads a page of the list, as a screen does.
func (d *diary) read(b *store.Book) error {
	began := time.Now()
	_, err := b.Customers(context.Background(), query.Query{}, store.Page{Limit: 50})
	d.Reads = append(d.Reads, time.Since(began))
	return err
}

// save adds a customer, or counts on a counter that others count on too.
func (d *diary) save(b *store.Book, name string) error {
	if rand.IntN(2) == 0 {
		d.Own++
		return d.timed(b, &model.Customer{Kind: model.PersonKind, Name: fmt.Sprint(name, " ", d.Own), Notes: "电话里谈过"})
	}
	for {
		c, err := b.Customer(context.Background(), 1+rand.Int64N(counters))
		if err != nil {
			return err
		}
		c.Industry = fmt.Sprint(number(c.Industry)+1, " ", name) // two who write the same are no conflict
		var asked *model.Conflict
		switch err := d.timed(b, c); {
		case errors.As(err, &asked):
			d.Asked++
		case err != nil:
			return err
		default:
			d.Added++
			return nil
		}
	}
}

func (d *diary) timed(b *store.Book, c *model.Customer) error {
	began := time.Now()
	_, err := b.Save(context.Background(), c)
	d.Saves = append(d.Saves, time.Since(began))
	return err
}
