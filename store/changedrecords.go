package store

import (
	"context"
	"database/sql"

	"kehu/model"
)

// ChangedRecords returns a window of what a change set did, in the order in which
// it was done, one record each: runs are taken apart. A limit of 0 returns all.
func (b *Book) ChangedRecords(ctx context.Context, set int64, offset, limit int) ([]model.Change, error) {
	hasRuns, err := b.hasRuns(ctx, set)
	if err != nil {
		return nil, b.store.explain(err)
	}
	read := b.changedOneByOne
	if hasRuns {
		read = b.changedInRuns
	}
	changes, err := read(ctx, set, offset, limitOrAll(limit))
	return changes, b.store.explain(err)
}

// CountChanged returns how many records a change set touched, of all kinds.
func (b *Book) CountChanged(ctx context.Context, set int64) (n int, err error) {
	count := "SELECT count(*) FROM changes WHERE change_set = ?"
	hasRuns, err := b.hasRuns(ctx, set)
	if hasRuns {
		count = "SELECT coalesce(sum(last - record + 1), 0) FROM changes WHERE change_set = ?"
	}
	if err == nil {
		err = b.store.reader.QueryRowContext(ctx, count, set).Scan(&n)
	}
	return n, b.store.explain(err)
}

func (b *Book) hasRuns(ctx context.Context, set int64) (has bool, err error) {
	err = b.store.reader.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM changes WHERE change_set = ? AND last > record)", set).Scan(&has)
	return has, err
}

// changedOneByOne counts off in the index.
func (b *Book) changedOneByOne(ctx context.Context, set int64, offset, limit int) ([]model.Change, error) {
	rows, err := b.store.reader.QueryContext(ctx, "SELECT "+changeColumns+` FROM changes c
		WHERE id IN (SELECT id FROM changes WHERE change_set = ? ORDER BY id LIMIT ? OFFSET ?) ORDER BY id`, set, limit, offset)
	return scanAll(rows, err, scanChange)
}

// changedInRuns adds the lengths of runs up to where the window begins.
func (b *Book) changedInRuns(ctx context.Context, set int64, offset, limit int) ([]model.Change, error) {
	rows, err := b.store.reader.QueryContext(ctx, "SELECT upto, "+changeColumns+` FROM
		(SELECT *, sum(last - record + 1) OVER (ORDER BY id) AS upto FROM changes WHERE change_set = ?) c WHERE upto > ? LIMIT ?`, set, offset, limit)
	var out []model.Change
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var upto int
		var c model.Change
		err := scanChangeWith(rows, &c, &upto)
		begin := upto - int(c.Last-c.ID+1)
		for id := c.ID + int64(max(offset-begin, 0)); id <= c.Last && (limit < 0 || len(out) < limit); id++ {
			one := c
			one.ID, one.Last = id, id
			out = append(out, one)
		}
		return err
	})
	return out, err
}
