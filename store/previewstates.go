package store

import (
	"database/sql"

	"kehu/model"
)

// states foretells what becomes of a run of records that changed their state.
func (p *previewer) states(c model.Change) error {
	from, to := stateOf(c.Fields["state"][1]), stateOf(c.Fields["state"][0])
	condition := ""
	if to == model.Live {
		condition = free[c.Kind]
	}
	moving, err := listIDs(p.t.ctx, p.t, clause{sql: "SELECT r.id FROM " + tables[c.Kind] + " AS r WHERE r.id BETWEEN ? AND ? AND r.state = ?" + condition,
		args: []any{c.ID, c.Last, int64(from)}})
	if err != nil {
		return err
	}
	held := idSet{}
	if to == model.Undone {
		if err := p.held(c, &held); err != nil {
			return err
		}
	}
	p.move(c, moving, held, from, to)
	return nil
}

// move notes the records of a run that move, and those that do not.
func (p *previewer) move(c model.Change, moving []int64, held idSet, from, to model.State) {
	var moved runs
	for _, id := range moving {
		if !held.has(id) {
			moved.add(id, 0)
		}
	}
	changes := moved.joined().changes(c.Kind, from, to)
	for _, m := range changes {
		p.note(effectOf(m), c.Kind, m.ID, m.Last)
		for id := m.ID; id <= m.Last && from == model.Live; id++ {
			p.leaves(c.Kind).add(id)
		}
	}
	p.out.Kept = append(p.out.Kept, unmoved(c, changes)...)
}

func (p *previewer) leaves(kind model.Kind) *idSet {
	if p.gone[kind] == nil {
		p.gone[kind] = &idSet{}
	}
	return p.gone[kind]
}

// held finds the records of a run that stay because something in force came after
// their creation, as untouched says: a change, or another record that hangs on
// them and will not have left by then.
func (p *previewer) held(c model.Change, held *idSet) error {
	rows, err := p.t.query(`SELECT DISTINCT c.record FROM changes c JOIN change_sets s ON s.id = c.change_set WHERE c.kind = ?
		AND c.record BETWEEN ? AND ? AND c.change_set > ? AND s.undoes IS NULL AND s.undone_by IS NULL`,
		string(c.Kind), c.ID, c.Last, ordinary(p.out.Target))
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		held.add(id)
		return err
	})
	for _, h := range hanging(c.Kind) {
		err = firstError(err, p.heldBy(h, c, held))
	}
	return err
}

// A hanger says which records of a kind hang on those of another, and by which
// of their fields.
type hanger struct {
	kind  model.Kind
	field string
	rows  string // selects what hangs on a run, and on which record of it
}

func hanging(kind model.Kind) (all []hanger) {
	switch kind {
	case model.KindCustomer:
		for _, own := range ownKinds {
			all = append(all, hanger{own, "customer_id", "SELECT customer_id, id FROM " + tables[own] + " WHERE customer_id BETWEEN ? AND ? AND state = 0"})
		}
	case model.KindChoice:
		all = append(all, hanger{model.KindCustomer, "level",
			"SELECT r.id, o.id FROM choices r JOIN customers o ON o.level = r.key AND o.state = 0 WHERE r.list = 'level' AND r.id BETWEEN ? AND ?"})
	}
	return all
}

func (p *previewer) heldBy(h hanger, c model.Change, held *idSet) error {
	rows, err := p.t.query(h.rows, c.ID, c.Last)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var id, by int64
		if err := rows.Scan(&id, &by); err != nil {
			return err
		}
		if _, another := p.ahead[h.kind][by][h.field]; !another && !p.leaves(h.kind).has(by) {
			held.add(id)
		}
		return nil
	})
}

// remember keeps the fields in which a record will differ, and returns them.
func (o overlay) remember(fields map[string][2]string, id int64) map[string][2]string {
	for key, change := range fields {
		if o[id] == nil {
			o[id] = map[string]string{}
		}
		o[id][key] = change[1]
	}
	return fields
}
