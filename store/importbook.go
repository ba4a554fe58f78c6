package store

import (
	"context"
	"iter"
	"slices"
	"strings"

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
	im := bookImporter{importer: importer{options: o, made: newCreated()}}
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
		im.t, im.kind = t, model.KindCustomer
		if err := t.row(emptyOfRecords).Scan(&t.keepsIDs); err != nil {
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
	AND NOT EXISTS (SELECT 1 FROM interactions) AND NOT EXISTS (SELECT 1 FROM tasks)`

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
		im.report.Rejects = append(im.report.Rejects, model.Reject{Row: a.Number, Line: a.Line, Problems: a.Problems})
		return nil
	}
	if im.options.Progress != nil {
		im.options.Progress(im.report.Rows)
	}
	if err := im.knowLevel(&a.Customer); err != nil {
		return err
	}
	im.own(&a.Customer)
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
		if err != nil {
			return err
		}
		im.updated = append(im.updated, changes...)
		im.t.owes(a.Customer.ID).figures = true // new, and yet with what became of it since
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
	err = firstError(err, mergeParts(im, im.t.store.purchases(), inBookOnly(a.Purchases), to, func(p *model.Purchase) *int64 { return &p.CustomerID }, im.alikePurchase),
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
	id, err = im.t.one("SELECT id FROM customers WHERE id = ? AND created = ? AND name = ? AND state = 0", a.id, seconds(a.Customer.Created), a.Customer.Name)
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

// alikePurchase finds the purchase that a file's is, by the day and the total
// where it has no number.
func (im *bookImporter) alikePurchase(p *model.Purchase) (int64, error) {
	id, err := im.matchPurchase(p)
	if id != 0 || err != nil || p.OrderNo != "" || p.SourceKey != "" {
		return id, err
	}
	return im.t.one("SELECT id FROM purchases WHERE customer_id = ? AND date = ? AND at = ? AND total = ? AND currency = ? AND order_no = '' AND state = 0 LIMIT 1",
		p.CustomerID, p.Date.String(), seconds(p.At), p.Total, string(p.Currency))
}

func (im *bookImporter) alikeTask(k *model.Task) (int64, error) {
	return im.t.one("SELECT id FROM tasks WHERE customer_id = ? AND title = ? AND due = ? AND state = 0 LIMIT 1", k.CustomerID, k.Title, k.Due.String())
}

// settings takes the settings of a whole book.
func (im *bookImporter) settings(h *model.BookHead) error {
	if !h.IsWhole() || !im.t.keepsIDs {
		return nil
	}
	for _, key := range []string{"currency", "region"} {
		value, ok := h.Settings[key]
		if !ok {
			continue
		}
		if key == "currency" && !model.Currency(value).Valid() {
			return model.Invalidf("currency", "currency_unknown", "Value", value)
		}
		if err := im.t.exec("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", key, value); err != nil {
			return err
		}
	}
	im.t.settings = nil
	preparer, err := im.t.preparer()
	im.preparer = preparer
	return err
}

// fields makes the custom fields that the book does not have, and notes which of
// its own each of the file's is.
func (im *bookImporter) fields(h *model.BookHead) error {
	im.fieldOf = map[int64]model.CustomField{}
	if h == nil {
		return nil
	}
	e := im.t.store.customFields()
	mine, err := e.find(im.t.ctx, im.t, "state = 0")
	if err != nil {
		return err
	}
	for _, f := range h.Fields {
		old, isBinned := f.ID, f.State == model.Binned
		at := slices.IndexFunc(mine, func(m model.CustomField) bool { return strings.EqualFold(m.Key, f.Key) })
		switch {
		case at >= 0 && mine[at].Type != f.Type:
			return model.NewProblem(model.Invalid, "ours_field_type", "Key", f.Key)
		case at >= 0:
			im.fieldOf[old] = mine[at]
			continue
		case isBinned && !im.t.keepsIDs:
			continue
		}
		f.State = model.Live
		if err := firstError(f.Validate(im.preparer.now), createIn(im.t, e, &f, im.made)); err != nil {
			return err
		}
		if im.fieldOf[old] = f; isBinned {
			im.fieldsToBin = append(im.fieldsToBin, f.ID)
		}
	}
	im.t.custom = nil
	return im.t.writeRows() // values refer to them
}

// own gives the custom values of a customer the fields of the book.
func (im *bookImporter) own(c *model.Customer) {
	values := c.Custom
	c.Custom = nil
	for _, v := range values {
		if f, known := im.fieldOf[v.Field]; known {
			c.SetCustom(&f, v.Text)
		}
	}
}

// choices makes the lists of a whole book those of the file; another book gets
// the entries that it does not have.
func (im *bookImporter) choices(h *model.BookHead) error {
	e := im.t.store.choices()
	mine, err := e.find(im.t.ctx, im.t, "state = 0 ORDER BY pos, id")
	if err != nil {
		return err
	}
	for i := range h.Choices {
		c := &h.Choices[i]
		if err := c.Validate(); err != nil {
			return err
		}
		at := slices.IndexFunc(mine, func(m model.Choice) bool { return m.List == c.List && strings.EqualFold(m.Key, c.Key) })
		c.Pos = int64(len(mine) + i + 1)
		switch {
		case at < 0:
			err = createIn(im.t, e, c, im.made)
		case im.t.keepsIDs:
			c.ID, c.Pos = mine[at].ID, int64(i+1)
			var change *model.Change
			if change, err = e.write(im.t, &mine[at], c); change != nil {
				im.updated = append(im.updated, *change)
			}
			mine = slices.Delete(mine, at, at+1)
		}
		if err != nil {
			return err
		}
	}
	if !im.t.keepsIDs {
		return nil
	}
	for _, c := range mine {
		if err := im.bin(model.KindChoice, c.ID); err != nil {
			return err
		}
	}
	return nil
}

// bin puts a record into the bin, as part of the import.
func (im *bookImporter) bin(kind model.Kind, id int64) error {
	changes, err := im.t.move(kind, id, id, model.Live, model.Binned, "")
	im.updated = append(im.updated, changes...)
	return err
}

// head takes what the file has beside customers.
func (im *bookImporter) head(h *model.BookHead) error {
	if h == nil {
		return nil
	}
	for _, id := range im.fieldsToBin {
		if err := im.bin(model.KindField, id); err != nil {
			return err
		}
	}
	if !h.IsWhole() {
		return nil
	}
	return firstError(im.views(h.Views), im.looseTasks(h.Tasks))
}

// views makes the views of a whole book those of the file; another book gets
// those whose names it does not have.
func (im *bookImporter) views(views []model.View) error {
	e := im.t.store.views()
	mine, err := e.find(im.t.ctx, im.t, "state <> 2 ORDER BY pos, id")
	if err != nil {
		return err
	}
	for i := range views {
		v := &views[i]
		if err := v.Validate(); err != nil {
			return err
		}
		at := slices.IndexFunc(mine, func(m model.View) bool {
			return im.t.keepsIDs && m.ID == v.ID || !im.t.keepsIDs && m.State == model.Live && strings.EqualFold(m.Name, v.Name)
		})
		switch {
		case at >= 0 && im.t.keepsIDs:
			change, err := e.write(im.t, &mine[at], v)
			if err != nil {
				return err
			}
			if change != nil {
				im.updated = append(im.updated, *change)
			}
			mine = slices.Delete(mine, at, at+1)
		case at < 0:
			if !im.t.keepsIDs {
				v.ID, v.Pos = 0, int64(len(mine)+i+1)
			}
			if err := createIn(im.t, e, v, im.made); err != nil {
				return err
			}
		}
	}
	if !im.t.keepsIDs {
		return nil
	}
	for _, v := range mine {
		changes, err := im.t.move(model.KindView, v.ID, v.ID, model.Live, model.Binned, "")
		if err != nil {
			return err
		}
		im.updated = append(im.updated, changes...)
	}
	return nil
}

// looseTasks takes the follow-ups of nobody.
func (im *bookImporter) looseTasks(tasks []model.Task) error {
	for i := range tasks {
		k := &tasks[i]
		k.CustomerID = 0
		if err := k.Validate(); err != nil {
			return err
		}
		isBinned := k.State == model.Binned
		if !im.t.keepsIDs {
			k.ID = 0
			if id, err := im.alikeTask(k); id != 0 || isBinned || err != nil {
				if err != nil {
					return err
				}
				continue
			}
		}
		k.State = model.Live
		if err := createIn(im.t, im.t.store.tasks(), k, im.made); err != nil {
			return err
		}
		im.report.Tasks++
		if isBinned {
			changes, err := im.t.move(model.KindTask, k.ID, k.ID, model.Live, model.Binned, "")
			if err != nil {
				return err
			}
			im.updated = append(im.updated, changes...)
		}
	}
	return nil
}
