package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/locale"
)

// verb makes a command that wants a word behind it. Its name is the message of
// its label.
func (s *session) verb(label string, words func() []word, with func(string) tea.Cmd) command {
	b := binding{label: label, group: groupProgram}
	return command{binding: b, id: ids([]binding{b})[0], name: s.t(label), other: s.otherWords().T(label), words: words, with: with}
}

// word is one that a message names.
func (s *session) word(value, label string) word {
	return word{value: value, name: s.t(label), other: s.otherWords().T(label)}
}

// verbs are the commands of the whole program that take a word.
func (r *root) verbs() []command {
	return []command{
		r.verb("tui.verb.tab", r.tabWords, r.goToTab),
		r.verb("tui.verb.language", languageWords, r.speak),
		r.verb("tui.verb.theme", r.themeWords, func(v string) tea.Cmd { return r.setTheme(theme(v)) }),
		r.verb("tui.verb.borders", r.borderWords, r.setBorders),
		r.verb("tui.verb.mouse", r.onOffWords, r.switchMouse),
	}
}

func (r *root) tabWords() []word {
	out := make([]word, len(r.tabs))
	for i, t := range r.tabs {
		out[i] = r.word(t.label[strings.LastIndexByte(t.label, '.')+1:], t.label)
	}
	return out
}

// goToTab shows the tab with a name.
func (r *root) goToTab(name string) tea.Cmd {
	for i, w := range r.tabWords() {
		if w.value == name {
			return r.turn(i - r.here)
		}
	}
	return nil
}

func languageWords() []word {
	return []word{{locale.ZH, "中文", "Chinese"}, {locale.EN, "English", "英文"}}
}

func (r *root) themeWords() []word {
	var out []word
	for _, t := range r.look.themes() {
		out = append(out, r.themeWord(t))
	}
	return out
}

// verbs are those of the list of customers.
func (c *customers) verbs() []command {
	if len(c.views.all) == 0 {
		return nil
	}
	return []command{c.verb("tui.verb.view", c.viewWords, func(name string) tea.Cmd {
		for i, w := range c.viewWords() {
			if w.value == name {
				return c.goTo(c.views.all[i].ID)
			}
		}
		return nil
	})}
}

// viewWords are the names of the views.
func (c *customers) viewWords() []word {
	var out []word
	for _, v := range c.views.all {
		name := c.p.ViewName(v.Name)
		out = append(out, word{name, name, c.otherWords().ViewName(v.Name)})
	}
	return out
}
