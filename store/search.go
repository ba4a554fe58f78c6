package store

import (
	"strings"
	"unicode"

	"kehu/model"
	"kehu/model/pinyin"
)

// The search index is one FTS5 column of words that we cut ourselves, because
// FTS5's own tokenizers do not find a two-character name in a longer text:
//
//   - Chinese: each pair of neighbours, and the last character alone, so that
//     any one or more characters in a row are found by prefix;
//   - names also as pinyin and as initials (zhangwei, zw);
//   - Latin words in plain lower case, mail addresses also by their parts.
//
// Telephone numbers are not here: contact_points.tail finds them by their end.
// detail=none keeps the index small; it knows no neighbours, so that words of a
// query are joined by AND.

// index writes the search words of a customer.
func (t *tx) index(c *model.Customer) error {
	return t.exec("INSERT OR REPLACE INTO customer_search (rowid, words) VALUES (?, ?)", c.ID, searchWords(c))
}

// searchWords returns the words by which a customer is found anywhere.
func searchWords(c *model.Customer) string {
	w := words{seen: map[string]bool{}}
	for _, name := range []string{c.Name, c.Company} {
		w.name(name)
	}
	for _, p := range c.People {
		w.name(p.Name)
		w.text(p.Title)
		w.text(p.Notes)
	}
	for _, p := range c.ContactPoints {
		w.text(p.Value)
		w.text(p.Label)
	}
	for _, tag := range c.Tags {
		w.name(tag)
	}
	for _, text := range []string{c.Title, c.Industry, c.Source, c.Owner, c.Address.Country, c.Address.Province,
		c.Address.District, c.Address.Street, c.Address.Postcode, c.Preferences, c.Notes} {
		w.text(text)
	}
	w.name(c.Address.City)
	return w.b.String()
}

// words gathers search words, each once, separated by spaces.
type words struct {
	b    strings.Builder
	seen map[string]bool
}

func (w *words) add(word string) {
	if word == "" || w.seen[word] {
		return
	}
	w.seen[word] = true
	if w.b.Len() > 0 {
		w.b.WriteByte(' ')
	}
	w.b.WriteString(word)
}

// name adds a text by its words and, where it is Chinese, by its sound.
func (w *words) name(text string) {
	if text == "" {
		return
	}
	w.text(text)
	for i, run := range pinyin.Runs(pinyin.Fold(strings.TrimSpace(text))) {
		if run.Han {
			w.sound(pinyin.Syllables(run.Text, i == 0))
		}
	}
}

// sound adds full pinyin and initials from each character on, so that the
// given name alone is found as well; long runs are cut where nobody types on.
func (w *words) sound(syllables []string) {
	const most = 8
	for i := range syllables {
		rest := syllables[i:min(len(syllables), i+most)]
		w.add(strings.Join(rest, ""))
		w.add(initials(rest))
	}
}

func initials(syllables []string) string {
	var b strings.Builder
	for _, s := range syllables {
		for _, r := range s {
			b.WriteRune(r)
			break
		}
	}
	return b.String()
}

// text adds the words of any text.
func (w *words) text(text string) {
	for _, word := range cut(text) {
		w.add(word)
	}
	if strings.ContainsAny(text, "äöüÄÖÜ") { // Köhler is also found as Koehler
		for _, word := range cut(umlauts.Replace(text)) {
			w.add(word)
		}
	}
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")

// cut returns the index words of a text.
func cut(text string) []string {
	var out []string
	for _, piece := range strings.FieldsFunc(pinyin.Fold(text), isBreak) {
		for _, run := range pinyin.Runs(piece) {
			if run.Han {
				out = append(out, pairs(run.Text)...)
			} else {
				out = append(out, run.Text)
			}
		}
	}
	return out
}

// isBreak reports whether r parts two words.
func isBreak(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }

// pairs returns each two neighbouring characters and the last one alone.
func pairs(run string) []string {
	runes := []rune(run)
	out := make([]string, len(runes))
	for i := range runes {
		out[i] = string(runes[i:min(len(runes), i+2)])
	}
	return out
}

// match returns the FTS5 expression that finds what starts with the words of a
// free text, or "" when it has none. Every word is quoted, so that nothing
// typed is read as syntax.
func match(text string) string {
	var terms []string
	for _, piece := range strings.FieldsFunc(pinyin.Fold(text), isBreak) {
		for _, run := range pinyin.Runs(piece) {
			terms = append(terms, runTerms(run)...)
		}
	}
	return strings.Join(terms, " AND ")
}

// runTerms returns the terms of one run: a Latin word or single character by
// prefix, longer Chinese by its pairs.
func runTerms(run pinyin.Run) []string {
	runes := []rune(run.Text)
	if !run.Han || len(runes) == 1 {
		return []string{quote(run.Text) + "*"}
	}
	terms := make([]string, len(runes)-1)
	for i := range terms {
		terms[i] = quote(string(runes[i : i+2]))
	}
	return terms
}

func quote(word string) string { return `"` + strings.ReplaceAll(word, `"`, `""`) + `"` }

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
	d := strings.TrimLeft(b.String(), "0")
	if b.Len() < 4 || d == "" {
		return reverseIf(b.String())
	}
	return reverse(d)
}

// reverseIf reverses a run of four or more digits; shorter ones are no tail.
func reverseIf(d string) string {
	if len(d) < 4 {
		return ""
	}
	return reverse(d)
}
