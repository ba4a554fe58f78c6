package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// CheckItem is one line of a [Checklist].
type CheckItem struct {
	Value string // what the caller gets
	Label string
	On    bool
}

// Checklist chooses some of a list and puts them in order. Space switches a line,
// J and K (or shift with ↓ and ↑) move it, Enter accepts, Esc cancels. It holds
// all its lines.
type Checklist struct {
	Title string

	st     Styles
	checks []CheckItem
	cursor int
	w, h   int
}

// NewChecklist returns a list. The checks are the list's from now on.
func NewChecklist(st Styles, title string, checks []CheckItem) *Checklist {
	return &Checklist{Title: title, st: st, checks: checks, w: 40, h: 12}
}

// SetSize sets the most cells and lines for the box, border included. The box is
// lower when there are fewer lines.
func (c *Checklist) SetSize(w, h int) { c.w, c.h = max(w, 16), max(h, 5) }

// Checks returns the lines in their order now.
func (c *Checklist) Checks() []CheckItem { return c.checks }

// Update takes keys. Accepted and Cancelled mean that the owner should close it.
func (c *Checklist) Update(msg tea.Msg) Decision {
	switch m := msg.(type) {
	case tea.MouseWheelMsg:
		c.move(notches(m))
		return Pending
	case tea.MouseClickMsg:
		return c.click(m.Y)
	}
	k, ok := msg.(tea.KeyPressMsg)
	if !ok || len(c.checks) == 0 {
		return Pending
	}
	switch Key(k) {
	case "esc", "ctrl+c":
		return Cancelled
	case "enter":
		return Accepted
	case "space", "x":
		c.checks[c.cursor].On = !c.checks[c.cursor].On
		return Changed
	case "J", "shift+down":
		return c.carry(1)
	case "K", "shift+up":
		return c.carry(-1)
	case "down", "j", "tab":
		c.move(1)
	case "up", "k", "shift+tab":
		c.move(-1)
	case "pgdown":
		c.move(c.body())
	case "pgup":
		c.move(-c.body())
	case "g", "home":
		c.move(-len(c.checks))
	case "G", "end":
		c.move(len(c.checks))
	}
	return Pending
}

func (c *Checklist) move(d int) { c.cursor = clamp(c.cursor+d, len(c.checks)-1) }

// carry moves the line under the cursor, and the cursor with it.
func (c *Checklist) carry(d int) Decision {
	from := c.cursor
	c.move(d)
	c.checks[from], c.checks[c.cursor] = c.checks[c.cursor], c.checks[from]
	return Changed
}

// top returns the first check in view.
func (c *Checklist) top() int { return clamp(c.cursor-c.body()/2, len(c.checks)-c.body()) }

// body returns the lines for checks: without border and title.
func (c *Checklist) body() int { return max(1, min(c.h-3, len(c.checks))) }

// View draws the box.
func (c *Checklist) View() Frame {
	in := c.w - c.st.Box.GetHorizontalFrameSize()
	count := position(c.cursor, len(c.checks))
	lines := []string{c.st.Title.Render(Cell(Grid(c.Title), in-Width(count)-1, false)) + " " + c.st.Muted.Render(count)}
	top := c.top()
	for i := range c.body() {
		lines = append(lines, c.line(top+i, in))
	}
	return Frame{S: strings.Join(lines, "\n")}.In(c.st.Box)
}

func (c *Checklist) line(i, w int) string {
	box := "[ ] "
	if c.checks[i].On {
		box = "[" + c.st.Signs.On + "] "
	}
	return optionLine(c.st, Option{Label: box + c.checks[i].Label}, w, i == c.cursor)
}
