package exchange

import (
	"slices"
	"strings"
)

// Headings may take two rows: groups above (联系方式), their parts below (手机,
// 邮箱). What follows joins them.

// joinHeadings finds the rows of the headings around the one that was found, and
// returns the joined headings and the row behind them.
func joinHeadings(head []row, at int) (header row, behind int) {
	if at+1 < len(head) && isGroupRow(head[at], head[at+1]) && 2*knownHeadings(head[at+1].cells) >= len(filledTexts(trimmed(head[at+1].cells))) {
		return joinRows(head[at], head[at+1]), at + 2
	}
	if at > 0 && isGroupRow(head[at-1], head[at]) {
		return joinRows(head[at-1], head[at]), at + 1
	}
	return head[at], at + 1
}

// isGroupRow reports whether a row names groups of the headings below it: at
// least one of its cells has blank ones beside it, where the row below goes on.
func isGroupRow(upper, lower row) bool {
	if lower.line != upper.line+1 || looksLikeData(upper.cells) || looksLikeData(lower.cells) {
		return false
	}
	up, low := trimmed(upper.cells), trimmed(lower.cells)
	if len(filledTexts(up)) < 2 || slices.ContainsFunc(up, saysSomething) {
		return false
	}
	groups := 0
	for i, text := range low {
		switch {
		case text == "" || i >= len(up) || up[i] != "":
		case groupAt(up, i) < 0:
			return false
		case low[groupAt(up, i)] != "":
			groups++
		}
	}
	for i, text := range up {
		if text != "" && (i >= len(low) || low[i] == "") && i+1 < len(low) && low[i+1] != "" && (i+1 >= len(up) || up[i+1] == "") {
			return false // the part below belongs to nothing
		}
	}
	return groups > 0
}

// saysSomething knows a cell that tells a thing together with its name, which no group
// does: 制表人：张三.
func saysSomething(cell string) bool {
	name, value, found := strings.Cut(strings.ReplaceAll(cell, "：", ":"), ":")
	return found && name != "" && strings.TrimSpace(value) != ""
}

// groupAt returns the cell that names the group of the i-th one, -1 for none.
func groupAt(up []string, i int) int {
	for i = min(i, len(up)-1); i >= 0; i-- {
		if up[i] != "" {
			return i
		}
	}
	return -1
}

// joinRows puts groups before the parts that would not be told apart, or not be
// known, without them.
func joinRows(upper, lower row) row {
	up, low := trimmed(upper.cells), trimmed(lower.cells)
	count := map[string]int{}
	for _, text := range low {
		count[text]++
	}
	out := row{line: upper.line, cells: make([]string, max(len(up), len(low)))}
	for i := range out.cells {
		part, group := "", ""
		if i < len(low) {
			part = low[i]
		}
		if g := groupAt(up, i); g >= 0 && (part != "" || g == i) {
			group = up[g]
		}
		_, known := readHeading(part).known()
		switch {
		case part == "":
			out.cells[i] = group
		case group == "" || group == part || count[part] == 1 && known:
			out.cells[i] = part
		default:
			out.cells[i] = strings.TrimSpace(group + " " + part)
		}
	}
	return out
}
