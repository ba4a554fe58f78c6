package widget

import (
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// click of a form meets what is open over it, or a field.
func (f *Form) click(x, y int) (Decision, tea.Cmd) {
	f.wheeled = false
	box, left, top := f.popup()
	inside := x >= left && y >= top && x < left+lipgloss.Width(box.S) && y < top+lipgloss.Height(box.S)
	here := tea.MouseClickMsg{X: x - left, Y: y - top, Button: tea.MouseLeft}
	switch {
	case f.ask != nil:
		return f.answer(here), nil
	case f.list != nil && inside:
		return f.chooseFrom(here), nil
	case f.list != nil:
		f.list = nil
		return Pending, nil
	case f.drop != nil && inside:
		return f.clickDrop(y - top)
	}
	return f.clickField(x, y)
}

// clickDrop takes the completion that was met.
func (f *Form) clickDrop(y int) (Decision, tea.Cmd) {
	first := clamp(f.drop.cursor-dropLines+1, max(0, len(f.drop.options)-dropLines))
	at := first + y - f.st.Box.GetBorderTopSize()
	if y < f.st.Box.GetBorderTopSize() || at >= min(len(f.drop.options), first+dropLines) {
		return Pending, nil
	}
	return f.take(f.drop.options[at]), nil
}

// clickField gives the focus to the field that was met, the cursor to the place.
func (f *Form) clickField(x, y int) (Decision, tea.Cmd) {
	plan, _ := f.plan()
	line := y - len(f.headLines()) + f.top
	if y < len(f.headLines()) || y >= f.h-1 {
		return Pending, nil
	}
	for _, s := range plan {
		if s.row < 0 || line < s.y || line >= s.y+s.h {
			continue
		}
		to, at := f.cellAt(s, x)
		if c := f.at(to); c == nil || c.def.ReadOnly || f.blocks[to.block].def.ReadOnly {
			return Pending, nil
		}
		again := to == f.focus
		if !again {
			f.move(to)
		}
		return f.clickCell(x-at, line-s.y, again), nil
	}
	return Pending, nil
}

// cellAt returns the place of the cell at x in a strip, and where it begins.
func (f *Form) cellAt(s strip, x int) (pos, int) {
	b := f.blocks[s.block]
	if b.def.Kind != Items {
		return pos{s.block, 0, 0}, f.x
	}
	at := f.x
	for i, w := range f.itemWidths(b) {
		if x < at+w+itemGap || i == len(b.def.Columns)-1 {
			return pos{s.block, s.row, i}, at
		}
		at += w + itemGap
	}
	return pos{s.block, s.row, 0}, f.x
}

// clickCell does what a click in the focused field means: the cursor, the other
// answer, the next choice or the list of them.
func (f *Form) clickCell(x, y int, again bool) Decision {
	c := f.at(f.focus)
	switch {
	case x < 0:
		return Pending
	case c.line != nil:
		c.line.Click(x)
	case c.area != nil && y < c.height():
		c.area.Click(x, y)
	case c.def.Kind == Check && y == 0:
		c.on = !c.on
		f.edited(c)
		return Changed
	case c.def.Kind == Choice && y == 0 && len(c.options) >= manyOptions:
		f.openList("space")
	case c.def.Kind == Choice && y == 0 && again:
		d := c.cycle(1)
		if x < 2 {
			d = c.cycle(-2)
		}
		f.edited(c)
		return d
	}
	return Pending
}

// wheel scrolls the fields, or what is open over them. The focus stays where it
// is, out of view if need be, until the next key.
func (f *Form) wheel(m tea.MouseWheelMsg) {
	switch {
	case f.list != nil:
		f.list.Update(m)
	case f.drop != nil:
		f.drop.cursor = clamp(f.drop.cursor+notches(m), len(f.drop.options)-1)
	case f.ask == nil:
		f.wheeled = true
		f.top = max(0, f.top+wheelStep*notches(m))
	}
}

// popup returns what is open over the form and where it stands.
func (f *Form) popup() (box Frame, x, y int) {
	x = f.x
	fieldY := f.focusLine()
	switch {
	case f.ask != nil:
		f.ask.SetSize(f.w - 4)
		box = f.ask.View()
		return box, max(0, (f.w-lipgloss.Width(box.S))/2), max(0, (f.h-lipgloss.Height(box.S))/3)
	case f.list != nil:
		f.list.SetSize(min(f.w-x, 48), min(f.h, 14))
		box = f.list.View()
	case f.drop != nil:
		box = f.dropBox(f.w - 2)
		if f.blocks[f.focus.block].def.Kind == Items {
			x = f.cellX()
		}
		x = min(x, max(0, f.w-lipgloss.Width(box.S)))
	default:
		return Frame{}, 0, 0
	}
	return box, x, f.under(fieldY, lipgloss.Height(box.S))
}

// focusLine is the line of the view on which the focused field begins.
func (f *Form) focusLine() int {
	plan, _ := f.plan()
	for _, s := range plan {
		if s.block == f.focus.block && s.row == f.focus.row {
			return len(f.headLines()) + s.y - f.top
		}
	}
	return 0
}
