package tui

import (
	"math"
	"strings"

	"kehu/model"
	"kehu/tui/widget"
)

// The parts of a profile, in the order of their keys.
const (
	partReach = iota
	partPeople
	partRest
)

// nothing is the label of a part that holds no fact.
const nothing = "–"

// A fact is one filled-in field: its place in the customer's form, and what it says.
type fact struct {
	figure
	at   widget.Ref
	part int
}

// facts are the filled-in fields, in the order in which one looks for them.
func (s *session) facts(c *model.Customer) []fact {
	var fs []fact
	part := partReach
	addAt := func(at widget.Ref, label, value string) {
		if strings.TrimSpace(value) != "" {
			fs = append(fs, fact{figure{label, value}, at, part})
		}
	}
	add := func(key, label, value string) { addAt(widget.Ref{Key: key}, label, value) }
	for i, cp := range c.ContactPoints {
		if cp.PersonID == 0 {
			addAt(pointPlace(c.ContactPoints, i), s.pointLabel(cp), cp.Value)
		}
	}
	add("street", s.p.Field("street"), s.address(c.Address))
	part = partPeople
	for i, person := range c.People {
		addAt(widget.Ref{Key: keyPeople, Row: i, Col: colName}, oneLine(person.Name), s.personLine(c, person))
	}
	part = partRest
	for _, f := range []struct{ key, value string }{
		{"owner", c.Owner}, {"source", c.Source}, {"birthday", s.birthday(c.Birthday)}, {"gender", s.choice("gender.", c.Gender)}, {"language", c.Language},
	} {
		add(f.key, s.p.Field(f.key), f.value)
	}
	for _, f := range s.fieldsInUse() {
		add(f.ValueKey(), f.Label, f.Show(c.CustomText(f.ID), s.p.Lang()))
	}
	for _, f := range []struct{ key, value string }{
		{"preferences", c.Preferences}, {"next_review", s.day(c.NextReview)}, {"notes", c.Notes}, {"created", s.when(c.Created)},
	} {
		add(f.key, s.p.Field(f.key), f.value)
	}
	return fs
}

// pointPlace is where the form has a contact point: in a field of its own, or in a row.
func pointPlace(points []model.ContactPoint, i int) widget.Ref {
	if isMain(points, i) {
		return widget.Ref{Key: string(points[i].Kind)}
	}
	row := 0
	for k := range i {
		if !isMain(points, k) {
			row++
		}
	}
	return widget.Ref{Key: keyPoints, Row: row, Col: colValue}
}

// figuresOf are facts without where they stand; parts that hold nothing are left out.
func figuresOf(facts []fact) []figure {
	var out []figure
	for _, f := range facts {
		if f.label != nothing {
			out = append(out, f.figure)
		}
	}
	return out
}

func (s *session) pointLabel(cp model.ContactPoint) string {
	return strings.TrimSpace(s.p.Field(string(cp.Kind)) + " " + oneLine(cp.Label))
}

// personLine is a contact person with their own contact points.
func (s *session) personLine(c *model.Customer, person model.Person) string {
	var parts []string
	if person.Title != "" {
		parts = append(parts, oneLine(person.Title))
	}
	for _, cp := range c.ContactPoints {
		if cp.PersonID == person.ID && person.ID != 0 {
			parts = append(parts, s.pointLabel(cp)+" "+oneLine(cp.Value))
		}
	}
	if person.Notes != "" {
		parts = append(parts, oneLine(person.Notes))
	}
	if len(parts) == 0 {
		return "–"
	}
	return strings.Join(parts, " · ")
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

// wholeText is as many lines as a text takes.
const wholeText = math.MaxInt

// factLines draws facts below each other: labels in a column, long values wrapped
// to at most most lines each.
func (s *session) factLines(fs []figure, w, most int) []string {
	label := s.labelWidth(fs, w/3)
	var lines []string
	for _, f := range fs {
		lines = append(lines, s.fact(f, label, w, most)...)
	}
	return lines
}

// fact draws one fact beside its label.
func (s *session) fact(f figure, label, w, most int) []string {
	enough := 4000
	if most == wholeText {
		enough = mostRead
	}
	var lines []string
	name := widget.Grid(f.label)
	for i, part := range widget.Wrap(clipTo(f.value, enough), max(8, w-label-2)) {
		if i == most {
			lines[i-1] = widget.Truncate(lines[i-1]+"…", w)
			break
		}
		lines = append(lines, s.styles.Muted.Render(widget.Cell(name, label, false))+"  "+part)
		name = ""
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
