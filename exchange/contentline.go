package exchange

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"
)

// A lineWriter writes the content lines of vCard and iCalendar: folded, escaped,
// ended by CRLF (RFC 6350, section 3; RFC 5545, section 3.1). The libraries for
// these formats leave lines as long as they are, which both forbid.
type lineWriter struct {
	w   *bufio.Writer
	err error
}

func newLineWriter(w io.Writer) *lineWriter { return &lineWriter{w: bufio.NewWriter(w)} }

// maxLine is how many bytes a line has at most, without its end.
const maxLine = 75

// line writes a property whose value is as the format wants it.
func (l *lineWriter) line(name, value string) {
	text, room := name+":"+value, maxLine
	for len(text) > room {
		cut := room
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		l.write(text[:cut] + "\r\n ")
		text, room = text[cut:], maxLine-1
	}
	l.write(text + "\r\n")
}

// text writes a property that is one text, unless it is empty.
func (l *lineWriter) text(name, value string) {
	if value != "" {
		l.line(name, escapeLine(value))
	}
}

// list writes a property of several texts, parted by a comma or semicolon.
func (l *lineWriter) list(name, between string, values ...string) {
	if strings.Join(values, "") == "" {
		return
	}
	escaped := make([]string, len(values))
	for i, v := range values {
		escaped[i] = escapeLine(v)
	}
	l.line(name, strings.Join(escaped, between))
}

func (l *lineWriter) write(text string) {
	if l.err == nil {
		_, l.err = l.w.WriteString(text)
	}
}

func (l *lineWriter) flush() error {
	if l.err != nil {
		return l.err
	}
	return l.w.Flush()
}

// escapeLine escapes a text. Control characters, which the formats do not allow,
// and marks that turn the direction of writing are left out.
func escapeLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if acts(r) && r != '\t' {
			return -1
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
	return lineEscapes.Replace(text)
}

var lineEscapes = strings.NewReplacer("\\", "\\\\", "\n", "\\n", ",", "\\,", ";", "\\;")

// param writes a parameter of a property; what quotes cannot hold is left out.
func param(name, value string) string {
	value = strings.Map(func(r rune) rune {
		if acts(r) || r == '"' || r == '\n' {
			return -1
		}
		return r
	}, value)
	if strings.ContainsAny(value, ":;,") {
		value = `"` + value + `"`
	}
	return ";" + name + "=" + value
}
