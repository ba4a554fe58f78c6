package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"kehu/model"
)

// Bin puts records into the bin, as one change set. What belongs to a customer
// stays with it and is out of sight together with it. A record that is not in
// the book is a NotFound problem.
func (b *Book) Bin(ctx context.Context, refs ...model.Ref) (*model.ChangeSet, error) {
	return b.moveAll(ctx, refs, model.Live, model.Binned, model.ActionBin)
}

// Restore takes records out of the bin, as one change set. A record that is
// not in the bin is a NotFound problem.
func (b *Book) Restore(ctx context.Context, refs ...model.Ref) (*model.ChangeSet, error) {
	return b.moveAll(ctx, refs, model.Binned, model.Live, model.ActionRestore)
}

func (b *Book) moveAll(ctx context.Context, refs []model.Ref, from, to model.State, action model.Action) (cs *model.ChangeSet, err error) {
	refs = slices.Clone(refs)
	slices.SortFunc(refs, compareRefs)
	refs = slices.Compact(refs)
	if len(refs) == 0 {
		return nil, nil
	}
	if err := b.store.backUpBefore(ctx, len(refs)); err != nil {
		return nil, err
	}
	err = b.store.inTx(ctx, func(t *tx) error {
		var changes []model.Change
		for _, ref := range refs {
			moved, err := t.move(ref.Kind, ref.ID, ref.ID, from, to, "")
			if err != nil {
				return err
			}
			if len(moved) == 0 {
				return t.whyNot(ref, from)
			}
			changes = append(changes, moved...)
		}
		cs = &model.ChangeSet{Action: action}
		if refs[0].Kind == refs[len(refs)-1].Kind {
			cs.Kind = refs[0].Kind
		}
		if len(refs) == 1 {
			if cs.Subject, err = t.subject(refs[0]); err != nil {
				return err
			}
		}
		return t.record(b, cs, changes)
	})
	return cs, err
}

// whyNot is the problem of a record that did not move out of a state.
func (t *tx) whyNot(ref model.Ref, from model.State) error {
	if free[ref.Kind] != "" && from == model.Binned {
		if r, err := t.store.records[ref.Kind].load(t.ctx, t, ref.ID); err == nil && r.RecordMeta().State == model.Binned {
			name, err := t.subject(ref)
			return firstError(err, model.NewProblem(model.Conflicts, "place_taken", "Name", name))
		}
	}
	return model.NewProblem(model.NotFound, notThere(ref.Kind, from), "ID", ref.ID)
}

// notThere is the code of the problem that a record is not in a state.
func notThere(kind model.Kind, state model.State) string {
	if state == model.Binned {
		return "not_in_bin"
	}
	return string(kind) + "_not_found"
}

// subject names the customer that a record is, or belongs to.
func (t *tx) subject(ref model.Ref) (string, error) {
	kind := t.store.records[ref.Kind]
	r, err := kind.load(t.ctx, t, ref.ID)
	if err != nil {
		return "", err
	}
	return kind.name(t.ctx, t, r)
}

func compareRefs(a, b model.Ref) int {
	if a.Kind != b.Kind {
		if a.Kind < b.Kind {
			return -1
		}
		return 1
	}
	return int(a.ID - b.ID)
}

// A BinEntry is one record in the bin.
type BinEntry struct {
	model.Ref
	Name     string    // of the customer or view; order number or first product; content; title
	Customer string    // whose it is; "" for customers and views
	At       time.Time // when it was binned
	Actor    string    // by whom
}

// binned selects what is in the bin.
const binned = `
	SELECT 'customer' AS kind, id, CASE WHEN name <> '' THEN name WHEN company <> '' THEN company WHEN phone <> '' THEN phone ELSE email END AS name,
		0 AS owner FROM customers WHERE state = 1
	UNION ALL SELECT 'purchase', id, coalesce(nullif(order_no, ''), (SELECT p.name FROM items i JOIN products p ON p.id = i.product_id
		WHERE i.purchase_id = purchases.id ORDER BY pos LIMIT 1), date), customer_id FROM purchases WHERE state = 1
	UNION ALL SELECT 'interaction', id, content, customer_id FROM interactions WHERE state = 1
	UNION ALL SELECT 'task', id, title, customer_id FROM tasks WHERE state = 1
	UNION ALL SELECT 'view', id, name, 0 FROM views WHERE state = 1
	UNION ALL SELECT 'field', id, label, 0 FROM custom_fields WHERE state = 1
	UNION ALL SELECT 'choice', id, key, 0 FROM choices WHERE state = 1`

// Binned returns what is in the bin, the latest first. A limit of 0 returns all.
func (b *Book) Binned(ctx context.Context, offset, limit int) ([]BinEntry, error) {
	rows, err := b.store.reader.QueryContext(ctx, `SELECT b.kind, b.id, b.name,
			coalesce((SELECT CASE WHEN name <> '' THEN name ELSE company END FROM customers WHERE id = b.owner), ''), s.at, s.actor
		FROM (`+binned+`) b
		JOIN change_sets s ON s.id = (SELECT max(change_set) FROM changes c WHERE c.kind = b.kind AND c.record = b.id)
		ORDER BY s.id DESC, b.kind, b.id LIMIT ? OFFSET ?`, limitOrAll(limit), offset)
	entries, err := scanAll(rows, err, func(rows *sql.Rows, e *BinEntry) error {
		var at int64
		err := rows.Scan(&e.Kind, &e.ID, &e.Name, &e.Customer, &at, &e.Actor)
		e.At = instant(at)
		return err
	})
	return entries, b.store.explain(err)
}

// BinnedCount returns how many records are in the bin.
func (b *Book) BinnedCount(ctx context.Context) (n int, err error) {
	err = b.store.reader.QueryRowContext(ctx, "SELECT count(*) FROM ("+binned+")").Scan(&n)
	return n, b.store.explain(err)
}
