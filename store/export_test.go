package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"testing"

	"kehu/internal/race"

	"kehu/model"
)

// dossiersOf reads what Each gives.
func dossiersOf(t testing.TB, b *Book, text string, want Parts) (all []model.Dossier) {
	t.Helper()
	for d, err := range b.Each(t.Context(), parse(t, b, text), nil, want) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	return all
}

// fillMany puts customers into a book, more than are read at once.
func fillMany(t testing.TB, b *Book, n int) {
	t.Helper()
	bundles := func(yield func(Bundle) bool) {
		for i := range n {
			c := &model.Customer{Kind: model.CompanyKind, Name: fmt.Sprint("客户", i), Tags: []string{"a"}, People: []model.Person{{ID: -1, Name: "丽"}},
				ContactPoints: []model.ContactPoint{{Kind: model.ContactEmail, Value: fmt.Sprint("c", i, "@example.cn")}, {Kind: model.ContactPhone, Value: fmt.Sprint(13800000000 + i), PersonID: -1}}}
			if !yield(Bundle{Customer: c, Purchases: []model.Purchase{*purchase(0, 100), numbered(fmt.Sprint("N", i))}, Interactions: []model.Interaction{*contact(0, "你好")},
				Tasks: []model.Task{{Title: "跟进"}}}) {
				return
			}
		}
	}
	must[*model.ChangeSet](t)(b.Fill(t.Context(), bundles, nil))
}

// What is read for a file is what is read one by one, in the order of lists.
func TestEachReadsAll(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	n := 3*eachSize + 7
	_, b := openBook(t)
	fillMany(t, b, n)
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: 5}))
	for _, text := range []string{"", "sort:-name", "sort:id", "客户1", "spent:>8 sort:-spent", "-tag:b sort:phone"} {
		list := must[[]model.Summary](t)(b.Customers(t.Context(), parse(t, b, text), Page{}))
		all := dossiersOf(t, b, text, Parts{Purchases: true, Interactions: true, Tasks: true, Changed: true})
		if len(all) != len(list) || len(all) == 0 {
			t.Fatalf("%q: %d customers, want %d", text, len(all), len(list))
		}
		for i, d := range all {
			c := must[*model.Customer](t)(b.Customer(t.Context(), list[i].ID))
			purchases := must[[]model.Purchase](t)(b.Purchases(t.Context(), c.ID, 0, 0))
			slices.Reverse(purchases)
			slices.SortStableFunc(purchases, func(a, b model.Purchase) int { return a.Date.Compare(b.Date)*1000 + int(a.ID-b.ID) })
			if !reflect.DeepEqual(d.Customer, *c) || !reflect.DeepEqual(d.Purchases, purchases) || len(d.Interactions) != 1 || len(d.Tasks) != 1 || d.Changed.IsZero() {
				t.Fatalf("%q: %d is %+v", text, i, d)
			}
			if f := d.Figures; f.Orders != list[i].Orders || !reflect.DeepEqual(f.Spent, list[i].Spent) && len(f.Spent)+len(list[i].Spent) > 0 || f.LastPurchase != list[i].LastPurchase || !f.LastContact.Equal(list[i].LastContact) {
				t.Fatalf("figures %+v, want those of %+v", f, list[i])
			}
		}
	}
	if all := dossiersOf(t, b, "sort:id", Parts{Binned: true}); len(all) != n || all[4].Customer.State != model.Binned {
		t.Errorf("%d customers with the bin", len(all))
	}
}

// The book is as it was when the reading began, and stopping early ends it.
func TestEachIsOneMoment(t *testing.T) {
	t.Parallel()
	n := race.Share(8, 3) * eachSize
	s, b := openBook(t)
	fillMany(t, b, n)
	seen := 0
	for d, err := range b.Each(t.Context(), parse(t, b, "sort:id"), nil, Parts{}) {
		if err != nil {
			t.Fatal(err)
		}
		if seen++; seen == 1 {
			last := must[*model.Customer](t)(b.Customer(t.Context(), int64(n)))
			last.Name = "另一个名字"
			save(t, b, last)
			must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: int64(n) - 1}))
		}
		if d.Customer.Name == "另一个名字" {
			t.Error("a later change is seen")
		}
	}
	if seen != n {
		t.Errorf("%d customers, want %d", seen, n)
	}
	for range b.Each(t.Context(), parse(t, b, ""), nil, Parts{}) {
		break
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var failure error
	for _, err := range b.Each(ctx, parse(t, b, ""), nil, Parts{}) {
		stop()
		failure = err
	}
	if !errors.Is(failure, context.Canceled) {
		t.Errorf("cancelled: %v", failure)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestSideBySideKeepsOrderAndPassesPanicsOn(t *testing.T) {
	t.Parallel()
	double := func(n int) int { return 2 * n }
	var got []int
	for n := range sideBySide(slices.Values([]int{1, 2, 3, 4, 5, 6, 7}), []func(int) int{double, double}) {
		got = append(got, n)
	}
	if !slices.Equal(got, []int{2, 4, 6, 8, 10, 12, 14}) {
		t.Error(got)
	}
	for _, values := range []iter.Seq[int]{slices.Values([]int{0}), func(func(int) bool) { panic("values") }} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic is lost")
				}
			}()
			for range sideBySide(values, []func(int) int{func(n int) int { return 1 / n }}) {
				t.Error("a result")
			}
		}()
	}
}
