package tui

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"
)

// Every screen in both languages and two sizes, colours included. After a wanted
// change: go test ./tui -run Golden -update, then read the difference.
func TestGoldenScreens(t *testing.T) {
	t.Parallel()
	screens := []struct{ name, keys string }{
		{"list", ""},
		{"search", "/ z h"},
		{"card", "enter"},
		{"card-details", "enter down down enter"},
		{"profile", "enter tab"},
		{"customer-form", "a"},
		{"customer-edit", "e"},
		{"purchase-form", "enter down down e"},
		{"contact-form", "m"},
		{"task-form", "f"},
		{"help", "?"},
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
					d := openFilled(t, lang, size.w, size.h)
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
