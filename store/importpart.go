package store

import (
	"errors"
	"slices"

	"kehu/model"
)

// A draftPart is the record of a draft that belongs to a customer.
type draftPart[T any] struct {
	e      *entity[T]
	record *T
	owner  *int64 // whom the record belongs to
	key    string // of its source
	match  func(*T) (int64, error)
}

// decidePart decides on a draft that is a purchase or a contact entry, with its
// customer where the book does not have it yet.
func decidePart[T any](im *importer, d *preparedDraft, p draftPart[T]) (write func() error, err error) {
	self, err := im.customerOf(d)
	if err != nil {
		return nil, err
	}
	customer := self.id
	if self.isBinned {
		customer = 0
	}
	if customer == 0 && d.Known {
		return nil, model.NewProblem(model.Invalid, "customer_unknown", "Value", d.Customer.DisplayName())
	}
	at, err := im.place(d, p.key)
	if err != nil {
		return nil, err
	}
	if im.options.OnDuplicate != model.AddDuplicate {
		if id, err := p.find(im, customer, at.source); err != nil || id != 0 {
			if err != nil {
				return nil, err
			}
			at.canAdd = true
			write, err := settle(im, p.e, id, p.record, at)
			if !errors.Is(err, errAdd) {
				return write, err
			}
		}
	}
	return decideNewPart(im, d, p, customer)
}

// find returns the record that the book has already, 0 for none. One that the
// source brought under the same key is it also where the file calls its customer
// by another name now, and where it is in the bin.
func (p draftPart[T]) find(im *importer, customer int64, source *importSource) (id int64, err error) {
	if *p.owner = customer; customer != 0 {
		if id, err = p.match(p.record); id != 0 || err != nil {
			return id, err
		}
	}
	if p.key == "" || !source.knows(p.e.kind) {
		return 0, nil
	}
	id, err = im.t.one("SELECT id FROM "+p.e.table+" WHERE source_key <> '' AND source_key = ? AND state < 2 ORDER BY state LIMIT 1", p.key)
	if id == 0 || err != nil {
		return 0, err
	}
	if s, err := im.memory.last(source, p.e.kind, id); s == nil || err != nil {
		return 0, err
	}
	*p.owner, err = im.t.one("SELECT customer_id FROM "+p.e.table+" WHERE id = ?", id)
	return id, err
}

// decideNewPart decides on a record that the book does not have.
func decideNewPart[T any](im *importer, d *preparedDraft, p draftPart[T], customer int64) (write func() error, err error) {
	if *p.owner = customer; customer == 0 {
		*p.owner, err = toCome, firstError(d.err, im.custom(d))
	}
	if err := firstError(err, p.e.validate(p.record, im.preparer.now)); err != nil {
		return nil, err
	}
	return func() error {
		if customer == 0 {
			if err := im.newCustomer(d); err != nil {
				return err
			}
			*p.owner = d.Customer.ID
		}
		im.report.New += len(d.Rows)
		im.countPart(any(p.record))
		return firstError(sample(im, model.OutcomeNew, p.e, nil, p.record), createIn(im.t, p.e, p.record, im.made), im.memory.noteNew(p.key, p.e.kind, p.e.meta(p.record).ID))
	}, nil
}

// countPart counts a new purchase or contact entry.
func (im *importer) countPart(r any) {
	p, isPurchase := r.(*model.Purchase)
	if !isPurchase {
		im.report.Interactions++
		return
	}
	im.report.Purchases++
	at := slices.IndexFunc(im.report.Totals, func(m model.Money) bool { return m.Currency == p.Currency })
	if at < 0 {
		im.report.Totals = append(im.report.Totals, model.Money{Currency: p.Currency})
		at = len(im.report.Totals) - 1
	}
	im.report.Totals[at].Amount += p.Total
}
