package model

import (
	"strings"
)

// PhoneKind says what a typed telephone number is.
type PhoneKind uint8

// The kinds of numbers. Only PhoneValid and PhoneLocal ones can be compared.
const (
	PhoneText   PhoneKind = iota // no number: words, too few digits
	PhoneValid                   // a number of a country's plan; E164 is set
	PhoneLocal                   // digits to dial in one place: 95187, 60606666
	PhoneMasked                  // 138****8000: parts are hidden
	PhoneBroken                  // 1.38E+10: a spreadsheet has destroyed the digits
)

// String returns the name of the kind in messages and JSON.
func (k PhoneKind) String() string {
	return [...]string{"text", "valid", "local", "masked", "broken"}[k]
}

// A Phone is what was understood from a typed number. The typed text is never
// lost, and any text makes a Phone.
type Phone struct {
	Typed string
	Kind  PhoneKind
	E164  string // "+8613800138000"; "" unless the kind is PhoneValid
	Ext   string // digits of the extension; "" for none
	local string // digits of a PhoneLocal, with + before a country code
}

// ParsePhone reads a number as people of a region (ISO 3166, "CN") write it,
// with libphonenumber's plans of all countries. Extensions (x123, ext. 5,
// 转123), full-width digits and tel: URIs are understood. The ".0" that a
// spreadsheet puts behind a number is left out, for no number has a point
// before its last nought.
func ParsePhone(text, region string) Phone {
	if region == "CN" && isChinaMobile(text) {
		return Phone{Typed: text, Kind: PhoneValid, E164: "+86" + text}
	}
	p := Phone{Typed: text}
	s := foldWidth(text)
	if isMaskedPhone(s) {
		p.Kind = PhoneMasked
		return p
	}
	if isBrokenPhone(s) {
		p.Kind = PhoneBroken
		return p
	}
	s, p.Ext = cutExtension(cutSpreadsheetZero(cutTelURI(s)))
	p.dial(s, region)
	return p
}

// isChinaMobile knows, without the library's 30 µs, the plain mobiles that it
// calls valid; the prefixes are those of its metadata for CN, v9.0.32. What is
// not here goes to the library.
func isChinaMobile(s string) bool {
	if len(s) != 11 || s[0] != '1' || !allDigits(s) {
		return false
	}
	switch s[1] {
	case '3', '8':
		return true
	case '4':
		return s[2] == '5' || s[2] == '7'
	case '5', '9':
		return s[2] != '4'
	case '6':
		return s[2] >= '5' && s[2] <= '7'
	case '7':
		return s[2] != '4' && s[2] != '9'
	}
	return false
}

// dial finds out what the number without its extension is.
func (p *Phone) dial(s, region string) {
	digits := dialledDigits(s)
	if digits == "" {
		p.Ext = ""
		return
	}
	if e164, ok := validNumber(digits, region); ok {
		p.Kind, p.E164 = PhoneValid, e164
		return
	}
	if e164, ext, ok := cutTrailingGroup(s, region); ok && p.Ext == "" {
		p.Kind, p.E164, p.Ext = PhoneValid, e164, ext
		return
	}
	if strings.Contains(s, "/") { // two numbers in one cell rather than one
		p.Ext = ""
		return
	}
	p.Kind, p.local = PhoneLocal, digits
}

// What can be dialled: from three digits, as emergency calls have, to the 15
// of ITU-T E.164 and an access code before them.
const (
	fewestDigits = 3
	mostDigits   = 20
)

// dialledDigits returns the digits, and a + before them, of a text that has
// nothing but digits and what people part them with; "" for any other.
func dialledDigits(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '+' && b.Len() == 0 && strings.Trim(s[:i], "( ") == "":
			b.WriteRune(r)
		case !strings.ContainsRune(" -()./·", r):
			return ""
		}
	}
	digits := b.String()
	if n := len(strings.TrimPrefix(digits, "+")); n < fewestDigits || n > mostDigits {
		return ""
	}
	return digits
}

// isMaskedPhone reports whether characters that hide digits stand in a number:
// two or more of * • ● × x # among its digits.
func isMaskedPhone(s string) bool {
	middle := strings.Trim(s, "+0123456789 -()")
	hidden := 0
	for _, r := range middle {
		switch {
		case strings.ContainsRune("*•●×xX#", r):
			hidden++
		case (r < '0' || r > '9') && r != ' ' && r != '-':
			return false
		}
	}
	return hidden >= 2 && strings.ContainsAny(s, "0123456789")
}

// isBrokenPhone recognises what a spreadsheet shows in place of a long number:
// 1.38E+10, also with more figures, whose end is lost all the same.
func isBrokenPhone(s string) bool {
	mantissa, exponent, cut := strings.Cut(strings.ToUpper(s), "E")
	exponent = strings.TrimPrefix(exponent, "+")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	return cut && len(whole) == 1 && allDigits(whole+fraction) && exponent != "" && allDigits(exponent)
}

// isRounded reports whether of a long number only the first six figures are more than
// noughts: a spreadsheet that showed 1.38E+10 has saved it so.
func isRounded(s string) bool {
	const longest, shown = 15, 6
	return len(s) > 10 && len(s) <= longest && s[0] != '0' && allDigits(s) && len(strings.TrimRight(s, "0")) <= shown
}

// cutSpreadsheetZero repairs 13800138000.0.
func cutSpreadsheetZero(s string) string {
	if digits, ok := strings.CutSuffix(s, ".0"); ok && len(digits) > 6 && allDigits(digits) {
		return digits
	}
	return s
}

// Match returns the normal form for comparing: E.164, or the digits of a local
// number; "" where the number must never count as a match.
func (p Phone) Match() string {
	if p.Kind == PhoneValid {
		return p.E164
	}
	return p.local
}

// Digits returns all the digits of the number without extension, for a search
// by its end; "" where they are not known.
func (p Phone) Digits() string { return strings.TrimPrefix(p.Match(), "+") }
