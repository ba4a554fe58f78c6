package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// conflict lists the fields that two sessions changed, for the person to choose:
// what stands here, what the other wrote, and what it was before.
type conflict struct {
	base
	found    *model.Conflict
	currency model.Currency
	mine     map[string]bool // key → keep what was typed here
	cursor   int
	then     func(mine map[string]bool) tea.Cmd
	title    string
	hint     string
	sides    [3]string // the words for the three texts, in their order
	w, h     int

	top   int            // lines above the blocks, as drawn last
	lines []conflictLine // what the lines of the blocks are about
}

// Sizes of a conflict: from how many cells the three texts stand side by side, and
// how many lines of a long one are shown.
const (
	wideConflict = 70
	conflictText = 6
)

// sideNames are the sides of what two sessions changed.
var sideNames = [...]string{"tui.conflict.mine", "tui.conflict.theirs", "tui.conflict.base"}

// labelWidth is the room for these words in front of the texts.
func (c *conflict) labelWidth() (w int) {
	for _, id := range c.sides {
		w = max(w, widget.Width(c.t(id)))
	}
	return w
}

func newConflict(s *session, found *model.Conflict, currency model.Currency, then func(map[string]bool) tea.Cmd) *conflict {
	c := &conflict{base: base{s}, found: found, currency: currency, then: then, mine: map[string]bool{}, w: 76, h: 20,
		title: s.t("tui.conflict.title", "Actor", oneLine(found.Actor)), hint: s.t("tui.conflict.hint"), sides: sideNames}
	c.all(true)
	return c
}

func (c *conflict) Resize(w, h int) tea.Cmd {
	c.w, c.h = min(w-4, 110), h-2
	return nil
}

func (c *conflict) Floats() bool { return true }

// View draws a block per field, as many as fit around the one with the cursor.
func (c *conflict) View(int, int) widget.Frame {
	in := c.w - c.styles.Box.GetHorizontalFrameSize()
	lines := []string{c.styles.Title.Render(widget.Cell(c.title, in, false))}
	for _, line := range widget.Wrap(c.hint, in) {
		lines = append(lines, c.styles.Muted.Render(widget.Cell(line, in, false)))
	}
	if lines = append(lines, ""); in >= wideConflict {
		lines = append(lines, c.heads(in))
	}
	c.top = len(lines)
	lines = append(lines, c.blocks(in, c.h-len(lines)-2)...)
	return widget.Frame{S: strings.Join(lines, "\n")}.In(c.styles.Box)
}

// blocks draws the fields that fit into h lines, the one with the cursor among them.
func (c *conflict) blocks(w, h int) (lines []string) {
	from := 0
	c.lines = nil
	for i, f := range c.found.Fields {
		block := c.block(i, f, w)
		if i <= c.cursor {
			for len(lines)+len(block) > h && from < i { // the first ones go up out of view
				out := len(c.block(from, c.found.Fields[from], w))
				lines, c.lines = lines[out:], c.lines[out:]
				from++
			}
		}
		lines, c.lines = append(lines, block...), append(c.lines, c.about(i, f, w)...)
	}
	lines, c.lines = head(lines, max(h, 1)), head(c.lines, max(h, 1))
	return lines
}

// column is how wide each of the three texts is, side by side.
func (c *conflict) column(w int) int { return (w - 2) / 3 }

func (c *conflict) heads(w int) string {
	line := "  "
	for _, id := range c.sides {
		line += widget.Cell("  "+c.t(id), c.column(w), false)
	}
	return c.styles.Header.Render(widget.Cell(line, w, false))
}

// block draws one field: its name, and the three texts side by side or one below
// the other.
func (c *conflict) block(i int, f model.FieldConflict, w int) []string {
	sign, name := " ", c.styles.Label.Render(c.p.Field(f.Key))
	if i == c.cursor {
		sign, name = c.styles.Accent.Render(c.styles.Signs.Cursor), c.styles.LabelHere.Render(c.p.Field(f.Key))
	}
	lines := []string{widget.Cell(sign+" "+name, w, false)}
	if w >= wideConflict {
		return append(lines, c.beside(f, w)...)
	}
	return append(lines, c.below(f, w)...)
}

// beside puts the three texts side by side.
func (c *conflict) beside(f model.FieldConflict, w int) (lines []string) {
	column := c.column(w)
	var cells [3][]string
	rows := 0
	for i, text := range []string{f.Mine, f.Theirs, f.Base} {
		cells[i] = c.text(f.Key, text, column-3)
		rows = max(rows, len(cells[i]))
	}
	for row := range rows {
		line := "  "
		for i := range cells {
			line += c.cell(cells[i], row, column, c.chosen(f.Key, i))
		}
		lines = append(lines, widget.Cell(line, w, false))
	}
	return lines
}

// below puts the three texts one below the other, each behind its head.
func (c *conflict) below(f model.FieldConflict, w int) (lines []string) {
	label := c.labelWidth()
	for i, text := range []string{f.Mine, f.Theirs, f.Base} {
		name := c.t(c.sides[i])
		parts := c.text(f.Key, text, w-label-7)
		for row := range parts {
			lines = append(lines, "  "+c.styles.Muted.Render(widget.Cell(name, label+1, false))+c.cell(parts, row, w-label-3, c.chosen(f.Key, i)))
			name = ""
		}
	}
	return lines
}

// chosen reports whether the i-th of the texts is the one to be kept.
func (c *conflict) chosen(key string, i int) bool {
	return i == 0 && c.mine[key] || i == 1 && !c.mine[key]
}

// cell is a line of one text; the chosen one has the sign.
func (c *conflict) cell(text []string, row, w int, chosen bool) string {
	line := ""
	if row < len(text) {
		line = text[row]
	}
	switch {
	case chosen && row == 0:
		return c.styles.Selected.Render(widget.Cell(c.styles.Signs.On+" "+line, w-1, false)) + " "
	case chosen:
		return c.styles.Selected.Render(widget.Cell("  "+line, w-1, false)) + " "
	}
	return c.styles.Muted.Render(widget.Cell("  "+line, w-1, false)) + " "
}

// text wraps a value; of a very long one the beginning is shown.
func (c *conflict) text(key, text string, w int) []string {
	shown := c.fieldText(c.found.Kind, key, text, c.currency)
	if strings.TrimSpace(shown) == "" {
		return []string{c.t("tui.conflict.empty")}
	}
	var lines []string
	for line := range strings.SplitSeq(shown, "\n") {
		lines = append(lines, widget.Wrap(widget.Grid(line), w)...)
	}
	if len(lines) > conflictText {
		lines = append(slices.Clip(lines[:conflictText-1]), "…")
	}
	return lines
}

// Bindings lists the keys.
func (c *conflict) Bindings() []binding {
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd {
			c.cursor = (c.cursor + by + len(c.found.Fields)) % len(c.found.Fields)
			return nil
		}
	}
	pick := func(mine func(was bool) bool) func() tea.Cmd {
		return func() tea.Cmd {
			key := c.found.Fields[c.cursor].Key
			c.mine[key] = mine(c.mine[key])
			return nil
		}
	}
	return []binding{
		{keys: []string{"left", "h"}, show: "← →", label: "tui.key.choose", group: groupChange, foot: true, run: pick(func(bool) bool { return true })},
		{keys: []string{"right", "l"}, run: pick(func(bool) bool { return false })},
		{keys: []string{"space"}, run: pick(func(was bool) bool { return !was })},
		{keys: []string{"down", "j", "tab"}, show: "↑ ↓", label: "tui.key.move", group: groupMove, foot: len(c.found.Fields) > 1, run: move(+1)},
		{keys: []string{"up", "k", "shift+tab"}, run: move(-1)},
		{keys: []string{"enter", "ctrl+s"}, label: "tui.key.save", group: groupChange, foot: true, run: c.accept},
		{keys: []string{"m", "<"}, label: "tui.key.all_mine", group: groupChange, foot: true, run: func() tea.Cmd { return c.all(true) }},
		{keys: []string{"t", ">"}, label: "tui.key.all_theirs", group: groupChange, foot: true, run: func() tea.Cmd { return c.all(false) }},
		{keys: []string{"esc"}, label: "tui.key.back", group: groupMove, foot: true, run: c.nav.pop},
	}
}

// all chooses the same side for every field.
func (c *conflict) all(mine bool) tea.Cmd {
	for _, f := range c.found.Fields {
		c.mine[f.Key] = mine
	}
	return nil
}

func (c *conflict) accept() tea.Cmd { return tea.Batch(c.nav.pop(), c.then(c.mine)) }
