package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kehu/model/pinyin"
	"kehu/query"
)

// expression returns the FTS5 expression that finds what starts with the words
// of a free text, each behind a mark ("" for anywhere), or "" when it has none.
// Every word is quoted, so that nothing typed is read as syntax.
//
// FTS5 steps through all lists of an AND together, and makes one AND of several
// that stand in each other; only what a NOT is about it finds by itself. With
// it the long lists of frequent words are looked into where the others agree,
// which takes a tenth of the time.
func expression(text, mark string) string {
	rare, frequent := terms(text, mark)
	all := strings.Join(slices.Concat(rare, frequent), " AND ")
	if len(rare) < 2 || len(frequent) == 0 {
		return all
	}
	return "((" + strings.Join(rare, " AND ") + ") NOT " + nothing + ") AND " + strings.Join(frequent, " AND ")
}

// indexed returns the expression of a condition that asks for nothing but words,
// "" for others.
func (c *compiler) indexed(n query.Node) string {
	switch n := n.(type) {
	case query.Word:
		if plainWord(n) {
			return "(" + expression(n.Text, "") + ")"
		}
	case query.Term:
		return c.indexedTerm(n)
	case query.And:
		return c.joined(n, " AND ")
	case query.Or:
		return c.joined(n, " OR ")
	}
	return ""
}

func (c *compiler) joined(nodes []query.Node, by string) string {
	all := make([]string, len(nodes))
	for i, n := range nodes {
		if all[i] = c.indexed(n); all[i] == "" {
			return ""
		}
	}
	return "(" + strings.Join(all, by) + ")"
}

// negated returns the expression of what a condition excludes, if that is nothing
// but words.
func (c *compiler) negated(n query.Node) string {
	if not, ok := n.(query.Not); ok {
		return c.indexed(not.Node)
	}
	return ""
}

// subtract returns the expression of what one finds and another one, if there is
// any, does not.
func subtract(from, without string) string {
	if without == "" {
		return from
	}
	return "(" + from + ") NOT " + without
}

// nothing is a term that no customer has: a mark without a name.
var nothing = quote(markExact)

// terms returns the terms of all words of a text, those of frequent words apart.
func terms(text, mark string) (rare, frequent []string) {
	for _, piece := range strings.FieldsFunc(pinyin.Typed(text), isBreak) {
		begins := begun(piece)
		for _, run := range pinyin.Runs(piece) {
			star := ""
			if isPrefix(run) {
				star = "*"
			}
			for _, word := range runWords(run) {
				term := orBegun(anyOf(mark, pinyin.Spellings(word), star), begins)
				if isFrequent(word) {
					frequent = append(frequent, term)
				} else {
					rare = append(rare, term)
				}
			}
		}
	}
	return rare, frequent
}

// begun returns the expression that finds the names that begin with a piece of text,
// whatever gaps are in them: zhangwei is also Zhang Wei, 张伟 also 张 伟. "" where
// these begin with the first word of it in any case, and where it is no name.
func begun(piece string) string {
	if n := utf8.RuneCountInString(piece); n < 2 || n > longest {
		return ""
	}
	return anyOf(markStart, pinyin.Spellings(piece), "*")
}

// orBegun returns the expression of what one of two finds, of which the second may be "".
func orBegun(a, b string) string {
	if b == "" {
		return a
	}
	return "(" + a + " OR " + b + ")"
}

// isPrefix reports whether a run finds all words that begin with it: a Latin word
// or single character.
func isPrefix(run pinyin.Run) bool { return !run.Han || utf8.RuneCountInString(run.Text) == 1 }

// runWords returns the words of a run: longer Chinese goes by its pairs.
func runWords(run pinyin.Run) []string {
	if isPrefix(run) {
		return []string{run.Text}
	}
	runes := []rune(run.Text)
	words := make([]string, len(runes)-1)
	for i := range words {
		words[i] = string(runes[i : i+2])
	}
	return words
}

// anyOf returns the expression that finds any of some words behind a mark; with a star,
// what begins with them.
func anyOf(mark string, words []string, star string) string {
	all := make([]string, len(words))
	for i, word := range words {
		all[i] = quote(mark+word) + star
	}
	if len(all) == 1 {
		return all[0]
	}
	return "(" + strings.Join(all, " OR ") + ")"
}

func quote(word string) string { return `"` + strings.ReplaceAll(word, `"`, `""`) + `"` }

// tiers returns the expressions of the matches of a free text, the best first:
// the exact name, names that sound exactly so, names that begin so, other names, the
// rest. No customer is in two of them. A name that sounds so is known by what it
// begins with: its whole sound, and nothing behind it. Of characters alone no name is
// the sound.
func tiers(text string) []string {
	whole, rest := closeUp(pinyin.Typed(text)), expression(text, "")
	if whole == "" || rest == "" {
		return nil
	}
	name, begins := "("+expression(text, markName)+")", beginnings(whole)
	exact, alike, start := anyOf(markExact, shortened(pinyin.Spellings(whole)), ""), anyOf(markStart, begins, ""), anyOf(markStart, begins, "*")
	if !isPiece(text, whole) { // without gaps a name may begin so, and have none of the words
		return []string{both(name, exact), both(name, alike) + " NOT " + exact, both(name, start) + " NOT " + alike, name + " NOT " + start, "(" + rest + ") NOT " + name}
	}
	ends := []string{name + " NOT " + start, "(" + rest + ") NOT " + name + " NOT " + start}
	if pinyin.Runs(whole)[0].Han {
		return append([]string{exact, start + " NOT " + exact}, ends...)
	}
	return append([]string{exact, alike + " NOT " + exact, start + " NOT " + alike}, ends...)
}

// both returns the expression of what two find.
func both(all, some string) string { return "(" + all + " AND " + some + ")" }

// isPiece reports whether all names that begin with a text without gaps have its words:
// it has no gaps, is of one script and no longer than what stands behind markStart.
func isPiece(text, whole string) bool {
	return !isMixed(whole) && utf8.RuneCountInString(whole) <= longest && !strings.ContainsFunc(strings.TrimFunc(text, isBreak), isBreak)
}

// beginnings returns what stands behind markStart of a name that begins with a text
// without gaps: of characters and letters together, their sound and initials.
func beginnings(whole string) (out []string) {
	for _, spelling := range pinyin.Spellings(whole) {
		if !isMixed(whole) {
			out = append(out, spelling)
			continue
		}
		sound, initials := pinyin.Sound(spelling)
		out = append(out, sound, initials)
	}
	return shortened(out)
}

// isMixed reports whether a text has Chinese characters and others.
func isMixed(text string) bool { return len(pinyin.Runs(text)) > 1 }

func shortened(texts []string) []string {
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = short(text)
	}
	return out
}

// digits returns the digits of a text that looks like a telephone number, last
// first and without the trunk nought or 00 of an international call; "" when
// it is anything else or shorter than four.
func digits(text string) string {
	var b strings.Builder
	for _, r := range pinyin.Fold(text) {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case !strings.ContainsRune("+-() .", r):
			return ""
		}
	}
	if b.Len() < 4 {
		return ""
	}
	if d := strings.TrimLeft(b.String(), "0"); d != "" {
		return reverse(d)
	}
	return b.String()
}
