package tui

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"kehu/locale"
	"kehu/model"
	"kehu/query"
	"kehu/store"
	"kehu/tui/widget"
)

// A session is what all screens of one program share.
type session struct {
	ctx        context.Context
	store      *store.Store
	book       *store.Book
	now        func() time.Time
	p          *locale.Printer
	styles     widget.Styles
	settings   model.Settings
	levels     []model.Level
	custom     []model.CustomField // of the user's own; removed ones behind
	cat        *query.Catalogue    // the fields that queries know
	nav        navigator
	other      *locale.Printer // speaks the other language; nil until something needs its words
	keys       keymap          // keys that the person chose
	clipboard  clipboard
	desk       *store.Desk   // where forms keep what is typed
	rest       time.Duration // how long what was typed may be unkept
	beat       time.Duration // how often progress is drawn
	waits      *waits
	outside    outside // the person's own editor
	run        runner  // gives the terminal to another program
	unwritable string  // id of the reason why the book cannot be written; "" where it can
	copies     store.BackupStatus
	remote     bool // files that the person can name are not on this machine
}

// A navigator moves between screens and speaks to the person; root is one.
type navigator interface {
	push(screen) tea.Cmd // shows a screen on top of the current one
	pop() tea.Cmd        // goes back to the one below
	say(toast)           // until the next key

	replace(old, next screen) tea.Cmd // puts a screen in the place of another, wherever that is
	dismiss(func(screen) bool)        // takes screens away, wherever they are
}

// t returns a message in the session's language.
func (s *session) t(id string, args ...any) string { return s.p.T(id, args...) }

// today is the present day where the program runs.
func (s *session) today() model.Date { return model.DateOf(s.now()) }

// level returns the level with a key; an unknown key names itself.
func (s *session) level(key string) model.Level {
	for _, l := range s.levels {
		if l.Key == key {
			return l
		}
	}
	return model.Level{Key: key}
}

// landed is what a command brings back: a step to be taken in Update.
type landed func() tea.Cmd

// ask does work away from the screen and gives its result to then, which runs in
// Update and may change screens. Work runs beside Update: it must not read what
// Update changes, such as the language. A panic in it arrives as an error.
// While it is held up by others who write, or by a copy of the book that is made
// first, Esc gives it up.
func ask[T any](s *session, work func(context.Context) (T, error), then func(T, error) tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		ctx, stop := context.WithCancel(s.ctx)
		defer stop()
		v, err := protect(s.waits.follow(ctx, stop), work)
		if err != nil && ctx.Err() != nil {
			err = givenUp()
		}
		return landed(func() tea.Cmd {
			if s.ctx.Err() != nil { // the session ends: nobody is looking
				return nil
			}
			return then(v, err)
		})
	}
}

// protect runs work and turns a panic into an error.
func protect[T any](ctx context.Context, work func(context.Context) (T, error)) (v T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return work(ctx)
}

// written is a change set with the one that it took back or did again.
type written struct{ set, of *model.ChangeSet }

// change does work that writes, says what was done or why not, and goes on with
// then (which may be nil) when it succeeded.
func (s *session) change(work func(context.Context) (*model.ChangeSet, error), then func() tea.Cmd) tea.Cmd {
	return ask(s, func(ctx context.Context) (w written, err error) {
		if w.set, err = work(ctx); err == nil && w.set != nil {
			w.of = s.original(ctx, w.set)
		}
		return w, err
	}, func(w written, err error) tea.Cmd {
		if err != nil {
			s.fail(err)
			return nil
		}
		if w.set != nil {
			s.nav.say(toast{text: s.done(w), tone: good})
		}
		if then == nil {
			return nil
		}
		return then()
	})
}

// fail tells the person of an error.
func (s *session) fail(err error) {
	message, hint := s.p.Error(err)
	tone := bad
	var p *model.Problem
	if errors.As(err, &p) && p.Code == "given_up" { // as the person wished
		tone = plain
	}
	s.nav.say(toast{text: message, hint: hint, tone: tone})
}
