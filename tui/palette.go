package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model/pinyin"
	"kehu/tui/widget"
)

// palette floats the list of all commands, of the screen below it and of the whole
// program, found by Chinese, English, pinyin and initials.
type palette struct {
	base
	all  []command
	pick *widget.Pick
}

func (r *root) openPalette() tea.Cmd { return r.push(newPalette(r.session, r.commands())) }

func newPalette(s *session, all []command) *palette {
	p := &palette{base: base{s}}
	var options []widget.Option
	for _, c := range all {
		if c.words != nil {
			for _, w := range c.words() {
				p.all = append(p.all, c.given(w))
			}
			continue
		}
		p.all = append(p.all, c)
	}
	for i, c := range p.all {
		options = append(options, s.option(c, i))
	}
	p.pick = widget.NewPick(s.styles, s.t("tui.palette.title"), s.t("tui.palette.search"), options)
	p.pick.Empty, p.pick.Match = s.t("tui.palette.nothing"), finds
	return p
}

// given is a command with a word already behind it.
func (c command) given(w word) command {
	with := c.with
	c.name, c.other, c.words = c.name+": "+w.name, c.other+": "+w.other, nil
	c.run = func() tea.Cmd { return with(w.value) }
	return c
}

// option is the line of a command: its name, its key, and why it cannot be given.
func (s *session) option(c command, at int) widget.Option {
	o := widget.Option{Value: strconv.Itoa(at), Label: c.firstLetterUp(), Detail: c.binding.name(), Find: c.other + "\n" + c.id, Muted: c.off != ""}
	if c.off != "" {
		o.Detail = strings.TrimSpace(s.t(c.off) + "  " + o.Detail)
	}
	return o
}

// firstLetterUp is the name as a line of a list begins.
func (c command) firstLetterUp() string {
	if c.name == "" {
		return ""
	}
	_, n := firstRune(c.name)
	return strings.ToUpper(c.name[:n]) + c.name[n:]
}

// finds reports whether a word names an option in either language, by characters,
// sound or initials; what begins with the word ranks before what holds it.
func finds(o widget.Option, typed string) (rank int, ok bool) {
	rank = 2
	for text := range strings.SplitSeq(o.Text()+"\n"+o.Find, "\n") {
		from, found := within(text, typed)
		switch {
		case !found:
			continue
		case from == 0:
			return 0, true
		case text[from-1] == ' ' || text[from-1] == '_':
			rank = 1
		}
		ok = true
	}
	return rank, ok
}

// within is where a text holds what was typed: as it is, or by sound.
func within(text, typed string) (from int, found bool) {
	if from = strings.Index(strings.ToLower(text), strings.ToLower(typed)); from >= 0 && from < len(text) {
		return from, true
	}
	from, _, found = pinyin.Find(text, typed)
	return from, found
}

// findsInPlace is finds for lists that keep their order, under headings.
func findsInPlace(o widget.Option, typed string) (rank int, ok bool) {
	_, ok = finds(o, typed)
	return 0, ok
}

// Update narrows the list, runs the chosen command, or closes.
func (p *palette) Update(msg tea.Msg) tea.Cmd {
	if !isInput(msg) {
		return nil
	}
	switch p.pick.Update(msg) {
	case widget.Accepted:
		chosen, _ := p.pick.Chosen()
		at, _ := strconv.Atoi(chosen.Value)
		return tea.Batch(p.nav.pop(), p.do(p.all[at]))
	case widget.Cancelled:
		return p.nav.pop()
	}
	return nil
}

func (p *palette) Resize(w, h int) tea.Cmd {
	p.pick.SetSize(min(w-4, 72), min(h-2, 20))
	return nil
}

func (p *palette) View(int, int) widget.Frame { return p.pick.View() }
func (p *palette) Typing() bool               { return true }
func (p *palette) Floats() bool               { return true }

// Bindings are for the footer; the list handles its keys itself.
func (p *palette) Bindings() []binding { return pickKeys() }

// pickKeys are the keys of a list that one chooses from.
func pickKeys() []binding {
	return []binding{
		{show: "↑ ↓", label: "tui.key.move", foot: true},
		{show: "Enter", label: "tui.key.choose", foot: true},
		{show: "Esc", label: "tui.key.cancel", foot: true},
	}
}

// findsAnywhere finds an option of a list of choices by all that stands in it.
func findsAnywhere(o widget.Option, typed string) (rank int, ok bool) {
	o.Find = strings.Join([]string{o.Find, o.Value, o.Detail, o.Group}, "\n")
	return findsInPlace(o, typed)
}
