package exchange

import (
	"bytes"
	"unicode/utf8"
)

// scoreGB18030 weighs the pairs of a text: the 3,755 most used characters stand
// in rows B0–D7 of GB 2312, punctuation in A1–A9, rarer characters in D8–F7,
// and all that GBK added beyond is rare.
func scoreGB18030(text []byte, whole bool) float64 {
	var sum float64
	n := 0
	for i := 0; i < len(text); i++ {
		lead := text[i]
		if lead < utf8.RuneSelf {
			continue
		}
		if i+1 == len(text) && !whole {
			break
		}
		trail := byte(0)
		if i+1 < len(text) {
			trail = text[i+1]
		}
		n++
		weight := weighPair(lead, trail)
		if weight > 0 && isLetter(text, i-1) && isLetter(text, i+2) {
			weight = lonely
		}
		sum += weight
		if trail >= 0x30 { // both bytes are one character, or were meant to be
			i++
		}
	}
	return sum / float64(max(n, 1))
}

func weighPair(lead, trail byte) float64 {
	switch {
	case lead == 0x80 || lead == 0xff || trail < 0x30 || trail > 0xfe || trail == 0x7f:
		return -2
	case trail < 0x40: // the four-byte characters
		return -0.5
	case trail < 0xa1 || lead < 0xa1 || lead > 0xf7:
		return -0.2
	case lead >= 0xb0 && lead <= 0xd7:
		return 1
	case lead >= 0xd8:
		return 0.2
	case lead <= 0xa9:
		return 0.6
	}
	return -0.5
}

// scoreWindows1252 weighs the single characters: letters with accents stand
// between plain letters and rarely side by side, but for two as in Conceição.
func scoreWindows1252(text []byte, _ bool) float64 {
	var sum float64
	n := 0
	for i, c := range text {
		if c < utf8.RuneSelf {
			continue
		}
		n++
		beside := i > 0 && text[i-1] >= utf8.RuneSelf || i+1 < len(text) && text[i+1] >= utf8.RuneSelf
		switch {
		case bytes.IndexByte([]byte("\x81\x8d\x8f\x90\x9d"), c) >= 0: // not assigned
			sum -= 2
		case beside && isPairOfLetters(text, i):
			sum += 0.3
		case beside:
			sum -= 0.5
		case c >= 0xc0 && c != 0xd7 && c != 0xf7:
			sum += 0.7
		default:
			sum += 0.3
		}
	}
	return sum / float64(max(n, 1))
}

// isPairOfLetters reports whether the character at i is one of exactly two beyond
// ASCII that stand between plain letters.
func isPairOfLetters(text []byte, i int) bool {
	if i > 0 && text[i-1] >= utf8.RuneSelf {
		i--
	}
	return isLetter(text, i-1) && isLetter(text, i+2)
}
