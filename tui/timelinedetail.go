package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// detailIndent is where the details of an entry begin: under its text.
const detailIndent = 10

// maxDetail keeps a long text from pushing everything else off the screen.
const maxDetail = 14

// tone is the colour of an entry's sign.
func (t *timeline) tone(e *store.Entry) lipgloss.Style {
	switch {
	case e.Purchase != nil:
		return t.styles.Good
	case e.Task != nil && e.Task.Done.IsZero() && !e.Task.Due.IsZero() && e.Task.Due.Compare(t.today()) < 0:
		return t.styles.Bad
	case e.Task != nil && e.Task.Done.IsZero():
		return t.styles.Warn
	}
	return t.styles.Muted
}

// details draws what the line of an entry has no room for.
func (t *timeline) details(e *store.Entry, w int) []string {
	var lines []string
	room := max(20, w-detailIndent-2)
	switch {
	case e.Purchase != nil:
		lines = t.purchaseDetails(e.Purchase, room)
	case e.Interaction != nil:
		lines = t.interactionDetails(e.Interaction, room)
	case e.Task != nil:
		lines = t.taskDetails(e.Task, room)
	}
	if limit := min(maxDetail, max(1, t.height-3)); len(lines) > limit {
		lines = append(lines[:limit-1], t.styles.Faint.Render("…"))
	}
	for i := range lines {
		lines[i] = strings.Repeat(" ", detailIndent) + lines[i]
	}
	return lines
}

func (t *timeline) purchaseDetails(p *model.Purchase, w int) []string {
	w = min(w, 72)
	var lines []string
	row := func(name, quantity, price, amount string) {
		lines = append(lines, widget.Cell(name, w-38, false)+t.styles.Muted.Render(widget.Cell(quantity, 10, true)+widget.Cell(price, 13, true))+widget.Cell(amount, 15, true))
	}
	for _, it := range p.Items {
		row(oneLine(it.Product), "×"+it.Quantity.String(), t.money(p.Money(it.UnitPrice)), t.money(p.Money(it.Amount)))
	}
	if p.Freight != 0 {
		row(t.t("field.freight"), "", "", t.money(p.Money(p.Freight)))
	}
	if p.Discount != 0 {
		row(t.t("field.discount"), "", "", t.money(p.Money(-p.Discount)))
	}
	row(t.styles.Title.Render(t.t("field.total")), "", "", t.styles.Title.Render(t.priced(p.Money(p.Total))))
	return append(lines, t.texts(w,
		"status", t.t("status."+string(p.Status)), "payment", p.Payment, "notes", p.Notes, "after_sales", p.AfterSales)...)
}

func (t *timeline) interactionDetails(i *model.Interaction, w int) []string {
	lines := widget.Wrap(clip(i.Content), w)
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

// texts draws pairs of field key and value, leaving out empty values.
func (t *timeline) texts(w int, pairs ...string) []string {
	var lines []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if strings.TrimSpace(pairs[i+1]) == "" {
			continue
		}
		label := t.p.Field(pairs[i]) + "  "
		for n, part := range widget.Wrap(clip(pairs[i+1]), max(8, w-widget.Width(label))) {
			if n == 0 {
				lines = append(lines, t.styles.Muted.Render(label)+part)
			} else {
				lines = append(lines, strings.Repeat(" ", widget.Width(label))+part)
			}
		}
	}
	return lines
}

// clip keeps a text of many pages from being wrapped whole for a few lines.
func clip(s string) string {
	const enough = 4000 // bytes, more than the lines shown hold
	if len(s) > enough {
		s = strings.ToValidUTF8(s[:enough], "")
	}
	return s
}
