package store

import (
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"kehu/model"
)

// ImportOptions say how drafts are written.
type ImportOptions struct {
	File        string            // name of the file, for the history
	OnDuplicate model.OnDuplicate // "" is skip
	DryRun      bool              // do everything, write nothing
	Progress    func(rows int)    // called after each draft with the rows done; may be nil
}

// Import writes drafts as one change set in one transaction: all of it is
// there afterwards, or nothing. Drafts with problems, and those that break a
// rule of the model, are refused and listed; the rest is written. An error of
// the sequence, or the end of ctx, leaves the book as it was.
func (b *Book) Import(ctx context.Context, drafts iter.Seq2[model.Draft, error], o ImportOptions) (model.ImportReport, error) {
	began := time.Now()
	im := importer{options: o, made: newCreated()}
	book := &Book{store: b.store, actor: b.actor, origin: model.OriginImport}
	err := b.store.bulk(ctx, func(t *tx) error {
		im.t = t
		for d, err := range drafts {
			if err := firstError(err, ctx.Err()); err != nil {
				return err
			}
			if err := im.draft(d); err != nil {
				return err
			}
		}
		return im.finish(book)
	})
	if err != nil {
		return model.ImportReport{}, err
	}
	slices.SortFunc(im.report.Rejects, func(a, b model.Reject) int { return a.Row - b.Row })
	im.report.Took = time.Since(began)
	return im.report, nil
}

// An importer is one import in progress.
type importer struct {
	t       *tx
	options ImportOptions
	report  model.ImportReport
	made    *created
	updated []model.Change
	kind    model.Kind
	levels  map[string]string // level text → key
}

// draft writes one draft and counts its rows by what became of it.
func (im *importer) draft(d model.Draft) error {
	im.report.Rows += len(d.Rows)
	if len(d.Problems) > 0 {
		im.reject(d, d.Problems)
		return nil
	}
	if err := im.t.exec("SAVEPOINT draft"); err != nil {
		return err
	}
	before, made := im.report, im.made.count()
	if err := im.write(&d); err != nil {
		if !refusal(err) {
			return err
		}
		im.report = before
		im.made.forget(made)
		if err := im.takeBack(d, err); err != nil {
			return err
		}
	}
	if im.options.Progress != nil {
		im.options.Progress(im.report.Rows)
	}
	if err := im.t.settleMany(); err != nil {
		return err
	}
	return im.t.exec("RELEASE draft")
}

// takeBack leaves nothing of a refused draft.
func (im *importer) takeBack(d model.Draft, why error) error {
	var ps model.Problems
	ps.Add(why)
	im.reject(d, ps)
	clear(im.t.products) // some may have been made by the draft
	clear(im.levels)
	return im.t.exec("ROLLBACK TO draft")
}

// refusal reports whether an error concerns the draft alone.
func refusal(err error) bool {
	var ps model.Problems
	var p *model.Problem
	return errors.As(err, &ps) || errors.As(err, &p) && (p.Kind == model.Invalid || p.Kind == model.NotFound)
}

func (im *importer) reject(d model.Draft, why model.Problems) {
	im.report.Rejected += len(d.Rows)
	im.report.Rejects = append(im.report.Rejects, d.Rejects(why)...)
}

func (im *importer) write(d *model.Draft) error {
	if err := im.knowLevel(&d.Customer); err != nil {
		return err
	}
	switch s := im.t.store; {
	case d.Purchase != nil:
		im.kind = model.KindPurchase
		return writePart(im, d, s.purchases(), d.Purchase, &d.Purchase.CustomerID, im.matchPurchase)
	case d.Interaction != nil:
		im.kind = model.KindInteraction
		return writePart(im, d, s.interactions(), d.Interaction, &d.Interaction.CustomerID, im.matchInteraction)
	default:
		im.kind = model.KindCustomer
		return im.writeCustomer(d)
	}
}

// writeCustomer writes a draft that is a customer.
func (im *importer) writeCustomer(d *model.Draft) error {
	e := im.t.store.customers()
	id, err := im.t.matchCustomer(&d.Customer)
	if err != nil {
		return err
	}
	if id == 0 || im.options.OnDuplicate == model.AddDuplicate {
		im.report.New += len(d.Rows)
		return im.newCustomer(&d.Customer)
	}
	return settle(im, e, id, &d.Customer, len(d.Rows))
}

func (im *importer) newCustomer(c *model.Customer) error {
	im.report.Customers++
	return createIn(im.t, im.t.store.customers(), c, im.made)
}

// writePart writes a draft that is a purchase or a contact entry, with its
// customer where the book does not have it yet.
func writePart[T any](im *importer, d *model.Draft, e *entity[T], r *T, owner *int64, match func(*T) (int64, error)) error {
	customer, err := im.t.matchCustomer(&d.Customer)
	if err != nil {
		return err
	}
	*owner = customer
	if customer != 0 && im.options.OnDuplicate != model.AddDuplicate {
		if id, err := match(r); err != nil || id != 0 {
			return firstError(err, settle(im, e, id, r, len(d.Rows)))
		}
	}
	if customer == 0 {
		if err := im.newCustomer(&d.Customer); err != nil {
			return err
		}
		*owner = d.Customer.ID
	}
	if err := createIn(im.t, e, r, im.made); err != nil {
		return err
	}
	im.report.New += len(d.Rows)
	im.countPart(any(r))
	return nil
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

// matchPurchase finds the purchase in the book that a draft is: by the key of
// its source or its order number.
func (im *importer) matchPurchase(p *model.Purchase) (int64, error) {
	if p.SourceKey != "" {
		id, err := im.t.one("SELECT id FROM purchases WHERE source_key <> '' AND source_key = ? AND state = 0 LIMIT 1", p.SourceKey)
		if id != 0 || err != nil {
			return id, err
		}
	}
	if p.OrderNo == "" {
		return 0, nil
	}
	return im.t.one("SELECT id FROM purchases WHERE order_no <> '' AND order_no = ? AND customer_id = ? AND state = 0 LIMIT 1", p.OrderNo, p.CustomerID)
}

// matchInteraction finds the contact entry in the book that a draft is: by the
// key of its source, or the same words at the same time.
func (im *importer) matchInteraction(i *model.Interaction) (int64, error) {
	if i.SourceKey != "" {
		id, err := im.t.one("SELECT id FROM interactions WHERE source_key <> '' AND source_key = ? AND state = 0 LIMIT 1", i.SourceKey)
		if id != 0 || err != nil {
			return id, err
		}
	}
	return im.t.one("SELECT id FROM interactions WHERE customer_id = ? AND at = ? AND content = ? AND state = 0 LIMIT 1",
		i.CustomerID, seconds(i.At), i.Content)
}

// settle deals with a row that the book has already: same, changed or duplicate.
func settle[T any](im *importer, e *entity[T], id int64, r *T, rows int) error {
	current, err := e.get(im.t.ctx, im.t, id)
	if err != nil {
		return err
	}
	merged, err := e.get(im.t.ctx, im.t, id)
	if err != nil {
		return err
	}
	if err := fillIn(e.fields, merged, r); err != nil {
		return err
	}
	differs := len(model.Diff(e.fields, current, merged)) > 0
	switch {
	case !differs:
		im.report.Same += rows
		return nil
	case im.options.OnDuplicate != model.UpdateDuplicate:
		im.report.Duplicate += rows
		return nil
	}
	if err := e.validate(merged, im.t.store.now()); err != nil {
		return err
	}
	change, err := e.write(im.t, current, merged)
	if err != nil {
		return err
	}
	im.report.Changed += rows
	im.updated = append(im.updated, *change)
	return nil
}

// fillIn sets the fields that a row fills in; lists are added to. What the book
// alone knows stays.
func fillIn[T any](fields []model.Field[T], into, from *T) error {
	for _, f := range fields {
		text := f.Get(from)
		if text == "" || f.Key == "created" || f.Key == "state" {
			continue
		}
		if f.Merge != nil && f.Key != "items" {
			text, _ = f.Merge("", text, f.Get(into))
		}
		if err := f.Set(into, text); err != nil {
			return err
		}
	}
	return nil
}

// finish writes the change set, or takes everything back in a dry run.
func (im *importer) finish(b *Book) error {
	changes := append(im.made.changes(), im.updated...)
	if im.options.DryRun || len(changes) == 0 {
		return errRollback
	}
	cs := &model.ChangeSet{Action: model.ActionImport, Kind: im.kind, Subject: im.options.File}
	err := im.t.record(b, cs, changes)
	im.report.ChangeSet = cs.ID
	return err
}

// knowLevel turns a level's name into its key; an unknown level joins the list.
func (im *importer) knowLevel(c *model.Customer) error {
	if c.Level == "" {
		return nil
	}
	if im.levels == nil {
		im.levels = map[string]string{}
	}
	key, known := im.levels[c.Level]
	if !known {
		var err error
		if key, err = im.t.level(c.Level); err != nil {
			return err
		}
		im.levels[c.Level] = key
	}
	c.Level = key
	return nil
}

// level returns the key of a level by any of its names, made when it is new.
func (t *tx) level(text string) (string, error) {
	known, err := levels(t.ctx, t)
	if err != nil {
		return "", err
	}
	for _, l := range known {
		if l.Is(text) {
			return l.Key, nil
		}
	}
	return text, t.exec("INSERT INTO levels (key, pos) VALUES (?, (SELECT coalesce(max(pos), 0) + 1 FROM levels))", text)
}

// count and forget let an importer take back the ids of a refused draft.
func (c *created) count() map[model.Kind]int64 {
	n := map[model.Kind]int64{}
	for kind, rs := range c.byKind {
		if len(*rs) > 0 {
			n[kind] = (*rs)[len(*rs)-1].last
		}
	}
	return n
}

// forget drops the ids after those that count returned.
func (c *created) forget(after map[model.Kind]int64) {
	for kind, rs := range c.byKind {
		for len(*rs) > 0 && (*rs)[len(*rs)-1].last > after[kind] {
			end := &(*rs)[len(*rs)-1]
			if end.first > after[kind] {
				*rs = (*rs)[:len(*rs)-1]
				continue
			}
			end.last = after[kind]
		}
	}
}
