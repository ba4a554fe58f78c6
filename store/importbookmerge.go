package store

import (
	"slices"

	"kehu/model"
)

// merge writes what the book does not have of a customer. What the file has in
// the bin is left there.
func (im *bookImporter) merge(a *preparedArrival) error {
	if a.Customer.State != model.Live {
		im.report.Same++
		return nil
	}
	id, isIt, err := im.match(a)
	if err != nil {
		return err
	}
	if id == 0 || im.options.OnDuplicate == model.AddDuplicate {
		im.report.New++
		a.Purchases, a.Interactions, a.Tasks = inBookOnly(a.Purchases), inBookOnly(a.Interactions), inBookOnly(a.Tasks)
		a.prepared.Bundle = Bundle{&a.Customer, a.Purchases, a.Interactions, a.Tasks}
		a.prepared.opening = im.preparer.addUp(a.prepared.Bundle)
		return im.whole(a)
	}
	if err := im.knowPeople(id, &a.Customer); err != nil {
		return err
	}
	was := im.report
	im.t.normals = a.prepared.normals
	write, err := settle(&im.importer, im.t.store.customers(), id, &a.Customer, rowPlace{rows: 1, row: a.Number, line: a.Line})
	if err == nil {
		err = write()
	}
	to := target{id, isIt}
	err = firstError(err, mergeParts(im, im.t.store.purchases(), inBookOnly(a.Purchases), to, func(p *model.Purchase) *int64 { return &p.CustomerID }, im.matchPurchase),
		mergeParts(im, im.t.store.interactions(), inBookOnly(a.Interactions), to, func(i *model.Interaction) *int64 { return &i.CustomerID }, im.matchInteraction),
		mergeParts(im, im.t.store.tasks(), inBookOnly(a.Tasks), to, func(k *model.Task) *int64 { return &k.CustomerID }, im.alikeTask))
	if err != nil {
		return err
	}
	im.report = asOne(was, im.report)
	return im.t.settleMany()
}

// match finds the customer that a file's is. One of the same number and name that
// was made in the same second is it; else it is found as that of any file is.
func (im *bookImporter) match(a *preparedArrival) (id int64, isIt bool, err error) {
	id, err = im.t.one("SELECT id FROM customers WHERE id = ? AND created = ? AND name = ? AND "+im.t.inBook(""), a.id, seconds(a.Customer.Created), a.Customer.Name)
	if id != 0 || err != nil {
		return id, true, err
	}
	id, err = im.t.matchCustomer(&a.Customer)
	return id, false, err
}

// knowPeople gives contact persons whom the book's customer has, by their names,
// the ids that they have there.
func (im *bookImporter) knowPeople(id int64, c *model.Customer) error {
	current, err := im.t.store.customers().get(im.t.ctx, im.t, id)
	if err != nil {
		return err
	}
	identify(c, current.People)
	return nil
}

// asOne counts a customer once by what became of it and of what belongs to it.
func asOne(was, now model.ImportReport) model.ImportReport {
	counts := []*int{&now.New, &now.Changed, &now.Duplicate, &now.Same}
	before := []int{was.New, was.Changed, was.Duplicate, was.Same}
	into := []*int{&now.Changed, &now.Changed, &now.Duplicate, &now.Same}
	found := -1
	for i := range counts {
		if *counts[i] > before[i] && found < 0 {
			found = i
		}
		*counts[i] = before[i]
	}
	*into[found]++
	return now
}

// inBookOnly leaves out what is in the bin.
func inBookOnly[T any, R interface {
	*T
	model.Record
}](records []T) []T {
	return slices.DeleteFunc(slices.Clone(records), func(r T) bool { return R(&r).RecordMeta().State != model.Live })
}

// A target is the customer to whom records belong; isIt says that it is the very
// one of the file, so that the numbers of its records are theirs too.
type target struct {
	id   int64
	isIt bool
}

// mergeParts writes what the book does not have of the records of a customer.
func mergeParts[T any](im *bookImporter, e *entity[T], parts []T, to target, owner func(*T) *int64, match func(*T) (int64, error)) error {
	for i := range parts {
		r := &parts[i]
		*owner(r) = to.id
		id, err := int64(0), error(nil)
		if to.isIt {
			id, err = im.t.one("SELECT id FROM "+e.table+" WHERE id = ? AND customer_id = ? AND state = 0", e.meta(r).ID, to.id)
		}
		if id == 0 && err == nil {
			id, err = match(r)
		}
		if err != nil {
			return err
		}
		if err := mergePart(im, e, r, id); err != nil {
			return err
		}
	}
	return nil
}

// mergePart writes one record, which the book has under an id, or not for 0.
func mergePart[T any](im *bookImporter, e *entity[T], r *T, id int64) error {
	if id == 0 {
		im.report.New++
		im.countRecord(any(r))
		return createIn(im.t, e, r, im.made)
	}
	addTo(im.taken, e.kind, id)
	write, err := settle(&im.importer, e, id, r, rowPlace{rows: 1})
	if err != nil {
		return err
	}
	return write()
}

func (im *bookImporter) countRecord(r any) {
	if _, isTask := r.(*model.Task); isTask {
		im.report.Tasks++
		return
	}
	im.countPart(r)
}

func (im *bookImporter) alikeTask(k *model.Task) (int64, error) {
	return im.t.one("SELECT id FROM tasks WHERE customer_id = ? AND title = ? AND due = ? AND state = 0 LIMIT 1", k.CustomerID, k.Title, k.Due.String())
}
