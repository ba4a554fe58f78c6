package cli

import "strings"

// A lastWord is the word at the cursor of a line of bash.
type lastWord struct {
	text  string // what it says, without quotes and backslashes
	fixed string // the beginning of it that readline leaves as it is
	quote rune   // the quote that is open, 0 for none
}

// splitLine parts a line of bash, up to the cursor, into the words before the
// last one and that. Nothing is expanded: variables and commands stay as they
// were typed. Readline puts a completion in the place of what stands behind the
// open quote, or else behind the last of breaks.
func splitLine(line, breaks string) (words []string, last lastWord) {
	var word strings.Builder
	var quote rune
	begun, escaped, fixed := false, false, 0
	for _, r := range line {
		switch {
		case escaped:
			if quote == '"' && !strings.ContainsRune("$`\"\\", r) {
				word.WriteByte('\\')
			}
			word.WriteRune(r)
			escaped = false
		case r == '\\' && quote != '\'':
			begun, escaped = true, true
		case quote != 0 && r == quote:
			quote, fixed = 0, word.Len()
		case quote == 0 && (r == '\'' || r == '"'):
			begun, quote, fixed = true, r, word.Len()
		case quote == 0 && (r == ' ' || r == '\t' || r == '\n'):
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun, fixed = false, 0
		default:
			begun = true
			word.WriteRune(r)
			if quote == 0 && strings.ContainsRune(breaks, r) {
				fixed = word.Len()
			}
		}
	}
	return words, lastWord{word.String(), word.String()[:fixed], quote}
}

// replies returns candidates as readline puts them in, with what they mean where
// several will be listed. Readline inserts what all begin with: where none of
// several begins with what was typed, as customers that were found by their
// sound do, that is one of them, so that nothing is put in and they are listed.
func (w lastWord) replies(found []candidate, explain bool) []string {
	typed := w.text[len(w.fixed):]
	var matching, others []candidate
	for _, c := range found {
		tail, ok := strings.CutPrefix(c.text, w.fixed)
		if !ok {
			continue
		}
		if c.text = tail; strings.HasPrefix(tail, typed) {
			matching = append(matching, c)
		} else {
			others = append(others, c)
		}
	}
	if len(matching) == 0 {
		matching = others
		if len(others) > 1 {
			matching = append(matching, candidate{text: typed})
		}
	}
	if len(matching) == 1 && w.quote != 0 && wantsMore(matching[0].text) {
		// A single one would have its quote closed.
		matching = append(matching, candidate{text: matching[0].text + "…"})
	}
	lines := make([]string, len(matching))
	for i, c := range matching {
		lines[i] = w.written(c.text)
		if explain && len(matching) > 1 && c.about != "" {
			lines[i] += "  (" + c.about + ")"
		}
	}
	return lines
}

// wantsMore reports whether a value belongs behind a candidate.
func wantsMore(text string) bool {
	for _, sign := range []string{":", "=", "<", ">", ".."} {
		if strings.HasSuffix(text, sign) {
			return true
		}
	}
	return false
}

// written returns text as bash reads it behind the quote that is open.
func (w lastWord) written(text string) string {
	switch w.quote {
	case '\'':
		return strings.ReplaceAll(text, "'", `'\''`)
	case '"':
		return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(text)
	}
	var b strings.Builder
	for i, r := range text {
		if strings.ContainsRune(" \t\"'\\$`&|;<>()*?[]{}!^", r) || i == 0 && w.fixed == "" && strings.ContainsRune("#~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
