package store

import (
	"context"
	"database/sql"
	"errors"
)

// snapshots runs f with the book as it is at one moment, on connections of its
// own: long reading must not keep those of the screen busy. They are as many as
// asked for, so that several goroutines can read.
//
// Each connection sees the book as it was when it began to read. All see the same
// where the same change set is the last to all; else somebody wrote in between,
// and they begin again.
func (s *Store) snapshots(ctx context.Context, n int, f func(context.Context, []queryer) error) (err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	db, err := s.openReader(ctx, "file")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for ctx.Err() == nil {
		all, same, end, err := beginTogether(ctx, db, n)
		if err == nil && same {
			err = f(ctx, all)
		}
		if end(); err != nil || same {
			return err
		}
	}
	return ctx.Err()
}

// beginTogether begins to read on n connections and reports whether they see the
// same book.
func beginTogether(ctx context.Context, db *sql.DB, n int) (all []queryer, same bool, end func(), err error) {
	var txs []*sql.Tx
	end = func() {
		for _, t := range txs {
			_ = t.Rollback() // it has written nothing
		}
	}
	var first int64
	same = true
	for range n {
		t, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
		if err != nil {
			return nil, false, end, err
		}
		txs, all = append(txs, t), append(all, t)
		var last int64
		if err := t.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM change_sets").Scan(&last); err != nil {
			return nil, false, end, err
		}
		if len(all) == 1 {
			first = last
		}
		same = same && last == first
	}
	return all, same, end, nil
}
