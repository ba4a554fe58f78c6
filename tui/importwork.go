package tui

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"charm.land/bubbles/v2/progress"
	tea "charm.land/bubbletea/v2"

	"kehu/exchange"
	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// progressEvery is how often the progress of an import is drawn.
const progressEvery = 250 * time.Millisecond

// importWork is a trial or an import that goes on beside the screen.
type importWork struct {
	rows  atomic.Int64 // done
	bytes atomic.Int64 // read
	of    int          // how many rows there are; 0 while it is not known
	size  int64        // of the file; 0 where it is not read from end to end
	began time.Time
	stop  context.CancelFunc
	ended bool
}

// importResult is what came of it.
type importResult struct {
	model.ImportReport
	asides    []exchange.Aside
	flows     []exchange.Flow
	guesses   []exchange.StatusGuess
	questions []model.ImportQuestion // of a trial: what a person may decide
}

// importTick asks to draw the progress of a work again.
type importTick struct{ of *importWork }

// work tries the import, or writes it. then is called once with what came of it,
// unless the work was dropped.
func (im *importing) work(dry bool, rows int, then func(importResult, error) tea.Cmd) (*importWork, tea.Cmd) {
	ctx, stop := context.WithCancel(im.ctx)
	w := &importWork{of: rows, began: im.now(), stop: stop}
	if im.seen.info.Format != "xlsx" {
		w.size = im.seen.size
	}
	book := im.store.As(im.book.Actor(), model.OriginImport)
	path, o, ours, answers := im.file, im.options(), im.seen.ours, maps.Clone(im.answers)
	var questions []model.ImportQuestion
	how := store.ImportOptions{File: filepath.Base(path), OnDuplicate: im.known, DryRun: dry, Progress: func(n int) { w.rows.Store(int64(n)) },
		Ask: func(q model.ImportQuestion) (model.ImportAnswer, error) {
			if dry {
				questions = append(questions, q)
			}
			return answers.Of(q), nil
		}}
	do := ask(im.session, func(context.Context) (importResult, error) {
		defer stop()
		r, err := w.do(ctx, book, path, ours, o, how)
		r.questions = questions
		return r, err
	}, func(r importResult, err error) tea.Cmd {
		if w.ended {
			return nil
		}
		w.ended = true
		return then(r, err)
	})
	return w, tea.Batch(do, im.tick(w))
}

// do reads the file into the book.
func (w *importWork) do(ctx context.Context, book *store.Book, path string, ours bool, o exchange.Options, how store.ImportOptions) (r importResult, err error) {
	file, err := openFile(path)
	if err != nil {
		return r, err
	}
	defer file.Close()
	in := metered{file, &w.bytes}
	if ours {
		src, err := exchange.OpenBook(in)
		if err != nil {
			return r, err
		}
		r.ImportReport, err = book.ImportBook(ctx, src.Head, src.Customers(ctx), how)
		return r, err
	}
	src, err := exchange.Open(in, o)
	if err != nil {
		return r, err
	}
	how.Source, how.NewFields = src.Info.Fingerprint, src.Info.NewFields
	r.ImportReport, err = book.Import(ctx, src.Drafts(ctx), how)
	r.asides, r.flows, r.guesses = src.Asides(), src.Flows(), src.StatusGuesses()
	return r, errors.Join(err, src.Close())
}

// metered counts what is read of a file from its beginning to its end.
type metered struct {
	*os.File
	n *atomic.Int64
}

// Read reads and counts.
func (m metered) Read(p []byte) (int, error) {
	n, err := m.File.Read(p)
	m.n.Add(int64(n))
	return n, err
}

// drop ends the work; nobody waits for what comes of it.
func (w *importWork) drop() {
	w.ended = true
	w.stop()
}

// tick draws a few times a second while there is work.
func (im *importing) tick(w *importWork) tea.Cmd {
	if w.ended {
		return nil
	}
	return tea.Tick(im.beat, func(time.Time) tea.Msg { return importTick{w} })
}

// share is how much of the work is done, from 0 to 1. Orders are put together when
// the whole file is read: reading counts as much as writing.
func (w *importWork) share() float64 {
	var parts, sum float64
	for _, p := range [...]struct{ done, all int64 }{{w.rows.Load(), int64(w.of)}, {w.bytes.Load(), w.size}} {
		if p.all > 0 {
			parts, sum = parts+1, sum+min(float64(p.done)/float64(p.all), 1)
		}
	}
	return sum / max(parts, 1)
}

// workLines draws a bar, the rows a second, and the time that is left.
func (im *importing) workLines(w *importWork, title string, width int) string {
	rows, share := w.rows.Load(), w.share()
	facts := []string{im.t("tui.import.rows_done", "N", grouped(rows))}
	if w.of > 0 {
		facts[0] = im.t("tui.import.rows_of", "N", grouped(rows), "Of", grouped(int64(w.of)))
	}
	if took := im.now().Sub(w.began).Seconds(); took >= 1 && rows > 0 {
		facts = append(facts, im.t("tui.import.speed", "N", grouped(int64(float64(rows)/took))))
		if share > 0.02 {
			facts = append(facts, im.t("tui.import.left", "Time", leftText(took/share-took)))
		}
	}
	if w.of > 0 && rows >= int64(w.of) {
		facts = []string{im.t("tui.import.finishing")}
	}
	lines := []string{im.styles.Title.Render(widget.Truncate(title, width-4)), ""}
	if w.of > 0 || w.size > 0 {
		bar := progress.New(progress.WithWidth(min(width-4, 60)), progress.WithColors(im.styles.Accent.GetForeground()))
		lines = append(lines, bar.ViewAs(share), "")
	}
	return "  " + strings.Join(append(lines, im.styles.Muted.Render(widget.Truncate(strings.Join(facts, " · "), width-4))), "\n  ")
}

// leftText writes a number of seconds as a clock does: 0:07, 2:30.
func leftText(seconds float64) string {
	d := time.Duration(seconds) * time.Second
	text := (time.Time{}).Add(d).Format("4:05")
	if d >= time.Hour {
		text = (time.Time{}).Add(d).Format("15:04:05")
	}
	return text
}
