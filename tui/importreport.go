package tui

import (
	"context"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// importReport says what was written, takes it back, and gives the refused rows
// back as a file.
type importReport struct {
	step
	result importResult
	undone bool
	busy   bool
	where  string // the file with the refused rows, once it is written
}

func newImportReport(im *importing, r importResult) *importReport {
	return &importReport{step: step{im}, result: r}
}

// undo takes the import back.
func (r *importReport) undo() tea.Cmd {
	r.busy = true
	r.nav.say(toast{text: r.t("tui.working")})
	id := r.result.ChangeSet
	work := r.change(func(ctx context.Context) (*model.ChangeSet, error) { return r.book.Undo(ctx, id) }, func() tea.Cmd {
		r.undone = true
		return nil
	})
	return func() tea.Msg {
		done := work().(landed)
		return landed(func() tea.Cmd {
			r.busy = false
			return done()
		})
	}
}

// startRejects asks where to the refused rows go.
func (r *importReport) startRejects() tea.Cmd {
	path, name, given := r.file, r.t("tui.import.rejects_name"), r.rejects
	return ask(r.session, func(context.Context) (string, error) {
		if given != "" {
			return given, nil
		}
		return freeName(path, name), nil
	}, func(path string, _ error) tea.Cmd {
		p := newPrompt(r.session, r.t("tui.import.rejects_ask"), path, nil)
		p.wide, p.then = true, func(typed string) tea.Cmd { return r.writeRejects(p, cleanPath(typed)) }
		return r.nav.push(p)
	})
}

// writeRejects writes them; the prompt stays while the name will not do.
func (r *importReport) writeRejects(p *prompt, path string) tea.Cmd {
	if path == "" {
		return nil
	}
	job := r.rejectsJob(path)
	return ask(r.session, func(ctx context.Context) (string, error) {
		if err := job.write(ctx); err != nil {
			return "", err
		}
		return filepath.Abs(path)
	}, func(full string, err error) tea.Cmd {
		if err != nil {
			r.fail(err)
			return nil
		}
		r.where = full
		r.nav.say(toast{text: r.t("tui.import.rejects_done", "Count", r.result.Rejects.Len(), "Path", oneLine(full)), tone: good})
		r.nav.dismiss(func(s screen) bool { return s == screen(p) })
		return nil
	})
}

// View says what was done, and what can be done next.
func (r *importReport) View(w, h int) widget.Frame {
	title, style, sign := r.t("tui.import.done", "Count", r.result.New+r.result.Changed, "N", grouped(int64(r.result.New+r.result.Changed))), r.styles.Good, r.styles.Signs.On
	if r.undone {
		title, style, sign = r.t("tui.import.undone"), r.styles.Warn, r.styles.Signs.Warn
	}
	lines := []string{r.importing.head("report", w), "", "  " + style.Render(sign+" "+widget.Truncate(title, w-6)), ""}
	for _, line := range r.factLines(r.facts(), w-4, 3) {
		lines = append(lines, "  "+line)
	}
	lines = append(lines, "")
	for _, text := range r.advice() {
		for _, line := range widget.Wrap(text, w-6) {
			lines = append(lines, "  "+r.styles.Muted.Render(line))
		}
	}
	return widget.Frame{S: strings.Join(head(lines, h), "\n")}
}

// facts are the counts that add up to the rows, and what was made.
func (r *importReport) facts() []figure {
	var counts []string
	for _, c := range []importCount{{model.OutcomeNew, r.result.New}, {model.OutcomeChanged, r.result.Changed}, {model.OutcomeSame, r.result.Same},
		{model.OutcomeDuplicate, r.result.Duplicate}, {model.OutcomeConflict, r.result.Conflict}, {"", r.result.Rejected}} {
		if c.rows > 0 {
			counts = append(counts, r.outcomeName(c.outcome)+" "+grouped(int64(c.rows)))
		}
	}
	rows := r.t("tui.import.rows_n", "Count", r.result.Rows, "N", grouped(int64(r.result.Rows)))
	facts := append([]figure{{r.t("tui.import.rows"), r.t("tui.import.named", "Name", rows, "Text", strings.Join(counts, " · "))}}, r.made(r.result)...)
	if r.where != "" {
		facts = append(facts, figure{r.t("tui.import.rejects_where"), oneLine(r.where)})
	}
	return facts
}

// advice says what the keys do.
func (r *importReport) advice() (texts []string) {
	if !r.undone {
		texts = append(texts, r.t("tui.import.advice_undo"))
	}
	if r.result.Rejects.Len() > 0 && r.where == "" {
		texts = append(texts, r.t("tui.import.advice_rejects", "Count", r.result.Rejects.Len(), "N", grouped(int64(r.result.Rejects.Len()))))
	}
	return texts
}

// open lists the refused rows.
func (r *importReport) open() tea.Cmd {
	return r.nav.push(newImportList(r.importing, r.result, importCount{rows: r.result.Rejected}))
}

// Bindings lists the keys.
func (r *importReport) Bindings() []binding {
	refused := when(r.result.Rejects.Len() > 0, "tui.why.none_refused")
	return []binding{
		{keys: []string{"enter", "esc", "q"}, label: "tui.key.close_import", group: groupMove, foot: true, run: r.closeAll},
		{keys: []string{"u"}, label: "tui.key.undo_import", group: groupChange, foot: true, off: when(!r.undone && !r.busy, "tui.why.undone"), run: r.undo},
		{keys: []string{"w"}, label: "tui.key.write_rejects", group: groupChange, foot: refused == "", off: refused, run: r.startRejects},
		{keys: []string{"l"}, label: "tui.key.list_rejects", group: groupFind, foot: refused == "", off: refused, run: r.open},
	}
}
