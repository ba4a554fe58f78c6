package store

import (
	"strings"

	"kehu/model/pinyin"
)

// expression returns the FTS5 expression that finds what starts with the words
// of a free text, each behind a mark ("" for anywhere), or "" when it has none.
// Every word is quoted, so that nothing typed is read as syntax.
func expression(text, mark string) string {
	var terms []string
	for _, piece := range strings.FieldsFunc(pinyin.Fold(text), isBreak) {
		for _, run := range pinyin.Runs(piece) {
			terms = append(terms, runTerms(run, mark)...)
		}
	}
	return strings.Join(terms, " AND ")
}

// runTerms returns the terms of one run: a Latin word or single character by
// prefix, longer Chinese by its pairs.
func runTerms(run pinyin.Run, mark string) []string {
	runes := []rune(run.Text)
	if !run.Han || len(runes) == 1 {
		return []string{quote(mark+run.Text) + "*"}
	}
	terms := make([]string, len(runes)-1)
	for i := range terms {
		terms[i] = quote(mark + string(runes[i:i+2]))
	}
	return terms
}

func quote(word string) string { return `"` + strings.ReplaceAll(word, `"`, `""`) + `"` }

// tiers returns the expressions of the matches of a free text, the best first:
// the exact name, names that begin with it, other names, the rest. No customer
// is in two of them.
func tiers(text string) []string {
	whole := short(closeUp(pinyin.Fold(text)))
	rest := expression(text, "")
	if whole == "" || rest == "" {
		return nil
	}
	exact, start, name := quote(markExact+whole), quote(markStart+whole)+"*", "("+expression(text, markName)+")"
	return []string{exact, start + " NOT " + exact, name + " NOT " + start, "(" + rest + ") NOT " + name + " NOT " + start}
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
