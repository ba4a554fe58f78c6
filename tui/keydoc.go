package tui

import (
	"fmt"
	"slices"
	"strings"

	"kehu/locale"
	"kehu/tui/widget"
)

// KeyDocument is the list of all keys and commands in both languages, in
// Markdown: docs/keys.md.
func KeyDocument() string {
	en := newBareSession(locale.New(locale.EN))
	zh := en.otherWords()
	var b strings.Builder
	b.WriteString("# " + en.t("tui.keydoc.title") + " · " + zh.T("tui.keydoc.title") + "\n\n")
	b.WriteString(en.t("tui.keydoc.about") + "\n\n" + zh.T("tui.keydoc.about") + "\n")
	for _, p := range merged(places(en)) {
		fmt.Fprintf(&b, "\n## %s · %s\n\n", en.t("tui.place."+p.id), zh.T("tui.place."+p.id))
		b.WriteString(keyTable(p, zh))
	}
	b.WriteString("\n## " + en.t("tui.keydoc.words") + " · " + zh.T("tui.keydoc.words") + "\n\n")
	b.WriteString(en.verbTable())
	return b.String()
}

// keyTable lists the keys of a place; those without a name of their own stand with
// the key before them.
func keyTable(p place, zh *locale.Printer) string {
	lines := [][]string{{p.session.t("tui.keydoc.key") + " · " + zh.T("tui.keydoc.key"), p.session.t("tui.keydoc.command") + " · " + zh.T("tui.keydoc.command"), "English", "中文"}}
	names := ids(p.keys)
	for i, b := range p.keys {
		if b.label == "" {
			continue
		}
		if isPair(b) && i+1 < len(p.keys) && p.keys[i+1].label == "" {
			b.keys = slices.Concat(b.keys, p.keys[i+1].keys)
		}
		id := "—"
		if !b.fixed() {
			id = "`" + names[i] + "`"
		}
		lines = append(lines, []string{allKeys(b), id, commandName(p.session.p, b.label), commandName(zh, b.label)})
	}
	return table(lines)
}

// allKeys are the keys of a binding as people know them.
func allKeys(b binding) string {
	shown := []string{}
	if b.show != "" {
		shown = append(shown, codeSpans(b.show))
	}
	for _, k := range b.keys {
		if name := keyName(k); !strings.Contains(b.show, name) {
			shown = append(shown, codeSpans(name))
		}
	}
	return strings.Join(shown, " ")
}

func codeSpans(keys string) string {
	parts := strings.Fields(keys)
	for i, k := range parts {
		parts[i] = "`" + strings.ReplaceAll(k, "|", `\|`) + "`"
	}
	return strings.Join(parts, " ")
}

// verbTable lists the commands that take a word.
func (s *session) verbTable() string {
	lines := [][]string{{"`:`", "English", "中文"}}
	for _, c := range append((&root{session: s, look: look{theme: themeAuto}}).verbs(), s.verb("tui.verb.view", nil, nil)) {
		var words []string
		if c.words != nil {
			for _, w := range c.words() {
				words = append(words, w.value)
			}
		}
		what := strings.Join(words, " \\| ")
		if what == "" {
			what = "…"
		}
		lines = append(lines, []string{"`:" + c.id + "` " + what, c.name, c.other})
	}
	for _, line := range []string{"row", "customer", "set", "entry"} {
		lines = append(lines, []string{"`" + s.t("tui.keydoc."+line+"_example") + "`", s.t("tui.keydoc." + line), s.otherWords().T("tui.keydoc." + line)})
	}
	return table(lines)
}

// table writes a table of Markdown with columns that line up; the first line is
// its head.
func table(lines [][]string) string {
	wide := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, cell := range line {
			wide[i] = max(wide[i], widget.Width(cell))
		}
	}
	var b strings.Builder
	for n, line := range lines {
		for i, cell := range line {
			b.WriteString("| " + widget.Cell(cell, wide[i], false) + " ")
		}
		b.WriteString("|\n")
		if n == 0 {
			for _, w := range wide {
				b.WriteString("| " + strings.Repeat("-", w) + " ")
			}
			b.WriteString("|\n")
		}
	}
	return b.String()
}
