package tui

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"kehu/exchange"
	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// importer asks for a file, tries the import without writing, shows what would
// come of it, and writes.
type importer struct {
	base
	form *widget.Form
	w, h int
	plan *importPlan        // what a trial has shown; nil before
	job  int                // number of the work under way, 0 for none
	last int                // number of the last work
	stop context.CancelFunc // ends the work under way
	rows *atomic.Int64      // how many rows the work has done
}

// importPlan is what a file holds and what would become of it.
type importPlan struct {
	path    string
	info    exchange.Info
	options importChoice
	report  model.ImportReport
}

// importChoice is what the person decides of an import.
type importChoice struct {
	path        string
	as          exchange.Kind
	onDuplicate model.OnDuplicate
	currency    model.Currency
	location    *time.Location
	now         time.Time
	custom      []model.CustomField
}

func newImportForm(s *session) *importer {
	kinds := append([]widget.Option{{Value: "", Label: s.t("tui.import.by_itself")}}, words(s, "tui.import.as.", exchange.Kinds())...)
	ways := words(s, "tui.import.duplicate.", []model.OnDuplicate{model.SkipDuplicate, model.UpdateDuplicate, model.AddDuplicate})
	fields := []widget.Field{
		{Key: "file", Label: s.t("tui.import.file"), Required: true, Placeholder: s.t("tui.import.file_hint"), Suggest: suggestFiles},
		{Key: "as", Label: s.t("tui.import.as"), Kind: widget.Choice, Options: kinds},
		{Key: "duplicate", Label: s.t("tui.import.duplicate"), Kind: widget.Choice, Options: ways, Value: string(model.SkipDuplicate)},
	}
	return &importer{base: base{s}, rows: new(atomic.Int64), form: widget.NewForm(s.styles, "  "+s.t("tui.import.title"), s.formTexts(), fields)}
}

// suggestFiles completes a path: folders, and files that look like tables.
func suggestFiles(_ context.Context, text string) ([]widget.Option, error) {
	dir, begin := filepath.Split(cleanPath(text))
	entries, err := os.ReadDir(dirOrHere(dir))
	if err != nil {
		return nil, err
	}
	var out []widget.Option
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(strings.ToLower(name), strings.ToLower(begin)) || strings.HasPrefix(name, ".") {
			continue
		}
		switch {
		case e.IsDir():
			out = append(out, widget.Option{Value: dir + name + string(filepath.Separator)})
		case isTable(name):
			out = append(out, widget.Option{Value: dir + name})
		}
	}
	return head(out, 50), nil
}

func dirOrHere(dir string) string {
	if dir == "" {
		return "."
	}
	return dir
}

func isTable(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".txt":
		return true
	}
	return false
}

// cleanPath takes off the quotes that terminals put around a dropped file, and
// puts the home folder for ~.
func cleanPath(text string) string {
	text = strings.TrimSpace(text)
	if n := len(text); n > 1 && (text[0] == '\'' || text[0] == '"') && text[n-1] == text[0] {
		text = text[1 : n-1]
	}
	if rest, ok := strings.CutPrefix(text, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	return text
}

// Update goes from the form to the plan and from the plan to the writing.
func (m *importer) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(importTick); ok {
		return m.tick()
	}
	if _, ok := msg.(restyled); ok {
		m.form.SetStyles(m.styles)
	}
	if m.plan != nil || m.job != 0 {
		return nil // keys come through the bindings
	}
	decision, cmd := m.form.Update(msg)
	switch decision {
	case widget.Accepted:
		return tea.Batch(cmd, m.try())
	case widget.Cancelled:
		return tea.Batch(cmd, m.nav.pop())
	}
	return cmd
}

// choice reads the form.
func (m *importer) choice() importChoice {
	return importChoice{path: cleanPath(m.form.Value("file")), as: exchange.Kind(m.form.Value("as")),
		onDuplicate: model.OnDuplicate(m.form.Value("duplicate")), currency: m.settings.Currency, location: m.now().Location(), now: m.now(), custom: m.fieldsInUse()}
}

// try imports without writing.
func (m *importer) try() tea.Cmd {
	return m.work(m.choice(), true, func(p importPlan, err error) tea.Cmd {
		if err != nil {
			m.form.Fail(map[widget.Ref]string{{Key: "file"}: m.complaint(err)})
			return nil
		}
		m.plan = &p
		m.form.Clean() // what was typed is in the plan now: leaving asks nothing
		return nil
	})
}

// write imports for good.
func (m *importer) write() tea.Cmd {
	return m.work(m.plan.options, false, func(p importPlan, err error) tea.Cmd {
		if err != nil {
			m.fail(err)
			return nil
		}
		text := m.t("tui.import.done", "Count", p.report.Rows, "New", grouped(int64(p.report.New)), "Changed", grouped(int64(p.report.Changed)), "Rejected", grouped(int64(p.report.Rejected)))
		m.nav.say(toast{text: text, tone: good})
		return m.nav.pop()
	})
}

// work runs an import beside the screen; Esc ends it.
func (m *importer) work(o importChoice, dry bool, then func(importPlan, error) tea.Cmd) tea.Cmd {
	ctx, stop := context.WithCancel(m.ctx)
	m.last++
	job, rows := m.last, new(atomic.Int64)
	m.job, m.stop, m.rows = job, stop, rows
	book := m.store.As(m.book.Actor(), model.OriginImport)
	do := ask(m.session, func(context.Context) (importPlan, error) {
		defer stop()
		return importFile(ctx, book, o, dry, rows)
	}, func(p importPlan, err error) tea.Cmd {
		if job != m.job {
			return nil
		}
		m.job = 0
		if errors.Is(err, context.Canceled) {
			m.nav.say(toast{text: m.t("tui.import.stopped")})
			return nil
		}
		return then(p, err)
	})
	return tea.Batch(do, m.tick())
}

// importFile reads a file into the book.
func importFile(ctx context.Context, book *store.Book, o importChoice, dry bool, rows *atomic.Int64) (p importPlan, err error) {
	file, err := os.Open(o.path)
	if err != nil {
		return p, openProblem(o.path, err)
	}
	defer file.Close()
	src, err := exchange.Open(file, exchange.Options{As: o.as, Currency: o.currency, Location: o.location, Now: o.now, Custom: o.custom})
	if err != nil {
		return p, err
	}
	p = importPlan{path: o.path, info: src.Info, options: o}
	p.report, err = book.Import(ctx, src.Drafts(ctx), store.ImportOptions{
		File: filepath.Base(o.path), Source: src.Info.Fingerprint, OnDuplicate: o.onDuplicate, DryRun: dry, Progress: func(n int) { rows.Store(int64(n)) }})
	return p, err
}

// openProblem says why a file cannot be read.
func openProblem(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return model.NewProblem(model.NotFound, "input_missing", "Path", path).Because(err)
	}
	return model.NewProblem(model.Failed, "input_unreadable", "Path", path).Because(err)
}

// importTick asks to draw the progress again.
type importTick struct{}

// tick draws twice a second while there is work.
func (m *importer) tick() tea.Cmd {
	if m.job == 0 {
		return nil
	}
	return tea.Tick(500*time.Millisecond, func(time.Time) tea.Msg { return importTick{} })
}

// back ends the work, or leaves the plan, or the import.
func (m *importer) back() tea.Cmd {
	switch {
	case m.job != 0:
		m.stop()
	case m.plan != nil:
		m.plan = nil
	default:
		return m.nav.pop()
	}
	return nil
}

func (m *importer) Resize(w, h int) tea.Cmd {
	m.w, m.h = w, h
	m.form.SetSize(min(w, 100), h)
	return nil
}

// Typing reports whether the form takes the letters.
func (m *importer) Typing() bool { return m.plan == nil && m.job == 0 }

// Bindings lists the keys of the plan; the form handles its keys itself.
func (m *importer) Bindings() []binding {
	switch {
	case m.job != 0:
		return []binding{{keys: []string{"esc"}, label: "tui.key.stop", group: groupMove, foot: true, run: m.back}}
	case m.plan != nil:
		return []binding{
			{keys: []string{"enter"}, label: "tui.key.write", group: groupChange, foot: true, off: when(m.plan.report.New+m.plan.report.Changed > 0, "tui.why.nothing_new"), run: m.write},
			{keys: []string{"esc"}, label: "tui.key.back", group: groupMove, foot: true, run: m.back},
		}
	}
	return []binding{
		{show: "Enter", label: "tui.key.go_on", foot: true},
		{show: "Tab", label: "tui.key.next_field", foot: true},
		{show: "Esc", label: "tui.key.cancel", foot: true},
	}
}
