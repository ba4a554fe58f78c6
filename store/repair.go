package store

import (
	"context"
	"slices"
	"strings"

	"kehu/model"
)

// Repair mends what a check found and can be computed from the rest: indexes,
// search words, derived columns and figures. Records that are not as they were
// written are taken as they stand from now on, and customers without history get
// one. All that is one change set, which cannot be undone; nil where there is
// nothing to mend. A file with damaged pages needs Salvage, or a backup.
func (b *Book) Repair(ctx context.Context, found CheckReport) (cs *model.ChangeSet, err error) {
	r := repairer{ids: map[string][]int64{}, kinds: map[model.Kind][]int64{}}
	if !r.take(found.Findings) {
		return nil, nil
	}
	err = b.store.bulk(ctx, func(t *tx) error {
		r.t = t
		for _, step := range []func() error{r.reindex, r.rederive, r.sums, r.words, r.products} {
			if err := step(); err != nil {
				return err
			}
		}
		cs = &model.ChangeSet{Action: model.ActionRepair, Count: r.count}
		return t.record(b, cs, r.missing())
	})
	return cs, err
}

// A repairer is a repair in progress.
type repairer struct {
	t     *tx
	ids   map[string][]int64 // by the code of the finding
	kinds map[model.Kind][]int64
	pages bool
	count int64
}

// take notes what is to be done and reports whether there is anything.
func (r *repairer) take(all []Finding) (any bool) {
	for _, f := range all {
		if !f.Reparable {
			continue
		}
		any = true
		r.count += max(1, int64(len(f.ids)))
		switch r.ids[f.Code] = append(r.ids[f.Code], f.ids...); f.Code {
		case "pages":
			r.pages = true
		case "altered_records":
			kind := model.Kind(f.Args["Kind"].(string))
			r.kinds[kind] = append(r.kinds[kind], f.ids...)
		}
	}
	return any
}

// has reports whether one of some findings is there.
func (r *repairer) has(codes ...string) bool {
	return slices.ContainsFunc(codes, func(code string) bool { _, has := r.ids[code]; return has })
}

// reindex makes the indexes of tables again.
func (r *repairer) reindex() error {
	if !r.pages {
		return nil
	}
	return r.t.exec("REINDEX")
}

// figureCodes are the findings about what is added up of a customer.
var figureCodes = []string{"orders", "spent", "spent_other", "last_contact", "dealt"}

// rederive computes the derived columns of customers again.
func (r *repairer) rederive() error {
	if err := r.t.store.customers().deriveAgain(r.t, r.ids["derived"]); err != nil {
		return err
	}
	if !r.has(figureCodes...) {
		return nil
	}
	for _, code := range figureCodes {
		for _, id := range r.ids[code] {
			if _, err := r.t.settle(id, &due{figures: true}); err != nil { // words comes after
				return err
			}
		}
	}
	return nil
}

// deriveAgain computes the derived columns of some records again.
func (e *entity[T]) deriveAgain(t *tx, ids []int64) error {
	for some := range slices.Chunk(ids, editChunk) {
		found, err := e.find(t.ctx, t, "id IN ("+idText(some)+")")
		if err != nil {
			return err
		}
		set := strings.Join(e.derivedKeys, " = ?, ") + " = ?"
		for i := range found {
			args := append(e.derive(e.derived, &found[i]), e.meta(&found[i]).ID)
			if err := t.exec("UPDATE "+e.table+" SET "+set+" WHERE id = ?", args...); err != nil {
				return err
			}
		}
	}
	return nil
}

// sums takes altered records as they stand.
func (r *repairer) sums() error {
	for _, kind := range kindsInOrder {
		if err := r.t.store.records[kind].sumAgain(r.t, r.kinds[kind]); err != nil {
			return err
		}
	}
	return nil
}

// words makes the search index again where it or the ranks were wrong.
func (r *repairer) words() error {
	if !r.pages && !r.has("unindexed", "stray_index", "index_content", "index_pages") && !r.has(figureCodes...) {
		return nil
	}
	return r.t.rebuildWords()
}

// rebuildWords makes the search index of customers from nothing; it is part of a
// bulk write.
func (t *tx) rebuildWords() error {
	if err := t.exec("INSERT INTO customer_search (customer_search) VALUES ('delete-all')"); err != nil {
		return err
	}
	rows, err := t.query("SELECT id FROM customers WHERE state = 0 ORDER BY id")
	ids, err := scanAll(rows, err, scanOne[int64])
	if err != nil {
		return err
	}
	cut := newCutter()
	for some := range slices.Chunk(ids, editChunk) {
		if err := t.rebuildSome(cut, some); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) rebuildSome(cut *cutter, ids []int64) error {
	var ranks []int64
	found, err := t.store.customers().findWith(t.ctx, t, ", rank", func() []any {
		ranks = append(ranks, 0)
		return []any{&ranks[len(ranks)-1]}
	}, "id IN ("+idText(ids)+")")
	if err != nil {
		return err
	}
	all, err := findables(t.ctx, t, found)
	for i, c := range all {
		if err := t.index(move{id: c.ID, now: ranks[i], words: cut.customer(c)}); err != nil {
			return err
		}
	}
	return err
}

// products makes the search index of products again.
func (r *repairer) products() error {
	if !r.pages && !r.has("product_index", "index_pages") {
		return nil
	}
	return r.t.rebuildProducts()
}

func (t *tx) rebuildProducts() error {
	if err := t.exec("INSERT INTO product_search (product_search) VALUES ('delete-all')"); err != nil {
		return err
	}
	t.productWords = nil
	return t.indexAllProducts()
}

// missing are the changes that create customers without history.
func (r *repairer) missing() []model.Change {
	made := newCreated()
	for _, id := range r.ids["no_history"] {
		made.add(model.KindCustomer, id)
	}
	return made.changes()
}
