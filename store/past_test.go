package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"kehu/internal/race"
	"kehu/model"
)

// present is what Past says of a customer, read from the book as it is.
func (w *world) present(id int64) string {
	ctx, b := w.t.Context(), w.actors[0]
	return pastText(w.t, &Past{
		Customer:     must[*model.Customer](w.t)(b.Customer(ctx, id)),
		Purchases:    must[[]model.Purchase](w.t)(b.Purchases(ctx, id, 0, 0)),
		Interactions: must[[]model.Interaction](w.t)(b.Interactions(ctx, id, 0, 0)),
		Tasks:        must[[]model.Task](w.t)(b.Tasks(ctx, id, 0, 0)),
	})
}

// pastText is a Past as JSON, in one order and without revisions, which only grow.
func pastText(t testing.TB, p *Past) string {
	c := *p.Customer
	c.Revision = 0
	forget(p.Purchases, func(r *model.Purchase) { r.Revision = 0 })
	forget(p.Interactions, func(r *model.Interaction) { r.Revision = 0 })
	forget(p.Tasks, func(r *model.Task) { r.Revision = 0 })
	slices.SortFunc(p.Purchases, func(a, b model.Purchase) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(p.Interactions, func(a, b model.Interaction) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(p.Tasks, func(a, b model.Task) int { return cmp.Compare(a.ID, b.ID) })
	text, err := json.MarshalIndent([]any{c, c.State, p.Purchases, p.Interactions, p.Tasks}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Whatever was written and undone since, the past of every customer is what it was.
func TestPastIsWhatItWas(t *testing.T) {
	race.Skip(t)
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := history(t, seed+500, 0)
			was := map[int64]map[int64]string{} // by change set and customer
			for len(w.sets) < 16 {
				cs := w.stepOrUndo()
				if cs == 0 {
					continue
				}
				was[cs] = map[int64]string{}
				for _, id := range w.ids() {
					was[cs][id] = w.present(id)
				}
			}
			checked := 0
			for set, all := range was {
				for id, want := range all {
					if got := pastText(t, must[*Past](t)(w.actors[0].Past(t.Context(), id, set))); got != want {
						t.Fatalf("customer %d after change set %d was\n%s\ngot\n%s", id, set, want, got)
					}
					checked++
				}
			}
			if checked < 10 {
				t.Errorf("only %d customers looked at", checked)
			}
		})
	}
}

// stepOrUndo makes a random write, or takes an earlier one back, and returns its
// number; 0 for none.
func (w *world) stepOrUndo() int64 {
	if len(w.sets) > 2 && w.rnd.IntN(4) == 0 {
		cs, err := w.actors[0].Undo(w.t.Context(), w.sets[w.rnd.IntN(len(w.sets))])
		if model.KindOf(err) == model.Invalid { // taken back already
			return 0
		}
		return must[*model.ChangeSet](w.t)(cs, err).ID
	}
	if !w.step() {
		return 0
	}
	return w.sets[len(w.sets)-1]
}

func TestPastOfWhoWasNotThere(t *testing.T) {
	d := openDiary(t)
	ann := d.as("ann", model.OriginScreen)
	before := d.now
	c := zhang()
	cs, err := ann.Save(t.Context(), c)
	d.did("made", cs, err)
	if set := must[int64](t)(ann.LastUpTo(t.Context(), before)); set != 0 {
		t.Errorf("before the first change set: %d", set)
	}
	if set := must[int64](t)(ann.LastUpTo(t.Context(), d.now)); set != cs.ID {
		t.Errorf("on the next day: %d", set)
	}
	if _, err := ann.Past(t.Context(), c.ID, 0); model.KindOf(err) != model.NotFound {
		t.Errorf("before it was made: %v", err)
	}
	if _, err := ann.Past(t.Context(), 99, 1); model.KindOf(err) != model.NotFound {
		t.Errorf("nobody: %v", err)
	}
}

func TestBlameAndPutBack(t *testing.T) {
	race.Skip(t)
	d := openDiary(t)
	ann, bob := d.as("ann", model.OriginScreen), d.as("bob", model.OriginCommand)
	report := must[model.ImportReport](t)(ann.Import(t.Context(), sequence(customerRows(3)), ImportOptions{File: "march.csv"}))
	c := must[*model.Customer](t)(ann.Customer(t.Context(), 2))
	ref := model.Ref{Kind: model.KindCustomer, ID: 2}
	name := c.Name
	for _, text := range []string{"经理", "总监"} {
		c.Title = text
		save(t, bob, c)
	}
	c.Name = "李雷"
	save(t, ann, c)

	said := func(key string) (out []string) {
		for _, s := range must[[]Setting](t)(ann.Blame(t.Context(), ref, key)) {
			out = append(out, fmt.Sprint(s.Set.Actor, " ", s.Set.Action, " ", s.Set.Subject, ": ", s.Old, ">", s.New))
		}
		return out
	}
	if got, want := said("title"), []string{"bob edit " + name + ": 经理>总监", "bob edit " + name + ": >经理"}; !slices.Equal(got, want) {
		t.Errorf("title: %q, want %q", got, want)
	}
	if got, want := said("name"), []string{"ann edit 李雷: " + name + ">李雷", "ann import march.csv: >" + name}; !slices.Equal(got, want) {
		t.Errorf("name: %q, want %q", got, want)
	}
	for _, s := range must[[]Setting](t)(ann.BlameAll(t.Context(), ref)) {
		if s.Key == "contact_points" && (s.Set.ID != report.ChangeSet || !s.Created) || s.Key == "title" && s.New != "总监" {
			t.Errorf("who set %s: %+v", s.Key, s)
		}
	}
	if _, err := ann.Blame(t.Context(), ref, "planet"); model.KindOf(err) != model.NotFound {
		t.Errorf("an unknown field: %v", err)
	}

	before := dump(t, ann)
	cs := must[*model.ChangeSet](t)(ann.PutBack(t.Context(), ref, "title", "经理"))
	if got := must[*model.Customer](t)(ann.Customer(t.Context(), 2)); got.Title != "经理" || got.Name != "李雷" || cs.Subject != "李雷" {
		t.Errorf("put back: %+v by %+v", got, cs)
	}
	if cs, err := ann.PutBack(t.Context(), ref, "title", "经理"); cs != nil || err != nil {
		t.Errorf("put back again: %v, %v", cs, err)
	}
	if _, err := ann.PutBack(t.Context(), ref, "state", "2"); model.KindOf(err) != model.NotFound {
		t.Errorf("the state: %v", err)
	}
	if _, err := ann.PutBack(t.Context(), ref, "level", "planet"); err == nil {
		t.Error("a level that is not on the list was put back")
	}
	undo(t, ann, cs.ID)
	if dump(t, ann) != before {
		t.Error("the undo of what was put back gives another book")
	}
}

// The records of a change set are the same wherever a window begins.
func TestChangedRecords(t *testing.T) {
	_, b := openBook(t)
	rows := customerRows(40)
	report := must[model.ImportReport](t)(b.Import(t.Context(), sequence(rows), ImportOptions{File: "a.csv", OnDuplicate: model.UpdateDuplicate}))
	ids := must[[]int64](t)(b.IDs(t.Context(), parse(t, b, "")))
	edited := must[EditReport](t)(b.EditAll(t.Context(), ids, func(c *model.Customer) error { c.Owner = "li"; return nil }, nil))
	for _, set := range []int64{report.ChangeSet, edited.ChangeSet.ID} {
		all := must[[]model.Change](t)(b.ChangedRecords(t.Context(), set, 0, 0))
		n := must[int](t)(b.CountChanged(t.Context(), set))
		seen := map[model.Ref]bool{}
		for _, c := range all {
			if seen[c.Ref] = true; c.ID != c.Last {
				t.Errorf("a run is among the records: %+v", c)
			}
		}
		if len(all) != n || len(seen) < len(ids) {
			t.Errorf("%d records, counted %d, of %d customers", len(all), n, len(ids))
		}
		for offset := range n {
			got := must[[]model.Change](t)(b.ChangedRecords(t.Context(), set, offset, 5))
			if want := all[offset:min(offset+5, n)]; !slices.EqualFunc(got, want, func(a, b model.Change) bool { return a.Ref == b.Ref }) {
				t.Fatalf("from %d: %+v, want %+v", offset, got, want)
			}
		}
	}
}
