package tui

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// importPlan tries the import without writing, and shows what would become of the
// rows. Each count opens the list of its rows.
type importPlan struct {
	step
	table  *list
	trial  *importWork
	result *importResult // nil while the trial goes on
	fault  error
	w, h   int
}

// An importCount is one line of the plan.
type importCount struct {
	outcome model.Outcome // "" for the rows that are refused
	rows    int
}

func newImportPlan(im *importing) *importPlan {
	p := &importPlan{step: step{im}}
	p.table = newList(im.session, p.heads())
	return p
}

func (p *importPlan) heads() []widget.Column {
	return []widget.Column{
		{Key: "outcome", Title: p.t("tui.import.outcome"), Max: 20},
		{Key: "rows", Title: p.t("tui.import.rows"), Right: true},
		{Key: "meaning", Title: "", Flex: true, Min: 16, Muted: true},
	}
}

// Init tries.
func (p *importPlan) Init() tea.Cmd { return p.try() }

// try tries the import once more, with what the person says now.
func (p *importPlan) try() tea.Cmd {
	if p.trial != nil {
		p.trial.drop()
	}
	rows := 0
	if p.result != nil {
		rows = p.result.Rows
	}
	p.result, p.fault = nil, nil
	work, cmd := p.work(true, rows, func(r importResult, err error) tea.Cmd {
		if err != nil {
			p.fault = err
			return nil
		}
		p.result = &r
		return tea.Batch(p.table.SetSource(p.source()), p.Resize(p.w, p.h))
	})
	p.trial = work
	return cmd
}

// countLines is how many lines counts has.
const countLines = 6

// counts are the lines of the plan; they add up to the rows of the file.
func (p *importPlan) counts() []importCount {
	r := p.result
	return []importCount{{model.OutcomeNew, r.New}, {model.OutcomeChanged, r.Changed}, {model.OutcomeSame, r.Same}, {model.OutcomeDuplicate, r.Duplicate}, {model.OutcomeConflict, r.Conflict}, {"", r.Rejected}}
}

func (p *importPlan) source() widget.Source {
	var rows []widget.Row
	for i, c := range p.counts() {
		rows = append(rows, widget.Row{Key: int64(i) + 1, Muted: c.rows == 0, Cells: []string{p.outcomeName(c.outcome), grouped(int64(c.rows)), p.meaning(c)}})
	}
	return func(_ context.Context, span widget.Span) ([]widget.Row, error) { return span.Of(rows), nil }
}

// outcomeName names what becomes of rows.
func (im *importing) outcomeName(o model.Outcome) string {
	if o == "" {
		return im.t("tui.import.outcome.rejected")
	}
	return im.t("tui.import.outcome." + string(o))
}

// meaning says what is done with rows, where there are any.
func (p *importPlan) meaning(c importCount) string {
	switch {
	case c.rows == 0:
		return ""
	case c.outcome == "":
		return p.t("tui.import.meaning.rejected")
	}
	return p.t("tui.import.meaning." + string(c.outcome))
}

// knownWays are what can be done with rows that the book has already.
func knownWays() []model.OnDuplicate {
	return []model.OnDuplicate{model.SkipDuplicate, model.UpdateDuplicate, model.AddDuplicate, model.AskDuplicate}
}

// nextWay does something else with rows that the book has, and tries again.
func (p *importPlan) nextWay() tea.Cmd {
	p.known = after(knownWays(), p.known)
	return p.try()
}

// decide has the person decide on rows, and tries again where that changed something.
func (p *importPlan) decide() tea.Cmd {
	return p.nav.push(newImportAsk(p.importing, p.result.questions, p.try))
}

// answered counts the questions that are decided.
func (p *importPlan) answered() (n int) {
	if p.result == nil {
		return 0
	}
	for _, q := range p.result.questions {
		if p.answers.Of(q).How != model.Undecided {
			n++
		}
	}
	return n
}

// open lists the rows of the count under the cursor.
func (p *importPlan) open() tea.Cmd {
	c, _ := p.here()
	return p.nav.push(newImportList(p.importing, *p.result, c))
}

func (p *importPlan) here() (importCount, bool) {
	row, on := p.table.Row()
	if p.result == nil || !on {
		return importCount{}, false
	}
	c := p.counts()[row.Key-1]
	return c, c.rows > 0 && (c.outcome == "" || slices.ContainsFunc(p.result.Samples, func(s model.ImportSample) bool { return s.Outcome == c.outcome }))
}

// write goes on to the writing.
func (p *importPlan) write() tea.Cmd { return p.nav.push(newImportRun(p.importing, p.result.Rows)) }

// back ends the trial and goes to the step before.
func (p *importPlan) back() tea.Cmd {
	p.trial.drop()
	return p.nav.pop()
}

// Update moves, and draws the progress.
func (p *importPlan) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case importTick:
		if msg.of == p.trial {
			return p.tick(p.trial)
		}
		return nil
	case restyled:
		if p.result != nil {
			return p.table.restyle(p.session, p.heads(), p.source())
		}
	}
	return p.table.Update(msg)
}

func (p *importPlan) Resize(w, h int) tea.Cmd {
	p.w, p.h = w, h
	return p.table.SetSize(w, 1+countLines) // and the heads
}

func (p *importPlan) grid() (*widget.Table, int, int) { return p.table.Table, 0, 4 }

// View draws the progress of the trial, why it failed, or the plan.
func (p *importPlan) View(w, h int) widget.Frame {
	top := p.importing.head("plan", w) + "\n\n"
	switch {
	case p.fault != nil:
		return widget.Frame{S: top + strings.Join(p.faultLines(p.fault, w), "\n")}
	case p.result == nil:
		return widget.Frame{S: top + p.workLines(p.trial, p.t("tui.import.trying"), w)}
	}
	title := "  " + p.styles.Title.Render(widget.Truncate(p.t("tui.import.plan_title", "Rows", p.result.Rows, "N", grouped(int64(p.result.Rows))), w-4))
	return widget.VStack(widget.Frame{S: top + title + "\n"}, p.table.View(), widget.Frame{S: "\n" + strings.Join(p.rest(w, h-11), "\n")})
}

// faultLines says why a file cannot be imported, and what to do next.
func (im *importing) faultLines(err error, w int) (lines []string) {
	message, hint := im.p.Error(err)
	for _, line := range head(widget.Wrap(clip(message), w-6), toastLines*2) {
		lines = append(lines, "  "+im.styles.Bad.Render(line))
	}
	if lines[0] = "  " + im.styles.Bad.Render(im.styles.Signs.Error+" ") + strings.TrimPrefix(lines[0], "  "); hint != "" {
		lines = append(lines, "")
		for _, line := range widget.Wrap(hint, w-6) {
			lines = append(lines, "  "+im.styles.Muted.Render(line))
		}
	}
	return lines
}

// rest says what the import makes, what is done with known rows, and which rows are
// no data.
func (p *importPlan) rest(w, h int) []string {
	facts := []figure{{p.t("tui.import.duplicate"), p.t("tui.import.duplicate." + string(p.known))}}
	if n := len(p.result.questions); n > 0 {
		facts = append(facts, figure{p.t("tui.import.questions"), p.t("tui.import.questions_n", "Count", n, "N", grouped(int64(n)), "Answered", grouped(int64(p.answered())))})
	}
	facts = append(facts, p.made(*p.result)...)
	if len(p.result.asides) > 0 {
		facts = append(facts, figure{p.t("tui.import.asides"), p.t("tui.import.odd_asides", "Count", len(p.result.asides))})
	}
	if len(p.result.guesses) > 0 {
		facts = append(facts, figure{p.t("tui.import.guesses"), p.guessed()})
	}
	if out := p.leftOut(); out != "" {
		facts = append(facts, figure{p.t("tui.import.left_out"), out})
	}
	var lines []string
	for _, line := range p.factLines(facts, w-4, 2) {
		lines = append(lines, "  "+line)
	}
	return head(lines, h)
}

// guessed names the statuses that were guessed, and what they were taken for.
func (p *importPlan) guessed() string {
	var parts []string
	for _, g := range p.result.guesses {
		parts = append(parts, p.t("tui.import.guess", "Text", g.Text, "Status", p.t("status."+string(g.Status)), "Count", g.Rows))
	}
	return strings.Join(parts, p.t("tui.list_comma"))
}

// leftOut names the columns that are not imported.
func (p *importPlan) leftOut() string {
	var names []string
	for i, c := range p.seen.info.Columns {
		if (c.Field == "" || c.Ignored) && len(p.seen.examples[i]) > 0 {
			names = append(names, oneLine(c.Heading))
		}
	}
	return strings.Join(names, p.t("tui.list_comma"))
}

// made says what records an import makes, and what its purchases add up to.
func (im *importing) made(r importResult) []figure {
	var made, totals []string
	for _, c := range r.Made() {
		made = append(made, im.t("cli.import.made."+c.What, "Count", c.Count))
	}
	for _, t := range r.Totals {
		totals = append(totals, im.priced(t))
	}
	var facts []figure
	if len(made) > 0 {
		facts = append(facts, figure{im.t("tui.import.makes"), strings.Join(made, im.t("tui.list_comma"))})
	}
	if len(totals) > 0 {
		facts = append(facts, figure{im.p.Field("total"), strings.Join(totals, " + ")})
	}
	return append(facts, im.flowFigures(r)...)
}

// flowFigures are what payments came in, went out and did neither.
func (im *importing) flowFigures(r importResult) (facts []figure) {
	for _, f := range r.flows {
		var sums []string
		for _, t := range f.Totals {
			sums = append(sums, im.priced(t))
		}
		id := "tui.import.flow.none"
		if f.Direction != "" {
			id = "tui.import.flow." + string(f.Direction)
		}
		if f.Rows > 0 {
			facts = append(facts, figure{im.t(id), im.t("tui.import.flow_rows", "Count", f.Rows, "Total", strings.Join(sums, " + "))})
		}
	}
	return facts
}

// Bindings lists the keys.
func (p *importPlan) Bindings() []binding {
	_, on := p.here()
	write := when(p.result != nil && (p.result.New+p.result.Changed > 0 || p.answered() > 0), "tui.why.nothing_new")
	questions := when(p.result != nil && len(p.result.questions) > 0, "tui.why.no_questions")
	done := when(p.result != nil, "tui.why.not_tried")
	return append([]binding{
		{keys: []string{"w", "ctrl+s"}, label: "tui.key.write", group: groupChange, foot: true, off: write, run: p.write},
		{keys: []string{"enter"}, label: "tui.key.list_rows", group: groupMove, foot: true, off: when(on, "tui.why.no_rows"), run: p.open},
		backKeys(p.back),
		{keys: []string{"d"}, label: "tui.key.known_rows", group: groupChange, foot: true, off: done, run: p.nextWay},
		{keys: []string{"a"}, label: "tui.key.decide_rows", group: groupChange, foot: questions == "", off: questions, run: p.decide},
	}, listKeys()...)
}

// isStopped reports whether work ended because the person wanted it.
func isStopped(err error) bool { return errors.Is(err, context.Canceled) }
