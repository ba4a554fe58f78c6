package tui

import (
	"context"
	"slices"
	"strings"

	"kehu/model"
	"kehu/tui/widget"
)

// sentence says what a change set did, in one line of the user's language. For
// an undo or redo, of is what it took back or did again, else nil.
func (s *session) sentence(cs, of *model.ChangeSet) string {
	switch cs.Action {
	case model.ActionUndo, model.ActionRedo:
		if of == nil {
			return s.t("tui.change." + string(cs.Action) + "_unknown")
		}
		return s.t("tui.change."+string(cs.Action), "What", s.sentence(of, nil))
	case model.ActionImport, model.ActionDemo:
		return s.t("tui.change."+string(cs.Action), "Count", cs.Count, "File", widget.Grid(cs.Subject))
	case model.ActionRepair, model.ActionSalvage:
		return s.t("tui.change."+string(cs.Action), "Count", cs.Count)
	}
	if cs.Count > 1 || cs.Kind == "" {
		return s.t("tui.change."+string(cs.Action)+"_many", "Count", cs.Count, "Kind", s.kinds(cs.Kind), "Name", widget.Grid(cs.Subject))
	}
	name := s.p.RecordName(string(cs.Kind), cs.Subject)
	text := s.t("tui.change."+string(cs.Action), "Kind", s.t("kind."+string(cs.Kind)), "Name", widget.Grid(name))
	if cs.Kind == model.KindSettings { // of which there is one record, without a name
		text = s.t("tui.change.settings")
	}
	if cs.Action == model.ActionEdit && len(cs.Fields) > 0 {
		text += s.t("tui.change.fields", "Fields", s.fields(cs.Fields))
	}
	return text
}

// kinds names the kind of many records.
func (s *session) kinds(k model.Kind) string {
	if k == "" {
		return s.t("tui.records")
	}
	return s.t("tui.kinds." + string(k))
}

// fields names the first few of the fields.
func (s *session) fields(keys []string) string {
	const most = 4
	names := make([]string, 0, most+1)
	for i, key := range keys {
		if i == most {
			names = append(names, "…")
			break
		}
		names = append(names, s.p.Field(key))
	}
	return strings.Join(names, s.t("tui.list_comma"))
}

// done says that a change set was written, with what an undo left alone.
func (s *session) done(w written) string {
	return s.sentence(w.set, w.of) + s.kept(w.set.Kept)
}

// original returns the change set that an undo took back, or that a redo did
// again; nil for none. An error counts as none: the sentence then says less, the
// work is done anyway.
func (s *session) original(ctx context.Context, cs *model.ChangeSet) *model.ChangeSet {
	if cs.Undoes == 0 {
		return nil
	}
	of, err := s.book.ChangeSet(ctx, cs.Undoes)
	if err != nil {
		return nil
	}
	if of.Undoes != 0 { // cs is a redo: it took back an undo
		return s.original(ctx, of)
	}
	return of
}

// kept says what an undo left alone: fields, and whole records.
func (s *session) kept(kept []model.Kept) string {
	var keys []string
	records, gone := 0, 0
	for _, k := range kept {
		if k.Erased {
			gone++
		} else if k.Field == "" {
			records++
		} else if !slices.Contains(keys, k.Field) {
			keys = append(keys, k.Field)
		}
	}
	text := ""
	if len(keys) > 0 {
		text += s.t("tui.change.kept", "Fields", s.fields(keys))
	}
	if records > 0 {
		text += s.t("tui.change.kept_records", "Count", records)
	}
	if gone > 0 {
		text += s.t("tui.change.kept_gone", "Count", gone)
	}
	return text
}
