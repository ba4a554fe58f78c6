package tui

import (
	"path/filepath"
	"strings"

	"kehu/tui/widget"
)

// header has the tabs on the left, what the screen counts on the right.
func (r *root) header() string {
	st := r.styles
	var b strings.Builder
	b.WriteString(" ")
	for i, t := range r.tabs {
		style := st.Tab
		if i == r.here {
			style = st.TabHere
		}
		b.WriteString(" " + style.Render(r.t(t.label)) + " ")
	}
	right := st.Muted.Render(widget.Truncate(r.bookName(), 24))
	if status := r.top().Status(); status != "" {
		right = status + st.Faint.Render("  ·  ") + right
	}
	return widget.Ends(b.String(), right+"  ", r.w)
}

// bookName is the file's name without its ending.
func (r *root) bookName() string {
	return widget.Grid(strings.TrimSuffix(filepath.Base(r.store.Path()), ".kehu"))
}

// rule divides header and body. In it stands what one should know of the book and of
// others at the record in hand.
func (r *root) rule() string {
	line := func(n int) string { return r.styles.Faint.Render(strings.Repeat("─", max(0, n))) }
	note := widget.Truncate(strings.Join(r.notices(), " · "), r.w-4)
	if note == "" {
		return line(r.w)
	}
	return line(r.w-widget.Width(note)-4) + " " + r.styles.Warn.Render(note) + " " + line(2)
}

// notices are what the rule says.
func (r *root) notices() []string {
	return append(r.presence(), r.bookNotices()...)
}

// footer shows the keys that matter most here, as many as fit, help last; and on the
// right, where the book has no good copy, that it has none.
func (r *root) footer() string {
	if note := r.backupNote(); note != "" && widget.Width(note) < r.w/2 {
		note = r.styles.Warn.Render(note)
		return widget.Ends(r.footerOf(r.w-widget.Width(note)-2), note+"  ", r.w)
	}
	return r.footerOf(r.w)
}

// footerOf shows the keys in a width.
func (r *root) footerOf(w int) string {
	var keys []widget.Binding
	for _, b := range r.footerKeys() {
		keys = append(keys, r.shown(b))
	}
	return "  " + widget.Footer(r.styles, keys, w-4) + "  "
}

// footerKeys are the bindings that the footer shows, in order.
func (r *root) footerKeys() []binding {
	var keys []binding
	top := r.top()
	for _, b := range r.bound(top.Bindings()) {
		if b.foot && b.off == "" && b.name() != "" {
			keys = append(keys, b)
		}
	}
	if !top.Typing() && !top.Floats() {
		keys = append(keys, *called(r.bound(r.bindings()), "help"))
	}
	return keys
}
