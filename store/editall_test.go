package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"kehu/internal/race"

	"kehu/model"
	"kehu/query"
)

// manyCustomers puts n customers into a book.
func manyCustomers(t testing.TB, b *Book, n int) {
	t.Helper()
	drafts := make([]model.Draft, n)
	for i := range drafts {
		drafts[i] = model.Draft{Rows: []int{i}, Customer: model.Customer{Kind: model.PersonKind, Name: fmt.Sprint("客户", i), Level: model.LevelRegular,
			ContactPoints: []model.ContactPoint{{Kind: model.ContactPhone, Value: fmt.Sprint(13800000000 + i)}}}}
	}
	must[model.ImportReport](t)(b.Import(t.Context(), sequence(drafts), ImportOptions{}))
}

func TestEditAllIsOneStep(t *testing.T) {
	t.Parallel()
	n := race.Share(3, 1)*editChunk + 10
	s, b := openBook(t)
	manyCustomers(t, b, n)
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: 7}))
	ids := must[[]int64](t)(b.IDs(t.Context(), query.Query{}))
	last := 0
	r := must[EditReport](t)(b.EditAll(t.Context(), append(ids, 7), func(c *model.Customer) error {
		if c.ID%2 == 0 {
			c.Level = model.LevelVIP
			c.AddTag("展会")
		}
		return nil
	}, func(done int) { last = done }))
	if r.Changed != n/2 || r.Same != n/2-1 || r.Gone != 1 || last != n || r.ChangeSet.Count != int64(n)/2 {
		t.Errorf("report %+v, progress %d", r, last)
	}
	sound(t, s)
	if got := must[[]int64](t)(b.IDs(t.Context(), parse(t, b, "展会 level:vip"))); len(got) != n/2 {
		t.Errorf("found %d with tag and level", len(got))
	}
	c := must[*model.Customer](t)(b.Customer(t.Context(), 8))
	c.Level = model.LevelPotential
	save(t, b, c)
	cs := must[*model.ChangeSet](t)(b.Undo(t.Context(), r.ChangeSet.ID))
	if len(cs.Kept) != 1 || cs.Kept[0].ID != 8 || cs.Kept[0].Field != "level" {
		t.Errorf("kept %+v", cs.Kept)
	}
	sound(t, s)
	if got := must[[]int64](t)(b.IDs(t.Context(), parse(t, b, "展会"))); len(got) != 0 {
		t.Errorf("after the undo %d have the tag", len(got))
	}
	must[*model.ChangeSet](t)(b.Redo(t.Context()))
	sound(t, s)
	if got := must[[]int64](t)(b.IDs(t.Context(), parse(t, b, "展会"))); len(got) != n/2 {
		t.Errorf("after the redo %d have the tag", len(got))
	}
}

func TestEditAllThatEndsEarlyLeavesTheBookAsItWas(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	s, b := openBook(t)
	manyCustomers(t, b, 2*editChunk)
	ids := must[[]int64](t)(b.IDs(t.Context(), query.Query{}))
	ctx, cancel := context.WithCancel(t.Context())
	_, err := b.EditAll(ctx, ids, func(c *model.Customer) error { c.Level = model.LevelVIP; return nil }, func(int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	_, err = b.EditAll(t.Context(), ids, func(c *model.Customer) error { c.Kind = "planet"; return nil }, nil)
	if model.KindOf(err) != model.Invalid {
		t.Errorf("a broken rule: %v", err)
	}
	r := must[EditReport](t)(b.EditAll(t.Context(), ids, func(*model.Customer) error { return nil }, nil))
	if r.ChangeSet != nil || r.Same != len(ids) {
		t.Errorf("nothing to do: %+v", r)
	}
	sound(t, s)
	if got := must[[]int64](t)(b.IDs(t.Context(), parse(t, b, "level:regular"))); len(got) != len(ids) {
		t.Errorf("%d of %d are as they were", len(got), len(ids))
	}
}

func TestOneEditedOfManyIsNamed(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	manyCustomers(t, b, 3)
	r := must[EditReport](t)(b.EditAll(t.Context(), []int64{1, 2, 3}, func(c *model.Customer) error {
		if c.ID == 2 {
			c.Level = model.LevelVIP
		}
		return nil
	}, nil))
	cs := must[*model.ChangeSet](t)(b.ChangeSet(t.Context(), r.ChangeSet.ID))
	if cs.Subject != "客户1" || !slices.Equal(cs.Fields, []string{"level"}) || cs.Count != 1 {
		t.Errorf("change set %+v", cs)
	}
}

// A stretch of a list has the customers that the list shows there.
func TestIDsBetween(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	manyCustomers(t, b, 50)
	for _, text := range []string{"", "sort:-name", "level:regular sort:phone", "客户1", "no:city sort:-name"} {
		q := parse(t, b, text)
		rows := must[[]model.Summary](t)(b.Customers(t.Context(), q, Page{Offset: 3, Limit: 7}))
		var want []int64
		for _, r := range rows {
			want = append(want, r.ID)
		}
		if got := must[[]int64](t)(b.IDsBetween(t.Context(), q, Page{Offset: 3, Limit: 7})); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
		all := must[[]int64](t)(b.IDs(t.Context(), q))
		if n, _, err := b.Count(t.Context(), q, 0); err != nil || len(all) != n {
			t.Errorf("%q: %d ids, %d counted, %v", text, len(all), n, err)
		}
	}
}
