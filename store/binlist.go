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

// A BinEntry is one record in the bin.
type BinEntry struct {
	model.Ref
	Name     string    // of the customer or view; order number or first product; content; title
	Customer string    // whose it is; "" for customers and views
	At       time.Time // when it was binned
	Actor    string    // by whom
	Set      int64     // the change set that did it
}

// A BinQuery says which entries of the bin are wanted, and in which order.
type BinQuery struct {
	// Text finds entries that hold each of its words: in the name, that of the
	// customer or of who binned it, also by sound and initials.
	Text string
	Set  int64  // of this change set alone; 0 for all
	Sort string // one of BinSorts; "" for the latest first
	Desc bool
	// Offset and Limit cut a page out; a limit of 0 returns all.
	Offset, Limit int
}

// BinSorts are the columns by which the bin can be sorted.
func BinSorts() []string { return []string{"kind", "name", "customer", "at", "actor"} }

// binned selects what is in the bin.
func binned() string {
	var kinds []string
	for kind, columns := range nameColumns {
		kinds = append(kinds, "SELECT '"+string(kind)+"', id, "+columns+" FROM "+tables[kind]+" r WHERE state = 1")
	}
	return "WITH b (kind, id, name, owner, currency) AS (" + strings.Join(kinds, " UNION ALL ") + ") SELECT * FROM b"
}

// binnedSince adds whose it is, and the change set that binned it: the last that
// touched the record, alone or in a run.
func binnedSince() string {
	return `SELECT b.kind, b.id, b.name,
			coalesce((SELECT CASE WHEN name <> '' THEN name ELSE company END FROM customers WHERE id = b.owner), '') AS customer,
			coalesce(s.at, 0) AS at, coalesce(s.actor, '') AS actor, coalesce(s.id, 0) AS change_set
		FROM (` + binned() + `) b LEFT JOIN change_sets s ON s.id = max(
			coalesce((SELECT max(change_set) FROM changes c WHERE c.kind = b.kind AND c.record = b.id), 0),
			coalesce((SELECT max(change_set) FROM changes c WHERE c.kind = b.kind AND c.last > c.record AND c.record <= b.id AND c.last >= b.id), 0))`
}

// Binned returns what of the bin a query finds, the latest first unless it says
// otherwise.
func (b *Book) Binned(ctx context.Context, q BinQuery) ([]BinEntry, error) {
	if q.Text != "" || q.sortsByText() {
		all, err := b.binned(ctx, q, 0, 0)
		return pageOf(q.narrow(all), q.Offset, q.Limit), err
	}
	return b.binned(ctx, q, q.Offset, q.Limit)
}

// binned reads entries in an order of the database's own.
func (b *Book) binned(ctx context.Context, q BinQuery, offset, limit int) ([]BinEntry, error) {
	order := "change_set DESC, kind, id"
	if q.Sort == "at" && !q.Desc {
		order = "change_set, kind, id"
	}
	rows, err := b.store.reader.QueryContext(ctx, "SELECT * FROM ("+binnedSince()+") WHERE ?1 = 0 OR change_set = ?1 ORDER BY "+order+" LIMIT ?2 OFFSET ?3",
		q.Set, limitOrAll(limit), offset)
	entries, err := scanAll(rows, err, func(rows *sql.Rows, e *BinEntry) error {
		var at int64
		err := rows.Scan(&e.Kind, &e.ID, &e.Name, &e.Customer, &at, &e.Actor, &e.Set)
		e.At = instant(at)
		return err
	})
	return entries, b.store.explain(err)
}

// BinnedCount returns how many entries of the bin a query finds.
func (b *Book) BinnedCount(ctx context.Context, q BinQuery) (n int, err error) {
	if q.Text != "" {
		all, err := b.binned(ctx, q, 0, 0)
		return len(q.narrow(all)), err
	}
	text, args := "SELECT count(*) FROM ("+binned()+")", []any{}
	if q.Set != 0 {
		text, args = "SELECT count(*) FROM ("+binnedSince()+") WHERE change_set = ?", []any{q.Set}
	}
	err = b.store.reader.QueryRowContext(ctx, text, args...).Scan(&n)
	return n, b.store.explain(err)
}

// BinnedWith lists what went into the bin by the same change set as a record and is
// there still; a record that is not there is a NotFound problem.
func (b *Book) BinnedWith(ctx context.Context, ref model.Ref) (refs []model.Ref, err error) {
	var set int64
	err = b.store.reader.QueryRowContext(ctx, "SELECT change_set FROM ("+binnedSince()+") WHERE kind = ? AND id = ?", string(ref.Kind), ref.ID).Scan(&set)
	if isNoRow(err) {
		return nil, model.NewProblem(model.NotFound, "not_in_bin", "ID", ref.ID)
	}
	if err != nil {
		return nil, b.store.explain(err)
	}
	entries, err := b.binned(ctx, BinQuery{Set: set}, 0, 0)
	for _, e := range entries {
		refs = append(refs, e.Ref)
	}
	return refs, err
}

// sortsByText reports whether the order is one of how people sort texts, which the
// database does not know.
func (q BinQuery) sortsByText() bool { return q.Sort != "" && q.Sort != "at" }

// narrow leaves out what the text does not find and sorts the rest.
func (q BinQuery) narrow(all []BinEntry) []BinEntry {
	if words := strings.Fields(q.Text); len(words) > 0 {
		all = slices.DeleteFunc(all, func(e BinEntry) bool { return !e.holds(words) })
	}
	if !q.sortsByText() {
		return all
	}
	key := func(e BinEntry) string {
		return pinyin.SortKey(map[string]string{"kind": string(e.Kind), "name": e.Name, "customer": e.Customer, "actor": e.Actor}[q.Sort])
	}
	slices.SortStableFunc(all, func(x, y BinEntry) int {
		n := strings.Compare(key(x), key(y))
		if q.Desc {
			return -n
		}
		return n
	})
	return all
}

// holds reports whether each word is in a text of the entry.
func (e BinEntry) holds(words []string) bool {
	texts := []string{e.Name, e.Customer, e.Actor}
	return !slices.ContainsFunc(words, func(word string) bool {
		return !slices.ContainsFunc(texts, func(text string) bool {
			_, _, found := pinyin.Find(text, word)
			return found
		})
	})
}

// pageOf cuts a page out of all rows.
func pageOf[T any](all []T, offset, limit int) []T {
	all = all[min(offset, len(all)):]
	if limit > 0 {
		all = all[:min(limit, len(all))]
	}
	return all
}
