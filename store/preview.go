package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"kehu/model"
)

// Effect is what happens to records when a change set is taken back.
type Effect string

// The effects, in the order in which they are told.
const (
	EffectGone   Effect = "gone"   // leave the book: they were added by the change set
	EffectBack   Effect = "back"   // come back into the book
	EffectBinned Effect = "binned" // go back into the bin
	EffectEdited Effect = "edited" // get their former fields
)

// A Preview says what an undo or redo would do to the book as it is now.
type Preview struct {
	Target *model.ChangeSet // what is taken back: an ordinary change set, or an undo, which is a redo
	Parts  []PreviewPart    // what would happen, by effect and kind
	Kept   []model.Kept     // what was changed since and would be left alone
}

// A PreviewPart is one effect on the records of one kind.
type PreviewPart struct {
	Effect Effect
	Kind   model.Kind
	Count  int64
	First  []model.Ref // the first few of them, in the order of their numbers
}

// previewNamed is how many records a part of a preview lists.
const previewNamed = 5

// Preview foretells what Undo of a change set would do, without writing or
// keeping writers waiting; 0 is the actor's last one, as for Undo. The problems
// are those of Undo.
func (b *Book) Preview(ctx context.Context, id int64) (*Preview, error) {
	var out *Preview
	err := b.store.inRead(ctx, func(t *tx) (err error) {
		if id == 0 {
			if id, err = lastToUndo(ctx, t, b.actor); err != nil {
				return err
			}
		}
		target, err := t.toInvert(id)
		if err != nil {
			return err
		}
		p := previewer{t: t, out: &Preview{Target: target}, gone: map[model.Kind]*idSet{}, ahead: map[model.Kind]overlay{}}
		out = p.out
		if err := t.changesBack(target.ID, p.all); err != nil {
			return err
		}
		p.finish()
		return t.markRemoved(p.out.Kept)
	})
	return out, b.store.explain(err)
}

// UndoOf returns the number of the undo that took a change set back, which a redo
// takes back in turn; of an undo in force it is its own. The problem of a change
// set that is in force is Invalid (not_undone).
func (b *Book) UndoOf(ctx context.Context, id int64) (int64, error) {
	cs, err := changeSet(ctx, b.store.reader, id)
	switch {
	case err != nil:
		return 0, b.store.explain(err)
	case cs.Action == model.ActionUndo && cs.UndoneBy == 0:
		return id, nil
	case cs.UndoneBy == 0 || cs.Undoes != 0:
		return 0, model.NewProblem(model.Invalid, "not_undone", "ID", id)
	}
	return cs.UndoneBy, nil
}

// LastUndo returns the number of the undo that Redo would take back.
func (b *Book) LastUndo(ctx context.Context) (int64, error) {
	id, err := lastToRedo(ctx, b.store.reader, b.actor)
	return id, b.store.explain(err)
}

// inRead runs f on one state of the book, which it cannot change.
func (s *Store) inRead(ctx context.Context, f func(*tx) error) error {
	t, err := s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer t.Rollback()
	return f(&tx{ctx: ctx, sql: t, store: s, stmts: map[string]*sql.Stmt{}})
}

// An overlay has the texts that fields of records would hold further on, by record
// and field.
type overlay map[int64]map[string]string

// A previewer goes the way of an inverter and keeps in mind what that would write.
type previewer struct {
	t     *tx
	out   *Preview
	gone  map[model.Kind]*idSet // records that have left the book by then
	ahead map[model.Kind]overlay
}

func (p *previewer) all(changes []model.Change) error {
	return inGroups(changes, p.states, p.edits)
}

// edits foretells the changes of the fields of records of one kind.
func (p *previewer) edits(changes []model.Change) error {
	kind := changes[0].Kind
	if p.ahead[kind] == nil {
		p.ahead[kind] = overlay{}
	}
	return p.t.store.records[kind].foresee(p.t, changes, p.ahead[kind], func(done model.Change, kept []model.Kept) error {
		p.out.Kept = append(p.out.Kept, kept...)
		if len(done.Fields) == 0 {
			return nil
		}
		p.note(effectOf(done), kind, done.ID, done.ID)
		return nil
	})
}

// effectOf is what a change of fields does to its record.
func effectOf(c model.Change) Effect {
	state, moves := c.Fields["state"]
	if !moves {
		return EffectEdited
	}
	return map[model.State]Effect{model.Live: EffectBack, model.Binned: EffectBinned, model.Undone: EffectGone}[stateOf(state[1])]
}

// note adds records with consecutive numbers to the part of an effect.
func (p *previewer) note(e Effect, kind model.Kind, first, last int64) {
	at := slices.IndexFunc(p.out.Parts, func(part PreviewPart) bool { return part.Effect == e && part.Kind == kind })
	if at < 0 {
		at = len(p.out.Parts)
		p.out.Parts = append(p.out.Parts, PreviewPart{Effect: e, Kind: kind})
	}
	part := &p.out.Parts[at]
	part.Count += last - first + 1
	for id := first; id <= last && id < first+previewNamed; id++ {
		part.First = append(part.First, model.Ref{Kind: kind, ID: id})
	}
	if len(part.First) > 1000*previewNamed { // changes come last first: the least numbers are at the end
		part.shorten()
	}
}

// shorten keeps the records with the least numbers.
func (part *PreviewPart) shorten() {
	slices.SortFunc(part.First, compareRefs)
	part.First = slices.Compact(part.First)
	part.First = part.First[:min(len(part.First), previewNamed)]
}

func (p *previewer) finish() {
	order := []Effect{EffectGone, EffectBack, EffectBinned, EffectEdited}
	slices.SortStableFunc(p.out.Parts, func(a, b PreviewPart) int {
		return cmp.Or(slices.Index(order, a.Effect)-slices.Index(order, b.Effect), -cmp.Compare(a.Count, b.Count))
	})
	for i := range p.out.Parts {
		p.out.Parts[i].shorten()
	}
}

// foresee says what invert would write, and keeps it in ahead.
func (e *entity[T]) foresee(t *tx, changes []model.Change, ahead overlay, tell func(done model.Change, kept []model.Kept) error) error {
	byID, err := e.present(t, changes)
	if err != nil {
		return err
	}
	all, err := e.allFields(t)
	if err != nil {
		return err
	}
	for _, c := range changes {
		done, kept, err := e.foreseen(t, all, byID[c.ID], c, ahead)
		if err := firstError(err, tell(done, kept)); err != nil {
			return err
		}
	}
	return nil
}

// foreseen says what invert would write of one record; before is nil where that is
// gone for good.
func (e *entity[T]) foreseen(t *tx, all []model.Field[T], before *T, c model.Change, ahead overlay) (done model.Change, kept []model.Kept, err error) {
	done = model.Change{Ref: c.Ref, Last: c.ID}
	if before == nil || len(c.Fields) == 0 {
		return done, []model.Kept{{Ref: c.Ref, Erased: true}}, nil
	}
	if err := setAll(all, before, ahead[c.ID]); err != nil {
		return done, nil, err
	}
	after, keys, err := e.former(t, before, c.Fields)
	if err != nil {
		return done, nil, err
	}
	done.Fields = ahead.remember(differing(all, before, after), c.ID)
	return done, keptFields(c.Ref, keys), nil
}

// setAll sets fields of a record to texts.
func setAll[T any](all []model.Field[T], r *T, texts map[string]string) error {
	for key, text := range texts {
		if f := model.FieldOf(all, key); f != nil {
			if err := f.Set(r, text); err != nil {
				return err
			}
		}
	}
	return nil
}

// differing are the fields in which two states of a record differ.
func differing[T any](all []model.Field[T], before, after *T) map[string][2]string {
	fields := map[string][2]string{}
	for _, f := range all {
		if a, b := f.Get(before), f.Get(after); a != b {
			fields[f.Key] = [2]string{a, b}
		}
	}
	return fields
}
