package tui

import (
	"strings"

	"kehu/tui/widget"
)

// welcomeKeys are the ways to fill an empty book.
func (c *customers) welcomeKeys() []binding {
	return []binding{
		{keys: []string{"a"}, label: "tui.welcome.add", group: groupChange, foot: true, run: c.add},
		{keys: []string{"i"}, label: "tui.welcome.import", group: groupChange, foot: true, off: c.noImport(), run: c.startImport},
		{keys: []string{"D"}, label: "tui.welcome.demo", group: groupChange, foot: true, off: when(c.empty(), "tui.why.not_empty"), run: c.fillDemo},
	}
}

// welcome draws what one can do with an empty book.
func (c *customers) welcome(w, h int) widget.Frame {
	lines := []string{c.styles.Title.Render(c.t("tui.welcome.title")), ""}
	keys := c.bound(append(c.welcomeKeys(), binding{keys: []string{"?"}, label: "tui.welcome.help"}))
	for _, b := range keys {
		lines = append(lines, c.styles.Key.Render(b.name())+"   "+c.t(b.label))
	}
	lines = append(lines, "", c.styles.Muted.Render(c.t("tui.welcome.demo_note")))
	width := 0
	for _, line := range lines {
		width = max(width, widget.Width(line))
	}
	left := strings.Repeat(" ", max(0, (w-width)/2))
	top := strings.Repeat("\n", max(0, (h-len(lines))/3))
	return widget.Frame{S: top + left + strings.Join(lines, "\n"+left)}
}
