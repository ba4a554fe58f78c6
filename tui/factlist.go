package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"kehu/locale"
	"kehu/model"
	"kehu/tui/widget"
)

// A factList shows the facts of a customer below each other, part by part, with a
// cursor while it has the focus.
type factList struct {
	*session
	customer *model.Customer
	facts    []fact
	cursor   int
	top      int // the line that is drawn first
	height   int
	drawn    factLines
}

// factLines are the finished lines of the facts, kept between keys.
type factLines struct {
	w     int
	whole bool
	p     *locale.Printer
	lines []string
	spans [][2]int // of each fact: its first line, and the one after its last
}

// partNames are the headings of the parts of a profile.
var partNames = [...]string{"tui.part.reach", "tui.part.people", "tui.part.rest"}

// partFields are where the form of a customer takes what a part lacks.
var partFields = [...]widget.Ref{{Key: string(model.ContactPhone)}, {Key: keyPeople, Col: colName}, {Key: "notes"}}

// set takes a customer as it is now and keeps the cursor where it was.
func (l *factList) set(c *model.Customer) {
	l.customer, l.facts, l.drawn = c, nil, factLines{}
	known := l.session.facts(c)
	for part := range partNames {
		before := len(l.facts)
		for _, f := range known {
			if f.part == part {
				l.facts = append(l.facts, f)
			}
		}
		if len(l.facts) == before {
			l.facts = append(l.facts, fact{figure{nothing, l.t("tui.part.none")}, partFields[part], part})
		}
	}
	l.cursor = min(l.cursor, len(l.facts)-1)
}

// to puts the cursor on the first fact of a part.
func (l *factList) to(part int) {
	for i, f := range l.facts {
		if f.part == part {
			l.cursor = i
			return
		}
	}
}

// part is the part that the cursor is in.
func (l *factList) part() int {
	if l.cursor >= len(l.facts) {
		return 0
	}
	return l.facts[l.cursor].part
}

// at is the place in the form that the cursor is on.
func (l *factList) at() widget.Ref {
	if l.cursor >= len(l.facts) {
		return widget.Ref{}
	}
	return l.facts[l.cursor].at
}

// move moves the cursor by some facts; in one that is longer than the screen it
// moves by lines first.
func (l *factList) move(by int) {
	if l.cursor < len(l.drawn.spans) {
		span := l.drawn.spans[l.cursor]
		if by > 0 && span[1] > l.top+l.height || by < 0 && span[0] < l.top {
			l.top = max(l.top+by, 0)
			return
		}
	}
	l.cursor = min(max(l.cursor+by, 0), max(0, len(l.facts)-1))
	l.reveal()
}

// reveal scrolls so that the fact under the cursor is seen, with its heading.
func (l *factList) reveal() {
	if l.cursor >= len(l.drawn.spans) {
		return
	}
	span := l.drawn.spans[l.cursor]
	l.top = max(l.top, min(span[0], span[1]-l.height))
	if span[0]-2 < l.top {
		l.top = max(0, span[0]-2)
	}
}

// view draws h lines of w cells. Without the focus long texts are shortened.
func (l *factList) view(w, h int, focused bool) string {
	if l.customer == nil {
		return widget.Block("", w, h)
	}
	l.height = h
	if d := l.drawn; d.w != w || d.whole != focused || d.p != l.p {
		l.draw(w, focused)
		l.reveal()
	}
	if !focused {
		return widget.Block(strings.Join(l.drawn.lines, "\n"), w, h)
	}
	l.top = min(l.top, max(0, len(l.drawn.lines)-h))
	shown := append([]string{}, l.drawn.lines[l.top:min(len(l.drawn.lines), l.top+h)]...)
	l.highlight(shown, w)
	return widget.Block(strings.Join(shown, "\n"), w, h)
}

// highlight marks the lines of the fact under the cursor.
func (l *factList) highlight(shown []string, w int) {
	span := l.drawn.spans[l.cursor]
	mark, style := l.styles.Accent.Inherit(l.styles.Selected), widget.NewBrush(l.styles.Selected)
	for i := max(span[0]-l.top, 0); i < min(span[1]-l.top, len(shown)); i++ {
		shown[i] = mark.Render(l.styles.Signs.Cursor) + style.Paint(widget.Cut(ansi.Strip(shown[i]), 1, w-1))
	}
}

// draw wraps all facts.
func (l *factList) draw(w int, whole bool) {
	d := factLines{w: w, whole: whole, p: l.p}
	most, in := 3, w-4
	if whole {
		most, in = wholeText, min(w-4, 100)
	}
	label := 0
	for _, f := range l.facts {
		label = max(label, widget.Width(widget.Grid(f.label)))
	}
	label = min(label, in/3)
	for i, f := range l.facts {
		if i == 0 || l.facts[i-1].part != f.part {
			d.lines = append(d.lines, l.partRule(f.part, i > 0, w)...)
		}
		from := len(d.lines)
		for _, line := range l.fact(f.figure, label, in, most) {
			d.lines = append(d.lines, "  "+line)
		}
		d.spans = append(d.spans, [2]int{from, len(d.lines)})
	}
	l.drawn = d
}

// partRule is the heading of a part, with the number that leads to it.
func (l *factList) partRule(part int, gap bool, w int) []string {
	name := " " + l.t(partNames[part]) + " "
	rule := l.styles.Muted.Render(name) + l.styles.Faint.Render(strings.Repeat("─", max(0, w-widget.Width(name)-1)))
	if gap {
		return []string{"", rule}
	}
	return []string{rule}
}
