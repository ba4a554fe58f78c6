package widget

import (
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// Clicks come in cells of the widget's own frame.

// notches is how many lines a turn of the wheel moves in a list.
func notches(m tea.MouseWheelMsg) int {
	switch m.Button {
	case tea.MouseWheelDown:
		return 1
	case tea.MouseWheelUp:
		return -1
	}
	return 0
}

// Hit is what a click in a [Table] met.
type Hit int

// The places of a table.
const (
	Missed Hit = iota
	OnRow
	OnMark // the margin of a row, where its mark stands
	OnHead // the head of a column, which is the current one now
	OnBar  // the scroll bar
)

// Click selects the row and column, or goes where the scroll bar was met.
func (t *Table) Click(x, y int) (Hit, tea.Cmd) {
	i := t.top + y - 1
	switch {
	case x < 0 || x >= t.w || y < 0 || y > t.body():
		return Missed, nil
	case y == 0:
		if t.point(x) {
			return OnHead, nil
		}
		return Missed, nil
	case x >= t.w-2 && t.count() > t.body():
		return OnBar, t.GoTo((y - 1) * (t.count() - 1) / max(t.body()-1, 1))
	case i >= t.count():
		return Missed, nil
	case x < gutter:
		return OnMark, t.moveTo(i)
	}
	t.point(x)
	return OnRow, t.moveTo(i)
}

// point makes the column at a cell the current one; false where there is none.
func (t *Table) point(x int) bool {
	at := gutter
	for _, s := range t.slots {
		if x >= at && x < at+s.w {
			t.here = s.col
			t.relayout()
			return true
		}
		at += s.w + columnGap
	}
	return false
}

// click chooses the option that was met.
func (p *Pick) click(_, y int) Decision {
	at := y - p.st.Box.GetBorderTopSize() - 2 // title and filter
	rows := p.inView()
	if at < 0 || at >= len(rows) || rows[at] < 0 {
		return Pending
	}
	p.cursor = rows[at]
	return Accepted
}

// click switches the line that was met.
func (c *Checklist) click(y int) Decision {
	at := y - c.st.Box.GetBorderTopSize() - 1 // title
	if at < 0 || at >= c.body() {
		return Pending
	}
	c.cursor = c.top() + at
	c.checks[c.cursor].On = !c.checks[c.cursor].On
	return Changed
}

// click gives the answer that was met.
func (c *Confirm) click(x, y int) Decision {
	box := c.View().S
	if y != lipgloss.Height(box)-1-c.st.Box.GetBorderBottomSize() {
		return Pending
	}
	yes, no := Width(c.answer("y", c.Yes, c.yes)), Width(c.answer("n", c.No, !c.yes))
	right := lipgloss.Width(box) - c.st.Box.GetHorizontalFrameSize()/2
	switch {
	case x >= right-no && x < right:
		return Cancelled
	case x >= right-no-2-yes && x < right-no-2:
		return Accepted
	}
	return Pending
}

// Click puts the insertion point at a cell of the input.
func (l *Line) Click(x int) {
	l.ed.whole = false
	if l.Right {
		x -= max(0, l.w-1-Width(Grid(l.ed.text)))
	}
	l.ed.pos = cellsIn(l.ed.text, x+l.off)
	l.ed.settle()
}

// Click puts the insertion point at a cell of a line of the input.
func (a *Area) Click(x, y int) {
	rows := a.wrapped()
	to := rows[clamp(a.top+y, len(rows)-1)]
	a.ed.pos = to.from + cellsIn(a.ed.text[to.from:to.to], x)
	a.goal = -1
	a.ed.settle()
}

// cellsIn returns the bytes of a text that stand before a cell.
func cellsIn(text string, x int) int {
	n, cells := 0, 0
	for n < len(text) {
		step, _ := next(text[n:])
		if cells += Width(Grid(text[n : n+step])); cells > x {
			break
		}
		n += step
	}
	return n
}
