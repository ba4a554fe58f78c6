package store

import (
	"context"
	"iter"

	"kehu/model"
)

// ImportBook writes customers with all that belongs to them, which a file of our
// own holds, as one change set. In a book that has had no records yet they keep
// their ids, and settings, lists, fields and views become those of the file, so that the
// book is the one that was written. In any other book each is matched as a row of
// other files is, and gets ids of its own; of the head it takes the fields, entries of
// lists, views and the follow-ups that it does not have.
//
// The report counts customers as rows. A customer that the book has is changed
// where something of it is new. head is nil for a part of a book.
func (b *Book) ImportBook(ctx context.Context, head *model.BookHead, arrivals iter.Seq2[model.Arrival, error], o ImportOptions) (model.ImportReport, error) {
	im := bookImporter{importer: newImporter(o)}
	book := &Book{store: b.store, actor: b.actor, origin: model.OriginImport}
	if !o.DryRun {
		var stop func()
		var err error
		if arrivals, stop, err = backUpBeforeAll(ctx, b.store, arrivals, recordsOf); err != nil {
			return model.ImportReport{}, err
		}
		defer stop()
	}
	err := b.store.bulk(ctx, func(t *tx) (err error) {
		im.t, im.kind, t.isTrial = t, model.KindCustomer, o.DryRun
		if err := firstError(t.exec(importTables), t.row(emptyOfRecords).Scan(&t.keepsIDs)); err != nil {
			return err
		}
		if im.preparer, err = t.preparer(); err != nil {
			return err
		}
		if err := firstError(im.settings(head), im.fields(head)); err != nil { // before anything is added up
			return err
		}
		if head.IsWhole() {
			if err := im.choices(head); err != nil {
				return err
			}
		}
		for a := range ahead(arrivalsOf(arrivals), im.prepare) {
			if err := firstError(a.failure, ctx.Err()); err != nil {
				return err
			}
			if err := im.arrival(&a); err != nil {
				return err
			}
		}
		if err := im.head(head); err != nil {
			return err
		}
		return im.finish(book)
	})
	if isPrimaryKey(err) {
		err = model.NewProblem(model.Invalid, "ours_id_twice")
	}
	if err != nil {
		return model.ImportReport{}, err
	}
	return im.report, nil
}

// emptyOfRecords holds while a book has had no record yet.
const emptyOfRecords = `SELECT NOT EXISTS (SELECT 1 FROM customers) AND NOT EXISTS (SELECT 1 FROM purchases)
	AND NOT EXISTS (SELECT 1 FROM interactions) AND NOT EXISTS (SELECT 1 FROM tasks) AND NOT EXISTS (SELECT 1 FROM removed)`

// A bookImporter is one import of a file of our own in progress.
type bookImporter struct {
	importer
	fieldOf     map[int64]model.CustomField // of the book, by the numbers of the file
	fieldsToBin []int64                     // once they have their values
}

// A preparedArrival is a customer of a file with what was computed of it ahead.
type preparedArrival struct {
	model.Arrival
	prepared preparedBundle
	id       int64 // that the file gives the customer
	failure  error // of the sequence, in place of a customer
}

// recordsOf counts the records of a customer.
func recordsOf(a model.Arrival) int {
	return 1 + len(a.Purchases) + len(a.Interactions) + len(a.Tasks)
}

func arrivalsOf(arrivals iter.Seq2[model.Arrival, error]) iter.Seq[preparedArrival] {
	return func(yield func(preparedArrival) bool) {
		for a, err := range arrivals {
			if !yield(preparedArrival{Arrival: a, failure: err}) {
				return
			}
		}
	}
}

// prepare computes ahead what the database is not asked for.
func (im *bookImporter) prepare(a preparedArrival) preparedArrival {
	if a.failure != nil || len(a.Problems) > 0 {
		return a
	}
	if !im.t.keepsIDs {
		a.forgetIDs()
	}
	a.prepared = im.preparer.bundle(Bundle{&a.Customer, a.Purchases, a.Interactions, a.Tasks})
	a.Problems.Add(a.prepared.err)
	if im.t.keepsIDs {
		a.Problems.Add(a.wantsIDs())
	}
	return a
}

// forgetIDs has the book give the ids; what belongs to the customer gets new ones
// in any case. People have negative ones meanwhile, by which contact points name
// them.
func (a *preparedArrival) forgetIDs() {
	c := &a.Customer
	a.id, c.ID = c.ID, 0
	for i := range c.People {
		old := c.People[i].ID
		c.People[i].ID = -1 - int64(i)
		for k := range c.ContactPoints {
			if p := &c.ContactPoints[k]; old != 0 && p.PersonID == old {
				p.PersonID = -1 - int64(i)
			}
		}
	}
}

// wantsIDs refuses records of a whole book that have no id, or one that is none.
func (a *preparedArrival) wantsIDs() error {
	bad := a.Customer.ID <= 0
	for _, p := range a.Customer.People {
		bad = bad || p.ID <= 0
	}
	for _, p := range a.Purchases {
		bad = bad || p.ID <= 0
	}
	for _, i := range a.Interactions {
		bad = bad || i.ID <= 0
	}
	for _, k := range a.Tasks {
		bad = bad || k.ID <= 0
	}
	if bad {
		return model.Invalidf("", "ours_id_missing")
	}
	return nil
}

// arrival writes one customer, or refuses it.
func (im *bookImporter) arrival(a *preparedArrival) error {
	im.report.Rows++
	if len(a.Problems) > 0 {
		im.report.Rejected++
		im.report.Rejects.Add([]int{a.Number}, []int{a.Line}, a.Problems)
		return nil
	}
	if im.options.Progress != nil {
		im.options.Progress(im.report.Rows)
	}
	if err := im.knowLevel(&a.Customer); err != nil {
		return err
	}
	if im.own(&a.Customer) {
		a.prepared.words = nil // cut ahead, with what the book has no field for
	}
	a.prepared.Customer = &a.Customer
	if im.t.keepsIDs {
		im.report.New++
		return im.whole(a)
	}
	return im.merge(a)
}

// whole writes a customer that the book does not have. What is in the bin goes
// there afterwards, so that all that depends on it is right.
func (im *bookImporter) whole(a *preparedArrival) error {
	binned := a.binned()
	if err := im.addLevel(a.Customer.Level); err != nil {
		return err
	}
	if err := im.t.createBundle(a.prepared, im.made); err != nil {
		return err
	}
	im.report.Customers++
	for i := range a.Purchases {
		im.countPart(&a.Purchases[i])
	}
	im.report.Interactions += len(a.Interactions)
	im.report.Tasks += len(a.Tasks)
	for _, record := range binned {
		meta := record.RecordMeta()
		changes, err := im.t.move(record.RecordKind(), meta.ID, meta.ID, model.Live, model.Binned, "")
		if err := firstError(err, im.update(changes...)); err != nil {
			return err
		}
		im.t.owesTotals(a.Customer.ID, true) // new, and yet with what became of it since
	}
	return nil
}

// binned returns the records that are in the bin, as if they were not.
func (a *preparedArrival) binned() (all []model.Record) {
	note := func(r model.Record) {
		if meta := r.RecordMeta(); meta.State == model.Binned {
			meta.State = model.Live
			all = append(all, r)
		}
	}
	note(&a.Customer)
	for i := range a.Purchases {
		note(&a.Purchases[i])
	}
	for i := range a.Interactions {
		note(&a.Interactions[i])
	}
	for i := range a.Tasks {
		note(&a.Tasks[i])
	}
	return all
}

// own gives the custom values of a customer the fields of the book.
func (im *bookImporter) own(c *model.Customer) (dropped bool) {
	values := c.Custom
	c.Custom = nil
	for _, v := range values {
		if f, known := im.fieldOf[v.Field]; known {
			c.SetCustom(&f, v.Text)
		}
	}
	return len(c.Custom) < len(values)
}
