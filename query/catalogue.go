package query

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Type says how the values of a field are read and compared.
type Type int

// The types of fields.
const (
	Text     Type = iota // contains the text; with "=" equals it
	Choice               // equals any of the values, in any letter case
	Number               // exact decimal
	Money                // exact decimal in major units, with or without a currency
	Day                  // a calendar day
	Instant              // a moment, asked for by days
	Age                  // whole years, kept as a birthday
	Birthday             // a day of the year, with or without its year
	Tag                  // has any of the tags; "#x" is short for it
	Bool                 // yes or no
)

// Ordered reports whether values of the type can be compared and ranged over.
func (t Type) Ordered() bool {
	switch t {
	case Number, Money, Day, Instant, Age, Birthday:
		return true
	}
	return false
}

// Dated reports whether values of the type are days, so that Term.Spans or
// Term.Birthdays resolve them.
func (t Type) Dated() bool { return t == Day || t == Instant || t == Birthday }

// Numeric reports whether values of the type are numbers.
func (t Type) Numeric() bool { return t == Number || t == Money || t == Age }

// A Field is one thing that can be asked for.
type Field struct {
	Key      string   // canonical name: letters, digits, "_", "-" and "."
	Aliases  []string // other names; the first in Chinese is the one shown
	Type     Type
	Message  string   // id of the message that holds its label; "" for "query.field." and the key
	Label    string   // what a custom field is called, one more alias; "" where MessageID says it
	Options  []Option // values known beforehand
	Closed   bool     // any value outside Options is an error
	Ahead    bool     // distances such as "7d" count into the future
	Past     bool     // its days never lie ahead
	Unsorted bool     // rows cannot be put in order by it
	Custom   bool     // a field of the user's own
	ID       int64    // by which the book knows a custom field
}

// MessageID names the message that holds the label of a built-in field.
func (f *Field) MessageID() string { return cmp.Or(f.Message, "query.field."+f.Key) }

// Zh returns the Chinese name of the field, or its key where it has none.
func (f *Field) Zh() string { return chinese(f.names()) }

func (f *Field) names() []string { return append([]string{f.Key}, f.Aliases...) }

// Resolve returns the key of the option that text names, in any letter case
// and width, or text itself where it names none.
func (f *Field) Resolve(text string) string {
	if key, ok := findOption(f.Options, text); ok {
		return key
	}
	return text
}

// An Option is a value or a state known beforehand.
type Option struct {
	Key     string
	Aliases []string
}

// Zh returns the Chinese name of the option, or its key where it has none.
func (o Option) Zh() string { return chinese(o.names()) }

func (o Option) names() []string { return append([]string{o.Key}, o.Aliases...) }

// A Catalogue holds the fields and states of one kind of record. It never
// changes once made, so sessions may share it.
type Catalogue struct {
	fields []*Field
	names  map[string]*Field // normal names, keys and aliases
	states []Option
}

// NewCatalogue makes a catalogue. Where two fields claim a name, the earlier
// one keeps it, keys before aliases; aliases that cannot be written or are
// taken are dropped. A field whose key could not be written in
// a query, or is another's, is left out.
func NewCatalogue(fields []Field, states []Option) *Catalogue {
	c := &Catalogue{names: make(map[string]*Field), states: states}
	for _, f := range fields {
		if writableKey(f.Key) && c.Field(f.Key) == nil {
			c.fields = append(c.fields, &f)
			c.claim(f.Key, &f)
		}
	}
	for _, f := range c.fields {
		f.Aliases = c.claimAll(append(slices.Clone(f.Aliases), f.Label), f)
	}
	return c
}

// writableKey reports whether a field of that key can stand before a colon.
func writableKey(key string) bool {
	for i, r := range key {
		if !nameRune(r) && (i == 0 || r != '-' && r != '.') {
			return false
		}
	}
	return key != "" && keywordOf(key) == noWord
}

// claim gives a name to f and reports whether f has it.
func (c *Catalogue) claim(name string, f *Field) bool {
	name = normalName(name)
	if _, taken := c.names[name]; !taken {
		c.names[name] = f
	}
	return c.names[name] == f
}

// claimAll gives f the names that can be written and are free, and returns
// them.
func (c *Catalogue) claimAll(names []string, f *Field) []string {
	var own []string
	for _, name := range names {
		if writableKey(name) && c.claim(name, f) && !slices.Contains(own, name) {
			own = append(own, name)
		}
	}
	return own
}

// With returns a copy in which the field of that key offers the options, such
// as the levels of a book. Unless closed, other values stay allowed.
func (c *Catalogue) With(key string, closed bool, options ...Option) *Catalogue {
	fields := make([]Field, len(c.fields))
	for i, f := range c.fields {
		fields[i] = *f
		if f.Key == key {
			fields[i].Options, fields[i].Closed = options, closed
		}
	}
	return NewCatalogue(fields, c.states)
}

// Fields returns the fields in the order they were given. The caller must not
// change them.
func (c *Catalogue) Fields() []*Field { return c.fields }

// States returns what may stand after "is:".
func (c *Catalogue) States() []Option { return c.states }

// Field finds a field by key or alias, in any letter case and width, "-" for
// "_"; nil when there is none.
func (c *Catalogue) Field(name string) *Field { return c.names[normalName(name)] }

// tagField returns the field that "#x" asks for, nil when there is none.
func (c *Catalogue) tagField() *Field {
	for _, f := range c.fields {
		if f.Type == Tag {
			return f
		}
	}
	return nil
}

// fieldNames returns every name a field answers to.
func (c *Catalogue) fieldNames() []string {
	var names []string
	for _, f := range c.fields {
		names = append(names, f.names()...)
	}
	return names
}

// findOption returns the key of the option called name.
func findOption(options []Option, name string) (key string, ok bool) {
	name = normalName(name)
	for _, o := range options {
		for _, known := range o.names() {
			if normalName(known) == name {
				return o.Key, true
			}
		}
	}
	return "", false
}

// optionNames returns every name the options answer to.
func optionNames(options []Option) []string {
	var names []string
	for _, o := range options {
		names = append(names, o.names()...)
	}
	return names
}

// normalName brings a name to the form in which names are compared.
func normalName(name string) string {
	return strings.ReplaceAll(strings.ToLower(narrow(strings.TrimSpace(name))), "-", "_")
}

// chinese returns the first of names in Chinese, or else the first.
func chinese(names []string) string {
	for _, name := range names {
		if strings.IndexFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 {
			return name
		}
	}
	return names[0]
}
