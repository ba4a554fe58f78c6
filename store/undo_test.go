package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"kehu/internal/race"
	"kehu/model"
)

func undo(t testing.TB, b *Book, id int64) *model.ChangeSet {
	t.Helper()
	return must[*model.ChangeSet](t)(b.Undo(t.Context(), id))
}

func redo(t testing.TB, b *Book) *model.ChangeSet {
	t.Helper()
	return must[*model.ChangeSet](t)(b.Redo(t.Context()))
}

func TestUndoAndRedo(t *testing.T) {
	_, b := openBook(t)
	empty := dump(t, b)
	c := zhang()
	save(t, b, c)
	created := dump(t, b)
	c.Title = "经理"
	save(t, b, c)
	edited := dump(t, b)

	if cs := undo(t, b, 0); cs.Subject != "张伟" || len(cs.Fields) != 1 || cs.Fields[0] != "title" || len(cs.Kept) != 0 {
		t.Errorf("undo says %+v", cs)
	}
	if dump(t, b) != created {
		t.Error("undo of the edit did not give back the book")
	}
	undo(t, b, 0)
	if dump(t, b) != empty {
		t.Error("undo of the creation did not give back the empty book")
	}
	if _, err := b.Undo(t.Context(), 0); model.KindOf(err) != model.NotFound {
		t.Errorf("undo of nothing: %v", err)
	}
	redo(t, b)
	redo(t, b)
	if dump(t, b) != edited {
		t.Error("redo did not give back the edit")
	}
	if _, err := b.Redo(t.Context()); model.KindOf(err) != model.NotFound {
		t.Errorf("redo of nothing: %v", err)
	}
	undo(t, b, 0)
	save(t, b, purchase(c.ID, 100))
	if _, err := b.Redo(t.Context()); model.KindOf(err) != model.NotFound {
		t.Errorf("redo behind a new change: %v", err)
	}
}

func TestUndoKeepsWhatWasChangedSince(t *testing.T) {
	_, b := openBook(t)
	c := zhang()
	created := save(t, b, c)
	c.Title, c.Notes = "经理", "first"
	edit := save(t, b, c)
	c.Title = "总监"
	later := save(t, b, c)

	cs := undo(t, b, edit.ID)
	if len(cs.Kept) != 1 || cs.Kept[0].Field != "title" {
		t.Errorf("kept %+v", cs.Kept)
	}
	if got := must[*model.Customer](t)(b.Customer(t.Context(), c.ID)); got.Title != "总监" || got.Notes != "" {
		t.Errorf("after the undo of an older edit: title %q, notes %q", got.Title, got.Notes)
	}
	if cs := undo(t, b, created.ID); len(cs.Kept) != 1 || cs.Kept[0].Field != "" {
		t.Errorf("undo of the creation kept %+v", cs.Kept)
	}
	undo(t, b, later.ID)
	if _, err := b.Undo(t.Context(), later.ID); model.KindOf(err) != model.Invalid {
		t.Errorf("undone twice: %v", err)
	}
}

func TestUndoOfAListKeepsOtherElements(t *testing.T) {
	_, b := openBook(t)
	c := zhang()
	save(t, b, c)
	c.AddTag("展会")
	tagged := save(t, b, c)
	c.AddTag("转介绍")
	save(t, b, c)
	undo(t, b, tagged.ID)
	if got := must[*model.Customer](t)(b.Customer(t.Context(), c.ID)); !slices.Equal(got.Tags, []string{"老客户", "转介绍"}) {
		t.Errorf("tags %v", got.Tags)
	}
}

// A world is a book in which a random walk of writes goes on.
type world struct {
	t      *testing.T
	rnd    *rand.Rand
	actors []*Book
	sets   []int64  // change sets in order
	states []string // dump before each
}

func (w *world) actor() *Book { return w.actors[w.rnd.IntN(len(w.actors))] }

// A write is one random write; a nil change set is a draw that had nothing to do.
type write func(w *world, b *Book, ids []int64) (*model.ChangeSet, error)

// writes are all the kinds of writes, the more usual ones more than once.
var writes = []write{
	(*world).add, (*world).buy, (*world).buy, (*world).meet, (*world).edit, (*world).edit, (*world).edit, (*world).editMany, (*world).editMany,
	(*world).saveMany, (*world).rid, (*world).rid, (*world).restore, (*world).restore, (*world).restore, (*world).plan, (*world).finish, (*world).define, (*world).value, (*world).value,
	(*world).level, (*world).unlevel, (*world).file, (*world).fileAgain, (*world).orders, (*world).view, (*world).amend, (*world).settle, (*world).withTask,
}

// step makes one random write; it reports false when the draw had nothing to do.
func (w *world) step() bool {
	w.t.Helper()
	before := wholeDump(w.t, w.actors[0])
	ids := w.ids()
	do := writes[w.rnd.IntN(len(writes))]
	if len(ids) == 0 {
		do = (*world).add
	}
	cs, err := do(w, w.actor(), ids)
	if err != nil {
		w.t.Fatal(err)
	}
	if cs == nil {
		return false
	}
	w.sets, w.states = append(w.sets, cs.ID), append(w.states, before)
	return true
}

func (w *world) pick(ids []int64) int64 { return ids[w.rnd.IntN(len(ids))] }

func (w *world) ids() (ids []int64) {
	for _, s := range must[[]model.Summary](w.t)(w.actors[0].Customers(w.t.Context(), parse(w.t, w.actors[0], ""), Page{})) {
		ids = append(ids, s.ID)
	}
	return ids
}

func (w *world) edited(b *Book, id int64) *model.Customer {
	c := must[*model.Customer](w.t)(b.Customer(w.t.Context(), id))
	switch w.rnd.IntN(4) {
	case 0:
		c.Title = fmt.Sprint("title ", w.rnd.IntN(100))
	case 1:
		c.AddTag(fmt.Sprint("tag ", w.rnd.IntN(100)))
	case 2:
		c.Tags = nil
	case 3:
		c.ContactPoints = append(c.ContactPoints, model.ContactPoint{Kind: model.ContactQQ, Value: fmt.Sprint(w.rnd.IntN(1000))})
	}
	return c
}

// history makes a book by so many random writes of two people.
func history(t *testing.T, seed uint64, steps int) *world {
	t.Helper()
	s, b := openBook(t)
	w := &world{t: t, rnd: rand.New(rand.NewPCG(seed, 1)),
		actors: []*Book{b, s.As(model.Actor{Name: "bob"}, model.OriginScreen)}}
	for len(w.sets) < steps {
		w.step()
	}
	return w
}

// Undone from the last to the first, every step gives back the book of before;
// done again from the first to the last, the end.
func TestUndoBackwardsGivesBackEveryBook(t *testing.T) {
	race.Skip(t)
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := history(t, seed, 14)
			b := w.actors[0]
			end := wholeDump(t, b)
			var undos []int64
			for i := len(w.sets) - 1; i >= 0; i-- {
				cs := w.undo(w.actor(), w.sets[i])
				if len(cs.Kept) > 0 {
					t.Fatalf("undo of change set %d kept %+v", w.sets[i], cs.Kept)
				}
				if wholeDump(t, b) != w.states[i] {
					t.Fatalf("undo of change set %d gives another book\nwant %s\ngot %s", w.sets[i], w.states[i], wholeDump(t, b))
				}
				undos = append(undos, cs.ID)
			}
			for i := len(undos) - 1; i >= 0; i-- {
				w.undo(w.actor(), undos[i])
			}
			if wholeDump(t, b) != end {
				t.Error("undo and redo of everything is not the identity")
			}
			checkClean(t, b.store)
		})
	}
}

// Undone in any order, the book is the first one again unless something was kept.
func TestUndoInAnyOrder(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	whole := 0
	for seed := range uint64(20) {
		w := history(t, seed+100, 2+2*int(seed%4)) // the longer, the rarer is an order without a conflict
		b := w.actors[0]
		order := w.rnd.Perm(len(w.sets))
		kept := false
		for _, i := range order {
			kept = kept || len(w.undo(b, w.sets[i]).Kept) > 0
		}
		if !kept {
			whole++
			if wholeDump(t, b) != w.states[0] {
				t.Errorf("seed %d: nothing was kept, and yet the book is another", seed)
			}
		}
		checkClean(t, b.store)
	}
	if whole == 0 {
		t.Error("no order was free of conflicts: the test says nothing")
	}
}

// Undone in a random order in which no step has a conflict, everything is the
// first book again; done again the other way round, the last one.
func TestUndoInAnyOrderWithoutConflict(t *testing.T) {
	race.Skip(t)
	for seed := range uint64(10) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := history(t, seed+200, 12)
			b := w.actors[0]
			end := wholeDump(t, b)
			var undos []int64
			for left := slices.Clone(w.sets); len(left) > 0; {
				at := w.withoutConflict(b, left)
				undos = append(undos, w.undo(w.actor(), left[at]).ID)
				left = slices.Delete(left, at, at+1)
			}
			if got := wholeDump(t, b); got != w.states[0] {
				t.Fatalf("everything undone gives another book\nwant %s\ngot %s", w.states[0], got)
			}
			for _, id := range slices.Backward(undos) {
				w.undo(w.actor(), id)
			}
			if got := wholeDump(t, b); got != end {
				t.Errorf("everything done again gives another book\nwant %s\ngot %s", end, got)
			}
			checkClean(t, b.store)
		})
	}
}

// withoutConflict draws one of the change sets whose undo keeps nothing; that of
// the last one never does.
func (w *world) withoutConflict(b *Book, sets []int64) int {
	for _, at := range w.rnd.Perm(len(sets)) {
		if len(must[*Preview](w.t)(b.Preview(w.t.Context(), sets[at])).Kept) == 0 {
			return at
		}
	}
	w.t.Fatalf("each of %v has a conflict", sets)
	return 0
}

func checkClean(t *testing.T, s *Store) {
	t.Helper()
	report := must[CheckReport](t)(s.Check(t.Context()))
	if len(report.Findings) > 0 {
		t.Errorf("check finds %+v", report.Findings)
	}
}
