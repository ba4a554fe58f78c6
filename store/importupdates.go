package store

import (
	"database/sql"
	"encoding/json"

	"kehu/model"
)

// A newer copy of a file may change every record of the book. What it changed waits in
// tables of the transaction's own, which SQLite keeps in a file, until the change set
// begins: undo goes backwards, so that new records stand before it there.

const (
	importTables = `CREATE TEMP TABLE import_updates (id INTEGER PRIMARY KEY, kind TEXT, record INTEGER, last INTEGER, revision INTEGER, fields TEXT);
	CREATE TEMP TABLE import_sayings (id INTEGER PRIMARY KEY, source INTEGER, kind TEXT, record INTEGER, revision INTEGER, said TEXT)`
	dropImportTables = "DROP TABLE temp.import_updates; DROP TABLE temp.import_sayings"
)

// update notes changes of records that were there. A dry run only counts them.
func (im *importer) update(changes ...model.Change) error {
	if im.updated == nil {
		im.updated = map[model.Kind]int64{}
	}
	for _, c := range changes {
		im.updated[c.Kind] += c.Last - c.ID + 1
		if im.options.DryRun {
			continue
		}
		fields, err := json.Marshal(c.Fields)
		if err != nil {
			return err
		}
		if err := im.t.insertRows("import_updates", "kind, record, last, revision, fields", []any{string(c.Kind), c.ID, c.Last, c.Revision, string(fields)}); err != nil {
			return err
		}
	}
	return nil
}

// count is how many records of the kind of the file a change set touches, or of all
// kinds where there is none of that.
func (im *importer) count(changes []model.Change) int64 {
	n := countOf(changes, im.kind) + im.updated[im.kind]
	if n > 0 {
		return n
	}
	for _, c := range changes {
		n += c.Last - c.ID + 1
	}
	for _, updated := range im.updated {
		n += updated
	}
	return n
}

// updatesPage is how many changes are read at once.
const updatesPage = 1000

// recordUpdates writes the changes that wait into the change set.
func (im *importer) recordUpdates(set int64) error {
	for last := int64(0); len(im.updated) > 0; {
		rows, err := im.t.query("SELECT id, kind, record, last, revision, fields FROM temp.import_updates WHERE id > ? ORDER BY id LIMIT ?", last, updatesPage)
		page, err := scanAll(rows, err, func(rows *sql.Rows, c *storedChange) error {
			return rows.Scan(&last, &c.kind, &c.record, &c.last, &c.revision, &c.fields)
		})
		if err != nil || len(page) == 0 {
			return err
		}
		for _, c := range page {
			if err := im.t.insertRows("changes", "change_set, kind, record, last, created, revision, fields", im.t.sealed(set, c)); err != nil {
				return err
			}
		}
	}
	return nil
}
