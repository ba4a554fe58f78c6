package tui

import (
	"strings"
	"time"

	"kehu/locale"
	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// entryText is an entry as its line shows it.
type entryText struct {
	sign  string
	label string // what it is: a channel, a purchase, a follow-up
	text  string
	right string // amount, rating, due day
	more  bool   // there is more to it than the line says
}

// drawnLines are the finished lines of entries without the cursor, and of months,
// kept between keys.
type drawnLines struct {
	w     int
	p     *locale.Printer
	lines map[model.Ref]string
}

// finished returns a line that was drawn before, or draws it.
func (t *timeline) finished(ref model.Ref, draw func() string) string {
	line, ok := t.drawn.lines[ref]
	if !ok {
		line = draw()
		t.drawn.lines[ref] = line
	}
	return line
}

// view draws h lines of w cells, with a heading before each month.
func (t *timeline) view(w, h int, focused bool) string {
	t.height = max(h, 1)
	if t.drawn.w != w || t.drawn.p != t.p || t.drawn.lines == nil || len(t.drawn.lines) > 400 {
		t.drawn = drawnLines{w, t.p, map[model.Ref]string{}}
	}
	t.measure(w)
	t.scroll()
	lines := make([]string, 0, h+1)
	for i := t.top; i < len(t.entries) && len(lines) < h; i++ {
		lines = append(lines, t.lines(i, w, focused)...)
	}
	if len(t.entries) == 0 && !t.busy {
		lines = []string{widget.Cell("", w, false), widget.Cell("  "+t.styles.Muted.Render(t.t(t.nothing())), w, false)}
	}
	lines = head(lines, h)
	for len(lines) < h {
		lines = append(lines, widget.Cell("", w, false))
	}
	return strings.Join(lines, "\n")
}

// nothing is what to say where no entry is.
func (t *timeline) nothing() string {
	if t.lens == 0 {
		return "tui.card.nothing_yet"
	}
	return "tui.card.nothing_of_kind"
}

// scroll moves the top down until the cursor's lines fit.
func (t *timeline) scroll() {
	if len(t.entries) == 0 || t.cursor < 0 {
		return
	}
	t.top = max(t.top, t.cursor-t.height+1)
	t.top = min(t.top, t.cursor)
	used := 0
	for i := t.cursor; i >= t.top; i-- {
		used += t.tall(i)
		if i > t.top {
			used += t.headed(i)
		} else {
			used++ // the entry at the top has its month above it
		}
		if used > t.height && i < t.cursor {
			t.top = i + 1
			return
		}
	}
}

// tall is how many lines an entry takes without its month.
func (t *timeline) tall(i int) int {
	if t.entries[i].Ref() == t.unfolded {
		return 1 + min(len(t.detail.lines), t.room())
	}
	return 1
}

// headed is 1 where the month of an entry stands above it.
func (t *timeline) headed(i int) int {
	if prev := t.entry(i - 1); i == t.top || prev == nil || !sameMonth(t.local(prev.At), t.local(t.entries[i].At)) {
		return 1
	}
	return 0
}

// lines draws one entry: its month where that begins, its line, its details. Each
// line has w cells.
func (t *timeline) lines(i, w int, focused bool) []string {
	e := &t.entries[i]
	var lines []string
	if t.headed(i) > 0 {
		at := t.local(e.At)
		month := model.Ref{Kind: "month", ID: int64(at.Year()*12 + int(at.Month()))}
		lines = append(lines, t.finished(month, func() string { return t.monthRule(e, w) }))
	}
	switch ref := e.Ref(); {
	case i == t.cursor:
		lines = append(lines, t.line(e, true, focused, w))
	case ref == t.unfolded:
		lines = append(lines, t.line(e, false, focused, w))
	default:
		lines = append(lines, t.finished(ref, func() string { return t.line(e, false, focused, w) }))
	}
	if e.Ref() == t.unfolded {
		for _, line := range t.details(i == t.cursor) {
			lines = append(lines, widget.Cell(line, w, false))
		}
	}
	return lines
}

func sameMonth(a, b time.Time) bool { return a.Year() == b.Year() && a.Month() == b.Month() }

// monthRule is the heading of a month, with what was bought in it.
func (t *timeline) monthRule(e *store.Entry, w int) string {
	at := t.local(e.At)
	name, sum := " "+t.month(at)+" ", t.bought(at)
	if e.At.IsZero() {
		name, sum = " "+t.t("tui.card.no_day")+" ", ""
	}
	if sum != "" && t.lens <= 1 {
		sum = " " + widget.Truncate(sum, max(0, w-widget.Width(name)-4)) + " "
	} else {
		sum = ""
	}
	end := 1 // amounts end where their sum does
	if sum != "" {
		end = 0
	}
	rule := strings.Repeat("─", max(0, w-widget.Width(name)-widget.Width(sum)-end))
	return widget.Cell(t.styles.Muted.Render(name)+t.styles.Faint.Render(rule)+t.styles.Muted.Render(sum), w, false)
}

// bought says what was spent in a month: one sum for each currency.
func (t *timeline) bought(at time.Time) string {
	var sums []string
	var orders int64
	for _, m := range t.months {
		if m.Year == at.Year() && m.Month == at.Month() {
			sums, orders = append(sums, t.priced(m.Spent)), orders+m.Orders
		}
	}
	if len(sums) == 0 {
		return ""
	}
	return t.t("tui.card.bought", "Count", orders, "Sum", strings.Join(sums, " + "))
}

// line draws one entry on one line.
func (t *timeline) line(e *store.Entry, here, focused bool, w int) string {
	x := t.describe(e)
	day := "     "
	if !e.At.IsZero() {
		day = t.local(e.At).Format("01-02")
	}
	labelW := 10
	right := widget.Truncate(x.right, w/2)
	room := max(0, w-3-6-2-labelW-1-widget.Width(right)-2)
	parts := []string{" " + day + " ", x.sign + " ", widget.Cell(x.label, labelW, false) + " ", widget.Cell(x.text, room, false) + " ", right + " "}
	st, fold := t.styles, t.fold(e, x.more || widget.Width(x.text) > room)
	if here {
		mark, style := st.Signs.Cursor, st.Idle
		if focused {
			style = st.Selected
		}
		return widget.Cell(st.Accent.Inherit(style).Render(mark)+style.Render(fold+strings.Join(parts, "")), w, false)
	}
	text := st.Text
	if e.Edit != nil {
		text = st.Muted
	}
	return widget.Cell(" "+st.Faint.Render(fold)+st.Muted.Render(parts[0])+t.tone(e).Render(parts[1])+st.Muted.Render(parts[2])+t.marked(parts[3], t.words, text)+parts[4], w, false)
}

// fold is the mark of an entry that has more to it than its line says.
func (t *timeline) fold(e *store.Entry, more bool) string {
	switch {
	case e.Ref() == t.unfolded:
		return t.styles.Signs.Open
	case more:
		return t.styles.Signs.Fold
	}
	return " "
}

// describe puts an entry into words.
func (t *timeline) describe(e *store.Entry) entryText {
	switch {
	case e.Purchase != nil:
		return t.describePurchase(e.Purchase)
	case e.Interaction != nil:
		return t.describeInteraction(e.Interaction)
	case e.Task != nil:
		return t.describeTask(e.Task)
	case e.Edit != nil:
		return t.describeEdit(e.Edit)
	}
	return entryText{}
}

// oneLine is the beginning of a text for a line of a list; texts can be long.
func oneLine(s string) string {
	const enough = 600 // bytes, more than any line shows
	if len(s) > enough {
		s = strings.ToValidUTF8(s[:enough], "")
	}
	return strings.TrimSpace(widget.Grid(s))
}

// several reports whether a text has more than one line.
func several(s string) bool { return strings.Contains(strings.TrimSpace(s), "\n") }

// tells reports whether any of the texts says something.
func tells(texts ...string) bool { return strings.TrimSpace(strings.Join(texts, "")) != "" }

// late reports whether a follow-up is open and its day has passed.
func (s *session) late(k *model.Task) bool {
	return k.Done.IsZero() && !k.Due.IsZero() && k.Due.Compare(s.today()) < 0
}
