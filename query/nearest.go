package query

import "strings"

// Nearest returns the one of names that word was most likely meant to be, ""
// when none is near. Near is an edit distance of at most a third of the word
// (one for short words), or a name that begins with the word.
func Nearest(word string, names []string) string {
	word = normalName(word)
	runes := []rune(word)
	if len(runes) < 2 || len(runes) > longestName {
		return ""
	}
	best, least := "", max(1, len(runes)/3)+1
	for _, name := range names {
		if d := distance(runes, []rune(normalName(name))); d < least {
			best, least = name, d
		}
	}
	if best != "" {
		return best
	}
	for _, name := range names {
		if strings.HasPrefix(normalName(name), word) {
			return name
		}
	}
	return ""
}

// distance counts the insertions, deletions, substitutions and swaps of
// neighbours that turn a into b (optimal string alignment).
func distance(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(a)][len(b)]
}
