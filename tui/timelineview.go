package tui

import (
	"strings"
	"time"

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
}

// view draws at most h lines of w cells, with a heading before each month.
func (t *timeline) view(w, h int, focused bool) string {
	t.height = max(h, 1)
	t.scroll(w)
	var lines []string
	for i := t.top; i < t.total && len(lines) < h; i++ {
		lines = append(lines, t.lines(i, w, focused)...)
	}
	if t.total == 0 && !t.busy {
		lines = []string{"", "  " + t.styles.Muted.Render(t.t("tui.card.nothing_yet"))}
	}
	return widget.Block(strings.Join(lines, "\n"), w, h)
}

// scroll moves the top down until the cursor's lines fit.
func (t *timeline) scroll(w int) {
	t.top = max(t.top, t.cursor-t.height+1)
	t.top = min(t.top, t.cursor)
	used := 0
	for i := t.cursor; i >= t.top; i-- {
		used += len(t.lines(i, w, false))
		if used > t.height && i < t.cursor {
			t.top = i + 1
			return
		}
	}
}

// lines draws one entry: its month where that begins, its line, its details.
func (t *timeline) lines(i, w int, focused bool) []string {
	e := t.entry(i)
	if e == nil {
		return []string{"  " + t.styles.Faint.Render("…")}
	}
	var lines []string
	at := t.local(e.At)
	if prev := t.entry(i - 1); i == t.top || prev == nil || !sameMonth(at, t.local(prev.At)) {
		lines = append(lines, t.monthRule(at, w))
	}
	lines = append(lines, t.line(e, i == t.cursor, focused, w))
	if refOf(*e) == t.unfolded {
		lines = append(lines, t.details(e, w)...)
	}
	return lines
}

func sameMonth(a, b time.Time) bool { return a.Year() == b.Year() && a.Month() == b.Month() }

func (t *timeline) monthRule(at time.Time, w int) string {
	name := " " + t.month(at) + " "
	return t.styles.Muted.Render(name) + t.styles.Faint.Render(strings.Repeat("─", max(0, w-widget.Width(name)-1)))
}

// line draws one entry on one line.
func (t *timeline) line(e *store.Entry, here, focused bool, w int) string {
	x := t.describe(e)
	day := t.local(e.At).Format("01-02")
	labelW := 10
	right := widget.Truncate(x.right, w/2)
	room := max(0, w-2-6-2-labelW-1-widget.Width(right)-2)
	parts := []string{day + " ", x.sign + " ", widget.Cell(x.label, labelW, false) + " ", widget.Cell(x.text, room, false) + " ", right + " "}
	st := t.styles
	if here {
		mark, style := st.Signs.Cursor, st.Idle
		if focused {
			style = st.Selected
		}
		return widget.Cell(st.Accent.Inherit(style).Render(mark)+style.Render(" "+strings.Join(parts, "")), w, false)
	}
	return widget.Cell("  "+st.Muted.Render(parts[0])+t.tone(e).Render(parts[1])+st.Muted.Render(parts[2])+parts[3]+parts[4], w, false)
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
	}
	return entryText{}
}

func (t *timeline) describePurchase(p *model.Purchase) entryText {
	var items []string
	for i, it := range p.Items {
		if i == 5 {
			items = append(items, "…")
			break
		}
		items = append(items, itemText(it))
	}
	text := strings.Join(items, t.t("tui.list_comma"))
	if text == "" {
		text = oneLine(p.Notes)
	}
	if p.OrderNo != "" { // behind, where it is cut first: what was bought says more
		text = strings.TrimPrefix(text+" · "+oneLine(p.OrderNo), " · ")
	}
	right := t.priced(p.Money(p.Total))
	if !p.Status.Counts() {
		right = t.t("status."+string(p.Status)) + "  " + right
	}
	return entryText{sign: "$", label: t.t("tui.kind.purchase"), text: text, right: right}
}

func itemText(it model.Item) string {
	name := oneLine(it.Product)
	if name == "" {
		name = oneLine(it.SKU)
	}
	if it.Quantity.IsZero() || it.Quantity == model.NewQuantity(1) {
		return name
	}
	return name + " ×" + it.Quantity.String()
}

func (t *timeline) describeInteraction(i *model.Interaction) entryText {
	sign := "→"
	if i.Direction == model.DirectionIn {
		sign = "←"
	}
	text := oneLine(i.Content)
	if i.Kind != model.InteractionOther {
		text = t.t("interaction_kind."+string(i.Kind)) + " · " + text
	}
	return entryText{sign: sign, label: t.t("channel." + string(i.Channel)), text: text, right: rating(i.Rating)}
}

func (t *timeline) describeTask(k *model.Task) entryText {
	x := entryText{sign: "○", label: t.t("tui.kind.task"), text: oneLine(k.Title)}
	switch {
	case !k.Done.IsZero():
		x.sign, x.right = "✓", t.t("tui.task.done", "Day", t.when(k.Done))
	case !k.Due.IsZero() && k.Due.Compare(t.today()) < 0:
		x.sign, x.right = "!", t.t("tui.task.overdue", "Day", t.day(k.Due))
	case !k.Due.IsZero():
		x.right = t.t("tui.task.due", "Day", t.day(k.Due))
	}
	if k.Done.IsZero() {
		x.right = middots([]string{t.priority(k), t.repeat(k.Repeat), x.right})
	}
	return x
}

// oneLine is the beginning of a text for a line of a list; texts can be long.
func oneLine(s string) string {
	const enough = 600 // bytes, more than any line shows
	if len(s) > enough {
		s = strings.ToValidUTF8(s[:enough], "")
	}
	return strings.TrimSpace(widget.Grid(s))
}
