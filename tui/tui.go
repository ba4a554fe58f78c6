package tui

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"kehu/config"
	"kehu/locale"
	"kehu/model"
	"kehu/store"
)

// Options say for whom and on what the screens run.
type Options struct {
	Store   *store.Store     // the open book; stays open
	Actor   model.Actor      // who writes
	Lang    string           // "zh" or "en"
	In, Out *os.File         // the terminal; nil for standard input and output
	NoColor bool             // as NO_COLOR asks
	ASCII   bool             // the terminal draws lines and dots too wide
	Config  config.File      // what the person's config file asks for, checked by CheckConfig
	Fault   error            // what is wrong with that file, which is then not used; said at the start
	Environ []string         // the terminal's environment; nil for the process's own
	Remote  bool             // the files that the person can name are on another machine: no import
	Now     func() time.Time // nil for time.Now; its zone is the zone of all times shown
	Tutor   *Tutorial        // leads through the screens; nil for none
	Import  *ImportStart     // an import to begin with; nil for none
}

// Run shows the book until the person leaves, the terminal goes away or ctx ends.
// The error is nil in all of these cases.
func Run(ctx context.Context, o Options) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	m := New(ctx, o)
	_, err := tea.NewProgram(m, o.program(ctx)...).Run()
	if errors.Is(err, tea.ErrProgramKilled) || errors.Is(err, tea.ErrInterrupted) || errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

func (o Options) program(ctx context.Context) []tea.ProgramOption {
	// Signals end the context. Bubble Tea's own handler must not act on them too:
	// the two would wait for each other, and the terminal would hang.
	opts := []tea.ProgramOption{tea.WithContext(ctx), tea.WithoutSignalHandler()}
	if o.In != nil {
		opts = append(opts, tea.WithInput(o.In))
	}
	if o.Out != nil {
		opts = append(opts, tea.WithOutput(o.Out))
	}
	if o.Environ != nil {
		opts = append(opts, tea.WithEnvironment(o.Environ))
	}
	if o.NoColor {
		opts = append(opts, tea.WithColorProfile(colorprofile.ASCII))
	}
	return opts
}

// New returns the program of one session, for a Bubble Tea runtime of the
// caller's. Commands end when ctx ends. In and Out are not used.
func New(ctx context.Context, o Options) tea.Model {
	waits := newWaits()
	ctx = waits.follow(ctx, nil)
	s := &session{
		ctx:        ctx,
		store:      o.Store,
		book:       o.Store.As(o.Actor, model.OriginScreen),
		now:        o.Now,
		remote:     o.Remote,
		unwritable: noWriting(o.Store),
		rest:       draftEvery,
		beat:       progressEvery,
		waits:      waits,
		run:        tea.ExecProcess,
		p:          locale.New(o.Lang),
		cat:        store.Catalogue(nil, nil), // until the book's levels are read
	}
	s.clipboard = clipboard{environ: o.Environ, remote: o.Remote}
	if o.Environ == nil {
		s.clipboard.environ = os.Environ()
	}
	if s.now == nil {
		s.now = time.Now
	}
	s.desk = s.book.Desk(ctx)
	s.outside = editorOf(s.clipboard.environ, o.Remote)
	r := &root{session: s, look: look{theme: themeAuto, color: !o.NoColor, ascii: o.ASCII, mouse: true, bgDark: true}, changes: o.Store.Watch(ctx), moved: o.Store.WatchOthers(ctx), waiting: waits.changed, begin: o.Import}
	if o.Fault == nil {
		r.configure(o.Config)
	}
	s.nav, s.styles = r, r.look.styles()
	r.sayConfig(o.Fault)
	r.readRules()
	r.start()
	if o.Tutor != nil {
		return newTutor(r, *o.Tutor)
	}
	return r
}

// start makes the tabs.
func (r *root) start() {
	r.tabs = []*tab{
		{label: "tui.tab.customers", stack: []screen{newCustomers(r.session)}},
		{label: "tui.tab.history", stack: []screen{newHistory(r.session)}},
		{label: "tui.tab.bin", stack: []screen{newBin(r.session)}},
		{label: "tui.tab.settings", stack: []screen{newSettings(r.session, chooseLook{
			theme:    func() theme { return r.look.theme },
			themes:   r.themeWords,
			setTheme: r.setTheme,
			more:     r.moreLook,
			setLang:  r.speak,
		})}},
	}
}

// rules are what the session knows of the book's own settings.
type rules struct {
	settings model.Settings
	levels   []model.Level
	custom   []model.CustomField // removed ones behind
}

// rules reads the settings, levels and custom fields of the book.
func (s *session) rules(ctx context.Context) (v rules, err error) {
	if v.settings, err = s.book.Settings(ctx); err != nil {
		return v, err
	}
	if v.levels, err = s.book.Levels(ctx); err != nil {
		return v, err
	}
	v.custom, err = s.book.AllCustomFields(ctx)
	return v, err
}

// soon is how long the first frame may wait for what it needs.
const soon = 20 * time.Millisecond

// readRules reads them before the first frame, so that it need not be drawn twice.
// Where that takes long, or fails, reload comes back to it.
func (r *root) readRules() {
	ctx, stop := context.WithTimeout(r.ctx, soon)
	defer stop()
	if v, err := r.rules(ctx); err == nil {
		r.follow(v)
	}
}

// reload reads the settings, levels and custom fields, which anybody may have changed.
func (r *root) reload() tea.Cmd {
	return ask(r.session, r.rules, func(v rules, err error) tea.Cmd {
		if err != nil {
			r.fail(err)
			return nil
		}
		if r.settings == v.settings && slices.Equal(r.levels, v.levels) && slices.EqualFunc(r.custom, v.custom, sameField) {
			return nil // nothing that is drawn depends on it
		}
		r.follow(v)
		return r.broadcast(restyled{})
	})
}

// follow takes the book's settings, levels and custom fields, and what queries
// and messages know by them.
func (s *session) follow(v rules) {
	s.settings, s.levels, s.custom = v.settings, v.levels, v.custom
	s.cat = store.Catalogue(v.levels, s.fieldsInUse())
	s.p = s.p.Naming(store.FieldNames(v.custom))
}

// undo takes back what the actor did last.
func (r *root) undo() tea.Cmd {
	return r.turnBack(func(ctx context.Context) (*model.ChangeSet, error) { return r.book.Undo(ctx, 0) })
}

// redo does again what was undone last.
func (r *root) redo() tea.Cmd { return r.turnBack(r.book.Redo) }

// turnBack undoes or redoes. A great change takes seconds: until it is done the
// person is told, and a second key must not take back one more.
func (r *root) turnBack(work func(context.Context) (*model.ChangeSet, error)) tea.Cmd {
	r.say(toast{text: r.t("tui.working")})
	if r.turning {
		return nil
	}
	r.turning = true
	do := r.change(work, nil)
	return func() tea.Msg {
		done := do().(landed)
		return landed(func() tea.Cmd {
			r.turning = false
			return done()
		})
	}
}
