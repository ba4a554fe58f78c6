package exchange

import (
	"bytes"
	"unicode/utf8"

	"kehu/model"
)

// Somebody put two files together, one in UTF-8 and one in an older encoding: no
// encoding reads both. Read in the older one the other half would be other
// characters, and nobody would be told.

// fewestWide is how many characters of several bytes the lines in UTF-8 have
// together: so many are no accident.
const fewestWide = 12

// checkMixed refuses a text that is UTF-8 on some lines and cs, an older encoding,
// on others. The problem names the first line that is not as those before it.
func (cs charset) checkMixed(sample []byte, whole bool) error {
	if cs.enc == nil || cs.bom != "" {
		return nil // one of the encodings of Unicode
	}
	end := byte('\n')
	if bytes.IndexByte(sample, end) < 0 {
		end = '\r'
	}
	if last := bytes.LastIndexByte(sample, end); !whole {
		sample = sample[:last+1]
	}
	var first, seam, wide int // seam is a line
	begins := cs.name
	for number := 1; len(sample) > 0; number++ {
		line, rest, _ := bytes.Cut(sample, []byte{end})
		sample = rest
		n, isUTF8 := wideCharacters(line)
		wide += n
		switch {
		case isUTF8 && n == 0: // all encodings are the same there
		case first == 0:
			if first = number; isUTF8 {
				begins = "utf-8"
			}
		case seam == 0 && isUTF8 != (begins == "utf-8"):
			seam = number
		}
	}
	if seam == 0 || wide < fewestWide {
		return nil
	}
	other := cs.name
	if begins == cs.name {
		other = "utf-8"
	}
	return model.NewProblem(model.Invalid, "encodings_mixed", "Line", seam, "First", begins, "Second", other)
}

// wideCharacters counts the characters of several bytes of a line in UTF-8; it
// reports false for a line that is not.
func wideCharacters(line []byte) (n int, isUTF8 bool) {
	if !utf8.Valid(line) {
		return 0, false
	}
	for _, r := range string(line) {
		if r >= 0x800 { // of three bytes: two are also a pair of older encodings
			n++
		}
	}
	return n, true
}
