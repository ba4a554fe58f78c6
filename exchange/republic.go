package exchange

import (
	"regexp"
	"strings"
)

// Taiwan counts years from 1912. A day says so itself (民國113年3月5日), or the column does
// by its heading or by another of its cells; then 113/3/5 and 1130305 are such days too.
// A column whose years all have three figures or fewer, one of them three, can mean no
// others.

// republicWords name these years.
var republicWords = []string{"民國", "民国"}

// bareRepublicDay is a day that may be counted so: its year has no four figures.
var bareRepublicDay = regexp.MustCompile(`^(0?\d{2}|1\d{2})(\s*[年/.-].*|\d{4})$`)

// longRepublicDay is one whose year has three figures, as none has in our years.
var longRepublicDay = regexp.MustCompile(`^1[0-2]\d([/.-]\d{1,2}[/.-]|年\d{1,2}月)\d{1,2}日?(\s|$)`)

func saysRepublic(text string) bool {
	return strings.Contains(text, republicWords[0]) || strings.Contains(text, republicWords[1])
}

// republican reports whether a column of dates counts the years of the Republic.
func republican(c Column, sample []row) bool {
	if saysRepublic(c.Heading) {
		return true
	}
	long, others := false, false
	for _, r := range sample {
		if c.Index >= len(r.cells) {
			continue
		}
		text := strings.TrimSpace(r.cells[c.Index])
		if saysRepublic(text) {
			return true
		}
		long = long || longRepublicDay.MatchString(text)
		others = others || text != "" && !bareRepublicDay.MatchString(text)
	}
	return long && !others
}

// inRepublic has a bare day of such a column say how its years are counted.
func (s *Source) inRepublic(c Column, text string) string {
	if s.republican[c.Index] && bareRepublicDay.MatchString(text) {
		return republicWords[0] + text
	}
	return text
}
