package store

import (
	"fmt"
	"testing"

	"kehu/model"
)

// A dry run shows what would become of the rows, field by field; a real one keeps
// nothing of it.
func TestDryRunShowsSamples(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	old := zhang()
	save(t, b, old)
	again := zhang()
	again.Title = "经理"
	list := []model.Draft{customerDraft(again), orderDraft(person("李娜", "13900139000"), "A1", 100)}
	list[0].Lines = []int{7}
	for how, want := range map[model.OnDuplicate]model.Outcome{model.SkipDuplicate: model.OutcomeDuplicate, model.UpdateDuplicate: model.OutcomeChanged} {
		r := must[model.ImportReport](t)(b.Import(t.Context(), drafts(list...), ImportOptions{DryRun: true, OnDuplicate: how}))
		if len(r.Samples) != 2 || r.Samples[1].Outcome != model.OutcomeNew || r.Samples[1].Customer != "李娜" || r.Samples[1].Rows != 2 {
			t.Fatalf("%s: %+v", how, r.Samples)
		}
		s := r.Samples[0]
		if s.Outcome != want || s.Line != 7 || len(s.Fields) != 1 || s.Fields[0] != (model.FieldChange{Key: "title", Old: old.Title, New: "经理"}) {
			t.Errorf("%s: %+v", how, s)
		}
	}
	r := importAll(t, b, model.UpdateDuplicate, list[0])
	if len(r.Samples) != 0 {
		t.Errorf("a real import keeps %+v", r.Samples)
	}
}

func TestSamplesAreBounded(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	var list []model.Draft
	for i := range model.SamplesAtMost + 50 {
		list = append(list, customerDraft(person(fmt.Sprint("客户", i))))
	}
	r := must[model.ImportReport](t)(b.Import(t.Context(), drafts(list...), ImportOptions{DryRun: true}))
	if r.New != len(list) || len(r.Samples) != model.SamplesAtMost {
		t.Errorf("%d new, %d samples", r.New, len(r.Samples))
	}
}

// A product that the book has, then one that it has not: the new one is written
// before the lines that refer to it.
func TestImportOfKnownAndNewProducts(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	importAll(t, b, "", orderDraft(zhang(), "A1", 100))
	known, other := orderDraft(zhang(), "A2", 100), orderDraft(zhang(), "A3", 100)
	other.Purchase.Items = []model.Item{{Product: "something new", Quantity: model.NewQuantity(1), UnitPrice: 100, Amount: 100}}
	if r := importAll(t, b, "", known, other); r.Purchases != 2 {
		t.Errorf("%+v", r)
	}
	checkClean(t, b.store)
}

// Of a row in conflict a dry run shows the field in conflict first, with what the file
// says of it; and it says that a record lies in the bin.
func TestDryRunShowsConflicts(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	sheet(t, b, "", row("id=1", "张伟", "广州"), row("id=2", "李娜", "北京"))
	change(t, b, "张伟", func(c *model.Customer) { c.Address.City = "深圳" })
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: customerNamed(t, b, "李娜").ID}))
	newer := row("id=1", "张伟", "佛山")
	newer.Title = "经理"
	r := importFrom(t, b, ImportOptions{DryRun: true}, []string{"name", "city", "title"}, newer, row("id=2", "李娜", "天津"))
	if len(r.Samples) != 2 {
		t.Fatalf("%+v", r)
	}
	city := model.FieldChange{Key: "city", Old: "深圳", New: "佛山", IsKept: true}
	if s := r.Samples[0]; s.Outcome != model.OutcomeConflict || s.IsBinned || len(s.Fields) != 2 || s.Fields[0] != city || s.Fields[1] != (model.FieldChange{Key: "title", New: "经理"}) {
		t.Errorf("in conflict: %+v", s)
	}
	if s := r.Samples[1]; s.Outcome != model.OutcomeConflict || !s.IsBinned || len(s.Fields) != 1 || s.Fields[0].New != "天津" {
		t.Errorf("in the bin: %+v", s)
	}
}
