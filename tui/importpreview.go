package tui

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/exchange"
	"kehu/tui/widget"
)

// importPreview shows the first rows as a table, with what was understood of the
// file. Each key changes one thing that the evidence may have got wrong, and the
// table follows.
type importPreview struct {
	step
	table *list
	fault error // why the file cannot be read so
	gen   int   // of the look that was asked for last
	busy  bool
	w, h  int
}

func newImportPreview(im *importing) *importPreview {
	p := &importPreview{step: step{im}}
	p.table = newList(im.session, nil)
	p.table.Failure = p.complaint
	return p
}

// Init shows what was seen.
func (p *importPreview) Init() tea.Cmd { return p.show() }

// heads are the columns of the file behind the number of the line.
func (p *importPreview) heads() []widget.Column {
	cols := []widget.Column{{Key: "line", Title: p.t("tui.import.line_head"), Right: true}}
	for _, c := range p.seen.info.Columns {
		cols = append(cols, widget.Column{Key: strconv.Itoa(c.Index), Title: oneLine(c.Heading), Min: 12, Max: 28, Flex: true})
	}
	return cols
}

// show puts the rows into the table.
func (p *importPreview) show() tea.Cmd {
	p.table.Empty = p.t("tui.import.no_rows")
	p.table.SetColumns(p.heads())
	return tea.Batch(p.table.SetSource(p.source()), p.table.SetTotal(len(p.seen.rows), true), p.table.SetSize(p.w, p.tableLines()))
}

func (p *importPreview) source() widget.Source {
	rows, fault, sign := p.seen.rows, p.fault, p.styles.Signs.Warn
	return func(_ context.Context, span widget.Span) ([]widget.Row, error) {
		if fault != nil {
			return nil, fault
		}
		from := min(span.Offset, len(rows))
		var out []widget.Row
		for i, r := range rows[from:min(from+span.Limit, len(rows))] {
			line := strconv.Itoa(r.Line)
			if len(r.Problems) > 0 {
				line = sign + " " + line
			}
			out = append(out, widget.Row{Key: int64(from+i) + 1, Cells: append([]string{line}, clipAll(r.Cells)...)})
		}
		return out, nil
	}
}

// clipAll cuts cells to what a table can show: one may hold a page of text.
func clipAll(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.TrimSpace(clipTo(c, 200))
	}
	return out
}

// again looks at the file once more after something was said of it.
func (p *importPreview) again() tea.Cmd {
	p.gen++
	gen := p.gen
	p.busy = true
	return p.look(func(seen importSeen, err error) tea.Cmd {
		if gen != p.gen {
			return nil
		}
		p.busy, p.fault = false, err
		if err == nil {
			p.seen, p.asked = seen, false
		}
		return p.show()
	})
}

// after returns what follows the present one in a list, the first after the last.
func after[T comparable](list []T, present T) T {
	return list[(slices.Index(list, present)+1)%len(list)]
}

// nextEncoding reads the text in the next of the encodings. The one that was found
// is among them.
func (p *importPreview) nextEncoding() tea.Cmd {
	all := exchange.Encodings()
	if !slices.Contains(all, p.found.Encoding) {
		all = append(all, p.found.Encoding)
	}
	p.said.Encoding = after(all, cmp.Or(p.said.Encoding, p.seen.info.Encoding))
	return p.again()
}

func (p *importPreview) nextDelimiter() tea.Cmd {
	all := exchange.Delimiters()
	if !slices.Contains(all, p.found.Delimiter) {
		all = append(all, p.found.Delimiter)
	}
	p.said.Delimiter, p.said.MapAt = after(all, cmp.Or(p.said.Delimiter, p.seen.info.Delimiter)), nil
	return p.again()
}

func (p *importPreview) nextSheet() tea.Cmd {
	p.said.Sheet, p.said.MapAt, p.said.Header = after(p.seen.info.Sheets, p.seen.info.Sheet), nil, 0
	return p.again()
}

// nextKind reads the rows as another kind of records. Fields that this kind has too
// stay where the person put them.
func (p *importPreview) nextKind() tea.Cmd {
	p.said.As = after(exchange.Kinds(), p.seen.info.Kind)
	keys := exchange.FieldKeys(p.said.As)
	maps.DeleteFunc(p.said.MapAt, func(_ int, field string) bool {
		return field != "" && field != inNotes && !slices.Contains(keys, field)
	})
	return p.again()
}

// nextDates reads ambiguous dates in another order.
func (p *importPreview) nextDates() tea.Cmd {
	p.nextDateOrder()
	return p.again()
}

// moveHeader takes the row after the present headings for the headings, or the one
// before; before the first row there are none.
func (p *importPreview) moveHeader(by int) tea.Cmd {
	lines := append([]int{exchange.NoHeader}, p.seen.lines...)
	present := p.said.Header
	if present == 0 {
		present = cmp.Or(p.seen.info.HeaderLine, exchange.NoHeader)
	}
	at := slices.Index(lines, present) + by
	if at < 0 || at >= len(lines) {
		return nil
	}
	p.said.Header, p.said.MapAt = lines[at], nil
	return p.again()
}

// Update moves in the table.
func (p *importPreview) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(restyled); ok {
		p.table.Empty = p.t("tui.import.no_rows")
		return p.table.restyle(p.session, p.heads(), p.source())
	}
	return p.table.Update(msg)
}

func (p *importPreview) Resize(w, h int) tea.Cmd {
	p.w, p.h = w, h
	return p.table.SetSize(w, p.tableLines())
}

// tableLines is the room of the table under what was understood.
func (p *importPreview) tableLines() int { return max(2, p.h-len(p.lines(p.w))-1) }

func (p *importPreview) grid() (*widget.Table, int, int) {
	return p.table.Table, 0, len(p.lines(p.w)) + 1
}

// View draws what was understood and the table.
func (p *importPreview) View(w, _ int) widget.Frame {
	return widget.VStack(widget.Frame{S: p.head("preview", w)}, widget.Frame{S: strings.Join(p.lines(w), "\n")}, p.table.View())
}

// lines say what the file is and what is odd about it.
func (p *importPreview) lines(w int) []string {
	var lines []string
	for _, line := range head(widget.Wrap(strings.Join(p.facts(), " · "), max(20, w-4)), 3) {
		lines = append(lines, "  "+p.styles.Muted.Render(line))
	}
	odd := p.t("tui.import.all_well")
	style := p.styles.Muted
	if texts := p.oddities(); len(texts) > 0 {
		odd, style = p.styles.Signs.Warn+" "+strings.Join(texts, " · "), p.styles.Warn
	}
	return append(lines, "  "+style.Render(widget.Truncate(odd, max(20, w-4))), "")
}

// facts are what was understood of the file.
func (p *importPreview) facts() []string {
	info := p.seen.info
	facts := []string{p.t("tui.import.as." + string(info.Kind)), p.t("tui.import.format." + info.Format)}
	if info.Delimiter != "" {
		facts = append(facts, p.marked(p.t("tui.import.encoding", "Name", encodingName(cmp.Or(p.said.Encoding, info.Encoding))), p.said.Encoding, p.found.Encoding))
		facts = append(facts, p.marked(p.t("tui.import.delimiter", "Sign", p.delimiterName(cmp.Or(p.said.Delimiter, info.Delimiter))), p.said.Delimiter, p.found.Delimiter))
	}
	if info.Sheet != "" {
		facts = append(facts, p.t("tui.import.sheet", "Name", oneLine(info.Sheet), "At", slices.Index(info.Sheets, info.Sheet)+1, "Of", len(info.Sheets)))
	}
	switch {
	case info.HeaderLine > 0:
		facts = append(facts, p.t("tui.import.header", "Line", info.HeaderLine))
	case p.seen.lines != nil:
		facts = append(facts, p.t("tui.import.no_header"))
	}
	if info.Source != "" {
		facts = append(facts, p.t("tui.import.source", "Source", p.t("source."+info.Source)))
	}
	return append(append(facts, p.datesFact()...), sizeText(p.seen.size))
}

// marked adds to a fact that the person says so, where the evidence says otherwise.
func (p *importPreview) marked(fact, said, found string) string {
	if said == "" || said == found {
		return fact
	}
	return fact + p.t("tui.import.as_said")
}

// encodingName is how people write the name of an encoding.
func encodingName(name string) string { return strings.ToUpper(name) }

func (p *importPreview) delimiterName(d string) string {
	if d == "\t" {
		return p.t("tui.import.tab")
	}
	return d
}

// oddities count what a person should look at.
func (p *importPreview) oddities() (texts []string) {
	wrong, doubts := 0, 0
	for _, r := range p.seen.rows {
		if len(r.Problems) > 0 {
			wrong++
		}
		doubts += len(r.Doubts)
	}
	for _, n := range []struct {
		id    string
		count int
	}{{"tui.import.odd_rows", wrong}, {"tui.import.odd_doubts", doubts}, {"tui.import.odd_dates", len(p.dateRemarks())},
		{"tui.import.odd_asides", len(p.seen.asides)}, {"tui.import.odd_ghosts", p.seen.ghosts}} {
		if n.count > 0 {
			texts = append(texts, p.t(n.id, "Count", n.count))
		}
	}
	return texts
}

// Status says where the cursor is in the rows that are shown.
func (p *importPreview) Status() string {
	return p.styles.Muted.Render(p.t("tui.import.first_rows", "At", p.table.Position()))
}

// Bindings lists the keys; those that make no sense for the format say so.
func (p *importPreview) Bindings() []binding {
	info := p.seen.info
	text, sheets, lines := info.Delimiter != "", len(info.Sheets) > 1, p.seen.lines != nil
	return append([]binding{
		nextKeys(when(p.fault == nil && !p.busy, "tui.why.unreadable_so"), func() tea.Cmd { return p.nav.push(newImportMapping(p.importing)) }),
		backKeys(p.nav.pop),
		{keys: []string{"e"}, label: "tui.key.encoding", group: groupChange, foot: text, off: when(text, "tui.why.no_encoding"), run: p.nextEncoding},
		{keys: []string{"d"}, label: "tui.key.delimiter", group: groupChange, foot: text, off: when(text, "tui.why.no_encoding"), run: p.nextDelimiter},
		{keys: []string{"s"}, label: "tui.key.sheet", group: groupChange, foot: sheets, off: when(sheets, "tui.why.one_sheet"), run: p.nextSheet},
		{keys: []string{"t"}, label: "tui.key.rows_are", group: groupChange, foot: true, run: p.nextKind},
		p.datesKey(p.nextDates),
		{keys: []string{"p"}, label: "tui.key.problems", group: groupFind, foot: true, run: func() tea.Cmd { return p.nav.push(newImportProblems(p)) }},
		{keys: []string{"h"}, show: "h H", label: "tui.key.headings", group: groupChange, foot: true, off: when(lines, "tui.why.own_headings"), run: func() tea.Cmd { return p.moveHeader(+1) }},
		{keys: []string{"H"}, off: when(lines, "tui.why.own_headings"), run: func() tea.Cmd { return p.moveHeader(-1) }},
		{keys: []string{"right"}, show: "← →", label: "tui.key.column", group: groupMove},
	}, listKeys()...)
}
