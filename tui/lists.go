package tui

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kehu/model"
	"kehu/tui/widget"
)

// listSigns part the values of a field that takes several.
const listSigns = ";；、"

// splitList returns the values of a list without blanks around them.
func splitList(text string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(listSigns+"\n", r) }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func firstRune(s string) (rune, int) { return utf8.DecodeRuneInString(s) }

// points is the entry of all contact points of a kind that are the customer's own.
func (s *session) points(c *model.Customer, kind model.ContactKind) entry[model.Customer] {
	key := string(kind)
	return entry[model.Customer]{
		Field: widget.Field{Key: key, Label: s.p.Field(key), Value: pointsText(c.ContactPoints, kind), Hint: s.t("tui.form.points")},
		set: func(c *model.Customer, text string) error {
			points, err := readPoints(text, kind, c.ContactPoints)
			if err == nil {
				c.ContactPoints = replacePoints(c.ContactPoints, kind, points)
			}
			return err
		}}
}

// own reports whether a contact point is one of a kind and of the customer's own.
func own(p model.ContactPoint, kind model.ContactKind) bool { return p.Kind == kind && p.PersonID == 0 }

// pointsText writes contact points on one line: 138…(home); 139….
func pointsText(points []model.ContactPoint, kind model.ContactKind) string {
	var parts []string
	for _, p := range points {
		if own(p, kind) {
			parts = append(parts, pointText(p))
		}
	}
	return strings.Join(parts, "; ")
}

func pointText(p model.ContactPoint) string {
	if p.Label == "" {
		return p.Value
	}
	return p.Value + " (" + p.Label + ")"
}

// readPoints reads what pointsText wrote and a person changed. A part that is
// still as it was stays the contact point that it was.
func readPoints(text string, kind model.ContactKind, before []model.ContactPoint) ([]model.ContactPoint, error) {
	var out []model.ContactPoint
	for _, part := range splitList(text) {
		at := slices.IndexFunc(before, func(p model.ContactPoint) bool { return own(p, kind) && pointText(p) == part })
		if at >= 0 {
			out = append(out, before[at])
			continue
		}
		p := readPoint(part, kind)
		if err := p.CheckTyped(); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// readPoint takes a label in brackets off the end: "138… (home)".
func readPoint(part string, kind model.ContactKind) model.ContactPoint {
	p := model.ContactPoint{Kind: kind, Value: part}
	folded := strings.NewReplacer("（", "(", "）", ")").Replace(part)
	if open := strings.LastIndex(folded, "("); open > 0 && strings.HasSuffix(folded, ")") {
		p.Value, p.Label = strings.TrimSpace(folded[:open]), strings.TrimSpace(folded[open+1:len(folded)-1])
	}
	return p
}

// replacePoints puts the new points of a kind where the first old one stood, and
// leaves all others where they are.
func replacePoints(all []model.ContactPoint, kind model.ContactKind, now []model.ContactPoint) []model.ContactPoint {
	var out []model.ContactPoint
	placed := false
	for _, p := range all {
		switch {
		case !own(p, kind):
			out = append(out, p)
		case !placed:
			out, placed = append(out, now...), true
		}
	}
	if !placed {
		out = append(out, now...)
	}
	return out
}

// peopleText writes contact persons on one line.
func peopleText(people []model.Person) string {
	parts := make([]string, len(people))
	for i, p := range people {
		parts[i] = personText(p)
	}
	return strings.Join(parts, "; ")
}

func personText(p model.Person) string {
	if p.Title == "" {
		return p.Name
	}
	return p.Name + " (" + p.Title + ")"
}

// readPeople reads what peopleText wrote and a person changed. Somebody of the
// same name stays who they are, with their notes and contact points.
func readPeople(text string, before []model.Person) []model.Person {
	var out []model.Person
	for _, part := range splitList(text) {
		named := readPoint(part, "")
		p := model.Person{Name: named.Value, Title: named.Label}
		for _, old := range before {
			if personText(old) == part || old.Name == p.Name {
				p.ID, p.Notes = old.ID, old.Notes
				if personText(old) == part {
					p = old
				}
				break
			}
		}
		out = append(out, p)
	}
	return out
}
