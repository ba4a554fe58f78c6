package widget

import (
	"math"
	"strings"
)

// across has the eighths of a cell.
const across = "▏▎▍▌▋▊▉█"

// eighth returns the n-th character, counted from 0, of a row.
func eighth(row string, n int) string {
	size := len(row) / 8
	return row[n*size : (n+1)*size]
}

// Bar draws value as a bar of at most w cells, max being the full width, and
// fills up with spaces. A value above nought shows at least a sliver; negative
// values and a max of nought show nothing.
func Bar(value, max float64, w int) string {
	if w <= 0 || !(max > 0) || !(value > 0) { // written so that NaN shows nothing
		return spaces(w)
	}
	n := int(math.Round(math.Min(value/max, 1) * float64(w) * 8))
	s := strings.Repeat("█", n/8)
	if rest := n % 8; rest > 0 {
		s += eighth(across, rest-1)
	} else if n == 0 {
		s = eighth(across, 0)
	}
	return Cell(s, w, false)
}

// BarLine draws "label ████▌ text" in w cells; label and text get their own widths.
func BarLine(st Styles, label string, labelW int, value, max float64, text string, textW, w int) string {
	bar := Bar(value, max, w-labelW-textW-4)
	return Cell(Cell(Grid(label), labelW, false)+"  "+NewBrush(st.Accent).Paint(bar)+
		"  "+Cell(Grid(text), textW, true), w, false)
}

// Spark draws one cell per value, from nought to the highest value of the row.
// Nought and less is the lowest line, which nothing above nought shares. The steps
// are one-cell characters from low to high, such as those of [Signs].
func Spark(values []float64, steps string) string {
	rows := []rune(steps)
	hi := 0.0
	for _, v := range values {
		hi = max(hi, v)
	}
	var b strings.Builder
	for _, v := range values {
		n := 0
		if v > 0 && hi > 0 {
			n = clamp(int(math.Ceil(v/hi*float64(len(rows)-1))), len(rows)-1)
		}
		b.WriteRune(rows[n])
	}
	return b.String()
}
