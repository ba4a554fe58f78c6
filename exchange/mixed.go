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

// mostChance is of how many lines in GBK less than one is UTF-8 with such characters
// by chance: of 5,000 short names of companies two are.
const mostChance = 100

// likely is the score of a text in its own encoding. Names, addresses and companies
// have 0.63 to 1 in GBK by the dozen; the same in UTF-8, read as GBK, -0.7 to 0.4.
const likely = 0.5

// checkMixed refuses a text that is UTF-8 on some lines and cs, an older encoding,
// on others. The problem names the first line that is not as those before it.
func (cs charset) checkMixed(sample []byte, whole bool) error {
	if cs.enc == nil || cs.bom != "" {
		return nil // one of the encodings of Unicode
	}
	end := lineEnd(sample)
	if last := bytes.LastIndexByte(sample, end); !whole {
		sample = sample[:last+1]
	}
	var m mixture
	for number := 1; len(sample) > 0; number++ {
		line, rest, _ := bytes.Cut(sample, []byte{end})
		sample = rest
		if n, isUTF8 := cs.wideCharacters(line); n > 0 || !isUTF8 {
			m.add(number, line, n, isUTF8)
		}
	}
	switch {
	case m.seam == 0 || m.wide < fewestWide || m.inUTF8 < m.older/mostChance || cs.likelihood(m.text) >= likely:
		return nil
	case m.begins:
		return encodingsMixed(m.seam, "utf-8", cs.name)
	}
	return encodingsMixed(m.seam, cs.name, "utf-8")
}

// A mixture counts the lines of a text that tell one encoding from another.
type mixture struct {
	begins        bool // in UTF-8
	seam          int  // the first line that is not as those before it, 0 for none
	inUTF8, older int  // lines
	wide          int  // characters in UTF-8
	text          []byte
}

func (m *mixture) add(number int, line []byte, wide int, isUTF8 bool) {
	switch first := m.inUTF8+m.older == 0; {
	case first:
		m.begins = isUTF8
	case m.seam == 0 && isUTF8 != m.begins:
		m.seam = number
	}
	if !isUTF8 {
		m.older++
		return
	}
	m.inUTF8++
	m.wide += wide
	m.text = append(m.text, line...)
}

func encodingsMixed(line int, first, second string) *model.Problem {
	return model.NewProblem(model.Invalid, "encodings_mixed", "Line", line, "First", first, "Second", second)
}

// lineEnd is the byte that ends the lines of a text.
func lineEnd(sample []byte) byte {
	if bytes.IndexByte(sample, '\n') < 0 {
		return '\r'
	}
	return '\n'
}

// wideCharacters counts the characters of several bytes of a line in UTF-8; it
// reports false for a line that is not. Those of two bytes are also a pair of the
// older encodings of East Asia, where they do not count.
func (cs charset) wideCharacters(line []byte) (n int, isUTF8 bool) {
	if !utf8.Valid(line) {
		return 0, false
	}
	least := rune(0x800)
	if cs.name == "windows-1252" {
		least = utf8.RuneSelf
	}
	for _, r := range string(line) {
		if r >= least {
			n++
		}
	}
	return n, true
}
