package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"kehu/model"
	"kehu/tui/widget"
)

// conflictView is a row that says something new of fields which somebody changed in
// the book since the last import.
type conflictView struct {
	Row    int         `json:"row"`
	Line   int         `json:"line"` // of the file, where the row begins
	Kind   string      `json:"kind"`
	ID     int64       `json:"id"`
	Name   string      `json:"name"`   // of the customer
	Binned bool        `json:"binned"` // the record is in the bin, and stays there
	Fields []sidesView `json:"fields"`
}

// sidesView is a field with its three texts, as people read them.
type sidesView struct {
	Field    string `json:"field"`
	Imported string `json:"imported"` // by the last import
	File     string `json:"file"`
	Book     string `json:"book"`
}

func (im *importing) viewConflict(c model.RowConflict) conflictView {
	return conflictView{Row: c.Row, Line: c.Line, Kind: string(c.Kind), ID: c.ID, Name: c.Name, Binned: c.IsBinned,
		Fields: each(c.Fields, func(f model.FieldConflict) sidesView { return im.sides(c, f) })}
}

func (im *importing) sides(c model.RowConflict, f model.FieldConflict) sidesView {
	text := func(canonical string) string { return im.valueText(c, f.Key, canonical) }
	return sidesView{im.fieldKey(f.Key), text(f.Base), text(f.Mine), text(f.Theirs)}
}

// fieldKey is what a field is called by programs: one of the user's own by its key.
func (im *importing) fieldKey(key string) string {
	for i := range im.custom {
		if im.custom[i].ValueKey() == key {
			return im.custom[i].Key
		}
	}
	return key
}

// valueText writes the canonical text of a record's field for people.
func (im *importing) valueText(c model.RowConflict, key, text string) string {
	if text == "" {
		return ""
	}
	for i := range im.custom {
		if im.custom[i].ValueKey() == key {
			return im.custom[i].Show(text, im.say.Lang())
		}
	}
	switch key {
	case "total", "freight", "discount":
		return model.Money{Amount: numberOf(text), Currency: c.Currency}.Format(im.say.Lang())
	case "at":
		return im.clock(time.Unix(numberOf(text), 0))
	case "level":
		return im.levelName(im.levels, text)
	case "kind":
		if c.Kind == model.KindCustomer {
			return im.choice("customer_kind", text)
		}
		return im.choice("interaction_kind", text)
	}
	if list, isList := im.listText(c, key, text); isList {
		return list
	}
	return im.choice(key, text)
}

// numberOf reads a canonical number.
func numberOf(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

// listText writes the elements of a list.
func (im *importing) listText(c model.RowConflict, key, text string) (list string, isList bool) {
	comma := im.t("cli.comma")
	switch key {
	case "tags":
		return elementTexts(text, comma, func(tag string) string { return tag }), true
	case "contact_points":
		return elementTexts(text, comma, func(p model.ContactPoint) string { return im.say.Field(string(p.Kind)) + " " + p.Value }), true
	case "people":
		return elementTexts(text, comma, func(p model.Person) string { return strings.TrimSpace(p.Name + " " + p.Title) }), true
	case "items":
		return elementTexts(text, comma, func(it model.Item) string {
			return it.Name() + " × " + it.Quantity.String() + " " + model.Money{Amount: it.Amount, Currency: c.Currency}.Format(im.say.Lang())
		}), true
	}
	return "", false
}

func elementTexts[T any](text, comma string, one func(T) string) string {
	var list []T
	if json.Unmarshal([]byte(text), &list) != nil {
		return text // never written so
	}
	return strings.Join(each(list, one), comma)
}

// conflictsShown is how many conflicts the report prints; JSON has all.
const conflictsShown = 10

// printConflicts prints the first conflicts, field by field, and what to do.
func (im *importing) printConflicts(w io.Writer, conflicts []model.RowConflict) {
	if len(conflicts) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", im.t("cli.import.conflicts", "Count", len(conflicts)))
	for _, c := range conflicts[:min(conflictsShown, len(conflicts))] {
		id := "cli.import.conflict"
		if c.IsBinned {
			id = "cli.import.conflict_binned"
		}
		fmt.Fprintf(w, "  %s\n", widget.Grid(im.t(id, "Line", c.Line, "Row", c.Row, "Name", c.Name)))
		for _, f := range c.Fields {
			fmt.Fprintf(w, "    %s\n", widget.Grid(im.sideLine(im.sides(c, f), f.Key)))
		}
	}
	if more := len(conflicts) - conflictsShown; more > 0 {
		fmt.Fprintf(w, "  %s\n", im.t("cli.show.more", "Count", more))
	}
}

// sideLine is a field with its three sides on one line.
func (im *importing) sideLine(s sidesView, key string) string {
	return im.t("cli.import.sides", "Field", im.say.Field(key), "Imported", orDash(s.Imported), "File", orDash(s.File), "Book", orDash(s.Book))
}
