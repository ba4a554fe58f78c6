package region

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// level is how large a division is.
type level uint8

const (
	province level = iota
	city
	district
)

// A division is a province, a city of one, or a district of a city.
type division struct {
	name   string
	level  level
	parent *division // nil for a province
}

// in returns the division of a level that d belongs to or is, nil for none.
func (d *division) in(l level) *division {
	for d != nil && d.level > l {
		d = d.parent
	}
	if d == nil || d.level != l {
		return nil
	}
	return d
}

// inside reports whether d belongs to what; everything belongs to nil.
func (d *division) inside(what *division) bool {
	return what == nil || d.in(what.level) == what
}

// A form is one way to write a division: 深圳市, 深圳.
type form struct {
	text string
	full bool // says by its end that it is a division
	div  *division
}

// An atlas has all divisions, in the order of their codes.
type atlas struct {
	all    []*division
	byHead map[string][]form // by their first two characters
}

//go:embed divisions.txt
var list string

// divisions are read once, when somebody asks for them.
var divisions = sync.OnceValue(load)

func load() *atlas {
	a := &atlas{byHead: make(map[string][]form, 4000)}
	var at, in *division
	for line := range strings.SplitSeq(list, "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] != '\t':
			at = a.add(line, province, nil)
		default:
			for i, name := range strings.Fields(line) {
				if i == 0 {
					in = a.add(name, city, at)
				} else {
					a.add(name, district, in)
				}
			}
		}
	}
	return a
}

func (a *atlas) add(name string, l level, parent *division) *division {
	d := &division{name, l, parent}
	a.all = append(a.all, d)
	for _, f := range formsOf(d) {
		a.byHead[head(f.text)] = append(a.byHead[head(f.text)], f)
	}
	return d
}

// head returns the first two characters of a text.
func head(text string) string {
	_, first := utf8.DecodeRuneInString(text)
	_, second := utf8.DecodeRuneInString(text[first:])
	return text[:first+second]
}

// is reports whether a text names the division, in any of its forms.
func (d *division) is(text string) bool {
	text = fold(strings.TrimSpace(text))
	return slices.ContainsFunc(formsOf(d), func(f form) bool { return f.text == text })
}
