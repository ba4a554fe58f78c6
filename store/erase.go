package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"kehu/model"
)

// An Erasing says whom to erase, and how.
type Erasing struct {
	Customer int64
	// KeepPurchases leaves purchases with their items in the book, without notes,
	// under a customer who has this name and nothing else: laws on accounts want
	// them. "" removes them too.
	KeepPurchases string
	Note          string // the ground in law, or the letter that asked for it
}

// A Held is how many rows of a table there are of a customer.
type Held struct {
	Table string `json:"table"`
	Rows  int64  `json:"rows"`
}

// An ErasePlan says what goes when a customer is erased, and what does not.
type ErasePlan struct {
	Customer *model.Customer
	Held     []Held    // what goes; tables without rows are left out
	Kept     int64     // purchases that stay
	Mentions []Mention // other records that have a name or number of the customer in their text: they stay
	Copies   []string  // files that are copies of the book: they stay
}

// Word is what a person types to confirm: the name, or the number of a customer
// without one.
func (p ErasePlan) Word() string {
	return cmp.Or(strings.TrimSpace(p.Customer.DisplayName()), numberText(p.Customer.ID))
}

// Means reports whether what was typed is the name, or the number.
func (p ErasePlan) Means(typed string) bool {
	typed = strings.TrimSpace(typed)
	return typed == p.Word() || typed == numberText(p.Customer.ID)
}

// An Erasure is what is left of an erased customer.
type Erasure struct {
	Customer  int64 // the number
	ChangeSet int64
	At        time.Time
	Actor     string
	Held      []Held // what went
	Kept      int64  // purchases that stay, without a name
	Note      string
	Scrubbed  bool // nothing is left on any page of the file; else Book.Scrub is to be called again
}

// PlanErase says what Erase would remove. The problem of an unknown customer is
// NotFound.
func (b *Book) PlanErase(ctx context.Context, e Erasing) (p ErasePlan, err error) {
	db := b.store.reader
	if p.Customer, err = b.customerOr(ctx, db, e.Customer); err != nil {
		return p, b.store.explain(err)
	}
	if p.Held, p.Kept, err = held(ctx, db, e); err != nil {
		return p, b.store.explain(err)
	}
	texts, err := selves(ctx, db, p.Customer)
	if err != nil {
		return p, b.store.explain(err)
	}
	if p.Mentions, err = mentions(ctx, db, e.Customer, texts); err != nil {
		return p, b.store.explain(err)
	}
	p.Copies, err = b.store.Copies(ctx)
	return p, b.store.explain(err)
}

// customerOr reads a customer in whatever state, or says that it is gone for good.
func (b *Book) customerOr(ctx context.Context, db queryer, id int64) (*model.Customer, error) {
	if gone := isRemoved(ctx, db, model.Ref{Kind: model.KindCustomer, ID: id}); gone != nil {
		return nil, gone
	}
	return b.store.customers().get(ctx, db, id)
}

// held counts what is stored of a customer, and the purchases that stay.
func held(ctx context.Context, db queryer, e Erasing) (all []Held, kept int64, err error) {
	if e.KeepPurchases != "" {
		if kept, err = countRows(ctx, db, "SELECT count(*) FROM purchases WHERE customer_id = ? AND state < 2", e.Customer); err != nil {
			return nil, 0, err
		}
	}
	for _, h := range holdings() {
		n, err := countRows(ctx, db, "SELECT count(*) FROM "+h.table+" WHERE "+h.where(scopeOf)+" AND ?1 = ?1", e.Customer)
		if err != nil {
			return nil, 0, err
		}
		if n > 0 && (kept == 0 || h.table != "purchases" && h.table != "items") {
			all = append(all, Held{h.table, n})
		}
	}
	return all, kept, nil
}

func countRows(ctx context.Context, db queryer, text string, args ...any) (n int64, err error) {
	err = db.QueryRowContext(ctx, text, args...).Scan(&n)
	return n, err
}

// Erase removes a customer with all that is stored of it: the record, what belongs
// to it, what the history, imports, drafts and past queries say, the words of the
// search index, and the pages that earlier writes freed. It cannot be undone. What
// stays is that somebody was erased, by whom and when.
//
// Where another program reads the book just then, the record is gone but freed
// pages may still have parts of it: the erasure is then not Scrubbed.
func (b *Book) Erase(ctx context.Context, e Erasing) (*Erasure, error) {
	var done *Erasure
	err := b.store.securely(ctx, func() error {
		return b.store.inTx(ctx, func(t *tx) (err error) {
			done, err = t.erase(b, e)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	done.Scrubbed, err = b.Scrub(ctx)
	return done, err
}

// erase does the part of erasing that is a transaction.
func (t *tx) erase(b *Book, e Erasing) (*Erasure, error) {
	c, err := b.customerOr(t.ctx, t, e.Customer)
	if err != nil {
		return nil, err
	}
	done := &Erasure{Customer: e.Customer, Note: e.Note}
	if done.Held, done.Kept, err = held(t.ctx, t, e); err != nil {
		return nil, err
	}
	texts, err := selves(t.ctx, t, c)
	if err != nil {
		return nil, err
	}
	r, err := t.newRemoval()
	if err != nil {
		return nil, err
	}
	cs := &model.ChangeSet{Action: model.ActionErase, Kind: model.KindCustomer, Count: 1, Subject: numberText(e.Customer)}
	kept, err := r.eraseRecords(c, e, done.Kept > 0)
	if err != nil {
		return nil, err
	}
	for _, step := range []func() error{
		func() error { return r.clearNames(e.Customer, texts) },
		func() error { return t.forgetQueries(texts) },
		func() error { return r.removeWithProducts(b, cs, kept) },
		t.settleAll, t.mergeIndexes,
		func() error { return t.recordErasure(cs, done) },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return done, nil
}

// eraseRecords gathers the records of a customer. Where purchases stay it empties
// them and the customer, and returns the changes of those.
func (r *removal) eraseRecords(c *model.Customer, e Erasing, keeps bool) ([]model.Change, error) {
	if err := firstError(r.take(model.KindCustomer, "id = ?", c.ID), r.follow()); err != nil || !keeps {
		return nil, err
	}
	if err := r.t.exec("UPDATE temp.going SET stays = 1 WHERE kind = 'customer' OR kind = 'purchase' AND state < 2"); err != nil {
		return nil, err
	}
	nobody := &model.Customer{Meta: c.Meta, Kind: model.PersonKind, Name: e.KeepPurchases, Created: c.Created}
	if _, err := r.t.store.customers().write(r.t, c, nobody); err != nil {
		return nil, err
	}
	r.t.owes(c.ID).figures = true
	changes := []model.Change{{Ref: model.Ref{Kind: model.KindCustomer, ID: c.ID}, Last: c.ID, Revision: nobody.Revision, Fields: map[string][2]string{}}}
	rows, err := r.t.query("UPDATE purchases SET notes = '', after_sales = '', revision = revision + 1 WHERE id IN " +
		"(SELECT id FROM temp.going WHERE stays = 1 AND kind = 'purchase') RETURNING id, revision")
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		change := model.Change{Ref: model.Ref{Kind: model.KindPurchase}, Fields: map[string][2]string{}}
		err := rows.Scan(&change.ID, &change.Revision)
		change.Last = change.ID
		changes = append(changes, change)
		return err
	})
	ids := make([]int64, 0, len(changes))
	for _, c := range changes[1:] {
		ids = append(ids, c.ID)
	}
	return changes, firstError(err, r.t.store.purchases().sumAgain(r.t, ids))
}

// clearNames takes the names of the customer out of change sets that wrote its
// records behind those of others.
func (r *removal) clearNames(customer int64, texts []string) error {
	list, err := json.Marshal(texts)
	if err != nil {
		return err
	}
	return r.t.exec(`UPDATE change_sets SET subject = ?1, erased = 1 WHERE lower(subject) IN (SELECT value FROM json_each(?2))
		AND id IN (SELECT c.change_set FROM temp.going g JOIN changes c ON c.kind = g.kind AND c.record = g.id)`, numberText(customer), string(list))
}

// removeWithProducts removes the records, and the products that nobody else bought.
func (r *removal) removeWithProducts(b *Book, cs *model.ChangeSet, kept []model.Change) error {
	rows, err := r.t.query("SELECT DISTINCT product_id FROM items WHERE purchase_id IN " + scopeGoing(model.KindPurchase))
	products, err := scanAll(rows, err, scanOne[int64])
	if err := firstError(err, r.remove(b, cs, kept...)); err != nil {
		return err
	}
	for _, id := range products {
		others, err := r.t.one("SELECT 1 FROM items WHERE product_id = ? LIMIT 1", id)
		if err != nil {
			return err
		}
		if others == 1 {
			continue
		}
		if err := firstError(r.t.exec("DELETE FROM product_search WHERE rowid = ?", id), r.t.exec("DELETE FROM products WHERE id = ?", id)); err != nil {
			return err
		}
	}
	return nil
}

// recordErasure writes what is left.
func (t *tx) recordErasure(cs *model.ChangeSet, done *Erasure) error {
	counts, err := json.Marshal(done.Held)
	if err != nil {
		return err
	}
	done.ChangeSet, done.At, done.Actor = cs.ID, cs.At, cs.Actor
	return t.exec("INSERT INTO erasures (change_set, customer, counts, kept, note) VALUES (?, ?, ?, ?, ?)",
		cs.ID, done.Customer, string(counts), done.Kept, done.Note)
}

// Scrub ends erasures that could not write the whole file anew because another
// program read it, and reports whether the file is clean now. Where it cannot be
// written anew, for want of room, the problem is scrub_failed (Failed).
func (b *Book) Scrub(ctx context.Context) (clean bool, err error) {
	due, err := countRows(ctx, b.store.reader, "SELECT count(*) FROM erasures WHERE scrubbed = 0")
	if err != nil || due == 0 {
		return err == nil, b.store.explain(err)
	}
	if b.store.readOnly {
		return false, b.store.refusal()
	}
	err = b.store.scrub(ctx)
	var p *model.Problem
	if errors.As(err, &p) && p.Code == "book_read_elsewhere" {
		return false, nil
	}
	if err == nil {
		_, err = b.store.execute(ctx, "UPDATE erasures SET scrubbed = 1")
	}
	if err != nil {
		return false, model.NewProblem(model.Failed, "scrub_failed", "Path", b.store.path).Because(err)
	}
	return true, nil
}

// Erasures lists those that were done, the latest first.
func (b *Book) Erasures(ctx context.Context) ([]Erasure, error) {
	rows, err := b.store.reader.QueryContext(ctx, `SELECT e.customer, e.change_set, s.at, s.actor, e.counts, e.kept, e.note, e.scrubbed
		FROM erasures e JOIN change_sets s ON s.id = e.change_set ORDER BY e.change_set DESC`)
	all, err := scanAll(rows, err, func(rows *sql.Rows, e *Erasure) error {
		var at int64
		var counts string
		if err := rows.Scan(&e.Customer, &e.ChangeSet, &at, &e.Actor, &counts, &e.Kept, &e.Note, &e.Scrubbed); err != nil {
			return err
		}
		e.At = instant(at)
		return json.Unmarshal([]byte(counts), &e.Held)
	})
	return all, b.store.explain(err)
}
