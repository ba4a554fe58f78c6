package store

import (
	"context"
	"slices"

	"kehu/model"
)

// Undo takes back a change set by a new one with the inverse; 0 is the actor's
// last one that is not taken back. Fields that were changed again since, and
// new records that were, are kept and listed in Kept. Undoing an undo is redo.
// The problems are NotFound (nothing_to_undo, change_set_not_found) and
// Invalid (already_undone).
func (b *Book) Undo(ctx context.Context, id int64) (undo *model.ChangeSet, err error) {
	err = b.store.inTx(ctx, func(t *tx) error {
		if id == 0 {
			if id, err = t.lastToUndo(b.actor); err != nil {
				return err
			}
		}
		undo, err = t.invert(b, id)
		return err
	})
	return undo, err
}

// Redo does the actor's last undone change set again, unless the actor has
// changed something else since. The problem is NotFound (nothing_to_redo).
func (b *Book) Redo(ctx context.Context) (redo *model.ChangeSet, err error) {
	err = b.store.inTx(ctx, func(t *tx) error {
		id, err := t.lastToRedo(b.actor)
		if err != nil {
			return err
		}
		redo, err = t.invert(b, id)
		return err
	})
	return redo, err
}

// lastToUndo finds the actor's last ordinary change set that is in force.
func (t *tx) lastToUndo(actor model.Actor) (id int64, err error) {
	err = t.row(`SELECT id FROM change_sets WHERE actor = ? AND undoes IS NULL AND undone_by IS NULL
		ORDER BY id DESC LIMIT 1`, actor.Name).Scan(&id)
	if isNoRow(err) {
		return 0, model.NewProblem(model.NotFound, "nothing_to_undo")
	}
	return id, err
}

// lastToRedo finds the actor's last undo that is in force and has no ordinary
// change set of the actor behind it.
func (t *tx) lastToRedo(actor model.Actor) (id int64, err error) {
	err = t.row(`SELECT id FROM change_sets u WHERE actor = ?1 AND action = ?2 AND undone_by IS NULL
		AND NOT EXISTS (SELECT 1 FROM change_sets s WHERE s.actor = ?1 AND s.undoes IS NULL AND s.id > u.id)
		ORDER BY id DESC LIMIT 1`, actor.Name, string(model.ActionUndo)).Scan(&id)
	if isNoRow(err) {
		return 0, model.NewProblem(model.NotFound, "nothing_to_redo")
	}
	return id, err
}

// invert writes the inverse of a change set. The inverse of an ordinary one is
// an undo, that of an undo a redo; taking back a redo takes back the ordinary
// change set that it did again.
func (t *tx) invert(b *Book, id int64) (*model.ChangeSet, error) {
	target, err := changeSet(t.ctx, t, id)
	if err != nil {
		return nil, err
	}
	if target.Action == model.ActionRedo && target.UndoneBy == 0 {
		undo, err := changeSet(t.ctx, t, target.Undoes)
		if err != nil {
			return nil, err
		}
		return t.invert(b, undo.Undoes)
	}
	if target.UndoneBy != 0 {
		return nil, model.NewProblem(model.Invalid, "already_undone", "ID", id, "By", target.UndoneBy)
	}
	changes, err := changesOf(t.ctx, t, id, 0)
	if err != nil {
		return nil, err
	}
	inv := inverter{t: t, target: target}
	if err := inv.all(changes); err != nil {
		return nil, err
	}
	return t.recordInverse(b, target, &inv)
}

// recordInverse writes the change set of an undo or redo and marks what it took back.
func (t *tx) recordInverse(b *Book, target *model.ChangeSet, inv *inverter) (*model.ChangeSet, error) {
	cs := &model.ChangeSet{Action: model.ActionUndo, Kind: target.Kind, Subject: target.Subject,
		Fields: target.Fields, Undoes: target.ID, Kept: inv.kept}
	if target.Action == model.ActionUndo {
		cs.Action = model.ActionRedo
	}
	if err := t.record(b, cs, inv.done); err != nil {
		return nil, err
	}
	if err := t.exec("UPDATE change_sets SET undone_by = ? WHERE id = ?", cs.ID, target.ID); err != nil {
		return nil, err
	}
	if cs.Action == model.ActionRedo { // the first change set is in force again
		return cs, t.exec("UPDATE change_sets SET undone_by = NULL WHERE id = ?", target.Undoes)
	}
	return cs, nil
}

// An inverter gathers what an inverse does and what it leaves alone.
type inverter struct {
	t      *tx
	target *model.ChangeSet
	done   []model.Change
	kept   []model.Kept
}

// all inverts changes, last first, so that what belongs to a customer goes
// before and comes after the customer. Runs of new records are inverted in bulk.
func (v *inverter) all(changes []model.Change) error {
	slices.Reverse(changes)
	for _, c := range changes {
		invert := v.one
		if _, isState := c.Fields["state"]; isState && len(c.Fields) == 1 {
			invert = v.states
		}
		if err := invert(c); err != nil {
			return err
		}
	}
	return nil
}

// one inverts the change of the fields of one record.
func (v *inverter) one(c model.Change) error {
	inverse := make(map[string][2]string, len(c.Fields))
	for key, change := range c.Fields {
		inverse[key] = [2]string{change[1], change[0]}
	}
	done, kept, err := v.t.store.records[c.Kind].put(v.t, c.ID, inverse)
	if err != nil {
		return err
	}
	for _, key := range kept {
		v.kept = append(v.kept, model.Kept{Ref: c.Ref, Field: key})
	}
	if done != nil {
		v.done = append(v.done, *done)
	}
	return nil
}

// put sets fields from the first text to the second. A list that was changed
// since is merged; any other field that was is kept.
func (e *entity[T]) put(t *tx, id int64, fields map[string][2]string) (*model.Change, []string, error) {
	before, err := e.get(t.ctx, t, id)
	if err != nil {
		return nil, nil, err
	}
	after, err := e.get(t.ctx, t, id) // a copy of its own
	if err != nil {
		return nil, nil, err
	}
	all, err := e.allFields(t)
	if err != nil {
		return nil, nil, err
	}
	var kept []string
	for _, f := range all {
		change, concerned := fields[f.Key]
		if !concerned {
			continue
		}
		text, ok := mergeField(f, change[0], change[1], f.Get(before))
		if !ok {
			kept = append(kept, f.Key)
		} else if err := f.Set(after, text); err != nil {
			return nil, nil, err
		}
	}
	change, err := e.write(t, before, after)
	return change, kept, err
}
