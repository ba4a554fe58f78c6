package store

import (
	"fmt"
	"reflect"
	"testing"

	"kehu/internal/race"
	"kehu/model"
)

// A dry run says what the import then does, also of rows that meet others of the
// same file, and of purchases of customers who are not there yet.
func TestTrialSaysWhatHappens(t *testing.T) {
	t.Parallel()
	rows := func() []model.Draft {
		list := []model.Draft{
			customerDraft(row("", "张伟", "", "13800138000")), customerDraft(row("", "张伟", "上海", "13800138000")), // in the book
			customerDraft(row("", "王五", "", "13800138000")), // a namesake's number
			customerDraft(row("", "新人", "", "13900139000")), customerDraft(row("", "新人", "北京", "13900139000", "13700137000")),
			customerDraft(row("", "", "", "13700137000")), customerDraft(row("", "李娜", "")), customerDraft(row("", "李娜", "广州")),
			customerDraft(row("id=7", "七", "")), customerDraft(row("id=7", "柒", "成都")), customerDraft(row("", "", "")),
		}
		for i := range 3 {
			d := customerDraft(row("", "买主", "", "13600136000"))
			p := numbered(fmt.Sprint("N", i/2))
			d.Purchase = &p
			list = append(list, d)
		}
		for i := range list {
			list[i].Rows = []int{i + 1}
		}
		return list
	}
	for _, how := range []model.OnDuplicate{model.SkipDuplicate, model.UpdateDuplicate, model.AddDuplicate} {
		_, b := openBook(t)
		save(t, b, row("", "张伟", "", "13800138000"))
		before := dump(t, b)
		o := ImportOptions{OnDuplicate: how, File: "a.csv", DryRun: true}
		trial := allCounted(t)(b.Import(t.Context(), drafts(rows()...), o))
		if dump(t, b) != before {
			t.Errorf("%s: a dry run wrote something", how)
		}
		o.DryRun = false
		real := allCounted(t)(b.Import(t.Context(), drafts(rows()...), o))
		trial.Samples, real.ChangeSet = nil, 0
		if !reflect.DeepEqual(trial, real) || real.New == 0 || real.Rejected == 0 {
			t.Errorf("%s: the dry run said\n%+v, it became\n%+v", how, trial, real)
		}
		isSound(t, b)
	}
}

// What a book has is known once all of it was read, and nothing else is.
func TestEarlierKnowsTheBook(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	c := row("id=1", "张伟", "", "13800138000")
	c.Company = "北湖"
	save(t, b, c)
	e := newEarlier(s, 1)
	defer e.end()
	for range e.few { // the last begins to read
		e.mayKnow("x")
	}
	<-e.ready
	for text, want := range map[string]bool{"id=1": true, "张伟": true, atCompany("张伟", "北湖"): true, "+8613800138000": true, "id=2": false, "李娜": false, atCompany("张伟", ""): false} {
		if e.mayKnow(text) != want {
			t.Errorf("%q is known: %v", text, !want)
		}
	}
}

// A large import into a book finds who is there, while and after all of it is read.
func TestImportAmongMany(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	_, b := openBook(t)
	n := 2 * fewQuestions
	list := func() (all []model.Draft) {
		for i := range n {
			d := customerDraft(row(fmt.Sprint("id=", i), fmt.Sprint("客户", i), "", fmt.Sprint(13800000000+i)))
			d.Rows = []int{i + 1}
			all = append(all, d)
		}
		return all
	}
	first := allCounted(t)(b.Import(t.Context(), drafts(list()[:n/2]...), ImportOptions{}))
	wantOnly(t, "the first half", first, first.New)
	r := allCounted(t)(b.Import(t.Context(), drafts(list()...), ImportOptions{}))
	if r.Same != n/2 || r.New != n/2 {
		t.Errorf("all again: %+v", r)
	}
	isSound(t, b)
}
