package store

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// Writers take turns: within a process in the order in which they came, between
// processes by asking SQLite's lock. Nobody is sent away: a person who must wait is
// told, and may give up.

// askAgain is for how long SQLite asks for the lock before the context is looked at.
const askAgain = 250 * time.Millisecond

// tellAfter is how long somebody waits for a turn without being told why.
const tellAfter = time.Second

type tellKey struct{}

// TellWaiting returns a context whose writes call tell with true when they have waited
// a second for somebody else who writes, and with false when they wait no longer.
// tell is called from goroutines of its own.
func TellWaiting(ctx context.Context, tell func(isWaiting bool)) context.Context {
	return context.WithValue(ctx, tellKey{}, tell)
}

// quietly returns a context whose writes tell nobody that they wait.
func quietly(ctx context.Context) context.Context {
	return context.WithValue(ctx, tellKey{}, nil)
}

// telling begins to count how long a turn is waited for; end ends it.
func telling(ctx context.Context) (end func()) {
	tell, asked := ctx.Value(tellKey{}).(func(bool))
	if !asked {
		return func() {}
	}
	var mu sync.Mutex
	var told, ended bool
	timer := time.AfterFunc(tellAfter, func() {
		mu.Lock()
		defer mu.Unlock()
		if !ended {
			told = true
			tell(true)
		}
	})
	return func() {
		timer.Stop()
		mu.Lock()
		defer mu.Unlock()
		if ended = true; told {
			tell(false)
		}
	}
}

// takeTurn begins work with the writer when nobody else has it, and returns the
// writer, to be closed. begin must change nothing when it fails because somebody else
// writes: it is tried again until ctx ends.
func (s *Store) takeTurn(ctx context.Context, begin func(*sql.Conn) error) (*sql.Conn, error) {
	end := telling(ctx)
	defer end()
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return nil, err
	}
	for err = begin(conn); isCode(err, busy) && ctx.Err() == nil; {
		err = begin(conn)
	}
	if err == nil {
		return conn, nil
	}
	conn.Close()
	return nil, firstError(ctx.Err(), err)
}

// execute runs a statement that is a write of its own, in its turn.
func (s *Store) execute(ctx context.Context, text string, args ...any) (res sql.Result, err error) {
	conn, err := s.takeTurn(ctx, func(conn *sql.Conn) (err error) {
		res, err = conn.ExecContext(ctx, text, args...)
		return err
	})
	if err != nil {
		return nil, err
	}
	return res, conn.Close()
}
