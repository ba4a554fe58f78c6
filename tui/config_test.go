package tui

import (
	"context"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"kehu/config"
	"kehu/locale"
	"kehu/model"
)

// The file that kehu config prints says what is so anyway: with all its comments
// taken away it has no faults and changes no key.
func TestDefaultConfigChangesNothing(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{locale.ZH, locale.EN} {
		text := regexp.MustCompile(`(?m)^# (\[|[a-z_]+ = )`).ReplaceAllString(DefaultConfig(locale.New(lang)), "$1")
		f, err := config.Read("config.toml", []byte(text))
		if err == nil {
			err = CheckConfig(f, locale.New(lang))
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		commands, usual := keyed(places(newBareSession(locale.New(lang))))
		if len(f.Keys) != len(commands) {
			t.Errorf("%d commands are listed, want %d", len(f.Keys), len(commands))
		}
		for _, k := range f.Keys {
			if got, want := strings.Join(k.Keys, " "), strings.Join(usual[k.Command], " "); got != want {
				t.Errorf("%s has the keys %s, want %s", k.Command, got, want)
			}
		}
	}
}

// startWith opens the screens as a config file asks.
func startWith(t *testing.T, text string, o Options) *driver {
	t.Helper()
	st := openFilledBook(t)
	f, err := config.Read("config.toml", []byte(text))
	if err == nil {
		err = CheckConfig(f, locale.New("en"))
	}
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	d := &driver{t: t, store: st, w: 80, h: 24}
	o.Environ = []string{"TERM=xterm-256color"}
	o.Store, o.Actor, o.Lang, o.Now, o.Config, o.Fault = st, model.Actor{Name: "wang"}, "en", clock, f, err
	d.m = New(ctx, o)
	r := d.m.(*root)
	d.listen(r)
	d.send(tea.WindowSizeMsg{Width: d.w, Height: d.h})
	d.drain(r.Init())
	return d
}

func TestConfigCounts(t *testing.T) {
	t.Parallel()
	d := startWith(t, "theme = \"night\"\nmouse = \"off\"\n[keys]\ntask = \"T\"\n[themes.night]\nbase = \"light\"\naccent = \"#123456\"\n", Options{})
	if !strings.Contains(d.m.View().Content, "38;2;18;52;86") {
		t.Error("the theme's accent is not on the screen")
	}
	if d.m.View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse is on")
	}
	d.press("T")
	d.sees("New follow-up")
	d.press("esc : t h e m e enter")
	d.sees("night", "high contrast")
}

func TestConfigWithFaultsIsNotUsed(t *testing.T) {
	t.Parallel()
	d := startWith(t, "[keys]\ntask = \"T\"\nserach = \"x\"\n", Options{})
	d.sees("config.toml:3: there is no command “serach”; did you mean “search”?", "kehu config check")
	d.fits()
	d.press("f")
	d.sees("New follow-up")
}

func TestNoColorWinsOverThemes(t *testing.T) {
	t.Parallel()
	d := startWith(t, "theme = \"contrast\"\n", Options{NoColor: true})
	if strings.Contains(d.m.View().Content, "38;2;") {
		t.Error("there are colours under NO_COLOR")
	}
}

// Nothing of the program's own is outside of ASCII where the terminal asks for it.
func TestASCIIScreens(t *testing.T) {
	t.Parallel()
	d := startWith(t, "borders = \"ascii\"\n", Options{})
	for _, keys := range []string{"", "enter", "enter", "tab", "esc esc", "?", "esc ctrl+p", "esc : t", "esc e", "esc F", "esc ]", "] ]"} {
		d.press(keys)
		d.fits()
		for _, r := range d.screen() {
			if r > 0x7f && strings.ContainsRune("│─╭╮╰╯…·•–—→←↑↓▌▲▼●○★☆┃“”×", r) {
				t.Fatalf("after %q there is %q:\n%s", keys, r, d.screen())
			}
		}
	}
	d.press("?")
	d.sees("+--", "|")
}
