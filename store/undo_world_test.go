package store

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"testing"

	"kehu/model"
)

// wholeDump is dump with everything else that change sets hold.
func wholeDump(t testing.TB, b *Book) string {
	t.Helper()
	ctx, s := t.Context(), b.store
	tasks := must[[]model.Task](t)(s.tasks().find(ctx, s.reader, "state < 2 ORDER BY id"))
	fields := must[[]model.CustomField](t)(s.customFields().find(ctx, s.reader, "state < 2 ORDER BY id"))
	choices := must[[]model.Choice](t)(s.choices().find(ctx, s.reader, "state < 2 ORDER BY id"))
	views := must[[]model.View](t)(of[model.View](s, model.KindView).find(ctx, s.reader, "state < 2 ORDER BY id"))
	gone := must[[]model.Purchase](t)(s.purchases().find(ctx, s.reader, "state = 1 ORDER BY id"))
	forget(tasks, func(r *model.Task) { r.Revision = 0 })
	forget(fields, func(r *model.CustomField) { r.Revision = 0 })
	forget(choices, func(r *model.Choice) { r.Revision = 0 })
	forget(views, func(r *model.View) { r.Revision = 0 })
	forget(gone, func(r *model.Purchase) { r.Revision = 0 })
	own := must[model.Settings](t)(b.Settings(ctx))
	own.Revision = 0
	text, err := json.MarshalIndent([]any{tasks, fields, choices, views, gone, own}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return dump(t, b) + string(text)
}

func forget[T any](all []T, revision func(*T)) {
	for i := range all {
		revision(&all[i])
	}
}

func (w *world) add(b *Book, _ []int64) (*model.ChangeSet, error) {
	c := zhang()
	c.Name += fmt.Sprint(w.rnd.IntN(100))
	return b.Save(w.t.Context(), c)
}

func (w *world) buy(b *Book, ids []int64) (*model.ChangeSet, error) {
	return b.Save(w.t.Context(), purchase(w.pick(ids), int64(w.rnd.IntN(5000))))
}

func (w *world) meet(b *Book, ids []int64) (*model.ChangeSet, error) {
	return b.Save(w.t.Context(), contact(w.pick(ids), fmt.Sprint("note ", w.rnd.IntN(100))))
}

func (w *world) edit(b *Book, ids []int64) (*model.ChangeSet, error) {
	return b.Save(w.t.Context(), w.edited(b, w.pick(ids)))
}

// saveMany edits several customers in one save, editMany in one bulk edit.
func (w *world) saveMany(b *Book, ids []int64) (*model.ChangeSet, error) {
	var all []model.Record
	for _, id := range ids {
		if w.rnd.IntN(2) == 0 {
			all = append(all, w.edited(b, id))
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	return b.Save(w.t.Context(), all...)
}

func (w *world) editMany(b *Book, ids []int64) (*model.ChangeSet, error) {
	owner, tag := fmt.Sprint("owner ", w.rnd.IntN(5)), fmt.Sprint("tag ", w.rnd.IntN(5))
	report, err := b.EditAll(w.t.Context(), ids, func(c *model.Customer) error {
		c.Owner = owner
		c.AddTag(tag)
		return nil
	}, nil)
	return report.ChangeSet, err
}

// rid puts something into the bin, restore takes something out of it.
func (w *world) rid(b *Book, ids []int64) (*model.ChangeSet, error) {
	refs := []model.Ref{{Kind: model.KindCustomer, ID: w.pick(ids)}}
	for _, p := range must[[]model.Purchase](w.t)(b.Purchases(w.t.Context(), w.pick(ids), 0, 2)) {
		refs = append(refs, model.Ref{Kind: model.KindPurchase, ID: p.ID})
	}
	return b.Bin(w.t.Context(), refs[w.rnd.IntN(len(refs)):]...)
}

func (w *world) restore(b *Book, _ []int64) (*model.ChangeSet, error) {
	var refs []model.Ref
	for _, e := range must[[]BinEntry](w.t)(b.Binned(w.t.Context(), BinQuery{})) {
		if e.Kind == model.KindCustomer || e.Kind == model.KindPurchase {
			refs = append(refs, e.Ref)
		}
	}
	if len(refs) == 0 {
		return nil, nil
	}
	return b.Restore(w.t.Context(), refs[w.rnd.IntN(len(refs)):]...)
}

func (w *world) plan(b *Book, ids []int64) (*model.ChangeSet, error) {
	return b.Save(w.t.Context(), &model.Task{CustomerID: w.pick(ids), Title: fmt.Sprint("call ", w.rnd.IntN(100)), Due: model.DateOf(testNow), Repeat: "daily"})
}

// finish ticks a follow-up off; it comes again as a new one.
func (w *world) finish(b *Book, _ []int64) (*model.ChangeSet, error) {
	open := must[[]model.Task](w.t)(b.OpenTasks(w.t.Context(), 0, 0))
	if len(open) == 0 {
		return nil, nil
	}
	task := open[w.rnd.IntN(len(open))]
	next := task
	next.Meta, next.Due = model.Meta{}, model.DateOf(testNow).AddDays(1)
	task.Done, task.Result = testNow, "spoke"
	return b.Save(w.t.Context(), &task, &next)
}

// withTask saves a contact entry with the follow-up that it asks for.
func (w *world) withTask(b *Book, ids []int64) (*model.ChangeSet, error) {
	id := w.pick(ids)
	return b.Save(w.t.Context(), contact(id, "ask again"), &model.Task{CustomerID: id, Title: fmt.Sprint("ask ", w.rnd.IntN(100))})
}

// define makes a field of the user's own, or changes one; value gives a customer
// one in it.
func (w *world) define(b *Book, _ []int64) (*model.ChangeSet, error) {
	fields := must[[]model.CustomField](w.t)(b.CustomFields(w.t.Context()))
	if len(fields) > 2 {
		fields[0].Hint = fmt.Sprint("hint ", w.rnd.IntN(100))
		return b.Save(w.t.Context(), &fields[0])
	}
	n := len(w.sets)
	return b.Save(w.t.Context(), &model.CustomField{Key: fmt.Sprint("own", n), Label: fmt.Sprint("Own ", n), Type: model.CustomText})
}

func (w *world) value(b *Book, ids []int64) (*model.ChangeSet, error) {
	fields := must[[]model.CustomField](w.t)(b.CustomFields(w.t.Context()))
	if len(fields) == 0 {
		return nil, nil
	}
	c := must[*model.Customer](w.t)(b.Customer(w.t.Context(), w.pick(ids)))
	c.SetCustom(&fields[w.rnd.IntN(len(fields))], fmt.Sprint("value ", w.rnd.IntN(100)))
	return b.Save(w.t.Context(), c)
}

// level adds a level with a customer of it; unlevel takes one off the list.
func (w *world) level(b *Book, ids []int64) (*model.ChangeSet, error) {
	n := len(w.sets)
	c := must[*model.Customer](w.t)(b.Customer(w.t.Context(), w.pick(ids)))
	c.Level = fmt.Sprint("level", n)
	return b.Save(w.t.Context(), &model.Choice{List: model.ListLevels, Key: c.Level, NameEN: c.Level}, c)
}

func (w *world) unlevel(b *Book, _ []int64) (*model.ChangeSet, error) {
	all := must[[]model.Level](w.t)(b.Levels(w.t.Context()))
	if len(all) < 3 {
		return nil, nil
	}
	last := all[len(all)-1]
	if last.Key == model.LevelVIP {
		return nil, nil
	}
	return b.RemoveLevel(w.t.Context(), last.ID, model.LevelVIP)
}

// file imports a list of new customers, fileAgain one that changes them, orders
// purchases with a customer of their own.
func (w *world) file(b *Book, _ []int64) (*model.ChangeSet, error) {
	return w.imported(b, customerDraftsOf(w.rnd.IntN(50), "first"))
}

func (w *world) fileAgain(b *Book, _ []int64) (*model.ChangeSet, error) {
	return w.imported(b, customerDraftsOf(w.rnd.IntN(50), fmt.Sprint("title ", w.rnd.IntN(100))))
}

func customerDraftsOf(from int, title string) (all []model.Draft) {
	for i := range 4 {
		all = append(all, model.Draft{Rows: []int{i + 1}, Customer: model.Customer{Kind: model.PersonKind, Name: fmt.Sprint("客户", from+i), Title: title,
			ContactPoints: []model.ContactPoint{{Kind: model.ContactPhone, Value: fmt.Sprint(13900000000 + from + i)}}}})
	}
	return all
}

func (w *world) orders(b *Book, _ []int64) (*model.ChangeSet, error) {
	n := w.rnd.IntN(50)
	all := customerDraftsOf(n, "")[:1]
	p := purchase(0, int64(n))
	p.OrderNo = fmt.Sprint("FILE-", len(w.sets))
	all[0].Purchase = p
	return w.imported(b, all)
}

func (w *world) imported(b *Book, all []model.Draft) (*model.ChangeSet, error) {
	drafts := iter.Seq2[model.Draft, error](sequence(all))
	report, err := b.Import(w.t.Context(), drafts, ImportOptions{File: "walk.csv", Source: "walk", OnDuplicate: model.UpdateDuplicate})
	if err != nil || report.ChangeSet == 0 {
		return nil, err
	}
	return b.ChangeSet(w.t.Context(), report.ChangeSet)
}

func (w *world) view(b *Book, _ []int64) (*model.ChangeSet, error) {
	return b.Save(w.t.Context(), &model.View{Name: fmt.Sprint("view ", len(w.sets)), Query: "level:vip"})
}

// settle changes the settings of the book.
func (w *world) settle(b *Book, _ []int64) (*model.ChangeSet, error) {
	own := must[model.Settings](w.t)(b.Settings(w.t.Context()))
	own.Currency = []model.Currency{"CNY", "EUR", "USD"}[w.rnd.IntN(3)]
	own.BackupSecond = fmt.Sprint("folder ", w.rnd.IntN(3))
	return b.Save(w.t.Context(), &own)
}

// amend changes a purchase and its lines.
func (w *world) amend(b *Book, ids []int64) (*model.ChangeSet, error) {
	found := must[[]model.Purchase](w.t)(b.Purchases(w.t.Context(), w.pick(ids), 0, 1))
	if len(found) == 0 {
		return nil, nil
	}
	p := found[0]
	p.Notes = fmt.Sprint("amended ", w.rnd.IntN(100))
	p.Items = append(slices.Clone(p.Items), model.Item{Product: fmt.Sprint("pen ", w.rnd.IntN(3)), Quantity: model.NewQuantity(2)})
	return b.Save(w.t.Context(), &p)
}

// undo takes a change set back, after a preview that must have foretold it.
func (w *world) undo(b *Book, id int64) *model.ChangeSet {
	w.t.Helper()
	preview := must[*Preview](w.t)(b.Preview(w.t.Context(), id))
	cs := undo(w.t, b, id)
	if want, got := keptSet(cs.Kept), keptSet(preview.Kept); !maps.Equal(want, got) {
		w.t.Fatalf("undo of %d keeps %v, foretold %v", id, want, got)
	}
	if want, got := w.counted(b, cs.ID), countedParts(preview.Parts); !maps.Equal(want, got) {
		w.t.Fatalf("undo of %d does %v, foretold %v", id, want, got)
	}
	return cs
}

func keptSet(kept []model.Kept) map[model.Kept]bool {
	set := map[model.Kept]bool{}
	for _, k := range kept {
		set[k] = true
	}
	return set
}

// counted is how many records of each kind a change set touched, by what it did.
func (w *world) counted(b *Book, id int64) map[string]int64 {
	n := map[string]int64{}
	for _, c := range must[[]model.Change](w.t)(b.Changes(w.t.Context(), id, 0)) {
		n[fmt.Sprint(effectOf(c), c.Kind)] += c.Last - c.ID + 1
	}
	return n
}

func countedParts(parts []PreviewPart) map[string]int64 {
	n := map[string]int64{}
	for _, p := range parts {
		n[fmt.Sprint(p.Effect, p.Kind)] += p.Count
	}
	return n
}
