package tui

import (
	"fmt"
	"strings"

	"kehu/tui/widget"
)

// mostViewKeys is how many views have a key.
const mostViewKeys = 9

// height is how many lines the bar takes.
func (v *views) height() int {
	if len(v.all) == 0 {
		return 0
	}
	return 1
}

// strip draws the tabs of all views, and tells the first that is to be seen in w
// cells so that the open one is.
func (v *views) strip(w int, changed bool) (tabs []string, from int) {
	tabs, here := make([]string, len(v.all)), max(v.at(), 0)
	for i := range v.all {
		tabs[i] = v.tab(i, i == here, changed && i == here)
	}
	for from < here && widget.Width(strings.Join(tabs[from:here+1], "")) > w-4 {
		from++
	}
	return tabs, from
}

// bar draws the views on a line of w cells, the open one in view; changed marks
// it as other than saved.
func (v *views) bar(w int, changed bool) widget.Frame {
	tabs, from := v.strip(w, changed)
	line := " " + strings.Join(tabs[from:], "")
	if from > 0 {
		line = v.styles.Faint.Render(" "+v.styles.Signs.Left) + strings.Join(tabs[from:], "")
	}
	if widget.Width(line) > w {
		line = widget.Cut(line, 0, w-2) + v.styles.Faint.Render(" "+v.styles.Signs.Right)
	}
	return widget.Frame{S: line}
}

// tab draws the view at a place: its key, its name, and • when it was changed.
func (v *views) tab(i int, here, changed bool) string {
	key := " "
	if i < mostViewKeys {
		key = fmt.Sprint(i + 1)
	}
	name := widget.Truncate(widget.Grid(v.p.ViewName(v.all[i].Name)), 24)
	style := v.styles.Tab
	if here {
		style = v.styles.TabHere
	}
	sign := " "
	if changed {
		sign = v.styles.Warn.Render("•")
	}
	return " " + v.styles.Faint.Render(key) + " " + style.Render(name) + sign + " "
}
