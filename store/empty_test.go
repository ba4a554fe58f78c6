package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"kehu/internal/race"
	"kehu/model"
)

func customerRef(id int64) model.Ref { return model.Ref{Kind: model.KindCustomer, ID: id} }

// fullBin is a book with three customers in the bin, one with a purchase, and a
// purchase of somebody who is in the book.
func fullBin(t *testing.T) (s *Store, b *Book, ids []int64) {
	t.Helper()
	s, b = openBook(t)
	for i, name := range []string{"张伟", "李娜", "王芳", "赵敏"} {
		c := person(name, fmt.Sprint("1380000000", i))
		save(t, b, c)
		ids = append(ids, c.ID)
	}
	save(t, b, purchase(ids[0], 100), purchase(ids[3], 200), contact(ids[0], "你好"))
	must[*model.ChangeSet](t)(b.Bin(t.Context(), customerRef(ids[0])))
	must[*model.ChangeSet](t)(b.Bin(t.Context(), customerRef(ids[1]), customerRef(ids[2])))
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindPurchase, ID: 2}))
	return s, b, ids
}

func binnedRefs(t *testing.T, b *Book, q BinQuery) (refs []model.Ref) {
	t.Helper()
	for _, e := range must[[]BinEntry](t)(b.Binned(t.Context(), q)) {
		refs = append(refs, e.Ref)
	}
	if n := must[int](t)(b.BinnedCount(t.Context(), BinQuery{Text: q.Text, Set: q.Set})); q.Limit == 0 && n != len(refs) {
		t.Errorf("%+v: counted %d, listed %d", q, n, len(refs))
	}
	return refs
}

func TestBinIsSearchedAndSorted(t *testing.T) {
	t.Parallel()
	_, b, ids := fullBin(t)
	bought := model.Ref{Kind: model.KindPurchase, ID: 2}
	set := must[[]BinEntry](t)(b.Binned(t.Context(), BinQuery{Text: "李娜"}))[0].Set
	for _, c := range []struct {
		q    BinQuery
		want []model.Ref
	}{
		{BinQuery{}, []model.Ref{bought, customerRef(ids[1]), customerRef(ids[2]), customerRef(ids[0])}},
		{BinQuery{Offset: 1, Limit: 2}, []model.Ref{customerRef(ids[1]), customerRef(ids[2])}},
		{BinQuery{Sort: "at"}, []model.Ref{customerRef(ids[0]), customerRef(ids[1]), customerRef(ids[2]), bought}},
		{BinQuery{Sort: "kind", Desc: true}, []model.Ref{bought, customerRef(ids[1]), customerRef(ids[2]), customerRef(ids[0])}},
		{BinQuery{Sort: "name", Offset: 1, Limit: 2}, []model.Ref{bought, customerRef(ids[2])}},
		{BinQuery{Text: "zhangw"}, []model.Ref{customerRef(ids[0])}},
		{BinQuery{Text: "赵"}, []model.Ref{bought}},
		{BinQuery{Text: "nobody"}, nil},
		{BinQuery{Set: set}, []model.Ref{customerRef(ids[1]), customerRef(ids[2])}},
	} {
		if got := binnedRefs(t, b, c.q); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.q, got, c.want)
		}
	}
}

// Records that went into the bin in one run are all listed there.
func TestBinListsRuns(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	for i := range 3 {
		save(t, b, person(fmt.Sprint("客户", i)))
	}
	check(t, b.store.inTx(t.Context(), func(t *tx) error {
		moved, err := t.move(model.KindCustomer, 1, 3, model.Live, model.Binned, "")
		return firstError(err, t.record(b, &model.ChangeSet{Action: model.ActionBin, Kind: model.KindCustomer}, moved))
	}))
	all := must[[]BinEntry](t)(b.Binned(t.Context(), BinQuery{}))
	if len(all) != 3 || all[2].Set != 4 || all[2].At.IsZero() {
		t.Errorf("listed %+v", all)
	}
}

func TestEmptyBinOfSome(t *testing.T) {
	t.Parallel()
	_, b, ids := fullBin(t)
	if code := codeOf(second(b.EmptyBin(t.Context(), Emptying{Refs: []model.Ref{customerRef(ids[0]), customerRef(ids[3])}}))); code != "not_in_bin" {
		t.Errorf("a customer of the book: %q", code)
	}
	if got := binnedRefs(t, b, BinQuery{}); len(got) != 4 {
		t.Errorf("after a refusal there are %v", got)
	}
	cs := must[*model.ChangeSet](t)(b.EmptyBin(t.Context(), Emptying{Refs: []model.Ref{customerRef(ids[0])}}))
	if cs.Action != model.ActionEmpty || cs.Count != 1 || cs.Subject != "#1" || cs.Kind != model.KindCustomer {
		t.Errorf("change set %+v", cs)
	}
	for _, kind := range []model.Kind{model.KindPurchase, model.KindInteraction} {
		if _, err := b.store.records[kind].load(t.Context(), b.store.reader, 1); model.KindOf(err) != model.NotFound {
			t.Errorf("the %s of the customer: %v", kind, err)
		}
	}
	if code := codeOf(second(b.Restore(t.Context(), customerRef(ids[0])))); code != "record_removed" {
		t.Errorf("restored: %q", code)
	}
	sets := must[[]model.ChangeSet](t)(b.History(t.Context(), nil, 0, 0))
	for _, cs := range sets {
		if cs.Subject == "张伟" {
			t.Errorf("%+v still has the name", cs)
		}
	}
	isSound(t, b)
}

func TestEmptyBinOfOld(t *testing.T) {
	t.Parallel()
	s, b, _ := fullBin(t)
	s.now = func() time.Time { return testNow.AddDate(0, 0, 40) }
	save(t, b, person("新的"))
	must[*model.ChangeSet](t)(b.Bin(t.Context(), customerRef(5)))
	if cs, err := b.EmptyBin(t.Context(), Emptying{Before: testNow.Add(-time.Hour)}); cs != nil || err != nil {
		t.Errorf("nothing is that old: %+v, %v", cs, err)
	}
	cs := must[*model.ChangeSet](t)(b.EmptyBin(t.Context(), Emptying{Before: testNow}))
	if cs.Count != 4 || cs.Kind != "" || cs.Subject != "" {
		t.Errorf("change set %+v", cs)
	}
	if got := binnedRefs(t, b, BinQuery{}); !slices.Equal(got, []model.Ref{customerRef(5)}) {
		t.Errorf("left: %v", got)
	}
	must[*model.ChangeSet](t)(b.EmptyBin(t.Context(), Emptying{}))
	if got := binnedRefs(t, b, BinQuery{}); len(got) > 0 {
		t.Errorf("left: %v", got)
	}
	isSound(t, b)
}

// Undo of what was done before passes over what is gone, whatever it was.
func TestUndoAfterEmptying(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	report := importAll(t, b, model.SkipDuplicate, customerDraft(person("张伟", "13800000001")), customerDraft(person("李娜", "13800000002")))
	c := customerNamed(t, b, "张伟")
	c.Notes = "备注"
	edit := save(t, b, c)
	bin := must[*model.ChangeSet](t)(b.Bin(t.Context(), customerRef(c.ID)))
	must[*model.ChangeSet](t)(b.EmptyBin(t.Context(), Emptying{}))
	gone := []model.Kept{{Ref: customerRef(c.ID), Erased: true}}
	for _, id := range []int64{bin.ID, edit.ID, report.ChangeSet} {
		cs := must[*model.ChangeSet](t)(b.Undo(t.Context(), 0))
		if cs.Undoes != id || !slices.Equal(cs.Kept, gone) {
			t.Errorf("undid %d, kept %+v, want %d", cs.Undoes, cs.Kept, id)
		}
	}
	if left := names(t, b, ""); len(left) > 0 {
		t.Errorf("left in the book: %v", left)
	}
	for range 3 {
		must[*model.ChangeSet](t)(b.Redo(t.Context()))
	}
	if left := names(t, b, ""); !slices.Equal(left, []string{"李娜"}) {
		t.Errorf("in the book again: %v", left)
	}
	isSound(t, b)
}

// A field, a view and a level leave with what hangs on them.
func TestEmptyBinOfDefinitions(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	field := ownFields(t, b)["card"]
	c := person("张伟")
	give(t, c, field, "A-17")
	save(t, b, c)
	view := &model.View{Name: "上海", Query: "city:上海"}
	save(t, b, view)
	level := &model.Choice{List: model.ListLevels, Key: "gold", NameZH: "金"}
	save(t, b, level)
	refs := []model.Ref{{Kind: model.KindField, ID: field.ID}, {Kind: model.KindView, ID: view.ID}, {Kind: model.KindChoice, ID: level.ID}}
	must[*model.ChangeSet](t)(b.Bin(t.Context(), refs...))
	must[*model.ChangeSet](t)(b.EmptyBin(t.Context(), Emptying{}))
	if got := must[*model.Customer](t)(b.Customer(t.Context(), c.ID)); len(got.Custom) > 0 {
		t.Errorf("the customer still has %v", got.Custom)
	}
	if again := must[*model.ChangeSet](t)(b.Save(t.Context(), &model.CustomField{Key: "card", Label: "会员卡号", Type: model.CustomText})); again.Action != model.ActionCreate {
		t.Errorf("a field of the same key: %+v", again)
	}
	isSound(t, b)
}

func TestFindAny(t *testing.T) {
	t.Parallel()
	_, b, ids := fullBin(t)
	for ref, want := range map[string]bool{"#1": true, "李娜": true, "赵敏": false, "#4": false} {
		id, isBinned, err := b.FindAny(t.Context(), ref)
		if err != nil || isBinned != want || !slices.Contains(ids, id) {
			t.Errorf("%s: %d, %v, %v", ref, id, isBinned, err)
		}
	}
	_, _, err := b.FindAny(t.Context(), "#99")
	if codeOf(err) != "customer_not_found" {
		t.Errorf("#99: %v", err)
	}
}

// A whole book does not come in under numbers that others had.
func TestImportAfterErasingAllGivesNewNumbers(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	save(t, b, person("张伟", "13800000001"))
	must[*Erasure](t)(b.Erase(t.Context(), Erasing{Customer: 1}))
	all := []model.Dossier{{Customer: *person("李娜", "13800000002")}}
	all[0].Customer.ID = 1
	must[model.ImportReport](t)(b.ImportBook(t.Context(), &model.BookHead{}, arrivals(all), ImportOptions{}))
	if got := customerNamed(t, b, "李娜"); got.ID != 2 {
		t.Errorf("got #%d", got.ID)
	}
	isSound(t, b)
}

// A purchase that was moved stays with whom it was moved to when its first customer
// is gone.
func TestUndoGivesNothingToTheRemoved(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	from, to := person("张伟", "13800000001"), person("李娜", "13800000002")
	save(t, b, from, to)
	p := purchase(from.ID, 100)
	save(t, b, p)
	p.CustomerID, p.Notes = to.ID, "移过来"
	edit := save(t, b, p)
	must[*Erasure](t)(b.Erase(t.Context(), Erasing{Customer: from.ID}))
	cs := undo(t, b, edit.ID)
	if !slices.Equal(cs.Kept, []model.Kept{{Ref: model.Ref{Kind: model.KindPurchase, ID: p.ID}, Field: "customer_id"}}) {
		t.Errorf("kept %+v", cs.Kept)
	}
	if got := must[*model.Purchase](t)(b.Purchase(t.Context(), p.ID)); got.CustomerID != to.ID || got.Notes != "" {
		t.Errorf("the purchase is %+v", got)
	}
	isSound(t, b)
}

// Whatever was written before an emptying and an erasure, and in whatever order it
// is undone and done again: nothing fails, and nothing comes back.
func TestUndoInAnyOrderAfterRemovals(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	for seed := range uint64(16) {
		w := history(t, seed+300, 12)
		b := w.actors[0]
		must[*model.ChangeSet](t)(b.EmptyBin(t.Context(), Emptying{}))
		if ids := w.ids(); len(ids) > 0 {
			must[*Erasure](t)(b.Erase(t.Context(), Erasing{Customer: w.pick(ids), KeepPurchases: []string{"", "匿名"}[seed%2]}))
		}
		var undos []int64
		for _, i := range w.rnd.Perm(len(w.sets)) {
			undos = append(undos, undo(t, b, w.sets[i]).ID)
		}
		for _, i := range w.rnd.Perm(len(undos)) {
			undo(t, b, undos[i])
		}
		checkClean(t, b.store)
	}
}
