package store

import (
	"fmt"
	"slices"
	"testing"

	"kehu/internal/race"
	"kehu/model"
)

// expressions of each kind: whole words, begins that have an index of their own and
// longer ones, words of one customer and of all, and what joins them.
var expressions = []string{`"z"*`, `"zh"*`, `"zhangwei"*`, `"zhangweizhangwei"*`, `"longlonglonglong"*`, `"long"*`, `"z7"`, `"z7"*`, `"所有"`, `"所"*`, `"无人"`, `"改名"`,
	`"` + markStart + `zhang"*`, `"` + markExact + `zz"`, `("z"* AND "所有") NOT "z7"*`, `"zz" OR "мария" OR "groß"*`, `"z"* NOT "zh"* NOT "所有"`, `"customer00000"*`,
	`"所有" AND "zh"*`, `"zh"* AND "z7"`, `"所有" AND ("zh"* OR "z7"*) AND ("z"* NOT "z7"*)`}

// The sets that are read from the pages of the index are those that FTS5 finds,
// whatever wrote and merged the segments.
func TestWordSetsAreAsFTS5Finds(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	s, book := openBook(t)
	s.caches.sets.most, s.caches.longLists = 0, 0
	same := func(when string) {
		t.Helper()
		for _, e := range expressions {
			var want []int64
			for _, rank := range matches(t, s, e) {
				want = append(want, customerOf(rank))
			}
			slices.Sort(want)
			for _, s.caches.lookedAt = range []int{0, 40, 1 << 20} { // from lists, from lists and customers, from customers as soon as one can
				sets := must[setReader](t)(s.sets(t.Context()))
				got := must[idSet](t)(sets.wordSet(t.Context(), e)).ids()
				if !slices.Equal(got, want) {
					t.Errorf("%s: %s finds %d, want %d, with %d looked at", when, e, len(got), len(want), s.caches.lookedAt)
				}
			}
		}
	}
	same("empty")
	must[*model.ChangeSet](t)(book.Fill(t.Context(), strangers(6000), nil))
	same("one bulk write")
	for i := range int64(300) {
		c := must[*model.Customer](t)(book.Customer(t.Context(), i*7%400+1))
		c.Name = []string{"改名", "Zhang", c.Name + "z"}[i%3]
		c.Notes = fmt.Sprint("customer", 1000000+i)
		save(t, book, c)
		if i%40 == 0 {
			must[*model.ChangeSet](t)(book.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: i*3 + 401}))
		}
	}
	same("many edits")
	must[*model.ChangeSet](t)(book.Fill(t.Context(), strangers(3000), nil))
	same("two bulk writes")
	undo(t, book, must[*model.ChangeSet](t)(book.Fill(t.Context(), strangers(600), nil)).ID)
	same("one taken back")
	if _, err := s.writer.Exec("INSERT INTO customer_search (customer_search, rank) VALUES ('merge', 300)"); err != nil {
		t.Fatal(err)
	}
	same("a merge under way")
	if _, err := s.writer.Exec("INSERT INTO customer_search (customer_search) VALUES ('optimize')"); err != nil {
		t.Fatal(err)
	}
	same("merged")
	sound(t, s)
}
