package store

import (
	"context"
	"errors"
	"iter"
	"reflect"
	"testing"

	"kehu/internal/race"
	"kehu/model"
)

// arrivals are dossiers as they come out of a file.
func arrivals(all []model.Dossier) iter.Seq2[model.Arrival, error] {
	return func(yield func(model.Arrival, error) bool) {
		for i, d := range all {
			if !yield(model.Arrival{Dossier: d, Number: i + 1}, nil) {
				return
			}
		}
	}
}

var everything = Parts{Purchases: true, Interactions: true, Tasks: true, Binned: true}

// bookWithAll has records of all kinds, some in the bin, and a head of its own.
func bookWithAll(t *testing.T) *Book {
	_, b := openBook(t)
	fillMany(t, b, 40)
	set(t, b, "EUR", "DE")
	for _, r := range []model.Ref{{Kind: model.KindCustomer, ID: 3}, {Kind: model.KindPurchase, ID: 10}, {Kind: model.KindTask, ID: 11}, {Kind: model.KindView, ID: 2}} {
		must[*model.ChangeSet](t)(b.Bin(t.Context(), r))
	}
	save(t, b, &model.View{Name: "一", Query: "city:上海", Pos: 9, Columns: []model.ViewColumn{{Key: "name", Width: 5}}})
	save(t, b, &model.Task{Title: "无主"})
	field := &model.CustomField{Key: "planet", Label: "星球", Type: model.CustomText}
	gone := &model.CustomField{Key: "moon", Label: "月亮", Type: model.CustomText}
	save(t, b, &model.Choice{List: model.ListLevels, Key: "gold", NameZH: "金"}, field, gone)
	d := must[*model.Customer](t)(b.Customer(t.Context(), 8))
	d.Level = "gold"
	d.SetCustom(field, "火星")
	d.SetCustom(gone, "土卫六")
	save(t, b, d)
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindField, ID: gone.ID}))
	return b
}

// numbered is a purchase with a number.
func numbered(no string) model.Purchase {
	p := *purchase(0, 777)
	p.OrderNo = no
	return p
}

// isSound checks the book whole.
func isSound(t *testing.T, b *Book) {
	t.Helper()
	if r := must[CheckReport](t)(b.store.Check(t.Context())); len(r.Findings) > 0 {
		t.Errorf("the book has faults: %+v", r.Findings)
	}
}

func codeOf(err error) string {
	var p *model.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

// A whole book that goes out and into an empty one is the same book, and can be
// taken back as one step.
func TestWholeBookComesBack(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	b := bookWithAll(t)
	all, head := dossiersOf(t, b, "sort:id", everything), must[model.BookHead](t)(b.Head(t.Context()))
	_, other := openBook(t)
	r := must[model.ImportReport](t)(other.ImportBook(t.Context(), &head, arrivals(all), ImportOptions{File: "all.jsonl"}))
	if r.Rows != 40 || r.New != 40 || r.Customers != 40 || r.Purchases != 80 || r.Interactions != 40 || r.Tasks != 41 {
		t.Errorf("report %+v", r)
	}
	same := func(got, want []model.Dossier) {
		t.Helper()
		for i := range want {
			for _, d := range []*model.Dossier{&got[i], &want[i]} { // revisions count changes, which no file has
				d.Customer.Revision = 0
				for k := range d.Purchases {
					d.Purchases[k].Revision = 0
				}
				for k := range d.Tasks {
					d.Tasks[k].Revision = 0
				}
				for k := range d.Interactions {
					d.Interactions[k].Revision = 0
				}
			}
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Fatalf("got  %+v\nwant %+v", got[i], want[i])
			}
		}
	}
	same(dossiersOf(t, other, "sort:id", everything), dossiersOf(t, b, "sort:id", everything))
	newHead := must[model.BookHead](t)(other.Head(t.Context()))
	for i := range newHead.Views {
		newHead.Views[i].Revision, head.Views[i].Revision = 0, 0
	}
	for i := range newHead.Choices {
		newHead.Choices[i].Meta, head.Choices[i].Meta = model.Meta{}, model.Meta{}
		newHead.Choices[i].Pos, head.Choices[i].Pos = 0, 0
	}
	for i := range newHead.Fields {
		newHead.Fields[i].Revision, head.Fields[i].Revision = 0, 0
	}
	if !reflect.DeepEqual(newHead, head) {
		t.Errorf("head %+v, want %+v", newHead, head)
	}
	isSound(t, other)
	if found := names(t, other, "13800000004"); len(found) != 1 {
		t.Errorf("found %q", found)
	}
	undo(t, other, r.ChangeSet)
	if left := dossiersOf(t, other, "sort:id", everything); len(left) != 0 {
		t.Errorf("%d customers are left", len(left))
	}
	if len(must[[]model.View](t)(other.Views(t.Context()))) != 5 {
		t.Error("the views did not come back")
	}
}

// A book that has records of its own takes what it does not have.
func TestBookMergesIntoAnother(t *testing.T) {
	t.Parallel()
	b := bookWithAll(t)
	all, head := dossiersOf(t, b, "sort:id", everything), must[model.BookHead](t)(b.Head(t.Context()))
	r := must[model.ImportReport](t)(b.ImportBook(t.Context(), &head, arrivals(all), ImportOptions{}))
	if r.Rows != 40 || r.Same != 40 || r.ChangeSet != 0 {
		t.Errorf("into itself: %+v", r)
	}
	_, other := openBook(t)
	save(t, other, zhang())
	all = dossiersOf(t, b, "sort:id", everything)
	r = must[model.ImportReport](t)(other.ImportBook(t.Context(), &head, arrivals(all), ImportOptions{}))
	if r.New != 39 || r.Same != 1 || r.Customers != 39 { // one is in the bin of the file
		t.Errorf("into another: %+v", r)
	}
	isSound(t, other)
	all = dossiersOf(t, b, "sort:id", everything)
	all[0].Purchases = append(all[0].Purchases, numbered("NEW"))
	r = must[model.ImportReport](t)(other.ImportBook(t.Context(), nil, arrivals(all), ImportOptions{}))
	if r.Changed != 1 || r.Same != 39 || r.Purchases != 1 {
		t.Errorf("one more purchase: %+v", r)
	}
	undo(t, other, r.ChangeSet)
}

// What is wrong is refused or ends the import; then the book is as before.
func TestBookThatCannotBeImported(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	b := bookWithAll(t)
	all := dossiersOf(t, b, "sort:id", everything)
	_, other := openBook(t)
	before := dump(t, other)
	twice := append(all[:2:2], all[1])
	if _, err := other.ImportBook(t.Context(), nil, arrivals(twice), ImportOptions{}); codeOf(err) != "ours_id_twice" {
		t.Errorf("an id twice: %v", err)
	}
	broken := errors.New("broken")
	ends := func(yield func(model.Arrival, error) bool) {
		_ = yield(model.Arrival{Dossier: all[0], Number: 1}, nil) && yield(model.Arrival{}, broken)
	}
	if _, err := other.ImportBook(t.Context(), nil, ends, ImportOptions{}); !errors.Is(err, broken) {
		t.Error(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	cancels := func(yield func(model.Arrival, error) bool) {
		stop()
		yield(model.Arrival{Dossier: all[0], Number: 1}, nil)
	}
	if _, err := other.ImportBook(ctx, nil, cancels, ImportOptions{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := other.ImportBook(t.Context(), nil, arrivals(all), ImportOptions{DryRun: true}); err != nil {
		t.Error(err)
	}
	if after := dump(t, other); after != before {
		t.Errorf("the book is another:\n%s\nwas\n%s", after, before)
	}
	all[0].Customer.Kind, all[1].Purchases[0].Currency, all[2].Customer.ID = "planet", "X", 0
	r := must[model.ImportReport](t)(other.ImportBook(t.Context(), nil, arrivals(all[:4]), ImportOptions{}))
	if r.Rejected != 3 || r.New != 1 || r.Rejects.Len() != 3 || r.Rejects.At(2).Problems[0].Code != "ours_id_missing" {
		t.Errorf("report %+v", r)
	}
}
