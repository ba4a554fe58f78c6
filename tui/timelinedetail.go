package tui

import (
	"strings"

	"kehu/locale"
	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// detailIndent is where the details of an entry begin: under its text.
const detailIndent = 11

// unfoldedLines are the details of the unfolded entry, kept between keys: a long
// text is wrapped once.
type unfoldedLines struct {
	ref   model.Ref
	w     int
	p     *locale.Printer
	lines []string
}

// measure wraps the details of the unfolded entry for a width.
func (t *timeline) measure(w int) {
	if t.detail.ref == t.unfolded && t.detail.w == w && t.detail.p == t.p {
		return
	}
	for i := range t.entries {
		if t.entries[i].Ref() == t.unfolded {
			t.detail = unfoldedLines{t.unfolded, w, t.p, t.wrapped(&t.entries[i], w)}
			return
		}
	}
}

// mostRead is how much of a text is unfolded, in bytes: some thirty pages.
const mostRead = 64_000

// room is how many lines of details the screen has below month and entry.
func (t *timeline) room() int { return max(1, t.height-2) }

// hidden is how many lines of the details under the cursor the screen has no room for.
func (t *timeline) hidden() int {
	if e := t.here(); e == nil || e.Ref() != t.unfolded || t.detail.ref != t.unfolded {
		return 0
	}
	return max(0, len(t.detail.lines)-t.room())
}

// details draws as many lines of the unfolded entry as there is room for, and says
// how many are above and below them.
func (t *timeline) details(here bool) []string {
	from := 0
	if here {
		from = min(t.skip, t.hidden())
	}
	room := min(t.room(), len(t.detail.lines))
	lines := append([]string{}, t.detail.lines[from:from+room]...)
	if below := len(t.detail.lines) - from - room; below > 0 && room > 1 {
		lines[room-1] = t.rest("tui.card.lines_below", below+1)
	}
	if from > 0 && room > 2 {
		lines[0] = t.rest("tui.card.lines_above", from+1)
	}
	return lines
}

func (t *timeline) rest(id string, n int) string {
	return strings.Repeat(" ", detailIndent) + t.styles.Muted.Render(t.t(id, "Count", n))
}

// wrapped is what the line of an entry has no room for, in lines of at most w cells.
func (t *timeline) wrapped(e *store.Entry, w int) []string {
	var lines []string
	room := min(max(20, w-detailIndent-2), 100)
	switch {
	case e.Purchase != nil:
		lines = t.purchaseDetails(e.Purchase, room)
	case e.Interaction != nil:
		lines = t.interactionDetails(e.Interaction, room)
	case e.Task != nil:
		lines = t.taskDetails(e.Task, room)
	case e.Edit != nil:
		lines = t.editDetails(e.Edit, room)
	}
	for i := range lines {
		lines[i] = strings.Repeat(" ", detailIndent) + lines[i]
	}
	return lines
}

// purchaseDetails has a line for each item, its columns aligned.
func (t *timeline) purchaseDetails(p *model.Purchase, w int) []string {
	w = min(w, 84)
	rows := make([][4]string, 0, len(p.Items)+3)
	for _, it := range p.Items {
		name := oneLine(it.Product)
		if sku := oneLine(it.SKU); sku != "" && name != "" {
			name += " (" + sku + ")"
		}
		rows = append(rows, [4]string{name, "×" + it.Quantity.String(), t.money(p.Money(it.UnitPrice)), t.money(p.Money(it.Amount))})
	}
	if p.Freight != 0 {
		rows = append(rows, [4]string{t.p.Field("freight"), "", "", t.money(p.Money(p.Freight))})
	}
	if p.Discount != 0 {
		rows = append(rows, [4]string{t.p.Field("discount"), "", "", t.money(p.Money(-p.Discount))})
	}
	rows = append(rows, [4]string{t.p.Field("total"), "", "", t.priced(p.Money(p.Total))})
	return append(t.aligned(rows, w), t.texts(w, "status", t.t("status."+string(p.Status)), "order_no", p.OrderNo, "payment", p.Payment,
		"notes", p.Notes, "after_sales", p.AfterSales)...)
}

// aligned draws rows of name, quantity, price and amount; the last one is the sum.
func (t *timeline) aligned(rows [][4]string, w int) []string {
	var widths [4]int
	for _, row := range rows {
		for i, text := range row {
			widths[i] = max(widths[i], widget.Width(text))
		}
	}
	name := min(widths[0], max(6, w-widths[1]-widths[2]-widths[3]-6))
	lines := make([]string, len(rows))
	for i, row := range rows {
		style := t.styles.Text
		if i == len(rows)-1 {
			style = t.styles.Title
		}
		lines[i] = style.Render(widget.Cell(row[0], name, false)) + "  " +
			t.styles.Muted.Render(widget.Cell(row[1], widths[1], true)+"  "+widget.Cell(row[2], widths[2], true)) + "  " +
			style.Render(widget.Cell(row[3], widths[3], true))
	}
	return lines
}

func (t *timeline) interactionDetails(i *model.Interaction, w int) []string {
	lines := widget.Wrap(clipTo(i.Content, mostRead), w)
	next := i.Next
	if !i.NextDay.IsZero() {
		next = strings.TrimSpace(t.day(i.NextDay) + " " + next)
	}
	return append(lines, t.texts(w,
		"feedback", i.Feedback, "outcome", i.Outcome, "next", next, "at", t.moment(i.At), "author", i.Author)...)
}

func (t *timeline) taskDetails(k *model.Task, w int) []string {
	lines := widget.Wrap(clip(k.Title), w)
	return append(lines, t.texts(w, "due", t.day(k.Due), "priority", t.priority(k), "repeat", t.repeat(k.Repeat),
		"owner", k.Owner, "done", t.when(k.Done), "result", k.Result)...)
}

// editDetails has the fields of a change, old and new, and who made it when.
func (t *timeline) editDetails(e *store.Edit, w int) []string {
	var lines []string
	if !e.Change.Created {
		var fs []figure
		for _, f := range t.edited(e) {
			fs = append(fs, figure{f.label, clipTo(f.old, mostRead/2) + " → " + f.new})
		}
		lines = t.factLines(fs, w, wholeText)
	}
	who := oneLine(e.Set.Actor) + " · " + t.moment(e.Set.At) + " · " + t.t("tui.origin."+string(e.Set.Origin)) + " · #" + grouped(e.Set.ID)
	if e.Set.UndoneBy != 0 {
		who = t.t("tui.history.undone", "What", who)
	}
	return append(lines, t.styles.Muted.Render(widget.Truncate(who, w)))
}

// texts draws pairs of field key and value, the labels aligned, leaving out empty values.
func (t *timeline) texts(w int, pairs ...string) []string {
	var fs []figure
	for i := 0; i+1 < len(pairs); i += 2 {
		if tells(pairs[i+1]) {
			fs = append(fs, figure{t.p.Field(pairs[i]), pairs[i+1]})
		}
	}
	return t.factLines(fs, w, wholeText)
}

// clip keeps a text of many pages from being wrapped whole for a few lines.
func clip(s string) string { return clipTo(s, 4000) }

// clipTo cuts a text to a number of bytes, and says so.
func clipTo(s string, enough int) string {
	if len(s) > enough {
		s = strings.ToValidUTF8(s[:enough], "") + "…"
	}
	return s
}
