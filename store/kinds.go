package store

import (
	"context"

	"kehu/model"
)

// A recordKind is an entity without its type, so that change sets, which hold
// records of all kinds, are written and undone by the same code.
type recordKind interface {
	// save writes a record, new or changed. The change is nil when nothing differs.
	save(t *tx, r model.Record) (*model.Change, error)
	// name says whom a record concerns, for the change set.
	name(ctx context.Context, db queryer, r model.Record) (string, error)
	// load reads a record.
	load(ctx context.Context, db queryer, id int64) (model.Record, error)
	// invert takes changes of fields of different records back where the fields
	// still hold what was set, and tells of each record what was done and what was
	// kept because it holds something else.
	invert(t *tx, changes []model.Change, tell func(done *model.Change, kept []model.Kept) error) error
	// foresee is invert without writing. It tells of each record which fields would
	// be others, as a change.
	foresee(t *tx, changes []model.Change, ahead overlay, tell func(done model.Change, kept []model.Kept) error) error
	// texts reads the canonical texts of a record's fields, and their keys in order.
	texts(t *tx, id int64) (keys []string, texts map[string]string, err error)
	// putBack sets one field of a record in the book to a text; the change is nil
	// where it has that text.
	putBack(t *tx, id int64, key, text string) (model.Record, *model.Change, error)
	// sumAll computes the sums of all records anew, sumAgain those of some.
	sumAll(t *tx) error
	sumAgain(t *tx, ids []int64) error
	// checkAll looks at all records and tells how many more were looked at.
	checkAll(c *checker, tell func(n int)) (badRecords, error)
	// salvageAll makes all records readable and returns those that are not as they were written.
	salvageAll(t *tx) ([]int64, error)
}

// tables are where the records of each kind lie.
var tables = map[model.Kind]string{model.KindCustomer: "customers", model.KindPurchase: "purchases",
	model.KindInteraction: "interactions", model.KindTask: "tasks", model.KindView: "views", model.KindField: "custom_fields", model.KindChoice: "choices",
	model.KindSettings: "book_settings"}

// ownKinds are the kinds of records that belong to customers, and personalKinds
// those with the customers themselves.
var (
	ownKinds      = []model.Kind{model.KindPurchase, model.KindInteraction, model.KindTask}
	personalKinds = append([]model.Kind{model.KindCustomer}, ownKinds...)
)

// recordKinds lists the kinds of records.
func recordKinds() map[model.Kind]recordKind {
	return map[model.Kind]recordKind{
		model.KindCustomer:    customers(),
		model.KindPurchase:    purchases(),
		model.KindInteraction: interactions(),
		model.KindTask:        tasks(),
		model.KindView:        views(),
		model.KindField:       customFields(),
		model.KindChoice:      choices(),
		model.KindSettings:    ownSettings(),
	}
}

// of returns the entity of a record type.
func of[T any](s *Store, kind model.Kind) *entity[T] { return s.records[kind].(*entity[T]) }

func (s *Store) customers() *entity[model.Customer] { return of[model.Customer](s, model.KindCustomer) }
func (s *Store) purchases() *entity[model.Purchase] { return of[model.Purchase](s, model.KindPurchase) }
func (s *Store) interactions() *entity[model.Interaction] {
	return of[model.Interaction](s, model.KindInteraction)
}
func (s *Store) tasks() *entity[model.Task] { return of[model.Task](s, model.KindTask) }

func (e *entity[T]) name(ctx context.Context, db queryer, r model.Record) (string, error) {
	return e.subject(ctx, db, any(r).(*T))
}

func (e *entity[T]) load(ctx context.Context, db queryer, id int64) (model.Record, error) {
	r, err := e.get(ctx, db, id)
	if err != nil {
		return nil, err
	}
	return any(r).(model.Record), nil
}
