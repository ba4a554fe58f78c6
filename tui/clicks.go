package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"kehu/tui/widget"
)

// What there is to click on screens besides their tables.

// click of the list meets the tabs of its views, or the search line.
func (c *customers) click(k click) (tea.Cmd, bool) {
	switch y := k.y - c.views.height(); {
	case c.empty():
		return nil, true
	case y < 0:
		if at, ok := c.views.tabAt(k.x, c.table.Width(), c.changed()); ok {
			return c.goTo(c.views.all[at].ID), true
		}
		return nil, true
	case y == 0 && c.search.height() > 0:
		return c.search.click(k.x), true
	case c.search.typing:
		return c.search.keep(), false
	case k.x > c.table.Width():
		return nil, true
	}
	return nil, false
}

// click of the settings chooses a line, and opens the one that is chosen.
func (c *settings) click(k click) (tea.Cmd, bool) {
	at := (k.y - 1) / max(c.step, 1)
	if k.y < 1 || at >= len(c.lines()) || (k.y-1)%max(c.step, 1) > 0 {
		return nil, true
	}
	was := c.cursor
	if c.cursor = at; was == at || k.double {
		return c.open(), true
	}
	return nil, true
}

// click of the card meets an entry of the timeline or a fact of the profile: the
// first chooses it, the second shows its details or edits it.
func (c *card) click(k click) (tea.Cmd, bool) {
	switch {
	case !c.ready:
		return nil, true
	case c.timelineAt.has(k):
		return c.clickEntry(k), true
	case c.factsAt.has(k):
		return c.clickFact(k), true
	}
	return nil, true
}

func (c *card) clickEntry(k click) tea.Cmd {
	at, ok := c.line.entryAt(k.y-c.timelineAt.Y, c.timelineAt.width)
	if !ok {
		return nil
	}
	c.whole = false
	c.line.skip, c.line.cursor = 0, at
	if k.double {
		return tea.Batch(c.line.fetch(), c.line.unfold())
	}
	return c.line.fetch()
}

func (c *card) clickFact(k click) tea.Cmd {
	at, ok := c.facts.factAt(k.y - c.factsAt.Y)
	if !ok {
		return nil
	}
	if c.whole, c.facts.cursor = true, at; k.double {
		return c.edit()
	}
	return nil
}

// wheel of the card goes through the timeline, or the profile that has the focus.
func (c *card) wheel(lines int) tea.Cmd {
	if c.whole {
		c.facts.move(lines)
		return nil
	}
	return c.line.move(lines)
}

// spot is where a part of a screen was drawn last, and how wide.
type spot struct{ X, Y, width int }

func (s spot) has(k click) bool { return k.x >= s.X && k.x < s.X+s.width && k.y >= s.Y }

// entryAt returns the entry that was drawn on a line of the timeline.
func (t *timeline) entryAt(y, w int) (int, bool) {
	for i := t.top; i < len(t.entries) && y >= 0; i++ {
		if y -= len(t.lines(i, w, false)); y < 0 {
			return i, true
		}
	}
	return 0, false
}

// factAt returns the fact that was drawn on a line.
func (l *factList) factAt(y int) (int, bool) {
	top := l.top
	if !l.drawn.whole {
		top = 0
	}
	at := slices.IndexFunc(l.drawn.spans, func(s [2]int) bool { return y+top >= s[0] && y+top < s[1] })
	return at, at >= 0
}

// click of the command line takes an offer.
func (l *commandLine) click(k click) (tea.Cmd, bool) {
	from := max(0, min(l.at-mostOffers/2, len(l.offers)-mostOffers))
	at := from + k.y - 1
	if k.y < 1 || at >= min(len(l.offers), from+mostOffers) {
		l.line.Click(k.x - 3)
		return nil, true
	}
	l.put(l.offers[at].text)
	if l.edited(); k.double {
		return l.enter(), true
	}
	return nil, true
}

// tabAt returns the view at a cell of the bar of w cells.
func (v *views) tabAt(x, w int, changed bool) (int, bool) {
	tabs, from := v.strip(w, changed)
	at := 1
	if from > 0 {
		at = 1 + widget.Width(v.styles.Signs.Left)
	}
	for i := from; i < len(tabs); i++ {
		wide := widget.Width(tabs[i])
		if x >= at && x < at+wide {
			return i, true
		}
		at += wide
	}
	return 0, false
}
