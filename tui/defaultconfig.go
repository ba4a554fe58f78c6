package tui

import (
	"strings"

	"kehu/locale"
	"kehu/tui/widget"
)

// DefaultConfig is a config file that changes nothing and explains everything.
func DefaultConfig(p *locale.Printer) string {
	s := newBareSession(p)
	var b strings.Builder
	b.WriteString(s.t("tui.config.head") + "\n")
	for _, line := range []struct{ id, text string }{
		{"language", `language = "` + p.Lang() + `"`}, {"theme", `theme = "auto"`}, {"borders", `borders = "lines"`}, {"mouse", `mouse = "on"`},
	} {
		b.WriteString("\n# " + s.t("tui.config."+line.id) + "\n# " + line.text + "\n")
	}
	b.WriteString("\n# " + s.t("tui.config.backup") + "\n# [backup]\n# command = [\"rclone\", \"copy\", \"{}\", \"remote:kehu\"]\n# passphrase_file = \"~/.config/kehu/passphrase\"\n")
	b.WriteString("\n" + s.t("tui.config.themes") + "\n# [themes.night]\n# base = \"dark\"\n")
	for _, name := range widget.ColorNames() {
		b.WriteString("# " + name + " = \"" + widget.NewPalette(true).Color(name) + "\"   # " + s.t("tui.color."+name) + "\n")
	}
	b.WriteString("\n" + s.t("tui.config.keys") + "\n[keys]\n" + s.keyLines())
	return b.String()
}

// keyLines lists each command with its keys below the first place that has it.
func (s *session) keyLines() string {
	var b strings.Builder
	said := map[string]bool{}
	all := places(s)
	_, usual := keyed(all)
	for _, p := range merged(all) {
		lines := ""
		for i, id := range ids(p.keys) {
			if id != "" && !said[id] && !p.keys[i].fixed() {
				said[id] = true
				lines += "# " + widget.Cell(id+" = "+quotedKeys(usual[id]), 38, false) + "# " + s.nameAt(p.keys, i) + "\n"
			}
		}
		if lines != "" {
			b.WriteString("\n# " + s.t("tui.place."+p.id) + "\n" + lines)
		}
	}
	return b.String()
}

// nameAt is what a binding of a list does; the way back goes by its pair.
func (s *session) nameAt(bs []binding, i int) string {
	if bs[i].label != "" {
		return commandName(s.p, bs[i].label)
	}
	return s.t("tui.config.back", "What", commandName(s.p, bs[i-1].label))
}

func quotedKeys(keys []string) string {
	quoted := make([]string, len(keys))
	for i, k := range keys {
		quoted[i] = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(k) + `"`
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
