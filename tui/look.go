package tui

import (
	tea "charm.land/bubbletea/v2"

	"kehu/tui/widget"
)

// A theme is what the person wants of the colours.
type theme string

// The themes: as the terminal says, or fixed.
const (
	themeAuto  theme = "auto"
	themeLight theme = "light"
	themeDark  theme = "dark"
)

// look is what the styles are built from.
type look struct {
	theme  theme
	color  bool
	bgDark bool // as the terminal reported; dark until it does
}

func (l look) styles() widget.Styles {
	dark := l.bgDark
	if l.theme != themeAuto {
		dark = l.theme == themeDark
	}
	return widget.NewStyles(dark, l.color)
}

// background takes the terminal's report.
func (r *root) background(dark bool) tea.Cmd {
	if r.look.bgDark == dark {
		return nil
	}
	r.look.bgDark = dark
	return r.restyle()
}

func (r *root) restyle() tea.Cmd {
	r.styles = r.look.styles()
	return r.broadcast(restyled{})
}

// setTheme fixes the colours, or leaves them to the terminal again.
func (r *root) setTheme(t theme) tea.Cmd {
	r.look.theme = t
	return r.restyle()
}

// themes are those to choose from.
func (l look) themes() []theme { return []theme{themeAuto, themeLight, themeDark} }

// themeWord names a theme.
func (r *root) themeWord(t theme) word { return r.word(string(t), "tui.theme."+string(t)) }
