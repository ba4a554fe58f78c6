package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// maxChanges is how many records of a change set are listed; an import may hold a
// hundred thousand.
const maxChanges = 1000

// changes shows one change set: each record and field, before and after.
type changes struct {
	base
	id    int64
	title string
	table *widget.Table
}

func newChanges(s *session, id int64, title string) *changes {
	c := &changes{base: base{s}, id: id, title: title}
	c.table = widget.NewTable(s.styles, []widget.Column{
		{Key: "record", Title: s.t("tui.changes.record"), Flex: true, Min: 10, Max: 30},
		{Key: "field", Title: s.t("tui.changes.field"), Max: 16, Muted: true},
		{Key: "old", Title: s.t("tui.changes.old"), Flex: true, Min: 10},
		{Key: "new", Title: s.t("tui.changes.new"), Flex: true, Min: 10},
	})
	c.table.Empty = s.t("tui.changes.empty")
	c.table.Failure = s.failure
	return c
}

// Init reads the change set.
func (c *changes) Init() tea.Cmd {
	s, id := *c.session, c.id
	var rows []widget.Row // read once, by the one read that a table has in flight
	return c.table.SetSource(func(ctx context.Context, span widget.Span) ([]widget.Row, error) {
		if rows == nil {
			list, err := s.book.Changes(ctx, id, maxChanges)
			if err != nil {
				return nil, err
			}
			for _, ch := range list {
				rows = append(rows, s.changeRows(ctx, ch)...)
			}
			for i := range rows {
				rows[i].Key = int64(i)
			}
		}
		return span.Of(rows), nil
	})
}

// changeRows writes one change: a row per field, or one for a created record.
func (s *session) changeRows(ctx context.Context, ch model.Change) []widget.Row {
	name, currency := s.recordName(ctx, ch.Ref)
	if n := ch.Last - ch.ID + 1; n > 1 {
		name = grouped(n) + " " + s.kinds(ch.Kind)
	}
	if len(ch.Fields) == 0 {
		return []widget.Row{{Cells: []string{name, "", "", s.t("tui.changes.erased")}}}
	}
	if ch.Created {
		return []widget.Row{{Cells: []string{name, "", "", s.t("tui.changes.created")}}}
	}
	keys := make([]string, 0, len(ch.Fields))
	for key := range ch.Fields {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var rows []widget.Row
	for _, key := range keys {
		v := ch.Fields[key]
		rows = append(rows, widget.Row{Cells: []string{name, s.p.Field(key),
			oneLine(s.fieldText(ch.Kind, key, v[0], currency)), oneLine(s.fieldText(ch.Kind, key, v[1], currency))}})
		name = "" // once is enough
	}
	return rows
}

// recordName names a record for people, and the currency its amounts are in. A
// record that cannot be read any more goes by its number.
func (s *session) recordName(ctx context.Context, ref model.Ref) (string, model.Currency) {
	kind := s.t("tui.kind." + string(ref.Kind))
	unnamed := kind + " #" + grouped(ref.ID)
	switch ref.Kind {
	case model.KindCustomer:
		if c, err := s.book.Summary(ctx, ref.ID); err == nil {
			return kind + " " + oneLine(c.DisplayName()), s.settings.Currency
		}
	case model.KindPurchase:
		if p, err := s.book.Purchase(ctx, ref.ID); err == nil {
			return kind + " " + oneLine(p.OrderNo) + " " + p.Date.String(), p.Currency
		}
	case model.KindInteraction:
		if i, err := s.book.Interaction(ctx, ref.ID); err == nil {
			return kind + " " + s.when(i.At), s.settings.Currency
		}
	case model.KindTask:
		if t, err := s.book.Task(ctx, ref.ID); err == nil {
			return kind + " " + oneLine(t.Title), s.settings.Currency
		}
	}
	return unnamed, s.settings.Currency
}

func (c *changes) Update(msg tea.Msg) tea.Cmd { return c.table.Update(msg) }

func (c *changes) Resize(w, h int) tea.Cmd { return c.table.SetSize(w, h-2) }

// View draws the sentence and the fields below it.
func (c *changes) View(w, h int) widget.Frame {
	title := widget.Frame{S: "  " + c.styles.Title.Render(widget.Truncate(widget.Grid(c.title), w-4)) + "\n"}
	return widget.VStack(title, c.table.View())
}

// Bindings lists the keys.
func (c *changes) Bindings() []binding {
	return append([]binding{
		{keys: []string{"esc"}, label: "tui.key.back", group: groupMove, foot: true, run: c.nav.pop},
	}, listKeys()...)
}
