package store

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kehu/model"
	"kehu/model/pinyin"
)

// The search index is one FTS5 column of words that we cut ourselves, because
// FTS5's own tokenizers do not find a two-character name in a longer text:
//
//   - Chinese: each pair of neighbours, and the last character alone, so that
//     any one or more characters in a row are found by prefix;
//   - names also as pinyin and as initials (zhangwei, zw);
//   - Latin words in plain lower case, mail addresses also by their parts;
//   - the words of names once more behind a mark, so that matches of the name
//     can come first; those of some fields too, so that the fields are found by them;
//   - the products that were bought, each as one word.
//
// Telephone numbers are not here: contact_points.tail finds them by their end.
// detail=none keeps the index small; it knows no neighbours, so that words of a
// query are joined by AND.

// The marks are characters of the private use area, which the tokenizer takes
// for letters and nobody types.
const (
	markExact = "\uE000" // the whole name
	markStart = "\uE001" // what a name begins with
	markName  = "\uE002" // a word of a name

	markContent     = "\uE003" // a word of a contact entry
	markNotes       = "\uE004"
	markPreferences = "\uE005"
	markProduct     = "\uE006" // the id of a product, see productWord
)

// longest is how many characters of a name are kept behind markStart and
// markExact; nobody types on.
const longest = 24

// A cutter gathers the search words of one customer after the other, each word
// once. It remembers those of texts that many customers have, so that it serves
// one goroutine.
type cutter struct {
	words  []byte // joined by blanks
	seen   map[string]bool
	common func(string) []string // cut
	tag    func(string) []string // soundWords
}

func newCutter() *cutter {
	return &cutter{seen: map[string]bool{}, common: remembering(cut), tag: remembering(soundWords)}
}

// customer returns the words of a customer, joined by blanks; they are the caller's.
func (w *cutter) customer(c findable) []byte {
	w.words = w.words[:0]
	clear(w.seen)
	w.name(c.DisplayName())
	w.add(soundWords(c.Company))
	for _, p := range c.People {
		w.add(soundWords(p.Name))
		w.add(w.common(p.Title))
		w.add(cut(p.Notes))
	}
	for _, p := range c.ContactPoints {
		if !isNumber(p) || strings.ContainsFunc(p.Value, unicode.IsLetter) { // numbers are found by their digits
			w.add(cut(p.Value))
		}
		w.add(w.common(p.Label))
	}
	for _, tag := range c.Tags {
		w.add(w.tag(tag))
	}
	for _, v := range c.Custom {
		if isWordy(v.Type) {
			for _, part := range v.Parts() {
				w.add(w.common(part))
			}
		}
	}
	for _, text := range []string{c.Title, c.Industry, c.Source, c.Owner, c.Address.Country, c.Address.Province, c.Address.City,
		c.Address.District, c.Address.Postcode} {
		w.add(w.common(text))
	}
	w.add(wholeNames(c.Address.City))
	w.add(cut(addressText(c.Address)))
	w.both(markPreferences, c.Preferences)
	w.both(markNotes, c.Notes)
	for _, content := range c.contents {
		w.both(markContent, content)
	}
	for _, id := range c.products {
		w.isNew(productWord(id))
	}
	return bytes.Clone(w.words)
}

// addressText is an address as address: sees it, see columns: Chinese ones are typed as
// a whole.
func addressText(a model.Address) string {
	return a.Country + " " + a.Province + a.City + a.District + a.Street
}

// both adds the words of a text as they are and behind a mark.
func (w *cutter) both(mark, text string) {
	w.add(cut(text))
	w.behind(mark, text)
}

// add adds those words that are new.
func (w *cutter) add(words []string) {
	for _, word := range words {
		w.isNew(word)
	}
}

// isNew adds a word if it is new, and reports whether it is.
func (w *cutter) isNew(word string) bool {
	if word == "" || w.seen[word] {
		return false
	}
	w.seen[word] = true
	w.write("", word)
	return true
}

func (w *cutter) write(mark, word string) {
	if len(w.words) > 0 {
		w.words = append(w.words, ' ')
	}
	w.words = append(append(w.words, mark...), word...)
}

// name adds the name of a customer, before anything else: as any text that has a
// sound and behind the marks.
func (w *cutter) name(name string) {
	for _, word := range soundWords(name) {
		if w.isNew(word) {
			w.write(markName, word)
		}
	}
	forms := wholeNames(name)
	for i, whole := range forms {
		if whole == "" || slices.Contains(forms[:i], whole) {
			continue
		}
		if i == 0 {
			w.write(markExact, whole)
		}
		w.write(markStart, whole)
	}
}

// soundWords returns the words of a text with pinyin and initials of its
// Chinese runs from each character on, so that a given name alone is found.
func soundWords(text string) []string {
	if text == "" {
		return nil
	}
	out := cut(text)
	for i, run := range pinyin.Runs(pinyin.Fold(strings.TrimSpace(text))) {
		if run.Han {
			out = append(out, sounds(pinyin.Syllables(run.Text, i == 0))...)
		}
	}
	return out
}

// sounds returns full pinyin and initials from each syllable on.
func sounds(syllables []string) []string {
	const most = 8 // syllables: nobody types on
	var out []string
	for i := range syllables {
		rest := syllables[i:min(len(syllables), i+most)]
		out = append(out, strings.Join(rest, ""), initials(rest))
	}
	return out
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

// wholeNames returns a name without its gaps: as written, and by sound and initials.
func wholeNames(name string) []string {
	written := closeUp(pinyin.Fold(name))
	sound, initials := pinyin.Sound(written)
	return []string{short(written), short(sound), short(initials)}
}

// closeUp takes out all that parts words.
func closeUp(text string) string {
	return strings.Join(strings.FieldsFunc(text, isBreak), "")
}

func short(text string) string {
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest])
	}
	return text
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")

// cut returns the index words of a text; with umlauts, in both spellings.
func cut(text string) []string {
	out := fragments(pinyin.Fold(text))
	if strings.ContainsAny(text, "äöüÄÖÜ") { // Köhler is also found as Koehler
		out = append(out, fragments(pinyin.Fold(umlauts.Replace(text)))...)
	}
	return out
}

func fragments(folded string) []string {
	var out []string
	for _, piece := range strings.FieldsFunc(folded, isBreak) {
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
func pairs(run string) (out []string) {
	before := -1
	for i, r := range run {
		if before >= 0 {
			out = append(out, run[before:i+utf8.RuneLen(r)])
		}
		before = i
	}
	return append(out, run[before:])
}
