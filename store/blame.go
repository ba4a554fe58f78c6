package store

import (
	"context"
	"database/sql"
	"slices"

	"kehu/model"
)

// A Setting is a value that a field was given, and the change set that gave it.
type Setting struct {
	Set      model.ChangeSet
	Key      string // of the field
	Old, New string // canonical texts
	Created  bool   // the record was added with it
}

// Blame returns what a field of a record was set to, the latest first; the value
// with which the record was added is the last. A key that the record does not
// have is a NotFound problem.
func (b *Book) Blame(ctx context.Context, ref model.Ref, key string) (all []Setting, err error) {
	err = b.store.inRead(ctx, func(t *tx) error {
		_, texts, err := b.store.records[ref.Kind].texts(t, ref.ID)
		if err != nil {
			return err
		}
		now, known := texts[key]
		if !known {
			return noField(key)
		}
		edits, err := t.editsOf(ref)
		all = settingsOf(key, now, edits)
		return err
	})
	return all, b.store.explain(err)
}

// BlameAll returns for each field of a record that is filled in, or was, who set
// it last, in the order of the fields.
func (b *Book) BlameAll(ctx context.Context, ref model.Ref) (all []Setting, err error) {
	err = b.store.inRead(ctx, func(t *tx) error {
		keys, texts, err := b.store.records[ref.Kind].texts(t, ref.ID)
		if err != nil {
			return err
		}
		edits, err := t.editsOf(ref)
		for _, key := range keys {
			if found := settingsOf(key, texts[key], edits); len(found) > 0 && key != "state" {
				all = append(all, found[0])
			}
		}
		return err
	})
	return all, b.store.explain(err)
}

// FieldKeys returns the keys of the fields of a record that can be asked about.
func (b *Book) FieldKeys(ctx context.Context, ref model.Ref) (keys []string, err error) {
	err = b.store.inRead(ctx, func(t *tx) error {
		keys, _, err = b.store.records[ref.Kind].texts(t, ref.ID)
		keys = slices.DeleteFunc(keys, func(key string) bool { return key == "state" })
		return err
	})
	return keys, b.store.explain(err)
}

// noField is the problem of a key that a record does not have.
func noField(key string) error {
	return model.NewProblem(model.NotFound, "record_field_unknown", "Key", key)
}

// settingsOf finds the changes of one field among those of a record, which come
// latest first. What the record was added with is what was there before all edits.
func settingsOf(key, now string, edits []Edit) (all []Setting) {
	for _, e := range edits {
		change, concerned := e.Change.Fields[key]
		switch {
		case e.Change.Created && key != "state":
			if now != "" {
				all = append(all, Setting{Set: e.Set, Key: key, New: now, Created: true})
			}
			return all
		case concerned:
			all = append(all, Setting{Set: e.Set, Key: key, Old: change[0], New: change[1], Created: e.Change.Created})
			now = change[0]
		}
	}
	return all
}

// editsOf reads all changes of a record with their change sets, the latest first.
func (t *tx) editsOf(ref model.Ref) (all []Edit, err error) {
	rows, err := t.query(selectEdits+" WHERE c.id IN ("+changesOfRecord+") ORDER BY c.id DESC", string(ref.Kind), ref.ID)
	return scanAll(rows, err, func(rows *sql.Rows, e *Edit) error {
		_, err := scanEdit(rows, e)
		return err
	})
}

// changesOfRecord selects the changes of one record, alone or in a run.
const changesOfRecord = `SELECT id FROM changes WHERE kind = ?1 AND record = ?2 AND last = ?2
	UNION ALL SELECT id FROM changes WHERE kind = ?1 AND last > record AND record <= ?2 AND last >= ?2`

// PutBack gives a field of a record a text that it had, as one change set; nil
// where it has that text. The problems are those of Save, and NotFound for a key
// that the record does not have.
func (b *Book) PutBack(ctx context.Context, ref model.Ref, key, text string) (cs *model.ChangeSet, err error) {
	err = b.store.inTx(ctx, func(t *tx) error {
		record, change, err := b.store.records[ref.Kind].putBack(t, ref.ID, key, text)
		if err != nil || change == nil {
			return firstError(err, errRollback)
		}
		cs, err = t.describe(b, record, []model.Change{*change})
		return err
	})
	return cs, err
}

func (e *entity[T]) texts(t *tx, id int64) (keys []string, texts map[string]string, err error) {
	r, err := e.get(t.ctx, t, id)
	if err != nil {
		return nil, nil, err
	}
	all, err := e.allFields(t)
	texts = make(map[string]string, len(all))
	for _, f := range all {
		keys = append(keys, f.Key)
		texts[f.Key] = f.Get(r)
	}
	return keys, texts, err
}

func (e *entity[T]) putBack(t *tx, id int64, key, text string) (model.Record, *model.Change, error) {
	all, err := e.allFields(t)
	if err != nil {
		return nil, nil, err
	}
	f := model.FieldOf(all, key)
	if f == nil || key == "state" { // the bin has its own ways
		return nil, nil, noField(key)
	}
	r, err := e.get(t.ctx, t, id)
	if err != nil {
		return nil, nil, err
	}
	if err := f.Set(r, text); err != nil {
		return nil, nil, err
	}
	record := any(r).(model.Record)
	change, err := e.save(t, record)
	return record, change, err
}
