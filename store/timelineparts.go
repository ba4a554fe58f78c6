package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"kehu/model"
	"kehu/model/pinyin"
)

// Each kind of entry has an index by customer and time, which gives the places
// beyond the bound in order. Follow-ups and edits are few to a customer: all their
// places are read, and their texts only where they are shown.

// order returns the SQL of an order by columns, from new to old or the other way.
func (q *Timeline) order(columns ...string) string {
	sign := " DESC"
	if q.up() {
		sign = ""
	}
	return " ORDER BY " + strings.Join(columns, sign+", ") + sign + " LIMIT ?"
}

// than is the comparison that leads beyond the bound.
func (q *Timeline) than() string {
	if q.up() {
		return ">"
	}
	return "<"
}

// before is than for entries at the moment of the bound that are of another kind:
// they are beyond it or not by the order of kinds.
func (q *Timeline) before(kind model.Kind) string {
	if (slices.Index(entryKinds, kind) > q.bound().kind) == !q.up() {
		return q.than() + "="
	}
	return q.than()
}

// purchaseAt is where a purchase stands: at its instant, if that is on its day, or
// else at the end of the day that is nearer, or at its beginning where it has none.
func (q *Timeline) purchaseAt(day string, at int64) int64 {
	start := q.dayStart(day)
	if at == 0 || start == noDay {
		return start
	}
	return min(max(at, start), q.dayEnd(day))
}

// dayEnd is the last second of a stored day.
func (q *Timeline) dayEnd(day string) int64 {
	d, err := model.DateFromISO(day)
	if err != nil {
		return noDay
	}
	return d.AddDays(1).Time(q.zone()).Unix() - 1
}

func (b *Book) purchasePlaces(ctx context.Context, q *Timeline) ([]place, error) {
	where, args := "customer_id = ? AND state = 0", []any{q.Customer}
	if bound := q.bound(); bound != nil && bound.at != noDay {
		cond, more := q.purchasesBeyond(*bound)
		where, args = where+" AND "+cond, append(args, more...)
	} else if bound != nil && q.up() {
		return nil, nil // nothing is above follow-ups without a day but such
	}
	rows, err := b.store.reader.QueryContext(ctx, "SELECT id, date, at FROM purchases WHERE "+where+q.order("date", "at", "id"),
		append(args, limitOrAll(q.Limit))...)
	return scanAll(rows, err, func(rows *sql.Rows, p *place) error {
		err := rows.Scan(&p.id, &p.day, &p.raw)
		p.at = q.purchaseAt(p.day, p.raw)
		return err
	})
}

// purchasesBeyond is the condition of purchases beyond a place. The first part of
// it is for the index.
func (q *Timeline) purchasesBeyond(b place) (string, []any) {
	than := q.than()
	if entryKinds[b.kind] == model.KindPurchase {
		return "date " + than + "= ? AND (date, at, id) " + than + " (?, ?, ?)", []any{b.day, b.day, b.raw, b.id}
	}
	day := model.DateOf(time.Unix(b.at, 0).In(q.zone())).String()
	start, end := q.dayStart(day), q.dayEnd(day)
	return "date " + than + "= ? AND (date " + than + " ? OR CASE at WHEN 0 THEN ? ELSE min(max(at, ?), ?) END " +
		q.before(model.KindPurchase) + " ?)", []any{day, day, start, start, end, b.at}
}

func (b *Book) interactionPlaces(ctx context.Context, q *Timeline) ([]place, error) {
	where, args := "customer_id = ? AND state = 0", []any{q.Customer}
	if bound := q.bound(); bound != nil {
		if entryKinds[bound.kind] == model.KindInteraction {
			where, args = where+" AND (at, id) "+q.than()+" (?, ?)", append(args, bound.at, bound.id)
		} else {
			where, args = where+" AND at "+q.before(model.KindInteraction)+" ?", append(args, bound.at)
		}
	}
	if len(q.Saying) > 0 {
		var says []string
		for _, text := range q.Saying {
			says, args = append(says, HasTextName+"(content, ?)"), append(args, pinyin.Fold(text))
		}
		where += " AND (" + strings.Join(says, " OR ") + ")"
	}
	rows, err := b.store.reader.QueryContext(ctx, "SELECT id, at FROM interactions WHERE "+where+q.order("at", "id"),
		append(args, limitOrAll(q.Limit))...)
	return scanAll(rows, err, func(rows *sql.Rows, p *place) error { return rows.Scan(&p.id, &p.at) })
}

// taskAt is where a follow-up stands: at the time it was done, or else at its due day.
func (q *Timeline) taskAt(due string, done int64) int64 {
	if done != 0 {
		return done
	}
	return q.dayStart(due)
}

func (b *Book) taskPlaces(ctx context.Context, q *Timeline) ([]place, error) {
	rows, err := b.store.reader.QueryContext(ctx, "SELECT id, due, done FROM tasks WHERE customer_id = ? AND state = 0", q.Customer)
	found, err := scanAll(rows, err, func(rows *sql.Rows, p *place) error {
		var due string
		var done int64
		err := rows.Scan(&p.id, &due, &done)
		p.at = q.taskAt(due, done)
		return err
	})
	return q.part(model.KindTask, found), err
}

// part keeps of all places of a kind those that may be in the part.
func (q *Timeline) part(kind model.Kind, all []place) []place {
	n := slices.Index(entryKinds, kind)
	kept := slices.DeleteFunc(all, func(p place) bool {
		p.kind = n
		return !q.beyond(p)
	})
	slices.SortFunc(kept, place.compare)
	switch extra := len(kept) - q.Limit; {
	case q.Limit <= 0 || extra <= 0:
		return kept
	case q.up():
		return kept[extra:]
	}
	return kept[:q.Limit]
}

// customerChanges selects the changes of one customer, alone or in a run.
const customerChanges = `SELECT c.id, c.change_set FROM changes c WHERE c.kind = 'customer' AND c.record = ?1 AND c.last = ?1
	UNION ALL SELECT c.id, c.change_set FROM changes c WHERE c.kind = 'customer' AND c.last > c.record AND c.record <= ?1 AND c.last >= ?1`

func (b *Book) editPlaces(ctx context.Context, q *Timeline) ([]place, error) {
	rows, err := b.store.reader.QueryContext(ctx, "SELECT e.id, s.at FROM ("+customerChanges+") e JOIN change_sets s ON s.id = e.change_set", q.Customer)
	found, err := scanAll(rows, err, func(rows *sql.Rows, p *place) error { return rows.Scan(&p.id, &p.at) })
	return q.part(KindEdit, found), err
}

// edits reads changes with their change sets.
func (b *Book) edits(ctx context.Context, ids []int64) (map[int64]*Edit, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	rows, err := b.store.reader.QueryContext(ctx, selectEdits+" WHERE c.id IN ("+placeholders(len(ids))+")", args...)
	found := make(map[int64]*Edit, len(ids))
	return found, eachRow(rows, err, func(rows *sql.Rows) error {
		e := &Edit{}
		id, err := scanEdit(rows, e)
		found[id] = e
		return err
	})
}

// selectEdits selects changes with their change sets, for scanEdit.
const selectEdits = `SELECT c.id, s.id, s.at, s.actor, s.origin, s.action, s.kind, s.count, s.subject, coalesce(s.undoes, 0), coalesce(s.undone_by, 0), ` +
	changeColumns + " FROM changes c JOIN change_sets s ON s.id = c.change_set"

// scanEdit reads an edit and returns the id of its change. The change set does not
// list fields: the change has them.
func scanEdit(rows *sql.Rows, e *Edit) (id int64, err error) {
	var at int64
	s := &e.Set
	err = scanChangeWith(rows, &e.Change, &id, &s.ID, &at, &s.Actor, &s.Origin, &s.Action, &s.Kind, &s.Count, &s.Subject, &s.Undoes, &s.UndoneBy)
	s.At = instant(at)
	return id, err
}

// TimelineCounts returns how many entries of each kind the timeline of a customer has.
func (b *Book) TimelineCounts(ctx context.Context, customer int64) (map[model.Kind]int, error) {
	rows, err := b.store.reader.QueryContext(ctx, `SELECT 'purchase', count(*) FROM purchases WHERE customer_id = ?1 AND state = 0
		UNION ALL SELECT 'interaction', count(*) FROM interactions WHERE customer_id = ?1 AND state = 0
		UNION ALL SELECT 'task', count(*) FROM tasks WHERE customer_id = ?1 AND state = 0
		UNION ALL SELECT 'edit', count(*) FROM (`+customerChanges+")", customer)
	counts := map[model.Kind]int{}
	return counts, b.store.explain(eachRow(rows, err, func(rows *sql.Rows) error {
		var kind model.Kind
		var n int
		err := rows.Scan(&kind, &n)
		counts[kind] = n
		return err
	}))
}
