package store

import (
	"fmt"
	"slices"
	"testing"

	"kehu/internal/race"
	"kehu/model"
)

// Segments that are merged find what they found one by one, and FTS5 lives on with
// the one they have become.
func TestSegmentsAreMerged(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	parts := race.Share(5, 2)
	n := race.Share(700, fewestPending) // so that lists run over leaves
	for range parts {
		must[*model.ChangeSet](t)(b.Fill(t.Context(), strangers(n), nil))
	}
	for id := range int64(parts * n / 20) {
		c := must[*model.Customer](t)(b.Customer(t.Context(), 20*id+3))
		c.Name = fmt.Sprint("改名", id)
		save(t, b, c)
	}
	must[*model.ChangeSet](t)(b.Bin(t.Context(), customerRef(4), customerRef(5), customerRef(int64(2*n))))

	expressions := []string{quote("z") + "*", quote("改名") + "*", quote("所有"), quote("zhang"), quote(markName + "改名"), quote("a") + "*", quote("限公"), quote("example")}
	before := map[string][]int64{}
	for _, e := range expressions {
		before[e] = matches(t, s, e)
	}
	if err := s.inTx(t.Context(), func(x *tx) error { return x.behindFTS5(x.mergeAll) }); err != nil {
		t.Fatal(err)
	}
	for _, e := range expressions {
		if got := matches(t, s, e); !slices.Equal(got, before[e]) {
			t.Errorf("%q finds %d, before %d", e, len(got), len(before[e]))
		}
	}
	if got := segmentsOf(t, s); got != 1 {
		t.Errorf("%d segments", got)
	}
	sound(t, s)
	var free, pages int
	if err := s.reader.QueryRow("SELECT (SELECT freelist_count FROM pragma_freelist_count), (SELECT page_count FROM pragma_page_count)").Scan(&free, &pages); err != nil || free > pages/3 {
		t.Errorf("%d of %d pages are free, %v", free, pages, err)
	}

	must[*model.ChangeSet](t)(b.Fill(t.Context(), strangers(fewestPending), nil))
	c := must[*model.Customer](t)(b.Customer(t.Context(), 3))
	c.Name = "又改名"
	save(t, b, c)
	must[*model.ChangeSet](t)(b.Bin(t.Context(), customerRef(7), customerRef(8)))
	undo(t, b, 0)
	sound(t, s)
	if _, err := s.writer.Exec("INSERT INTO customer_search (customer_search) VALUES ('optimize')"); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
}

// An index with a page that is not as it is read here is made again.
func TestMergeOfADamagedIndex(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	for range 3 {
		must[*model.ChangeSet](t)(b.Fill(t.Context(), strangers(fewestPending), nil))
	}
	want := matches(t, s, quote("z")+"*")
	err := s.inTx(t.Context(), func(x *tx) error {
		if err := x.exec("UPDATE customer_search_data SET block = x'00' WHERE id = (SELECT max(id) FROM customer_search_data)"); err != nil {
			return err
		}
		x.indexed = 3 * fewestPending
		return x.mergeMany(1)
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := matches(t, s, quote("z")+"*"); !slices.Equal(got, want) {
		t.Errorf("finds %d, before %d", len(got), len(want))
	}
	sound(t, s)
}

func segmentsOf(t *testing.T, s *Store) int {
	t.Helper()
	segments, err := searchPages{t.Context(), s.reader, customerIndex}.segments()
	if err != nil {
		t.Fatal(err)
	}
	return len(segments)
}
