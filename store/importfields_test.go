package store

import (
	"testing"

	"kehu/model"
)

func TestImportMakesFields(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	save(t, b, row("", "李娜", "上海", "13900139000"))
	before := dump(t, b)
	shoe := model.CustomField{Meta: model.Meta{ID: -1}, Key: "鞋码", Label: "鞋码", Type: model.CustomNumber}
	withShoe := func(c *model.Customer, size string) *model.Customer {
		c.SetCustom(&shoe, size)
		return c
	}
	o := ImportOptions{NewFields: []model.CustomField{shoe}, OnDuplicate: model.UpdateDuplicate}
	covers := []string{"custom.-1", "name"}
	o.DryRun = true
	importFrom(t, b, o, covers, withShoe(row("", "张伟", ""), "42"))
	if dump(t, b) != before {
		t.Error("the dry run wrote")
	}
	o.DryRun = false
	r := importFrom(t, b, o, covers, withShoe(row("id=1", "张伟", ""), "42"), withShoe(row("", "李娜", "", "13900139000"), "37"))
	if got := names(t, b, "鞋码:>40"); r.New != 1 || r.Changed != 1 || len(got) != 1 || got[0] != "张伟" {
		t.Errorf("%+v, %v", r, got)
	}
	checkClean(t, b.store)
	defs := must[[]model.CustomField](t)(b.CustomFields(t.Context()))
	if len(defs) != 1 || defs[0].ID <= 0 || defs[0].Type != model.CustomNumber {
		t.Fatalf("fields %+v", defs)
	}
	again := row("id=1", "张伟", "") // the field is one of the book's now, and its cell is empty
	if r := importFrom(t, b, ImportOptions{}, []string{defs[0].ValueKey(), "name"}, again); r.Changed != 1 || len(names(t, b, "has:鞋码")) != 1 {
		t.Errorf("%+v", r)
	}
	undo(t, b, 0)
	undo(t, b, r.ChangeSet)
	if defs := must[[]model.CustomField](t)(b.CustomFields(t.Context())); len(defs) != 0 || dump(t, b) != before {
		t.Errorf("after undo: %+v", defs)
	}
	redo(t, b)
	if got := names(t, b, "鞋码:>40"); len(got) != 1 {
		t.Errorf("after redo: %v", got)
	}
	checkClean(t, b.store)
}

func TestImportThatWritesNothingMakesNoField(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	bad := customerDraft(person("张伟"))
	bad.Problems.Add(model.Invalidf("birthday", "date_syntax", "Value", "x"))
	o := ImportOptions{NewFields: []model.CustomField{{Meta: model.Meta{ID: -1}, Key: "shoe", Label: "Shoe", Type: model.CustomText}}}
	r := allCounted(t)(b.Import(t.Context(), drafts(bad), o))
	if defs := must[[]model.CustomField](t)(b.CustomFields(t.Context())); len(defs) != 0 || r.ChangeSet != 0 {
		t.Errorf("%+v, fields %+v", r, defs)
	}
}
