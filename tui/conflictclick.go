package tui

import (
	tea "charm.land/bubbletea/v2"

	"kehu/model"
)

// What a line of a conflict shows.
const (
	itsName   = -1 // the name of a field
	sideways  = -2 // the three texts of a field side by side
	mySide    = 0  // one text, where they stand one below the other
	theirSide = 1
)

// conflictLine is what a line of the blocks is about.
type conflictLine struct{ field, side int }

// about tells for each line of a block what it is about.
func (c *conflict) about(i int, f model.FieldConflict, w int) []conflictLine {
	out := []conflictLine{{i, itsName}}
	if w >= wideConflict {
		for range c.beside(f, w) {
			out = append(out, conflictLine{i, sideways})
		}
		return out
	}
	label := c.labelWidth()
	for side, text := range []string{f.Mine, f.Theirs, f.Base} {
		for range c.text(f.Key, text, w-label-7) {
			out = append(out, conflictLine{i, side})
		}
	}
	return out
}

// click takes the text that was clicked, mine or theirs; elsewhere in the block of a
// field it goes there.
func (c *conflict) click(k click) (tea.Cmd, bool) {
	box := c.styles.Box
	x, y := k.x-box.GetHorizontalFrameSize()/2, k.y-box.GetVerticalFrameSize()/2-c.top
	if y < 0 || y >= len(c.lines) {
		return nil, true
	}
	at := c.lines[y]
	c.cursor = at.field
	if at.side == sideways && x >= 2 {
		at.side = (x - 2) / c.column(c.w-box.GetHorizontalFrameSize())
	}
	if at.side == mySide || at.side == theirSide {
		c.mine[c.found.Fields[at.field].Key] = at.side == mySide
	}
	return nil, true
}
