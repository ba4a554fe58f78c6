package exchange

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"kehu/model"
)

// A charset is how the bytes of a text stand for characters.
type charset struct {
	name string
	enc  encoding.Encoding // nil for UTF-8, which needs no decoding
	bom  string            // bytes that may name it at the beginning of a text
}

// unicodeCharsets are told by their byte order marks; the longer marks first,
// for that of UTF-32LE begins as that of UTF-16LE does.
var unicodeCharsets = []charset{
	{"utf-8", nil, "\xef\xbb\xbf"},
	{"utf-32le", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), "\xff\xfe\x00\x00"},
	{"utf-32be", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), "\x00\x00\xfe\xff"},
	{"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "\xff\xfe"},
	{"utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "\xfe\xff"},
}

// legacyCharsets are told by how well their characters suit the text. A score
// is the mean over the characters beyond ASCII, from -2 to 1.
var legacyCharsets = []struct {
	charset
	score func(text []byte, whole bool) float64
}{
	{charset{"gb18030", simplifiedchinese.GB18030, ""}, scoreGB18030},
	{charset{"big5", traditionalchinese.Big5, ""}, scoreBig5},
	{charset{"shift_jis", japanese.ShiftJIS, ""}, scoreShiftJIS},
	{charset{"windows-1252", charmap.Windows1252, ""}, scoreWindows1252},
}

// sniffCharset tells the encoding of a sample; whole says that nothing follows
// it. The error is a Problem: encoding_contradicts when the byte order mark
// cannot be true, format_binary when the bytes are no text.
func sniffCharset(sample []byte, whole bool, locale string) (charset, error) {
	for _, cs := range unicodeCharsets {
		if bytes.HasPrefix(sample, []byte(cs.bom)) {
			return cs, checkMark(cs, sample)
		}
	}
	if cs, ok := sniffUTF16(sample); ok {
		return cs, nil
	}
	if isBinary(sample) {
		return charset{}, model.NewProblem(model.Invalid, "format_binary")
	}
	if isUTF8(sample, whole) {
		return unicodeCharsets[0], nil
	}
	best, _ := likeliestLegacy(sample, whole, locale)
	return best, nil
}

// likeliestLegacy returns the older encoding that suits a text best, and its score.
func likeliestLegacy(text []byte, whole bool, locale string) (best charset, most float64) {
	most = -3
	for _, cs := range legacyCharsets {
		if score := cs.score(text, whole) + localeBonus(cs.name, locale); score > most {
			best, most = cs.charset, score
		}
	}
	return best, most
}

// localeBonus is what the place adds to the evidence: enough to decide between
// texts that fit both, too little to belie a text that does not fit.
func localeBonus(name, locale string) float64 {
	const bonus = 0.12
	locale = strings.ToLower(strings.ReplaceAll(locale, "-", "_"))
	lang, _, _ := strings.Cut(locale, "_")
	switch {
	case lang == "ja":
		lang = "shift_jis"
	case strings.HasPrefix(locale, "zh_tw"), strings.HasPrefix(locale, "zh_hk"), strings.HasPrefix(locale, "zh_hant"):
		lang = "big5"
	case lang == "zh":
		lang = "gb18030"
	default:
		return 0
	}
	if lang == name {
		return bonus
	}
	return 0
}

// charsetNamed returns the encoding of a WHATWG name or label. GBK and GB2312
// are read as GB18030, which holds them. The error is the Problem
// encoding_unknown.
func charsetNamed(name string) (charset, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	if cs, ok := unicodeCharset(name); ok {
		return cs, nil
	}
	enc, err := htmlindex.Get(name)
	if err != nil || enc == encoding.Replacement {
		return charset{}, model.NewProblem(model.Invalid, "encoding_unknown", "Value", name)
	}
	standard, err := htmlindex.Name(enc)
	if err != nil {
		return charset{}, model.NewProblem(model.Invalid, "encoding_unknown", "Value", name).Because(err)
	}
	if cs, ok := unicodeCharset(standard); ok {
		return cs, nil
	}
	if standard == "gbk" {
		return legacyCharsets[0].charset, nil
	}
	return charset{name: standard, enc: enc}, nil
}

// unicodeCharset finds the encodings that may begin with a mark, by name.
func unicodeCharset(name string) (charset, bool) {
	for _, cs := range unicodeCharsets {
		if cs.name == name || strings.ReplaceAll(cs.name, "-", "") == name {
			return cs, true
		}
	}
	return charset{}, false
}

// nulShare is the share of NUL characters above which a text was not decoded
// as it was encoded: real ones have none or a stray one.
const nulShare = 0.2

// checkMark refuses a text whose characters belie its byte order mark, such as
// UTF-32 behind the mark of UTF-16.
func checkMark(cs charset, sample []byte) error {
	text := sample[len(cs.bom):min(len(sample), len(cs.bom)+4096)]
	text = text[:len(text)/4*4]
	if cs.enc != nil {
		text, _ = cs.enc.NewDecoder().Bytes(text) // bytes in, U+FFFD for what is wrong
	}
	if n := bytes.Count(text, []byte{0}) + bytes.Count(text, []byte("\ufffd")); n > 1 && float64(n) > nulShare*float64(utf8.RuneCount(text)) {
		return model.NewProblem(model.Invalid, "encoding_contradicts", "Encoding", cs.name)
	}
	return nil
}

// sniffUTF16 tells UTF-16 without a mark: the plain characters of any table
// (digits, delimiters, line ends) have a NUL on one and the same side. 一 and a few
// others have one on the other.
func sniffUTF16(sample []byte) (charset, bool) {
	var nuls, ends [2]int // at even and odd offsets
	for i := 0; i+1 < len(sample); i += 2 {
		hi, lo := sample[i], sample[i+1]
		switch {
		case hi == 0 && lo == 0:
			return charset{}, false
		case hi == 0:
			nuls[0]++
			ends[0] += countEnd(lo)
		case lo == 0:
			nuls[1]++
			ends[1] += countEnd(hi)
		}
	}
	for side, cs := range [2]charset{unicodeCharsets[4], unicodeCharsets[3]} {
		if ends[side] > 0 && ends[1-side] == 0 && nuls[side] > 2*nuls[1-side] && nuls[side] >= fewestNULs && float64(nuls[side]) > plainShare*float64(len(sample)/2) {
			return cs, true
		}
	}
	return charset{}, false
}

// Of UTF-16 without a mark at least these have a NUL for one half: a table in
// Chinese has delimiters and line ends, and hardly more.
const (
	fewestNULs = 3
	plainShare = 0.04
)

func countEnd(c byte) int {
	if c == '\n' || c == '\r' {
		return 1
	}
	return 0
}

// isBinary reports whether more than one byte in twenty (and more than a stray
// few) is a control character that no text has.
func isBinary(sample []byte) bool {
	controls := 0
	for _, c := range sample {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' || c == 0x7f {
			controls++
		}
	}
	return controls >= 8 && controls*20 > len(sample)
}

// isUTF8 reports whether a sample is UTF-8. A few broken characters among many
// whole ones do not change that: their rows are refused later, one by one.
func isUTF8(sample []byte, whole bool) bool {
	good, bad := countUTF8(sample, whole)
	return bad == 0 || good >= 20*bad
}

// countUTF8 counts the characters beyond ASCII of a text in UTF-8, and the bytes
// that are none.
func countUTF8(sample []byte, whole bool) (good, bad int) {
	for i := 0; i < len(sample); {
		if sample[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(sample[i:])
		switch {
		case r != utf8.RuneError || size > 1:
			good++
		case whole || utf8.FullRune(sample[i:]):
			bad++
		}
		i += size
	}
	return good, bad
}
