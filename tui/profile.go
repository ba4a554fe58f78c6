package tui

import (
	"context"
	"slices"
	"strings"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// A profile is what is known of a customer besides their timeline.
type profile struct {
	customer *model.Customer
	sum      model.Summary
	outlook  store.Outlook
	months   []store.Month // nil until they are read
	brief    bool          // they are not going to be
}

// profile reads a customer, but not the months: they take longest.
func (s *session) profile(ctx context.Context, id int64, today model.Date) (p profile, err error) {
	if p.customer, err = s.book.Customer(ctx, id); err != nil {
		return p, err
	}
	if p.sum, err = s.book.Summary(ctx, id); err != nil {
		return p, err
	}
	p.outlook, err = s.book.Outlook(ctx, id, today)
	return p, err
}

// title is the name with level and tags, on one line.
func (s *session) profileTitle(p profile, w int) string {
	name := widget.Truncate(oneLine(p.customer.DisplayName()), w*2/3)
	line := s.styles.Title.Render(name)
	if p.customer.Level != "" {
		line += "  " + s.levelStyled(p.customer.Level)
	}
	for _, tag := range p.customer.Tags {
		line += "  " + s.styles.Accent.Render("#"+oneLine(tag))
	}
	return widget.Truncate(line, w)
}

// profileRole is the company and job of a customer, on one line.
func (s *session) profileRole(p profile, w int) string {
	c := p.customer
	var parts []string
	for _, text := range []string{c.Company, c.Title, c.Industry} {
		if text != "" && text != c.DisplayName() {
			parts = append(parts, oneLine(text))
		}
	}
	return s.styles.Muted.Render(widget.Truncate(strings.Join(parts, " · "), w))
}

// A figure is one number of the header with its name.
type figure struct{ label, value string }

// figures are the sums of a customer's life with us.
func (s *session) figures(p profile) []figure {
	spent := make([]string, 0, len(p.sum.Spent))
	for _, m := range p.sum.Spent {
		spent = append(spent, s.priced(m))
	}
	fs := []figure{
		{s.p.Field("spent"), strings.Join(spent, " + ")},
		{s.p.Field("orders"), s.t("tui.count", "N", p.sum.Orders)},
		{s.p.Field("last_purchase"), s.day(p.sum.LastPurchase)},
		{s.p.Field("last_contact"), s.when(p.sum.LastContact)},
	}
	if !p.brief {
		fs = slices.Insert(fs, 2, figure{s.t("tui.card.average"), s.average(p)})
	}
	for i := range fs {
		if fs[i].value == "" {
			fs[i].value = "–"
		}
	}
	return fs
}

// average is what one purchase that counts comes to, in each currency.
func (s *session) average(p profile) string {
	var texts []string
	for _, m := range store.Average(p.months) {
		texts = append(texts, s.priced(m))
	}
	return strings.Join(texts, " / ")
}

// figureLines draws the figures side by side, on at most so many lines.
func (s *session) figureLines(p profile, w, most int) []string {
	lines, used := []string{""}, 0
	for _, f := range s.figures(p) {
		part := s.styles.Muted.Render(f.label) + " " + s.styles.Title.Render(f.value)
		size := widget.Width(part)
		if used > 0 && used+3+size > w {
			if len(lines) == most {
				break
			}
			lines, used = append(lines, ""), 0
		}
		if used > 0 {
			part, size = "   "+part, size+3
		}
		lines[len(lines)-1] += part
		used += size
	}
	for i := range lines {
		lines[i] = widget.Truncate(lines[i], w)
	}
	return lines
}

// nextLine says what is to be done next and when.
func (s *session) nextLine(p profile, w int) string {
	next := p.outlook.Next
	if next == nil {
		return ""
	}
	style, day := s.styles.Accent, s.day(next.Due)
	if s.late(next) {
		style, day = s.styles.Bad, "! "+s.t("tui.task.overdue", "Day", day)
	}
	label := s.t("tui.card.next") + " "
	return s.styles.Muted.Render(label) + widget.Truncate(style.Render(strings.TrimSpace(day+" "+oneLine(next.Title))), w-widget.Width(label))
}

// warnings say what is wrong with a customer: what was missed, what lacks, who may
// be the same one.
func (s *session) warnings(p profile) []string {
	var out []string
	for _, w := range p.outlook.Warnings(p.customer, s.today()) {
		var who model.Summary
		if w.Double != nil {
			who = *w.Double
		}
		out = append(out, s.t("warn."+w.Code, "Count", w.Count, "Day", s.day(w.Day), "Name", oneLine(who.DisplayName()), "ID", who.ID))
	}
	return out
}

// warningLines draws the warnings on at most so many lines; none are no line.
func (s *session) warningLines(p profile, w, most int) []string {
	list := s.warnings(p)
	if len(list) == 0 {
		return nil
	}
	style := s.styles.Warn
	if p.outlook.Overdue > 0 || p.customer.State != model.Live {
		style = s.styles.Bad
	}
	lines := widget.Wrap(s.styles.Signs.Warn+" "+strings.Join(list, " · "), w)
	if len(lines) > most {
		lines[most-1] = widget.Truncate(lines[most-1]+" "+s.styles.Signs.More, w)
		lines = lines[:most]
	}
	for i := range lines {
		lines[i] = style.Render(lines[i])
	}
	return lines
}
