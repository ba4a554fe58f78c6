package tui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"kehu/config"
	"kehu/tui/widget"
)

// A theme is what the person wants of the colours: one of those below, or the name
// of one of their own.
type theme string

// The themes: as the terminal says, or fixed.
const (
	themeAuto     theme = "auto"
	themeLight    theme = "light"
	themeDark     theme = "dark"
	themeContrast theme = "contrast"
)

// fixedThemes are the program's own.
func fixedThemes() []theme { return []theme{themeAuto, themeLight, themeDark, themeContrast} }

// look is what the styles are built from.
type look struct {
	theme  theme
	color  bool
	ascii  bool // signs and borders of ASCII alone
	mouse  bool // clicks come here; else the terminal selects text by itself
	bgDark bool // as the terminal reported; dark until it does
	own    []config.Theme
}

func (l look) styles() widget.Styles { return widget.NewLook(l.palette(l.theme), l.color, l.ascii) }

// palette returns the colours of a theme.
func (l look) palette(t theme) widget.Palette {
	switch t {
	case themeAuto, "":
		return widget.NewPalette(l.bgDark)
	case themeLight, themeDark:
		return widget.NewPalette(t == themeDark)
	case themeContrast:
		return widget.ContrastPalette(l.bgDark)
	}
	at := slices.IndexFunc(l.own, func(o config.Theme) bool { return o.Name == string(t) })
	if at < 0 {
		return widget.NewPalette(l.bgDark)
	}
	own := l.own[at]
	p := l.palette(baseOf(own))
	for _, c := range own.Colors {
		if ink, ok := widget.ReadColor(c.Value); ok {
			p = p.With(c.Name, ink)
		}
	}
	return p
}

// baseOf is the theme that has the colours which a theme does not name.
func baseOf(t config.Theme) theme { return theme(cmp.Or(t.Base.Value, string(themeAuto))) }

// themes are those to choose from.
func (l look) themes() []theme {
	all := fixedThemes()
	for _, t := range l.own {
		all = append(all, theme(t.Name))
	}
	return all
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

// setASCII draws with ASCII alone, or with lines.
func (r *root) setASCII(on bool) tea.Cmd {
	r.look.ascii = on
	return r.restyle()
}

// setMouse takes clicks, or leaves them to the terminal.
func (r *root) setMouse(on bool) tea.Cmd {
	r.look.mouse = on
	id := "tui.mouse.off"
	if on {
		id = "tui.mouse.on"
	}
	r.say(toast{text: r.t(id)})
	return nil
}

// themeWord names a theme: the program's own in the person's language.
func (r *root) themeWord(t theme) word {
	if slices.Contains(fixedThemes(), t) {
		return r.word(string(t), "tui.theme."+string(t))
	}
	return word{string(t), string(t), string(t)}
}

// moreLook are the lines of the settings for borders and mouse.
func (r *root) moreLook() []setting {
	return []setting{
		{"tui.set.borders", "tui.set.borders_note", borderWord(r.look.ascii), options(r.borderWords()), r.setBorders, nil},
		{"tui.set.mouse", "tui.set.mouse_note", onOff(r.look.mouse), options(r.onOffWords()), r.switchMouse, nil},
	}
}

func options(words []word) []widget.Option {
	out := make([]widget.Option, len(words))
	for i, w := range words {
		out[i] = widget.Option{Value: w.value, Label: w.name}
	}
	return out
}

// The words for borders, and for yes and no.
const (
	bordersLines = "lines"
	bordersASCII = "ascii"
	switchOn     = "on"
	switchOff    = "off"
)

func borderWord(ascii bool) string {
	if ascii {
		return bordersASCII
	}
	return bordersLines
}

func onOff(on bool) string {
	if on {
		return switchOn
	}
	return switchOff
}

func (r *root) borderWords() []word {
	return []word{r.word(bordersLines, "tui.borders.lines"), r.word(bordersASCII, "tui.borders.ascii")}
}

func (r *root) onOffWords() []word {
	return []word{r.word(switchOn, "tui.switch.on"), r.word(switchOff, "tui.switch.off")}
}

func (r *root) setBorders(value string) tea.Cmd { return r.setASCII(value == bordersASCII) }

func (r *root) switchMouse(value string) tea.Cmd { return r.setMouse(value == switchOn) }
