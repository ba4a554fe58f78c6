package tui

import (
	"context"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// importList shows what would become of the rows of one count of the plan: fields
// before and after, or why rows are refused.
type importList struct {
	step
	result importResult
	count  importCount
	table  *list

	samples []model.ImportSample // of each line of the list
}

func newImportList(im *importing, r importResult, c importCount) *importList {
	l := &importList{step: step{im}, result: r, count: c}
	l.table = newList(im.session, l.heads())
	return l
}

func (l *importList) heads() []widget.Column {
	line := widget.Column{Key: "line", Title: l.t("tui.import.line_head"), Right: true}
	who := widget.Column{Key: "customer", Title: l.t("tui.import.who"), Max: 20}
	switch l.count.outcome {
	case "":
		return []widget.Column{line, {Key: "why", Title: l.t("tui.import.why"), Flex: true, Min: 20}}
	case model.OutcomeNew, model.OutcomeSame:
		return []widget.Column{line, who, {Key: "fields", Title: l.t("tui.import.fields"), Flex: true, Min: 20}}
	}
	return []widget.Column{line, who, {Key: "field", Title: l.t("tui.changes.field"), Max: 14, Muted: true},
		{Key: "old", Title: l.t("tui.import.in_book"), Flex: true, Min: 10}, {Key: "new", Title: l.newHead(), Flex: true, Min: 10}}
}

// newHead names what is not in the book yet, or will not be.
func (l *importList) newHead() string {
	if l.count.outcome == model.OutcomeChanged {
		return l.t("tui.import.in_file")
	}
	return l.t("tui.import.side.file")
}

// Init lists the rows.
func (l *importList) Init() tea.Cmd {
	if l.count.outcome == "" {
		return tea.Batch(l.table.SetSource(l.refused()), l.table.SetTotal(l.result.Rejects.Len(), true))
	}
	rows := l.rows()
	return tea.Batch(l.table.SetSource(spanned(rows)), l.table.SetTotal(len(rows), true))
}

// refused writes refused rows when they come into view: there may be a million.
func (l *importList) refused() widget.Source {
	s, rejects := *l.session, l.result.Rejects
	return func(_ context.Context, span widget.Span) (rows []widget.Row, _ error) {
		for i := span.Offset; i < min(span.Offset+span.Limit, rejects.Len()); i++ {
			r := rejects.At(i)
			why := strings.ReplaceAll(s.failure(r.Problems), "\n", " · ")
			rows = append(rows, widget.Row{Key: int64(i) + 1, Cells: []string{strconv.Itoa(lineOrRow(r.Line, r.Row)), why}})
		}
		return rows, nil
	}
}

// spanned is the source of rows that are at hand.
func spanned(rows []widget.Row) widget.Source {
	return func(_ context.Context, span widget.Span) ([]widget.Row, error) { return span.Of(rows), nil }
}

// rows writes the samples of the count.
func (l *importList) rows() (rows []widget.Row) {
	l.samples = nil
	for _, sample := range l.result.Samples {
		if sample.Outcome == l.count.outcome {
			own := l.sampleRows(sample)
			rows = append(rows, own...)
			l.samples = append(l.samples, slices.Repeat([]model.ImportSample{sample}, len(own))...)
		}
	}
	for i := range rows {
		rows[i].Key = int64(i) + 1
	}
	return rows
}

// lineOrRow is the line of a row, or its number where the format has no lines.
func lineOrRow(line, row int) int {
	if line > 0 {
		return line
	}
	return row
}

// sampleRows writes one sample: new ones on one line, others a line for each field.
func (l *importList) sampleRows(s model.ImportSample) []widget.Row {
	line, who := strconv.Itoa(lineOrRow(s.Line, s.Row)), l.who(s)
	if l.count.outcome == model.OutcomeNew || len(s.Fields) == 0 {
		return []widget.Row{{Cells: []string{line, who, l.fieldsText(s)}}}
	}
	var rows []widget.Row
	for _, f := range s.Fields {
		rows = append(rows, widget.Row{Cells: []string{line, who, l.fieldOf(f),
			oneLine(l.fieldText(s.Kind, f.Key, f.Old, s.Currency)), oneLine(l.fieldText(s.Kind, f.Key, f.New, s.Currency))}})
		line, who = "", "" // once is enough
	}
	return rows
}

// who is whom a row concerns, and whether that lies in the bin.
func (l *importList) who(s model.ImportSample) string {
	if s.IsBinned {
		return l.t("tui.import.who_binned", "Name", oneLine(s.Customer))
	}
	return oneLine(s.Customer)
}

// fieldOf names a field; one that the book keeps has a sign.
func (l *importList) fieldOf(f model.FieldChange) string {
	if f.IsKept {
		return l.styles.Signs.Warn + " " + l.p.Field(f.Key)
	}
	return l.p.Field(f.Key)
}

// fieldsText writes the fields of a new record on one line.
func (l *importList) fieldsText(s model.ImportSample) string {
	var parts []string
	for _, f := range s.Fields {
		if f.Key == "kind" && s.Kind == model.KindCustomer || f.Key == "name" || f.Key == "currency" || f.Key == "at" && s.Kind == model.KindPurchase {
			continue
		}
		text := oneLine(l.fieldText(s.Kind, f.Key, f.New, s.Currency))
		if f.Key != "contact_points" && f.Key != "tags" && f.Key != "items" {
			text = l.p.Field(f.Key) + " " + text
		}
		parts = append(parts, text)
	}
	return oneLine(strings.Join(parts, " · "))
}

// Update moves.
func (l *importList) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(restyled); ok {
		l.table.SetStyles(l.styles)
		l.table.SetColumns(l.heads())
		return l.Init()
	}
	return l.table.Update(msg)
}

func (l *importList) Resize(w, h int) tea.Cmd { return l.table.SetSize(w, h-4) }

func (l *importList) grid() (*widget.Table, int, int) { return l.table.Table, 0, 4 }

// View draws which rows these are, and the list.
func (l *importList) View(w, _ int) widget.Frame {
	title := l.t("tui.import.named", "Name", l.outcomeName(l.count.outcome), "Text", l.t("tui.import.rows_n", "Count", l.count.rows, "N", grouped(int64(l.count.rows))))
	if shown := l.shown(); shown < l.count.rows {
		title += " · " + l.t("tui.import.first_shown", "N", grouped(int64(shown)))
	}
	return widget.VStack(widget.Frame{S: l.importing.head("plan", w) + "\n"}, widget.Frame{S: "  " + l.styles.Title.Render(widget.Truncate(title, w-4)) + "\n"}, l.table.View())
}

// shown is how many rows of the file the list is about.
func (l *importList) shown() (n int) {
	if l.count.outcome == "" {
		return l.result.Rejects.Len()
	}
	for _, s := range l.result.Samples {
		if s.Outcome == l.count.outcome {
			n += s.Rows
		}
	}
	return n
}

// Status says where the cursor is.
func (l *importList) Status() string { return l.styles.Muted.Render(l.table.Position()) }

// Bindings lists the keys.
func (l *importList) Bindings() []binding {
	_, on := l.table.Row()
	return append([]binding{
		{keys: []string{"enter"}, label: "tui.key.whole_row", group: groupMove, foot: true, off: when(on, "tui.why.no_rows"), run: l.open},
		backKeys(l.nav.pop),
	}, listKeys()...)
}
