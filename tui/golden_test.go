package tui

import (
	"fmt"
	"testing"

	"kehu/internal/race"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"
)

// Every screen in both languages and two sizes, colours included. After a wanted
// change: go test ./tui -run Golden -update, then read the difference.
func TestGoldenScreens(t *testing.T) {
	t.Parallel()
	race.Skip(t)
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
		{"history-search", "] / o r i g i n : x"},
		{"history-question", "d ] g u"},
		{"blame", "enter b"},
		{"blame-field", "enter b enter"},
		{"past", "enter @ # 3 enter"},
		{"bin", "d ] ]"},
		{"settings", "] ] ]"},
	}
	for _, lang := range []string{"zh", "en"} {
		for _, size := range []struct{ w, h int }{{80, 24}, {140, 40}} {
			for _, s := range screens {
				t.Run(fmt.Sprintf("%s/%s-%dx%d", s.name, lang, size.w, size.h), func(t *testing.T) {
					d := start(t, openFilledBook(t), lang, size.w, size.h)
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
	for name, look := range map[string]func(*root){
		"contrast-dark":  func(r *root) { r.look.theme = themeContrast },
		"contrast-light": func(r *root) { r.look.theme, r.look.bgDark = themeContrast, false },
		"ascii":          func(r *root) { r.look.ascii = true },
	} {
		t.Run(name, func(t *testing.T) {
			d := start(t, openFilledBook(t), "zh", 80, 24)
			look(d.m.(*root))
			d.drain(d.m.(*root).restyle())
			d.press("ctrl+p")
			d.fits()
			golden.RequireEqual(t, d.m.View().Content)
		})
	}
}

// Each step of an import, with files that have something of everything.
func TestGoldenImport(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	steps := []struct{ name, file, keys string }{
		{"file", "testdata/import/", "down down"},
		{"file-refused", "testdata/import/old.xls", "enter"},
		{"preview", someCustomers, "enter"},
		{"preview-wrong-encoding", someCustomers, "enter e e e"},
		{"preview-orders", someOrders, "enter right"},
		{"problems", someCustomers, "enter p"},
		{"mapping", someCustomers, "enter tab down"},
		{"target", someCustomers, "enter tab down enter"},
		{"leftovers", someCustomers, "enter tab tab"},
		{"plan", someCustomers, "enter tab tab enter"},
		{"changed", someCustomers, "enter tab tab enter d down enter"},
		{"new", someOrders, "enter tab tab enter"},
		{"refused", someCustomers, "enter tab tab enter G enter"},
		{"report", someCustomers, "enter tab tab enter w"},
		{"rejects", someCustomers, "enter tab tab enter w w"},
	}
	for _, lang := range []string{"zh", "en"} {
		for _, size := range []struct{ w, h int }{{80, 24}, {140, 40}} {
			for _, s := range steps {
				t.Run(fmt.Sprintf("%s/%s-%dx%d", s.name, lang, size.w, size.h), func(t *testing.T) {
					d := start(t, openFilledBook(t), lang, size.w, size.h)
					d.press("i")
					d.paste(s.file)
					d.press(s.keys)
					d.send(tea.BackgroundColorMsg{})
					d.fits()
					golden.RequireEqual(t, d.m.View().Content)
				})
			}
		}
	}
}
