// Package pinyin turns names into the Latin letters by which people type and
// sort them: Chinese characters into pinyin without tones, with the readings
// that surnames have of their own, and accented Latin into plain letters.
//
// Readings come from github.com/mozillazg/go-pinyin (data of the Unihan
// database); the surnames stand in surnames.go, the places in places.go.
package pinyin

import (
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	gopinyin "github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// Fold returns text in the normal form of the search index: NFKC, lower case,
// accents taken off Latin letters. Chinese stays as it is.
func Fold(text string) string {
	if isNormal(text) {
		return strings.ToLower(text)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r) && r < 0x370: // combining marks of Latin
		case letters[r] != "":
			b.WriteString(letters[r])
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return norm.NFKC.String(b.String())
}

// AppendFold appends what Fold makes of a text. Plain Latin and common Chinese, which most
// texts are, take no memory beside.
func AppendFold(to, text []byte) []byte {
	begin := len(to)
	for i := 0; i < len(text); i++ {
		b := text[i]
		switch {
		case 'A' <= b && b <= 'Z':
			b += 'a' - 'A'
		case b < 0x80:
		case i+2 < len(text) && isCommon(text[i:]):
			to, i = append(to, b, text[i+1]), i+2
			b = text[i]
		default:
			return append(to[:begin], Fold(string(text))...)
		}
		to = append(to, b)
	}
	return to
}

// isCommon reports whether a text of three bytes or more begins with a common Chinese
// character in UTF-8.
func isCommon(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return r >= firstCommon && r <= lastCommon
}

// Typed folds a text that somebody typed to find another: as Fold does, save that the
// ü of lü and nü stays, which may be that of a name or of pinyin, see Spellings.
func Typed(text string) string {
	if isNormal(text) {
		return Fold(text)
	}
	text = umlauts.Replace(toned.Replace(strings.ToLower(norm.NFC.String(text))))
	return strings.ReplaceAll(Fold(text), keptUmlaut, "ü")
}

// keptUmlaut stands for an ü that is not folded.
const keptUmlaut = "\x00"

var (
	toned   = strings.NewReplacer("ǖ", "ü", "ǘ", "ü", "ǚ", "ü", "ǜ", "ü")
	umlauts = strings.NewReplacer("lü", "l"+keptUmlaut, "nü", "n"+keptUmlaut)
)

// Spellings returns the folded texts as which a typed one stands in names: ü is u in
// Latin ones, and v in pinyin.
func Spellings(typed string) []string {
	if !strings.Contains(typed, "ü") {
		return []string{typed}
	}
	return []string{strings.ReplaceAll(typed, "ü", "u"), strings.ReplaceAll(typed, "ü", "v")}
}

// letters are the Latin letters that decompose into nothing simpler.
var letters = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o",
	'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ł': "l", 'Ł': "l", 'ı': "i",
}

func isPlain(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// isNormal reports whether nothing but capitals can be folded in text: it is
// ASCII and common Chinese, which are their own normal forms.
func isNormal(text string) bool {
	for _, r := range text {
		if r >= 0x80 && (r < firstCommon || r > lastCommon) {
			return false
		}
	}
	return true
}

// IsHan reports whether r is a Chinese character.
func IsHan(r rune) bool { return r >= 0x2E80 && unicode.Is(unicode.Han, r) }

// Syllables returns the reading of each character of a run of Chinese
// characters. With isName the run is a name, whose first one or two characters
// may be read as a surname; places have the readings of their own. A character without a reading stands for itself.
func Syllables(run string, isName bool) []string {
	runes := []rune(run)
	out := make([]string, 0, len(runes))
	if isName {
		out = append(out, surname(runes)...)
	}
	for _, r := range runes[len(out):] {
		out = append(out, reading(r))
	}
	place(runes, out)
	return out
}

// surname returns the readings of a surname that is read in a way of its own, or none.
func surname(runes []rune) []string {
	for _, n := range []int{2, 1} {
		if len(runes) >= n && surnames[string(runes[:n])] != "" {
			return strings.Fields(surnames[string(runes[:n])])
		}
	}
	return nil
}

// readings are those of the common characters, as far as they were asked for.
var readings [lastCommon - firstCommon + 1]atomic.Pointer[string]

// The block of Unicode with the common characters.
const firstCommon, lastCommon = 0x4E00, 0x9FFF

// reading returns the first reading of a character, without its tone.
func reading(r rune) string {
	if r < firstCommon || r > lastCommon {
		return lookUp(r)
	}
	known := &readings[r-firstCommon]
	if text := known.Load(); text != nil {
		return *text
	}
	text := lookUp(r)
	known.Store(&text)
	return text
}

// lookUp reads the dictionary itself, because SinglePinyin takes 7 µs for regular
// expressions.
func lookUp(r rune) string {
	all, known := gopinyin.PinyinDict[int(r)]
	if !known {
		return string(r)
	}
	first, _, _ := strings.Cut(all, ",")
	return toneless(first)
}

// toneless takes the tone marks off a syllable; ü is v, as keyboards have it.
func toneless(syllable string) string {
	if isPlain(syllable) {
		return syllable
	}
	var b strings.Builder
	b.Grow(len(syllable))
	for _, r := range syllable {
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case strings.ContainsRune("āáǎà", r):
			b.WriteByte('a')
		case strings.ContainsRune("ēéěèếềê", r):
			b.WriteByte('e')
		case strings.ContainsRune("īíǐì", r):
			b.WriteByte('i')
		case strings.ContainsRune("ōóǒò", r):
			b.WriteByte('o')
		case strings.ContainsRune("ūúǔù", r):
			b.WriteByte('u')
		case strings.ContainsRune("üǖǘǚǜ", r):
			b.WriteByte('v')
		case strings.ContainsRune("ńňǹ", r):
			b.WriteByte('n')
		case r == 'ḿ':
			b.WriteByte('m')
		}
	}
	return b.String()
}

// SortKey returns the text by which lists put a name in order: pinyin syllables
// for Chinese, plain letters for the rest, then the name itself so that names
// that sound alike keep together by character.
func SortKey(name string) string {
	if isPlain(name) {
		return strings.ToLower(strings.TrimSpace(name))
	}
	var b strings.Builder
	for i, run := range Runs(Fold(strings.TrimSpace(name))) {
		if !run.Han {
			b.WriteString(run.Text)
			continue
		}
		b.WriteString(strings.Join(Syllables(run.Text, i == 0), " "))
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String()) + "\x00" + name
}

// Sound returns the pinyin of a text without gaps, and its initials; what is not
// Chinese stands in both as it is.
func Sound(text string) (full, initials string) {
	var sound, first strings.Builder
	for i, run := range Runs(text) {
		if !run.Han {
			sound.WriteString(run.Text)
			first.WriteString(run.Text)
			continue
		}
		for _, syllable := range Syllables(run.Text, i == 0) {
			_, size := utf8.DecodeRuneInString(syllable)
			sound.WriteString(syllable)
			first.WriteString(syllable[:size])
		}
	}
	return sound.String(), first.String()
}

// A Run is a part of a text that is Chinese throughout, or not at all.
type Run struct {
	Text string
	Han  bool
}

// Runs cuts text where Chinese begins and ends.
func Runs(text string) []Run {
	var runs []Run
	start, han := 0, false
	for i, r := range text {
		if i == 0 {
			han = IsHan(r)
		} else if IsHan(r) != han {
			runs = append(runs, Run{text[start:i], han})
			start, han = i, !han
		}
	}
	if start < len(text) {
		runs = append(runs, Run{text[start:], han})
	}
	return runs
}
