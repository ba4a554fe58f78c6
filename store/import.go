package store

import (
	"context"
	"errors"
	"iter"
	"slices"

	"kehu/model"
)

// ImportOptions say how drafts are written.
type ImportOptions struct {
	File        string              // name of the file, for the history
	Source      string              // what is the same of newer copies of the file: rows without a key are compared with the last one; "" never is
	OnDuplicate model.OnDuplicate   // "" is skip
	DryRun      bool                // do everything, write nothing
	NewFields   []model.CustomField // of the user's own, made with the import where it changes anything; drafts name them by negative ids
	// Ask decides on a row where OnDuplicate is model.AskDuplicate; nil leaves all
	// undecided. It is called between two rows, inside the transaction: who asks a
	// person there keeps others from writing, see the two passes of kehu import.
	Ask      func(model.ImportQuestion) (model.OnDuplicate, error)
	Progress func(rows int) // called after each draft with the rows done; may be nil
}

// Import writes drafts as one change set in one transaction: all of it is
// there afterwards, or nothing. Drafts with problems, and those that break a
// rule of the model, are refused and listed; the rest is written. An error of
// the sequence, or the end of ctx, leaves the book as it was.
func (b *Book) Import(ctx context.Context, drafts iter.Seq2[model.Draft, error], o ImportOptions) (model.ImportReport, error) {
	im := importer{options: o, made: newCreated()}
	book := &Book{store: b.store, actor: b.actor, origin: model.OriginImport}
	if !o.DryRun {
		var stop func()
		var err error
		if drafts, stop, err = backUpBeforeAll(ctx, b.store, drafts, func(d model.Draft) int { return len(d.Rows) }); err != nil {
			return model.ImportReport{}, err
		}
		defer stop()
	}
	err := b.store.bulk(ctx, func(t *tx) (err error) {
		im.t, im.memory = t, newImportMemory(t, o.Source)
		if im.preparer, err = t.preparer(); err != nil {
			return err
		}
		if err := im.makeFields(); err != nil {
			return err
		}
		for d := range ahead(rowsOf(drafts), im.preparer.draft) {
			if err := firstError(d.failure, ctx.Err()); err != nil {
				return err
			}
			if err := im.draft(&d); err != nil {
				return err
			}
		}
		return im.finish(book)
	})
	if err != nil {
		return model.ImportReport{}, err
	}
	slices.SortFunc(im.report.Rejects, func(a, b model.Reject) int { return a.Row - b.Row })
	slices.SortFunc(im.report.Conflicts, func(a, b model.RowConflict) int { return a.Row - b.Row })
	return im.report, nil
}

// A preparedDraft is a draft with what was computed of it ahead.
type preparedDraft struct {
	model.Draft
	prepared
	failure error // of the sequence, in place of a draft
}

func rowsOf(drafts iter.Seq2[model.Draft, error]) iter.Seq[preparedDraft] {
	return func(yield func(preparedDraft) bool) {
		for d, err := range drafts {
			if !yield(preparedDraft{Draft: d, failure: err}) {
				return
			}
		}
	}
}

// draft prepares a draft. The words of a customer to whom something else belongs
// are left for later: mostly the book has the customer already.
func (p *preparer) draft(d preparedDraft) preparedDraft {
	if d.failure == nil && len(d.Problems) == 0 {
		d.prepared = p.customer(&d.Customer, d.Purchase == nil && d.Interaction == nil)
	}
	return d
}

// An importer is one import in progress.
type importer struct {
	t        *tx
	preparer *preparer
	options  ImportOptions
	report   model.ImportReport
	made     *created
	updated  []model.Change
	kind     model.Kind
	memory   *importMemory               // nil where nothing is remembered
	covers   map[string]bool             // the fields of which the file has columns, once known
	coversOf *string                     // the list of which they were made
	fields   map[int64]model.CustomField // made by the import, by the ids that drafts have for them
	first    []model.Change              // what made them
	levels   map[string]string           // level text → key
	listed   map[string]bool             // keys that are on the book's list
	present  *preparedDraft              // the draft under way
	sampled  map[model.Outcome]int
}

// draft writes one draft and counts its rows by what became of it. What can be
// refused is refused before anything is written, so that nothing need be taken
// back: a savepoint for each draft would make SQLite put the draft's pages and
// words away one by one.
func (im *importer) draft(d *preparedDraft) error {
	im.report.Rows += len(d.Rows)
	im.present = d
	if len(d.Problems) > 0 {
		im.reject(d, d.Problems)
		return nil
	}
	write, err := im.decide(d)
	if refusal(err) {
		var ps model.Problems
		ps.Add(err)
		im.reject(d, ps)
	} else if err != nil {
		return err
	} else if err := write(); err != nil {
		return err
	}
	if im.options.Progress != nil {
		im.options.Progress(im.report.Rows)
	}
	return im.t.settleMany()
}

// refusal reports whether an error concerns the draft alone.
func refusal(err error) bool {
	var ps model.Problems
	var p *model.Problem
	return errors.As(err, &ps) || errors.As(err, &p) && (p.Kind == model.Invalid || p.Kind == model.NotFound)
}

func (im *importer) reject(d *preparedDraft, why model.Problems) {
	im.report.Rejected += len(d.Rows)
	im.report.Rejects = append(im.report.Rejects, d.Rejects(why)...)
}

// decide finds out what to do with a draft, and whether it is allowed, and
// returns what writes it.
func (im *importer) decide(d *preparedDraft) (write func() error, err error) {
	if err := im.knowLevel(&d.Customer); err != nil {
		return nil, err
	}
	im.t.normals = d.normals
	im.ownFields(&d.Customer)
	switch s := im.t.store; {
	case d.Adds:
		im.kind = model.KindPurchase
		return im.decideLines(d)
	case d.Purchase != nil:
		im.kind = model.KindPurchase
		return decidePart(im, d, draftPart[model.Purchase]{s.purchases(), d.Purchase, &d.Purchase.CustomerID, d.Purchase.SourceKey, im.matchPurchase})
	case d.Interaction != nil:
		im.kind = model.KindInteraction
		return decidePart(im, d, draftPart[model.Interaction]{s.interactions(), d.Interaction, &d.Interaction.CustomerID, d.Interaction.SourceKey, im.matchInteraction})
	default:
		im.kind = model.KindCustomer
		return im.decideCustomer(d)
	}
}

// A draftPart is the record of a draft that belongs to a customer.
type draftPart[T any] struct {
	e      *entity[T]
	record *T
	owner  *int64 // whom the record belongs to
	key    string // of its source
	match  func(*T) (int64, error)
}

// decideCustomer decides on a draft that is a customer.
func (im *importer) decideCustomer(d *preparedDraft) (write func() error, err error) {
	self, err := im.customerOf(d)
	if err != nil {
		return nil, err
	}
	if self.id != 0 && im.options.OnDuplicate != model.AddDuplicate {
		at, err := im.place(d, d.Customer.SourceKey)
		if err != nil {
			return nil, err
		}
		at.canAdd = true
		write, err := settle(im, im.t.store.customers(), self.id, &d.Customer, at)
		if !errors.Is(err, errAdd) {
			return write, err
		}
	}
	return func() error {
		im.report.New += len(d.Rows)
		return firstError(sample(im, model.OutcomeNew, im.t.store.customers(), nil, &d.Customer), im.newCustomer(d))
	}, firstError(d.err, im.custom(d))
}

// customerOf finds the customer that a draft names, by what it is now or else by
// what the source said of it last.
func (im *importer) customerOf(d *preparedDraft) (formerSelf, error) {
	id, err := im.t.matchCustomer(&d.Customer)
	if id != 0 || err != nil {
		return formerSelf{id: id}, err
	}
	return im.formerly(&d.Customer)
}

// custom gives a new customer the defaults of custom fields, and checks what must
// be filled in.
func (im *importer) custom(d *preparedDraft) error {
	defs, err := im.t.customFields()
	if err != nil || len(defs) == 0 {
		return err
	}
	had := len(d.Customer.Custom)
	if err := im.t.defaultsOf(&d.Customer, im.preparer.now); err != nil {
		return err
	}
	if len(d.Customer.Custom) != had {
		d.words = nil // computed ahead, without the defaults
	}
	return model.CheckCustom(defs, nil, &d.Customer)
}

func (im *importer) newCustomer(d *preparedDraft) error {
	im.report.Customers++
	if err := im.addLevel(d.Customer.Level); err != nil {
		return err
	}
	if err := im.t.createPrepared(&d.Customer, d.prepared, im.made); err != nil {
		return err
	}
	return im.memory.noteNew(d.Customer.SourceKey, model.KindCustomer, d.Customer.ID)
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

// matchPurchase finds the purchase in the book that a draft is: by the key of
// its source or its order number. A number that another key of the same column
// bears is that of another purchase.
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
	heading, length := keyHeading(p.SourceKey)
	return im.t.one(`SELECT id FROM purchases WHERE order_no <> '' AND order_no = ? AND customer_id = ? AND state = 0
		AND (? = '' OR substr(source_key, 1, ?) <> ?) LIMIT 1`, p.OrderNo, p.CustomerID, heading, length, heading)
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

// customOf checks the custom values of a customer that a row changes.
func (im *importer) customOf(before, now any) error {
	c, isCustomer := now.(*model.Customer)
	if !isCustomer || len(c.Custom) == 0 {
		return nil
	}
	defs, err := im.t.customFields()
	return firstError(err, model.CheckCustom(defs, before.(*model.Customer), c))
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
	if len(changes) > 0 {
		changes = append(im.first, changes...)
	}
	if im.options.DryRun || len(changes) == 0 && !im.memory.news() {
		return errRollback
	}
	cs := &model.ChangeSet{Action: model.ActionImport, Kind: im.kind, Subject: im.options.File, Count: countOf(changes, im.kind)}
	if err := im.t.record(b, cs, changes); err != nil {
		return err
	}
	im.report.ChangeSet = cs.ID
	return im.memory.write(cs.ID)
}

// knowLevel turns a level's name into its key; an unknown level is its own key.
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

// level returns the key of a level by any of its names, or the text itself.
func (t *tx) level(text string) (string, error) {
	known, err := choicesOf(t.ctx, t.store.choices(), t, model.ListLevels)
	for _, l := range known {
		if l.Is(text) {
			return l.Key, nil
		}
	}
	return text, err
}

// addLevel puts a level that is to be written on the list where it is new; with
// the import it is undone.
func (im *importer) addLevel(key string) error {
	if key == "" || im.listed[key] {
		return nil
	}
	if im.listed == nil {
		im.listed = map[string]bool{}
	}
	im.listed[key] = true
	known, err := choicesOf(im.t.ctx, im.t.store.choices(), im.t, model.ListLevels)
	if err != nil || slices.ContainsFunc(known, func(l model.Level) bool { return l.Key == key }) {
		return err
	}
	level := &model.Level{List: model.ListLevels, Key: key, Pos: behind(known, func(l model.Level) int64 { return l.Pos })}
	return createIn(im.t, im.t.store.choices(), level, im.made)
}
