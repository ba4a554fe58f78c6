package tui

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/query"
	"kehu/store"
	"kehu/tui/widget"
)

// frequency shows how often each value of a column occurs among the customers on
// the screen, what they spent, and narrows the list to one of them.
type frequency struct {
	base
	list  *customers
	col   column
	field *query.Field
	where query.Query
	table *list
	counted
	done  bool // the first count has come
	fault error
}

// counted is what the book says of the values.
type counted struct {
	values   []store.Frequency
	distinct int
	all      int // customers, of which the shares are
}

// mostFrequent is how many values are listed.
const mostFrequent = 1000

// barCells is the width of the bars.
const barCells = 20

func (c *customers) countValues() tea.Cmd { return c.nav.push(newFrequency(c)) }

func newFrequency(c *customers) *frequency {
	col := c.column()
	f := &frequency{base: base{c.session}, list: c, col: col, field: c.cat.Field(queryKey(col.Key)), where: c.search.query}
	f.table = newList(c.session, f.heads())
	f.table.Empty, f.table.Failure = c.t("tui.list.nothing_found"), c.failure
	return f
}

func (f *frequency) heads() []widget.Column {
	return []widget.Column{
		{Key: "value", Title: f.p.Field(f.col.Key), Flex: true, Min: 12, Max: 36},
		{Key: "count", Title: f.t("tui.frequency.count"), Right: true},
		{Key: "share", Title: f.t("tui.frequency.share"), Right: true},
		{Key: "bar", Max: barCells},
		{Key: "spent", Title: f.p.Field("spent"), Right: true},
	}
}

// Init counts.
func (f *frequency) Init() tea.Cmd {
	return ask(f.session, func(ctx context.Context) (r counted, err error) {
		if r.values, r.distinct, err = f.book.Frequencies(ctx, f.where, f.field, mostFrequent); err == nil {
			r.all, _, err = f.book.Count(ctx, f.where, 0)
		}
		return r, err
	}, func(r counted, err error) tea.Cmd {
		f.counted, f.fault, f.done = r, err, true
		return tea.Batch(f.table.SetSource(f.source()), f.table.SetTotal(len(f.values), true))
	})
}

func (f *frequency) source() widget.Source {
	rows, fault := f.rows(), f.fault
	return func(_ context.Context, span widget.Span) ([]widget.Row, error) {
		return span.Of(rows), fault
	}
}

func (f *frequency) rows() []widget.Row {
	rows := make([]widget.Row, len(f.values))
	for i, v := range f.values {
		share := float64(v.Count) / float64(max(f.all, 1))
		rows[i] = widget.Row{Key: int64(i) + 1, Muted: v.Value == "", Cells: []string{
			f.valueText(v.Value), grouped(int64(v.Count)), strconv.FormatFloat(100*share, 'f', 1, 64) + "%",
			widget.Bar(float64(v.Count), float64(f.values[0].Count), barCells), f.spent(v.Spent)}}
	}
	return rows
}

// valueText writes a value as the list does.
func (f *frequency) valueText(value string) string {
	switch {
	case value == "":
		return f.t("tui.frequency.empty")
	case f.col.Key == "level":
		return f.levelText(value)
	case f.field.Custom && f.field.Type == query.Bool:
		return f.customText(model.CustomValue{Field: f.field.ID}.Key(), value)
	case f.col.Key == "kind":
		return f.choice(kindWords("customer"), value)
	}
	return oneLine(value)
}

// Update moves, takes rows, and counts again when somebody wrote.
func (f *frequency) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case bookChanged:
		return f.Init()
	case restyled:
		return f.table.restyle(f.session, f.heads(), f.source())
	}
	return f.table.Update(msg)
}

func (f *frequency) Resize(w, h int) tea.Cmd { return f.table.SetSize(w, h-2) }

// View draws what is counted, and the table.
func (f *frequency) View(w, _ int) widget.Frame {
	title := f.t("tui.frequency.title", "Field", f.p.Field(f.col.Key), "N", grouped(int64(f.distinct)))
	if !f.done {
		title = f.p.Field(f.col.Key) + ": " + f.t("tui.working")
	}
	where := f.where.String()
	line := "  " + f.styles.Title.Render(title) + "  " + f.styles.Muted.Render(widget.Grid(where))
	return widget.VStack(widget.Frame{S: widget.Cut(line, 0, w)}, widget.Frame{}, f.table.View())
}

// Status counts what is shown.
func (f *frequency) Status() string { return f.styles.Muted.Render(f.table.Position()) }

// Bindings lists the keys.
func (f *frequency) Bindings() []binding {
	_, on := f.table.Row()
	return append([]binding{
		{keys: []string{"enter", ","}, label: "tui.key.narrow", group: groupFind, foot: true, off: when(on, "tui.why.no_row"), run: f.narrow},
		{keys: []string{"esc"}, label: "tui.key.back", group: groupMove, foot: true, run: f.nav.pop},
	}, listKeys()...)
}

// narrow keeps the customers with the value under the cursor.
func (f *frequency) narrow() tea.Cmd {
	row, _ := f.table.Row()
	value := f.values[row.Key-1].Value
	return tea.Batch(f.nav.pop(), f.list.narrowTo(condition(f.field, value)))
}
