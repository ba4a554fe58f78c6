package tui

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/exchange"
	"kehu/model"
	"kehu/tui/widget"
)

// importing is what the steps of one import share: the file, what the person said
// of it, and what was understood. Each step is a screen over the one before, so
// that going back finds all choices as they were.
type importing struct {
	*session
	file    string
	said    exchange.Options // what the person knows better than the evidence
	known   model.OnDuplicate
	rejects string // where refused rows are to go; "" is beside the file
	seen    importSeen
	found   exchange.Info // as the evidence alone has it
	answers model.ImportAnswers
	columnMemory
	asked bool // whether columns may be left out
}

// importSeen is what was understood of the beginning of a file.
type importSeen struct {
	ours     bool // our own JSON, of which nothing is guessed
	size     int64
	info     exchange.Info
	rows     []exchange.Peeked
	asides   []exchange.Aside
	ghosts   int
	lines    []int                // on which headings may stand
	examples [][]exchange.Example // of each column
	open     []model.DateOrder    // of each column: those in which its dates may stand, where that is open
	recalled *recalled            // what was known of such headings; nil where it was not asked for
}

// examplesShown is how many cells of a column are shown.
const examplesShown = 3

// ImportStart is an import that the screens begin with.
type ImportStart struct {
	File        string
	Options     exchange.Options
	OnDuplicate model.OnDuplicate
	Rejects     string
	Forget      bool // how files with the same headings were read
}

// An importStep is a screen of an import.
type importStep interface {
	screen
	of() *importing
}

func (im *importing) of() *importing { return im }

func newImporting(s *session, from ImportStart) *importing {
	return &importing{session: s, file: from.File, said: from.Options, known: cmp.Or(from.OnDuplicate, model.SkipDuplicate), rejects: from.Rejects,
		answers: model.ImportAnswers{}, columnMemory: columnMemory{isForgotten: from.Forget}}
}

// startImport asks for a file.
func (s *session) startImport() tea.Cmd {
	return s.nav.push(newImportFile(newImporting(s, ImportStart{})))
}

// noImport is the reason why nothing can be imported.
func (s *session) noImport() string { return when(!s.remote, "tui.why.remote") }

// options are those for reading the file. They are made in Update.
func (im *importing) options() exchange.Options {
	o := im.said
	o.MapAt = maps.Clone(o.MapAt)
	o.Currency = cmp.Or(o.Currency, im.settings.Currency)
	o.Locale = cmp.Or(o.Locale, localeOf(im.clipboard.environ))
	o.Location, o.Now, o.Custom = im.now().Location(), im.now(), im.fieldsInUse()
	return o
}

// localeOf is the place that an environment names, in POSIX order.
func localeOf(environ []string) string {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		for _, entry := range environ {
			if value, ok := strings.CutPrefix(entry, name+"="); ok && value != "" {
				return value
			}
		}
	}
	return ""
}

// look reads the beginning of the file anew, with what the person says now.
func (im *importing) look(then func(importSeen, error) tea.Cmd) tea.Cmd {
	path, o, memory := im.file, im.options(), im.columnMemory
	return ask(im.session, func(ctx context.Context) (importSeen, error) {
		seen, err := lookAt(path, o)
		if err == nil {
			err = memory.recall(ctx, im.book, path, o, &seen)
		}
		return seen, err
	}, func(seen importSeen, err error) tea.Cmd {
		if err == nil {
			im.remember(seen)
		}
		return then(seen, err)
	})
}

// lookAt finds out what a file is from its beginning.
func lookAt(path string, o exchange.Options) (seen importSeen, err error) {
	file, err := openFile(path)
	if err != nil {
		return seen, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil {
		seen.size = info.Size()
	}
	if seen.ours, err = isOurs(file); seen.ours || err != nil {
		seen.info = exchange.Info{Format: "kehu", Encoding: "utf-8", Kind: exchange.Customers}
		return seen, err
	}
	src, err := exchange.Open(file, o)
	if err != nil {
		return seen, err
	}
	seen.take(src)
	return seen, src.Close()
}

// take keeps what a source tells before its rows are read.
func (seen *importSeen) take(src *exchange.Source) {
	seen.info, seen.rows, seen.ghosts, seen.lines = src.Info, src.Peek(), src.Ghosts(), src.HeadLines()
	seen.asides = src.Asides()
	for i := range src.Info.Columns {
		seen.examples = append(seen.examples, src.Examples(i, examplesShown))
		seen.open = append(seen.open, src.OpenOrders(i))
	}
}

// newField is the field of the user's own that the import makes under a key, nil for
// none.
func (seen *importSeen) newField(key string) *model.CustomField {
	at := slices.IndexFunc(seen.info.NewFields, func(f model.CustomField) bool { return f.Key == key })
	if at < 0 {
		return nil
	}
	return &seen.info.NewFields[at]
}

// openFile opens a file for reading.
func openFile(path string) (*os.File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, openProblem(path, err)
	}
	info, err := file.Stat()
	switch {
	case err == nil && info.IsDir():
		err = model.NewProblem(model.Usage, "input_is_folder", "Path", path)
	case err == nil && !info.Mode().IsRegular():
		err = model.NewProblem(model.Usage, "input_unreadable", "Path", path)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// openProblem says why a file cannot be read.
func openProblem(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return model.NewProblem(model.NotFound, "input_missing", "Path", path).Because(err)
	}
	return model.NewProblem(model.Failed, "input_unreadable", "Path", path).Because(err)
}

// isOurs reports whether a file is our own JSON, and goes back to its beginning.
func isOurs(file *os.File) (bool, error) {
	begin := make([]byte, 512)
	n, err := io.ReadFull(file, begin)
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return false, openProblem(file.Name(), err)
	}
	return exchange.IsOurs(begin[:n]), nil
}

// unmapped are the columns that hold something and go nowhere, by their places
// among the columns.
func (seen *importSeen) unmapped() (list []int) {
	for i, c := range seen.info.Columns {
		if c.Field == "" && !c.Ignored && len(seen.examples[i]) > 0 {
			list = append(list, i)
		}
	}
	return list
}

// closeAll leaves the import: all of its steps go.
func (im *importing) closeAll() tea.Cmd {
	im.nav.dismiss(func(s screen) bool {
		step, ok := s.(importStep)
		return ok && step.of() == im
	})
	return nil
}

// importSteps are the names of the steps, in order.
var importSteps = [...]string{"file", "preview", "mapping", "plan", "report"}

// head draws which step this is, and the name of the file.
func (im *importing) head(here string, w int) string {
	line := " "
	for i, step := range importSteps {
		style := im.styles.Muted
		if step == here {
			style = im.styles.TabHere
		}
		if i > 0 {
			line += im.styles.Faint.Render(" " + im.styles.Signs.Right + " ")
		} else {
			line += " "
		}
		line += style.Render(im.t("tui.import.step." + step))
	}
	name := ""
	if im.file != "" && here != importSteps[0] {
		name = im.styles.Muted.Render(widget.Truncate(oneLine(filepath.Base(im.file)), max(12, w-widget.Width(line)-6)))
	}
	return widget.Ends(line, name+"  ", w)
}

// backKeys are those that go a step back.
func backKeys(run func() tea.Cmd) binding {
	return binding{keys: []string{"esc", "shift+tab", "q"}, label: "tui.key.back", group: groupMove, foot: true, run: run}
}

// nextKeys are those that go on.
func nextKeys(off string, run func() tea.Cmd) binding {
	return binding{keys: []string{"tab", "enter"}, label: "tui.key.next_step", group: groupMove, foot: true, off: off, run: run}
}

// step has the common answers of the screens of an import.
type step struct{ *importing }

func (step) Init() tea.Cmd           { return nil }
func (step) Update(tea.Msg) tea.Cmd  { return nil }
func (step) Resize(int, int) tea.Cmd { return nil }
func (step) Status() string          { return "" }
func (step) Typing() bool            { return false }
func (step) Floats() bool            { return false }
