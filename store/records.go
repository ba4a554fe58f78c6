package store

import (
	"context"
	"strconv"

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

// Record returns a record of any kind, in whatever state; a NotFound problem when
// there is none.
func (b *Book) Record(ctx context.Context, ref model.Ref) (model.Record, error) {
	r, err := b.store.records[ref.Kind].load(ctx, b.store.reader, ref.ID)
	return r, b.store.explain(err)
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
