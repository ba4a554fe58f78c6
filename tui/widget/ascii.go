package widget

import "strings"

// ASCII replaces the signs of a finished screen that some terminals draw two
// cells wide, above all those set up for Chinese, where they would push
// everything behind them to the right. Each becomes one character of ASCII.
// Letters stay.
func ASCII(screen string) string { return strings.Map(narrow, screen) }

func narrow(r rune) rune {
	switch {
	case r < 0x80:
		return r
	case r >= 0x2500 && r <= 0x259f:
		return narrowLine(r)
	}
	switch r {
	case '…':
		return '~'
	case '·', '‧':
		return '.'
	case '–', '—', '―', '‐', '‑':
		return '-'
	case '“', '”', '„', '″':
		return '"'
	case '‘', '’', '′':
		return '\''
	case '×', '✗':
		return 'x'
	case '÷':
		return '/'
	case '°', '○', '◯', '◎', '□', '◇', '△', '▽':
		return 'o'
	case '•', '■', '◆', '★', '※':
		return '*'
	case '●', '±':
		return '+'
	case '☆':
		return '.'
	case '→', '›', '▶', '»':
		return '>'
	case '←', '‹', '◀', '«':
		return '<'
	case '↑', '▲':
		return '^'
	case '↓', '▼', '▾':
		return 'v'
	case '⏎':
		return '|'
	case '✓':
		return 'x'
	case '¹', '²', '³':
		return map[rune]rune{'¹': '1', '²': '2', '³': '3'}[r]
	case '⁴', '⁵', '⁶', '⁷', '⁸', '⁹':
		return r - '⁴' + '4'
	}
	return r
}

// narrowLine replaces box drawing and block elements.
func narrowLine(r rune) rune {
	switch {
	case r == '─' || r == '━' || r == '═' || r == '╌' || r == '╍' || r == '┄' || r == '┅' || r == '┈' || r == '┉':
		return '-'
	case r == '│' || r == '┃' || r == '║' || r == '╎' || r == '╏' || r == '┆' || r == '┇' || r == '┊' || r == '┋':
		return '|'
	case r < 0x2580:
		return '+'
	case r >= '▁' && r <= '█':
		return rune(".:-=+*##"[r-'▁'])
	case r > '█' && r <= '▏': // from seven eighths down to one
		return rune("##==-- "[min(r-'▉', 6)])
	}
	return '#'
}
