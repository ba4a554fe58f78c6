package store

import (
	"context"
	"database/sql"
	"strconv"
	"time"

	"kehu/model"
)

// Customer returns a customer with contact points, contact persons and tags, in
// whatever state; a NotFound problem when there is none.
func (b *Book) Customer(ctx context.Context, id int64) (*model.Customer, error) {
	c, err := b.store.customers().get(ctx, b.store.reader, id)
	return c, b.store.explain(err)
}

// Purchase returns a purchase with its items; a NotFound problem when there is none.
func (b *Book) Purchase(ctx context.Context, id int64) (*model.Purchase, error) {
	p, err := b.store.purchases().get(ctx, b.store.reader, id)
	return p, b.store.explain(err)
}

// Interaction returns a contact entry; a NotFound problem when there is none.
func (b *Book) Interaction(ctx context.Context, id int64) (*model.Interaction, error) {
	i, err := b.store.interactions().get(ctx, b.store.reader, id)
	return i, b.store.explain(err)
}

// Task returns a follow-up; a NotFound problem when there is none.
func (b *Book) Task(ctx context.Context, id int64) (*model.Task, error) {
	k, err := b.store.tasks().get(ctx, b.store.reader, id)
	return k, b.store.explain(err)
}

// Purchases returns a customer's purchases with items, newest first. A limit of 0 returns all.
func (b *Book) Purchases(ctx context.Context, customer int64, offset, limit int) ([]model.Purchase, error) {
	return page(ctx, b.store, b.store.purchases(), "customer_id = ? AND state = 0 ORDER BY date DESC, id DESC", offset, limit, customer)
}

// Interactions returns a customer's contact history, newest first. A limit of 0 returns all.
func (b *Book) Interactions(ctx context.Context, customer int64, offset, limit int) ([]model.Interaction, error) {
	return page(ctx, b.store, b.store.interactions(), "customer_id = ? AND state = 0 ORDER BY at DESC, id DESC", offset, limit, customer)
}

// Tasks returns a customer's follow-ups, open ones first by due day. A limit of 0 returns all.
func (b *Book) Tasks(ctx context.Context, customer int64, offset, limit int) ([]model.Task, error) {
	return page(ctx, b.store, b.store.tasks(), "customer_id = ? AND state = 0 ORDER BY done > 0, due, id", offset, limit, customer)
}

// OpenFollowUp returns the follow-up that a contact entry asked for, as long as it
// is open and says the same; nil where there is none.
func (b *Book) OpenFollowUp(ctx context.Context, i *model.Interaction) (*model.Task, error) {
	wanted := i.FollowUp()
	if wanted == nil {
		return nil, nil
	}
	found, err := page(ctx, b.store, b.store.tasks(), "customer_id = ? AND state = 0 AND done = 0 AND title = ? AND due = ? ORDER BY id DESC", 0, 1,
		i.CustomerID, wanted.Title, wanted.Due.String())
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// OpenTasks returns the follow-ups of all customers in the book that are not
// done, the first due first, of a day the more important ones. A limit of 0 returns all.
func (b *Book) OpenTasks(ctx context.Context, offset, limit int) ([]model.Task, error) {
	return page(ctx, b.store, b.store.tasks(), `state = 0 AND done = 0 AND (customer_id = 0
		OR customer_id IN (SELECT id FROM customers WHERE state = 0)) ORDER BY due = '', due, priority = 'low', priority <> 'high', id`, offset, limit)
}

func page[T any](ctx context.Context, s *Store, e *entity[T], where string, offset, limit int, args ...any) ([]T, error) {
	found, err := e.find(ctx, s.reader, where+" LIMIT "+strconv.Itoa(limitOrAll(limit))+" OFFSET "+strconv.Itoa(offset), args...)
	return found, s.explain(err)
}

// An Entry is one line of a customer's timeline: exactly one of the pointers is set.
type Entry struct {
	Kind        model.Kind
	At          time.Time // a purchase without a time, and a follow-up: midnight UTC of its day
	Purchase    *model.Purchase
	Interaction *model.Interaction
	Task        *model.Task
}

// Ref names the record of the entry.
func (e Entry) Ref() model.Ref { return model.Ref{Kind: e.Kind, ID: e.id()} }

func (e Entry) id() int64 {
	switch {
	case e.Purchase != nil:
		return e.Purchase.ID
	case e.Interaction != nil:
		return e.Interaction.ID
	case e.Task != nil:
		return e.Task.ID
	}
	return 0
}

// timeline selects what happened with a customer. Each part is sorted by an
// index of its own, so that a page costs no more for a long history.
const timeline = `
	SELECT 'purchase' AS kind, id, CASE WHEN at > 0 THEN at ELSE unixepoch(date) END AS at FROM purchases WHERE customer_id = ?1 AND state = 0
	UNION ALL SELECT 'interaction', id, at FROM interactions WHERE customer_id = ?1 AND state = 0
	UNION ALL SELECT 'task', id, CASE WHEN done > 0 THEN done ELSE coalesce(unixepoch(nullif(due, '')), 0) END FROM tasks WHERE customer_id = ?1 AND state = 0`

// Timeline returns what happened with a customer, newest first: purchases,
// contact history and follow-ups, which stand at their due day while open and at
// the time they were done after that. A limit of 0 returns all.
func (b *Book) Timeline(ctx context.Context, customer int64, offset, limit int) ([]Entry, error) {
	rows, err := b.store.reader.QueryContext(ctx, "SELECT kind, id, at FROM ("+timeline+") ORDER BY at DESC, kind, id DESC LIMIT ?2 OFFSET ?3",
		customer, limitOrAll(limit), offset)
	var ids []int64
	entries, err := scanAll(rows, err, func(rows *sql.Rows, e *Entry) error {
		var id, at int64
		err := rows.Scan(&e.Kind, &id, &at)
		e.At, ids = instant(at), append(ids, id)
		return err
	})
	if err != nil {
		return nil, b.store.explain(err)
	}
	return entries, b.store.explain(b.fill(ctx, entries, ids))
}

// fill reads the records of timeline entries, one query for each kind.
func (b *Book) fill(ctx context.Context, entries []Entry, ids []int64) error {
	wanted := map[model.Kind][]int64{}
	for i, e := range entries {
		wanted[e.Kind] = append(wanted[e.Kind], ids[i])
	}
	purchases, err := b.store.purchases().byID(ctx, b.store.reader, wanted[model.KindPurchase])
	if err != nil {
		return err
	}
	interactions, err := b.store.interactions().byID(ctx, b.store.reader, wanted[model.KindInteraction])
	if err != nil {
		return err
	}
	tasks, err := b.store.tasks().byID(ctx, b.store.reader, wanted[model.KindTask])
	for i := range entries {
		switch e := &entries[i]; e.Kind {
		case model.KindPurchase:
			e.Purchase = purchases[ids[i]]
		case model.KindInteraction:
			e.Interaction = interactions[ids[i]]
		case model.KindTask:
			e.Task = tasks[ids[i]]
		}
	}
	return err
}

// byID reads the records with the given ids.
func (e *entity[T]) byID(ctx context.Context, db queryer, ids []int64) (map[int64]*T, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	found, err := e.find(ctx, db, "id IN ("+placeholders(len(ids))+")", args...)
	byID := make(map[int64]*T, len(found))
	for i := range found {
		byID[e.meta(&found[i]).ID] = &found[i]
	}
	return byID, err
}

// TimelineCount returns how many entries the timeline of a customer has.
func (b *Book) TimelineCount(ctx context.Context, customer int64) (n int, err error) {
	err = b.store.reader.QueryRowContext(ctx, "SELECT count(*) FROM ("+timeline+")", customer).Scan(&n)
	return n, b.store.explain(err)
}
