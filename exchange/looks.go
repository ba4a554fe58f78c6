package exchange

import (
	"regexp"
	"strings"
	"unicode"
)

// looks are cells that can only be one thing, whatever stands above them.
var looks = []struct {
	what string
	re   *regexp.Regexp
}{
	{"email", regexp.MustCompile(`^(mailto:)?[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]+$`)},
	// Mobiles of China (masked ones too), numbers with a country code, land lines with an area code.
	{"phone", regexp.MustCompile(`^((\+|00)?86[- ]?)?1[3-9]\d[- ]?[\d*]{4}[- ]?\d{4}$|^\+[1-9][\d ()./-]{7,18}\d$|^\(?0\d{2,3}\)?[- ]\d{7,8}$`)},
	{"url", regexp.MustCompile(`^https?://\S+$`)},
	{"date", regexp.MustCompile(`^\d{4}([-/.年])\d{1,2}([-/.月])\d{1,2}`)},
}

// looksLike returns "email", "phone", "url" or "date" for a cell that can be
// nothing else, and "".
func looksLike(cell string) string {
	cell = strings.TrimSpace(cell)
	if len(cell) < len("a@b.c") || len(cell) > 300 {
		return ""
	}
	for _, l := range looks {
		if l.re.MatchString(cell) {
			return l.what
		}
	}
	return ""
}

// looksOf returns what at least four in five of a column's cells look like, as
// by looksLike, else "words" for cells with a letter and "number" for digits only.
func looksOf(index int, sample []row) string {
	counts := map[string]int{}
	all := 0
	for _, r := range sample {
		if index >= len(r.cells) || strings.TrimSpace(r.cells[index]) == "" {
			continue
		}
		all++
		counts[looksRoughly(r.cells[index])]++
	}
	for what, n := range counts {
		if what != "" && 5*n >= 4*all {
			return what
		}
	}
	return ""
}

// looksRoughly is looksLike with a second look at cells that can be much.
func looksRoughly(cell string) string {
	if what := looksLike(cell); what != "" {
		return what
	}
	switch {
	case strings.IndexFunc(cell, unicode.IsLetter) >= 0:
		return "words"
	case strings.Trim(strings.TrimSpace(cell), "0123456789") == "":
		return "number"
	}
	return ""
}
