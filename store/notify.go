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

// A notifier wakes watchers in this process after a commit.
type notifier struct {
	mu       sync.Mutex
	watchers map[chan struct{}]bool
}

func newNotifier() *notifier { return &notifier{watchers: map[chan struct{}]bool{}} }

// wake gives every watcher a value, unless one is waiting for it already.
func (n *notifier) wake() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for ch := range n.watchers {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

func (n *notifier) add() chan struct{} {
	ch := make(chan struct{}, 1)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.watchers[ch] = true
	return ch
}

func (n *notifier) remove(ch chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.watchers, ch)
	close(ch)
}

// Watch returns a channel that has a value whenever something was committed
// since the last one was taken, by this process or another; it is closed when
// ctx ends.
func (s *Store) Watch(ctx context.Context) <-chan struct{} {
	ch := s.notify.add()
	go func() {
		defer s.notify.remove(ch)
		s.pollOthers(ctx)
	}()
	return ch
}

// pollOthers wakes the watchers after commits of other processes until ctx
// ends. data_version is a matter of one connection, so it has one of its own
// (https://sqlite.org/pragma.html#pragma_data_version).
func (s *Store) pollOthers(ctx context.Context) {
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		<-ctx.Done()
		return
	}
	defer conn.Close()
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	last := dataVersion(ctx, conn)
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if now := dataVersion(ctx, conn); now != last {
				last = now
				s.notify.wake()
			}
		}
	}
}

// dataVersion is 0 when the file cannot be asked just now.
func dataVersion(ctx context.Context, conn *sql.Conn) (version int64) {
	_ = conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version)
	return version
}
