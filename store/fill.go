package store

import (
	"cmp"
	"context"
	"encoding/json"
	"iter"
	"slices"

	"kehu/model"
)

// A Bundle is a new customer with everything that belongs to it. Ids and the
// CustomerID of the parts are given by Fill.
type Bundle struct {
	Customer     *model.Customer
	Purchases    []model.Purchase
	Interactions []model.Interaction
	Tasks        []model.Task
}

// Fill writes many new customers as one change set and calls progress, which
// may be nil, after each. It is how a demo book is made. The bundles are made in
// another goroutine, which has ended when Fill returns.
func (b *Book) Fill(ctx context.Context, bundles iter.Seq[Bundle], progress func(done int)) (cs *model.ChangeSet, err error) {
	err = b.store.bulk(ctx, func(t *tx) error {
		p, err := t.preparer()
		if err != nil {
			return err
		}
		made := newCreated()
		n := 0
		for bundle := range ahead(bundles, p.bundle) {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := t.createBundle(bundle, made); err != nil {
				return err
			}
			if n++; progress != nil {
				progress(n)
			}
		}
		if n == 0 {
			return errRollback
		}
		cs = &model.ChangeSet{Action: model.Action(b.origin), Kind: model.KindCustomer, Count: int64(n)}
		return t.record(b, cs, made.changes())
	})
	return cs, err
}

// A preparedBundle is a bundle with what its customer will have to its name.
type preparedBundle struct {
	Bundle
	prepared
	opening standing
}

// toCome stands for a customer whose id is not known yet.
const toCome = -1

func (p *preparer) bundle(b Bundle) preparedBundle {
	c := findable{Customer: b.Customer}
	for i := range b.Interactions {
		c.contents = append(c.contents, b.Interactions[i].Content)
	}
	r := preparedBundle{Bundle: b, prepared: p.customer(c, true), opening: p.addUp(b)}
	for i := range b.Purchases {
		b.Purchases[i].CustomerID = toCome
		r.err = firstError(r.err, b.Purchases[i].Validate())
	}
	for i := range b.Interactions {
		b.Interactions[i].CustomerID = toCome
		r.err = firstError(r.err, b.Interactions[i].Validate())
	}
	for i := range b.Tasks {
		b.Tasks[i].CustomerID = toCome
		r.err = firstError(r.err, b.Tasks[i].Validate())
	}
	return r
}

// addUp computes of a bundle what tx.addUp does of the records of a customer; a
// test holds the two together.
func (p *preparer) addUp(b Bundle) standing {
	s := standing{orders: int64(len(b.Purchases))}
	sums := map[model.Currency]int64{}
	for i := range b.Purchases {
		purchase := &b.Purchases[i]
		s.lastPurchase = max(s.lastPurchase, purchase.Date.String())
		if spent := purchase.Spent(); spent != 0 {
			sums[purchase.Currency] += spent
		}
	}
	for i := range b.Interactions {
		s.lastContact = max(s.lastContact, seconds(b.Interactions[i].At))
	}
	var others []model.Money
	for currency, sum := range sums {
		if currency == p.settings.Currency {
			s.spent = sum
		} else {
			others = append(others, model.Money{Amount: sum, Currency: currency})
		}
	}
	s.other = sumsText(others)
	return s
}

// sumsText returns sums as stored: JSON in the order of the currencies, "" for none.
func sumsText(sums []model.Money) string {
	if len(sums) == 0 {
		return ""
	}
	slices.SortFunc(sums, func(a, b model.Money) int { return cmp.Compare(a.Currency, b.Currency) })
	text, err := json.Marshal(sums)
	if err != nil {
		panic(err) // money can always be written
	}
	return string(text)
}

// createBundle writes a bundle; what it adds up to is written with the customer.
func (t *tx) createBundle(b preparedBundle, made *created) error {
	if b.err != nil {
		return b.err
	}
	s := t.store
	t.opening = b.opening
	if err := t.createPrepared(b.Customer, b.prepared, made); err != nil {
		return err
	}
	t.opening = standing{}
	id := b.Customer.ID
	for i := range b.Purchases {
		b.Purchases[i].CustomerID = id
		if err := createIn(t, s.purchases(), &b.Purchases[i], made); err != nil {
			return err
		}
	}
	for i := range b.Interactions {
		b.Interactions[i].CustomerID = id
		if err := createIn(t, s.interactions(), &b.Interactions[i], made); err != nil {
			return err
		}
	}
	for i := range b.Tasks {
		b.Tasks[i].CustomerID = id
		if err := createIn(t, s.tasks(), &b.Tasks[i], made); err != nil {
			return err
		}
	}
	d := t.owes(id)
	if d.figures, d.texts = false, false; b.words != nil { // else they are cut at the end
		d.words = t.withProducts(b.words, b.Purchases)
	}
	return t.settleMany()
}

// withProducts adds the words of what was bought, whose ids are known now.
func (t *tx) withProducts(words []byte, purchases []model.Purchase) []byte {
	seen := map[int64]bool{}
	for _, p := range purchases {
		for _, it := range p.Items {
			if id := t.products[[2]string{it.Product, it.SKU}]; !seen[id] {
				seen[id] = true
				words = append(append(words, ' '), productWord(id)...)
			}
		}
	}
	return words
}

// createPrepared creates a customer of whom everything is known.
func (t *tx) createPrepared(c *model.Customer, p prepared, made *created) error {
	t.normals, t.derived = p.normals, p.derived
	if err := createIn(t, t.store.customers(), c, made); err != nil {
		return err
	}
	t.owes(c.ID).words = p.words // nil has them cut again
	return t.remember(c)
}

// createIn creates one record, which is valid, and notes its id.
func createIn[T any](t *tx, e *entity[T], r *T, made *created) error {
	if err := e.enter(t, r); err != nil {
		return err
	}
	made.add(e.kind, e.meta(r).ID)
	return nil
}

// created gathers the ids of new records in runs, kind by kind.
type created struct{ byKind map[model.Kind]*runs }

func newCreated() *created { return &created{map[model.Kind]*runs{}} }

func (c *created) add(kind model.Kind, id int64) {
	if c.byKind[kind] == nil {
		c.byKind[kind] = &runs{}
	}
	c.byKind[kind].add(id, 1)
}

// has reports whether a record is new.
func (c *created) has(kind model.Kind, id int64) bool {
	known := c.byKind[kind]
	return known != nil && slices.ContainsFunc(*known, func(r run) bool { return r.first <= id && id <= r.last })
}

// changes returns the runs as changes, new levels and customers first, so that
// undo, which goes backwards, takes back what belongs to them before.
func (c *created) changes() []model.Change {
	var all []model.Change
	for _, kind := range []model.Kind{model.KindView, model.KindField, model.KindChoice, model.KindCustomer, model.KindPurchase, model.KindInteraction, model.KindTask} {
		if c.byKind[kind] == nil {
			continue
		}
		for _, ch := range c.byKind[kind].joined().changes(kind, model.Undone, model.Live) {
			ch.Created = true
			all = append(all, ch)
		}
	}
	return all
}
