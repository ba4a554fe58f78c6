package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"kehu/model"
)

// record writes a change set with its changes and fills in its id, time, actor,
// origin and, unless the caller did, its count.
func (t *tx) record(b *Book, cs *model.ChangeSet, changes []model.Change) error {
	cs.At, cs.Actor, cs.Origin = t.store.now().UTC().Truncate(time.Second), b.actor.Name, b.origin
	if cs.Count == 0 {
		for _, c := range changes {
			cs.Count += c.Last - c.ID + 1
		}
	}
	var undoes any // NULL for none
	if cs.Undoes != 0 {
		undoes = cs.Undoes
	}
	res, err := t.run(`INSERT INTO change_sets (at, actor, origin, action, kind, count, subject, fields, undoes)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, seconds(cs.At), cs.Actor, string(cs.Origin), string(cs.Action), string(cs.Kind),
		cs.Count, cs.Subject, joinFields(cs.Fields), undoes)
	if err != nil {
		return err
	}
	if cs.ID, err = res.LastInsertId(); err != nil {
		return err
	}
	t.sealOf(cs.ID)
	for _, c := range changes {
		if err := t.recordChange(cs.ID, c); err != nil {
			return err
		}
	}
	return nil
}

// joinFields and keysOf write the keys of fields as the table keeps them, and list
// those of a change.
func joinFields(keys []string) string { return strings.Join(keys, ",") }

func keysOf(fields map[string][2]string) []string { return slices.Sorted(maps.Keys(fields)) }

func (t *tx) recordChange(set int64, c model.Change) error {
	fields, err := json.Marshal(c.Fields)
	if err != nil {
		return err
	}
	return t.exec("INSERT INTO changes (change_set, kind, record, last, created, revision, fields) VALUES (?, ?, ?, ?, ?, ?, ?)",
		t.sealed(set, stored(c, string(fields)))...)
}

// stored is a change as it lies in the table.
func stored(c model.Change, fields string) storedChange {
	row := storedChange{kind: string(c.Kind), record: c.ID, last: c.Last, revision: c.Revision, fields: fields}
	if c.Created {
		row.created = 1
	}
	return row
}

// sealed adds a change to the seal of its change set and returns its row.
func (t *tx) sealed(set int64, row storedChange) []any {
	t.sealOf(set).change(row)
	return []any{set, row.kind, row.record, row.last, row.created, row.revision, row.fields}
}

// changedSince returns the fields of a record that were changed after a
// revision, each with the text it had then, and who changed the record last. The
// problem of one that was erased meanwhile is record_erased (Conflicts): what was
// read before must not come back.
func (t *tx) changedSince(kind model.Kind, id, revision int64) (bases map[string]string, actor string, err error) {
	bases = map[string]string{}
	rows, err := t.query(`SELECT c.fields, s.actor, s.action FROM changes c JOIN change_sets s ON s.id = c.change_set
		WHERE c.kind = ? AND c.record = ? AND c.last = c.record AND c.revision > ? ORDER BY c.change_set, c.id`, string(kind), id, revision)
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var text string
		var action model.Action
		var fields map[string][2]string
		if err := rows.Scan(&text, &actor, &action); err != nil {
			return err
		}
		if action == model.ActionErase {
			return model.NewProblem(model.Conflicts, "record_erased", "ID", id, "Actor", actor)
		}
		if err := json.Unmarshal([]byte(text), &fields); err != nil {
			return err
		}
		for key, change := range fields {
			if _, known := bases[key]; !known {
				bases[key] = change[0]
			}
		}
		return nil
	})
	return bases, actor, err
}

// changeSetColumns are the columns that scanChangeSet reads.
const changeSetColumns = "s.id, at, actor, origin, action, kind, count, subject, fields, coalesce(undoes, 0), coalesce(undone_by, 0)"

func scanChangeSet(rows *sql.Rows, cs *model.ChangeSet) error {
	var at int64
	var fields string
	err := rows.Scan(&cs.ID, &at, &cs.Actor, &cs.Origin, &cs.Action, &cs.Kind, &cs.Count, &cs.Subject, &fields, &cs.Undoes, &cs.UndoneBy)
	cs.At = instant(at)
	if fields != "" {
		cs.Fields = strings.Split(fields, ",")
	}
	return err
}

// changeSet reads one change set; the problem of an unknown one is NotFound.
func changeSet(ctx context.Context, db queryer, id int64) (*model.ChangeSet, error) {
	rows, err := db.QueryContext(ctx, "SELECT "+changeSetColumns+" FROM change_sets s WHERE s.id = ?", id)
	found, err := scanAll(rows, err, scanChangeSet)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, model.NewProblem(model.NotFound, "change_set_not_found", "ID", id)
	}
	return &found[0], nil
}

// changesOf reads the changes of a change set; a limit of 0 reads all.
func changesOf(ctx context.Context, db queryer, set int64, limit int) ([]model.Change, error) {
	rows, err := db.QueryContext(ctx, "SELECT "+changeColumns+" FROM changes c WHERE change_set = ? ORDER BY id LIMIT ?", set, limitOrAll(limit))
	return scanAll(rows, err, scanChange)
}

// changeColumns are the columns of changes c that scanChange reads.
const changeColumns = "c.kind, c.record, c.last, c.created, c.revision, c.fields"

func scanChange(rows *sql.Rows, c *model.Change) error { return scanChangeWith(rows, c) }

// scanChangeWith is scanChange of rows with other columns before those.
func scanChangeWith(rows *sql.Rows, c *model.Change, before ...any) error {
	var fields string
	if err := rows.Scan(append(before, &c.Kind, &c.ID, &c.Last, &c.Created, &c.Revision, &fields)...); err != nil {
		return err
	}
	return json.Unmarshal([]byte(fields), &c.Fields)
}

// changesPage is how many changes are read at once.
const changesPage = 1000

// changesBack gives the changes of a change set, the last first, page by page.
func (t *tx) changesBack(set int64, each func([]model.Change) error) error {
	for before := int64(math.MaxInt64); ; {
		var page []model.Change
		rows, err := t.query("SELECT id, "+changeColumns+" FROM changes c WHERE change_set = ? AND id < ? ORDER BY id DESC LIMIT ?", set, before, changesPage)
		err = eachRow(rows, err, func(rows *sql.Rows) error {
			var c model.Change
			err := scanChangeWith(rows, &c, &before)
			page = append(page, c)
			return err
		})
		if err != nil || len(page) == 0 {
			return err
		}
		if err := each(page); err != nil {
			return err
		}
	}
}

// ChangeSet returns one change set, or a NotFound problem.
func (b *Book) ChangeSet(ctx context.Context, id int64) (*model.ChangeSet, error) {
	cs, err := changeSet(ctx, b.store.reader, id)
	return cs, b.store.explain(err)
}

// Changes returns the changes of a change set in the order they were made; a
// limit of 0 returns all.
func (b *Book) Changes(ctx context.Context, set int64, limit int) ([]model.Change, error) {
	changes, err := changesOf(ctx, b.store.reader, set, limit)
	return changes, b.store.explain(err)
}

// limitOrAll returns an SQL LIMIT; 0 is none.
func limitOrAll(limit int) int {
	if limit <= 0 {
		return -1
	}
	return limit
}

func formatUnix(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }
