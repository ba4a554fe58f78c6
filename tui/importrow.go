package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/exchange"
	"kehu/model"
	"kehu/tui/widget"
)

// importRow shows the whole of one row of the plan's lists, where values are cut: each
// field with what the book has and what the file says, or why the row is refused and
// its cells.
type importRow struct {
	step
	title string
	facts []rowFact
	table *list
	w     int
}

// A rowFact is a field of the row with the lines of its values.
type rowFact struct {
	label string
	lines []string
}

func newImportRow(im *importing, title string, facts []rowFact) *importRow {
	r := &importRow{step: step{im}, title: title, facts: facts}
	r.table = newList(im.session, r.heads())
	return r
}

// factLabel is the widest that the name of a field is drawn.
const factLabel = 20

func (r *importRow) heads() []widget.Column {
	return []widget.Column{{Key: "field", Title: r.t("tui.changes.field"), Width: r.labelWidth(), Muted: true},
		{Key: "value", Title: r.t("tui.details.value"), Flex: true, Min: 20}}
}

func (r *importRow) labelWidth() int {
	widest := widget.Width(r.t("tui.changes.field"))
	for _, f := range r.facts {
		widest = max(widest, widget.Width(f.label))
	}
	return min(widest, factLabel)
}

// rows wraps the values to the width of the screen.
func (r *importRow) rows() (rows []widget.Row) {
	for _, f := range r.facts {
		label := f.label
		for _, line := range f.lines {
			for _, part := range widget.Wrap(clipTo(line, mostRead), max(16, r.w-r.labelWidth()-8)) {
				rows = append(rows, widget.Row{Key: int64(len(rows)) + 1, Cells: []string{label, widget.Grid(part)}})
				label = "" // once is enough
			}
		}
	}
	return rows
}

// Update moves.
func (r *importRow) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(restyled); ok {
		return r.table.restyle(r.session, r.heads(), spanned(r.rows()))
	}
	return r.table.Update(msg)
}

func (r *importRow) Resize(w, h int) tea.Cmd {
	r.w = w
	rows := r.rows()
	return tea.Batch(r.table.SetSource(spanned(rows)), r.table.SetTotal(len(rows), true), r.table.SetSize(w, max(2, h-4)))
}

func (r *importRow) grid() (*widget.Table, int, int) { return r.table.Table, 0, 4 }

// View draws which row it is, and its fields.
func (r *importRow) View(w, _ int) widget.Frame {
	title := "  " + r.styles.Title.Render(widget.Truncate(r.title, w-4)) + "\n"
	return widget.VStack(widget.Frame{S: r.importing.head("plan", w) + "\n"}, widget.Frame{S: title}, r.table.View())
}

// Status says where the cursor is.
func (r *importRow) Status() string { return r.styles.Muted.Render(r.table.Position()) }

// Bindings lists the keys.
func (r *importRow) Bindings() []binding {
	return append([]binding{backKeys(r.nav.pop)}, listKeys()...)
}

// open shows the whole of the row under the cursor.
func (l *importList) open() tea.Cmd {
	row, on := l.table.Row()
	switch i := int(row.Key) - 1; {
	case !on:
		return nil
	case l.count.outcome == "":
		r := l.result.Rejects.At(i)
		return l.openRow(lineOrRow(r.Line, r.Row), "", l.refusedFacts(r))
	default:
		s := l.samples[i]
		return l.openRow(lineOrRow(s.Line, s.Row), l.who(s), l.fieldFacts(s))
	}
}

func (l *importList) openRow(line int, who string, facts []rowFact) tea.Cmd {
	title := l.t("tui.import.row_title", "Line", line, "What", l.outcomeName(l.count.outcome))
	if who != "" {
		title = l.t("tui.import.named", "Name", title, "Text", who)
	}
	return l.nav.push(newImportRow(l.importing, title, facts))
}

// fieldFacts are the fields of a row before and after.
func (l *importList) fieldFacts(s model.ImportSample) (facts []rowFact) {
	for _, f := range s.Fields {
		text := func(value string) string { return l.fieldText(s.Kind, f.Key, value, s.Currency) }
		lines := []string{text(f.New)}
		if l.count.outcome != model.OutcomeNew {
			lines = []string{text(f.Old), "→ " + text(f.New)}
		}
		if f.IsKept || s.IsBinned {
			lines = append(lines, l.styles.Signs.Warn+" "+l.t("tui.import.kept"))
		}
		facts = append(facts, rowFact{l.fieldOf(f), lines})
	}
	return facts
}

// refusedFacts are the reasons why a row is refused, and its cells where it is among
// the first rows.
func (l *importList) refusedFacts(r model.Reject) []rowFact {
	facts := []rowFact{{l.t("tui.import.why"), strings.Split(l.failure(r.Problems), "\n")}}
	at := slices.IndexFunc(l.seen.rows, func(p exchange.Peeked) bool { return p.Line == r.Line })
	if at < 0 || r.Line == 0 {
		return facts
	}
	for i, cell := range l.seen.rows[at].Cells {
		if strings.TrimSpace(cell) != "" {
			facts = append(facts, rowFact{oneLine(l.seen.info.Columns[i].Heading), []string{cell}})
		}
	}
	return facts
}
