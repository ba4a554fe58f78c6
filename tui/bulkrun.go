package tui

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// manyEdits is from how many records on one is shown how far an edit has come.
const manyEdits = 500

// askEdit asks before many customers are changed; one is changed at once.
func (s *session) askEdit(ids []int64, said []string, yes func() tea.Cmd) tea.Cmd {
	if len(ids) == 1 {
		return yes()
	}
	q := newQuestion(s, s.t("tui.ask.edit", "Count", grouped(int64(len(ids)))), "", yes)
	q.confirm.Detail = append(head(said, 8), s.t("tui.ask.edit_hint"))
	return s.nav.push(q)
}

// editAll writes edits of customers as one change set, with a box that says how
// far it has come where there are many.
func (s *session) editAll(ids []int64, edits []edit, then func() tea.Cmd) tea.Cmd {
	ctx, stop := context.WithCancel(s.ctx)
	w := &working{base: base{s}, total: len(ids), done: new(atomic.Int64), stop: stop}
	all := func(c *model.Customer) error {
		for _, change := range edits {
			if err := change(c); err != nil {
				return err
			}
		}
		return nil
	}
	work := ask(s, func(context.Context) (store.EditReport, error) {
		defer stop()
		return s.book.EditAll(ctx, ids, all, func(n int) { w.done.Store(int64(n)) })
	}, func(r store.EditReport, err error) tea.Cmd {
		w.ended = true
		cmd := s.edited(r, err, then)
		if w.total < manyEdits {
			return cmd
		}
		return tea.Batch(s.nav.pop(), cmd)
	})
	if w.total < manyEdits {
		return work
	}
	return tea.Batch(s.nav.push(w), work)
}

// edited says what came of an edit of many.
func (s *session) edited(r store.EditReport, err error, then func() tea.Cmd) tea.Cmd {
	switch {
	case errors.Is(err, context.Canceled):
		s.nav.say(toast{text: s.t("tui.bulk.stopped")})
		return nil
	case err != nil:
		s.fail(err)
		return nil
	}
	text := s.t("tui.bulk.same")
	if r.ChangeSet != nil {
		text = s.done(written{set: r.ChangeSet})
	}
	if r.Gone > 0 {
		text += s.t("tui.bulk.gone", "Count", grouped(int64(r.Gone)))
	}
	s.nav.say(toast{text: text, tone: good})
	if then == nil {
		return nil
	}
	return then()
}

// working says how far long work has come, and stops it.
type working struct {
	base
	total int
	done  *atomic.Int64
	stop  func()
	ended bool
	w     int
}

// workingTick asks to draw the progress again.
type workingTick struct{ of *working }

func (w *working) Init() tea.Cmd { return w.tick() }

// tick draws twice a second while there is work.
func (w *working) tick() tea.Cmd {
	if w.ended {
		return nil
	}
	return tea.Tick(500*time.Millisecond, func(time.Time) tea.Msg { return workingTick{w} })
}

func (w *working) Update(msg tea.Msg) tea.Cmd {
	if tick, ok := msg.(workingTick); ok && tick.of == w {
		return w.tick()
	}
	return nil
}

func (w *working) Resize(width, _ int) tea.Cmd {
	w.w = min(width-4, 56)
	return nil
}

func (w *working) Floats() bool { return true }

// View draws the count and a bar.
func (w *working) View(int, int) widget.Frame {
	in := w.w - w.styles.Box.GetHorizontalFrameSize()
	done := int(w.done.Load())
	text := w.t("tui.bulk.working", "Done", grouped(int64(done)), "Total", grouped(int64(w.total)))
	if done == w.total {
		text = w.t("tui.bulk.finishing")
	}
	return widget.Frame{S: w.styles.Title.Render(widget.Cell(text, in, false)) + "\n\n" +
		w.styles.Accent.Render(widget.Cell(widget.Bar(float64(done), float64(w.total), in), in, false))}.In(w.styles.Box)
}

// Bindings lists the one key.
func (w *working) Bindings() []binding {
	return []binding{{keys: []string{"esc"}, label: "tui.key.stop", group: groupMove, foot: true, run: func() tea.Cmd {
		w.stop()
		return nil
	}}}
}
