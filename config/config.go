// Package config reads the file in which a person says how the program is to look
// and which keys its commands have: TOML, with comments. It knows the form of the
// file and keeps the line of everything in it; which commands, colours and themes
// there are is for its callers to know. It writes no files.
package config

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"kehu/model"
	"kehu/query"
)

// File is what stands in a config file. The zero value asks for nothing.
type File struct {
	Path     string
	Language Setting // "zh" or "en"
	Theme    Setting
	Borders  Setting // "lines" or "ascii"
	Mouse    Setting // "on" or "off"
	Keys     []Key
	Themes   []Theme
	Backup   Backup
}

// Backup is what the person wants of the copies that books get by themselves.
type Backup struct {
	Command        []string // the words of a program to run with each copy
	PassphraseFile string   // whose first line is the passphrase of copies
}

// Setting is one word of the file and its line; line 0 means that it is not there.
type Setting struct {
	Value string
	Line  int
}

// Key gives a command other keys; none take it off the keyboard.
type Key struct {
	Command string
	Keys    []string
	Line    int
}

// Theme is a set of colours: those it names, and for the rest those of another.
type Theme struct {
	Name   string
	Base   Setting
	Colors []Color
	Line   int
}

// Color is one colour of a theme, as it was written.
type Color struct {
	Name, Value string
	Line        int
}

// Read understands a file. All that is wrong in it comes back as
// [model.Problems], each with file and line; the File is then not to be used.
func Read(path string, data []byte) (File, error) {
	r := reader{File: File{Path: path}}
	var all map[string]any
	var syntax *toml.DecodeError
	if err := toml.Unmarshal(data, &all); errors.As(err, &syntax) {
		line, _ := syntax.Position()
		r.wrong(line, "config_syntax", "Reason", strings.TrimPrefix(syntax.Error(), "toml: "))
		return r.File, r.problems
	} else if err != nil {
		r.wrong(1, "config_syntax", "Reason", err.Error())
		return r.File, r.problems
	}
	for _, e := range entries(data) {
		r.take(e)
	}
	return r.File, r.problems.OrNil()
}

// Problem says what is wrong on a line of the file.
func (f File) Problem(line int, code string, args ...any) *model.Problem {
	return model.NewProblem(model.Invalid, code, append(args, "File", filepath.Base(f.Path), "Line", line)...)
}

type reader struct {
	File
	problems model.Problems
}

func (r *reader) wrong(line int, code string, args ...any) {
	r.problems = append(r.problems, r.Problem(line, code, args...))
}

// take puts an entry where it belongs.
func (r *reader) take(e entry) {
	switch {
	case len(e.path) == 1:
		r.setting(e)
	case len(e.path) == 2 && e.path[0] == "keys":
		r.key(e)
	case len(e.path) == 2 && e.path[0] == "backup":
		r.backup(e)
	case len(e.path) == 3 && e.path[0] == "themes":
		r.color(e)
	default:
		r.unknown(e.line, strings.Join(e.path, "."), e.path[0], []string{"backup", "keys", "themes"})
	}
}

// setting takes one of the words that stand for themselves.
func (r *reader) setting(e entry) {
	settings := map[string]struct {
		at      *Setting
		allowed []string
	}{
		"language": {&r.Language, []string{"zh", "en"}},
		"theme":    {&r.Theme, nil},
		"borders":  {&r.Borders, []string{"lines", "ascii"}},
		"mouse":    {&r.Mouse, []string{"on", "off"}},
	}
	s, known := settings[e.path[0]]
	switch {
	case !known:
		r.unknown(e.line, e.path[0], e.path[0], []string{"language", "theme", "borders", "mouse", "backup", "keys", "themes"})
	case len(e.values) != 1 || e.list || s.allowed != nil && !slices.Contains(s.allowed, e.values[0]):
		r.wrong(e.line, "config_value", "Name", e.path[0], "Value", e.text(), "Allowed", strings.Join(s.allowed, ", "))
	default:
		*s.at = Setting{e.values[0], e.line}
	}
}

func (r *reader) unknown(line int, name, typed string, known []string) {
	r.wrong(line, "config_unknown", "Name", name, "Nearest", query.Nearest(typed, known))
}

// key takes the keys of a command: one, or a list of them.
func (r *reader) key(e entry) {
	if e.other {
		r.wrong(e.line, "config_keys", "Name", e.path[1])
		return
	}
	r.Keys = append(r.Keys, Key{e.path[1], e.values, e.line})
}

// backup takes what is to become of copies.
func (r *reader) backup(e entry) {
	isText := !e.other && e.raw == ""
	switch name := e.path[1]; {
	case name == "command" && isText && len(e.values) > 0 && e.values[0] != "":
		r.Backup.Command = e.values
	case name == "command":
		r.wrong(e.line, "config_backup_command", "Value", e.text())
	case name == "passphrase_file" && isText && !e.list && e.values[0] != "":
		r.Backup.PassphraseFile = e.values[0]
	case name == "passphrase_file":
		r.wrong(e.line, "config_backup_file", "Value", e.text())
	default:
		r.unknown(e.line, strings.Join(e.path, "."), name, []string{"command", "passphrase_file"})
	}
}

// color takes a colour of a theme, or the theme that it is made from.
func (r *reader) color(e entry) {
	at := slices.IndexFunc(r.Themes, func(t Theme) bool { return t.Name == e.path[1] })
	if at < 0 {
		at = len(r.Themes)
		r.Themes = append(r.Themes, Theme{Name: e.path[1], Line: e.line})
	}
	switch {
	case e.other || e.list || len(e.values) != 1:
		r.wrong(e.line, "config_color", "Name", e.path[2], "Value", e.text())
	case e.path[2] == "base":
		r.Themes[at].Base = Setting{e.values[0], e.line}
	default:
		r.Themes[at].Colors = append(r.Themes[at].Colors, Color{e.path[2], e.values[0], e.line})
	}
}
