package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"

	"kehu/model"
)

// A removal takes records out of the file for good, with all that belongs to them.
// Their change sets stay, so that the history keeps its order and its sums, but say
// no more than that there was something. The records that go are gathered in a
// table of the transaction's own, for they can be a hundred thousand. Some may stay
// without their content.
type removal struct{ t *tx }

func (t *tx) newRemoval() (*removal, error) {
	return &removal{t}, t.exec(`CREATE TEMP TABLE IF NOT EXISTS going (kind TEXT, id INTEGER, state INTEGER, stays INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (kind, id)) WITHOUT ROWID;
		DELETE FROM temp.going`)
}

// take adds the records of a kind that meet a condition.
func (r *removal) take(kind model.Kind, where string, args ...any) error {
	return r.t.exec("INSERT OR IGNORE INTO temp.going (kind, id, state) SELECT '"+string(kind)+"', id, state FROM "+
		tables[kind]+" WHERE "+where, args...)
}

// follow adds what belongs to the customers that go, in whatever state.
func (r *removal) follow() error {
	for _, kind := range ownKinds {
		if err := r.take(kind, "customer_id IN "+scopeGoing(model.KindCustomer)); err != nil {
			return err
		}
	}
	return nil
}

// runs lists the records that go, in runs of ids that follow each other and were in
// the same state.
func (r *removal) runs() (changes []model.Change, err error) {
	rows, err := r.t.query(`SELECT kind, state, min(id), max(id) FROM
		(SELECT kind, state, id, id - row_number() OVER (PARTITION BY kind, state ORDER BY id) AS run FROM temp.going WHERE stays = 0)
		GROUP BY kind, state, run ORDER BY kind, min(id)`)
	return scanAll(rows, err, func(rows *sql.Rows, c *model.Change) error {
		var state int64
		err := rows.Scan(&c.Kind, &state, &c.ID, &c.Last)
		c.Fields = map[string][2]string{"state": {stateText(model.State(state)), stateText(model.Removed)}}
		return err
	})
}

// remove deletes the records that were gathered. The change set is recorded with
// one change for each run of them, behind those of the caller's own.
func (r *removal) remove(b *Book, cs *model.ChangeSet, others ...model.Change) error {
	changes, err := r.runs()
	if err != nil {
		return err
	}
	for _, step := range []func() error{r.silence, r.leaveIndex, r.delete} {
		if err := step(); err != nil {
			return err
		}
	}
	if err := r.t.record(b, cs, slices.Concat(others, changes)); err != nil {
		return err
	}
	for _, c := range changes {
		if err := r.t.exec("INSERT INTO removed (kind, record, last, change_set) VALUES (?, ?, ?, ?)", string(c.Kind), c.ID, c.Last, cs.ID); err != nil {
			return err
		}
	}
	return nil
}

// silence clears what history and imports say of the records.
func (r *removal) silence() error {
	for _, text := range []string{clearSubjects, clearChanges, clearImports} {
		if err := r.t.exec(text); err != nil {
			return err
		}
	}
	return nil
}

const (
	// A change keeps the states that it moved a record from and to: they say nothing
	// of anybody, and runs of records are made of them.
	clearChanges = `UPDATE changes SET fields = CASE WHEN json_type(fields, '$.state') IS NULL THEN '{}'
			ELSE json_object('state', json_extract(fields, '$.state')) END, erased = 1
		FROM temp.going g WHERE changes.kind = g.kind AND changes.record = g.id AND changes.last = changes.record`

	clearImports = `UPDATE imported SET said = '' FROM temp.going g
		WHERE imported.said <> '' AND imported.kind = g.kind AND imported.record = g.id AND imported.last = imported.record`

	// The subject of a change set is the name of the customer whose record it wrote
	// first. The number takes its place, also where undo and redo repeat it. Those of
	// imports are names of files.
	clearSubjects = `CREATE TEMP TABLE IF NOT EXISTS telling (id INTEGER PRIMARY KEY, subject TEXT);
		DELETE FROM temp.telling;
		INSERT OR IGNORE INTO temp.telling (id, subject)
			SELECT c.change_set, '#' || CASE c.kind WHEN 'purchase' THEN coalesce((SELECT customer_id FROM purchases WHERE id = g.id), g.id)
				WHEN 'interaction' THEN coalesce((SELECT customer_id FROM interactions WHERE id = g.id), g.id)
				WHEN 'task' THEN coalesce((SELECT customer_id FROM tasks WHERE id = g.id), g.id) ELSE g.id END
			FROM temp.going g JOIN changes c ON c.kind = g.kind AND c.record = g.id AND c.last = c.record
			JOIN change_sets s ON s.id = c.change_set AND s.subject <> '' AND s.action NOT IN ('import', 'demo')
			WHERE c.id = (SELECT min(id) FROM changes f WHERE f.change_set = c.change_set);
		INSERT OR IGNORE INTO temp.telling (id, subject)
			WITH RECURSIVE inverse (id, subject) AS (SELECT id, subject FROM temp.telling
				UNION SELECT s.id, i.subject FROM inverse i JOIN change_sets s ON s.undoes = i.id)
			SELECT id, subject FROM inverse;
		UPDATE change_sets SET subject = t.subject, erased = 1 FROM temp.telling t WHERE t.id = change_sets.id`
)

// leaveIndex takes customers out of the search index who were in the book.
func (r *removal) leaveIndex() error {
	return r.t.exec("DELETE FROM customer_search WHERE rowid IN (SELECT rank FROM customers WHERE rank <> 0 AND id IN " + scopeGoing(model.KindCustomer) + ")")
}

// manyGoing is from how many customers on it pays to make an index of what refers
// to them: those that there are leave out what is in the bin, and without one the
// database goes through all purchases for each customer that it deletes.
const manyGoing = 4

// delete deletes the rows, those that refer to others first. Customers who lose the
// values of a field with it are computed again.
func (r *removal) delete() error {
	rows, err := r.t.query("SELECT DISTINCT customer_id FROM custom_values WHERE field_id IN " + scopeGoing(model.KindField) +
		" AND customer_id NOT IN " + scopeGoing(model.KindCustomer))
	poorer, err := scanAll(rows, err, scanOne[int64])
	if err != nil {
		return err
	}
	n, err := r.t.one("SELECT count(*) FROM temp.going WHERE kind = 'customer' AND stays = 0")
	if err != nil {
		return err
	}
	if n < manyGoing {
		return firstError(r.deleteRows(), r.compute(poorer))
	}
	for _, step := range []func() error{
		func() error {
			return r.t.exec("CREATE INDEX purchases_of ON purchases (customer_id); CREATE INDEX interactions_of ON interactions (customer_id)")
		},
		r.deleteRows,
		func() error { return r.t.exec("DROP INDEX purchases_of; DROP INDEX interactions_of") },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return r.compute(poorer)
}

func (r *removal) deleteRows() error {
	for _, h := range slices.Backward(holdings()) {
		if h.stays {
			continue
		}
		in := scope(scopeGoing)
		if h.all {
			in = scopeSilenced
		}
		if err := r.t.exec("DELETE FROM " + h.table + " WHERE " + h.where(in)); err != nil {
			return err
		}
	}
	r.t.custom, r.t.knownLevel = nil, ""
	return nil
}

// compute computes customers anew: their sums, and their words.
func (r *removal) compute(customers []int64) error {
	for _, id := range customers {
		c, err := r.t.store.customers().get(r.t.ctx, r.t, id)
		if err != nil {
			return err
		}
		r.t.owes(id).customer = c
	}
	return r.t.store.customers().sumAgain(r.t, customers)
}

// isRemoved returns the problem of a record that is gone for good, nil of any other.
func isRemoved(ctx context.Context, db queryer, ref model.Ref) error {
	var at int64
	var actor string
	err := db.QueryRowContext(ctx, `SELECT s.at, s.actor FROM removed r JOIN change_sets s ON s.id = r.change_set
		WHERE r.kind = ? AND r.record <= ? AND r.last >= ?`, string(ref.Kind), ref.ID, ref.ID).Scan(&at, &actor)
	if isNoRow(err) {
		return nil
	}
	return firstError(err, model.NewProblem(model.NotFound, "record_removed", "ID", ref.ID, "At", instant(at), "Actor", actor))
}

// belongsToNobody reports whether a field gives a record to a customer who is gone
// for good.
func (t *tx) belongsToNobody(key, text string) (bool, error) {
	if key != "customer_id" || text == "" {
		return false, nil
	}
	n, err := t.one("SELECT 1 FROM customers WHERE id = ?", text)
	return n == 0, err
}

// markRemoved marks the records among those that an undo left alone which are gone.
func (t *tx) markRemoved(kept []model.Kept) error {
	for i := range kept {
		k := &kept[i]
		if k.Field != "" || k.Erased {
			continue
		}
		gone := isRemoved(t.ctx, t, k.Ref)
		if gone != nil && model.KindOf(gone) != model.NotFound {
			return gone
		}
		k.Erased = gone != nil
	}
	return nil
}

// numberText names a record by its number, where its name must not stand.
func numberText(id int64) string { return "#" + strconv.FormatInt(id, 10) }
