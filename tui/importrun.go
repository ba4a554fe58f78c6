package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/tui/widget"
)

// importRun writes, and says how far it has come. It can be stopped at any moment:
// then the book is as it was.
type importRun struct {
	step
	writing *importWork
	rows    int
	asking  bool // whether to stop
	fault   error
}

func newImportRun(im *importing, rows int) *importRun {
	return &importRun{step: step{im}, rows: rows, writing: &importWork{}}
}

// Init writes.
func (r *importRun) Init() tea.Cmd {
	work, cmd := r.work(false, r.rows, func(result importResult, err error) tea.Cmd {
		switch {
		case isStopped(err):
			r.nav.say(toast{text: r.t("tui.import.stopped")})
			r.nav.dismiss(func(s screen) bool { return s == screen(r) })
			return nil
		case err != nil:
			r.fault = err
			return nil
		}
		return tea.Batch(r.keepColumns(), r.nav.replace(r, newImportReport(r.importing, result)))
	})
	r.writing = work
	return cmd
}

// Update draws the progress.
func (r *importRun) Update(msg tea.Msg) tea.Cmd {
	if tick, ok := msg.(importTick); ok && tick.of == r.writing {
		return r.tick(r.writing)
	}
	return nil
}

// Dirty has Ctrl-c ask before it ends the program.
func (r *importRun) Dirty() bool { return !r.writing.ended }

// View draws the progress, the question, or why it failed.
func (r *importRun) View(w, _ int) widget.Frame {
	top := r.importing.head("report", w) + "\n\n"
	if r.fault != nil {
		return widget.Frame{S: top + strings.Join(r.faultLines(r.fault, w), "\n") + "\n\n  " + r.styles.Muted.Render(r.t("tui.import.stopped"))}
	}
	text := top + r.workLines(r.writing, r.t("tui.import.writing"), w)
	if r.asking {
		text += "\n\n  " + r.styles.Warn.Render(r.styles.Signs.Warn+" "+widget.Truncate(r.t("tui.import.ask_stop"), w-6))
	}
	return widget.Frame{S: text}
}

// Bindings lists the keys: those of the question while it is asked.
func (r *importRun) Bindings() []binding {
	switch {
	case r.fault != nil:
		return []binding{backKeys(r.nav.pop)}
	case r.asking:
		return []binding{
			{keys: []string{"y"}, label: "tui.key.stop_now", group: groupChange, foot: true, run: r.stop},
			{keys: []string{"n", "esc", "q"}, label: "tui.key.keep_writing", group: groupChange, foot: true, run: func() tea.Cmd { r.asking = false; return nil }},
		}
	}
	return []binding{{keys: []string{"esc", "q", "shift+tab"}, label: "tui.key.stop", group: groupChange, foot: true, run: func() tea.Cmd { r.asking = true; return nil }}}
}

// stop ends the writing; what was written of it is taken back.
func (r *importRun) stop() tea.Cmd {
	r.asking = false
	r.writing.stop()
	return nil
}
