package store

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"kehu/internal/race"
	"kehu/model"
)

// strangers are customers with names in several scripts, made over many days so
// that lists of ranks need many bytes.
func strangers(n int) iter.Seq[Bundle] {
	names := []string{"张伟", "欧阳娜娜", "Zhang Wei", "Jürgen Groß", "김민수", "Мария Иванова", "जय", "高橋 亮", "zz", strings.Repeat("long", 9000)}
	rnd := rand.New(rand.NewPCG(1, 2))
	return func(yield func(Bundle) bool) {
		for i := range n {
			c := &model.Customer{Kind: model.PersonKind, Name: names[i%len(names)], Company: fmt.Sprint("z", i%40, "公司"), Notes: "所有人",
				Created: testNow.Add(-time.Duration(rnd.IntN(3000*24)) * time.Hour)}
			if c.Name == names[len(names)-1] {
				c.Name, c.Notes = "long", c.Name
				if i > 100 {
					c.Notes = "所有人"
				}
			}
			if !yield(Bundle{Customer: c}) {
				return
			}
		}
	}
}

// matches lists the ranks that an FTS5 expression finds, the greatest first.
func matches(t testing.TB, s *Store, expression string) []int64 {
	t.Helper()
	rows, err := s.reader.Query("SELECT rowid FROM customer_search WHERE customer_search MATCH ? ORDER BY rowid DESC", expression)
	return must[[]int64](t)(scanAll(rows, err, scanOne[int64]))
}

// sound has FTS5 check the search index.
func sound(t testing.TB, s *Store) {
	t.Helper()
	if _, err := s.writer.Exec("INSERT INTO customer_search (customer_search) VALUES ('integrity-check')"); err != nil {
		t.Errorf("FTS5 says of its index: %v", err)
	}
	if r := must[CheckReport](t)(s.Check(t.Context())); len(r.Findings) > 0 {
		t.Errorf("findings %v", r.Findings)
	}
}

// An index of segments that a bulk write made finds what one finds that FTS5
// made, and FTS5 holds it to be sound.
func TestSegmentsAreAsFTS5MakesThem(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	const n = 4800 // so that lists of matches run over many pages
	bulk, book := openBook(t)
	if _, err := book.Fill(t.Context(), strangers(n), nil); err != nil {
		t.Fatal(err)
	}
	sound(t, bulk)
	single, _ := openBook(t)
	var all []string
	err := single.inTx(t.Context(), func(tx *tx) error {
		id := int64(0)
		for b := range strangers(n) {
			id++
			rank, words := rankOf(b.Customer.Created.Unix(), id), newCutter().customer(findable{Customer: b.Customer})
			all = append(all, strings.Fields(string(words))...)
			if err := tx.insertWords(rank, words); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var expressions []string
	for _, word := range all {
		expressions = append(expressions, quote(word), quote(word)+"*", quote(string([]rune(word)[:1]))+"*")
	}
	slices.Sort(expressions)
	for _, expression := range slices.Compact(expressions) {
		if got, want := matches(t, bulk, expression), matches(t, single, expression); !slices.Equal(got, want) {
			t.Fatalf("%.40q finds %d, FTS5 alone %d", expression, len(got), len(want))
		}
	}
	if got := matches(t, bulk, quote("z")+"*"); len(got) != n {
		t.Errorf("z* finds %d of %d", len(got), n)
	}
}

// Segments live with what FTS5 writes itself: changes, deletions, merging, more
// segments, and undo.
func TestSegmentsLiveOn(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	s, book := openBook(t)
	n := 1200
	first := must[*model.ChangeSet](t)(book.Fill(t.Context(), strangers(n), nil))
	c := must[*model.Customer](t)(book.Customer(t.Context(), 7))
	c.Name = "改名"
	save(t, book, c)
	must[*model.ChangeSet](t)(book.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: 8}))
	must[*model.ChangeSet](t)(book.Fill(t.Context(), strangers(n), nil))
	sound(t, s)
	if got := len(names(t, book, "改名")); got != 1 {
		t.Errorf("the renamed customer is found %d times", got)
	}
	if got := len(matches(t, s, quote("所有")) /* all but those with a long note, and the one in the bin */); got < 2*n-20-1 || got >= 2*n {
		t.Errorf("the common word finds %d", got)
	}
	undo(t, book, first.ID)
	sound(t, s)
	redo(t, book)
	sound(t, s)
	if _, err := s.writer.Exec("INSERT INTO customer_search (customer_search) VALUES ('optimize')"); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	if got := len(matches(t, s, quote("z")+"*")); got != 2*n-1 {
		t.Errorf("z* finds %d after merging", got)
	}
}
