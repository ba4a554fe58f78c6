package store

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// pollEvery is how often the file is asked for commits of other processes. One
// PRAGMA data_version costs about 10 µs.
const pollEvery = 300 * time.Millisecond

// A notifier wakes watchers in this process after a commit, and polls for those
// of other processes while there is anybody to wake.
//
// Not every commit is news: drafts of forms are written each second, and nobody
// need read a list again for one. Transactions that concern everybody count up
// the commits of the book, and only another count than the last one wakes.
type notifier struct {
	mu       sync.Mutex
	watchers map[chan struct{}]bool
	commits  int64              // the count for which the watchers were woken last
	stop     context.CancelFunc // ends the polling
	polling  sync.WaitGroup
}

func newNotifier() *notifier { return &notifier{watchers: map[chan struct{}]bool{}} }

// wake gives every watcher a value, unless one is waiting for it already, or all
// were woken for this count of commits.
func (n *notifier) wake(commits int64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if commits == n.commits {
		return
	}
	n.commits = commits
	for ch := range n.watchers {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

// add makes a watcher; the first one starts the polling: start takes note of how
// things stand and returns what then looks for changes.
func (n *notifier) add(start func(context.Context) func()) chan struct{} {
	ch := make(chan struct{}, 1)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.watchers[ch] = true
	if len(n.watchers) == 1 {
		var ctx context.Context
		ctx, n.stop = context.WithCancel(context.Background())
		n.polling.Go(start(ctx))
	}
	return ch
}

// remove ends a watcher; the last one ends the polling.
func (n *notifier) remove(ch chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.watchers, ch)
	close(ch)
	if len(n.watchers) == 0 {
		n.stop()
	}
}

// end ends the polling and waits for it: it holds the file open.
func (n *notifier) end() {
	n.mu.Lock()
	if n.stop != nil {
		n.stop()
	}
	n.mu.Unlock()
	n.polling.Wait()
}

// Watch returns a channel that has a value whenever something was committed
// since the last one was taken, by this process or another; it is closed when
// ctx ends. All watchers of a store share one poller.
func (s *Store) Watch(ctx context.Context) <-chan struct{} {
	ch := s.notify.add(s.pollOthers)
	context.AfterFunc(ctx, func() { s.notify.remove(ch) })
	return ch
}

// pollOthers returns what wakes the watchers after commits of other processes
// from now on, until ctx ends. data_version is a matter of one connection
// (https://sqlite.org/pragma.html#pragma_data_version), and the readers' pool
// must not lose one: so this one is opened for it.
func (s *Store) pollOthers(ctx context.Context) func() {
	db, err := sql.Open("sqlite", dsn(s.path, "mode=ro", "_pragma=busy_timeout(10000)"))
	if err != nil {
		return func() {}
	}
	db.SetMaxOpenConns(1)
	last := dataVersion(ctx, db)
	s.notify.begin(commits(ctx, db))
	return func() {
		defer db.Close()
		each(ctx, pollEvery, func() {
			if now := dataVersion(ctx, db); now != last {
				last = now
				s.notify.wake(commits(ctx, db))
			}
		})
	}
}

// each calls f again and again until ctx ends.
func each(ctx context.Context, pause time.Duration, f func()) {
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			f()
		}
	}
}

// begin takes note of the commits that watchers know of.
func (n *notifier) begin(commits int64) { n.commits = commits }

// countCommit counts a commit that concerns everybody.
const countCommit = `INSERT INTO settings (key, value) VALUES ('commits', '1')
	ON CONFLICT (key) DO UPDATE SET value = CAST(value + 1 AS TEXT) RETURNING CAST(value AS INTEGER)`

// commits returns the count of commits, 0 when the file cannot be asked just now
// or has none.
func commits(ctx context.Context, db queryer) (n int64) {
	_ = db.QueryRowContext(ctx, "SELECT value FROM settings WHERE key = 'commits'").Scan(&n)
	return n
}

// dataVersion is 0 when the file cannot be asked just now.
func dataVersion(ctx context.Context, db *sql.DB) (version int64) {
	_ = db.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version)
	return version
}
