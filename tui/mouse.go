package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"kehu/tui/widget"
)

// doubleClick is how fast the second click on a row must follow to open it.
const doubleClick = 500 * time.Millisecond

// A click is a press of the left button at a cell of a screen's own frame.
type click struct {
	x, y   int
	double bool // the second one at this place
	more   bool // with Ctrl or Alt: in addition to what is there
}

// clicker is a screen that has more to click than a table. done is false for what
// it leaves to others.
type clicker interface {
	click(click) (cmd tea.Cmd, done bool)
}

// wheeler is a screen that the wheel moves, without a table.
type wheeler interface{ wheel(lines int) tea.Cmd }

// chosen says that another row of the screen's table was clicked.
type chosen struct{}

// lastClick is where and when the person clicked last.
type lastClick struct {
	x, y int
	at   time.Time
}

// wheelLines is how far a notch of the wheel goes.
const wheelLines = 3

// mouse takes clicks and the wheel. Where they meet the body, screens get them in
// the cells of their own frame.
func (r *root) mouse(msg tea.MouseMsg) tea.Cmd {
	if !r.look.mouse || r.w < minWidth || r.h < minHeight {
		return nil
	}
	switch m := msg.(type) {
	case tea.MouseWheelMsg:
		return r.wheel(m)
	case tea.MouseClickMsg:
		if m.Button == tea.MouseLeft {
			r.toast, r.leaving = toast{}, false
			return r.clicked(m)
		}
	}
	return nil
}

func (r *root) wheel(m tea.MouseWheelMsg) tea.Cmd {
	top := r.top()
	by := map[tea.MouseButton]int{tea.MouseWheelUp: -wheelLines, tea.MouseWheelDown: wheelLines}[m.Button]
	if w, ok := top.(wheeler); ok && by != 0 {
		return w.wheel(by)
	}
	return top.Update(m)
}

// clicked finds out what was met: a tab, a key of the footer, or the top screen.
func (r *root) clicked(m tea.MouseClickMsg) tea.Cmd {
	k := r.count(m)
	switch {
	case m.Y == 0 && !r.top().Floats():
		return r.clickTab(m.X)
	case m.Y == r.h-1:
		return r.clickFooter(m.X)
	}
	x, y, w, h := r.place()
	k.x, k.y = m.X-x, m.Y-y
	if k.x < 0 || k.y < 0 || k.x >= w || k.y >= h {
		return nil
	}
	m.X, m.Y = k.x, k.y
	return r.clickBody(m, k)
}

// clickBody gives a click to the top screen: to what it knows how to handle, to its
// table, or as a message to what it consists of.
func (r *root) clickBody(m tea.MouseClickMsg, k click) (cmd tea.Cmd) {
	top := r.top()
	g, hasTable := top.(gridded)
	if hasTable { // where it stands now: the click may change that
		_, x, y := g.grid()
		m.X, m.Y = m.X-x, m.Y-y
	}
	if c, ok := top.(clicker); ok {
		var done bool
		if cmd, done = c.click(k); done {
			return cmd
		}
	}
	if hasTable {
		return tea.Batch(cmd, r.clickTable(g, m.X, m.Y, k))
	}
	return tea.Batch(cmd, top.Update(m))
}

// count notes a click and tells whether it is the second at its place.
func (r *root) count(m tea.MouseClickMsg) click {
	now := r.now()
	last := r.last
	double := last.x == m.X && last.y == m.Y && !last.at.IsZero() && now.Sub(last.at) <= doubleClick
	if r.last = (lastClick{m.X, m.Y, now}); double {
		r.last = lastClick{} // a third click begins anew
	}
	return click{double: double, more: m.Mod != 0}
}

// place is where the top screen stands on the terminal, and its size.
func (r *root) place() (x, y, w, h int) {
	const head = barLines - 1
	w, h = r.w, r.h-barLines
	top := r.top()
	if !top.Floats() {
		return 0, head, w, h
	}
	if low, ok := top.(interface{ Low() bool }); ok && low.Low() {
		box := lipgloss.Height(top.View(w, h).S)
		return 0, head + h - box, w, box
	}
	box := top.View(w-4, h-2).S
	boxW, boxH := lipgloss.Width(box), lipgloss.Height(box)
	return max(0, (w-boxW)/2), head + max(0, (h-boxH)/3), boxW, boxH
}

// clickTab goes to the tab at a cell of the header.
func (r *root) clickTab(x int) tea.Cmd {
	at := 1
	for i, t := range r.tabs {
		w := widget.Width(r.t(t.label)) + 2
		if x >= at && x < at+w {
			return r.turn(i - r.here)
		}
		at += w
	}
	return nil
}

// clickFooter does what the key at a cell of the footer does.
func (r *root) clickFooter(x int) tea.Cmd {
	keys := r.footerKeys()
	shown := make([]widget.Binding, len(keys))
	for i, b := range keys {
		shown[i] = r.shown(b)
	}
	at, ok := widget.FooterAt(r.styles, shown, r.w-4, x-2)
	if !ok {
		return nil
	}
	b := keys[at]
	switch {
	case b.off != "":
		r.say(toast{text: r.t(b.off)})
		return nil
	case b.run != nil:
		return b.run()
	}
	if key, ok := readKey(b.name()); ok { // the screen handles it itself
		return r.key(keyMsg(key))
	}
	return nil
}

// clickTable selects a row, opens it at the second click, marks it in its margin,
// or sorts by a head.
func (r *root) clickTable(g gridded, x, y int, k click) tea.Cmd {
	t, _, _ := g.grid()
	hit, cmd := t.Click(x, y)
	switch {
	case hit == widget.OnHead:
		if s, ok := g.(sorter); ok {
			return tea.Batch(cmd, s.sortHere(k.more))
		}
	case hit == widget.OnMark:
		return tea.Batch(cmd, r.give("mark"), r.top().Update(chosen{}))
	case hit == widget.OnRow && k.double:
		return tea.Batch(cmd, r.openRow())
	case hit == widget.OnRow:
		return tea.Batch(cmd, r.top().Update(chosen{}))
	}
	return cmd
}

// sorter is a screen whose table can be sorted by its current column.
type sorter interface{ sortHere(more bool) tea.Cmd }

func (c *customers) sortHere(more bool) tea.Cmd {
	if why := c.unsorted(); why != "" {
		c.nav.say(toast{text: c.t(why)})
		return nil
	}
	return c.sortBy(more)
}

// openRow does what Enter does on the row that was clicked.
func (r *root) openRow() tea.Cmd {
	b := find(r.top().Bindings(), "enter")
	if b == nil || b.run == nil {
		return nil
	}
	return r.do(command{binding: *b})
}

// give does a command of the top screen by its id, if it has it.
func (r *root) give(id string) tea.Cmd {
	b := called(r.top().Bindings(), id)
	if b == nil || b.run == nil {
		return nil
	}
	return r.do(command{binding: *b})
}
