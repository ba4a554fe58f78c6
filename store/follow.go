package store

import (
	"context"
	"database/sql"
	"strings"

	"kehu/model"
)

// A follower is what was read of the whole book and can be brought up to date where few
// customers were changed since: to read it anew takes a tenth of a second and more in a
// great book, in which somebody saves every few seconds.
type follower[T any] interface {
	bytes() int

	// follow returns the value with some customers as a transaction sees them; false
	// where that cannot be. The value itself stays as it is, for others read it.
	follow(ctx context.Context, t queryer, changed []int64) (T, bool, error)
}

// current returns a value as of the reader's version, if it is kept or can follow it.
func current[T follower[T]](ctx context.Context, r setReader, k *kept[T], of string) (v T, ok bool, err error) {
	if v, ok := k.get(r.version, of); ok {
		return v, true, nil
	}
	if _, ok := k.last(of); !ok {
		return v, false, nil
	}
	r.store.caches.following.Lock()
	defer r.store.caches.following.Unlock()
	d, ok := k.last(of)
	if !ok || d.version >= r.version {
		return d.value, ok, nil
	}
	v, version, ok, err := broughtOn(ctx, r.store, d)
	switch {
	case ok:
		k.put(version, of, v)
	case err == nil:
		k.drop(of)
	}
	return v, ok, err
}

// broughtOn returns a value as the book is now, and of which version that is.
func broughtOn[T follower[T]](ctx context.Context, s *Store, d dated[T]) (v T, version int64, ok bool, err error) {
	t, err := s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return v, 0, false, err
	}
	defer func() { _ = t.Rollback() }() // it has written nothing
	if version, err = versionOf(ctx, t); err != nil {
		return v, 0, false, err
	}
	changed, ok, err := changedCustomers(ctx, t, d.version)
	if !ok || err != nil {
		return v, 0, false, err
	}
	v, ok, err = d.value.follow(ctx, t, changed)
	return v, version, ok, err
}

// mostFollowed is up to how many changes are followed: to bring in a customer takes some
// 0.1 ms.
const mostFollowed = 300

// changedCustomers returns the customers that records were changed of after a change set;
// false where they are many, or where more was changed than records.
func changedCustomers(ctx context.Context, t queryer, since int64) (ids []int64, ok bool, err error) {
	if wide, err := wideChange(ctx, t, since); wide || err != nil {
		return nil, false, err
	}
	ids, err = listIDs(ctx, t, clause{sql: `WITH n AS (SELECT kind, record, last, fields FROM changes WHERE change_set > ?1)
		SELECT record FROM n WHERE kind = 'customer' AND last = record
		UNION SELECT c.id FROM n JOIN customers c ON c.id BETWEEN n.record AND n.last WHERE n.kind = 'customer' AND n.last > n.record
		UNION SELECT p.customer_id FROM n JOIN purchases p ON p.id BETWEEN n.record AND n.last WHERE n.kind = 'purchase'
		UNION SELECT i.customer_id FROM n JOIN interactions i ON i.id BETWEEN n.record AND n.last WHERE n.kind = 'interaction'
		UNION SELECT CAST(m.value AS INTEGER) FROM n, json_each(n.fields, '$.customer_id') m WHERE instr(n.fields, '"customer_id":') > 0`, args: []any{since}})
	return ids, true, err
}

// wideChange reports whether change sets after one have changed many records, the book's
// settings or lists, or what can be computed.
func wideChange(ctx context.Context, t queryer, since int64) (wide bool, err error) {
	sides := "'" + strings.Join([]string{string(model.KindCustomer), string(model.KindPurchase), string(model.KindInteraction),
		string(model.KindTask), string(model.KindView)}, "', '") + "'"
	final := "'" + strings.Join([]string{string(model.ActionEmpty), string(model.ActionErase), string(model.ActionRepair),
		string(model.ActionSalvage)}, "', '") + "'"
	err = t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM change_sets WHERE id > ?1 AND (count > ?2 OR action IN (`+final+`)))
		OR (SELECT count(*) FROM (SELECT 1 FROM changes WHERE change_set > ?1 LIMIT ?2 + 1)) > ?2
		OR EXISTS (SELECT 1 FROM changes WHERE change_set > ?1 AND (last - record > ?2 OR kind NOT IN (`+sides+`)))`, since, mostFollowed).Scan(&wide)
	return wide, err
}
