package store

import (
	"context"

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
	cs := &model.ChangeSet{Action: model.ActionEdit, Kind: changes[0].Kind, Count: countOf(changes, changes[0].Kind)}
	if changes[0].Created {
		cs.Action = model.ActionCreate
	} else if len(changes) == 1 {
		cs.Fields = keysOf(changes[0].Fields)
	}
	subject, err := t.store.records[first.RecordKind()].name(t.ctx, t, first)
	if err != nil {
		return nil, err
	}
	cs.Subject = subject
	return cs, t.record(b, cs, changes)
}

// countOf counts the records of a kind. A contact entry saved with its follow-up
// is one contact entry to its author.
func countOf(changes []model.Change, kind model.Kind) (n int64) {
	for _, c := range changes {
		if c.Kind == kind {
			n += c.Last - c.ID + 1
		}
	}
	return n
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
	if err := firstError(e.check(t, record), e.checkKnown(t, current, record)); err != nil {
		return nil, err
	}
	return e.write(t, current, record)
}

// checkKnown checks what only the book can tell of a change.
func (e *entity[T]) checkKnown(t *tx, before, after *T) error {
	if e.known == nil {
		return nil
	}
	return e.known(t, before, after)
}

// create writes a new record.
func (e *entity[T]) create(t *tx, r *T) (*model.Change, error) {
	if err := firstError(e.check(t, r), e.checkKnown(t, nil, r)); err != nil {
		return nil, err
	}
	if err := e.enter(t, r); err != nil {
		return nil, err
	}
	id := e.meta(r).ID
	return &model.Change{Ref: model.Ref{Kind: e.kind, ID: id}, Last: id, Created: true, Revision: 1,
		Fields: map[string][2]string{"state": creation}}, nil
}

// enter writes a new record that was checked.
func (e *entity[T]) enter(t *tx, r *T) error {
	e.meta(r).State = model.Live
	if e.created != nil && e.created.Get(r) == "" {
		if err := e.created.Set(r, formatUnix(t.store.now())); err != nil {
			return err
		}
	}
	return e.insert(t, r)
}

// check validates a record, and that the customer it belongs to is in the book.
func (e *entity[T]) check(t *tx, r *T) error {
	if err := e.validate(r, t.store.now()); err != nil {
		return err
	}
	id := e.customer(r)
	if id == 0 || id == t.owner {
		return nil
	}
	var state model.State
	err := t.row("SELECT state FROM customers WHERE id = ?", id).Scan(&state)
	if isNoRow(err) || err == nil && state != model.Live {
		return model.NewProblem(model.NotFound, "customer_not_found", "ID", id)
	}
	t.owner = id
	return err
}

// write updates current to r and returns the change, nil when they are alike.
func (e *entity[T]) write(t *tx, current, r *T) (*model.Change, error) {
	keys := model.Diff(e.fields, current, r)
	if len(keys) == 0 {
		e.meta(r).Revision = e.meta(current).Revision
		return nil, nil
	}
	fields := make(map[string][2]string, len(keys))
	for _, key := range keys {
		fields[key] = [2]string{model.FieldOf(e.fields, key).Get(current)}
	}
	if err := e.update(t, current, r, keys); err != nil {
		return nil, err
	}
	for _, key := range keys { // after the write: new people have ids now
		fields[key] = [2]string{fields[key][0], model.FieldOf(e.fields, key).Get(r)}
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
	for _, f := range e.fields {
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
