package tui

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"charm.land/bubbles/v2/progress"
	tea "charm.land/bubbletea/v2"

	"kehu/exchange"
	"kehu/export"
	"kehu/model"
	"kehu/query"
	"kehu/tui/widget"
)

// shownList is what a list shows, and so what is exported of it.
type shownList struct {
	query   query.Query
	order   []query.Order
	columns []string
	count   int     // of its customers
	marked  []int64 // those that are marked
}

// exporter asks for a file and its format, and writes what a list shows to it.
type exporter struct {
	base
	form *widget.Form
	list shownList
	w, h int
	job  int                // number of the work under way, 0 for none
	last int                // number of the last work
	of   int                // how many customers the work is about
	stop context.CancelFunc // ends the work under way
	done *atomic.Int64      // how many customers are written
}

// The choices of the form.
const (
	exportShown  = "shown"
	exportMarked = "marked"
	exportAll    = "all"
)

func newExporter(s *session, l shownList) *exporter {
	fields := []widget.Field{
		{Key: "format", Label: s.t("tui.export.format"), Kind: widget.Choice, Options: words(s, "tui.export.as.", exportFormats()), Value: string(exchange.XLSX)},
		{Key: "file", Label: s.t("tui.import.file"), Required: true, Hint: s.t("tui.export.file_hint"), Suggest: suggestFiles,
			Value: s.t("tui.export.file_name", "Day", s.today().String())},
		{Key: "columns", Label: s.t("tui.export.columns"), Kind: widget.Choice, Options: words(s, "tui.export.columns.", []string{exportShown, exportAll}),
			Value: exportShown, Hint: s.t("tui.export.columns_hint")},
	}
	if len(l.marked) > 0 {
		fields = append(fields, widget.Field{Key: "which", Label: s.t("tui.export.which"), Kind: widget.Choice, Value: exportMarked, Options: []widget.Option{
			{Value: exportMarked, Label: s.t("tui.export.which.marked", "Count", len(l.marked))},
			{Value: exportShown, Label: s.t("tui.export.which.shown", "Count", l.count)},
		}})
	}
	title := "  " + s.t("tui.export.title", "Count", l.count)
	return &exporter{base: base{s}, list: l, done: new(atomic.Int64), form: widget.NewForm(s.styles, title, s.formTexts(), fields)}
}

// exportFormats are the formats in the order of the menu.
func exportFormats() []exchange.Format {
	return []exchange.Format{exchange.XLSX, exchange.CSV, exchange.VCard, exchange.HTML, exchange.ICal, exchange.JSONL, exchange.JSON, exchange.TSV}
}

// startExport asks where to what the list shows goes.
func (c *customers) startExport() tea.Cmd {
	l := shownList{query: c.search.query, order: c.order, marked: c.table.Marked()}
	l.count, _ = c.table.Total()
	l.columns = c.exportable()
	return c.nav.push(newExporter(c.session, l))
}

// exportable are the columns of the list that files have too; the others are named.
func (c *customers) exportable() (keys []string) {
	known := exchange.OutKeys(c.fieldsInUse())
	var others []string
	for _, col := range c.table.Columns() {
		if slices.Contains(known, col.Key) {
			keys = append(keys, col.Key)
		} else {
			others = append(others, col.Title)
		}
	}
	if len(others) > 0 {
		c.nav.say(toast{text: c.t("tui.export.left_out", "Names", strings.Join(others, c.t("tui.list_comma"))), tone: warn})
	}
	return keys
}

// Update goes from the form to the writing.
func (x *exporter) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(exportTick); ok {
		return x.tick()
	}
	if _, ok := msg.(restyled); ok {
		x.form.SetStyles(x.styles)
	}
	if x.job != 0 {
		return nil // keys come through the bindings
	}
	decision, cmd := x.form.Update(msg)
	switch decision {
	case widget.Accepted:
		return tea.Batch(cmd, x.write(false))
	case widget.Cancelled:
		return tea.Batch(cmd, x.nav.pop())
	}
	return cmd
}

// format is the chosen one, unless the name of the file says another.
func (x *exporter) format() exchange.Format {
	if f, known := exchange.FormatOf(x.form.Value("file")); known && filepath.Ext(x.form.Value("file")) != "" {
		return f
	}
	return exchange.Format(x.form.Value("format"))
}

// path is the file, with the end of its format where the name has none.
func (x *exporter) path() string {
	path := cleanPath(x.form.Value("file"))
	if f, known := exchange.FormatOf(path); known && filepath.Ext(path) != "" && f == x.format() {
		return path
	}
	return path + "." + string(x.format())
}

// request says what is written. It is made in Update: the work beside it must not
// read what Update changes.
func (x *exporter) request() (export.Request, error) {
	r := export.Request{Query: x.list.query, Sort: x.list.order, AsListed: true, Format: x.format(),
		Options: exchange.WriteOptions{Words: x.p, Location: x.now().Location(), Now: x.now(), BOM: true}}
	x.of = x.list.count
	if r.Format.HasColumns() && x.form.Value("columns") == exportShown {
		r.Options.Columns = x.list.columns
	}
	if x.form.Value("which") != exportMarked {
		return r, nil
	}
	x.of = len(x.list.marked)
	ids := make([]string, len(x.list.marked))
	for i, id := range x.list.marked {
		ids[i] = strconv.FormatInt(id, 10)
	}
	q, err := query.Parse("id:"+strings.Join(ids, ","), x.cat)
	q.Sort = x.list.query.Sort
	r.Query = q
	return r, err
}

// exported is where what was written went.
type exported struct {
	export.Report
	path string
}

// write writes the file beside the screen; Esc ends it.
func (x *exporter) write(force bool) tea.Cmd {
	r, err := x.request()
	if err != nil {
		x.fail(err)
		return nil
	}
	ctx, stop := context.WithCancel(x.ctx)
	x.last++
	job, done, path := x.last, new(atomic.Int64), x.path()
	x.job, x.stop, x.done = job, stop, done
	r.Progress = func(n int) { done.Store(int64(n)) }
	book := x.book
	do := ask(x.session, func(context.Context) (e exported, err error) {
		defer stop()
		if e.path = path; filepath.IsLocal(path) {
			if full, err := filepath.Abs(path); err == nil {
				e.path = full
			}
		}
		e.Report, err = export.ToFile(ctx, book, path, force, r)
		return e, err
	}, func(e exported, err error) tea.Cmd {
		if job != x.job {
			return nil
		}
		x.job = 0
		return x.ended(e, err)
	})
	return tea.Batch(do, x.tick())
}

// ended says what came of it; a file that is there already is asked about.
func (x *exporter) ended(e exported, err error) tea.Cmd {
	var p *model.Problem
	switch {
	case err == nil:
		text := x.t("tui.export.done", "Count", e.Customers, "Path", oneLine(e.path))
		if e.Cut > 0 {
			text += " " + x.t("cli.export.cut", "Count", e.Cut)
		}
		x.nav.say(toast{text: text, tone: good})
		return x.nav.pop()
	case errors.Is(err, context.Canceled):
		x.nav.say(toast{text: x.t("tui.export.stopped")})
		return nil
	case errors.As(err, &p) && p.Code == "output_exists":
		return x.nav.push(newQuestion(x.session, x.t("tui.export.replace", "Name", oneLine(filepath.Base(e.path))), oneLine(e.path), func() tea.Cmd { return x.write(true) }))
	}
	x.form.Fail(map[widget.Ref]string{{Key: "file"}: x.complaint(err)})
	return nil
}

// exportTick asks to draw the progress again.
type exportTick struct{}

// tick draws a few times a second while there is work.
func (x *exporter) tick() tea.Cmd {
	if x.job == 0 {
		return nil
	}
	return tea.Tick(250*time.Millisecond, func(time.Time) tea.Msg { return exportTick{} })
}

// cancel ends the work under way: no file is left of it.
func (x *exporter) cancel() tea.Cmd {
	x.stop()
	return nil
}

// View draws the form, or how far the work is.
func (x *exporter) View(w, _ int) widget.Frame {
	if x.job == 0 {
		return x.form.View()
	}
	n := x.done.Load()
	text := "\n  " + x.styles.Accent.Render(widget.Truncate(x.t("tui.export.working", "N", grouped(n), "Of", grouped(int64(x.of))), w-4))
	if x.of > 0 {
		bar := progress.New(progress.WithWidth(min(w-4, 60)), progress.WithColors(x.styles.Accent.GetForeground()))
		text += "\n\n  " + bar.ViewAs(min(float64(n)/float64(x.of), 1))
	}
	return widget.Frame{S: text}
}

func (x *exporter) Resize(w, h int) tea.Cmd {
	x.w, x.h = w, h
	x.form.SetSize(min(w, 100), h)
	return nil
}

// Typing reports whether the form takes the letters.
func (x *exporter) Typing() bool { return x.job == 0 }

// Bindings are for the footer; the form handles its keys itself.
func (x *exporter) Bindings() []binding {
	if x.job != 0 {
		return []binding{{keys: []string{"esc"}, label: "tui.key.stop", group: groupMove, foot: true, run: x.cancel}}
	}
	return formKeys(x.form, []binding{
		{show: "Ctrl-s", label: "tui.key.write_file", foot: true},
		{show: "Tab", label: "tui.key.next_field", foot: true},
		{show: "Esc", label: "tui.key.cancel", foot: true},
	})
}

// noExport is the reason why nothing can be written to a file, "" for none.
func (c *customers) noExport() string {
	if c.remote {
		return "tui.why.remote_write"
	}
	n, _ := c.table.Total()
	return when(n > 0, "tui.why.no_row")
}
