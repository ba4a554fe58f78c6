package store

import (
	"context"
	"encoding/json"
	"slices"

	"kehu/model"
)

// TakeBack brings single customers back from a copy, with everything that belonged
// to them then, as one change set: records that are the same get the fields they
// had, also from the bin; those that are gone come again. What came to the
// customers since stays. It returns the numbers that they have in the book; a nil change set
// says that nothing was to be done. Who was erased since is Forbidden
// (customer_erased).
func (b *Book) TakeBack(ctx context.Context, from *OpenBackup, ids ...int64) (cs *model.ChangeSet, taken []int64, err error) {
	was, err := from.dossiers(ctx, from.reader, ids, Parts{Purchases: true, Interactions: true, Tasks: true})
	if err != nil {
		return nil, nil, from.explain(err)
	}
	records := 0
	for _, d := range was {
		records += 1 + len(d.Purchases) + len(d.Interactions) + len(d.Tasks)
	}
	err = b.store.inBulk(ctx, records, func(t *tx) error {
		r := returning{t: t, from: from, out: newRecorder(t, b, &model.ChangeSet{Action: model.ActionRecover, Kind: model.KindCustomer})}
		for i := range was {
			if err := r.customer(ctx, &was[i]); err != nil {
				return err
			}
		}
		if r.out.n == 0 {
			return errRollback
		}
		cs = r.out.cs
		cs.Subject = was[0].Customer.DisplayName()
		return r.finish(len(was))
	})
	for _, d := range was {
		taken = append(taken, d.Customer.ID)
	}
	return cs, taken, err
}

// A returning is a TakeBack in progress.
type returning struct {
	t    *tx
	from *OpenBackup
	out  *recorder
}

// finish says in the change set of how many customers it is.
func (r *returning) finish(customers int) error {
	if err := r.out.finish(); err != nil {
		return err
	}
	r.out.cs.Count = int64(customers)
	return r.t.exec("UPDATE change_sets SET count = ? WHERE id = ?", r.out.cs.Count, r.out.cs.ID)
}

// customer brings a customer back, then what belongs to it.
func (r *returning) customer(ctx context.Context, d *model.Dossier) error {
	c := &d.Customer
	if err := firstError(r.notErased(c.ID), r.knownFields(c)); err != nil {
		return err
	}
	same, err := r.isSame(ctx, model.Ref{Kind: model.KindCustomer, ID: c.ID})
	if err != nil {
		return err
	}
	owner := c.ID
	if !same {
		owner = 0
	}
	if err := r.othersPeople(c, owner); err != nil {
		return err
	}
	if err := bringBack(ctx, r, r.t.store.customers(), c); err != nil {
		return err
	}
	for i := range d.Purchases {
		d.Purchases[i].CustomerID = c.ID
		if err := bringBack(ctx, r, r.t.store.purchases(), &d.Purchases[i]); err != nil {
			return err
		}
	}
	for i := range d.Interactions {
		d.Interactions[i].CustomerID = c.ID
		if err := bringBack(ctx, r, r.t.store.interactions(), &d.Interactions[i]); err != nil {
			return err
		}
	}
	for i := range d.Tasks {
		d.Tasks[i].CustomerID = c.ID
		if err := bringBack(ctx, r, r.t.store.tasks(), &d.Tasks[i]); err != nil {
			return err
		}
	}
	return r.t.settleMany()
}

// knownFields leaves out the values of custom fields that the book does not have.
func (r *returning) knownFields(c *model.Customer) error {
	defs, err := r.t.customFields()
	c.Custom = slices.DeleteFunc(slices.Clone(c.Custom), func(v model.CustomValue) bool {
		return !slices.ContainsFunc(defs, func(f model.CustomField) bool { return f.ID == v.Field })
	})
	return err
}

// bringBack makes a record of the book what it was in the copy, or makes it anew.
// The record then has the id that it has in the book.
func bringBack[T any](ctx context.Context, r *returning, e *entity[T], was *T) error {
	meta := e.meta(was)
	now, err := e.find(r.t.ctx, r.t, "id = ?", meta.ID)
	if err != nil {
		return err
	}
	if len(now) == 0 {
		return r.make(e.kind, func() error { return again(r.t, e, was, true) }, meta)
	}
	same, err := r.isSame(ctx, model.Ref{Kind: e.kind, ID: meta.ID})
	if err != nil {
		return err
	}
	if !same {
		return r.make(e.kind, func() error { return again(r.t, e, was, false) }, meta)
	}
	meta.State = model.Live
	change, err := e.write(r.t, &now[0], was)
	if err != nil || change == nil {
		return err
	}
	return r.out.add(*change)
}

// again enters a record, under the id that it had or a new one.
func again[T any](t *tx, e *entity[T], was *T, keepID bool) error {
	before := t.keepsIDs
	t.keepsIDs = keepID
	defer func() { t.keepsIDs = before }()
	return e.enter(t, was)
}

// make records a new record.
func (r *returning) make(kind model.Kind, enter func() error, meta *model.Meta) error {
	if err := enter(); err != nil {
		return err
	}
	return r.out.add(model.Change{Ref: model.Ref{Kind: kind, ID: meta.ID}, Last: meta.ID, Created: true, Revision: 1,
		Fields: map[string][2]string{"state": creation}})
}

// notErased is the problem of a customer who was erased since the copy was made: what
// the law took out must not come back by a copy.
func (r *returning) notErased(id int64) error {
	n, err := r.t.one("SELECT count(*) FROM erasures WHERE customer = ?", id)
	if n > 0 {
		return model.NewProblem(model.Forbidden, "customer_erased", "ID", id)
	}
	return err
}

// isSame reports whether a record of the book is the one that the copy has under
// its id: the same change made both.
func (r *returning) isSame(ctx context.Context, ref model.Ref) (bool, error) {
	then, err := makerOf(ctx, r.from.reader, ref)
	if err != nil {
		return false, err
	}
	now, err := makerOf(r.t.ctx, r.t, ref)
	return then == now, err
}

// makerOf returns the change set that made a record. Its subject may have been
// erased in one of two books.
func makerOf(ctx context.Context, db queryer, ref model.Ref) (setMark, error) {
	m, err := changeSetLike(ctx, db, "(SELECT min(change_set) FROM changes WHERE created = 1 AND id IN ("+changesOfRecord+"))", string(ref.Kind), ref.ID)
	m.subject = ""
	return m, err
}

// renumberPeople gives people other ids, by which contact points name them, too. For
// 0 the book gives a new one; a negative one stands for it meanwhile.
func renumberPeople(c *model.Customer, id func(model.Person) int64) {
	names := map[int64]int64{}
	for i := range c.People {
		p := &c.People[i]
		names[p.ID] = id(*p)
		if names[p.ID] == 0 {
			names[p.ID] = -1 - int64(i)
		}
		p.ID = names[p.ID]
	}
	for i := range c.ContactPoints {
		if p := &c.ContactPoints[i]; p.PersonID != 0 && names[p.PersonID] != 0 {
			p.PersonID = names[p.PersonID]
		}
	}
}

// othersPeople renumbers the people whose ids somebody at another customer has by
// now; owner is the customer in the book, 0 for one that is made anew. Somebody
// who came back before stays the same.
func (r *returning) othersPeople(c *model.Customer, owner int64) error {
	c.People, c.ContactPoints = slices.Clone(c.People), slices.Clone(c.ContactPoints)
	var now []model.Customer
	var err error
	if owner != 0 {
		if now, err = r.t.store.customers().find(r.t.ctx, r.t, "id = ?", owner); err != nil {
			return err
		}
	}
	rows, err := r.t.query("SELECT id FROM people WHERE customer_id <> ? AND id IN (SELECT value FROM json_each(?))", owner, idsOfPeople(c))
	taken, err := scanAll(rows, err, scanOne[int64])
	renumberPeople(c, func(p model.Person) int64 {
		if !slices.Contains(taken, p.ID) {
			return p.ID
		}
		return idOfPerson(now, p)
	})
	return err
}

// idOfPerson returns the id that a person has at the customer now; 0 for none.
func idOfPerson(now []model.Customer, p model.Person) int64 {
	for _, c := range now {
		for _, other := range c.People {
			if other.Name == p.Name && other.Title == p.Title && other.Notes == p.Notes {
				return other.ID
			}
		}
	}
	return 0
}

func idsOfPeople(c *model.Customer) string {
	ids := make([]int64, len(c.People))
	for i, p := range c.People {
		ids[i] = p.ID
	}
	text, _ := json.Marshal(ids) // numbers
	return string(text)
}
