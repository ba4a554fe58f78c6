package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// A listScreen shows a short list of the book's own definitions, to add, change,
// order and remove them.
type listScreen[T any] struct {
	base
	title string // id
	empty string // id
	table *list
	all   func() []T
	heads func() []widget.Column
	cells func(*T) []string
	meta  func(*T) *model.Meta
	add   func() tea.Cmd
	edit  func(T) tea.Cmd
	drop  func(T) tea.Cmd
	move  func(all []T) []model.Record    // counts the places anew
	more  func(e T, off string) []binding // keys of this list alone; may be nil
}

// ready makes the table.
func (l *listScreen[T]) ready() {
	l.table = newList(l.session, l.heads())
	l.table.Failure = l.failure
}

// Init shows what there is.
func (l *listScreen[T]) Init() tea.Cmd { return l.show() }

func (l *listScreen[T]) show() tea.Cmd {
	l.table.Empty = l.t(l.empty)
	all := l.all()
	rows := make([]widget.Row, len(all))
	for i := range all {
		rows[i] = widget.Row{Key: l.meta(&all[i]).ID, Cells: l.cells(&all[i])}
	}
	source := func(_ context.Context, span widget.Span) ([]widget.Row, error) { return span.Of(rows), nil }
	return tea.Batch(l.table.restyle(l.session, l.heads(), source), l.table.SetTotal(len(rows), true))
}

// Update moves, takes rows, and shows what others changed.
func (l *listScreen[T]) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case bookChanged, restyled:
		return l.show()
	}
	return l.table.Update(msg)
}

func (l *listScreen[T]) Resize(w, h int) tea.Cmd { return l.table.SetSize(w, h-2) }

// View draws the title and the table.
func (l *listScreen[T]) View(w, _ int) widget.Frame {
	title := "  " + l.styles.Title.Render(widget.Truncate(l.t(l.title), w-4))
	return widget.VStack(widget.Frame{S: title}, widget.Frame{}, l.table.View())
}

// here is the entry under the cursor and its place; -1 for none.
func (l *listScreen[T]) here() (entry T, at int) {
	row, ok := l.table.Row()
	all := l.all()
	at = slices.IndexFunc(all, func(e T) bool { return ok && l.meta(&e).ID == row.Key })
	if at >= 0 {
		entry = all[at]
	}
	return entry, at
}

// Bindings lists the keys.
func (l *listScreen[T]) Bindings() []binding {
	e, at := l.here()
	off := when(at >= 0, "tui.why.no_entry")
	edit := func() tea.Cmd { return l.edit(e) }
	own := []binding{
		{keys: []string{"a"}, label: "tui.key.add", group: groupChange, foot: true, run: l.add},
		{keys: []string{"enter", "e"}, label: "tui.key.edit", group: groupChange, foot: true, off: off, run: edit},
		{keys: []string{"d"}, label: "tui.key.bin", group: groupChange, foot: true, off: off, run: func() tea.Cmd { return l.drop(e) }},
		{keys: []string{"J"}, show: "J K", label: "tui.key.carry", group: groupChange, foot: true, off: off, run: func() tea.Cmd { return l.carry(at, +1) }},
		{keys: []string{"K"}, off: off, run: func() tea.Cmd { return l.carry(at, -1) }},
		{keys: []string{"esc"}, label: "tui.key.back", group: groupMove, foot: true, run: l.nav.pop},
	}
	if l.more != nil {
		own = append(own, l.more(e, off)...)
	}
	return append(own, listKeys()...)
}

// carry changes places with a neighbour.
func (l *listScreen[T]) carry(at, by int) tea.Cmd {
	all := slices.Clone(l.all())
	if at+by < 0 || at+by >= len(all) {
		return nil
	}
	all[at], all[at+by] = all[at+by], all[at]
	records := l.move(all)
	return l.change(func(ctx context.Context) (*model.ChangeSet, error) { return l.book.Save(ctx, records...) },
		func() tea.Cmd { return l.table.Move(by) })
}

// newFieldList shows the fields of the user's own.
func newFieldList(s *session) screen {
	l := &listScreen[model.CustomField]{base: base{s}, title: "tui.fields.title", empty: "tui.fields.empty",
		all:  s.fieldsInUse,
		meta: func(f *model.CustomField) *model.Meta { return &f.Meta },
		add:  func() tea.Cmd { return s.nav.push(newFieldForm(s, model.CustomField{Type: model.CustomText})) },
		edit: func(f model.CustomField) tea.Cmd { return s.nav.push(newFieldForm(s, f)) },
		drop: s.removeField,
		move: func(all []model.CustomField) []model.Record {
			records := make([]model.Record, len(all))
			for i := range all {
				all[i].Pos = int64(i) + 1
				records[i] = &all[i]
			}
			return records
		}}
	l.heads = func() []widget.Column {
		return []widget.Column{
			{Key: "label", Title: s.p.Field("label"), Flex: true, Min: 10, Max: 30},
			{Key: "key", Title: s.p.Field("key"), Flex: true, Min: 8, Max: 24, Muted: true},
			{Key: "type", Title: s.p.Field("type"), Max: 14},
			{Key: "required", Title: s.p.Field("required"), Max: 9},
			{Key: "preset", Title: s.p.Field("preset"), Flex: true, Max: 20, Muted: true},
			{Key: "options", Title: s.p.Field("options"), Flex: true, Max: 40, Muted: true},
		}
	}
	l.cells = func(f *model.CustomField) []string {
		required := ""
		if f.Required {
			required = s.styles.Signs.On
		}
		return []string{oneLine(f.Label), f.Key, s.t("field_type." + string(f.Type)), required, oneLine(f.Default), oneLine(strings.Join(f.Options, ", "))}
	}
	l.more = func(f model.CustomField, off string) []binding {
		if off == "" {
			off = when(len(f.Options) > 0, "tui.why.no_options")
		}
		rename := func() tea.Cmd { return s.renameOption(f) }
		return []binding{{keys: []string{"R"}, label: "tui.key.rename_option", group: groupChange, foot: true, off: off, run: rename}}
	}
	l.ready()
	return l
}

// renameOption asks which option of a field gets which other text, there and with
// all who have it.
func (s *session) renameOption(f model.CustomField) tea.Cmd {
	options := make([]widget.Option, len(f.Options))
	for i, text := range f.Options {
		options[i] = widget.Option{Value: text}
	}
	return s.nav.push(newChooser(s, s.t("tui.fields.rename_which"), "", options, func(from string) tea.Cmd {
		return s.nav.push(newPrompt(s, s.t("tui.fields.rename_to", "Option", oneLine(from)), from, func(to string) tea.Cmd {
			return s.change(func(ctx context.Context) (*model.ChangeSet, error) {
				now := f // as it was, if a text was refused
				return s.book.RenameOption(ctx, &now, from, strings.TrimSpace(to))
			}, s.nav.pop)
		}))
	}))
}

// removeField asks before a field goes that somebody has a value in.
func (s *session) removeField(f model.CustomField) tea.Cmd {
	remove := s.change(func(ctx context.Context) (*model.ChangeSet, error) {
		return s.book.Bin(ctx, model.Ref{Kind: model.KindField, ID: f.ID})
	}, nil)
	return ask(s, func(ctx context.Context) (int, error) { return s.book.FieldUse(ctx, f.ID) }, func(n int, err error) tea.Cmd {
		if err != nil {
			s.fail(err)
			return nil
		}
		if n == 0 {
			return remove
		}
		return s.nav.push(newQuestion(s, s.t("tui.fields.ask", "Count", n, "N", grouped(int64(n)), "Label", oneLine(f.Label)), s.t("tui.fields.ask_hint"),
			func() tea.Cmd { return remove }))
	})
}

type fieldForm = form[model.CustomField, *model.CustomField]

// newFieldForm opens the form of a field, new when it has no id.
func newFieldForm(s *session, f model.CustomField) *fieldForm {
	title := s.t("tui.fields.new")
	if f.ID != 0 {
		title = s.t("tui.fields.edit", "Name", oneLine(f.Label))
	}
	w := newForm[model.CustomField, *model.CustomField](s, title, f, model.CustomFieldFields(), s.fieldEntries(&f))
	w.read = s.book.CustomField
	w.follow = func() { followType(s, w) }
	followType(s, w)
	return w
}

// followType shows what a field of the chosen type needs, and the key that the
// label would give.
func followType(s *session, w *fieldForm) {
	kind := w.before.Type
	if w.before.ID == 0 {
		kind = model.CustomType(w.form.Value("type"))
	}
	w.form.SetHidden("options", !kind.HasOptions())
	note := ""
	if key := model.KeyOf(w.form.Value("label")); key != "" && strings.TrimSpace(w.form.Value("key")) == "" {
		note = "= " + key
	}
	w.form.SetMeaning(widget.Ref{Key: "key"}, note)
}

// fieldEntries are what one says of a field. Key and type are for ever.
func (s *session) fieldEntries(f *model.CustomField) []entry[model.CustomField] {
	fields := model.CustomFieldFields()
	label := text(s, fields, f, "label")
	label.Required = true
	label.set = func(f *model.CustomField, text string) error {
		f.Label = strings.TrimSpace(text)
		if f.ID == 0 {
			f.Key = model.KeyOf(f.Label) // unless one is written below
		}
		return nil
	}
	kind := choice(s, fields, f, "type", words(s, "field_type.", model.CustomTypes()))
	key := text(s, fields, f, "key")
	key.Hint = s.t("tui.fields.key_hint")
	if f.ID != 0 {
		kind.Field = widget.Field{Key: kind.Key, Label: kind.Label, Value: s.t("field_type." + string(f.Type)), ReadOnly: true}
		key.ReadOnly = true
	}
	options := text(s, fields, f, "options")
	options.Value, options.Hint = strings.Join(f.Options, ", "), s.t("tui.fields.options_hint")
	options.set = func(f *model.CustomField, text string) error {
		f.Options = model.SplitOptions(text)
		return nil
	}
	required := text(s, fields, f, "required")
	required.Kind, required.Value, required.Hint = widget.Check, truth(f.Required), s.t("tui.fields.required_hint")
	required.set = func(f *model.CustomField, text string) error {
		f.Required = text == truth(true)
		return nil
	}
	preset, hint := text(s, fields, f, "preset"), text(s, fields, f, "hint")
	preset.Hint, hint.Hint = s.t("tui.fields.preset_hint"), s.t("tui.fields.hint_hint")
	return []entry[model.CustomField]{label, kind, options, required, preset, hint, key}
}

// truth is how a Check holds yes and no.
func truth(on bool) string {
	if on {
		return "true"
	}
	return ""
}
