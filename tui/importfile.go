package tui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// importFile is the first step: a path is typed or chosen, with what the folder
// has below it.
type importFile struct {
	step
	line    *widget.Line
	list    folderList
	at      int // the entry that is chosen, -1 for the line itself
	fault   string
	hint    string
	busy    bool           // the file is being looked at
	reading bool           // the list
	gen     int            // of the list that was asked for last
	then    func() tea.Cmd // what a key wants of a list that is being read
	w, h    int
}

// importFolder is the preference that keeps the folder of the last import.
const importFolder = "import_folder"

// maxPath is the longest path that can be typed, in characters.
const maxPath = 4096

func newImportFile(im *importing) *importFile {
	f := &importFile{step: step{im}, line: widget.NewLine(im.styles, maxPath), at: -1}
	f.line.Placeholder = im.t("tui.import.file_hint")
	f.line.SetValue(im.file)
	f.line.Focus()
	return f
}

// Init opens the file that was named before the screens, or lists the folder of
// the last import.
func (f *importFile) Init() tea.Cmd {
	if f.file != "" {
		return tea.Batch(f.open(f.file), f.read())
	}
	return ask(f.session, func(ctx context.Context) (string, error) {
		dir, err := preferred[string](ctx, f.session, importFolder)
		if info, statErr := os.Stat(dir); err != nil || statErr != nil || !info.IsDir() {
			return "", err
		}
		return dir + string(filepath.Separator), nil
	}, func(dir string, _ error) tea.Cmd {
		if f.line.Value() == "" {
			f.line.SetValue(dir)
		}
		return f.read()
	})
}

// read lists what can be behind the typed path.
func (f *importFile) read() tea.Cmd {
	f.gen++
	f.reading, f.then = true, nil
	gen, typed := f.gen, f.line.Value()
	return ask(f.session, func(context.Context) (folderList, error) { return listFolder(typed) }, func(l folderList, err error) tea.Cmd {
		if gen != f.gen {
			return nil
		}
		f.list, f.at, f.reading = l, -1, false // a folder that is not there has nothing; opening says so
		if f.then == nil {
			return nil
		}
		return f.then()
	})
}

// listed does what a key wants once the list is that of the typed path: who types fast
// is ahead of it.
func (f *importFile) listed(do func() tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		if f.reading {
			f.then = do
			return nil
		}
		return do()
	}
}

// Update types; the bindings do the rest.
func (f *importFile) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(restyled); ok {
		f.line.SetStyles(f.styles)
		f.line.Placeholder = f.t("tui.import.file_hint")
	}
	if !isInput(msg) || f.busy {
		return nil
	}
	if d, _ := f.line.Update(msg); d == widget.Changed {
		return f.edited()
	}
	return nil
}

// edited follows a change of the path.
func (f *importFile) edited() tea.Cmd {
	f.fault, f.hint, f.at = "", "", -1
	return f.read()
}

// put replaces the path.
func (f *importFile) put(path string) tea.Cmd {
	f.line.SetValue(path)
	return f.edited()
}

// complete types what all entries have in common, or goes through them.
func (f *importFile) complete() tea.Cmd {
	if common := f.list.common(); f.at < 0 && len(common) > len(cleanPath(f.line.Value())) {
		return f.put(common)
	}
	return f.move(+1)
}

// move goes through the entries, and back to the line before the first.
func (f *importFile) move(by int) tea.Cmd {
	n := len(f.list.entries) + 1
	f.at = ((f.at+1+by)%n+n)%n - 1
	return nil
}

// page moves by many entries and stays among them.
func (f *importFile) page(by int) tea.Cmd {
	f.at = max(0, min(f.at+by*max(1, f.rows()), len(f.list.entries)-1))
	return nil
}

// enter opens the chosen entry, or what is typed.
func (f *importFile) enter() tea.Cmd {
	switch path := cleanPath(f.line.Value()); {
	case f.at >= 0 && f.at < len(f.list.entries):
		return f.take(f.at)
	case path == "":
		f.fault, f.hint = f.t("tui.import.no_file"), f.t("tui.import.no_file_hint")
		return nil
	default:
		return f.open(path)
	}
}

// take goes into a folder of the list, or opens a file of it.
func (f *importFile) take(i int) tea.Cmd {
	path := f.list.path(i)
	if f.list.entries[i].folder {
		return f.put(path)
	}
	f.line.SetValue(path)
	return f.open(path)
}

// open looks at a file and goes on to what was understood of it. Another file
// than before has other columns: what was said of those is forgotten.
func (f *importFile) open(path string) tea.Cmd {
	if f.busy {
		return nil
	}
	if f.file != path {
		f.file, f.asked, f.found.Columns = path, false, nil
		f.said.Encoding, f.said.Delimiter, f.said.Sheet, f.said.Header, f.said.As, f.said.Map, f.said.MapAt = "", "", "", 0, "", nil, nil
		f.said.DateOrder, f.said.Unmapped, f.answers, f.columnMemory = 0, "", model.ImportAnswers{}, columnMemory{}
	}
	f.busy, f.fault, f.hint = true, "", ""
	return f.look(func(seen importSeen, err error) tea.Cmd {
		f.busy = false
		if err != nil {
			return f.refuse(path, err)
		}
		f.seen = seen
		if f.found.Columns == nil {
			f.found = seen.info
		}
		return tea.Batch(f.keepFolder(path), f.next())
	})
}

// next is the preview; our own JSON has nothing to be chosen.
func (f *importFile) next() tea.Cmd {
	if f.seen.ours {
		return f.nav.push(newImportPlan(f.importing))
	}
	return f.nav.push(newImportPreview(f.importing))
}

// refuse says why a file cannot be read; a folder is gone into, and the beginning of a
// name stands for the only one that begins so.
func (f *importFile) refuse(path string, err error) tea.Cmd {
	var p *model.Problem
	switch is := errors.As(err, &p); {
	case is && p.Code == "input_is_folder":
		return f.put(strings.TrimRight(path, string(filepath.Separator)) + string(filepath.Separator))
	case is && p.Code == "input_missing" && len(f.list.entries) == 1 && f.list.path(0) != path:
		return f.take(0)
	}
	f.fault, f.hint = f.p.Error(err)
	return nil
}

// keepFolder remembers where files come from.
func (f *importFile) keepFolder(path string) tea.Cmd {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil
	}
	return f.prefer(importFolder, filepath.Dir(full))
}

func (f *importFile) Resize(w, h int) tea.Cmd {
	f.w, f.h = w, h
	return nil
}

func (f *importFile) Typing() bool { return true }

// Bindings lists the keys; letters are the path's.
func (f *importFile) Bindings() []binding {
	return []binding{
		{keys: []string{"enter"}, label: "tui.key.open_file", group: groupMove, foot: true, run: f.listed(f.enter)},
		{keys: []string{"tab"}, label: "tui.key.complete", group: groupFind, foot: true, run: f.listed(f.complete)},
		{keys: []string{"down"}, show: "↑ ↓", label: "tui.key.pick_file", group: groupMove, foot: true, run: f.listed(func() tea.Cmd { return f.move(+1) })},
		{keys: []string{"up"}, run: f.listed(func() tea.Cmd { return f.move(-1) })},
		{keys: []string{"pgdown"}, show: "PgUp PgDn", label: "tui.key.page", group: groupMove, run: f.listed(func() tea.Cmd { return f.page(+1) })},
		{keys: []string{"pgup"}, run: f.listed(func() tea.Cmd { return f.page(-1) })},
		{keys: []string{"esc"}, label: "tui.key.cancel", group: groupMove, foot: true, run: f.closeAll},
	}
}

// rows is how many entries are seen at once.
func (f *importFile) rows() int { return max(1, f.h-6-f.faultLines()) }

func (f *importFile) faultLines() int { return len(f.complaints()) }

// complaints are the lines that say what is wrong.
func (f *importFile) complaints() (lines []string) {
	if f.fault == "" {
		return nil
	}
	for i, line := range widget.Wrap(f.fault, max(10, f.w-6)) {
		sign := "  "
		if i == 0 {
			sign = f.styles.Signs.Error + " "
		}
		lines = append(lines, "  "+f.styles.Bad.Render(sign+line))
	}
	for _, line := range widget.Wrap(f.hint, max(10, f.w-6)) {
		if f.hint != "" {
			lines = append(lines, "    "+f.styles.Muted.Render(line))
		}
	}
	return lines
}

// View draws the line, what is wrong, and the entries.
func (f *importFile) View(w, h int) widget.Frame {
	label := "  " + f.styles.LabelHere.Render(f.t("tui.import.file")) + "  "
	f.line.SetSize(max(10, w-widget.Width(label)-4))
	typed := widget.HStack(widget.Frame{S: label}, f.line.View())
	lines := append([]string{}, f.complaints()...)
	lines = append(lines, "")
	if f.busy {
		lines = append(lines, "  "+f.styles.Accent.Render(f.t("tui.import.looking")))
	}
	return widget.VStack(widget.Frame{S: f.head("file", w) + "\n"}, typed, widget.Frame{S: strings.Join(append(lines, f.entryLines(w)...), "\n")})
}

// entryLines draws the entries around the chosen one.
func (f *importFile) entryLines(w int) []string {
	n := f.rows()
	from := max(0, min(f.at-n/2, len(f.list.entries)-n))
	var lines []string
	for i := from; i < min(len(f.list.entries), from+n); i++ {
		lines = append(lines, f.entryLine(i, min(w-4, 76)))
	}
	switch {
	case len(f.list.entries) == 0 && f.list.others == 0:
		lines = append(lines, "  "+f.styles.Muted.Render(f.t("tui.import.nothing_there")))
	case f.list.more > 0:
		lines = append(lines, "  "+f.styles.Muted.Render(f.t("tui.import.more", "N", grouped(int64(f.list.more)))))
	case f.list.others > 0:
		lines = append(lines, "  "+f.styles.Muted.Render(f.t("tui.import.others", "N", grouped(int64(f.list.others)))))
	}
	return lines
}

func (f *importFile) entryLine(i, w int) string {
	e := f.list.entries[i]
	name, size := oneLine(e.name), sizeText(e.size)
	if e.folder {
		name, size = name+string(filepath.Separator), ""
	}
	text := widget.Cell(name, w-12, false) + widget.Cell(size, 10, true)
	if i == f.at {
		return "  " + f.styles.Accent.Inherit(f.styles.Selected).Render(f.styles.Signs.Cursor) + f.styles.Selected.Render(" "+text)
	}
	return "    " + text
}

// sizeText writes the size of a file: 812 B, 1.5 MB.
func sizeText(n int64) string {
	if n < 1000 {
		return strconv.FormatInt(n, 10) + " B"
	}
	f := float64(n)
	for _, unit := range []string{"kB", "MB", "GB"} {
		if f /= 1000; f < 999.5 || unit == "GB" {
			digits := 0
			if f < 9.95 {
				digits = 1
			}
			return strconv.FormatFloat(f, 'f', digits, 64) + " " + unit
		}
	}
	return ""
}
