package store

import (
	"database/sql"
	"slices"
	"strconv"

	"kehu/model"
)

// settle makes a book of the rows: what refers to lost records is given something to
// refer to or dropped, what follows from records is made anew, and the history says
// what happened.
func (v *salvage) settle(t *tx) error {
	for _, step := range []func(*tx) error{
		v.history, v.removed, v.lostCustomers, v.lostProducts, v.lostSets, v.dropOrphans,
		v.currencies, v.records, v.figures, (*tx).rebuildWords, (*tx).rebuildProducts, v.seal, v.record,
	} {
		if err := firstError(step(t), v.ctx.Err()); err != nil {
			return err
		}
	}
	return nil
}

// history notes the change sets that are not as they were written, before anything
// is done to them.
func (v *salvage) history(t *tx) error {
	c := checker{ctx: v.ctx, store: v.store, db: t}
	if err := c.history(); err != nil {
		return err
	}
	for _, f := range c.report.Findings {
		if f.Code != "no_history" && f.Code != "empty_change_sets" {
			v.of("change_sets").Doubtful = append(v.of("change_sets").Doubtful, f.ids...)
		}
	}
	slices.Sort(v.of("change_sets").Doubtful)
	v.of("change_sets").Doubtful = slices.Compact(v.of("change_sets").Doubtful)
	return nil
}

// removed drops what was taken for a note of records that are gone for good, where no
// change set says so: without the schema, rows of small tables are told by their
// looks alone.
func (v *salvage) removed(t *tx) error {
	const final = " WHERE change_set NOT IN (SELECT id FROM change_sets WHERE action IN ('empty', 'erase'))"
	return t.exec("DELETE FROM removed" + final + "; DELETE FROM erasures" + final)
}

// seal seals a history anew that is not whole; a whole one keeps its seals.
func (v *salvage) seal(t *tx) error {
	sets, changes := v.of("change_sets"), v.of("changes")
	if len(sets.Doubtful) == 0 && !sets.Damaged && !changes.Damaged {
		return nil
	}
	return t.sealAll()
}

// ownedByCustomers are the tables whose rows belong to customers.
var ownedByCustomers = []string{"people", "contact_points", "customer_tags", "custom_values", "purchases", "interactions", "tasks"}

// lostCustomers gives what belongs to customers of whom nothing else is left somebody
// to belong to: "#12". What indexes know of them is theirs.
func (v *salvage) lostCustomers(t *tx) error {
	k := v.of("customers")
	for _, table := range ownedByCustomers {
		ids, err := orphansOf(t, table, "customer_id", "customers")
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := k.putPart(t, id, withDefaults(k.partial[id], map[string]any{"kind": string(model.CompanyKind), "name": "#" + strconv.FormatInt(id, 10)})); err != nil {
				return err
			}
			k.Restored = append(k.Restored, id)
		}
	}
	k.Lost = slices.DeleteFunc(k.Lost, func(id int64) bool { return k.present[id] })
	return nil
}

// withDefaults returns what is known of a row, and the rest from defaults.
func withDefaults(known, defaults map[string]any) map[string]any {
	all := map[string]any{}
	for _, some := range []map[string]any{defaults, known} {
		for name, value := range some {
			all[name] = value
		}
	}
	return all
}

// orphansOf lists what rows of a table refer to and is not there.
func orphansOf(t *tx, table, column, parent string) ([]int64, error) {
	rows, err := t.query("SELECT DISTINCT " + column + " FROM " + table + " WHERE " + column + " > 0 AND " + column + " NOT IN (SELECT id FROM " + parent + ") ORDER BY 1")
	return scanAll(rows, err, scanOne[int64])
}

// lostProducts gives lines of purchases a product to refer to.
func (v *salvage) lostProducts(t *tx) error {
	k := v.of("products")
	ids, err := orphansOf(t, "items", "product_id", "products")
	for _, id := range ids {
		if err := k.putPart(t, id, map[string]any{"name": "#" + strconv.FormatInt(id, 10), "sku": ""}); err != nil {
			return err
		}
		k.Restored = append(k.Restored, id)
	}
	k.Lost = slices.DeleteFunc(k.Lost, func(id int64) bool { return k.present[id] })
	return err
}

// lostSets gives changes a change set to belong to, and takes away what change sets
// say of lost ones. Those without their changes are marked as such.
func (v *salvage) lostSets(t *tx) error {
	ids, err := orphansOf(t, "changes", "change_set", "change_sets")
	for _, id := range ids {
		if err := t.exec("INSERT INTO change_sets (id, at, actor, origin, action, count, erased) VALUES (?, 0, '', ?, ?, 0, 1)",
			id, string(model.OriginCommand), string(model.ActionSalvage)); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	return t.scripts(
		"UPDATE change_sets SET undoes = NULL WHERE undoes NOT IN (SELECT id FROM change_sets)",
		`UPDATE change_sets AS s SET undone_by = NULL WHERE undone_by IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM change_sets u WHERE u.id = s.undone_by AND u.undoes = s.id)`,
		"UPDATE change_sets AS s SET erased = 1 WHERE "+isEmptySet)
}

// isEmptySet is the condition of a change set s that should have changes and has none.
const isEmptySet = `action NOT IN ('undo', 'redo', 'repair', 'salvage') AND NOT EXISTS (SELECT 1 FROM changes c WHERE c.change_set = s.id)
	AND NOT EXISTS (SELECT 1 FROM imported i WHERE i.change_set = s.id)`

// dropOrphans drops rows that belong to a lost record and mean nothing without it.
func (v *salvage) dropOrphans(t *tx) error {
	rows, err := t.query(`SELECT m.name, f."from", f."table", coalesce(f."to", 'id') FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`)
	type reference struct{ table, column, parent, key string }
	all, err := scanAll(rows, err, func(rows *sql.Rows, r *reference) error { return rows.Scan(&r.table, &r.column, &r.parent, &r.key) })
	for _, r := range all {
		res, err := t.run("DELETE FROM " + r.table + " WHERE " + r.column + " IS NOT NULL AND " + r.column + " NOT IN (SELECT " + r.key + " FROM " + r.parent + ")")
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		if k := v.of(r.table); k != nil {
			k.Dropped += n
			k.Rows -= n
		}
	}
	return err
}

// records compares records with their sums and computes what follows from each.
func (v *salvage) records(t *tx) error {
	for _, kind := range kindsInOrder {
		k := v.of(tables[kind])
		doubtful, err := v.store.records[kind].salvageAll(t)
		if err != nil {
			return err
		}
		k.Doubtful = slices.DeleteFunc(doubtful, func(id int64) bool { return slices.Contains(k.Restored, id) })
	}
	return nil
}

// currencies gives purchases in a currency that is none the book's: sums could not be
// shown in it.
func (v *salvage) currencies(t *tx) error {
	rows, err := t.query("SELECT DISTINCT currency FROM purchases")
	all, err := scanAll(rows, err, scanOne[model.Currency])
	if err != nil {
		return err
	}
	if err := t.exec("INSERT OR IGNORE INTO book_settings (id) VALUES (1)"); err != nil { // its own were lost
		return err
	}
	own, err := t.currency()
	if !own.Valid() {
		own, err = defaultCurrency, t.exec("UPDATE book_settings SET currency = ?", defaultCurrency)
		t.settings = nil
	}
	for _, c := range all {
		if !c.Valid() && err == nil {
			err = t.exec("UPDATE purchases SET currency = ? WHERE currency = ?", string(own), string(c))
		}
	}
	return err
}

// salvageAll makes all records of the kind readable, and returns those that are not
// as they were written.
func (e *entity[T]) salvageAll(t *tx) (doubtful []int64, err error) {
	fields, err := e.allFields(t)
	if err != nil {
		return nil, err
	}
	var all, unreadable []int64
	err = e.eachReadable(t.ctx, t, []string{"sum"}, func(records []T, stored [][]string) error {
		for i := range records {
			id := e.meta(&records[i]).ID
			if all = append(all, id); stored[i][0] != "0" && stored[i][0] != strconv.FormatInt(e.sumOf(fields, &records[i]), 10) {
				doubtful = append(doubtful, id)
			}
		}
		return nil
	}, func(id int64) { unreadable = append(unreadable, id) })
	if err != nil {
		return nil, err
	}
	for _, id := range unreadable {
		if err := e.blank(t, id); err != nil {
			return nil, err
		}
	}
	doubtful, all = append(doubtful, unreadable...), append(all, unreadable...)
	slices.Sort(doubtful)
	if len(e.derivedKeys) > 0 {
		err = e.deriveAgain(t, all)
	}
	return doubtful, firstError(err, e.sumAgain(t, all))
}

// blank empties the fields of a record that cannot be read, and its lists where that
// is not enough.
func (e *entity[T]) blank(t *tx, id int64) error {
	texts, into := make([]sql.NullString, len(e.plain)), make([]any, len(e.plain))
	for i := range texts {
		into[i] = &texts[i]
	}
	if err := t.row("SELECT "+e.columns+" FROM "+e.table+" WHERE id = ?", id).Scan(into...); err != nil {
		return err
	}
	for i, f := range e.plain {
		if f.Set(new(T), texts[i].String) == nil {
			continue
		}
		if err := t.exec("UPDATE "+e.table+" SET "+f.Key+" = ? WHERE id = ?", sqlValue(f, ""), id); err != nil {
			return err
		}
	}
	if _, err := e.get(t.ctx, t, id); err == nil {
		return nil
	}
	r := new(T)
	e.meta(r).ID = id
	for _, l := range e.lists {
		if err := l.save(t, r, false); err != nil {
			return err
		}
	}
	return nil
}

// figures adds up what customers have to their names.
func (v *salvage) figures(t *tx) error {
	rows, err := t.query("SELECT id FROM customers ORDER BY id")
	ids, err := scanAll(rows, err, scanOne[int64])
	for _, id := range ids {
		if _, err := t.settle(id, &due{figures: true}); err != nil { // words come after
			return err
		}
	}
	return err
}

// record writes the change set of the salvage. Customers without a beginning in the
// history have one in it.
func (v *salvage) record(t *tx) error {
	made := newCreated()
	rows, err := t.query(`SELECT id FROM customers c WHERE NOT EXISTS (SELECT 1 FROM changes h WHERE h.kind = 'customer' AND h.record = c.id AND h.created = 1)
		AND NOT EXISTS (SELECT 1 FROM changes h WHERE h.kind = 'customer' AND h.last > h.record AND h.record <= c.id AND h.last >= c.id AND h.created = 1)`)
	ids, err := scanAll(rows, err, scanOne[int64])
	for _, id := range ids {
		made.add(model.KindCustomer, id)
	}
	if err != nil {
		return err
	}
	var count int64
	for _, kind := range kindsInOrder {
		count += v.of(tables[kind]).Rows
	}
	v.report.ChangeSet = &model.ChangeSet{Action: model.ActionSalvage, Count: count}
	return t.record(v.book, v.report.ChangeSet, made.changes())
}
