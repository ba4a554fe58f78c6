package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// manyOptions is from how many options on a Choice opens a list.
const manyOptions = 8

// cell is one place to enter something: its input, its text and its error.
type cell struct {
	def     *Field
	line    *Line
	area    *Area
	options []Option
	choice  int    // index into options, -1 when raw is none of them
	on      bool   // of a Check
	raw     string // the text as given; an input may show it without control characters
	shown   string // the input's text for raw
	err     string
	held    bool // err came from the owner: only a change of the text clears it
	note    string
	calm    bool // note is no warning
}

func newCell(st Styles, def *Field) *cell {
	c := &cell{def: def, options: def.Options}
	switch def.Kind {
	case OneLine:
		c.line = NewLine(st, def.MaxLen)
		c.line.Placeholder, c.line.Right, c.line.Replace = def.Placeholder, def.Right, def.Replace
	case Lines:
		c.area = NewArea(st, def.MaxLen)
		c.area.Placeholder = def.Placeholder
	}
	c.set(def.Value)
	return c
}

// forgive takes back an error that came from the owner.
func (c *cell) forgive() {
	if c.held {
		c.err, c.held = "", false
	}
}

func (c *cell) setStyles(st Styles) {
	if c.line != nil {
		c.line.SetStyles(st)
	}
	if c.area != nil {
		c.area.SetStyles(st)
	}
}

// input returns the text in the input, "" for kinds without one.
func (c *cell) input() string {
	switch {
	case c.line != nil:
		return c.line.Value()
	case c.area != nil:
		return c.area.Value()
	}
	return ""
}

// value returns what the field holds.
func (c *cell) value() string {
	switch {
	case c.def.Kind == Check:
		if c.on {
			return "true"
		}
		return ""
	case c.def.Kind == Choice && c.choice >= 0 && c.choice < len(c.options):
		return c.options[c.choice].Value
	case c.def.Kind == Choice, c.input() == c.shown:
		return c.raw
	}
	return c.def.breaksOut(c.input())
}

// set replaces what the field holds.
func (c *cell) set(s string) {
	c.raw, c.on, c.choice = s, s == "true", -1
	for i, o := range c.options {
		if o.Value == s {
			c.choice = i
		}
	}
	if c.line != nil {
		c.line.SetValue(c.def.breaksIn(s))
	}
	if c.area != nil {
		c.area.SetValue(s)
	}
	c.shown = c.input()
}

// setFocus gives the focus to the input, or takes it.
func (c *cell) setFocus(on bool) {
	switch {
	case c.line != nil && on:
		c.line.Focus()
	case c.line != nil:
		c.line.Blur()
	case c.area != nil && on:
		c.area.Focus()
	case c.area != nil:
		c.area.Blur()
	}
}

// update takes a message of the focused cell; used is false for keys that are the
// form's.
func (c *cell) update(msg tea.Msg) (d Decision, used bool) {
	switch {
	case c.line != nil:
		return c.line.Update(c.def.pasted(msg))
	case c.area != nil:
		return c.area.Update(msg)
	}
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return Pending, false
	}
	switch key := Key(k); {
	case c.def.Kind == Check && key == "space":
		c.on = !c.on
		return Changed, true
	case c.def.Kind == Choice && key == "left":
		return c.cycle(-1), true
	case c.def.Kind == Choice && (key == "right" || key == "space"):
		return c.cycle(1), true
	}
	return Pending, false
}

// cycle chooses the option d places on, around the ends.
func (c *cell) cycle(d int) Decision {
	n := len(c.options)
	if n == 0 {
		return Pending
	}
	if c.choice < 0 && d < 0 {
		d = 0
	}
	c.choice = ((c.choice+d)%n + n) % n
	return Changed
}

// completes reports whether the field offers completions.
func (c *cell) completes() bool { return c.def.Suggest != nil || c.def.SuggestIn != nil }

// check sets the error of the text that the cell at a place has.
func (f *Form) check(c *cell, at Ref) {
	if c.held {
		return
	}
	text := c.value()
	switch {
	case c.def.ReadOnly:
		c.err = ""
	case c.def.Required && strings.TrimSpace(text) == "":
		c.err = f.texts.Required
	case c.def.Check != nil:
		c.err = c.def.Check(text)
	case c.def.CheckIn != nil:
		c.err = c.def.CheckIn(f, at)
	default:
		c.err = ""
	}
}

// height returns the lines of the input without errors.
func (c *cell) height() int {
	switch {
	case c.area == nil:
		return 1
	case c.def.Height == 0:
		return 4
	}
	return c.def.Height
}
