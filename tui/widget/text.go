package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// ellipsis stands for cut text. It is one cell wide.
const ellipsis = "…"

// Width returns the cells that s takes on one line; escape sequences take none.
func Width(s string) int {
	if w, ok := simpleWidth(s); ok {
		return w
	}
	return ansi.StringWidth(s)
}

// simpleWidth measures text of printable ASCII and Chinese alone, which is most
// text: each character is a cluster there. ok is false for any other.
func simpleWidth(s string) (w int, ok bool) {
	for i := 0; i < len(s); {
		if s[i] >= ' ' && s[i] <= '~' {
			w, i = w+1, i+1
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !wide(r) {
			return 0, false
		}
		w, i = w+2, i+n
	}
	return w, true
}

// wide reports Chinese characters and their punctuation, two cells each. It is a
// part of all wide characters, chosen to be tested fast.
func wide(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r >= 0x3400 && r <= 0x4dbf || // Han
		r >= 0x3001 && r <= 0x3011 || r >= 0xff01 && r <= 0xff5e // 、。「」, full-width ASCII
}

// Grid makes stored text safe for a one-line cell: line breaks and tabs become
// spaces; control, bidirectional and invisible characters, emoji joiners,
// variation selectors and skin tones go. What remains has one width in layout
// code, which counts grapheme clusters, and in terminals that count code points,
// and does not join with what stands beside it.
// It is for drawing only: the stored text stays as it is.
func Grid(s string) string {
	if _, ok := simpleWidth(s); ok {
		return s
	}
	return loose(strings.Map(gridRune, s))
}

func gridRune(r rune) rune {
	switch {
	case r == '\n', r == '\r', r == '\t', r == '\u2028', r == '\u2029':
		return ' '
	case r < 0x7f:
		if r < ' ' {
			return -1
		}
		return r
	case wide(r):
		return r
	case r == '\uff9e', r == '\uff9f': // half-width voicing marks: joined in layout, a cell of their own on screens
		return r - '\uff9e' + '\u309b'
	case r <= 0x9f, r == 0x20e3, r >= 0x1f3fb && r <= 0x1f3ff,
		unicode.Is(unicode.Variation_Selector, r),
		unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

// loose drops marks at the beginning of s and joining letters at its end: each
// would form one cluster with the space beside the cell and take its width.
func loose(s string) string {
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if r < 0x300 || wide(r) || clusters(" "+s[:n]) == 2 {
			break
		}
		s = s[n:]
	}
	for s != "" {
		r, n := utf8.DecodeLastRuneInString(s)
		if r < 0x300 || wide(r) || clusters(s[len(s)-n:]+" ") == 2 {
			break
		}
		s = s[:len(s)-n]
	}
	return s
}

// clusters counts the grapheme clusters of s.
func clusters(s string) (n int) {
	for s != "" {
		size, _ := next(s)
		s = s[size:]
		n++
	}
	return n
}

// Cell returns s in exactly w cells: cut with "…" when too long, otherwise padded
// on the right, or on the left when right is set. s may carry SGR sequences.
func Cell(s string, w int, right bool) string {
	if w <= 0 {
		return ""
	}
	have := Width(s)
	if have > w {
		s = Truncate(s, w)
		have = Width(s)
	}
	pad := spaces(w - have) // half of a cut wide character leaves one cell
	if right {
		return pad + s
	}
	return s + pad
}

// Truncate returns s in at most w cells, ending in "…" when text was cut off.
func Truncate(s string, w int) string {
	switch {
	case Width(s) <= w:
		return s
	case w <= 0:
		return ""
	}
	n, _ := fit(s, w-1)
	return s[:n] + ellipsis + escapes(s[n:])
}

// fit returns the bytes and the cells of the longest beginning of s, in whole
// grapheme clusters, that takes at most w cells.
func fit(s string, w int) (bytes, cells int) {
	for bytes < len(s) {
		n, cw := next(s[bytes:])
		if cells+cw > w {
			break
		}
		bytes, cells = bytes+n, cells+cw
	}
	return bytes, cells
}

// Cut returns exactly w cells of s from cell x on. Half of a wide character at
// either edge becomes a space. SGR sequences left and right of the part are kept,
// so colours continue and end as they did.
func Cut(s string, x, w int) string {
	if w <= 0 {
		return ""
	}
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	var b strings.Builder
	at, filled := 0, 0
	for s != "" {
		n, cw := next(s)
		piece := s[:n]
		s = s[n:]
		from, to := max(at, x), min(at+cw, x+w)
		switch {
		case piece[0] == ansi.ESC, cw == 0 && at > x && at <= x+w:
			b.WriteString(piece)
		case to-from == cw && cw > 0:
			b.WriteString(piece)
			filled += cw
		case to > from:
			b.WriteString(spaces(to - from))
			filled += to - from
		}
		if at += cw; at >= x+w {
			break
		}
	}
	b.WriteString(spaces(w - filled))
	b.WriteString(escapes(s))
	return b.String()
}

// next returns the bytes and cells of the first grapheme cluster or escape
// sequence of s, which must not be empty.
//
// The truncation of x/ansi takes an ASCII byte for a cluster of its own and so
// splits keycaps ("1️⃣") and letters with combining accents; this does not.
func next(s string) (bytes, cells int) {
	if s[0] == ansi.ESC {
		_, _, n, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
		return max(n, 1), 0
	}
	if s[0] >= ' ' && s[0] <= '~' && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1, 1
	}
	if r, n := utf8.DecodeRuneInString(s); wide(r) {
		if after, _ := utf8.DecodeRuneInString(s[n:]); n == len(s) || after < 0x300 || wide(after) {
			return n, 2
		}
	}
	cluster, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if s[0] < ' ' {
		w = 0
	}
	return max(len(cluster), 1), w
}

// escapes returns the escape sequences of s without its text.
func escapes(s string) string {
	if strings.IndexByte(s, ansi.ESC) < 0 {
		return ""
	}
	var b strings.Builder
	for s != "" {
		n, _ := next(s)
		if s[0] == ansi.ESC {
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String()
}

const blank = "                                                                                "

// spaces returns n spaces, none for a negative n.
func spaces(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(blank):
		return blank[:n]
	}
	return strings.Repeat(" ", n)
}
