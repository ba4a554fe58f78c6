package tui

import (
	"regexp"
	"slices"
	"strings"

	"kehu/model"
	"kehu/tui/widget"
)

// textName is what a field is called in a text: fields of the user's own have the
// key that queries and files know them by.
func (f *form[T, R]) textName(key string) string {
	at := slices.IndexFunc(f.custom, func(c model.CustomField) bool { return c.ValueKey() == key })
	if at < 0 {
		return key
	}
	name := f.custom[at].Key
	if slices.ContainsFunc(f.entries, func(e entry[T]) bool { return e.Key == name }) {
		return key
	}
	return name
}

// named finds the field that has a name in a text.
func (f *form[T, R]) named(name string) (entry[T], bool) {
	at := slices.IndexFunc(f.entries, func(e entry[T]) bool { return e.Kind != widget.Heading && f.textName(e.Key) == name })
	if at < 0 {
		return entry[T]{}, false
	}
	return f.entries[at], true
}

var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// tomlKey writes a name before the equals sign.
func tomlKey(name string) string {
	if bareKey.MatchString(name) {
		return name
	}
	return tomlText(name, false)
}

// lineOf is the line of a text in which a field stands, 0 for none.
func (f *form[T, R]) lineOf(text string, at widget.Ref) int {
	key, row := tomlKey(f.textName(at.Key)), -1
	if at.Col != "" {
		key = at.Col
	}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if at.Col != "" && strings.HasPrefix(line, "[["+at.Key+"]]") {
			row++
			continue
		}
		rest, ok := strings.CutPrefix(line, key)
		if ok && strings.HasPrefix(strings.TrimSpace(rest), "=") && (at.Col == "" || row == at.Row) {
			return i + 1
		}
	}
	return 0
}
