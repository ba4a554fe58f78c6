package exchange

// nearest returns the one of names that word was most likely meant to be, ""
// when more than about a third of its letters would have to change.
func nearest(word string, names []string) string {
	letters := []rune(foldHeading(word))
	best, least := "", max(1, (len(letters)+2)/3)+1
	for _, name := range names {
		if d := distance(letters, []rune(foldHeading(name))); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance is Levenshtein's: how many letters are put in, left out or changed
// to make b of a.
func distance(a, b []rune) int {
	costs := make([]int, len(b)+1)
	for j := range costs {
		costs[j] = j
	}
	for i, x := range a {
		diagonal := costs[0]
		costs[0] = i + 1
		for j, y := range b {
			change := diagonal
			if x != y {
				change++
			}
			diagonal = costs[j+1]
			costs[j+1] = min(change, costs[j]+1, diagonal+1)
		}
	}
	return costs[len(b)]
}
