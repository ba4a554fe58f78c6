package region

import (
	_ "embed"
	"iter"
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
	all   []division
	forms []form
	next  []int32          // of each form, one before it with the same first two characters, plus one
	last  map[string]int32 // by the first two characters, the last form plus one
}

//go:embed divisions.txt
var list string

// divisions are read once, when somebody asks for them.
var divisions = sync.OnceValue(load)

func load() *atlas {
	n := strings.Count(list, " ") + strings.Count(list, "\n") // at least as many as there are: they never move
	a := &atlas{all: make([]division, 0, n), forms: make([]form, 0, 2*n+n/4), next: make([]int32, 0, 2*n+n/4), last: make(map[string]int32, n)}
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
	a.all = append(a.all, division{name, l, parent})
	d := &a.all[len(a.all)-1]
	for f := range formsOf(d) {
		at := head(f.text)
		a.forms, a.next = append(a.forms, f), append(a.next, a.last[at])
		a.last[at] = int32(len(a.forms))
	}
	return d
}

// begin yields the forms with which a folded text begins.
func (a *atlas) begin(text string) iter.Seq[form] {
	return func(yield func(form) bool) {
		for i := a.last[head(text)]; i > 0; i = a.next[i-1] {
			if f := a.forms[i-1]; strings.HasPrefix(text, f.text) && !yield(f) {
				return
			}
		}
	}
}

// head returns the first two characters of a text.
func head(text string) string {
	_, first := utf8.DecodeRuneInString(text)
	_, second := utf8.DecodeRuneInString(text[first:])
	return text[:first+second]
}

// is reports whether a text names the division, in any of its forms.
func (d *division) is(text string) bool {
	text = strings.TrimSpace(text)
	if head(text) != head(d.name) && head(fold(text)) != head(d.name) { // all forms begin as the name does
		return false
	}
	text = fold(text)
	for f := range formsOf(d) {
		if f.text == text {
			return true
		}
	}
	return false
}
