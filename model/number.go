package model

import (
	"math"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// A decimal is what was read from a number as people write it: ±coef/10^scale.
// A negative scale multiplies, as 万 and k do.
type decimal struct {
	coef  uint64
	scale int
	neg   bool
}

// A numberFault says why a text is no number that we can hold.
type numberFault uint8

const (
	noFault    numberFault = iota
	notNumber              // no figure, or separators that fit no way of writing
	tooLarge               // more than an int64 of the wanted unit holds
	tooPrecise             // more decimals than the wanted unit has
)

// readNumber reads an unsigned number: Arabic with any grouping and decimal
// sign ("1,280.5", "1.234,56", "1'234"), followed by multipliers ("1.2万",
// "3k"), or Chinese numerals ("一百二十", "1亿2000万"). s must be folded.
func readNumber(s string) (decimal, numberFault) {
	figures, power := cutMultipliers(s)
	if figures != "" && isASCII(figures) {
		d, fault := readArabic(figures)
		d.scale -= power
		return d, fault
	}
	return readChinese(s)
}

// multiplier returns the power of ten of a unit that may follow a figure;
// w is what Chinese chats write for 万.
func multiplier(r rune) int {
	switch r {
	case '百', '佰':
		return 2
	case '千', '仟', 'k', 'K':
		return 3
	case '万', '萬', 'w', 'W':
		return 4
	case 'm', 'M':
		return 6
	case '亿', '億':
		return 8
	}
	return 0
}

// cutMultipliers takes the multipliers off the end of s and adds up their powers.
func cutMultipliers(s string) (figures string, power int) {
	for {
		r, size := utf8.DecodeLastRuneInString(s)
		p := multiplier(r)
		if p == 0 {
			return s, power
		}
		s, power = strings.TrimRight(s[:len(s)-size], " "), power+p
	}
}

// readArabic reads figures, and the exponent that spreadsheets store with very
// small and very large ones ("1.0000000000000001E-2").
func readArabic(s string) (decimal, numberFault) {
	exponent := 0
	if i := strings.IndexAny(s, "eE"); i > 0 {
		e, ok := readExponent(s[i+1:])
		if !ok {
			return decimal{}, notNumber
		}
		s, exponent = s[:i], e
	}
	whole, fraction, ok := splitFigures(s)
	if !ok {
		return decimal{}, notNumber
	}
	d := decimal{scale: -exponent}
	for i := range len(whole) {
		if isDigit(whole[i]) && !d.push(whole[i]) {
			return decimal{}, tooLarge
		}
	}
	// Zeros at the end say nothing and must not overflow.
	for _, c := range []byte(strings.TrimRight(fraction, "0")) {
		if !d.push(c) {
			return decimal{}, tooPrecise
		}
		d.scale++
	}
	return d, noFault
}

// push appends a digit to the coefficient; false means that it is full.
func (d *decimal) push(c byte) bool {
	hi, lo := bits.Mul64(d.coef, 10)
	sum, carry := bits.Add64(lo, uint64(c-'0'), 0)
	d.coef = sum
	return hi == 0 && carry == 0
}

func readExponent(s string) (exponent int, ok bool) {
	digits := strings.TrimLeft(s, "+-")
	if len(s)-len(digits) > 1 || len(digits) < 1 || len(digits) > 3 || !allDigits(digits) {
		return 0, false
	}
	for i := range len(digits) {
		exponent = exponent*10 + int(digits[i]-'0')
	}
	if s[0] == '-' {
		exponent = -exponent
	}
	return exponent, true
}

// splitFigures finds the decimal sign. Of point and comma the later one is it;
// a lone comma before exactly three figures groups thousands ("1,234"), before
// any other number it is decimal ("1,23"); a lone point is always decimal.
func splitFigures(s string) (whole, fraction string, ok bool) {
	comma, point := strings.LastIndexByte(s, ','), strings.LastIndexByte(s, '.')
	at := -1
	switch {
	case comma >= 0 && point >= 0:
		at = max(comma, point)
	case point >= 0 && point == strings.IndexByte(s, '.'):
		at = point
	case comma >= 0 && comma == strings.IndexByte(s, ',') && !isGrouped(s):
		at = comma
	}
	whole = s
	if at >= 0 {
		whole, fraction = s[:at], s[at+1:]
	}
	if whole+fraction == "" || !allDigits(fraction) {
		return "", "", false
	}
	return whole, fraction, whole == "" || allDigits(whole) || isGrouped(whole)
}

// isGrouped reports whether s is digits in groups of three, parted by one and
// the same of comma, point, apostrophe and space. "0,123" is not: nobody
// groups after a nought.
func isGrouped(s string) bool {
	i := strings.IndexAny(s, ",.' ")
	if i < 1 || i > 3 || s[0] == '0' || (len(s)-i)%4 != 0 {
		return false
	}
	for k := range len(s) {
		separates := k >= i && (k-i)%4 == 0
		if separates && s[k] != s[i] || !separates && !isDigit(s[k]) {
			return false
		}
	}
	return true
}

// floatDigits is how many decimal digits a binary64 always keeps (DBL_DIG of
// the C standard, and what spreadsheets show); digits behind are its noise.
const floatDigits = 15

// units returns d in units of 10^-digits. Decimals beyond are refused, not
// rounded, with one exception: a figure of 16 or more significant digits whose
// rounding to 15 fits is a binary fraction that some program wrote out in
// full, as spreadsheets store 548.58 as 548.58000000000004.
func (d decimal) units(digits int) (int64, numberFault) {
	if d.coef == 0 {
		return 0, noFault
	}
	n := d.trimmed()
	if n.scale > digits {
		if n = n.withoutFloatTail(); n.scale > digits {
			return 0, tooPrecise
		}
	}
	for ; n.scale < digits; n.scale++ {
		if n.coef > math.MaxInt64/10 {
			return 0, tooLarge
		}
		n.coef *= 10
	}
	if n.coef > math.MaxInt64 {
		return 0, tooLarge
	}
	if d.neg {
		return -int64(n.coef), noFault
	}
	return int64(n.coef), noFault
}

// trimmed drops the zeros at the end of the coefficient.
func (d decimal) trimmed() decimal {
	for d.coef != 0 && d.coef%10 == 0 {
		d.coef, d.scale = d.coef/10, d.scale-1
	}
	return d
}

func (d decimal) withoutFloatTail() decimal {
	size := 0
	for c := d.coef; c > 0; c /= 10 {
		size++
	}
	if size <= floatDigits {
		return d
	}
	unit := pow10(size - floatDigits)
	rest := d.coef % unit
	d.coef, d.scale = d.coef/unit, d.scale-(size-floatDigits)
	if rest >= unit/2 {
		d.coef++
	}
	return d.trimmed()
}

// pow10 returns 10^n for n from 0 to 19.
func pow10(n int) uint64 {
	p := uint64(1)
	for range n {
		p *= 10
	}
	return p
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
