package store

import (
	"context"
	"database/sql"
	"errors"

	"kehu/model"
)

// A tx is one write in progress: a transaction, and what must be computed again
// before it ends.
// Statements are prepared once and used for all the rows of a bulk write.
type tx struct {
	ctx   context.Context
	sql   *sql.Tx
	store *Store
	stmts map[string]*sql.Stmt
	due   map[int64]*due // by customer: what must be computed again

	pending      pendingWords         // of a bulk write; nil for others
	indexed      int                  // customers in segments that were written
	building     func() builtSegment  // waits for the segment that is being built; nil when there is none
	traces       *traces              // of the customers that a bulk write wrote; nil for other writes
	earlier      *earlier             // what the book had before a bulk write; nil where it was empty
	trial                             // of a dry run
	lastIDs      map[string]int64     // by table: the greatest id
	opening      standing             // what the next new customer has to its name
	derived      []any                // the derived columns of the next new customer, where they are known
	normals      map[[2]string]string // normal forms by kind and value, where they are known
	products     map[[2]string]int64  // ids by name and SKU
	productWords []any                // ids and words of new ones, which the index lacks yet
	settings     *model.Settings      // once read
	owesFigures  bool                 // of all who bought anything: the currency is another
	custom       []model.CustomField  // once read; never nil then
	knownLevel   string               // the level last found on the book's list
	owner        int64                // the customer last found to be in the book
	keepsIDs     bool                 // new records have their ids already

	seals      []*seal       // of the change sets under way
	waiting    []waitingRows // new rows, by table
	hasWaiting bool
}

// errRollback ends a transaction without writing and without an error.
var errRollback = errors.New("roll back")

// inTx runs f in a write transaction. It commits when f and the derived figures
// succeed, rolls back on any error or panic, and wakes the watchers.
func (s *Store) inTx(ctx context.Context, f func(*tx) error) error { return s.inTxAfter(ctx, ctx, f) }

// inTxAfter is inTx whose turn is waited for until wait ends, and which then ends with
// ctx.
func (s *Store) inTxAfter(wait, ctx context.Context, f func(*tx) error) error {
	if s.readOnly {
		return s.refusal()
	}
	var t *sql.Tx
	conn, err := s.takeTurn(wait, func(conn *sql.Conn) (err error) {
		t, err = conn.BeginTx(ctx, nil)
		return err
	})
	if err != nil {
		return s.explain(err)
	}
	defer conn.Close()
	defer t.Rollback() // after a commit this does nothing
	x := &tx{ctx: ctx, sql: t, store: s, stmts: map[string]*sql.Stmt{}, due: map[int64]*due{},
		products: map[[2]string]int64{}, lastIDs: map[string]int64{}}
	if err := f(x); err != nil {
		if errors.Is(err, errRollback) {
			return nil
		}
		return s.explain(err)
	}
	if err := firstError(x.settleAll(), x.closeSeals()); err != nil {
		return s.explain(err)
	}
	var commits int64
	if err := x.row(countCommit).Scan(&commits); err != nil {
		return s.explain(err)
	}
	if err := t.Commit(); err != nil {
		return s.explain(err)
	}
	s.notify.wake(commits)
	return nil
}

// stmt returns the prepared statement of a text, which sees all that was written before.
func (t *tx) stmt(text string) (*sql.Stmt, error) {
	if err := t.writeRows(); err != nil {
		return nil, err
	}
	return t.prepared(text)
}

// prepared returns the prepared statement of a text, which does not see the rows
// that wait.
func (t *tx) prepared(text string) (*sql.Stmt, error) {
	if st := t.stmts[text]; st != nil {
		return st, nil
	}
	st, err := t.sql.PrepareContext(t.ctx, text)
	if err == nil {
		t.stmts[text] = st
	}
	return st, err
}

// idFor returns the id of a new record of a table: its own where records keep
// theirs, else the next one.
func (t *tx) idFor(table string, own int64) (int64, error) {
	if t.keepsIDs && own > 0 {
		return own, nil
	}
	return t.newID(table)
}

// newID returns the id of the next record of a table.
func (t *tx) newID(table string) (int64, error) {
	last, err := t.lastID(table)
	if err == nil {
		last++
		t.lastIDs[table] = last
	}
	return last, err
}

// takeID notes that a record of a table brings its id.
func (t *tx) takeID(table string, id int64) error {
	last, err := t.lastID(table)
	t.lastIDs[table] = max(last, id)
	return err
}

// lastID returns the greatest id of a table.
func (t *tx) lastID(table string) (last int64, err error) {
	last, known := t.lastIDs[table]
	if known {
		return last, nil
	}
	last, err = t.greatestID(table)
	t.lastIDs[table] = last
	return last, err
}

// greatestID returns the greatest id that a record of a table has or, while it was
// in the file, had.
func (t *tx) greatestID(table string) (last int64, err error) {
	if err := t.row("SELECT coalesce(max(id), 0) FROM " + table).Scan(&last); err != nil {
		return 0, err
	}
	for kind, of := range tables {
		if of == table {
			gone, err := t.one("SELECT coalesce((SELECT last FROM removed WHERE kind = ? ORDER BY record DESC LIMIT 1), 0)", string(kind))
			return max(last, gone), err
		}
	}
	return last, nil
}

func (t *tx) exec(text string, args ...any) error {
	_, err := t.run(text, args...)
	return err
}

func (t *tx) run(text string, args ...any) (sql.Result, error) {
	if len(args) == 0 { // scripts have several statements
		if err := t.writeRows(); err != nil {
			return nil, err
		}
		return t.sql.ExecContext(t.ctx, text)
	}
	st, err := t.stmt(text)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(t.ctx, args...)
}

// QueryContext runs a query with the transaction's prepared statement.
func (t *tx) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	st, err := t.stmt(text)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

// QueryRowContext is QueryContext for one row.
func (t *tx) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	st, err := t.stmt(text)
	if err != nil {
		return t.sql.QueryRowContext(ctx, text, args...) // the row carries the error
	}
	return st.QueryRowContext(ctx, args...)
}

func (t *tx) row(text string, args ...any) *sql.Row { return t.QueryRowContext(t.ctx, text, args...) }

func (t *tx) query(text string, args ...any) (*sql.Rows, error) {
	return t.QueryContext(t.ctx, text, args...)
}

// queryer reads: a pool of connections, or a write in progress that sees its own changes.
type queryer interface {
	QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row
}
