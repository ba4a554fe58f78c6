package widget

import (
	"strings"
	"unicode/utf8"
)

// Marks that must not begin a line, and marks that must not end one (a short
// form of the Chinese rules in GB/T 15834 and W3C clreq).
const (
	noStart = "，。、；：？！）】》〉」』”’…—·,.;:?!)]}%％℃"
	noEnd   = "（【《〈「『“‘([{"
)

// span is a piece of a text in bytes, from (inclusive) and to (exclusive).
type span struct{ from, to int }

// Wrap breaks text into lines of at most w cells: at line breaks, after spaces
// and between Chinese characters, never inside a grapheme cluster. A word longer
// than a line is broken. Spaces at a break are dropped. The answer has at least
// one line; a cluster wider than w becomes spaces.
func Wrap(s string, w int) []string {
	var out []string
	for line := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		line = Grid(line)
		for _, p := range breakLine(line, w) {
			part := strings.TrimRight(line[p.from:p.to], " ")
			if Width(part) > w {
				part = spaces(w)
			}
			out = append(out, part)
		}
	}
	return out
}

// breakLine splits one line into pieces that together cover it. Without its
// trailing spaces each piece takes at most w cells (or is one cluster).
func breakLine(s string, w int) []span {
	w = max(w, 1)
	var out []span
	from, brk, cells := 0, 0, 0 // brk: the last place where the line may break
	prev := ""
	for i := 0; i < len(s); {
		n, cw := drawn(s[i:])
		c := s[i : i+n]
		if i > from && mayBreak(prev, c) {
			brk = i
		}
		for cells+cw > w && c != " " && i > from {
			if brk <= from {
				brk = i
			}
			out = append(out, span{from, brk})
			from, cells = brk, Width(Grid(s[brk:i]))
		}
		cells, prev, i = cells+cw, c, i+n
	}
	return append(out, span{from, len(s)})
}

// drawn returns the bytes of the first cluster of s and the cells it takes once it
// went through Grid: a joined emoji is drawn as its parts.
func drawn(s string) (bytes, cells int) {
	n, w := next(s)
	if _, first := utf8.DecodeRuneInString(s); n > first {
		w = Width(Grid(s[:n]))
	}
	return n, w
}

// mayBreak reports whether a line may break between the clusters a and b.
func mayBreak(a, b string) bool {
	ra, _ := utf8.DecodeLastRuneInString(a)
	rb, _ := utf8.DecodeRuneInString(b)
	switch {
	case rb == ' ' || strings.ContainsRune(noStart, rb) || strings.ContainsRune(noEnd, ra):
		return false
	case ra == ' ' || ra == '-':
		return true
	}
	return Width(a) > 1 || Width(b) > 1
}
