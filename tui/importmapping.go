package tui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/exchange"
	"kehu/model"
	"kehu/tui/widget"
)

// importMapping shows each column with what its cells become, and lets the person
// send it elsewhere.
type importMapping struct {
	step
	table *list
	gen   int
	w, h  int
}

// The targets of a column besides fields, as exchange has them; asFound leaves it
// to the evidence.
const (
	leftOut = "-"
	inNotes = "+"
	asFound = ""
)

func newImportMapping(im *importing) *importMapping {
	m := &importMapping{step: step{im}}
	m.table = newList(im.session, m.heads())
	return m
}

func (m *importMapping) heads() []widget.Column {
	return []widget.Column{
		{Key: "column", Title: m.t("tui.import.column"), Max: 24},
		{Key: "target", Title: m.t("tui.import.becomes"), Max: 22},
		{Key: "cells", Title: m.t("tui.import.for_example"), Flex: true, Min: 12, Muted: true},
	}
}

// Init lists the columns.
func (m *importMapping) Init() tea.Cmd {
	return tea.Batch(m.table.SetSource(m.source()), m.table.SetTotal(len(m.seen.info.Columns), true))
}

func (m *importMapping) source() widget.Source {
	rows := make([]widget.Row, len(m.seen.info.Columns))
	for i := range rows {
		rows[i] = m.row(i)
	}
	return func(_ context.Context, span widget.Span) ([]widget.Row, error) { return span.Of(rows), nil }
}

func (m *importMapping) row(i int) widget.Row {
	c := m.seen.info.Columns[i]
	var cells []string
	for _, e := range m.seen.examples[i] {
		cells = append(cells, oneLine(clipTo(e.Text, 60)))
	}
	return widget.Row{Key: int64(i) + 1, Muted: c.Ignored, Cells: []string{oneLine(c.Heading), m.target(i), strings.Join(cells, " · ")}}
}

// target says where a column goes. What the cells alone suggest has a question mark.
func (m *importMapping) target(i int) string {
	c := m.seen.info.Columns[i]
	switch {
	case c.Ignored:
		return m.t("tui.import.target.out")
	case c.Field == "" && len(m.seen.examples[i]) == 0:
		return m.t("tui.import.target.empty")
	case c.Field == "":
		return m.styles.Signs.Warn + " " + m.t("tui.import.target.none")
	case m.said.MapAt[c.Index] == inNotes:
		return m.t("tui.import.target.notes")
	}
	if f := m.seen.newField(c.Field); f != nil {
		return m.t("tui.import.target.new", "Name", oneLine(f.Label), "Type", m.t("field_type."+string(f.Type)))
	}
	name := m.fieldName(c.Field)
	if c.Label != "" {
		name += " (" + oneLine(c.Label) + ")"
	}
	if !c.Sure {
		name += "?"
	}
	return name
}

// fieldName is what people call a field of a file: one of their own by its label.
func (im *importing) fieldName(key string) string {
	at := slices.IndexFunc(im.custom, func(f model.CustomField) bool { return f.Key == key })
	if at >= 0 {
		return oneLine(im.custom[at].Label)
	}
	return im.p.Field(key)
}

// here is the place of the column under the cursor; false when there is none.
func (m *importMapping) here() (int, bool) {
	row, on := m.table.Row()
	return int(row.Key) - 1, on && int(row.Key) <= len(m.seen.info.Columns)
}

// choose offers all targets for the column under the cursor.
func (m *importMapping) choose() tea.Cmd {
	i, on := m.here()
	if !on {
		return nil
	}
	c := m.seen.info.Columns[i]
	return m.nav.push(newChooser(m.session, m.t("tui.import.choose", "Column", oneLine(c.Heading)), c.Field, m.targets(), func(target string) tea.Cmd {
		return m.send(i, target)
	}))
}

// send gives a column another target. A field that only one column can fill is
// taken from the one that had it.
func (m *importMapping) send(i int, target string) tea.Cmd {
	columns := m.seen.info.Columns
	said := map[int]string{}
	for _, c := range columns {
		if field, is := m.said.MapAt[c.Index]; is && (field != target || exchange.IsMany(field) || field == leftOut || field == inNotes || field == exchange.NewField) {
			said[c.Index] = field
		}
	}
	if said[columns[i].Index] = target; target == asFound {
		delete(said, columns[i].Index)
	}
	return m.say(said, nil)
}

// say looks at the file anew with other targets, and goes on with then.
func (m *importMapping) say(said map[int]string, then func() tea.Cmd) tea.Cmd {
	before := m.said.MapAt
	m.said.MapAt = said
	m.gen++
	gen := m.gen
	return m.look(func(seen importSeen, err error) tea.Cmd {
		if gen != m.gen {
			return nil
		}
		if err != nil {
			m.said.MapAt = before
			m.fail(err)
			return nil
		}
		m.seen = seen
		cmd := m.table.restyle(m.session, m.heads(), m.source())
		if then == nil {
			return cmd
		}
		return tea.Batch(cmd, then())
	})
}

// sendHere gives the column under the cursor another target.
func (m *importMapping) sendHere(target string) func() tea.Cmd {
	return func() tea.Cmd {
		i, on := m.here()
		if !on {
			return nil
		}
		return m.send(i, target)
	}
}

// nextDates reads ambiguous dates in another order.
func (m *importMapping) nextDates() tea.Cmd {
	m.nextDateOrder()
	return m.say(m.said.MapAt, nil)
}

// next goes to the plan, once it is said what becomes of the columns that go
// nowhere.
func (m *importMapping) next() tea.Cmd {
	list := m.seen.unmapped()
	if len(list) == 0 || m.asked {
		return m.nav.push(newImportPlan(m.importing))
	}
	return m.nav.push(m.leftovers(list))
}

// Update moves.
func (m *importMapping) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(restyled); ok {
		return m.table.restyle(m.session, m.heads(), m.source())
	}
	return m.table.Update(msg)
}

func (m *importMapping) Resize(w, h int) tea.Cmd {
	m.w, m.h = w, h
	return m.table.SetSize(w, max(2, h-3-m.detailLines()-strings.Count(m.remembered(w), "\n")))
}

func (m *importMapping) grid() (*widget.Table, int, int) {
	return m.table.Table, 0, 2 + strings.Count(m.remembered(m.w), "\n")
}

// detailLines is the room for the examples of one column.
func (m *importMapping) detailLines() int { return examplesShown + 1 }

// View draws the columns, and below them the examples of the one under the cursor.
func (m *importMapping) View(w, h int) widget.Frame {
	top := widget.VStack(widget.Frame{S: m.head("mapping", w) + "\n" + m.remembered(w)}, m.table.View())
	rule := m.styles.Faint.Render(strings.Repeat("─", w))
	return widget.VStack(widget.Frame{S: widget.Block(top.S, w, h-1-m.detailLines())}, widget.Frame{S: rule + "\n" + strings.Join(m.details(w), "\n")})
}

// details shows the cells of a column as they stand and as they were understood.
func (m *importMapping) details(w int) []string {
	i, on := m.here()
	if !on {
		return nil
	}
	lines := []string{"  " + m.styles.Title.Render(widget.Truncate(oneLine(m.seen.info.Columns[i].Heading)+" → "+m.target(i), w-4))}
	for _, e := range m.seen.examples[i] {
		lines = append(lines, "  "+m.exampleLine(e, w-4))
	}
	return lines
}

func (m *importMapping) exampleLine(e exchange.Example, w int) string {
	half := max(12, min(40, w*2/5))
	text := widget.Cell(oneLine(e.Text), half, false)
	rest := w - half - 4
	if e.Problem != nil {
		return text + "  " + m.styles.Bad.Render(m.styles.Signs.Error+" "+widget.Truncate(strings.ReplaceAll(m.failure(e.Problem), "\n", " "), rest))
	}
	return text + "  " + m.styles.Muted.Render("→") + " " + widget.Truncate(m.understood(e), rest)
}

// Status counts the columns that are imported.
func (m *importMapping) Status() string {
	used := 0
	for _, c := range m.seen.info.Columns {
		if c.Field != "" && !c.Ignored {
			used++
		}
	}
	return m.styles.Muted.Render(m.t("tui.import.columns_used", "Used", used, "Of", len(m.seen.info.Columns)))
}

// Bindings lists the keys.
func (m *importMapping) Bindings() []binding {
	_, on := m.here()
	off := when(on, "tui.why.no_column")
	return append([]binding{
		{keys: []string{"enter"}, label: "tui.key.target", group: groupChange, foot: true, off: off, run: m.choose},
		{keys: []string{"tab"}, label: "tui.key.next_step", group: groupMove, foot: true, run: m.next},
		backKeys(m.nav.pop),
		{keys: []string{"x"}, label: "tui.key.leave_out", group: groupChange, foot: true, off: off, run: m.sendHere(leftOut)},
		{keys: []string{"n"}, label: "tui.key.to_notes", group: groupChange, foot: true, off: off, run: m.sendHere(inNotes)},
		{keys: []string{"c"}, label: "tui.key.to_field", group: groupChange, foot: true, off: cmp.Or(off, when(m.seen.info.Kind == exchange.Customers, "tui.why.no_fields")), run: m.sendHere(exchange.NewField)},
		{keys: []string{"r"}, label: "tui.key.as_found", group: groupChange, foot: true, off: off, run: m.sendHere(asFound)},
		m.datesKey(m.nextDates),
		{keys: []string{"f"}, label: "tui.key.forget_columns", group: groupChange, foot: !m.memory.IsZero(), off: when(!m.memory.IsZero(), "tui.why.nothing_remembered"), run: m.forget},
	}, listKeys()...)
}
