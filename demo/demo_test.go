package demo

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"runtime"
	"slices"
	"testing"
	"time"

	"kehu/model"
)

var now = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

// valid fills in what the store will and returns the faults of an entry.
func valid(e *Entry) error {
	if err := e.Customer.Validate(now); err != nil {
		return err
	}
	for i := range e.Purchases {
		e.Purchases[i].CustomerID = 1
		if err := e.Purchases[i].Validate(); err != nil {
			return err
		}
	}
	for i := range e.Interactions {
		e.Interactions[i].CustomerID = 1
		if err := e.Interactions[i].Validate(); err != nil {
			return err
		}
	}
	for i := range e.Tasks {
		e.Tasks[i].CustomerID = 1
		if err := e.Tasks[i].Validate(); err != nil {
			return err
		}
	}
	return nil
}

func TestEveryRecordIsValid(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		for e := range New(seed, 500, now).Drafts() {
			if err := valid(&e); err != nil {
				t.Fatalf("seed %d: %v in %+v", seed, err, e.Customer)
			}
		}
	}
}

// hash is over all that a sample yields, in JSON.
func hash(t *testing.T, s *Sample) string {
	t.Helper()
	h := fnv.New64a()
	enc := json.NewEncoder(h)
	for e := range s.Drafts() {
		if err := enc.Encode(e); err != nil {
			t.Fatal(err)
		}
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

// The expected hash keeps screenshots and figures of benchmarks the same. Change
// it when the generator or its words change on purpose.
func TestSameSeedGivesTheSame(t *testing.T) {
	t.Parallel()
	const want = "c04a13f0bc41b7dd"
	if got := hash(t, New(1, 300, now)); got != want {
		t.Errorf("seed 1: hash %s, want %s", got, want)
	}
	sample := New(1, 300, now)
	if a, b := hash(t, sample), hash(t, sample); a != b {
		t.Error("a second run through the same sample differs")
	}
	if hash(t, New(2, 300, now)) == want {
		t.Error("seeds 1 and 2 give the same")
	}
}

func TestTimeOfDayDoesNotMatter(t *testing.T) {
	t.Parallel()
	midnight := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	if hash(t, New(1, 100, midnight)) != hash(t, New(1, 100, midnight.Add(23*time.Hour))) {
		t.Error("morning and night of a day give different books")
	}
}

func TestAveragesAreExact(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		customers               int
		purchases, interactions float64
		wantBought, wantSpoken  int
	}{
		{0, 5, 3, 0, 0},
		{1, 5, 3, 5, 3},
		{999, 5, 3, 4995, 2997},
		{1000, 0, 0, 0, 0},
		{1000, 0.5, 2.25, 500, 2250},
	} {
		s := &Sample{Seed: 7, Customers: test.customers, Now: now, Purchases: test.purchases, Interactions: test.interactions}
		customers, bought, spoken := 0, 0, 0
		for e := range s.Drafts() {
			customers++
			bought += len(e.Purchases)
			spoken += len(e.Interactions)
		}
		if customers != test.customers || bought != test.wantBought || spoken != test.wantSpoken {
			t.Errorf("%+v: got %d customers, %d purchases, %d interactions", test, customers, bought, spoken)
		}
	}
}

func TestStopsWhenTheCallerDoes(t *testing.T) {
	t.Parallel()
	n := 0
	for range New(1, 1000, now).Drafts() {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d entries, want 3", n)
	}
}

func TestEntriesAreTheCallers(t *testing.T) {
	t.Parallel()
	want := hash(t, New(1, 50, now))
	for e := range New(1, 50, now).Drafts() {
		for i := range e.Customer.Tags {
			e.Customer.Tags[i] = "changed"
		}
		for i := range e.Customer.ContactPoints {
			e.Customer.ContactPoints[i].Value = "changed"
		}
	}
	if hash(t, New(1, 50, now)) != want {
		t.Error("changing an entry changes later books")
	}
}

func TestOrdersAreSound(t *testing.T) {
	t.Parallel()
	numbers := make(map[string]bool)
	today := model.DateOf(now)
	for e := range New(3, 1000, now).Drafts() {
		for i := range e.Purchases {
			p := &e.Purchases[i]
			if numbers[p.OrderNo] {
				t.Fatalf("order number %s comes twice", p.OrderNo)
			}
			numbers[p.OrderNo] = true
			if p.TotalDiffers() || p.Total <= 0 {
				t.Errorf("%s: total %d, lines %d", p.OrderNo, p.Total, p.ItemsTotal())
			}
			if p.Date.Compare(today) >= 0 || p.Date != model.DateOf(p.At) || p.At.Location() != time.UTC {
				t.Errorf("%s: date %s, at %s", p.OrderNo, p.Date, p.At)
			}
			if p.At.Before(e.Customer.Created.Add(-24 * time.Hour)) {
				t.Errorf("%s of %s is older than the customer, %s", p.OrderNo, p.At, e.Customer.Created)
			}
			for _, it := range p.Items {
				if want, _ := p.Money(it.UnitPrice).Mul(it.Quantity); want.Amount-it.Discount != it.Amount {
					t.Errorf("%s: %s × %d − %d = %d", p.OrderNo, it.Quantity, it.UnitPrice, it.Discount, it.Amount)
				}
			}
		}
		if !slices.IsSortedFunc(e.Purchases, func(a, b model.Purchase) int { return a.Date.Compare(b.Date) }) {
			t.Errorf("purchases of %s are not in order", e.Customer.Name)
		}
		if !slices.IsSortedFunc(e.Interactions, func(a, b model.Interaction) int { return a.At.Compare(b.At) }) {
			t.Errorf("contact history of %s is not in order", e.Customer.Name)
		}
		for _, i := range e.Interactions {
			if !i.At.Before(now) {
				t.Errorf("contact in the future: %s", i.At)
			}
		}
	}
}

// TestMemoryIsConstant compares the live heap late in a long run with that
// early on: the generator may keep the day and pattern counters and no records.
func TestMemoryIsConstant(t *testing.T) {
	var early, late runtime.MemStats
	n := 0
	for range New(1, 8000, now).Drafts() {
		switch n++; n {
		case 1000:
			runtime.GC()
			runtime.ReadMemStats(&early)
		case 8000:
			runtime.GC()
			runtime.ReadMemStats(&late)
		}
	}
	if late.HeapAlloc > early.HeapAlloc+1<<20 {
		t.Errorf("%d bytes in use after 1,000 customers, %d after 8,000", early.HeapAlloc, late.HeapAlloc)
	}
}

func BenchmarkDrafts(b *testing.B) {
	for _, test := range []struct {
		name                    string
		purchases, interactions float64
	}{{"whole", 5, 3}, {"customers", 0, 0}} {
		b.Run(test.name, func(b *testing.B) {
			s := &Sample{Seed: 1, Customers: b.N, Now: now, Purchases: test.purchases, Interactions: test.interactions}
			b.ReportAllocs()
			n := 0
			for range s.Drafts() {
				n++
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "customers/s")
		})
	}
}
