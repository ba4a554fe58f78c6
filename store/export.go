package store

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"slices"

	"kehu/model"
	"kehu/query"
)

// Parts say what Each reads beside the customers themselves.
type Parts struct {
	Purchases    bool
	Interactions bool
	Tasks        bool
	Binned       bool // what is in the bin, too
	Changed      bool // when each was last changed
}

// eachSize is how many customers are read at once: enough to make a statement
// cheap, few enough for little memory.
const eachSize = 250

// eachReaders is how many connections read customers side by side, beside one
// that follows the order.
const eachReaders = 2

// Each gives the customers that a query finds, with what else is wanted of them,
// in an order: that of sort, else of the query, else dealt with last first. All
// of it is the book at one moment, whoever writes meanwhile, and only a thousand
// or so customers are in memory. The sequence ends with its first error; its
// reading has ended when the loop over it has.
func (b *Book) Each(ctx context.Context, q query.Query, sort []query.Order, want Parts) iter.Seq2[model.Dossier, error] {
	return func(yield func(model.Dossier, error) bool) {
		err := b.store.snapshots(ctx, 1+eachReaders, func(ctx context.Context, dbs []queryer) error {
			plan, err := b.planOf(ctx, q, sort, want.Binned)
			if err != nil {
				return err
			}
			readers := make([]func(batch) batch, eachReaders)
			for i := range readers {
				readers[i] = func(r batch) batch { return b.store.read(ctx, dbs[1+i], r, want) }
			}
			for r := range sideBySide(plan.batches(ctx, dbs[0]), readers) {
				for i := range r.dossiers {
					if !yield(r.dossiers[i], nil) {
						return errEnough
					}
				}
				if r.err != nil {
					return r.err
				}
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(model.Dossier{}, b.store.explain(err))
		}
	}
}

// errEnough ends reading when nobody wants more.
var errEnough = errors.New("enough")

// A batch is the customers that are read at once, or the error that ended it.
type batch struct {
	ids      []int64
	dossiers []model.Dossier
	err      error
}

func (s *Store) read(ctx context.Context, db queryer, r batch, want Parts) batch {
	if r.err == nil {
		r.dossiers, r.err = s.dossiers(ctx, db, r.ids, want)
	}
	return r
}

// planOf finds out how to read the customers of a query in an order, those in the
// bin too if they are wanted.
func (b *Book) planOf(ctx context.Context, q query.Query, sort []query.Order, binned bool) (plan, error) {
	f, err := b.filter(ctx, q)
	if err != nil {
		return plan{}, err
	}
	if binned {
		f.state = "c.state <> 2"
	}
	by, err := keys(wishes(q, Page{Sort: sort}))
	if err != nil {
		return plan{}, err
	}
	db, err := b.store.sets(ctx)
	if err != nil {
		return plan{}, err
	}
	return db.wholePlan(ctx, f, by)
}

// batches gives the customers of a whole plan.
func (p plan) batches(ctx context.Context, db queryer) iter.Seq[batch] {
	return func(yield func(batch) bool) {
		for _, a := range p.arms {
			if !a.batches(ctx, db, yield) {
				return
			}
		}
	}
}

func (a arm) batches(ctx context.Context, db queryer, yield func(batch) bool) (more bool) {
	order := a.order.clause()
	rows, err := db.QueryContext(ctx, "SELECT c.id FROM "+a.from+" WHERE "+a.where.sql+" ORDER BY "+order.sql,
		slices.Concat(a.where.args, order.args)...)
	var r batch
	r.err = eachRow(rows, err, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		if r.ids = append(r.ids, id); len(r.ids) < eachSize || err != nil {
			return err
		}
		if !yield(r) {
			return errEnough
		}
		r = batch{}
		return nil
	})
	if errors.Is(r.err, errEnough) {
		return false
	}
	return len(r.ids) == 0 && r.err == nil || yield(r) && r.err == nil
}

// dossiers reads customers with what else is wanted, in the order of their ids
// as given.
func (s *Store) dossiers(ctx context.Context, db queryer, ids []int64, want Parts) ([]model.Dossier, error) {
	list := idClause("customers", ids)
	sums := make([]sumsOf, 0, len(ids))
	found, err := s.customers().findWith(ctx, db, figureColumns, func() []any {
		sums = append(sums, sumsOf{})
		return sums[len(sums)-1].into()
	}, "id IN ("+list.sql+")", list.args...)
	if err != nil {
		return nil, err
	}
	own, err := currencyOf(ctx, db)
	if err != nil {
		return nil, err
	}
	all, at := make([]model.Dossier, len(ids)), make(map[int64]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	for i := range found {
		d := &all[at[found[i].ID]]
		d.Customer = found[i]
		if d.Figures, err = sums[i].figures(own); err != nil {
			return nil, err
		}
	}
	return all, s.loadParts(ctx, db, list, want, func(id int64) *model.Dossier { return &all[at[id]] })
}

// loadParts reads what belongs to customers.
func (s *Store) loadParts(ctx context.Context, db queryer, ids clause, want Parts, of func(int64) *model.Dossier) error {
	where := "customer_id IN (" + ids.sql + ") AND state = 0 ORDER BY "
	if want.Binned {
		where = "customer_id IN (" + ids.sql + ") AND state <> 2 ORDER BY "
	}
	if want.Purchases {
		found, err := s.purchases().find(ctx, db, where+"date, id", ids.args...)
		if err != nil {
			return err
		}
		for _, p := range found {
			d := of(p.CustomerID)
			d.Purchases = append(d.Purchases, p)
		}
	}
	if want.Interactions {
		found, err := s.interactions().find(ctx, db, where+"at, id", ids.args...)
		if err != nil {
			return err
		}
		for _, i := range found {
			d := of(i.CustomerID)
			d.Interactions = append(d.Interactions, i)
		}
	}
	if want.Changed {
		if err := changedLast(ctx, db, ids, of); err != nil {
			return err
		}
	}
	if want.Tasks {
		found, err := s.tasks().find(ctx, db, where+"id", ids.args...)
		if err != nil {
			return err
		}
		for _, k := range found {
			d := of(k.CustomerID)
			d.Tasks = append(d.Tasks, k)
		}
	}
	return nil
}

// changedLast reads when customers were changed last: the time of their creation
// for those that never were.
func changedLast(ctx context.Context, db queryer, ids clause, of func(int64) *model.Dossier) error {
	rows, err := db.QueryContext(ctx, `SELECT c.id, max(c.created, coalesce((SELECT s.at FROM changes x JOIN change_sets s ON s.id = x.change_set
		WHERE x.kind = 'customer' AND x.record = c.id AND x.last = c.id ORDER BY x.change_set DESC LIMIT 1), 0)) FROM customers c WHERE c.id IN (`+ids.sql+")", ids.args...)
	return eachRow(rows, err, func(rows *sql.Rows) error {
		var id, at int64
		err := rows.Scan(&id, &at)
		of(id).Changed = instant(at)
		return err
	})
}

// Head reads what the book has beside customers: settings, lists, custom fields,
// views and the follow-ups of nobody, those in the bin included.
func (b *Book) Head(ctx context.Context) (h model.BookHead, err error) {
	settings, err := b.Settings(ctx)
	if err != nil {
		return h, err
	}
	h.Settings = map[string]string{"currency": string(settings.Currency), "region": settings.Region}
	for _, list := range model.Lists() {
		choices, err := b.Choices(ctx, list)
		if err != nil {
			return h, err
		}
		h.Choices = append(h.Choices, choices...)
	}
	if h.Fields, err = b.store.customFields().find(ctx, b.store.reader, "state <> 2 ORDER BY id"); err != nil {
		return h, b.store.explain(err)
	}
	if h.Views, err = b.Views(ctx); err != nil {
		return h, err
	}
	h.Tasks, err = b.store.tasks().find(ctx, b.store.reader, "customer_id = 0 AND state <> 2 ORDER BY id")
	return h, b.store.explain(err)
}
