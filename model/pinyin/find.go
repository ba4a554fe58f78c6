package pinyin

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostFound is the longest word that is looked for, in bytes, and how many
// characters of a text are looked at: a line shows no more.
const mostFound = 100

// Find returns the first part of text, in bytes, that a word names: by its
// characters, by sound, by initials or by a mixture, as the search index finds it
// ("zhangw", "zw" and "张w" all name 张伟). Accents and letter case do not count,
// gaps in the text are passed over. ok is false where there is none.
func Find(text, word string) (from, to int, ok bool) {
	for _, spelling := range Spellings(Typed(word[:min(len(word), 2*mostFound)])) {
		if from, to, ok = find(text, spelling); ok {
			break
		}
	}
	return from, to, ok
}

// find is Find for a word that is folded.
func find(text, word string) (from, to int, ok bool) {
	if word == "" || len(word) > mostFound {
		return 0, 0, false
	}
	letters := spell(text, strings.ContainsFunc(word, isLatin))
	for i, l := range letters {
		if l.gap || !l.han && i > 0 && !letters[i-1].gap && !letters[i-1].han {
			continue // Latin words are found by their beginnings
		}
		if end := match(letters, i, word); end > 0 {
			return l.at, letters[end-1].end, true
		}
	}
	return 0, 0, false
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' }

// A letter is one character of a text and what can be typed for it.
type letter struct {
	at, end int    // bytes of the text
	typed   string // itself in lower case, without accents
	also    string // an umlaut with its e; "" for others
	sound   string // of a Chinese character
	han     bool
	gap     bool
}

// spell lists the characters of a text, with their sounds if they are wanted.
func spell(text string, sounds bool) []letter {
	out := make([]letter, 0, min(len(text), mostFound))
	for i, size := 0, 0; i < len(text) && len(out) < mostFound; i += size {
		var r rune
		r, size = utf8.DecodeRuneInString(text[i:]) // its length: broken bytes are one each
		l := letter{at: i, end: i + size, typed: text[i : i+size]}
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		case IsHan(r):
			l.han = true
		default:
			l.typed = Fold(string(r))
			l.gap = !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
			if strings.ContainsRune("äöüÄÖÜ", r) {
				l.also = l.typed + "e"
			}
		}
		if l.han && sounds {
			l.sound = reading(r)
		}
		out = append(out, l)
	}
	if sounds {
		voice(out)
	}
	return out
}

// voice gives a name the reading of its surname.
func voice(letters []letter) {
	i := 0
	for i < len(letters) && letters[i].gap {
		i++
	}
	var runes []rune
	for _, l := range letters[i:min(len(letters), i+2)] {
		if l.han {
			runes = append(runes, []rune(l.typed)[0])
		}
	}
	for k, sound := range surname(runes) {
		letters[i+k].sound = sound
	}
	for from := 0; from < len(letters); from++ {
		voicePlace(letters, &from)
	}
}

// voicePlace gives the run of Chinese characters at a letter the readings of places
// in it, and goes to its end.
func voicePlace(letters []letter, from *int) {
	var run []rune
	var sounds []string
	start := *from
	for ; *from < len(letters) && letters[*from].han; *from++ {
		r, _ := utf8.DecodeRuneInString(letters[*from].typed)
		run, sounds = append(run, r), append(sounds, letters[*from].sound)
	}
	place(run, sounds)
	for i, sound := range sounds {
		letters[start+i].sound = sound
	}
}

// match returns the place behind the letters from i on that the word names, 0
// for none. It keeps how much of the word each letter can end, so that the time
// does not grow with the ways of reading it.
func match(letters []letter, i int, word string) int {
	ends := []int{0}
	for ; i < len(letters) && len(ends) > 0; i++ {
		if letters[i].gap {
			continue
		}
		var next []int
		for _, at := range ends {
			for _, n := range letters[i].lengths(word[at:]) {
				if at+n == len(word) {
					return i + 1
				}
				if !slices.Contains(next, at+n) {
					next = append(next, at+n)
				}
			}
		}
		ends = next
	}
	return 0
}

// lengths are how much of the beginning of a word may stand for the letter: its
// own text, or of a Chinese character the sound, the begin of it where the word
// ends, or the initial.
func (l letter) lengths(word string) []int {
	var out []int
	for _, typed := range [...]string{l.typed, l.also} {
		if typed != "" && strings.HasPrefix(word, typed) {
			out = append(out, len(typed))
		}
	}
	switch {
	case l.sound == "":
		return out
	case strings.HasPrefix(word, l.sound):
		out = append(out, len(l.sound))
	case strings.HasPrefix(l.sound, word):
		out = append(out, len(word))
	}
	if word[0] == l.sound[0] {
		out = append(out, 1)
	}
	return out
}
