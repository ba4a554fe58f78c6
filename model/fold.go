package model

import "strings"

// foldWidth brings what input methods, spreadsheets and web pages put in place
// of plain characters back to them: full-width forms, the many spaces and
// dashes, the curly apostrophe. Invisible marks go. Ends are trimmed.
func foldWidth(s string) string {
	if !isASCII(s) {
		s = strings.Map(foldRune, s)
	}
	return strings.TrimSpace(s)
}

func foldRune(r rune) rune {
	switch {
	case r < 0x80:
		return r
	case r >= '！' && r <= '～': // the full-width block repeats ASCII in its order
		return r - '！' + '!'
	case r == '\u3000', r == '\u00a0', r == '\u202f', r >= '\u2000' && r <= '\u200a':
		return ' '
	case r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e',
		r >= '\u2066' && r <= '\u2069', r == '\ufeff':
		return -1
	case r >= '‐' && r <= '―', r == '−':
		return '-'
	case r == '￥':
		return '¥'
	case r == '￡':
		return '£'
	case r == '’', r == '‘':
		return '\''
	}
	return r
}

// excerptLength is how many characters of a refused text a message repeats.
const excerptLength = 60

// excerpt shortens a refused text for the message that quotes it.
func excerpt(s string) string {
	n := 0
	for i := range s {
		if n++; n > excerptLength {
			return s[:i] + "…"
		}
	}
	return s
}
