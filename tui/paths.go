package tui

import (
	"cmp"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kehu/tui/widget"
)

// cleanPath takes off the quotes that terminals put around a dropped file, and
// puts the home folder for ~.
func cleanPath(text string) string {
	text = strings.TrimSpace(text)
	if n := len(text); n > 1 && (text[0] == '\'' || text[0] == '"') && text[n-1] == text[0] {
		text = text[1 : n-1]
	}
	if text != "~" && !strings.HasPrefix(text, "~/") {
		return text
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return text
	}
	return home + text[1:]
}

// isReadable knows the files that import reads by their endings. Those of old
// Excel are among them, for a person looks for them; opening says what to do.
func isReadable(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".vcf", ".vcard", ".json", ".jsonl", ".ndjson", ".eml", ".mbox":
		return true
	}
	return false
}

// A pathEntry is a file or a folder that a typed path can become.
type pathEntry struct {
	name   string
	folder bool
	size   int64
}

// A folderList is what a folder has that fits the beginning of a name.
type folderList struct {
	dir     string // as typed, with the separator at its end
	entries []pathEntry
	more    int // entries that fit too
	others  int // files that import does not read
}

// mostEntries is how many entries of a folder are listed.
const mostEntries = 500

// listFolder lists what can be behind a typed path: folders first, then files that
// can be read. Hidden ones are listed when the dot is typed.
func listFolder(typed string) (folderList, error) {
	dir, begin := filepath.Split(cleanPath(typed))
	l := folderList{dir: dir}
	found, err := os.ReadDir(cmp.Or(dir, "."))
	if err != nil {
		return l, openProblem(dir, err)
	}
	for _, f := range found {
		name := f.Name()
		folder := isFolder(dir, f)
		switch {
		case !strings.HasPrefix(strings.ToLower(name), strings.ToLower(begin)), begin == "" && strings.HasPrefix(name, "."):
		case !folder && !isReadable(name):
			l.others++
		default:
			l.entries = append(l.entries, pathEntry{name: name, folder: folder})
		}
	}
	slices.SortStableFunc(l.entries, func(a, b pathEntry) int { return cmp.Compare(order(b.folder), order(a.folder)) })
	if l.more = max(0, len(l.entries)-mostEntries); l.more > 0 {
		l.entries = l.entries[:mostEntries]
	}
	l.weigh()
	return l, nil
}

// isFolder follows links.
func isFolder(dir string, f fs.DirEntry) bool {
	if f.Type()&fs.ModeSymlink == 0 {
		return f.IsDir()
	}
	info, err := os.Stat(filepath.Join(dir, f.Name()))
	return err == nil && info.IsDir()
}

func order(folder bool) int {
	if folder {
		return 1
	}
	return 0
}

// weigh finds out the sizes of the files that are listed.
func (l *folderList) weigh() {
	for i, e := range l.entries {
		if info, err := os.Stat(filepath.Join(l.dir, e.name)); err == nil && !e.folder {
			l.entries[i].size = info.Size()
		}
	}
}

// path is the path of an entry, with a separator behind a folder.
func (l *folderList) path(i int) string {
	if l.entries[i].folder {
		return l.dir + l.entries[i].name + string(filepath.Separator)
	}
	return l.dir + l.entries[i].name
}

// common is the longest path with which all entries begin.
func (l *folderList) common() string {
	if len(l.entries) == 1 {
		return l.path(0)
	}
	if len(l.entries) == 0 || l.more > 0 {
		return ""
	}
	name := []rune(l.entries[0].name)
	for _, e := range l.entries[1:] {
		other := []rune(e.name)
		n := 0
		for n < len(name) && n < len(other) && name[n] == other[n] {
			n++
		}
		name = name[:n]
	}
	return l.dir + string(name)
}

// suggestFiles completes a path in a form.
func suggestFiles(_ context.Context, text string) ([]widget.Option, error) {
	l, err := listFolder(text)
	if err != nil {
		return nil, err
	}
	var out []widget.Option
	for i := range l.entries {
		out = append(out, widget.Option{Value: l.path(i)})
	}
	return head(out, 50), nil
}
