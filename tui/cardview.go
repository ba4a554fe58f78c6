package tui

import (
	"strings"

	"kehu/locale"
	"kehu/model"
	"kehu/tui/widget"
)

// wideCard is the width from which the profile stands beside the timeline.
const wideCard = 110

// leastTimeline is how many lines of the card the timeline gets at least.
const leastTimeline = 8

// View draws the profile beside the timeline, or above it.
func (c *card) View(w, h int) widget.Frame {
	switch {
	case !c.ready:
		return widget.Frame{}
	case c.gone != nil:
		return c.goneView(w)
	case w >= wideCard:
		return c.wideView(w, h)
	case c.whole:
		return c.wholeView(w, h)
	}
	return c.tallView(w, h)
}

func (c *card) goneView(w int) widget.Frame {
	message, _ := c.p.Error(c.gone)
	if model.KindOf(c.gone) == model.NotFound {
		message = c.t("tui.card.gone")
	}
	return widget.Frame{S: "\n  " + c.styles.Warn.Render(widget.Truncate(message, w-4))}
}

// tallView is the card of a narrow terminal: a head of a few lines, then the timeline.
func (c *card) tallView(w, h int) widget.Frame {
	in := w - 4
	lines := c.head.get(c.headKey(w, h), func() []string {
		lines := c.headLines(c.profile, in, 2, 1)
		if room := min(3, h-len(lines)-2-leastTimeline); room > 0 {
			lines = append(lines, c.factColumns(figuresOf(c.facts.facts), in, room)...)
		}
		return append(indent(lines), "", c.lensBar(w))
	})
	c.timelineAt, c.factsAt = spot{0, len(lines), w}, spot{}
	return widget.Frame{S: strings.Join(lines, "\n") + "\n" + c.line.view(w, h-len(lines), true)}
}

// A headKey is all that what stands around the timeline is drawn from.
type headKey struct {
	w, h, version, counts int
	lens, part            int
	whole                 bool
	p                     *locale.Printer
}

func (c *card) headKey(w, h int) headKey {
	return headKey{w, h, c.version, c.line.version, c.line.lens, c.facts.part(), c.whole, c.p}
}

// headLines are who the customer is, what is wrong, and how they stand with us.
func (s *session) headLines(p profile, w, figures, warnings int) []string {
	lines := append(s.nameLines(p, w, warnings), s.figureLines(p, w, figures)...)
	if next := s.nextLine(p, w); next != "" {
		lines = append(lines, next)
	}
	return append(lines, s.sparkLines(p, w)...)
}

// nameLines are the name with level and tags, company and job, and the warnings.
func (s *session) nameLines(p profile, w, warnings int) []string {
	lines := []string{s.profileTitle(p, w)}
	if role := s.profileRole(p, w); role != "" {
		lines = append(lines, role)
	}
	return append(lines, s.warningLines(p, w, warnings)...)
}

// wholeView is the profile alone, all of it.
func (c *card) wholeView(w, h int) widget.Frame {
	lines := append(indent(c.nameLines(c.profile, w-4, 2)), "", c.lensBar(w))
	c.timelineAt, c.factsAt = spot{}, spot{0, len(lines), w}
	return widget.Frame{S: strings.Join(lines, "\n") + "\n" + c.facts.view(w, h-len(lines), true)}
}

// wideView has the profile on the left.
func (c *card) wideView(w, h int) widget.Frame {
	left := min(48, w*2/5)
	right, key := w-left-1, c.headKey(w, h)
	side := func() string { return c.column(c.profile, c.facts, left, h, c.whole) }
	if !c.whole { // with the focus its cursor moves
		side = func() string {
			return c.side.get(key, func() string { return c.column(c.profile, c.facts, left, h, false) })
		}
	}
	c.timelineAt, c.factsAt = spot{left + 1, 1, right}, spot{0, h - c.facts.height, left}
	bar := c.bar.get(key, func() string { return widget.Cell(c.lensBar(right), right, false) })
	return widget.Frame{S: beside(side(), c.styles.Faint.Render("│"), bar+"\n"+c.line.view(right, h-1, !c.whole))}
}

// beside puts two blocks of as many lines side by side.
func beside(left, rule, right string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(left, "\n") {
		other, rest, _ := strings.Cut(right, "\n")
		if right = rest; b.Len() > 0 {
			b.WriteString("\n")
		}
		b.WriteString(line + rule + other)
	}
	return b.String()
}

// column draws a profile in a narrow column.
func (s *session) column(p profile, facts *factList, w, h int, focused bool) string {
	in := w - 4
	lines := append(s.nameLines(p, in, 3), "")
	lines = append(lines, s.factLines(s.figures(p), in, 1)...)
	if next := s.nextLine(p, in); next != "" {
		lines = append(lines, next)
	}
	lines = indent(append(append(lines, s.sparkLines(p, in)...), ""))
	lines = head(lines, h)
	return widget.Block(strings.Join(lines, "\n"), w, len(lines)) + "\n" + facts.view(w, h-len(lines), focused)
}

// divider is a vertical rule.
func (s *session) divider(h int) string {
	return strings.TrimSuffix(strings.Repeat(s.styles.Faint.Render("│")+"\n", h), "\n")
}

func indent(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = "  " + line
	}
	return out
}

// lensBar names what the numbers show, with how many there are, as far as there is room.
func (c *card) lensBar(w int) string {
	counted, named := c.lensNames(true), c.lensNames(false)
	sep := " " + c.styles.Faint.Render("│")
	parts := ""
	for part, name := range partNames {
		parts += c.tabName(len(lenses)+part, name, 0, c.whole && c.facts.part() == part)
	}
	keys := "  " + c.styles.Key.Render(number(len(lenses))+"–"+number(len(lenses)+len(partNames)-1))
	profile := keys + " " + c.tab("tui.key.profile", c.whole)
	for _, bar := range []string{counted + sep + parts, counted + sep + profile, named + sep + profile, named + sep + keys} {
		if widget.Width(bar) <= w {
			return bar
		}
	}
	return widget.Truncate(named, w)
}

// lensNames are the keys and names of the lenses.
func (c *card) lensNames(counted bool) string {
	all := 0
	for _, n := range c.line.counts {
		all += n
	}
	names := ""
	for i, l := range lenses {
		n := all
		if l.kinds != nil {
			n = c.line.counts[l.kinds[0]]
		}
		if !counted {
			n = 0
		}
		names += c.tabName(i, l.label, n, !c.whole && c.line.lens == i)
	}
	return names
}

// tabName is the key, the name and the count of one lens or part; no count for 0.
func (c *card) tabName(n int, label string, count int, here bool) string {
	text := "  " + c.styles.Key.Render(number(n)) + " " + c.tab(label, here)
	if count > 0 {
		text += " " + c.styles.Muted.Render(grouped(int64(count)))
	}
	return text
}

func (c *card) tab(label string, here bool) string {
	if here {
		return c.styles.TabHere.Render(c.t(label))
	}
	return c.styles.Tab.Render(c.t(label))
}
