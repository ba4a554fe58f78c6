package tui

import (
	"context"
	"strings"

	"kehu/model"
	"kehu/tui/widget"
)

// A profile is what is known of a customer besides their timeline.
type profile struct {
	customer *model.Customer
	sum      model.Summary
	next     *model.Task // the open follow-up that is due first, nil for none
}

// profile reads a customer whole.
func (s *session) profile(ctx context.Context, id int64) (p profile, err error) {
	if p.customer, err = s.book.Customer(ctx, id); err != nil {
		return p, err
	}
	if p.sum, err = s.book.Summary(ctx, id); err != nil {
		return p, err
	}
	tasks, err := s.book.Tasks(ctx, id, 0, 50)
	for i := range tasks {
		if t := &tasks[i]; t.Done.IsZero() && (p.next == nil || sooner(t.Due, p.next.Due)) {
			p.next = t
		}
	}
	return p, err
}

// sooner reports whether a is before b; no day is after all days.
func sooner(a, b model.Date) bool {
	return !a.IsZero() && (b.IsZero() || a.Compare(b) < 0)
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
	for i := range fs {
		if fs[i].value == "" {
			fs[i].value = "–"
		}
	}
	return fs
}

// figuresLine draws the figures on one line, as many as fit.
func (s *session) figuresLine(p profile, w int) string {
	var parts []string
	used := 0
	for _, f := range s.figures(p) {
		part := s.styles.Muted.Render(f.label) + " " + s.styles.Title.Render(f.value)
		if used += widget.Width(part) + 3; used > w+3 {
			break
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "   ")
}

// nextLine says what is to be done next and when.
func (s *session) nextLine(p profile, w int) string {
	if p.next == nil {
		return ""
	}
	style, day := s.styles.Accent, s.day(p.next.Due)
	if !p.next.Due.IsZero() && p.next.Due.Compare(s.today()) < 0 {
		style, day = s.styles.Bad, "! "+s.t("tui.task.overdue", "Day", day)
	}
	return s.styles.Muted.Render(s.t("tui.card.next")+" ") + widget.Truncate(style.Render(strings.TrimSpace(day+" "+oneLine(p.next.Title))), w-10)
}

// facts are the filled-in fields, in the order in which one looks for them.
func (s *session) facts(c *model.Customer) []figure {
	var fs []figure
	add := func(label, value string) {
		if strings.TrimSpace(value) != "" {
			fs = append(fs, figure{label, value})
		}
	}
	for _, cp := range c.ContactPoints {
		label := s.p.Field(string(cp.Kind))
		if cp.Label != "" {
			label += " " + cp.Label
		}
		add(label, cp.Value)
	}
	add(s.p.Field("street"), s.address(c.Address))
	add(s.p.Field("owner"), c.Owner)
	add(s.p.Field("source"), c.Source)
	add(s.p.Field("birthday"), s.birthday(c.Birthday))
	add(s.p.Field("gender"), s.choice("gender.", c.Gender))
	add(s.p.Field("language"), c.Language)
	for _, person := range c.People {
		add(s.p.Field("people"), strings.TrimSpace(person.Name+" "+person.Title))
	}
	for _, f := range s.fieldsInUse() {
		add(f.Label, f.Show(c.CustomText(f.ID), s.p.Lang()))
	}
	add(s.p.Field("preferences"), c.Preferences)
	add(s.p.Field("next_review"), s.day(c.NextReview))
	add(s.p.Field("notes"), c.Notes)
	add(s.p.Field("created"), s.when(c.Created))
	return fs
}

// choice names a value of a closed list; a value of the user's own stands for itself.
func (s *session) choice(prefix, value string) string {
	if value != "" && s.p.Has(prefix+value) {
		return s.t(prefix + value)
	}
	return value
}

// address writes the parts in the order of the country: Chinese ones from the
// large to the small without blanks, others the other way round.
func (s *session) address(a model.Address) string {
	parts := []string{a.Country, a.Province, a.City, a.District, a.Street}
	if hasChinese(a.Province + a.City + a.District + a.Street) {
		return strings.TrimSpace(strings.Join(dedupe(parts), "") + " " + a.Postcode)
	}
	var rest []string
	for _, text := range []string{a.Street, a.District, strings.TrimSpace(a.Postcode + " " + a.City), a.Province, a.Country} {
		if text != "" {
			rest = append(rest, text)
		}
	}
	return strings.Join(rest, ", ")
}

// dedupe drops a part that repeats the one before, as in 上海市 上海市.
func dedupe(parts []string) []string {
	var out []string
	for _, p := range parts {
		if p != "" && (len(out) == 0 || out[len(out)-1] != p) {
			out = append(out, p)
		}
	}
	return out
}

func hasChinese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff })
}

// birthday writes the day with the age where the year is known.
func (s *session) birthday(b model.Birthday) string {
	if age, ok := b.Age(s.today()); ok {
		return s.t("tui.birthday", "Day", b.String(), "Age", age)
	}
	return strings.TrimPrefix(b.String(), "--")
}

// factLines draws facts below each other: labels in a column, long values wrapped
// to at most most lines each.
func (s *session) factLines(fs []figure, w, most int) []string {
	label := s.labelWidth(fs, w/3)
	var lines []string
	for _, f := range fs {
		for i, part := range widget.Wrap(clip(f.value), max(8, w-label-2)) {
			if i == most {
				lines[len(lines)-1] = widget.Truncate(lines[len(lines)-1]+"…", w)
				break
			}
			name := ""
			if i == 0 {
				name = f.label
			}
			lines = append(lines, s.styles.Muted.Render(widget.Cell(widget.Grid(name), label, false))+"  "+part)
		}
	}
	return lines
}

// factColumns draws facts on one line each, in two columns where there is room.
func (s *session) factColumns(fs []figure, w, h int) []string {
	if w < 70 || len(fs) <= h {
		return head(s.factLines(fs, w, 1), h)
	}
	half := (w - 2) / 2
	left := head(s.factLines(fs[:min(h, len(fs))], half, 1), h)
	right := head(s.factLines(fs[len(left):], w-half-2, 1), h)
	for i := range left {
		left[i] = widget.Cell(left[i], half, false)
		if i < len(right) {
			left[i] += "  " + right[i]
		}
	}
	return left
}

func (s *session) labelWidth(fs []figure, most int) int {
	w := 0
	for _, f := range fs {
		w = max(w, widget.Width(widget.Grid(f.label)))
	}
	return min(w, most)
}

func head[T any](list []T, n int) []T { return list[:min(len(list), max(n, 0))] }
