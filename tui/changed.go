package tui

import (
	"cmp"
	"context"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// changed shows what a change set did to one record: each field before and after.
// A value from before can be put back alone.
type changed struct {
	base
	set, of *model.ChangeSet
	row     changedRow
	keys    []string // of the fields, in the order of the rows
	table   *list
}

func newChanged(s *session, set, of *model.ChangeSet, row changedRow) *changed {
	c := &changed{base: base{s}, set: set, of: of, row: row, keys: slices.Sorted(maps.Keys(row.change.Fields))}
	c.table = newList(s, c.heads())
	c.table.Empty = s.t("tui.changes.empty")
	return c
}

func (c *changed) heads() []widget.Column {
	return []widget.Column{
		{Key: "field", Title: c.t("tui.changes.field"), Max: 16, Muted: true},
		{Key: "old", Title: c.t("tui.changes.old"), Flex: true, Min: 10},
		{Key: "new", Title: c.t("tui.changes.new"), Flex: true, Min: 10},
	}
}

// Init shows the fields, which are known.
func (c *changed) Init() tea.Cmd { return c.table.SetSource(c.source()) }

func (c *changed) source() widget.Source {
	rows := make([]widget.Row, 0, len(c.keys))
	for i, f := range c.changedFields(c.row) {
		rows = append(rows, widget.Row{Key: int64(i + 1), Cells: []string{f.label, oneLine(f.old), oneLine(f.new)}})
	}
	return func(_ context.Context, span widget.Span) ([]widget.Row, error) { return span.Of(rows), nil }
}

func (c *changed) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case bookChanged:
		return c.reread(&c.set)
	case restyled:
		return c.table.restyle(c.session, c.heads(), c.source())
	}
	return c.table.Update(msg)
}

func (c *changed) Resize(w, h int) tea.Cmd { return c.table.SetSize(w, h-3) }

// View draws the sentence, the record and its fields.
func (c *changed) View(w, h int) widget.Frame {
	name := c.kindAndName(c.row.change.Ref, c.row.name)
	return widget.VStack(c.setTitle(c.set, c.of, w), widget.Frame{S: "  " + c.styles.Accent.Render(widget.Truncate(name, w-4))}, c.table.View())
}

// key is the field under the cursor.
func (c *changed) key() string {
	row, on := c.table.Row()
	if !on {
		return ""
	}
	return c.keys[row.Key-1]
}

// Bindings lists the keys.
func (c *changed) Bindings() []binding {
	key := c.key()
	off := cmp.Or(when(key != "", "tui.why.no_entry"), when(key != "state", "history.why.state"))
	return slices.Concat([]binding{
		{keys: []string{"enter"}, label: "history.key.values", group: groupMove, foot: true, off: off, run: func() tea.Cmd {
			return c.nav.push(newFieldBlame(c.session, c.row.change.Ref, key))
		}},
		{keys: []string{"r"}, label: "history.key.put_back", group: groupChange, foot: true, off: off, run: func() tea.Cmd {
			return c.putBack(c.row.change.Ref, key, c.row.change.Fields[key][0])
		}},
		{keys: []string{"o"}, label: "history.key.card", group: groupMove, foot: true, off: c.noCard(c.row.change.Kind), run: func() tea.Cmd { return c.openRecord(c.row.change.Ref) }},
	}, c.turnKeys(c.set), []binding{
		{keys: []string{"esc"}, label: "tui.key.back", group: groupMove, foot: true, run: c.nav.pop},
	}, listKeys())
}

// putBack gives a field of a record a text that it had.
func (s *session) putBack(ref model.Ref, key, text string) tea.Cmd {
	return ask(s, func(ctx context.Context) (*model.ChangeSet, error) { return s.book.PutBack(ctx, ref, key, text) },
		func(cs *model.ChangeSet, err error) tea.Cmd {
			switch {
			case err != nil:
				s.fail(err)
			case cs == nil:
				s.nav.say(toast{text: s.t("history.same_already")})
			default:
				s.nav.say(toast{text: s.t("history.put_back", "Field", s.p.Field(key), "Name", oneLine(cs.Subject)), tone: good})
			}
			return nil
		})
}

// noCard is the reason why records of a kind have no card.
func (s *session) noCard(kind model.Kind) string {
	switch kind {
	case model.KindCustomer, model.KindPurchase, model.KindInteraction, model.KindTask:
		return ""
	}
	return "history.why.no_card"
}

// openRecord opens the card of the customer that a record is, or belongs to.
func (s *session) openRecord(ref model.Ref) tea.Cmd {
	if why := s.noCard(ref.Kind); why != "" {
		s.nav.say(toast{text: s.t(why)})
		return nil
	}
	return ask(s, func(ctx context.Context) (int64, error) { return s.book.OwnerOf(ctx, ref) },
		func(id int64, err error) tea.Cmd {
			if err != nil || id == 0 {
				s.nav.say(toast{text: s.t("history.why.no_card")})
				return nil
			}
			return s.nav.push(newCard(s, id, nil))
		})
}
