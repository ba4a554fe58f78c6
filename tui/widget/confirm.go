package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Question is the text of a [Confirm].
type Question struct {
	Text    string   // what is asked; may have several lines
	Yes, No string   // labels of the answers
	Detail  []string // what would happen, in grey, one per line
}

// Confirm asks one question. No is the default: Enter on it, Esc and n cancel; y
// accepts, as does Enter after ← → or Tab has moved to yes.
type Confirm struct {
	Question
	st  Styles
	yes bool
	w   int
}

// NewConfirm returns the question with No chosen.
func NewConfirm(st Styles, q Question) *Confirm { return &Confirm{Question: q, st: st, w: 50} }

// SetSize sets the most cells of the box, border included.
func (c *Confirm) SetSize(w int) { c.w = max(w, 16) }

// Update takes keys.
func (c *Confirm) Update(msg tea.Msg) Decision {
	if m, ok := msg.(tea.MouseClickMsg); ok {
		return c.click(m.X, m.Y)
	}
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return Pending
	}
	switch Key(k) {
	case "y", "Y":
		return Accepted
	case "n", "N", "esc", "ctrl+c":
		return Cancelled
	case "left", "right", "tab", "shift+tab", "h", "l":
		c.yes = !c.yes
	case "enter":
		if c.yes {
			return Accepted
		}
		return Cancelled
	}
	return Pending
}

// View draws the box.
func (c *Confirm) View() Frame {
	frame := c.st.Box.GetHorizontalFrameSize()
	answers := c.answer("y", c.Yes, c.yes) + "  " + c.answer("n", c.No, !c.yes)
	in := max(Width(answers), Width(Grid(c.Text)))
	for _, d := range c.Detail {
		in = max(in, Width(Grid(d)))
	}
	in = min(in, c.w-frame)
	var out []string
	for _, line := range Wrap(c.Text, in) {
		out = append(out, c.st.Title.Render(Cell(line, in, false)))
	}
	for _, d := range c.Detail {
		out = append(out, c.st.Muted.Render(Cell(Grid(d), in, false)))
	}
	out = append(out, spaces(in), Cell(answers, in, true))
	return Frame{S: strings.Join(out, "\n")}.In(c.st.Box)
}

// answer draws one answer with its key; the chosen one has the cursor sign too.
func (c *Confirm) answer(key, label string, here bool) string {
	if here {
		return c.st.Selected.Render(c.st.Signs.Cursor + key + " " + Grid(label) + " ")
	}
	return " " + c.st.Key.Render(key) + " " + Grid(label) + " "
}
