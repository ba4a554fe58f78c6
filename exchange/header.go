package exchange

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// headerRows is how far down the headings are looked for.
const headerRows = 100

// headerIndex returns which of the first rows holds the headings, -1 for none:
// the first row with the most words that we know as headings. Where we know
// none, it is the first row that is as wide as the others, unless its cells
// look like data.
func headerIndex(head []row) int {
	if best := knownHeader(head); best >= 0 {
		return best
	}
	width := usualWidth(head)
	for i, r := range head {
		if filled(r.cells) < width {
			continue
		}
		if looksLikeData(r.cells) {
			return -1
		}
		return i
	}
	return 0
}

// knownHeader returns which of the first rows has the most words that we know, -1
// where none has any.
func knownHeader(head []row) int {
	width := usualWidth(head)
	best, most := -1, 0
	for i, r := range head[:min(headerRows, len(head))] {
		n := knownHeadings(r.cells)
		if n > most && (n > 1 || filled(r.cells) >= width) { // a lone word may be a note
			best, most = i, n
		}
	}
	return best
}

// knownHeadings counts the cells that are headings of some field. A row with a
// cell that can only be data has none.
func knownHeadings(cells []string) int {
	n := 0
	for _, c := range cells {
		if looksLike(c) != "" {
			return 0
		}
		if utf8.RuneCountInString(c) > maxHeading {
			continue
		}
		if _, ok := readHeading(c).known(); ok {
			n++
		}
	}
	return n
}

// explainsHeadings reports whether rows tell what to fill in under headings rather than
// filling it in: 姓名 | 必填, 手机 | 11 位 below each other.
func explainsHeadings(head []row) bool {
	explained := map[string]bool{}
	for _, r := range head {
		if cells := filledTexts(trimmed(r.cells)); len(cells) > 1 && len(cells) < 5 {
			if _, ok := readHeading(cells[0]).known(); ok {
				explained[cells[0]] = true
			}
		}
	}
	return len(explained) > 2 || len(explained) == 2 && len(head) < 5
}

// usualWidth returns the most frequent number of filled cells, the greater one
// of equals.
func usualWidth(head []row) int {
	counts := map[int]int{}
	best := 0
	for _, r := range head {
		n := filled(r.cells)
		if counts[n]++; counts[n] > counts[best] || counts[n] == counts[best] && n > best {
			best = n
		}
	}
	return best
}

// filled returns the number of cells up to the last that holds something.
func filled(cells []string) int {
	n := len(cells)
	for n > 0 && strings.TrimSpace(cells[n-1]) == "" {
		n--
	}
	return n
}

func widest(head []row) int {
	n := 0
	for _, r := range head {
		n = max(n, filled(r.cells))
	}
	return n
}

func looksLikeData(cells []string) bool {
	for _, c := range cells {
		if _, err := strconv.ParseFloat(strings.TrimSpace(c), 64); err == nil || looksLike(c) != "" {
			return true
		}
	}
	return false
}

// columns returns the columns of the table: one for each heading, and one for
// each cell below that has no heading but holds something.
func (rs *rows) columns() []Column {
	var columns []Column
	for i, heading := range rs.header.cells {
		heading = strings.Join(strings.Fields(heading), " ")
		if heading == "" && !rs.holds(i) {
			continue
		}
		if heading == "" {
			heading = "(" + strconv.Itoa(i+1) + ")"
		}
		columns = append(columns, Column{Heading: heading, Index: i})
	}
	return columns
}

// holds reports whether a row read ahead has something in its i-th cell.
func (rs *rows) holds(i int) bool {
	for _, r := range rs.ahead {
		if i < len(r.cells) && strings.TrimSpace(r.cells[i]) != "" {
			return true
		}
	}
	return false
}
