package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kehu/model"
)

// An entity says how one kind of record lies in the file. The plain fields are
// columns of its table under their own keys; each list has a table of its own.
// A field added to model and to the schema needs nothing here.
type entity[T any] struct {
	kind     model.Kind
	table    string
	fields   []model.Field[T]
	lists    []list[T] // in the order in which they are written
	meta     func(*T) *model.Meta
	customer func(*T) int64 // whom the record belongs to; 0 for customers themselves
	validate func(*T, time.Time) error
	// rules are those that the rest of the book makes; before is nil for a new
	// record. May be nil.
	rules func(t *tx, before, r *T) error
	// again readies a new record that passed the rules, and returns the one in the
	// bin that it is again, nil for none. May be nil.
	again func(t *tx, r *T) (*T, error)
	// more returns the fields with those that only this book has; nil where there
	// are none. They are kept in the list of the part of their keys before the dot.
	more    func([]model.CustomField) []model.Field[T]
	subject func(context.Context, queryer, *T) (string, error)
	// derived are columns of the table that are computed from the record alone.
	derived map[string]func(*T) string
	// opening are columns of the table that a new record gets once, and openings
	// their values; the record has its id.
	opening  []string
	openings func(*tx, *T) []any
	// identify gives the parts of a record that are new their ids, before anything is
	// written. May be nil.
	identify func(*tx, *T) error
	// owe notes what else must be computed again after a record was written;
	// before is nil for a new one, keys are the fields that changed of another.
	owe func(t *tx, before, after *T, keys []string)

	// Made once from the above.
	plain       []model.Field[T] // the fields that are columns
	columns     string           // and their names, "name, company, …"
	derivedKeys []string
	insertion   string          // the columns of a new record
	created     *model.Field[T] // when the record was made; nil for kinds without
}

// A list is a list field in a table of its own.
type list[T any] struct {
	key  string // of the field
	load func(ctx context.Context, db queryer, ids clause, byID map[int64]*T) error
	save func(t *tx, r *T, isNew bool) error
}

// list returns the list of a field, nil for a plain one.
func (e *entity[T]) list(key string) *list[T] {
	for i := range e.lists {
		if e.lists[i].key == key {
			return &e.lists[i]
		}
	}
	return nil
}

// allFields returns the fields with those of this book alone.
func (e *entity[T]) allFields(t *tx) ([]model.Field[T], error) {
	if e.more == nil {
		return e.fields, nil
	}
	custom, err := t.customFields()
	return e.more(custom), err
}

// ready fills in what is made once.
func (e *entity[T]) ready() *entity[T] {
	var keys []string
	for _, f := range e.fields {
		if e.list(f.Key) == nil {
			e.plain, keys = append(e.plain, f), append(keys, f.Key)
		}
	}
	e.created = model.FieldOf(e.fields, "created")
	e.columns = strings.Join(keys, ", ")
	e.derivedKeys = slices.Sorted(maps.Keys(e.derived))
	keys = slices.Concat([]string{"id", "sum"}, keys, e.derivedKeys, e.opening)
	e.insertion = strings.Join(keys, ", ")
	return e
}

// get reads one record, in whatever state.
func (e *entity[T]) get(ctx context.Context, db queryer, id int64) (*T, error) {
	found, err := e.find(ctx, db, "id = ?", id)
	if err != nil || len(found) == 0 {
		return nil, errors.Join(err, e.missing(id, err))
	}
	return &found[0], nil
}

// missing is the problem of a record that is not there, unless err is something else.
func (e *entity[T]) missing(id int64, err error) error {
	if err != nil {
		return nil
	}
	return model.NewProblem(model.NotFound, string(e.kind)+"_not_found", "ID", id)
}

// find reads all records for which an SQL condition, with what follows WHERE, holds.
func (e *entity[T]) find(ctx context.Context, db queryer, where string, args ...any) ([]T, error) {
	return e.findWith(ctx, db, "", nil, where, args...)
}

// findWith is find that also reads other columns of the table, ", orders, spent",
// into where beside says for the record that has them.
func (e *entity[T]) findWith(ctx context.Context, db queryer, others string, beside func() []any, where string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, "SELECT id, revision, "+e.columns+others+" FROM "+e.table+" WHERE "+where, args...)
	texts, into := make([]string, len(e.plain)), make([]any, 0, 2+len(e.plain))
	found, err := scanAll(rows, err, func(rows *sql.Rows, r *T) error {
		meta := e.meta(r)
		into = append(into[:0], &meta.ID, &meta.Revision)
		for i := range texts {
			into = append(into, &texts[i])
		}
		if beside != nil {
			into = append(into, beside()...)
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		return e.take(r, texts)
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found, e.loadLists(ctx, db, found)
}

// take sets the plain fields of a record to their texts.
func (e *entity[T]) take(r *T, texts []string) error {
	for i, f := range e.plain {
		if err := f.Set(r, texts[i]); err != nil {
			return fmt.Errorf("%w: %s #%d, %s: %w", errUnfit, e.kind, e.meta(r).ID, f.Key, err)
		}
	}
	return nil
}

func (e *entity[T]) loadLists(ctx context.Context, db queryer, records []T) error {
	byID := make(map[int64]*T, len(records))
	ids := make([]int64, len(records))
	for i := range records {
		id := e.meta(&records[i]).ID
		byID[id], ids[i] = &records[i], id
	}
	list := idClause(e.table, ids)
	for _, l := range e.lists {
		if err := l.load(ctx, db, list, byID); err != nil {
			return err
		}
	}
	return nil
}

// insert writes a new record with its lists and gives it id and revision.
func (e *entity[T]) insert(t *tx, r *T) error {
	meta := e.meta(r)
	id, err := t.idFor(e.table, meta.ID)
	if err != nil {
		return err
	}
	meta.ID, meta.Revision = id, 1
	fields, err := e.allFields(t)
	if err != nil {
		return err
	}
	if err := e.identifyIn(t, r); err != nil {
		return err
	}
	args := append(make([]any, 0, 2+len(e.plain)+len(e.derivedKeys)+len(e.opening)), id, e.sumOf(fields, r))
	for _, f := range e.plain {
		args = append(args, sqlValue(f, f.Get(r)))
	}
	if t.derived == nil {
		t.derived = e.derive(e.derived, r)
	}
	args, t.derived = append(args, t.derived...), nil
	if e.openings != nil {
		args = append(args, e.openings(t, r)...)
	}
	if err := t.insertRows(e.table, e.insertion, args); err != nil {
		return err
	}
	for _, l := range e.lists {
		if err := l.save(t, r, true); err != nil {
			return err
		}
	}
	e.owe(t, nil, r, nil)
	return nil
}

// identifyIn gives the new parts of a record their ids.
func (e *entity[T]) identifyIn(t *tx, r *T) error {
	if e.identify == nil {
		return nil
	}
	return e.identify(t, r)
}

// derive computes the derived columns of a record in the order of derivedKeys.
func (e *entity[T]) derive(derived map[string]func(*T) string, r *T) []any {
	out := make([]any, len(e.derivedKeys))
	for i, key := range e.derivedKeys {
		out[i] = derived[key](r)
	}
	return out
}

// update writes the fields of the record with the given keys and counts its revision up.
func (e *entity[T]) update(t *tx, before, r *T, keys []string) error {
	fields, err := e.allFields(t)
	if err != nil {
		return err
	}
	if err := e.identifyIn(t, r); err != nil {
		return err
	}
	change := e.sumChange(fields, before, r, keys)
	set, args := []string{"revision = revision + 1", newSum}, []any{change, change}
	saved := map[string]bool{}
	for _, key := range keys {
		name, _, _ := strings.Cut(key, ".")
		if l := e.list(name); l != nil {
			if !saved[name] {
				saved[name] = true
				if err := l.save(t, r, false); err != nil {
					return err
				}
			}
			continue
		}
		f := model.FieldOf(e.fields, key)
		set, args = append(set, key+" = ?"), append(args, sqlValue(*f, f.Get(r)))
	}
	for _, key := range e.derivedKeys { // only what changes: most of these columns have an index
		if now := e.derived[key](r); now != e.derived[key](before) {
			set, args = append(set, key+" = ?"), append(args, now)
		}
	}
	meta := e.meta(r)
	if err := t.exec("UPDATE "+e.table+" SET "+strings.Join(set, ", ")+" WHERE id = ?", append(args, meta.ID)...); err != nil {
		return err
	}
	meta.Revision = e.meta(before).Revision + 1
	e.owe(t, before, r, keys)
	return nil
}

// sqlValue returns what is stored for a canonical text: numbers as integers.
func sqlValue[T any](f model.Field[T], text string) any {
	if !f.Number {
		return text
	}
	n, _ := strconv.ParseInt(text, 10, 64) // canonical; empty is 0
	return n
}
