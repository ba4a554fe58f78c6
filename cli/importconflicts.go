package cli

import (
	"fmt"
	"io"

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
func (a *app) fieldKey(key string) string {
	for i := range a.custom {
		if a.custom[i].ValueKey() == key {
			return a.custom[i].Key
		}
	}
	return key
}

// valueText writes the canonical text of a record's field for people.
func (im *importing) valueText(c model.RowConflict, key, text string) string {
	return values{im.app, im.levels}.text(c.Kind, c.Currency, key, text)
}

// conflictsShown is how many conflicts the report prints; JSON has all.
const conflictsShown = 10

// printConflicts prints the first conflicts, field by field, and what to do.
func (im *importing) printConflicts(w io.Writer, conflicts model.RowConflicts) {
	if conflicts.Len() == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", im.t("cli.import.conflicts", "Count", conflicts.Len()))
	for i := range min(conflictsShown, conflicts.Len()) {
		c := conflicts.At(i)
		id := "cli.import.conflict"
		if c.IsBinned {
			id = "cli.import.conflict_binned"
		}
		fmt.Fprintf(w, "  %s\n", widget.Grid(im.t(id, "Line", c.Line, "Row", c.Row, "Name", c.Name)))
		for _, f := range c.Fields {
			fmt.Fprintf(w, "    %s\n", widget.Grid(im.sideLine(im.sides(c, f), f.Key)))
		}
	}
	if more := conflicts.Len() - conflictsShown; more > 0 {
		fmt.Fprintf(w, "  %s\n", im.t("cli.show.more", "Count", more))
	}
}

// sideLine is a field with its three sides on one line.
func (im *importing) sideLine(s sidesView, key string) string {
	return im.t("cli.import.sides", "Field", im.say.Field(key), "Imported", orDash(s.Imported), "File", orDash(s.File), "Book", orDash(s.Book))
}
