package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"kehu/store"
)

// Every screen in both languages and two sizes, colours included. After a wanted
// change: go test ./tui -run Golden -update, then read the difference.
func TestGoldenScreens(t *testing.T) {
	t.Parallel()
	file := filledFile(t)
	screens := []struct{ name, keys string }{
		{"list", ""},
		{"search", "/ z h"},
		{"card", "enter"},
		{"card-details", "enter down down enter"},
		{"card-items", "enter 2 enter"},
		{"card-changes", "enter 5 enter"},
		{"profile", "enter tab"},
		{"customer-form", "a"},
		{"customer-edit", "e"},
		{"purchase-form", "enter 2 e"},
		{"contact-form", "m"},
		{"task-form", "f"},
		{"finish-form", "enter x"},
		{"help", "?"},
		{"palette", "ctrl+p"},
		{"command-line", ": t"},
		{"question", "space space d"},
		{"history", "]"},
		{"changes", "d ] g enter"},
		{"bin", "d ] ]"},
		{"settings", "] ] ]"},
		{"import-form", "i"},
	}
	for _, lang := range []string{"zh", "en"} {
		for _, size := range []struct{ w, h int }{{80, 24}, {140, 40}} {
			for _, s := range screens {
				t.Run(fmt.Sprintf("%s/%s-%dx%d", s.name, lang, size.w, size.h), func(t *testing.T) {
					d := start(t, openCopy(t, file), lang, size.w, size.h)
					d.press(s.keys)
					d.send(tea.BackgroundColorMsg{})
					d.fits()
					golden.RequireEqual(t, d.m.View().Content)
				})
			}
		}
	}
}

func TestGoldenWelcome(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"zh", "en"} {
		t.Run(lang, func(t *testing.T) {
			d := start(t, openBook(t), lang, 80, 24)
			d.fits()
			golden.RequireEqual(t, d.m.View().Content)
		})
	}
}

// The looks that one chooses: high contrast on both backgrounds, and ASCII.
func TestGoldenLooks(t *testing.T) {
	t.Parallel()
	file := filledFile(t)
	for name, look := range map[string]func(*root){
		"contrast-dark":  func(r *root) { r.look.theme = themeContrast },
		"contrast-light": func(r *root) { r.look.theme, r.look.bgDark = themeContrast, false },
		"ascii":          func(r *root) { r.look.ascii = true },
	} {
		t.Run(name, func(t *testing.T) {
			d := start(t, openCopy(t, file), "zh", 80, 24)
			look(d.m.(*root))
			d.drain(d.m.(*root).restyle())
			d.press("ctrl+p")
			d.fits()
			golden.RequireEqual(t, d.m.View().Content)
		})
	}
}

// filledFile is a book with the customers of the fixture, closed.
func filledFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.kehu")
	st := must[*store.Store](t)(store.Open(t.Context(), path, store.Options{Now: clock}))
	fill(t, st)
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// openCopy opens a copy of a closed book.
func openCopy(t *testing.T, file string) *store.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.kehu")
	if err := os.WriteFile(path, must[[]byte](t)(os.ReadFile(file)), 0o600); err != nil {
		t.Fatal(err)
	}
	st := must[*store.Store](t)(store.Open(t.Context(), path, store.Options{Now: clock}))
	t.Cleanup(func() { st.Close() })
	return st
}
