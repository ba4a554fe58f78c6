package store

import (
	"testing"
	"time"

	"kehu/model"
)

// Finishing a follow-up that repeats writes its result, a contact entry and the
// next follow-up; one undo takes all three back, and redo does them again.
func TestFinishIsOneStep(t *testing.T) {
	_, b := openBook(t)
	c := zhang()
	save(t, b, c)
	k := &model.Task{CustomerID: c.ID, Title: "对账", Due: model.DateOf(testNow), Priority: model.PriorityHigh, Repeat: model.RepeatMonthly, Owner: "ann"}
	save(t, b, k)

	k.Result = "已对清"
	next := k.Finish(testNow)
	cs := save(t, b, k, next, k.Contact())
	if cs.Action != model.ActionFinish || cs.Kind != model.KindTask || cs.Count != 1 || cs.Subject != "张伟" {
		t.Errorf("change set %+v", cs)
	}
	state := func(want ...string) {
		t.Helper()
		tasks := must[[]model.Task](t)(b.Tasks(t.Context(), c.ID, 0, 0))
		entries := must[[]model.Interaction](t)(b.Interactions(t.Context(), c.ID, 0, 0))
		var got []string
		for _, k := range tasks {
			text := k.Due.String() + " " + string(k.Weight()) + " " + string(k.Repeat)
			if !k.Done.IsZero() {
				text += " " + k.Result
			}
			got = append(got, text)
		}
		for _, i := range entries {
			got = append(got, i.Content)
		}
		if len(got) != len(want) {
			t.Fatalf("%q, want %q", got, want)
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("%q, want %q", got, want)
			}
		}
	}
	state("2026-12-21 high monthly", "2026-11-21 high monthly 已对清", "对账\n已对清")
	if s := must[model.Summary](t)(b.Summary(t.Context(), c.ID)); !s.LastContact.Equal(testNow) {
		t.Errorf("last contact %v", s.LastContact)
	}
	must[*model.ChangeSet](t)(b.Undo(t.Context(), 0))
	state("2026-11-21 high monthly")
	if s := must[model.Summary](t)(b.Summary(t.Context(), c.ID)); !s.LastContact.IsZero() {
		t.Errorf("last contact %v after the undo", s.LastContact)
	}
	must[*model.ChangeSet](t)(b.Redo(t.Context()))
	state("2026-12-21 high monthly", "2026-11-21 high monthly 已对清", "对账\n已对清")
}

// An edit that does not tick off is an edit.
func TestEditOfATaskIsNoFinish(t *testing.T) {
	_, b := openBook(t)
	k := &model.Task{Title: "盘点"}
	save(t, b, k)
	k.Priority = model.PriorityLow
	if cs := save(t, b, k); cs.Action != model.ActionEdit || len(cs.Fields) != 1 || cs.Fields[0] != "priority" {
		t.Errorf("change set %+v", cs)
	}
	k.Done = testNow
	save(t, b, k)
	k.Done = time.Time{}
	if cs := save(t, b, k); cs.Action != model.ActionEdit {
		t.Errorf("reopening is %+v", cs)
	}
}
