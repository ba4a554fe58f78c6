package cli

import (
	"context"
	"fmt"
	"strings"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// writtenView is the JSON of every command that writes records.
type writtenView struct {
	ChangeSet *int64        `json:"change_set"` // null when nothing changed
	Action    string        `json:"action"`
	ID        int64         `json:"id"` // of the first record
	Records   []writtenItem `json:"records"`
}

type writtenItem struct {
	Kind     string `json:"kind"`
	ID       int64  `json:"id"`
	Revision *int64 `json:"revision,omitempty"`
}

// single refuses, before anything is written, the formats that only lists have.
func (a *app) single() error {
	if f := format(a.output); f == formatCSV || f == formatTSV {
		return model.NewProblem(model.Usage, "output_only_lists", "Value", a.output)
	}
	return nil
}

// save writes records as one change set and tells what was done.
func (a *app) save(ctx context.Context, b *store.Book, records ...model.Record) error {
	cs, err := b.Save(ctx, records...)
	if err != nil {
		return err
	}
	items := make([]writtenItem, len(records))
	for i, r := range records {
		meta := r.RecordMeta()
		items[i] = writtenItem{Kind: string(r.RecordKind()), ID: meta.ID, Revision: &meta.Revision}
	}
	return a.wrote(cs, items)
}

// wrote tells what was done to the records, and how to take it back.
func (a *app) wrote(cs *model.ChangeSet, items []writtenItem) error {
	switch {
	case a.isJSON():
		return a.printJSON(viewWritten(cs, items))
	case a.output == string(formatIDs):
		for _, item := range items {
			if _, err := fmt.Fprintln(a.out, item.ID); err != nil {
				return err
			}
		}
		return nil
	case cs == nil:
		a.note("cli.unchanged")
		return nil
	}
	text := a.sentence(cs, nil)
	if len(items) == 1 {
		text = a.t("cli.with_id", "Text", text, "ID", items[0].ID)
	}
	_, err := fmt.Fprintln(a.out, text)
	a.note("cli.how_to_undo", "ID", cs.ID)
	return err
}

func viewWritten(cs *model.ChangeSet, items []writtenItem) writtenView {
	v := writtenView{Records: some(items)}
	if len(items) > 0 {
		v.ID = items[0].ID
	}
	if cs != nil {
		v.ChangeSet, v.Action = &cs.ID, string(cs.Action)
	}
	return v
}

// sentence says what a change set did. For an undo or redo, of is the change
// set that it took back or did again; nil when it is not known.
func (a *app) sentence(cs, of *model.ChangeSet) string {
	id := "cli.change." + string(cs.Action)
	name := widget.Grid(a.say.RecordName(string(cs.Kind), cs.Subject))
	switch cs.Action {
	case model.ActionUndo, model.ActionRedo:
		if of == nil {
			return a.t(id+"_set", "ID", cs.Undoes)
		}
		return a.t(id, "ID", of.ID, "What", a.sentence(of, nil))
	case model.ActionImport, model.ActionDemo:
		return a.t(id, "Count", cs.Count, "Name", name)
	case model.ActionRepair, model.ActionSalvage:
		return a.t(id, "Count", cs.Count)
	}
	if cs.Count != 1 || cs.Kind == "" {
		return a.t(id+"_many", "Count", cs.Count, "Kind", a.kinds(cs.Kind), "Name", name)
	}
	text := a.t(id, "Kind", a.t("kind."+string(cs.Kind)), "Name", name)
	if cs.Kind == model.KindSettings { // of which there is one record, without a name
		text = a.t("cli.change.settings")
	}
	if cs.Action == model.ActionEdit && len(cs.Fields) > 0 {
		return a.t("cli.change.fields", "Text", text, "Fields", a.fieldNames(cs.Fields))
	}
	return text
}

// kinds names a kind of record in the plural, and records of several kinds.
func (a *app) kinds(k model.Kind) string {
	if k == "" {
		return a.t("cli.kinds.mixed")
	}
	return a.t("cli.kinds." + string(k))
}

func (a *app) fieldNames(keys []string) string {
	said := make([]string, len(keys))
	for i, key := range keys {
		said[i] = a.say.Field(key)
	}
	return strings.Join(said, a.t("cli.comma"))
}
