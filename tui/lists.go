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

// mainKinds are the ways to reach a customer that have a field of their own at the
// top of the form, for the first of the kind; all others are rows further down.
var mainKinds = [...]model.ContactKind{model.ContactPhone, model.ContactEmail, model.ContactWeChat}

// mainPoint returns where the first contact point of a kind stands that is the
// customer's own, -1 for nowhere.
func mainPoint(points []model.ContactPoint, kind model.ContactKind) int {
	return slices.IndexFunc(points, func(p model.ContactPoint) bool { return p.Kind == kind && p.PersonID == 0 })
}

// isMain reports whether the contact point at a place is in a field of its own.
func isMain(points []model.ContactPoint, i int) bool {
	return slices.Contains(mainKinds[:], points[i].Kind) && mainPoint(points, points[i].Kind) == i
}

// mainEntry is the entry of the main contact point of a kind; pointRows takes it.
func (s *session) mainEntry(c *model.Customer, kind model.ContactKind) entry[model.Customer] {
	key, value := string(kind), ""
	if i := mainPoint(c.ContactPoints, kind); i >= 0 {
		value = pointText(c.ContactPoints[i])
	}
	return entry[model.Customer]{
		Field: widget.Field{Key: key, Label: s.p.Field(key), Value: value, Hint: s.t("tui.form.points"), Leave: s.doubtAt},
		set: func(_ *model.Customer, text string) error {
			_, err := readPoints(text, kind)
			return err
		}}
}

// pointText writes a contact point with its label: 138… (home).
func pointText(p model.ContactPoint) string {
	if p.Label == "" {
		return p.Value
	}
	return p.Value + " (" + p.Label + ")"
}

// readPoints reads what pointText wrote and a person changed, or several such.
func readPoints(text string, kind model.ContactKind) ([]model.ContactPoint, error) {
	var out []model.ContactPoint
	for _, part := range splitList(text) {
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
