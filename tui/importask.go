package tui

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// importAsk lists the rows on which the file and the book differ, for the person to
// decide: what the file says, what the book has, or field by field.
type importAsk struct {
	step
	questions []model.ImportQuestion
	table     *list
	changed   bool
	then      func() tea.Cmd // when something was decided
}

func newImportAsk(im *importing, questions []model.ImportQuestion, then func() tea.Cmd) *importAsk {
	a := &importAsk{step: step{im}, questions: questions, then: then}
	a.table = newList(im.session, a.heads())
	return a
}

func (a *importAsk) heads() []widget.Column {
	return []widget.Column{
		{Key: "line", Title: a.t("tui.import.line_head"), Right: true},
		{Key: "customer", Title: a.t("tui.import.who"), Max: 18},
		{Key: "decided", Title: a.t("tui.import.decided"), Max: 18},
		{Key: "fields", Title: a.t("tui.import.differs"), Flex: true, Min: 20},
	}
}

// Init lists the questions.
func (a *importAsk) Init() tea.Cmd {
	return tea.Batch(a.table.SetSource(a.source()), a.table.SetTotal(len(a.questions), true))
}

// source writes questions when they come into view: there may be very many.
func (a *importAsk) source() widget.Source {
	s, questions, rows := *a.session, a.questions, make(map[int]string, len(a.answers))
	for i, q := range a.questions {
		if answer := a.answers.Of(q); answer.How != model.Undecided {
			rows[i] = a.decidedText(answer)
		}
	}
	return func(_ context.Context, span widget.Span) (list []widget.Row, _ error) {
		from := min(span.Offset, len(questions))
		for i, q := range questions[from:min(from+span.Limit, len(questions))] {
			decided, is := rows[from+i]
			if !is {
				decided = s.t("tui.import.undecided")
			}
			cells := []string{strconv.Itoa(lineOrRow(q.Line, q.Row)), oneLine(q.Name), decided, s.differences(q)}
			list = append(list, widget.Row{Key: int64(from+i) + 1, Muted: is, Cells: cells})
		}
		return list, nil
	}
}

func (a *importAsk) decidedText(answer model.ImportAnswer) string {
	if len(answer.Book) > 0 {
		return a.t("tui.import.decided.fields")
	}
	return a.t("tui.import.decided." + string(answer.How))
}

// differences writes the two sides of a row on one line.
func (s *session) differences(q model.ImportQuestion) string {
	var parts []string
	for _, f := range q.Fields {
		text := func(value string) string {
			return oneLine(clipTo(orNothing(s.fieldText(q.Kind, f.Key, value, q.Currency)), 60))
		}
		parts = append(parts, s.p.Field(f.Key)+" "+text(f.Theirs)+" "+s.styles.Signs.Right+" "+text(f.Mine))
	}
	return strings.Join(parts, " · ")
}

func orNothing(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// here is the question under the cursor; false when there is none.
func (a *importAsk) here() (model.ImportQuestion, bool) {
	row, on := a.table.Row()
	if !on || int(row.Key) > len(a.questions) {
		return model.ImportQuestion{}, false
	}
	return a.questions[row.Key-1], true
}

// answer decides on the row under the cursor, and goes to the next one.
func (a *importAsk) answer(how model.OnDuplicate) func() tea.Cmd {
	return func() tea.Cmd {
		q, on := a.here()
		if !on || how == model.AddDuplicate && !q.CanAdd {
			return nil
		}
		return tea.Batch(a.set(q, model.ImportAnswer{How: how}), a.table.Move(1))
	}
}

func (a *importAsk) set(q model.ImportQuestion, answer model.ImportAnswer) tea.Cmd {
	a.answers.Set(q, answer)
	a.changed = true
	return a.table.SetSource(a.source())
}

// rest decides alike on all rows that are not decided yet.
func (a *importAsk) rest(how model.OnDuplicate) func() tea.Cmd {
	return func() tea.Cmd {
		for _, q := range a.questions {
			if a.answers.Of(q).How == model.Undecided {
				a.answers.Set(q, model.ImportAnswer{How: how})
			}
		}
		a.changed = true
		return a.table.SetSource(a.source())
	}
}

// eachField has the person choose field by field.
func (a *importAsk) eachField() tea.Cmd {
	q, _ := a.here()
	found := &model.Conflict{Ref: q.Ref, Fields: q.Fields}
	c := newConflict(a.session, found, q.Currency, func(file map[string]bool) tea.Cmd {
		answer := model.ImportAnswer{How: model.UpdateDuplicate}
		for _, f := range q.Fields {
			if !file[f.Key] {
				answer.Book = append(answer.Book, f.Key)
			}
		}
		if len(answer.Book) == len(q.Fields) {
			answer = model.ImportAnswer{How: model.SkipDuplicate}
		}
		return a.set(q, answer)
	})
	c.title, c.hint = a.t("tui.import.ask_title", "Name", oneLine(q.Name), "Line", lineOrRow(q.Line, q.Row)), a.t("tui.import.ask_hint")
	c.sides = [3]string{"tui.import.side.file", "tui.import.side.book", "tui.import.side.before"}
	return a.nav.push(c)
}

// back goes to the plan, which is made anew where something was decided.
func (a *importAsk) back() tea.Cmd {
	if !a.changed {
		return a.nav.pop()
	}
	return tea.Batch(a.nav.pop(), a.then())
}

// Update moves.
func (a *importAsk) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(restyled); ok {
		return a.table.restyle(a.session, a.heads(), a.source())
	}
	return a.table.Update(msg)
}

func (a *importAsk) Resize(w, h int) tea.Cmd { return a.table.SetSize(w, max(2, h-4)) }

func (a *importAsk) grid() (*widget.Table, int, int) { return a.table.Table, 0, 4 }

// View draws the rows under what they are.
func (a *importAsk) View(w, _ int) widget.Frame {
	title := "  " + a.styles.Title.Render(widget.Truncate(a.t("tui.import.questions_title", "Count", len(a.questions), "N", grouped(int64(len(a.questions)))), w-4))
	return widget.VStack(widget.Frame{S: a.head("plan", w) + "\n\n" + title + "\n"}, a.table.View())
}

// Status says where the cursor is.
func (a *importAsk) Status() string { return a.styles.Muted.Render(a.table.Position()) }

// Bindings lists the keys.
func (a *importAsk) Bindings() []binding {
	q, on := a.here()
	off := when(on, "tui.why.no_rows")
	add := off
	if on && !q.CanAdd {
		add = "tui.why.cannot_add"
	}
	return append([]binding{
		{keys: []string{"enter"}, label: "tui.key.each_field", group: groupChange, foot: true, off: off, run: a.eachField},
		{keys: []string{"f"}, label: "tui.key.take_file", group: groupChange, foot: true, off: off, run: a.answer(model.UpdateDuplicate)},
		{keys: []string{"b"}, label: "tui.key.keep_book", group: groupChange, foot: true, off: off, run: a.answer(model.SkipDuplicate)},
		{keys: []string{"n"}, label: "tui.key.add_anyway", group: groupChange, foot: true, off: add, run: a.answer(model.AddDuplicate)},
		{keys: []string{"l"}, label: "tui.key.decide_later", group: groupChange, foot: true, off: off, run: a.answer(model.Undecided)},
		{keys: []string{"F"}, label: "tui.key.rest_file", group: groupChange, off: off, run: a.rest(model.UpdateDuplicate)},
		{keys: []string{"B"}, label: "tui.key.rest_book", group: groupChange, off: off, run: a.rest(model.SkipDuplicate)},
		backKeys(a.back),
	}, listKeys()...)
}
