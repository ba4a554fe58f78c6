package store

import (
	"cmp"
	"database/sql"
	"slices"
	"strconv"

	"kehu/model"
)

// Creating, binning, restoring and their undo all move records from one state
// to another, often many at once and with consecutive ids: one statement does
// a whole run, so that undoing an import of 100,000 rows takes seconds.

// states inverts a change of state of a run of records. Records that are no
// longer in the state they were put in, and new records that were changed or
// got something to their name since, are kept.
func (v *inverter) states(c model.Change) error {
	from, to := stateOf(c.Fields["state"][1]), stateOf(c.Fields["state"][0])
	condition, args := "", []any{}
	if to == model.Undone {
		condition, args = untouched(c.Kind, ordinary(v.target))
	}
	moved, err := v.t.move(c.Kind, c.ID, c.Last, from, to, condition, args...)
	if err != nil {
		return err
	}
	for _, m := range moved {
		if err := v.out.add(m); err != nil {
			return err
		}
	}
	v.kept = append(v.kept, unmoved(c, moved)...)
	return nil
}

// untouched is the condition that nothing in force came after the creation of a
// record: no change of its fields, and nothing that belongs to a customer.
func untouched(kind model.Kind, since int64) (condition string, args []any) {
	condition = ` AND NOT EXISTS (SELECT 1 FROM changes c JOIN change_sets s ON s.id = c.change_set
		WHERE c.kind = ? AND c.record = r.id AND c.change_set > ? AND s.undoes IS NULL AND s.undone_by IS NULL)`
	if kind == model.KindChoice {
		condition += " AND NOT (r.list = 'level' AND EXISTS (SELECT 1 FROM customers o WHERE o.level = r.key AND o.state = 0))"
	}
	if kind == model.KindCustomer {
		for _, own := range ownKinds {
			condition += " AND NOT EXISTS (SELECT 1 FROM " + tables[own] + " o WHERE o.customer_id = r.id AND o.state = 0)"
		}
	}
	return condition, []any{string(kind), since}
}

// ordinary returns the number of the ordinary change set at the bottom of a target.
func ordinary(target *model.ChangeSet) int64 {
	if target.Undoes != 0 {
		return target.Undoes
	}
	return target.ID
}

// unmoved lists the records of a run that did not move.
func unmoved(c model.Change, moved []model.Change) (kept []model.Kept) {
	next := c.ID
	for _, m := range append(moved, model.Change{Ref: model.Ref{ID: c.Last + 1}, Last: c.Last + 1}) {
		for ; next < m.ID; next++ {
			kept = append(kept, model.Kept{Ref: model.Ref{Kind: c.Kind, ID: next}})
		}
		next = m.Last + 1
	}
	return kept
}

// move puts the records from first to last that are in one state and meet a
// condition (on the table alias r) into another, and returns the changes, one
// for each run of consecutive ids.
func (t *tx) move(kind model.Kind, first, last int64, from, to model.State, condition string, args ...any) ([]model.Change, error) {
	table := tables[kind]
	change := sumChange("state", stateText(from), stateText(to))
	args = append([]any{int64(to), change, change, first, last, int64(from)}, args...)
	if to == model.Live {
		condition += free[kind]
	}
	rows, err := t.query("UPDATE "+table+" AS r SET state = ?, revision = revision + 1, "+newSum+" WHERE id BETWEEN ? AND ? AND state = ?"+
		condition+" RETURNING id, revision", args...)
	var runs runs
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var id, revision int64
		err := rows.Scan(&id, &revision)
		runs.add(id, revision)
		return err
	})
	if err != nil {
		return nil, err
	}
	changes := runs.changes(kind, from, to)
	switch kind {
	case model.KindField:
		t.custom = nil
	case model.KindCustomer:
		t.movedCustomers(changes)
	case model.KindPurchase, model.KindInteraction:
		return changes, t.touchOwners(table, first, last)
	}
	return changes, nil
}

// free are the conditions that no other record in the book has taken the place of
// one that comes back.
var free = map[model.Kind]string{
	model.KindField:  " AND NOT EXISTS (SELECT 1 FROM custom_fields o WHERE o.state = 0 AND (lower(o.key) = lower(r.key) OR lower(o.label) = lower(r.label)))",
	model.KindChoice: " AND NOT EXISTS (SELECT 1 FROM choices o WHERE o.state = 0 AND o.list = r.list AND lower(o.key) = lower(r.key))",
}

// movedCustomers has customers that went in or out of the book indexed again.
func (t *tx) movedCustomers(changes []model.Change) {
	for _, c := range changes {
		for id := c.ID; id <= c.Last; id++ {
			t.owes(id)
		}
	}
}

// touchOwners has the figures of the customers of a run added up again.
func (t *tx) touchOwners(table string, first, last int64) error {
	rows, err := t.query("SELECT DISTINCT customer_id FROM "+table+" WHERE id BETWEEN ? AND ?", first, last)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		t.owesTotals(id, true)
		return err
	})
}

// runs joins consecutive ids that have the same revision.
type runs []run

type run struct{ first, last, revision int64 }

func (rs *runs) add(id, revision int64) {
	if n := len(*rs); n > 0 && (*rs)[n-1].last == id-1 {
		(*rs)[n-1].last = id
		return
	}
	*rs = append(*rs, run{id, id, revision})
}

// joined returns the runs in the order of ids, those that follow each other as one.
func (rs runs) joined() runs {
	slices.SortFunc(rs, func(a, b run) int { return cmp.Compare(a.first, b.first) })
	var out runs
	for _, r := range rs {
		if n := len(out); n > 0 && out[n-1].last == r.first-1 && out[n-1].revision == r.revision {
			out[n-1].last = r.last
			continue
		}
		out = append(out, r)
	}
	return out
}

func (rs runs) changes(kind model.Kind, from, to model.State) []model.Change {
	changes := make([]model.Change, len(rs))
	for i, r := range rs {
		changes[i] = model.Change{Ref: model.Ref{Kind: kind, ID: r.first}, Last: r.last, Revision: r.revision,
			Fields: map[string][2]string{"state": {stateText(from), stateText(to)}}}
	}
	return changes
}

// stateText and stateOf are the canonical text of a state and back.
func stateText(s model.State) string {
	if s == model.Live {
		return ""
	}
	return strconv.FormatInt(int64(s), 10)
}

func stateOf(text string) model.State {
	n, _ := strconv.ParseInt(text, 10, 64) // canonical; empty is Live
	return model.State(n)
}
