package store

import (
	"context"
	"slices"

	"kehu/model"
)

// Bin puts records into the bin, as one change set. What belongs to a customer
// stays with it and is out of sight together with it. A record that is not in
// the book is a NotFound problem.
func (b *Book) Bin(ctx context.Context, refs ...model.Ref) (*model.ChangeSet, error) {
	return b.moveAll(ctx, refs, model.Live, model.Binned, model.ActionBin)
}

// Restore takes records out of the bin, as one change set. A record that is
// not in the bin is a NotFound problem.
func (b *Book) Restore(ctx context.Context, refs ...model.Ref) (*model.ChangeSet, error) {
	return b.moveAll(ctx, refs, model.Binned, model.Live, model.ActionRestore)
}

func (b *Book) moveAll(ctx context.Context, refs []model.Ref, from, to model.State, action model.Action) (cs *model.ChangeSet, err error) {
	refs = slices.Clone(refs)
	slices.SortFunc(refs, compareRefs)
	refs = slices.Compact(refs)
	if len(refs) == 0 {
		return nil, nil
	}
	if err := b.store.backUpBefore(ctx, len(refs)); err != nil {
		return nil, err
	}
	err = b.store.inTx(ctx, func(t *tx) error {
		var changes []model.Change
		for _, ref := range refs {
			moved, err := t.move(ref.Kind, ref.ID, ref.ID, from, to, "")
			if err != nil {
				return err
			}
			if len(moved) == 0 {
				return t.whyNot(ref, from)
			}
			changes = append(changes, moved...)
		}
		cs = &model.ChangeSet{Action: action}
		if refs[0].Kind == refs[len(refs)-1].Kind {
			cs.Kind = refs[0].Kind
		}
		if len(refs) == 1 {
			if cs.Subject, err = t.subject(refs[0]); err != nil {
				return err
			}
		}
		return t.record(b, cs, changes)
	})
	return cs, err
}

// whyNot is the problem of a record that did not move out of a state.
func (t *tx) whyNot(ref model.Ref, from model.State) error {
	if err := isRemoved(t.ctx, t, ref); err != nil {
		return err
	}
	if free[ref.Kind] != "" && from == model.Binned {
		if r, err := t.store.records[ref.Kind].load(t.ctx, t, ref.ID); err == nil && r.RecordMeta().State == model.Binned {
			name, err := t.subject(ref)
			return firstError(err, model.NewProblem(model.Conflicts, "place_taken", "Name", name))
		}
	}
	return model.NewProblem(model.NotFound, notThere(ref.Kind, from), "ID", ref.ID)
}

// notThere is the code of the problem that a record is not in a state.
func notThere(kind model.Kind, state model.State) string {
	if state == model.Binned {
		return "not_in_bin"
	}
	return string(kind) + "_not_found"
}

// subject names the customer that a record is, or belongs to.
func (t *tx) subject(ref model.Ref) (string, error) {
	kind := t.store.records[ref.Kind]
	r, err := kind.load(t.ctx, t, ref.ID)
	if err != nil {
		return "", err
	}
	return kind.name(t.ctx, t, r)
}

func compareRefs(a, b model.Ref) int {
	if a.Kind != b.Kind {
		if a.Kind < b.Kind {
			return -1
		}
		return 1
	}
	return int(a.ID - b.ID)
}
