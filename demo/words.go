package demo

import (
	"strconv"
	"strings"
)

// A word is part of a name with its Latin letters, which mail addresses and
// chat names are made of.
type word struct{ text, latin string }

// A lexicon is the word lists of the package in the form that makers draw from.
type lexicon struct {
	surnames []word // each as often as it is frequent
	given    [len(generations)]map[string]names
	cities   []int // indexes of citiesZH, each as often as its weight
	nations  []*people
}

// names are given names of one generation and sex: whole ones, and characters
// that combine into others.
type names struct{ whole, first, second []word }

// people are the names of a nation, ready to draw from.
type people struct {
	*nation
	male, female, family []word
}

func newLexicon() *lexicon {
	l := &lexicon{surnames: deck(surnamesZH)}
	for i, g := range generations {
		l.given[i] = map[string]names{
			male:   {words(g.men), words(g.menFirst), words(g.menSecond)},
			female: {words(g.women), words(g.womenFirst), words(g.womenSecond)},
		}
	}
	for i, c := range citiesZH {
		l.cities = append(l.cities, repeat(i, c.weight)...)
	}
	for i := range nations {
		n := &nations[i]
		p := &people{nation: n, male: words(n.men), female: words(n.women), family: words(n.families)}
		l.nations = append(l.nations, repeat(p, n.weight)...)
	}
	return l
}

// words reads a list of text/latin pairs between spaces. Without the second
// half the Latin letters are those of the text; _ stands for a space.
func words(list string) []word {
	fields := strings.Fields(list)
	all := make([]word, len(fields))
	for i, f := range fields {
		text, latin, cut := strings.Cut(f, "/")
		if !cut {
			latin = plain(text)
		}
		all[i] = word{strings.ReplaceAll(text, "_", " "), latin}
	}
	return all
}

// deck reads a list of text/latin/weight and holds each word weight times.
func deck(list string) []word {
	var all []word
	for _, w := range words(list) {
		latin, weight, _ := strings.Cut(w.latin, "/")
		n, _ := strconv.Atoi(weight)
		all = append(all, repeat(word{w.text, latin}, n)...)
	}
	return all
}

func repeat[T any](value T, n int) []T {
	all := make([]T, n)
	for i := range all {
		all[i] = value
	}
	return all
}

// plain returns a name as a mail address has it: ASCII, lower case. German
// umlauts become two letters, as Germans do.
func plain(name string) string { return asciiLetters.Replace(strings.ToLower(name)) }

var asciiLetters = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss",
	"à", "a", "á", "a", "â", "a", "ã", "a", "å", "a", "ă", "a", "ạ", "a", "ả", "a", "ầ", "a", "ấ", "a",
	"ç", "c", "ć", "c", "č", "c", "đ", "d", "è", "e", "é", "e", "ê", "e", "ë", "e", "ế", "e", "ễ", "e", "ę", "e",
	"í", "i", "î", "i", "ï", "i", "ị", "i", "ł", "l", "ñ", "n", "ń", "n", "ó", "o", "ô", "o", "õ", "o", "ø", "o",
	"ơ", "o", "ỗ", "o", "ứ", "u", "ắ", "a", "ặ", "a", "ồ", "o", "ớ", "o", "ọ", "o", "ś", "s", "š", "s", "ú", "u", "û", "u", "ư", "u", "ù", "u",
	"ũ", "u", "ý", "y", "ỳ", "y", "ź", "z", "ż", "z", "ž", "z", "'", "", "’", "", "-", "", "_", "", " ", "")
