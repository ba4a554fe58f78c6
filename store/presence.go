package store

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"kehu/model"
)

// Who has a form open on what stands in the file of their session, on which they hold
// a lock (drafts.go): it goes with the process in whatever manner that ends, is no
// part of the book's data, and can be told while somebody else writes the book.

// An Editing is a form that somebody has open.
type Editing struct {
	Actor    string    `json:"actor"`
	Ref      model.Ref `json:"ref"`      // the record; ID 0 for a new one
	Customer int64     `json:"customer"` // whom it is about
}

// Show says which forms the session has open now, which Tell then tells the others.
// It waits for nothing.
func (d *Desk) Show(open []Editing) {
	d.showing.Lock()
	defer d.showing.Unlock()
	d.shown = slices.Clone(open)
	for i := range d.shown {
		d.shown[i].Actor = d.book.actor.Name
	}
}

// Tell tells other sessions what was last shown. Where no file can be made beside the
// book nobody is told, which is no error: nothing is lost by it.
func (d *Desk) Tell() {
	d.showing.Lock()
	defer d.showing.Unlock()
	if d.name() == "" && len(d.shown) == 0 {
		return
	}
	if _, ok, err := d.open(); !ok || err != nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.lock == nil { // the session ended meanwhile
		return
	}
	text, err := json.Marshal(d.shown)
	if err != nil {
		panic(err) // texts and numbers can always be written
	}
	if _, err := d.lock.WriteAt(text, 0); err == nil {
		_ = d.lock.Truncate(int64(len(text))) // what is left of a longer text is no JSON, and is not heeded
	}
}

// Others returns the forms that other sessions have open, as of the last look.
func (d *Desk) Others() []Editing {
	return d.book.store.sessions.seen(d.name())
}

// lookEvery is how often it is looked what others have open.
const lookEvery = 500 * time.Millisecond

// WatchOthers returns a channel that has a value when other sessions have opened or
// closed forms, or ended; it is closed when ctx ends.
func (s *Store) WatchOthers(ctx context.Context) <-chan struct{} {
	ch := s.sessions.notify.add(func(ctx context.Context) func() {
		s.sessions.look()
		return func() { s.sessions.watch(ctx) }
	})
	context.AfterFunc(ctx, func() { s.sessions.notify.remove(ch) })
	return ch
}

// sessions knows those of a book that live, and what they have open.
type sessions struct {
	book   string // its file
	notify *notifier

	mu      sync.Mutex
	looks   int
	folder  time.Time            // when the folder was last changed, as of the last look
	known   map[string]*openSets // by session
	changes int64
}

// openSets is what a session has open.
type openSets struct {
	written time.Time // when its file was; of the text that is read
	size    int64
	open    []Editing
}

func newSessions(path string) *sessions {
	return &sessions{book: path, notify: newNotifier(), known: map[string]*openSets{}}
}

func (l *sessions) watch(ctx context.Context) {
	each(ctx, lookEvery, func() {
		if changes := l.look(); changes > 0 {
			l.notify.wake(changes)
		}
	})
}

// wholeLook is after how many looks the folder is read though it says that it did not
// change: some file systems are coarse about that.
const wholeLook = 20

// look looks at the sessions and returns how often anything was another than at the
// look before.
func (l *sessions) look() (changes int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	info, err := os.Stat(filepath.Dir(l.book))
	if err != nil {
		return l.changes
	}
	if l.looks++; l.looks%wholeLook == 1 || !info.ModTime().Equal(l.folder) {
		l.folder = info.ModTime()
		l.find()
	}
	for session := range l.known {
		l.read(session)
	}
	return l.changes
}

// find finds the files of sessions that are not known yet.
func (l *sessions) find() {
	prefix := filepath.Base(l.book) + sessionInfix
	entries, err := os.ReadDir(filepath.Dir(l.book))
	if err != nil {
		return
	}
	for _, e := range entries {
		session, is := strings.CutPrefix(e.Name(), prefix)
		if is && l.known[session] == nil && !strings.HasSuffix(session, unlocked) {
			l.known[session] = &openSets{}
		}
	}
}

// read reads what a session has open; one that does not live is forgotten.
func (l *sessions) read(session string) {
	file, known := l.book+sessionInfix+session, l.known[session]
	info, err := os.Stat(file)
	if err != nil || !sessionLives(file) {
		delete(l.known, session)
		l.note(len(known.open) > 0)
		return
	}
	if info.ModTime().Equal(known.written) && info.Size() == known.size {
		return
	}
	var open []Editing
	text, err := os.ReadFile(file)
	if err != nil || len(text) > 0 && json.Unmarshal(text, &open) != nil {
		return // it is being written: the next look will read it
	}
	l.note(!slices.Equal(open, known.open))
	known.open, known.written, known.size = open, info.ModTime(), info.Size()
}

func (l *sessions) note(isChange bool) {
	if isChange {
		l.changes++
	}
}

// seen lists what sessions but one have open.
func (l *sessions) seen(except string) (all []Editing) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for session, s := range l.known {
		if session != except {
			all = append(all, s.open...)
		}
	}
	slices.SortFunc(all, func(a, b Editing) int { return strings.Compare(a.Actor, b.Actor) })
	return all
}
