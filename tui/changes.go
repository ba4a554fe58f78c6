package tui

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// changes shows one change set: its records, each with what became another. It reads
// a window of them, however many there are.
type changes struct {
	base
	set, of *model.ChangeSet
	table   *list
}

func newChanges(s *session, set, of *model.ChangeSet, records int) *changes {
	c := &changes{base: base{s}, set: set, of: of}
	c.table = newList(s, c.heads())
	c.table.Empty = s.t("tui.changes.empty")
	c.table.Failure = s.failure
	c.table.SetTotal(records, true)
	return c
}

func (c *changes) heads() []widget.Column {
	return []widget.Column{
		{Key: "kind", Title: c.t("tui.bin.kind"), Muted: true},
		{Key: "record", Title: c.t("tui.changes.record"), Flex: true, Min: 10, Max: 36},
		{Key: "what", Title: c.t("history.column.changes"), Flex: true, Min: 20},
	}
}

// Init reads the first rows.
func (c *changes) Init() tea.Cmd {
	total, _ := c.table.Total()
	return tea.Batch(c.table.SetSource(c.source()), c.table.SetTotal(total, true))
}

func (c *changes) source() widget.Source {
	s, id := *c.session, c.set.ID
	return func(ctx context.Context, span widget.Span) ([]widget.Row, error) {
		found, err := s.changedRows(ctx, id, span.Offset, span.Limit)
		rows := make([]widget.Row, len(found))
		for i, r := range found {
			rows[i] = widget.Row{Key: int64(span.Offset + i + 1), Cells: []string{s.t("tui.kind." + string(r.change.Kind)), s.recordName(r.change.Ref, r.name), s.changesText(r)}}
		}
		return rows, err
	}
}

// changesText is what happened to a record, field by field, on one line.
func (s *session) changesText(r changedRow) string {
	switch {
	case r.change.Created:
		return s.t("tui.changes.created")
	case len(r.change.Fields) == 0:
		return s.t("tui.changes.erased")
	}
	var parts []string
	for _, f := range s.changedFields(r) {
		parts = append(parts, f.label+" "+oneLine(f.old)+" → "+oneLine(f.new))
	}
	return strings.Join(parts, s.t("tui.list_comma"))
}

// changedFields are the fields of a change in the order of their keys.
func (s *session) changedFields(r changedRow) []editedField {
	var out []editedField
	currency := cmp.Or(r.name.Currency, s.settings.Currency)
	for _, key := range slices.Sorted(maps.Keys(r.change.Fields)) {
		v := r.change.Fields[key]
		out = append(out, editedField{s.p.Field(key), s.fieldText(r.change.Kind, key, v[0], currency), s.fieldText(r.change.Kind, key, v[1], currency)})
	}
	return out
}

// recordName names a record for people: behind whose it is. One without a name
// goes by its number.
func (s *session) recordName(ref model.Ref, n store.RecordName) string {
	name := cmp.Or(oneLine(s.p.RecordName(string(ref.Kind), n.Name)), "#"+grouped(ref.ID))
	if n.Customer != "" {
		name = oneLine(n.Customer) + " · " + name
	}
	return name
}

// kindAndName is recordName behind what the record is. The settings of the book have no
// name besides.
func (s *session) kindAndName(ref model.Ref, n store.RecordName) string {
	if ref.Kind == model.KindSettings {
		return s.recordName(ref, n)
	}
	return s.t("tui.kind."+string(ref.Kind)) + " " + s.recordName(ref, n)
}

// Update moves and takes rows.
func (c *changes) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case bookChanged:
		return tea.Batch(c.table.Reload(), c.reread(&c.set))
	case restyled:
		c.table.Empty = c.t("tui.changes.empty")
		return c.table.restyle(c.session, c.heads(), c.source())
	}
	return c.table.Update(msg)
}

// reread reads a change set again: it may have been taken back meanwhile.
func (s *session) reread(set **model.ChangeSet) tea.Cmd {
	id := (*set).ID
	return ask(s, func(ctx context.Context) (*model.ChangeSet, error) { return s.book.ChangeSet(ctx, id) },
		func(now *model.ChangeSet, err error) tea.Cmd {
			if err == nil {
				*set = now
			}
			return nil
		})
}

func (c *changes) Resize(w, h int) tea.Cmd { return c.table.SetSize(w, h-2) }

// View draws the sentence and the records below it.
func (c *changes) View(w, h int) widget.Frame {
	return widget.VStack(c.setTitle(c.set, c.of, w), c.table.View())
}

// setTitle is the sentence of a change set, and who wrote it when and from where.
func (s *session) setTitle(set, of *model.ChangeSet, w int) widget.Frame {
	what := s.sentence(set, of)
	if set.UndoneBy != 0 {
		what = s.t("tui.history.undone", "What", what)
	}
	by := "#" + grouped(set.ID) + " · " + oneLine(set.Actor) + " · " + s.moment(set.At) + " · " + s.t("tui.origin."+string(set.Origin))
	return widget.Frame{S: "  " + s.styles.Title.Render(widget.Truncate(widget.Grid(what), w-4)) + "\n  " + s.styles.Muted.Render(widget.Truncate(by, w-4))}
}

// Status counts the records.
func (c *changes) Status() string {
	n, _ := c.table.Total()
	return c.styles.Muted.Render(c.t("history.records", "Count", n, "N", grouped(int64(n))))
}

// Bindings lists the keys.
func (c *changes) Bindings() []binding {
	_, on := c.table.Row()
	return slices.Concat([]binding{
		{keys: []string{"enter"}, label: "tui.key.details", group: groupMove, foot: true, off: when(on, "tui.why.no_entry"), run: c.open},
	}, c.turnKeys(c.set), []binding{
		{keys: []string{"esc"}, label: "tui.key.back", group: groupMove, foot: true, run: c.nav.pop},
	}, listKeys())
}

// turnKeys are the keys that take a change set back, or do it again.
func (s *session) turnKeys(set *model.ChangeSet) []binding {
	return []binding{
		{keys: []string{"u"}, label: "tui.key.undo_this", group: groupChange, foot: set.UndoneBy == 0, off: when(set.UndoneBy == 0, "tui.why.undone"),
			run: func() tea.Cmd { return s.askUndo(set.ID) }},
		{keys: []string{"ctrl+r"}, label: "history.key.redo_this", group: groupChange, foot: set.UndoneBy != 0, off: when(set.UndoneBy != 0, "history.why.not_undone"),
			run: func() tea.Cmd { return s.askRedo(set.ID) }},
	}
}

// open shows the fields of the record under the cursor.
func (c *changes) open() tea.Cmd {
	row, _ := c.table.Row()
	s, id := *c.session, c.set.ID
	return ask(c.session, func(ctx context.Context) ([]changedRow, error) { return s.changedRows(ctx, id, int(row.Key)-1, 1) },
		func(rows []changedRow, err error) tea.Cmd {
			switch {
			case err != nil:
				c.fail(err)
				return nil
			case len(rows) == 0:
				return nil
			case rows[0].change.Created:
				return c.openRecord(rows[0].change.Ref)
			}
			return c.nav.push(newChanged(c.session, c.set, c.of, rows[0]))
		})
}
