package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// Frame is a drawn block: lines without a final line break, and the hardware
// cursor relative to the block's own top left corner, nil for none. One screen
// shows one cursor, so of several blocks the last that has one wins.
type Frame struct {
	S   string
	Cur *tea.Cursor
}

// Shift returns the frame's cursor moved by x cells and y lines, nil for none.
func (f Frame) Shift(x, y int) *tea.Cursor {
	if f.Cur == nil {
		return nil
	}
	c := *f.Cur
	c.X, c.Y = c.X+x, c.Y+y
	return &c
}

// In draws the frame inside a style with its border, padding and margin.
func (f Frame) In(st lipgloss.Style) Frame {
	return Frame{st.Render(f.S), f.Shift(
		st.GetMarginLeft()+st.GetBorderLeftSize()+st.GetPaddingLeft(),
		st.GetMarginTop()+st.GetBorderTopSize()+st.GetPaddingTop())}
}

// HStack puts frames side by side, aligned at the top.
func HStack(fs ...Frame) (out Frame) {
	parts := make([]string, len(fs))
	x := 0
	for i, f := range fs {
		parts[i] = f.S
		if c := f.Shift(x, 0); c != nil {
			out.Cur = c
		}
		x += lipgloss.Width(f.S)
	}
	out.S = lipgloss.JoinHorizontal(lipgloss.Top, parts...)
	return out
}

// VStack puts frames one below the other. Lines keep their own widths.
func VStack(fs ...Frame) (out Frame) {
	parts := make([]string, len(fs))
	y := 0
	for i, f := range fs {
		parts[i] = f.S
		if c := f.Shift(0, y); c != nil {
			out.Cur = c
		}
		y += lipgloss.Height(f.S)
	}
	out.S = strings.Join(parts, "\n")
	return out
}

// Overlay draws box over base, a block as [Block] makes it, with its top left
// corner at cell x, line y. Lines of the box below the base are left out. Wide
// characters under the box's edges become spaces. The cursor is the box's, or the
// base's when the box has none.
func Overlay(base, box Frame, x, y int) Frame {
	x, y = max(x, 0), max(y, 0)
	lines := strings.Split(base.S, "\n")
	for i, line := range strings.Split(box.S, "\n") {
		if y+i >= len(lines) {
			break
		}
		under := lines[y+i]
		lines[y+i] = over(under, line, x)
	}
	out := Frame{strings.Join(lines, "\n"), base.Cur}
	if c := box.Shift(x, y); c != nil {
		out.Cur = c
	}
	return out
}

// over draws top over the line under, from cell x on.
func over(under, top string, x int) string {
	w, have := Width(top), Width(under)
	out := Cut(under, 0, x) + top
	if rest := have - x - w; rest > 0 {
		out += Cut(under, x+w, rest)
	}
	return out
}

// Center draws box in the middle of base, a block of w cells and h lines.
func Center(base, box Frame, w, h int) Frame {
	return Overlay(base, box, (w-lipgloss.Width(box.S))/2, (h-lipgloss.Height(box.S))/3)
}

// Block returns s as exactly h lines of w cells: cut, padded and filled up.
func Block(s string, w, h int) string {
	lines := strings.Split(s, "\n")
	out := make([]string, max(h, 0))
	for i := range out {
		if i < len(lines) {
			out[i] = Cut(lines[i], 0, w)
		} else {
			out[i] = spaces(w)
		}
	}
	return strings.Join(out, "\n")
}
