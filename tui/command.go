package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/locale"
)

// backOf ends the id of the command that does the same the other way round: the
// second of two bindings that are shown as one, such as "↑ ↓".
const backOf = "_back"

// ids returns the name of each binding in the config file and on the command
// line: its label without what stands before it, so "tui.key.sort" is "sort". A
// binding without a label is the way back of the pair before it, or has no name
// and keeps its keys.
func ids(bs []binding) []string {
	out := make([]string, len(bs))
	for i, b := range bs {
		switch {
		case b.label != "":
			out[i] = b.label[strings.LastIndexByte(b.label, '.')+1:]
		case i > 0 && isPair(bs[i-1]):
			out[i] = out[i-1] + backOf
		}
	}
	return out
}

// isPair reports whether a binding is shown together with the one behind it.
func isPair(b binding) bool {
	return b.label != "" && (strings.Contains(b.show, " ") || len([]rune(b.show)) == 2) && len(b.keys) > 0
}

// keymap is what a person wants other keys for: id of a command → its keys. No
// keys take the command off the keyboard.
type keymap map[string][]string

// over returns the bindings with the keys that the person wants.
func (m keymap) over(bs []binding) []binding {
	if len(m) == 0 {
		return bs
	}
	names, out := ids(bs), slices.Clone(bs)
	for i := range out {
		if keys, wanted := m[names[i]]; wanted && names[i] != "" && !out[i].fixed() {
			out[i].usual, out[i].keys, out[i].show = out[i].keys, keys, ""
		}
	}
	for i := range bs {
		if isPair(bs[i]) && i+1 < len(bs) && names[i+1] == names[i]+backOf && (out[i].usual != nil || out[i+1].usual != nil) {
			out[i].show = strings.TrimSpace(out[i].first() + " " + out[i+1].first())
		}
	}
	return out
}

// fixed reports whether a binding keeps its keys: it has none of its own, or stands
// for a row of them, as 1 to 9 do.
func (b binding) fixed() bool { return len(b.keys) == 0 || strings.Contains(b.show, "…") }

// first is the key that stands for a binding, "" for none.
func (b binding) first() string {
	if len(b.keys) == 0 {
		return ""
	}
	return keyName(b.keys[0])
}

// bound returns bindings as this person has them.
func (s *session) bound(bs []binding) []binding { return s.keys.over(s.withoutWriting(bs)) }

// press is the key press that a screen knows a command by which it carries out
// itself.
func (b binding) press(msg tea.KeyPressMsg, key string) tea.KeyPressMsg {
	if b.usual == nil || slices.Contains(b.usual, key) {
		return msg
	}
	return keyMsg(b.usual[0])
}

// freed reports whether a key belonged to a command that has another now. A
// screen that carries the command out itself must not see it.
func freed(bs []binding, key string) bool {
	return slices.ContainsFunc(bs, func(b binding) bool { return b.run == nil && slices.Contains(b.usual, key) })
}

// A command is something that can be done now, with its names.
type command struct {
	binding
	id          string
	name, other string                     // in the session's language, and in the other one
	words       func() []word              // what may stand behind it; nil for nothing
	with        func(value string) tea.Cmd // does it with a word
}

// A word is what a command can be given: theme dark.
type word struct{ value, name, other string }

// commands lists what can be done: on the top screen, in the whole program, and
// with a word behind it. It is the table of the palette and the command line.
func (r *root) commands() []command {
	top := r.top()
	out := r.named(top.Bindings())
	if !top.Typing() && !top.Floats() {
		out = append(out, r.named(r.bindings())...)
	}
	if v, ok := top.(interface{ verbs() []command }); ok {
		out = append(out, v.verbs()...)
	}
	return unique(append(out, r.verbs()...))
}

// unique leaves out what a command before it hides. One that takes words may have
// the name of one that takes none: it is the one meant when words follow.
func unique(all []command) []command {
	var out []command
	for _, c := range all {
		if !slices.ContainsFunc(out, func(o command) bool { return o.id == c.id && (o.words == nil) == (c.words == nil) }) {
			out = append(out, c)
		}
	}
	return out
}

// named gives bindings their names. Those are left out that nobody chooses from a
// list: movement, the keys of text fields, and 1 to 9.
func (s *session) named(bs []binding) []command {
	other, bound := s.otherWords(), s.bound(bs)
	var out []command
	for i, id := range ids(bs) {
		if b := bound[i]; b.label != "" && b.group != "" && !b.fixed() && (b.run != nil || b.off != "") {
			out = append(out, command{binding: b, id: id, name: commandName(s.p, b.label), other: commandName(other, b.label)})
		}
	}
	return out
}

// commandName is what a command is called where there is room: by a message of
// its own, or as in the footer.
func commandName(p *locale.Printer, label string) string {
	if long := "tui.command." + label[strings.LastIndexByte(label, '.')+1:]; p.Has(long) {
		return p.T(long)
	}
	return p.T(label)
}

// otherWords speaks the language that the session does not.
func (s *session) otherWords() *locale.Printer {
	if s.other == nil || s.other.Lang() == s.p.Lang() {
		s.other = locale.New(otherLang(s.p.Lang()))
	}
	return s.other
}

func otherLang(lang string) string {
	if lang == locale.ZH {
		return locale.EN
	}
	return locale.ZH
}

// do gives a command, or says why it cannot be given.
func (s *session) do(c command) tea.Cmd {
	switch {
	case c.off != "":
		s.nav.say(toast{text: s.t(c.off)})
		return nil
	case c.words != nil:
		return s.nav.push(newWordChooser(s, c))
	case c.run == nil:
		return nil
	}
	return c.run()
}
