package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// A Tutorial leads through the screens step by step, in a panel below them.
type Tutorial struct {
	Step int                  // where to go on, counted from 0
	Save func(step int) error // keeps where to go on the next time; len of all steps when done
}

// tutorLines is what the panel takes: heading, two lines of text, keys.
const tutorLines = 4

// skipKey goes to the next step. It is a key that no screen has.
const skipKey = "ctrl+t"

// tutor is the program with the panel below it. Each step is done when the screens
// or the book's history say so: nobody has to claim it.
type tutor struct {
	*root
	plan    Tutorial
	step    int
	praised string            // id of the step that was just done
	since   int64             // the last change set before the step
	seen    []model.ChangeSet // the latest ones, newest first
	query   string            // what was searched for when the step began
}

func newTutor(r *root, plan Tutorial) *tutor {
	t := &tutor{root: r, plan: plan}
	t.step = min(max(plan.Step, 0), len(lessons)-1)
	t.step = lessons[t.step].resume(t.step)
	return t
}

// Init starts the program and notes what the book holds before the first step.
func (t *tutor) Init() tea.Cmd { return tea.Batch(t.root.Init(), t.readSets()) }

// readSets reads the latest change sets.
func (t *tutor) readSets() tea.Cmd {
	const latest = 5
	return ask(t.session, func(ctx context.Context) ([]model.ChangeSet, error) {
		return t.book.History(ctx, nil, 0, latest)
	}, func(sets []model.ChangeSet, err error) tea.Cmd {
		if err != nil {
			t.fail(err)
			return nil
		}
		if t.seen == nil && len(sets) > 0 {
			t.since = sets[0].ID
		}
		t.seen = sets
		return nil
	})
}

// Update passes everything on and looks what came of it.
func (t *tutor) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmds []tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		msg.Height = max(msg.Height-tutorLines, 0)
		_, cmd := t.root.Update(msg)
		return t, cmd
	case tea.KeyPressMsg:
		if widget.Key(msg) == skipKey {
			return t, t.advance("")
		}
		if cmd, over := t.leaves(msg); over {
			return t, cmd
		}
	case watched:
		cmds = append(cmds, t.readSets())
	}
	_, cmd := t.root.Update(msg)
	cmds = append(cmds, cmd)
	for t.step < len(lessons) && lessons[t.step].done(t) {
		cmds = append(cmds, t.advance(lessons[t.step].id))
	}
	return t, tea.Batch(cmds...)
}

// leaves ends the tutorial for good when its last step, to quit, is taken.
func (t *tutor) leaves(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	atEnd := t.step == len(lessons)-1 && widget.Key(msg) == "q" && len(t.tabs[t.here].stack) == 1 && !t.top().Typing()
	if !atEnd {
		return nil, false
	}
	return t.advance(""), true
}

// advance goes to the next step, praises the one that was done, and keeps the place.
// After the last step the program ends.
func (t *tutor) advance(done string) tea.Cmd {
	if t.step >= len(lessons) {
		return tea.Quit
	}
	t.step++
	t.praised = done
	if len(t.seen) > 0 {
		t.since = t.seen[0].ID
	}
	t.query = t.list().search.line.Value()
	step := t.step
	return ask(t.session, func(context.Context) (struct{}, error) {
		return struct{}{}, t.plan.Save(step)
	}, func(_ struct{}, err error) tea.Cmd {
		if err != nil {
			t.fail(err)
		}
		if step >= len(lessons) {
			return tea.Quit
		}
		return nil
	})
}

// list is the screen with the customers.
func (t *tutor) list() *customers { return t.tabs[0].stack[0].(*customers) }

// wrote reports whether a change set since the beginning of the step fits.
func (t *tutor) wrote(fits func(*model.ChangeSet) bool) bool {
	for i := range t.seen {
		if t.seen[i].ID > t.since && fits(&t.seen[i]) {
			return true
		}
	}
	return false
}

// View draws the program and the panel below it.
func (t *tutor) View() tea.View {
	v := t.root.View()
	v.Content += "\n" + strings.Join(t.panel(), "\n")
	return v
}

// panel says what to do next.
func (t *tutor) panel() []string {
	st, step := t.styles, min(t.step, len(lessons)-1)
	id := lessons[step].id
	title := " " + t.t("tutor.title", "N", step+1, "Count", len(lessons)) + " · " + t.t("tutor.title."+id) + " "
	if t.praised != "" {
		title = " " + st.Signs.On + " " + t.t("tutor.title."+t.praised) + "  →" + title
	}
	title = widget.Truncate(title, max(0, t.w-2))
	lines := []string{st.Faint.Render("━━") + st.Accent.Bold(true).Render(title) + st.Faint.Render(strings.Repeat("━", max(0, t.w-2-widget.Width(title))))}
	text := widget.Wrap(t.t("tutor.text."+id), max(20, t.w-4))
	for i := range tutorLines - 2 {
		line := ""
		if i < len(text) {
			line = "  " + text[i]
		}
		lines = append(lines, widget.Cell(line, t.w, false))
	}
	keys := []widget.Binding{{Key: keyName(skipKey), Label: t.t("tutor.skip")}, {Key: "Ctrl-c", Label: t.t("tutor.leave")}}
	if step == len(lessons)-1 { // nothing is left to skip
		keys = []widget.Binding{{Key: "q", Label: t.t("tutor.end")}}
	}
	return append(lines, "  "+widget.Footer(st, keys, t.w-4)+"  ")
}
