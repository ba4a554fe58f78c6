package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/locale"
	"kehu/model"
	"kehu/tui/widget"
)

// settings shows the few choices there are: those of the session, and those of
// the book.
type settings struct {
	base
	cursor int
	step   int // lines from one setting to the next, as drawn
	choose chooseLook
}

// chooseLook changes what root holds: language and theme.
type chooseLook struct {
	theme    func() theme
	themes   func() []word
	setTheme func(theme) tea.Cmd
	more     func() []setting // borders and mouse
	setLang  func(string) tea.Cmd
}

// A setting is one line of the screen.
type setting struct {
	label, note string // ids
	value       string // as chosen
	options     []widget.Option
	set         func(string) tea.Cmd
	open        func() screen // of a setting with a screen of its own, instead of options
}

func newSettings(s *session, choose chooseLook) *settings {
	return &settings{base: base{s}, choose: choose}
}

func (c *settings) lines() []setting {
	all := []setting{
		{"tui.set.language", "tui.set.session", c.p.Lang(), []widget.Option{{Value: locale.ZH, Label: "中文"}, {Value: locale.EN, Label: "English"}}, c.choose.setLang, nil},
		{"tui.set.theme", "tui.set.session", string(c.choose.theme()), c.themes(), func(v string) tea.Cmd { return c.choose.setTheme(theme(v)) }, nil},
	}
	all = append(append(all, c.choose.more()...), []setting{
		{"tui.set.currency", "tui.set.currency_note", string(c.session.settings.Currency), c.currencies(), c.setCurrency, nil},
		{"tui.set.region", "tui.set.region_note", c.session.settings.Region, c.regions(), c.setRegion, nil},
	}...)
	return append(append(all, c.ownLists()...), c.backupSetting())
}

// ownLists are the definitions that belong to the user.
func (c *settings) ownLists() []setting {
	count := ""
	if n := len(c.fieldsInUse()); n > 0 {
		count = c.t("tui.set.fields_count", "Count", n)
	}
	all := []setting{{"tui.set.fields", "tui.set.fields_note", count, nil, nil, func() screen { return newFieldList(c.session) }}}
	for _, list := range model.Lists() {
		all = append(all, setting{"tui.lists." + list, "tui.set.list_note." + list, "", nil, nil,
			func() screen { return newChoiceList(c.session, list) }})
	}
	return all
}

func (c *settings) themes() []widget.Option {
	return options(c.choose.themes())
}

func (c *settings) currencies() []widget.Option {
	var out []widget.Option
	for _, code := range model.Currencies() {
		out = append(out, widget.Option{Value: string(code), Detail: code.Symbol(c.p.Lang())})
	}
	return out
}

// regions are the countries whose numbers one is likely to type without a code.
func (c *settings) regions() []widget.Option {
	var out []widget.Option
	for code := range strings.FieldsSeq("CN HK MO TW SG MY JP KR TH VN ID PH IN AE AU NZ US CA GB IE DE FR IT ES PT NL BE CH AT PL CZ SE DK NO FI RU TR BR MX ZA") {
		out = append(out, widget.Option{Value: code})
	}
	return out
}

func (c *settings) setCurrency(code string) tea.Cmd {
	next := c.session.settings
	next.Currency = model.Currency(code)
	return c.write(next)
}

func (c *settings) setRegion(code string) tea.Cmd {
	next := c.session.settings
	next.Region = code
	return c.write(next)
}

func (c *settings) write(next model.Settings) tea.Cmd {
	return ask(c.session, func(ctx context.Context) (model.Settings, error) {
		_, err := c.book.Save(ctx, &next)
		return next, err
	}, func(next model.Settings, err error) tea.Cmd {
		if err != nil {
			c.fail(err)
			return nil
		}
		c.session.settings = next
		c.nav.say(toast{text: c.t("tui.set.saved"), tone: good})
		return nil
	})
}

// View draws label, value and note of each.
func (c *settings) View(w, h int) widget.Frame {
	var b strings.Builder
	c.step = 2
	if 2*len(c.lines()) >= h {
		c.step = 1
	}
	gap := strings.Repeat("\n", c.step)
	b.WriteString("\n")
	for i, s := range c.lines() {
		line := widget.Cell(c.t(s.label), 16, false) + widget.Cell(c.label(s), 18, false)
		note := widget.Truncate(c.t(s.note), max(0, w-42))
		if i == c.cursor {
			line = c.styles.Accent.Inherit(c.styles.Selected).Render(c.styles.Signs.Cursor) + c.styles.Selected.Render(" "+line)
		} else {
			line = "  " + line
		}
		b.WriteString("  " + line + "  " + c.styles.Muted.Render(note) + gap)
	}
	return widget.Frame{S: b.String()}
}

// label is the text of the chosen option.
func (c *settings) label(s setting) string {
	for _, o := range s.options {
		if o.Value == s.value {
			return o.Text()
		}
	}
	return s.value
}

// Bindings lists the keys.
func (c *settings) Bindings() []binding {
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd {
			c.cursor = (c.cursor + by + len(c.lines())) % len(c.lines())
			return nil
		}
	}
	return []binding{
		{keys: []string{"enter", "right", "space"}, label: "tui.key.change", group: groupChange, foot: true, run: c.open},
		{keys: []string{"down", "j"}, show: "↑ ↓", label: "tui.key.move", group: groupMove, foot: true, run: move(+1)},
		{keys: []string{"up", "k"}, run: move(-1)},
	}
}

func (c *settings) open() tea.Cmd {
	s := c.lines()[c.cursor]
	if s.open != nil {
		return c.nav.push(s.open())
	}
	return c.nav.push(newChooser(c.session, c.t(s.label), s.value, s.options, s.set))
}
