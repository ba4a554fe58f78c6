// Package locale has everything that kehu says to people, in Chinese and
// English: the message catalogues and the Printer that fills them in. It knows
// nothing of records; errors that can tell their message do so by the methods
// of [Message].
package locale

import (
	"embed"
	"errors"
	"io/fs"
	"maps"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
)

// The languages of the catalogues.
const (
	ZH = "zh"
	EN = "en"
)

//go:embed messages/*.toml
var messages embed.FS

// Message is an error that names its text in the catalogues. HintID names the
// text that says what to do next; it need not exist.
type Message interface {
	error
	MessageID() string
	HintID() string
	MessageArgs() map[string]any
	MessageField() string
}

// A wordList is an argument of a message that each language says in words of its
// own, such as the states that a query knows.
type wordList interface{ Words(lang string) []string }

// Detect picks the language: choice ("zh", "en", or any locale name), then
// KEHU_LANG, then the locale of the environment in POSIX order. English is the
// default.
func Detect(choice string, getenv func(string) string) string {
	for _, name := range []string{choice, getenv("KEHU_LANG"), getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")} {
		if name == "" {
			continue
		}
		if strings.HasPrefix(strings.ToLower(name), ZH) {
			return ZH
		}
		return EN
	}
	return EN
}

// A Printer says things in one language. It is safe for concurrent use.
type Printer struct {
	lang      string
	localizer *i18n.Localizer
	plain     map[string]string // messages without arguments, which most are
	own       map[string]string // what fields of the user's own are called, by key
}

// New returns a printer for "zh"; any other language is English.
func New(lang string) *Printer {
	if lang != ZH {
		lang = EN
	}
	bundle := i18n.NewBundle(language.Make(lang))
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	p := &Printer{lang: lang, plain: map[string]string{}}
	files, err := fs.Glob(messages, "messages/*."+lang+".toml")
	if err != nil {
		panic(err) // the pattern is constant
	}
	for _, name := range files {
		p.load(bundle, name)
	}
	p.localizer = i18n.NewLocalizer(bundle, lang)
	return p
}

// load reads one embedded file; a fault in it is a fault of the program and is
// found by the tests.
func (p *Printer) load(bundle *i18n.Bundle, name string) {
	file, err := bundle.LoadMessageFileFS(messages, name)
	if err != nil {
		panic(err)
	}
	for _, m := range file.Messages {
		if m.One == "" && !strings.Contains(m.Other, "{{") {
			p.plain[m.ID] = m.Other
		} else {
			p.plain[m.ID] = ""
		}
	}
}

// Naming returns a printer that calls fields of the user's own by their names.
func (p *Printer) Naming(own map[string]string) *Printer {
	named := *p
	named.own = own
	return &named
}

// Lang returns "zh" or "en".
func (p *Printer) Lang() string { return p.lang }

// Has reports whether there is a message with an id.
func (p *Printer) Has(id string) bool {
	_, ok := p.plain[id]
	return ok
}

// T returns a message, filled in with args, which alternate names and values.
// "Count" chooses the plural. An unknown id is returned as it is.
func (p *Printer) T(id string, args ...any) string {
	values := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		values[args[i].(string)] = args[i+1]
	}
	return p.fill(id, values)
}

func (p *Printer) fill(id string, values map[string]any) string {
	text, known := p.plain[id]
	if text != "" || !known {
		if !known {
			return id
		}
		return text
	}
	text, err := p.localizer.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: values, PluralCount: pluralCount(values)})
	if err != nil && text == "" {
		return id
	}
	return text
}

// pluralCount gives go-i18n the count in a type that it knows.
func pluralCount(values map[string]any) any {
	switch n := values["Count"].(type) {
	case int:
		return n
	case int64:
		return n
	}
	return nil
}

// Error returns what to tell a person of err, and what to do next ("" where
// there is nothing to add). Several problems stand on lines of their own.
func (p *Printer) Error(err error) (message, hint string) {
	var texts, hints []string
	for _, e := range flatten(err) {
		m, h := p.one(e)
		texts = append(texts, m)
		if h != "" && !strings.Contains(strings.Join(hints, "\n"), h) {
			hints = append(hints, h)
		}
	}
	return strings.Join(texts, "\n"), strings.Join(hints, "\n")
}

func (p *Printer) one(err error) (message, hint string) {
	var m Message
	if !errors.As(err, &m) {
		return p.T("problem.failed", "Err", err.Error()), ""
	}
	values := maps.Clone(m.MessageArgs())
	if values == nil {
		values = map[string]any{}
	}
	values["Field"] = p.Field(m.MessageField())
	p.word(values)
	if cause := errors.Unwrap(m); cause != nil {
		values["Err"] = cause.Error()
	}
	if p.Has(m.HintID()) {
		hint = p.fill(m.HintID(), values)
	}
	message = p.fill(m.MessageID(), values)
	if name := p.Field(m.MessageField()); name != m.MessageField() {
		message = p.T("problem.at_field", "Field", name, "Message", message)
	}
	return message, hint
}

// word puts the words of the language in the place of values that have some.
func (p *Printer) word(values map[string]any) {
	if keys, several := values["Fields"].([]string); several {
		values["Fields"] = p.fields(keys)
	}
	for name, value := range values {
		if list, ok := value.(wordList); ok {
			values[name] = strings.Join(list.Words(p.lang), p.T("cli.comma"))
		}
	}
}

// Field returns the name of a field for people, or its key. A key such as
// task.title is that of title where it has no name of its own.
func (p *Printer) Field(key string) string {
	if name := p.own[key]; name != "" {
		return name
	}
	_, last, _ := strings.Cut(key, ".")
	for _, name := range []string{key, last} {
		if id := "field." + name; p.Has(id) {
			return p.T(id)
		}
	}
	return key
}

func (p *Printer) fields(keys []string) string {
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = p.Field(key)
	}
	return strings.Join(names, p.T("cli.comma"))
}

// ViewName returns what a saved view is called. A name that begins with "@" is
// one of the views every book starts with; any other is the user's own.
func (p *Printer) ViewName(name string) string {
	if builtin, ok := strings.CutPrefix(name, "@"); ok && p.Has("view."+builtin) {
		return p.T("view." + builtin)
	}
	return name
}

// RecordName returns what a record of a kind, as package model keys them, is called: most
// by the name they have, a view as ViewName says. The settings of the book, of which there
// is one record, have no name but that of their kind.
func (p *Printer) RecordName(kind, name string) string {
	switch kind {
	case "view":
		return p.ViewName(name)
	case "settings":
		return p.T("kind.settings")
	}
	return name
}

// flatten returns the single errors of a list of them. What lies below an error
// with a message of its own is its cause, and no error besides.
func flatten(err error) []error {
	var m Message
	if _, speaks := err.(Message); speaks || !errors.As(err, &m) {
		return []error{err}
	}
	switch e := err.(type) {
	case interface{ Unwrap() []error }:
		var all []error
		for _, part := range e.Unwrap() {
			all = append(all, flatten(part)...)
		}
		return all
	case interface{ Unwrap() error }:
		return flatten(e.Unwrap())
	}
	return []error{err}
}
