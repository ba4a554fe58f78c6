package store

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kehu/internal/race"
	"kehu/model"
	"kehu/query"
	"kehu/store/pages"
)

// flips is how many damaged books TestFlippedBytes makes; the long form is
//
//	go test ./store -run FlippedBytes -flips 1000 -timeout 0
var (
	flips      = flag.Int("flips", 30, "how many damaged books to try")
	firstFlips = flag.Int("first-flips", 0, "the number of the first damaged book")
)

// A damageable is the file of a book with what is in it.
type damageable struct {
	file    []byte
	records map[model.Ref]string       // as JSON
	pages   map[model.Ref]map[int]bool // on which a record lies, counted from 0
}

// newDamageable makes a book in which everything was done once.
func newDamageable(t *testing.T) damageable {
	path := filepath.Join(t.TempDir(), "book.kehu")
	s, err := Open(t.Context(), path, Options{Now: func() time.Time { return testNow }})
	if err != nil {
		t.Fatal(err)
	}
	b := s.As(model.Actor{Name: "ann"}, model.OriginScreen)
	if _, err := b.Fill(t.Context(), bundles(30), nil); err != nil {
		t.Fatal(err)
	}
	own := ownFields(t, b)
	for i := range int64(12) {
		c := must[*model.Customer](t)(b.Customer(t.Context(), i*2+1))
		c.Notes = strings.Repeat(fmt.Sprint("第", i, "次改动 changed "), int(i*i*5)) // up to some overflow pages
		give(t, c, own["card"], "火星")
		c.People = append(c.People, model.Person{Name: "丽"})
		save(t, b, c)
	}
	undo(t, b, 0)
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: 5}))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	d := damageable{pages: map[model.Ref]map[int]bool{}}
	if d.file, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	d.records = recordsIn(t, path)
	d.findPages(t, path)
	return d
}

// recordsIn reads all records of a book.
func recordsIn(t *testing.T, path string) map[model.Ref]string {
	t.Helper()
	s, _ := openAt(t, path)
	all := map[model.Ref]string{}
	for _, kind := range kindsInOrder {
		rows, err := s.reader.QueryContext(t.Context(), "SELECT id FROM "+tables[kind])
		for _, id := range must[[]int64](t)(scanAll(rows, err, scanOne[int64])) {
			r := must[model.Record](t)(s.records[kind].load(t.Context(), s.reader, id))
			all[model.Ref{Kind: kind, ID: id}] = string(must[[]byte](t)(json.Marshal([]any{r, r.RecordMeta().State})))
		}
	}
	return all
}

// findPages finds out on which pages each record lies, with its lists and what these
// refer to.
func (d *damageable) findPages(t *testing.T, path string) {
	file, err := openDamaged(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.close()
	owners := map[string]struct {
		kind   model.Kind
		column int // whose value is the id; -1 for the rowid
	}{"customers": {model.KindCustomer, -1}, "purchases": {model.KindPurchase, -1}, "interactions": {model.KindInteraction, -1}, "tasks": {model.KindTask, -1},
		"views": {model.KindView, -1}, "custom_fields": {model.KindField, -1}, "choices": {model.KindChoice, -1},
		"people": {model.KindCustomer, 1}, "contact_points": {model.KindCustomer, 0}, "customer_tags": {model.KindCustomer, 0},
		"custom_values": {model.KindCustomer, 0}, "items": {model.KindPurchase, 0}}
	products := map[int64][]int{}
	objects, _ := file.Schema()
	slices.SortFunc(objects, func(a, b pages.Object) int { return strings.Compare(b.Name, a.Name) }) // products before items
	for _, o := range objects {
		owner, isOurs := owners[o.Name]
		if o.Type != "table" || !isOurs && o.Name != "products" {
			continue
		}
		for _, n := range file.Tree(o.Root, !strings.Contains(o.SQL, "WITHOUT ROWID")).Pages {
			file.Rows(n, func(r pages.Row) {
				on := []int{int(n) - 1}
				for _, more := range r.More {
					on = append(on, int(more)-1)
				}
				if o.Name == "products" {
					products[r.ID] = on
					return
				}
				id := r.ID
				if owner.column >= 0 {
					id = r.Values[owner.column].(int64)
				}
				if o.Name == "items" {
					on = append(on, products[r.Values[2].(int64)]...)
				}
				ref := model.Ref{Kind: owner.kind, ID: id}
				if d.pages[ref] == nil {
					d.pages[ref] = map[int]bool{}
				}
				for _, page := range on {
					d.pages[ref][page] = true
				}
			})
		}
	}
}

// damage changes some bytes of a copy of the file, or a stretch of it, and returns
// the pages concerned.
func (d *damageable) damage(rnd *rand.Rand) (file []byte, hit map[int]bool) {
	file, hit = slices.Clone(d.file), map[int]bool{}
	count, stretch := 1+rnd.IntN(4), 1
	if rnd.IntN(4) == 0 {
		stretch = 512 // a sector
	}
	for range count {
		at := rnd.IntN(len(file)/stretch) * stretch
		if rnd.IntN(10) == 0 {
			at = rnd.IntN(100) / stretch * stretch // the header
		}
		for i := range stretch {
			file[at+i] ^= byte(1 + rnd.IntN(255))
		}
		hit[at/4096] = true
	}
	return file, hit
}

// Whatever bytes of a book are changed: nothing panics; what a person gets to see is
// a problem with a way out; a book that check holds to be sound has every record as it
// was; and salvage brings every record back whose pages are sound, in a sound book.
func TestFlippedBytes(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	d := newDamageable(t)
	dir := t.TempDir()
	refused, found, sound := 0, 0, 0
	for i := range *flips {
		seed := *firstFlips + i
		file, hit := d.damage(rand.New(rand.NewPCG(uint64(seed), 7)))
		path := filepath.Join(dir, "damaged.kehu")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		switch opened, clean := d.use(t, seed, path); {
		case !opened:
			refused++
		case clean:
			sound++
		default:
			found++
		}
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		d.salvage(t, seed, path, hit)
		if t.Failed() {
			t.Fatalf("book %d: pages %v", seed, hit)
		}
		leftovers, _ := filepath.Glob(filepath.Join(dir, "*"))
		for _, name := range leftovers {
			os.Remove(name)
		}
	}
	t.Logf("%d books: %d refused, %d with findings, %d sound", *flips, refused, found, sound)
}

// use opens a damaged book, checks it and works with it.
func (d *damageable) use(t *testing.T, seed int, path string) (opened, clean bool) {
	t.Helper()
	s, err := OpenExisting(t.Context(), path, Options{Now: func() time.Time { return testNow }})
	if err != nil {
		tellable(t, seed, "open", err)
		return false, false
	}
	defer s.Close()
	report, err := s.Check(t.Context())
	if err != nil {
		tellable(t, seed, "check", err)
	}
	if clean = err == nil && len(report.Findings) == 0; clean {
		for ref, want := range d.records {
			r, err := s.records[ref.Kind].load(t.Context(), s.reader, ref.ID)
			if err != nil {
				t.Errorf("book %d is sound, but %v: %v", seed, ref, err)
			} else if got := string(must[[]byte](t)(json.Marshal([]any{r, r.RecordMeta().State}))); got != want {
				t.Errorf("book %d is sound, but %v is\n%s, was\n%s", seed, ref, got, want)
			}
		}
	}
	tryOut(t, seed, s)
	return true, clean
}

// tryOut does what people do, with whatever result.
func tryOut(t *testing.T, seed int, s *Store) {
	b := s.As(model.Actor{Name: "ann"}, model.OriginScreen)
	catalogue, err := b.Catalogue(t.Context())
	if err != nil {
		tellable(t, seed, "catalogue", err)
		return
	}
	for _, text := range []string{"", "zhang", "z", "8000", "sort:-spent", "level:vip", "bought:A4", "card:火星"} {
		q, err := query.Parse(text, catalogue)
		if err != nil {
			continue // the field may be gone
		}
		found, err := b.Customers(t.Context(), q, Page{Limit: 20})
		tellable(t, seed, text, err)
		for _, f := range found {
			_, err := b.Customer(t.Context(), f.ID)
			tellable(t, seed, "customer", err)
		}
	}
	if c, err := b.Customer(t.Context(), 9); err == nil {
		c.Title = "title"
		_, err := b.Save(t.Context(), c)
		tellable(t, seed, "save", err)
	}
	_, err = b.Undo(t.Context(), 0)
	tellable(t, seed, "undo", err)
	if report, err := s.Check(t.Context()); err == nil {
		_, err := b.Repair(t.Context(), report)
		tellable(t, seed, "repair", err)
	}
}

// tellable wants an error to be one that can be told to a person.
func tellable(t *testing.T, seed int, doing string, err error) {
	t.Helper()
	var problem *model.Problem
	var problems model.Problems
	var conflict *model.Conflict
	if err != nil && !errors.As(err, &problem) && !errors.As(err, &problems) && !errors.As(err, &conflict) {
		t.Errorf("book %d, %s: %v (%T)", seed, doing, err, err)
	}
}

// salvage wants all records back that lie on sound pages.
func (d *damageable) salvage(t *testing.T, seed int, path string, hit map[int]bool) {
	t.Helper()
	to := filepath.Join(filepath.Dir(path), "salvaged.kehu")
	report, err := Salvage(context.Background(), path, to, model.Actor{Name: "ann"}, Options{Now: func() time.Time { return testNow }}, nil)
	if err != nil {
		t.Errorf("book %d: salvage: %v", seed, err)
		return
	}
	if len(report.Check.Findings) > 0 {
		t.Errorf("book %d: the salvaged book has %+v", seed, report.Check.Findings)
	}
	t.Run("", func(t *testing.T) {
		got := recordsIn(t, to)
		for ref, want := range d.records {
			if d.isIntact(ref, hit) && got[ref] != want {
				t.Errorf("book %d: %v on pages %v came back as\n%s, was\n%s", seed, ref, d.pages[ref], got[ref], want)
			}
		}
	})
}

func (d *damageable) isIntact(ref model.Ref, hit map[int]bool) bool {
	for page := range d.pages[ref] {
		if hit[page] {
			return false
		}
	}
	return true
}
