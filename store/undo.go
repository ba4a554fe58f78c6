package store

import (
	"context"

	"kehu/model"
)

// Undo takes back a change set by a new one with the inverse; 0 is the actor's
// last one that is not taken back. Fields that were changed again since, and
// new records that were, are kept and listed in Kept. Undoing an undo is redo.
// The problems are NotFound (nothing_to_undo, change_set_not_found) and
// Invalid (already_undone, not_undoable).
func (b *Book) Undo(ctx context.Context, id int64) (*model.ChangeSet, error) {
	return b.turnBack(ctx, func(db queryer) (int64, error) {
		if id != 0 {
			return id, nil
		}
		return lastToUndo(ctx, db, b.actor)
	})
}

// Redo does the actor's last undone change set again, unless the actor has
// changed something else since. The problem is NotFound (nothing_to_redo).
func (b *Book) Redo(ctx context.Context) (*model.ChangeSet, error) {
	return b.turnBack(ctx, func(db queryer) (int64, error) { return lastToRedo(ctx, db, b.actor) })
}

// turnBack inverts the change set that find names. How large it is, which decides
// how it is written, is looked up before.
func (b *Book) turnBack(ctx context.Context, find func(queryer) (int64, error)) (inverse *model.ChangeSet, err error) {
	n := 0
	if id, err := find(b.store.reader); err == nil {
		if cs, err := changeSet(ctx, b.store.reader, id); err == nil {
			n = int(cs.Count)
		}
	}
	err = b.store.inBulk(ctx, n, func(t *tx) error {
		id, err := find(t)
		if err != nil {
			return err
		}
		inverse, err = t.invert(b, id)
		return err
	})
	return inverse, err
}

// isReversible is the condition that a change set can be taken back at all.
const isReversible = "action NOT IN ('" + string(model.ActionEmpty) + "', '" + string(model.ActionErase) + "', '" +
	string(model.ActionRepair) + "', '" + string(model.ActionSalvage) + "')"

// lastToUndo finds the actor's last ordinary change set that is in force.
func lastToUndo(ctx context.Context, db queryer, actor model.Actor) (id int64, err error) {
	err = db.QueryRowContext(ctx, `SELECT id FROM change_sets WHERE actor = ?1 COLLATE NOCASE AND actor = ?1 AND undoes IS NULL
		AND undone_by IS NULL AND `+isReversible+` ORDER BY id DESC LIMIT 1`, actor.Name).Scan(&id)
	if isNoRow(err) {
		return 0, model.NewProblem(model.NotFound, "nothing_to_undo")
	}
	return id, err
}

// lastToRedo finds the actor's last undo that is in force and has no ordinary
// change set of the actor behind it.
func lastToRedo(ctx context.Context, db queryer, actor model.Actor) (id int64, err error) {
	err = db.QueryRowContext(ctx, `SELECT id FROM change_sets u WHERE actor = ?1 COLLATE NOCASE AND actor = ?1 AND action = ?2 AND undone_by IS NULL
		AND NOT EXISTS (SELECT 1 FROM change_sets s WHERE s.actor = ?1 COLLATE NOCASE AND s.actor = ?1 AND s.undoes IS NULL AND s.id > u.id AND `+isReversible+`)
		ORDER BY id DESC LIMIT 1`, actor.Name, string(model.ActionUndo)).Scan(&id)
	if isNoRow(err) {
		return 0, model.NewProblem(model.NotFound, "nothing_to_redo")
	}
	return id, err
}

// invert writes the inverse of a change set.
func (t *tx) invert(b *Book, id int64) (*model.ChangeSet, error) {
	target, err := t.toInvert(id)
	if err != nil {
		return nil, err
	}
	inv := inverter{t: t, target: target, out: newRecorder(t, b, inverseOf(target))}
	if err := t.changesBack(target.ID, inv.all); err != nil {
		return nil, err
	}
	return t.recordInverse(target, &inv)
}

// toInvert returns the change set whose inverse takes one back. The inverse of an
// ordinary one is an undo, that of an undo a redo; taking back a redo takes back
// the ordinary change set that it did again.
func (t *tx) toInvert(id int64) (*model.ChangeSet, error) {
	target, err := changeSet(t.ctx, t, id)
	if err != nil {
		return nil, err
	}
	if target.Action == model.ActionRedo && target.UndoneBy == 0 {
		undo, err := changeSet(t.ctx, t, target.Undoes)
		if err != nil {
			return nil, err
		}
		return t.toInvert(undo.Undoes)
	}
	switch {
	case target.Action.IsMending():
		return nil, model.NewProblem(model.Invalid, "not_undoable", "ID", id)
	case target.Action.IsFinal():
		return nil, model.NewProblem(model.Invalid, "change_final", "ID", id)
	}
	if target.UndoneBy != 0 {
		return nil, model.NewProblem(model.Invalid, "already_undone", "ID", id, "By", target.UndoneBy)
	}
	return target, nil
}

// inverseOf is the change set of an undo, or of the redo of an undo.
func inverseOf(target *model.ChangeSet) *model.ChangeSet {
	cs := &model.ChangeSet{Action: model.ActionUndo, Kind: target.Kind, Subject: target.Subject, Fields: target.Fields, Undoes: target.ID}
	if target.Action == model.ActionUndo {
		cs.Action = model.ActionRedo
	}
	return cs
}

// recordInverse ends the change set of an undo or redo and marks what it took back.
func (t *tx) recordInverse(target *model.ChangeSet, inv *inverter) (*model.ChangeSet, error) {
	cs := inv.out.cs
	if err := t.markRemoved(inv.kept); err != nil {
		return nil, err
	}
	cs.Kept = inv.kept
	if err := inv.out.finish(); err != nil {
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

// An inverter writes what an inverse does and gathers what it leaves alone.
type inverter struct {
	t      *tx
	target *model.ChangeSet
	out    *recorder
	kept   []model.Kept
}

// all inverts changes, which come last first, so that what belongs to a customer
// goes before and comes after the customer.
func (v *inverter) all(changes []model.Change) error {
	if err := inGroups(changes, v.states, v.edits); err != nil {
		return err
	}
	return v.t.settleMany()
}

// inGroups gives runs of records that change their state one by one, and edits of
// many records of a kind together.
func inGroups(changes []model.Change, states func(model.Change) error, edits func([]model.Change) error) error {
	for len(changes) > 0 {
		n := editsOfAKind(changes)
		err := error(nil)
		if n == 0 {
			n, err = 1, states(changes[0])
		} else {
			err = edits(changes[:n])
		}
		if err != nil {
			return err
		}
		changes = changes[n:]
	}
	return nil
}

// editsOfAKind counts the changes at the beginning that edit different records of
// one kind; 0 where the first moves records from state to state.
func editsOfAKind(changes []model.Change) (n int) {
	seen := map[int64]bool{}
	for _, c := range changes {
		_, isState := c.Fields["state"]
		if isState && len(c.Fields) == 1 || c.Kind != changes[0].Kind || seen[c.ID] {
			break
		}
		seen[c.ID] = true
		n++
	}
	return n
}

// edits inverts the changes of the fields of records of one kind.
func (v *inverter) edits(changes []model.Change) error {
	return v.t.store.records[changes[0].Kind].invert(v.t, changes, func(done *model.Change, kept []model.Kept) error {
		v.kept = append(v.kept, kept...)
		if done == nil {
			return nil
		}
		return v.out.add(*done)
	})
}

// invert takes the changes of different records back and tells of each. Of a record
// that is gone for good, and of a change whose content is, nothing can be put back.
func (e *entity[T]) invert(t *tx, changes []model.Change, tell func(done *model.Change, kept []model.Kept) error) error {
	byID, err := e.present(t, changes)
	if err != nil {
		return err
	}
	for _, c := range changes {
		before := byID[c.ID]
		if before == nil || len(c.Fields) == 0 {
			if err := tell(nil, []model.Kept{{Ref: c.Ref, Erased: true}}); err != nil {
				return err
			}
			continue
		}
		done, keys, err := e.put(t, before, c.Fields)
		if err := firstError(err, tell(done, keptFields(c.Ref, keys))); err != nil {
			return err
		}
	}
	return nil
}

// keptFields are the fields of a record that an undo leaves alone.
func keptFields(ref model.Ref, keys []string) []model.Kept {
	kept := make([]model.Kept, len(keys))
	for i, key := range keys {
		kept[i] = model.Kept{Ref: ref, Field: key}
	}
	return kept
}

// present reads the records that changes are about.
func (e *entity[T]) present(t *tx, changes []model.Change) (map[int64]*T, error) {
	ids := make([]int64, len(changes))
	for i, c := range changes {
		ids[i] = c.ID
	}
	return e.byID(t.ctx, t, ids)
}

// put takes a change of fields back.
func (e *entity[T]) put(t *tx, before *T, fields map[string][2]string) (*model.Change, []string, error) {
	after, kept, err := e.former(t, before, fields)
	if err != nil {
		return nil, nil, err
	}
	change, err := e.write(t, before, after)
	return change, kept, err
}

// former is a record with fields set from the second text of a change to the
// first. A list that was changed since is merged; any other field that was is kept,
// and so is the customer of a record whose former one is gone for good.
func (e *entity[T]) former(t *tx, before *T, fields map[string][2]string) (after *T, kept []string, err error) {
	all, err := e.allFields(t)
	if err != nil {
		return nil, nil, err
	}
	copied := *before // setting a field replaces its list, it does not write into it
	after = &copied
	for _, f := range all {
		change, concerned := fields[f.Key]
		if !concerned {
			continue
		}
		text, ok := mergeField(f, change[1], change[0], f.Get(before))
		gone, err := t.belongsToNobody(f.Key, text)
		if err != nil {
			return nil, nil, err
		}
		if !ok || gone {
			kept = append(kept, f.Key)
		} else if err := f.Set(after, text); err != nil {
			return nil, nil, err
		}
	}
	return after, kept, nil
}
