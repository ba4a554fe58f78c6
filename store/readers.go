package store

import (
	"context"
	"database/sql"
	"sync"
)

// readers are the connections that read. What is read again and again, as the pages of
// a list are while somebody types, is kept prepared: to parse and to plan it takes a
// fifth of the time of a page.
type readers struct {
	*sql.DB

	mu   sync.Mutex
	seen map[string]bool      // texts that were read before
	kept map[string]*sql.Stmt // those of them that are prepared
}

// Bounds of what readers keep. What comes twice first is what comes most often; the
// statements of one connection take some 20 kB each.
const (
	mostKept    = 60
	mostSeen    = 400
	longestKept = 4 << 10 // bytes; longer ones have values in them
)

func newReaders(db *sql.DB) *readers {
	return &readers{DB: db, seen: map[string]bool{}, kept: map[string]*sql.Stmt{}}
}

// QueryContext is that of sql.DB.
func (r *readers) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if st := r.prepared(ctx, text); st != nil {
		return st.QueryContext(ctx, args...)
	}
	return r.DB.QueryContext(ctx, text, args...)
}

// QueryRowContext is that of sql.DB.
func (r *readers) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	if st := r.prepared(ctx, text); st != nil {
		return st.QueryRowContext(ctx, args...)
	}
	return r.DB.QueryRowContext(ctx, text, args...)
}

// prepared returns the statement of a text that was read before, nil for others and
// for what cannot be prepared.
func (r *readers) prepared(ctx context.Context, text string) *sql.Stmt {
	st, worth := r.known(text)
	if !worth {
		return st
	}
	st, err := r.DB.PrepareContext(ctx, text) // it may wait for a connection
	if err != nil {
		return nil // whoever reads it is told why
	}
	return r.keep(text, st)
}

// known returns the statement of a text if it is kept, and reports whether it is worth
// keeping where it is not.
func (r *readers) known(text string) (st *sql.Stmt, worth bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if st = r.kept[text]; st != nil || len(text) > longestKept || len(r.kept) == mostKept {
		return st, false
	}
	if r.seen[text] {
		return nil, true
	}
	if len(r.seen) == mostSeen {
		clear(r.seen)
	}
	r.seen[text] = true
	return nil, false
}

// keep keeps a statement, unless somebody was faster.
func (r *readers) keep(text string, st *sql.Stmt) *sql.Stmt {
	r.mu.Lock()
	defer r.mu.Unlock()
	if other := r.kept[text]; other != nil {
		st.Close()
		return other
	}
	r.kept[text] = st
	return st
}
