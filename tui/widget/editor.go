package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// editor is the text and the insertion point of an input. It moves and deletes by
// grapheme cluster, so an emoji of seven code points is one step.
//
// It stands in place of bubbles' textinput and textarea, which edit by code point,
// report the cursor in runes, measure by go-runewidth, cut long texts, and read
// the host's clipboard.
type editor struct {
	text  string
	pos   int // byte offset, always on a cluster boundary
	limit int // most runes, 0 for no bound
	multi bool
	whole bool // all of the text is selected: the next edit replaces it
}

// set replaces the text; the insertion point goes to its end. A stored text that
// is longer than the limit is kept whole.
func (e *editor) set(s string) {
	e.text = e.clean(s)
	e.pos, e.whole = len(e.text), false
	if e.limit > 0 {
		e.limit = max(e.limit, utf8.RuneCountInString(e.text))
	}
}

// clean drops control characters. Line breaks stay in a multi-line input and
// become one space each in a single line; tabs become a space.
func (e *editor) clean(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }) < 0 {
		return s
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ").Replace(s)
	if !e.multi {
		s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' }), " ")
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || !unicode.IsControl(r) {
			return r
		}
		return -1
	}, s)
}

// insert puts s at the insertion point, as much of it as the limit allows.
func (e *editor) insert(s string) {
	s = e.clean(s)
	e.drop()
	if e.limit > 0 {
		room := max(0, e.limit-utf8.RuneCountInString(e.text))
		if r := []rune(s); len(r) > room {
			s = string(r[:room])
		}
	}
	e.text = e.text[:e.pos] + s + e.text[e.pos:]
	e.pos += len(s)
	e.settle()
}

// drop deletes the text if all of it is selected.
func (e *editor) drop() bool {
	if !e.whole {
		return false
	}
	e.text, e.pos, e.whole = "", 0, false
	return true
}

// settle moves the insertion point behind the cluster it stands in, should an
// edit have joined two.
func (e *editor) settle() {
	from := e.safe(e.pos)
	for from < e.pos {
		n, _ := next(e.text[from:])
		from += n
	}
	e.pos = from
}

// safe returns a cluster boundary at or before i, near it where the text has
// spaces, so that stepping back does not read all of a long text.
func (e *editor) safe(i int) int {
	if i = strings.LastIndexAny(e.text[:i], " \n"); i < 0 {
		return 0
	}
	return i
}

// before returns the boundary before i.
func (e *editor) before(i int) int {
	if i <= 0 {
		return 0
	}
	at := e.safe(i - 1)
	for {
		n, _ := next(e.text[at:])
		if at+n >= i {
			return at
		}
		at += n
	}
}

// after returns the boundary after i.
func (e *editor) after(i int) int {
	if i >= len(e.text) {
		return len(e.text)
	}
	n, _ := next(e.text[i:])
	return i + n
}

// wordBefore and wordAfter return the boundaries of words; a run of Chinese
// characters counts as one word, as nothing separates its words.
func (e *editor) wordBefore(i int) int {
	head := strings.TrimRightFunc(e.text[:i], notWord)
	return len(strings.TrimRightFunc(head, isWord))
}

func (e *editor) wordAfter(i int) int {
	tail := strings.TrimLeftFunc(e.text[i:], notWord)
	return len(e.text) - len(strings.TrimLeftFunc(tail, isWord))
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '\u200d' || r > 0x1f000
}

func notWord(r rune) bool { return !isWord(r) }

// lineStart and lineEnd return the bounds of the text line that holds i.
func (e *editor) lineStart(i int) int { return strings.LastIndexByte(e.text[:i], '\n') + 1 }

func (e *editor) lineEnd(i int) int {
	if n := strings.IndexByte(e.text[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(e.text)
}

// remove deletes the bytes from … to-1 and puts the insertion point there; where
// all of the text is selected it deletes all.
func (e *editor) remove(from, to int) {
	if e.drop() {
		return
	}
	e.text = e.text[:from] + e.text[to:]
	e.pos = from
	e.settle()
}

// update handles typing, pasting, and the keys that edit or move within the text.
// used is false for keys that are not its own.
func (e *editor) update(msg tea.Msg) (used bool) {
	switch m := msg.(type) {
	case tea.PasteMsg:
		e.insert(m.Content)
		return true
	case tea.KeyPressMsg:
		if m.Text != "" && m.Mod&^(tea.ModShift|tea.ModCapsLock|tea.ModNumLock) == 0 {
			e.insert(m.Text)
			return true
		}
		return e.move(m.String()) || e.delete(m.String())
	}
	return false
}

func (e *editor) move(k string) bool {
	switch k {
	case "left", "ctrl+b":
		e.pos = e.before(e.pos)
	case "right", "ctrl+f":
		e.pos = e.after(e.pos)
	case "home", "ctrl+a":
		e.pos = e.lineStart(e.pos)
	case "end", "ctrl+e":
		e.pos = e.lineEnd(e.pos)
	case "alt+left", "ctrl+left", "alt+b":
		e.pos = e.wordBefore(e.pos)
	case "alt+right", "ctrl+right", "alt+f":
		e.pos = e.wordAfter(e.pos)
	default:
		return false
	}
	e.whole = false
	e.settle()
	return true
}

func (e *editor) delete(k string) bool {
	switch k {
	case "backspace", "ctrl+h", "shift+backspace":
		e.remove(e.before(e.pos), e.pos)
	case "delete":
		e.remove(e.pos, e.after(e.pos))
	case "ctrl+w", "alt+backspace", "ctrl+backspace":
		e.remove(e.wordBefore(e.pos), e.pos)
	case "alt+d", "alt+delete", "ctrl+delete":
		e.remove(e.pos, e.wordAfter(e.pos))
	case "ctrl+u":
		e.remove(e.lineStart(e.pos), e.pos)
	case "ctrl+k":
		e.remove(e.pos, e.lineEnd(e.pos))
	default:
		return false
	}
	return true
}
