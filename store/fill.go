package store

import (
	"context"
	"iter"

	"kehu/model"
)

// A Bundle is a new customer with everything that belongs to it. Ids and the
// CustomerID of the parts are given by Fill.
type Bundle struct {
	Customer     *model.Customer
	Purchases    []model.Purchase
	Interactions []model.Interaction
	Tasks        []model.Task
}

// Fill writes many new customers as one change set and calls progress, which
// may be nil, after each. It is how a demo book is made.
func (b *Book) Fill(ctx context.Context, bundles iter.Seq[Bundle], progress func(done int)) (cs *model.ChangeSet, err error) {
	err = b.store.bulk(ctx, func(t *tx) error {
		made := newCreated()
		n := 0
		for bundle := range bundles {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := t.createBundle(bundle, made); err != nil {
				return err
			}
			if n++; progress != nil {
				progress(n)
			}
		}
		if n == 0 {
			return errRollback
		}
		cs = &model.ChangeSet{Action: model.Action(b.origin), Kind: model.KindCustomer, Count: int64(n)}
		return t.record(b, cs, made.changes())
	})
	return cs, err
}

func (t *tx) createBundle(bundle Bundle, made *created) error {
	s := t.store
	if err := createIn(t, s.customers(), bundle.Customer, made); err != nil {
		return err
	}
	id := bundle.Customer.ID
	for i := range bundle.Purchases {
		bundle.Purchases[i].CustomerID = id
		if err := createIn(t, s.purchases(), &bundle.Purchases[i], made); err != nil {
			return err
		}
	}
	for i := range bundle.Interactions {
		bundle.Interactions[i].CustomerID = id
		if err := createIn(t, s.interactions(), &bundle.Interactions[i], made); err != nil {
			return err
		}
	}
	for i := range bundle.Tasks {
		bundle.Tasks[i].CustomerID = id
		if err := createIn(t, s.tasks(), &bundle.Tasks[i], made); err != nil {
			return err
		}
	}
	return t.settleMany()
}

// createIn creates one record and notes its id.
func createIn[T any](t *tx, e *entity[T], r *T, made *created) error {
	if _, err := e.create(t, r); err != nil {
		return err
	}
	made.add(e.kind, e.meta(r).ID)
	return nil
}

// created gathers the ids of new records in runs, kind by kind.
type created struct{ byKind map[model.Kind]*runs }

func newCreated() *created { return &created{map[model.Kind]*runs{}} }

func (c *created) add(kind model.Kind, id int64) {
	if c.byKind[kind] == nil {
		c.byKind[kind] = &runs{}
	}
	c.byKind[kind].add(id, 1)
}

// changes returns the runs as changes, customers first, so that undo, which
// goes backwards, takes back what belongs to them before.
func (c *created) changes() []model.Change {
	var all []model.Change
	for _, kind := range []model.Kind{model.KindCustomer, model.KindPurchase, model.KindInteraction, model.KindTask} {
		if c.byKind[kind] == nil {
			continue
		}
		for _, ch := range c.byKind[kind].changes(kind, model.Undone, model.Live) {
			ch.Created = true
			all = append(all, ch)
		}
	}
	return all
}
