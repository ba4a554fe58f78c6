package tui

import (
	"slices"
	"time"

	"kehu/locale"
	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// A place is a kind of screen, or a state of one, with the keys that it has.
type place struct {
	id      string // "list": its name is the message tui.place.list
	keys    []binding
	typing  bool // letters are text there
	floats  bool // keys of the whole program do not count there
	session *session
}

// programPlace has the keys that count on every screen that holds no text field.
const programPlace = "program"

// places lists all of them, from screens without a book. The documents of the
// keys and the check of the config file are made from it.
func places(s *session) []place {
	root := &root{session: s, look: look{theme: themeAuto, color: true}}
	s.nav = root
	list := newCustomers(s)
	list.views.all = make([]model.View, mostViewKeys)
	typing, jumping, empty := newCustomers(s), newCustomers(s), newCustomers(s)
	typing.search.typing, jumping.jumping, empty.all = true, true, 0
	onCard, profile := newCard(s, 0, list), newCard(s, 0, list)
	profile.whole = true
	onEntry := newCard(s, 0, list)
	onEntry.line.entries = []store.Entry{{Task: &model.Task{}}}
	out := []place{{id: programPlace, keys: root.bindings(), session: s}}
	add := func(id string, screens ...screen) {
		for _, screen := range screens {
			out = append(out, place{id: id, keys: screen.Bindings(), typing: screen.Typing(), floats: screen.Floats(), session: s})
		}
	}
	add("list", list)
	inBin := newBin(s)
	inBin.line.typing = true
	add("search", typing, inBin)
	add("letter", jumping)
	add("welcome", empty)
	add("card", onCard, onEntry)
	add("profile", profile)
	add("frequency", newFrequency(list))
	asking := newHistory(s)
	asking.search.typing = true
	add("history", newHistory(s))
	add("history_search", asking)
	add("changes", newChanges(s, &model.ChangeSet{}, nil, 0))
	add("changed", newChanged(s, &model.ChangeSet{}, nil, changedRow{}))
	add("blame", newBlame(s, model.Ref{}, ""), newFieldBlame(s, model.Ref{}, "name"))
	add("past", newPast(s, "", &store.Past{Customer: &model.Customer{}}, &store.Past{Customer: &model.Customer{}}))
	add("bin", newBin(s))
	add("details", newDetails(s, model.Ref{}, ""))
	add("settings", newSettings(s, chooseLook{}))
	add("definitions", newFieldList(s))
	add("backups", newBackups(s))
	im := newImporting(s, ImportStart{})
	preview := newImportPreview(im)
	add("import_file", newImportFile(im))
	add("import_preview", preview)
	add("import_problems", newImportProblems(preview))
	add("import_mapping", newImportMapping(im))
	add("import_plan", newImportPlan(im))
	add("import_list", newImportList(im, importResult{}, importCount{}))
	add("import_row", newImportRow(im, "", nil))
	add("import_ask", newImportAsk(im, nil, nil))
	add("import_run", newImportRun(im, 0))
	add("import_stop", &importRun{step: step{im}, asking: true})
	add("import_report", newImportReport(im, importResult{}))
	add("conflict", newConflict(s, &model.Conflict{}, "", nil))
	customer := newCustomerForm(s, model.Customer{})
	customer.form.Focus(widget.Ref{Key: "notes"})
	customer.likely.found = make([]store.Duplicate, 1)
	add("form", newPurchaseForm(s, model.Purchase{}, ""), customer)
	add("drafts", &drafts{base: base{s}, left: make([]store.Draft, 1)})
	add("choice", newChooser(s, "", "", nil, nil))
	add("columns", &columnChooser{base: base{s}, list: widget.NewChecklist(s.styles, "", nil)})
	add("line", &commandLine{base: base{s}, line: widget.NewLine(s.styles, 1)})
	return out
}

// newBareSession speaks a language and has no book: enough to list keys.
func newBareSession(p *locale.Printer) *session {
	return &session{p: p, styles: widget.NewStyles(true, true), cat: store.Catalogue(nil, nil), now: func() time.Time { return time.Time{} },
		book: new(store.Book)}
}

// keyed lists the commands that have keys, each once, in the order of the places,
// with the keys that they have wherever they occur.
func keyed(all []place) (names []string, keys map[string][]string) {
	keys = map[string][]string{}
	for _, p := range all {
		for i, id := range ids(p.keys) {
			switch before, known := keys[id]; {
			case id == "" || p.keys[i].fixed():
			case known:
				keys[id] = common(before, p.keys[i].keys)
			default:
				names, keys[id] = append(names, id), p.keys[i].keys
			}
		}
	}
	return names, keys
}

// common returns what of a is in b too, all of a where nothing is.
func common(a, b []string) []string {
	both := slices.DeleteFunc(slices.Clone(a), func(k string) bool { return !slices.Contains(b, k) })
	if len(both) == 0 {
		return a
	}
	return both
}

// merged joins the places of one id, in their order, each binding once.
func merged(all []place) []place {
	var out []place
	for _, p := range all {
		at := slices.IndexFunc(out, func(o place) bool { return o.id == p.id })
		if at < 0 {
			out = append(out, p)
			continue
		}
		known := ids(out[at].keys)
		for i, id := range ids(p.keys) {
			if !slices.Contains(known, id) {
				out[at].keys = append(out[at].keys, p.keys[i])
			}
		}
	}
	return out
}
