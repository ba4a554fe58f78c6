package tui

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// blame says who set the fields of a record, when and from what: each field by its
// last change or, of one field, all that it was set to, which can be put back.
type blame struct {
	base
	ref   model.Ref
	field string // "" for all fields
	at    string // the field to begin at
	name  store.RecordName
	all   []store.Setting
	table *list
}

// newBlame lists all fields of a record, newFieldBlame what one was set to.
func newBlame(s *session, ref model.Ref, at string) *blame { return newBlameOf(s, ref, "", at) }

func newFieldBlame(s *session, ref model.Ref, field string) *blame {
	return newBlameOf(s, ref, field, "")
}

func newBlameOf(s *session, ref model.Ref, field, at string) *blame {
	b := &blame{base: base{s}, ref: ref, field: field, at: at}
	b.table = newList(s, b.heads())
	b.table.Empty = s.t("cli.blame.none")
	b.table.Failure = s.failure
	return b
}

func (b *blame) heads() []widget.Column {
	first := widget.Column{Key: "field", Title: b.t("tui.changes.field"), Max: 16, Muted: true}
	if b.field != "" {
		first = widget.Column{Key: "old", Title: b.t("tui.changes.old"), Flex: true, Min: 8, Muted: true}
	}
	return []widget.Column{first,
		{Key: "value", Title: b.t("history.column.value"), Flex: true, Min: 10},
		{Key: "at", Title: b.t("tui.history.when"), Muted: true},
		{Key: "actor", Title: b.t("tui.history.who"), Max: 12},
		{Key: "what", Title: b.t("tui.history.what"), Flex: true, Min: 14},
	}
}

// A blamePage is what one request brings.
type blamePage struct {
	name store.RecordName
	all  []store.Setting
	of   map[int64]*model.ChangeSet // what undos and redos are about, by their numbers
}

// Init reads the settings.
func (b *blame) Init() tea.Cmd {
	own, ref, field := *b.session, b.ref, b.field
	return ask(b.session, func(ctx context.Context) (blamePage, error) { return own.readBlame(ctx, ref, field) },
		func(p blamePage, err error) tea.Cmd {
			if err != nil {
				return b.table.SetSource(func(context.Context, widget.Span) ([]widget.Row, error) { return nil, err })
			}
			b.name, b.all = p.name, p.all
			return b.show(p)
		})
}

func (s *session) readBlame(ctx context.Context, ref model.Ref, field string) (p blamePage, err error) {
	if field == "" {
		p.all, err = s.book.BlameAll(ctx, ref)
	} else {
		p.all, err = s.book.Blame(ctx, ref, field)
	}
	if err != nil {
		return p, err
	}
	p.of = map[int64]*model.ChangeSet{}
	for i := range p.all {
		p.of[p.all[i].Set.ID] = s.original(ctx, &p.all[i].Set)
	}
	names, err := s.book.Names(ctx, []model.Ref{ref})
	p.name = names[ref]
	return p, err
}

// show puts the rows into the table, the cursor where it was or is to begin.
func (b *blame) show(p blamePage) tea.Cmd {
	rows := make([]widget.Row, len(p.all))
	start := -1
	for i, set := range p.all {
		if rows[i] = b.row(set, p.of[set.Set.ID]); set.Key == b.at {
			start = i
		}
		rows[i].Key = int64(i + 1)
	}
	held := b.table.Cursor()
	if start >= 0 {
		held, b.at = start, ""
	}
	cmd := b.table.SetSource(func(_ context.Context, span widget.Span) ([]widget.Row, error) { return span.Of(rows), nil })
	if len(rows) == 0 {
		return cmd
	}
	return tea.Batch(cmd, b.table.Select(int64(held+1), held))
}

func (b *blame) row(set store.Setting, of *model.ChangeSet) widget.Row {
	text := func(v string) string {
		return oneLine(b.fieldText(b.ref.Kind, set.Key, v, cmp.Or(b.name.Currency, b.settings.Currency)))
	}
	first := b.p.Field(set.Key)
	if b.field != "" {
		first = text(set.Old)
	}
	return widget.Row{Cells: []string{first, text(set.New), b.moment(set.Set.At), oneLine(set.Set.Actor),
		b.sentence(&set.Set, of) + " · " + b.t("tui.origin."+string(set.Set.Origin))}}
}

// Update moves, and reads again what others changed.
func (b *blame) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case bookChanged:
		return b.Init()
	case restyled:
		b.table.SetStyles(b.styles)
		b.table.SetColumns(b.heads())
		return b.Init()
	}
	return b.table.Update(msg)
}

func (b *blame) Resize(w, h int) tea.Cmd { return b.table.SetSize(w, h-2) }

// View draws what is asked about above the table.
func (b *blame) View(w, h int) widget.Frame {
	text := b.t("history.blame.all")
	if b.field != "" {
		text = b.t("history.blame.field", "Field", b.p.Field(b.field))
	}
	name := b.kindAndName(b.ref, b.name)
	return widget.VStack(widget.Frame{S: "  " + b.styles.Title.Render(widget.Truncate(name, w-4)) + "\n  " + b.styles.Muted.Render(widget.Truncate(text, w-4))}, b.table.View())
}

// here is the setting under the cursor; its key is "" where there is none.
func (b *blame) here() (s store.Setting) {
	if row, on := b.table.Row(); on && int(row.Key) <= len(b.all) {
		s = b.all[row.Key-1]
	}
	return s
}

// Bindings lists the keys.
func (b *blame) Bindings() []binding {
	here := b.here()
	off := when(here.Key != "", "tui.why.no_entry")
	open := binding{keys: []string{"enter"}, label: "history.key.values", group: groupMove, foot: true, off: off, run: func() tea.Cmd {
		return b.nav.push(newFieldBlame(b.session, b.ref, here.Key))
	}}
	back := binding{keys: []string{"r"}, label: "history.key.put_back", group: groupChange, foot: b.field != "",
		off: cmp.Or(off, when(b.field != "", "history.why.choose_field")), run: func() tea.Cmd { return b.putBack(b.ref, here.Key, here.New) }}
	if b.field != "" {
		open = binding{keys: []string{"enter"}, label: "history.key.show_change", group: groupMove, foot: true, off: off, run: func() tea.Cmd { return b.showChanges(here.Set.ID) }}
	}
	return slices.Concat([]binding{open, back,
		{keys: []string{"esc"}, label: "tui.key.back", group: groupMove, foot: true, run: b.nav.pop},
	}, listKeys())
}
