package tui

import (
	"sync"

	tea "charm.land/bubbletea/v2"
)

// waits counts the writes of a session that wait for somebody else who writes. The
// store tells of them beside Update.
type waits struct {
	mu      sync.Mutex
	n       int
	changed chan struct{} // has a value after another count
}

func newWaits() *waits { return &waits{changed: make(chan struct{}, 1)} }

func (w *waits) tell(isWaiting bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if isWaiting {
		w.n++
	} else {
		w.n--
	}
	select {
	case w.changed <- struct{}{}:
	default:
	}
}

func (w *waits) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.n
}

// waited says that a write waits, or waits no longer.
type waited struct{}

func (r *root) watchWaits() tea.Cmd { return r.await(r.waiting, waited{}) }

// sayWaits tells the person why nothing seems to happen, for as long as that is so.
func (r *root) sayWaits() tea.Cmd {
	waiting := toast{text: r.t("tui.waiting"), hint: r.t("tui.waiting_hint"), tone: warn}
	switch {
	case r.waits.count() > 0:
		r.say(waiting)
	case r.toast == waiting:
		r.say(toast{})
	}
	return r.watchWaits()
}
