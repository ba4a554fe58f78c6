package tui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"kehu/model"
	"kehu/store"
)

// noon is the fixed clock of the tests, a Wednesday in a zone of its own.
var noon = time.Date(2026, 11, 18, 12, 0, 0, 0, time.FixedZone("CST", 8*3600))

func clock() time.Time { return noon }

// A driver plays the terminal: it sends keys, runs the commands they bring one
// after the other, and looks at the screen.
type driver struct {
	t     *testing.T
	m     tea.Model
	store *store.Store
	book  *store.Book // of another person, who works on the same file
	w, h  int
	quit  bool
	told  <-chan struct{} // what the store tells of commits
	waits <-chan struct{} // what it tells of writes that wait
	moved <-chan struct{} // what it tells of others' forms
	end   func()          // ends the session, as a lost line does
}

// start opens the screens on a book.
func start(t *testing.T, st *store.Store, lang string, w, h int) *driver {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	d := &driver{t: t, store: st, w: w, h: h, book: st.As(model.Actor{Name: "li"}, model.OriginCommand)}
	d.m = New(ctx, Options{Store: st, Actor: model.Actor{Name: "wang"}, Lang: lang, Now: clock, Environ: []string{"TERM=xterm-256color"}})
	r := d.m.(*root)
	d.end = func() { stop(); r.desk.Close() }
	d.listen(r)
	r.rest, r.beat = 0, 0
	r.outside = outside{words: []string{"editor"}} // whatever this machine has
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	d.drain(r.Init())
	return d
}

// listen takes over from a program what the store tells it.
func (d *driver) listen(r *root) {
	d.told, d.waits, d.moved = r.changes, r.waiting, r.moved
	r.changes, r.waiting, r.moved = closed(), closed(), closed()
}

// closed stands in for the store's notices, on which the program would wait for
// ever: the driver passes them on when nothing else is left to do.
func closed() <-chan struct{} {
	ch := make(chan struct{})
	close(ch)
	return ch
}

// send gives the program a message and waits for all that follows from it.
func (d *driver) send(msg tea.Msg) {
	d.t.Helper()
	m, cmd := d.m.Update(msg)
	d.m = m
	d.drain(cmd)
	select {
	case <-d.told:
		d.send(watched{})
	default:
	}
}

// await waits for the store's notice of a commit by somebody else.
func (d *driver) await() {
	d.t.Helper()
	select {
	case <-d.told:
		d.send(watched{})
	case <-time.After(5 * time.Second):
		d.t.Fatal("the store told of no commit")
	}
}

// drain runs commands until nothing is left to do.
func (d *driver) drain(cmds ...tea.Cmd) {
	d.t.Helper()
	for steps := 0; len(cmds) > 0; steps++ {
		if steps > 10_000 {
			d.t.Fatal("the commands never end")
		}
		cmd := cmds[0]
		cmds = cmds[1:]
		if cmd == nil {
			continue
		}
		switch msg := cmd().(type) {
		case nil:
		case tea.QuitMsg:
			d.quit = true
		case tea.BatchMsg:
			cmds = append(msg, cmds...)
		default:
			m, next := d.m.Update(msg)
			d.m = m
			cmds = append(cmds, next)
		}
	}
}

// press sends keys by their names, separated by blanks: "a", "enter", "ctrl+r".
func (d *driver) press(keys string) {
	d.t.Helper()
	for name := range strings.FieldsSeq(keys) {
		d.send(keyPress(name))
	}
}

// write types text, one character after the other.
func (d *driver) write(text string) {
	d.t.Helper()
	for _, r := range text {
		d.send(tea.KeyPressMsg{Text: string(r), Code: r})
	}
}

func keyPress(name string) tea.KeyPressMsg {
	codes := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"backspace": tea.KeyBackspace}
	if rest, ok := strings.CutPrefix(name, "shift+"); ok {
		return tea.KeyPressMsg{Code: codes[rest], Mod: tea.ModShift}
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(rest)[0], Mod: tea.ModCtrl}
	}
	if name == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	r := []rune(name)[0]
	return tea.KeyPressMsg{Code: r, Text: name}
}

// screen is the text on the screen, without colours.
func (d *driver) screen() string { return ansi.Strip(d.m.View().Content) }

// sees fails unless all the texts are on the screen.
func (d *driver) sees(texts ...string) {
	d.t.Helper()
	got := d.screen()
	for _, text := range texts {
		if !strings.Contains(got, text) {
			d.t.Fatalf("%q is not on the screen:\n%s", text, got)
		}
	}
}

// lacks fails if any of the texts is on the screen.
func (d *driver) lacks(texts ...string) {
	d.t.Helper()
	got := d.screen()
	for _, text := range texts {
		if strings.Contains(got, text) {
			d.t.Fatalf("%q is on the screen:\n%s", text, got)
		}
	}
}

// fits fails unless the screen has exactly the size of the terminal.
func (d *driver) fits() {
	d.t.Helper()
	lines := strings.Split(d.m.View().Content, "\n")
	if len(lines) != d.h {
		d.t.Fatalf("%d lines, want %d:\n%s", len(lines), d.h, d.screen())
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w > d.w {
			d.t.Fatalf("line %d has %d cells, want at most %d: %q", i, w, d.w, ansi.Strip(line))
		}
	}
}

// must gives a value or ends the test.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
