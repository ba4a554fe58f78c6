package exchange

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quoted begins a cell that holds escapes: \\ is a backslash and \u{1b} the
// character with that number.
const quoted = `'\`

// guard writes a text so that neither a spreadsheet nor a terminal acts on it,
// and unguard gives it back byte by byte:
//
//   - what a spreadsheet would calculate gets an apostrophe in front, and so does
//     what would look guarded itself;
//   - in a text with control characters, with marks that turn the direction of
//     writing, or with blanks at its ends, these are escapes behind '\ , which
//     also stands before a text that would be taken for a sign of nothing, or for a
//     number that a spreadsheet was told to leave alone.
func guard(text string) string {
	switch {
	case strings.HasPrefix(text, quoted), needsEscapes(text), text != "" && isEmptySign(text), isTextNumber(text):
		return escaped(text)
	case isFormula(strings.TrimLeft(text, "'")):
		return "'" + text
	}
	return text
}

// unguard reports whether a cell, without blanks around it, was guarded, and
// returns its text. What guard would write in another way is not guarded.
func unguard(cell string) (text string, guarded bool) {
	if rest, ok := strings.CutPrefix(cell, quoted); ok {
		text, ok = unescaped(rest)
		return text, ok && guard(text) == cell
	}
	if len(cell) > 1 && cell[0] == '\'' && isFormula(strings.TrimLeft(cell, "'")) {
		return cell[1:], true
	}
	return "", false
}

// isTextNumber reports whether a cell is a number, that of a telephone with hidden
// digits perhaps, or a day, with the apostrophe by which people and shops keep a
// spreadsheet from calculating with it.
func isTextNumber(cell string) bool {
	return len(cell) > 1 && cell[0] == '\'' && cell[1] >= '0' && cell[1] <= '9' && strings.Trim(cell[1:], "0123456789-* .,:/") == ""
}

// isFormula reports whether a spreadsheet would calculate a cell (OWASP, CSV
// Injection), also in the wide letters of East Asia. Plain negative numbers are
// what they are.
func isFormula(text string) bool {
	first, n := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune("=+-@\t\r＝＋－＠", first) || text == "" {
		return false
	}
	digits := strings.Trim(text[n:], "0123456789")
	return first != '-' || n == len(text) || digits != "" && digits != "."
}

// acts reports whether a character does something instead of being shown:
// control characters but the line feed, and the marks that turn the direction of
// writing, after which a name would read as another (Unicode TR 36, section 3.1).
func acts(r rune) bool {
	switch {
	case r < ' ' || r == 0x7f:
		return r != '\n'
	case r < 0x80 || r > lastBidi: // nearly all there are
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// lastBidi is the greatest of the marks that turn the direction of writing.
const lastBidi = 0x2069

// needsEscapes reports whether a cell could not hold a text, or would lose its
// blanks at the ends.
func needsEscapes(text string) bool {
	return text != strings.TrimSpace(text) || strings.IndexFunc(text, acts) >= 0
}

// escaped writes a text with escapes behind the mark of them.
func escaped(text string) string {
	var b strings.Builder
	b.WriteString(quoted)
	start := strings.TrimLeftFunc(text, unicode.IsSpace)
	end := strings.TrimRightFunc(text, unicode.IsSpace)
	for i, r := range text {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case acts(r), i < len(text)-len(start), i >= len(end):
			b.WriteString(`\u{` + strconv.FormatInt(int64(r), 16) + "}")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unescaped reads what escaped has written behind the mark; what it cannot have
// written is no escaped text.
func unescaped(text string) (string, bool) {
	var b strings.Builder
	for text != "" {
		plain, rest, found := strings.Cut(text, `\`)
		b.WriteString(plain)
		if !found {
			break
		}
		r, rest, ok := cutEscape(rest)
		if !ok {
			return "", false
		}
		b.WriteRune(r)
		text = rest
	}
	return b.String(), true
}

// cutEscape reads one escape without its backslash.
func cutEscape(text string) (r rune, rest string, ok bool) {
	if rest, ok = strings.CutPrefix(text, `\`); ok {
		return '\\', rest, true
	}
	number, rest, ok := strings.Cut(strings.TrimPrefix(text, "u{"), "}")
	n, err := strconv.ParseUint(number, 16, 32)
	return rune(n), rest, ok && err == nil && strings.HasPrefix(text, "u{") && n <= unicode.MaxRune && utf8.ValidRune(rune(n))
}
