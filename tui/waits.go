package tui

import (
	"context"
	"sync"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
)

// waits knows what of a session is held up: writes that wait for somebody else who
// writes, and large ones before which the book is copied. The store tells of them
// beside Update.
type waits struct {
	mu      sync.Mutex
	held    map[*work]bool
	changed chan struct{} // has a value after another state
}

// A work is something that may be held up. What stop ends is given up by Esc; it is
// nil for work that has a screen with keys of its own.
type work struct {
	stop    context.CancelFunc
	waiting int // writes that wait for a turn
	copied  int // of the book, in percent; -1 while it is not copied
}

func newWaits() *waits { return &waits{held: map[*work]bool{}, changed: make(chan struct{}, 1)} }

// follow returns a context for work of which the person is told while it is held up.
func (w *waits) follow(ctx context.Context, stop context.CancelFunc) context.Context {
	one := &work{stop: stop, copied: -1}
	ctx = store.TellWaiting(ctx, func(isWaiting bool) {
		w.tell(one, func() {
			if isWaiting {
				one.waiting++
			} else {
				one.waiting--
			}
		})
	})
	return store.TellBackup(ctx, func(percent int) { w.tell(one, func() { one.copied = percent }) })
}

func (w *waits) tell(one *work, change func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if change(); one.waiting > 0 || one.copied >= 0 {
		w.held[one] = true
	} else {
		delete(w.held, one)
	}
	select {
	case w.changed <- struct{}{}:
	default:
	}
}

// state joins what is held up: how many writes wait, how much of the book is copied
// (-1 for no copy), and whether Esc gives any of it up.
func (w *waits) state() (all work, canStop bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	all.copied = -1
	for one := range w.held {
		all.waiting += one.waiting
		all.copied = max(all.copied, one.copied)
		canStop = canStop || one.stop != nil
	}
	return all, canStop
}

// giveUp ends what is held up and reports whether there was anything.
func (w *waits) giveUp() (any bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for one := range w.held {
		if one.stop != nil {
			any = true
			one.stop()
		}
	}
	return any
}

// givenUp is the error of work that the person gave up.
func givenUp() error { return model.NewProblem(model.Failed, "given_up") }

// waited says that something is held up, or goes on.
type waited struct{}

func (r *root) watchWaits() tea.Cmd { return r.await(r.waiting, waited{}) }

// sayWaits tells the person why nothing seems to happen, for as long as that is so.
func (r *root) sayWaits() tea.Cmd {
	before := r.holdup
	if r.holdup = r.holdupNow(); r.holdup.text != "" || r.toast == before {
		r.say(r.holdup)
	}
	return r.watchWaits()
}

// holdupNow says what is held up and how to give it up.
func (r *root) holdupNow() toast {
	all, canStop := r.waits.state()
	t := toast{tone: warn}
	switch {
	case all.copied >= 0:
		t.text = r.t("tui.backing_up", "Count", all.copied)
	case all.waiting > 0:
		t.text = r.t("tui.waiting")
	default:
		return toast{}
	}
	if canStop {
		t.hint = r.t("tui.waiting_hint")
	}
	return t
}
