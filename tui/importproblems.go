package tui

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/tui/widget"
)

// importProblems lists what is odd about the first rows: what is no data, what would be
// refused, and what is taken over and may not be what was meant. Enter goes to the row.
type importProblems struct {
	step
	preview *importPreview
	table   *list
}

func newImportProblems(p *importPreview) *importProblems {
	l := &importProblems{step: step{p.importing}, preview: p}
	l.table = newList(p.session, l.heads())
	l.table.Empty = p.t("tui.import.all_well")
	return l
}

func (l *importProblems) heads() []widget.Column {
	return []widget.Column{
		{Key: "line", Title: l.t("tui.import.line_head"), Right: true},
		{Key: "what", Title: l.t("tui.import.what"), Max: 16},
		{Key: "text", Title: l.t("tui.import.why"), Flex: true, Min: 20},
	}
}

// Init lists them.
func (l *importProblems) Init() tea.Cmd {
	return tea.Batch(l.table.SetSource(l.source()), l.table.SetTotal(len(l.rows()), true))
}

func (l *importProblems) source() widget.Source {
	rows := l.rows()
	return func(_ context.Context, span widget.Span) ([]widget.Row, error) { return span.Of(rows), nil }
}

// rows are keyed by the row of the preview that they are about, from 1; those about
// none have negative keys.
func (l *importProblems) rows() []widget.Row {
	var rows []widget.Row
	if l.seen.ghosts > 0 {
		rows = append(rows, widget.Row{Cells: []string{"–", l.t("tui.import.aside.ghost"), l.t("tui.import.odd_ghosts", "Count", l.seen.ghosts)}})
	}
	rows = append(rows, l.dateRemarks()...)
	for _, a := range l.seen.asides {
		rows = append(rows, widget.Row{Muted: true, Cells: []string{strconv.Itoa(a.Line), l.t("tui.import.aside." + a.Why), a.Text}})
	}
	for i := range rows {
		rows[i].Key = -1 - int64(i)
	}
	for i, r := range l.seen.rows {
		if len(r.Problems) > 0 {
			why := strings.ReplaceAll(l.failure(r.Problems), "\n", " · ")
			rows = append(rows, widget.Row{Key: int64(i) + 1, Cells: []string{strconv.Itoa(r.Line), l.t("tui.import.refused"), why}})
		}
		for _, d := range r.Doubts {
			rows = append(rows, widget.Row{Key: int64(i) + 1, Cells: []string{strconv.Itoa(r.Line), l.t("tui.import.doubt"), l.t("tui.import.doubt_in", "Column", oneLine(d.Heading), "Why", l.failure(d.Why))}})
		}
	}
	return rows
}

// Update moves.
func (l *importProblems) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(restyled); ok {
		return l.table.restyle(l.session, l.heads(), l.source())
	}
	return l.table.Update(msg)
}

func (l *importProblems) Resize(w, h int) tea.Cmd { return l.table.SetSize(w, h-2) }

func (l *importProblems) grid() (*widget.Table, int, int) { return l.table.Table, 0, 2 }

// View draws the list, and below which file it is about.
func (l *importProblems) View(w, _ int) widget.Frame {
	return widget.VStack(widget.Frame{S: l.head("preview", w) + "\n"}, l.table.View())
}

// Status counts them.
func (l *importProblems) Status() string { return l.styles.Muted.Render(l.table.Position()) }

// Bindings lists the keys.
func (l *importProblems) Bindings() []binding {
	row, on := l.table.Row()
	return append([]binding{
		{keys: []string{"enter"}, label: "tui.key.to_row", group: groupMove, foot: true, off: when(on && row.Key > 0, "tui.why.no_data_row"), run: l.goTo},
		backKeys(l.nav.pop),
	}, listKeys()...)
}

// goTo shows the row in the preview.
func (l *importProblems) goTo() tea.Cmd {
	row, _ := l.table.Row()
	return tea.Batch(l.nav.pop(), l.preview.table.GoTo(int(row.Key)-1))
}
