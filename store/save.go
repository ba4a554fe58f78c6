package store

import (
	"context"
	"slices"

	"kehu/model"
)

// Save writes records, new (ID 0) or changed, as one change set. Records then
// hold their id, their new revision and what other sessions changed in other
// fields meanwhile. Nothing changed gives a nil change set.
//
// The errors are model.Problems where a record breaks a rule, a NotFound
// problem where it is in the bin or gone, and a *model.Conflict where another
// session changed the same field since the revision that the record carries. A
// person who decides to write over it saves the record with the conflict's revision.
func (b *Book) Save(ctx context.Context, records ...model.Record) (*model.ChangeSet, error) {
	return b.save(ctx, func(*tx) error { return nil }, records...)
}

// save is Save with something else in the same transaction.
func (b *Book) save(ctx context.Context, also func(*tx) error, records ...model.Record) (cs *model.ChangeSet, err error) {
	err = b.store.inTx(ctx, func(t *tx) error {
		var changes []model.Change
		for _, r := range records {
			change, err := b.store.records[r.RecordKind()].save(t, r)
			if err != nil {
				return err
			}
			if change != nil {
				changes = append(changes, *change)
			}
		}
		if len(changes) == 0 {
			return errRollback
		}
		if cs, err = t.describe(b, records[0], changes); err != nil {
			return err
		}
		return also(t)
	})
	return cs, err
}

// describe writes the change set of a save.
func (t *tx) describe(b *Book, first model.Record, changes []model.Change) (*model.ChangeSet, error) {
	cs := &model.ChangeSet{Action: model.ActionEdit, Kind: changes[0].Kind, Count: countAlike(changes)}
	switch {
	case changes[0].Created:
		cs.Action = model.ActionCreate
	case returns(changes[0]):
		cs.Action = model.ActionRestore
	case finishes(changes[0]):
		cs.Action = model.ActionFinish
	case len(changes) == 1:
		cs.Fields = keysOf(changes[0].Fields)
	}
	subject, err := t.store.records[first.RecordKind()].name(t.ctx, t, first)
	if err != nil {
		return nil, err
	}
	cs.Subject = subject
	return cs, t.record(b, cs, changes)
}

// countAlike counts the records that are like the first one. A contact entry saved
// with its follow-up is one contact entry to its author, and a follow-up that was
// done is one, also where the next one came with it.
func countAlike(changes []model.Change) int64 {
	other := func(c model.Change) bool { return c.Created != changes[0].Created }
	return countOf(slices.DeleteFunc(slices.Clone(changes), other), changes[0].Kind)
}

// countOf counts the records of a kind.
func countOf(changes []model.Change, kind model.Kind) (n int64) {
	for _, c := range changes {
		if c.Kind == kind {
			n += c.Last - c.ID + 1
		}
	}
	return n
}

// returns reports whether a change brings a record back into the book.
func returns(c model.Change) bool {
	_, back := c.Fields["state"]
	return back
}

// finishes reports whether a change ticks a follow-up off.
func finishes(c model.Change) bool {
	done, concerned := c.Fields["done"]
	return c.Kind == model.KindTask && concerned && done[0] == ""
}

// creation is the field change of a new record: it comes out of the state in
// which undone records rest, so that undoing it is a change like any other.
var creation = [2]string{"2", ""}

func (e *entity[T]) save(t *tx, r model.Record) (*model.Change, error) {
	record := any(r).(*T)
	meta := e.meta(record)
	if meta.ID == 0 {
		return e.create(t, record)
	}
	current, err := e.get(t.ctx, t, meta.ID)
	if err != nil {
		return nil, err
	}
	if e.meta(current).State != model.Live {
		return nil, model.NewProblem(model.NotFound, "record_binned", "Kind", string(e.kind), "ID", meta.ID)
	}
	meta.State = model.Live
	if e.meta(current).Revision != meta.Revision {
		if err := e.merge(t, current, record); err != nil {
			return nil, err
		}
	}
	if err := e.check(t, current, record); err != nil {
		return nil, err
	}
	return e.write(t, current, record)
}

// create writes a new record.
func (e *entity[T]) create(t *tx, r *T) (*model.Change, error) {
	if err := e.check(t, nil, r); err != nil {
		return nil, err
	}
	if change, err := e.bringBack(t, r); change != nil || err != nil {
		return change, err
	}
	if err := e.enter(t, r); err != nil {
		return nil, err
	}
	id := e.meta(r).ID
	return &model.Change{Ref: model.Ref{Kind: e.kind, ID: id}, Last: id, Created: true, Revision: 1,
		Fields: map[string][2]string{"state": creation}}, nil
}

// bringBack takes the record out of the bin that a new one is again, and makes it
// the new one; nil where there is none.
func (e *entity[T]) bringBack(t *tx, r *T) (*model.Change, error) {
	if e.again == nil {
		return nil, nil
	}
	removed, err := e.again(t, r)
	if err != nil || removed == nil {
		return nil, err
	}
	*e.meta(r) = *e.meta(removed)
	e.meta(r).State = model.Live
	return e.write(t, removed, r)
}

// enter writes a new record that was checked.
func (e *entity[T]) enter(t *tx, r *T) error {
	defer func() { e.meta(r).State = model.Live }()
	e.meta(r).State = t.newState(e.kind)
	if e.created != nil && e.created.Get(r) == "" {
		if err := e.created.Set(r, formatUnix(t.store.now())); err != nil {
			return err
		}
	}
	return e.insert(t, r)
}

// check validates a record, also against the one there is (nil for none), and
// that the customer it belongs to is in the book.
func (e *entity[T]) check(t *tx, before, r *T) error {
	var ps model.Problems
	ps.Add(e.validate(r, t.store.now()))
	if e.rules != nil {
		ps.Add(e.rules(t, before, r))
	}
	if len(ps) > 0 {
		return ps
	}
	id := e.customer(r)
	if id == 0 || id == t.owner {
		return nil
	}
	var state model.State
	err := t.row("SELECT state FROM customers WHERE id = ?", id).Scan(&state)
	if isNoRow(err) || err == nil && !t.has(id, state) {
		return model.NewProblem(model.NotFound, "customer_not_found", "ID", id)
	}
	t.owner = id
	return err
}

// write updates current to r and returns the change, nil when they are alike.
func (e *entity[T]) write(t *tx, current, r *T) (*model.Change, error) {
	all, err := e.allFields(t)
	if err != nil {
		return nil, err
	}
	keys := model.Diff(all, current, r)
	if len(keys) == 0 {
		e.meta(r).Revision = e.meta(current).Revision
		return nil, nil
	}
	fields := make(map[string][2]string, len(keys))
	for _, key := range keys {
		fields[key] = [2]string{model.FieldOf(all, key).Get(current)}
	}
	if err := e.update(t, current, r, keys); err != nil {
		return nil, err
	}
	for _, key := range keys { // after the write: new people have ids now
		fields[key] = [2]string{fields[key][0], model.FieldOf(all, key).Get(r)}
	}
	meta := e.meta(r)
	return &model.Change{Ref: model.Ref{Kind: e.kind, ID: meta.ID}, Last: meta.ID, Revision: meta.Revision, Fields: fields}, nil
}

// merge brings into mine what other sessions changed since the revision that
// mine carries, field by field; a field that both changed is a conflict.
func (e *entity[T]) merge(t *tx, theirs, mine *T) error {
	meta := e.meta(mine)
	bases, actor, err := t.changedSince(e.kind, meta.ID, meta.Revision)
	if err != nil {
		return err
	}
	conflict := &model.Conflict{Ref: model.Ref{Kind: e.kind, ID: meta.ID}, Actor: actor, Revision: e.meta(theirs).Revision}
	all, err := e.allFields(t)
	if err != nil {
		return err
	}
	for _, f := range all {
		base, changed := bases[f.Key]
		if !changed {
			continue
		}
		merged, ok := mergeField(f, base, f.Get(mine), f.Get(theirs))
		if !ok {
			conflict.Fields = append(conflict.Fields, model.FieldConflict{Key: f.Key, Base: base, Mine: f.Get(mine), Theirs: f.Get(theirs)})
		} else if err := f.Set(mine, merged); err != nil {
			return err
		}
	}
	if len(conflict.Fields) > 0 {
		return conflict
	}
	return nil
}

// mergeField joins two edits of a field; it reports false when they differ.
func mergeField[T any](f model.Field[T], base, mine, theirs string) (string, bool) {
	switch {
	case mine == base:
		return theirs, true
	case theirs == base || mine == theirs:
		return mine, true
	case f.Merge != nil:
		return f.Merge(base, mine, theirs)
	}
	return "", false
}
