package store

import (
	"fmt"
	"testing"
	"time"

	"kehu/model"
	"kehu/query"
)

// longHistory is a book of a hundred customers with very many change sets.
func longHistory(b *testing.B, sets int) *Book {
	b.Helper()
	s, book := openBook(b)
	if _, err := book.Fill(b.Context(), bundles(100), nil); err != nil {
		b.Fatal(err)
	}
	now := testNow
	s.now = func() time.Time { return now }
	err := s.inTx(b.Context(), func(t *tx) error {
		for i := range sets {
			now = now.Add(time.Minute)
			id := int64(1 + i%100)
			by := s.As(model.Actor{Name: fmt.Sprint("user", i%7)}, []model.Origin{model.OriginScreen, model.OriginCommand}[i%2])
			cs := &model.ChangeSet{Action: model.ActionEdit, Kind: model.KindCustomer, Subject: fmt.Sprint("customer ", id), Fields: []string{"title"}}
			change := model.Change{Ref: model.Ref{Kind: model.KindCustomer, ID: id}, Last: id, Revision: int64(i),
				Fields: map[string][2]string{"title": {fmt.Sprint(i - 1), fmt.Sprint(i)}}}
			if err := t.record(by, cs, []model.Change{change}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return book
}

// BenchmarkHistoryPage reads windows of a history of 100,000 change sets as the
// screen does: the first, the one behind rows that are known, the last.
func BenchmarkHistoryPage(b *testing.B) {
	const sets = 100_000
	book := longHistory(b, sets)
	for _, text := range []string{"", "by:user3", "origin:screen", "action:edit,bin", "action:bin", "at:>2027-01-01", "customer:#7", "customer 42", "kind:purchase OR by:user1"} {
		q := HistoryQuery{Query: must[query.Query](b)(query.Parse(text, query.History()))}
		n, _, err := book.CountChangeSets(b.Context(), q, 0)
		if err != nil {
			b.Fatal(err)
		}
		pages := map[string]Page{"first": {}}
		if n > 1000 {
			known := must[[]model.ChangeSet](b)(book.ChangeSets(b.Context(), q, Page{Offset: n / 2, Limit: 1}))[0]
			pages["next"] = Page{Offset: n/2 + 50, Known: Place{known.ID, n / 2}, Total: n}
			pages["last"] = Page{Offset: n - 100, Total: n}
		}
		for name, p := range pages {
			p.Limit = 100
			b.Run(text+"/"+name, func(b *testing.B) {
				for b.Loop() {
					if _, err := book.ChangeSets(b.Context(), q, p); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(text+"/count", func(b *testing.B) {
			for b.Loop() {
				if _, _, err := book.CountChangeSets(b.Context(), q, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkUndo takes one edit back, which is the worst of the undos that a person
// waits for with nothing on the screen: its bar is 20 ms.
func BenchmarkUndo(b *testing.B) {
	_, book := demoBook(b, benchCustomers)
	c := must[*model.Customer](b)(book.Customer(b.Context(), 500))
	n := 0
	for b.Loop() {
		b.StopTimer()
		n++
		c.Title = fmt.Sprint("title ", n, b.N)
		cs := save(b, book, c)
		b.StartTimer()
		undo(b, book, cs.ID)
		b.StopTimer()
		c = must[*model.Customer](b)(book.Customer(b.Context(), 500))
		b.StartTimer()
	}
}

// BenchmarkPreview foretells the undo of the change set that made the book, and of
// one edit.
func BenchmarkPreview(b *testing.B) {
	_, book := demoBook(b, benchCustomers)
	c := must[*model.Customer](b)(book.Customer(b.Context(), 500))
	c.Title += "+"
	for name, id := range map[string]int64{"all": 1, "one": save(b, book, c).ID} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := book.Preview(b.Context(), id); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPast reads a customer as it was before all that came later.
func BenchmarkPast(b *testing.B) {
	_, book := demoBook(b, benchCustomers)
	for b.Loop() {
		if _, err := book.Past(b.Context(), 500, 1); err != nil {
			b.Fatal(err)
		}
	}
}
