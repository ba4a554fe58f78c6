package store

import (
	"context"
	"errors"
	"iter"

	"kehu/model"
)

// ImportOptions say how drafts are written.
type ImportOptions struct {
	File        string              // name of the file, for the history
	Source      string              // what is the same of newer copies of the file: rows without a key are compared with the last one; "" never is
	OnDuplicate model.OnDuplicate   // "" is skip
	DryRun      bool                // do everything, write nothing
	NewFields   []model.CustomField // of the user's own, made with the import where it changes anything; drafts name them by negative ids
	// Ask decides on a conflict, and where OnDuplicate is model.AskDuplicate on any row
	// that the book has; nil leaves all undecided. It is called between two rows, inside
	// the transaction: who asks a person there keeps others from writing, see the two
	// passes of kehu import.
	Ask      func(model.ImportQuestion) (model.ImportAnswer, error)
	Progress func(rows int) // called after each draft with the rows done; may be nil
}

// Import writes drafts as one change set in one transaction: all of it is
// there afterwards, or nothing. Drafts with problems, and those that break a
// rule of the model, are refused and listed; the rest is written. An error of
// the sequence, or the end of ctx, leaves the book as it was.
func (b *Book) Import(ctx context.Context, drafts iter.Seq2[model.Draft, error], o ImportOptions) (model.ImportReport, error) {
	im := newImporter(o)
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
		im.t, im.memory, t.isTrial = t, newImportMemory(t, o.Source), o.DryRun
		if im.preparer, err = t.preparer(); err != nil {
			return err
		}
		if err := firstError(t.exec(importTables), im.makeFields()); err != nil {
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
	im.report.Rejects.Sort()
	im.report.Conflicts.Sort()
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
		d.prepared = p.customer(findable{Customer: &d.Customer}, d.Purchase == nil && d.Interaction == nil)
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
	updated  map[model.Kind]int64 // how many records that were there the import changes; see update
	kind     model.Kind
	memory   *importMemory               // nil where nothing is remembered
	taken    map[model.Kind]*idSet       // records without a number or key that a row was already
	covers   map[string]bool             // the fields of which the file has columns, once known
	coversOf *string                     // the list of which they were made
	fields   map[int64]model.CustomField // made by the import, by the ids that drafts have for them
	first    []model.Change              // what made them
	levels   map[string]string           // level text → key
	listed   map[string]bool             // keys that are on the book's list
	present  *preparedDraft              // the draft under way
	sampled  map[model.Outcome]int
	nearby   map[model.Kind]any // a *nearby for each
}

func newImporter(o ImportOptions) importer {
	return importer{options: o, made: newCreated(), taken: map[model.Kind]*idSet{}}
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
	im.report.Rejects.Add(d.Rows, d.Lines, why)
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

// finish writes the change set, or takes everything back in a dry run.
func (im *importer) finish(b *Book) error {
	changes := im.made.changes()
	if len(changes)+len(im.updated) > 0 {
		changes = append(im.first, changes...)
	}
	if im.options.DryRun || len(changes)+len(im.updated) == 0 && !im.memory.news() {
		return errRollback
	}
	cs := &model.ChangeSet{Action: model.ActionImport, Kind: im.kind, Subject: im.options.File, Count: im.count(changes)}
	if err := im.t.record(b, cs, changes); err != nil {
		return err
	}
	im.report.ChangeSet = cs.ID
	return firstError(im.recordUpdates(cs.ID), im.memory.write(cs.ID), im.t.exec(dropImportTables))
}
