package model

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// extensionMarks stand between a number and its extension, longer ones first.
var extensionMarks = [...]string{"extension", ";ext=", "ext.", "ext", "分机号", "分机", "转", "x", "#"}

// mostExtension is the most digits of an extension that is no number itself.
const mostExtension = 7

// cutExtension parts a folded number from its extension; "" for none.
func cutExtension(s string) (number, ext string) {
	s = strings.ToLower(s)
	for _, mark := range extensionMarks {
		i := strings.LastIndex(s, mark)
		if i < 0 {
			continue
		}
		ext := strings.Trim(s[i+len(mark):], " :.-)")
		if ext == "" || len(ext) > mostExtension || !allDigits(ext) {
			return s, ""
		}
		return strings.TrimRight(s[:i], " ,;(-"), ext
	}
	return s, ""
}

// cutTelURI returns the number of a tel URI (RFC 3966) with the country of its
// context before it and its extension behind it; any other text as it is.
func cutTelURI(s string) string {
	if len(s) < 4 || !strings.EqualFold(s[:4], "tel:") {
		return s
	}
	number, params, _ := strings.Cut(strings.ToLower(s[4:]), ";")
	var ext string
	for param := range strings.SplitSeq(params, ";") {
		key, value, _ := strings.Cut(param, "=")
		switch {
		case key == "ext":
			ext = ";ext=" + value
		case key == "phone-context" && strings.HasPrefix(value, "+"):
			number = value + number
		}
	}
	return number + ext
}

// cutTrailingGroup parts 010-60606666-8001: a last group behind a hyphen is an
// extension where the number is valid without it, which the caller has found
// it not to be with it.
func cutTrailingGroup(s, region string) (e164, ext string, ok bool) {
	i := strings.LastIndexByte(s, '-')
	if i < 0 || len(s)-i-1 > mostExtension || !allDigits(s[i+1:]) || i+1 == len(s) {
		return "", "", false
	}
	e164, ok = validNumber(dialledDigits(s[:i]), region)
	return e164, s[i+1:], ok
}

// validNumber asks the library for the E.164 form of digits that were dialled
// in a region; ok is false where no plan has the number.
func validNumber(digits, region string) (e164 string, ok bool) {
	if mobile, plus := strings.CutPrefix(digits, "+86"); (plus || region == "CN") && isChinaMobile(mobile) {
		return "+86" + mobile, true
	}
	if n, e164 := plainNumber(digits, region); n != nil && phonenumbers.IsValidNumber(n) {
		return e164, true
	}
	n, err := phonenumbers.Parse(digits, region)
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return "", false
	}
	return phonenumbers.Format(n, phonenumbers.E164), true
}

// plainCodes are the codes of countries where the library takes what follows as
// the whole number, unless it begins with the figure that is dialled before it
// within the country.
var plainCodes = map[string]int32{"+1": 1, "+33": 33, "+44": 44, "+49": 49, "+65": 65, "+81": 81, "+852": 852, "+886": 886}

// plainNumber reads a number behind such a code, or one of China behind its 0, as
// the library would, in half the time; nil where it is left to the library.
func plainNumber(digits, region string) (n *phonenumbers.PhoneNumber, e164 string) {
	if region == "CN" && digits[0] == '0' && digits[1] != '0' {
		return numberOf(86, digits[1:])
	}
	for n := 2; n <= min(4, len(digits)-1); n++ {
		if code, plain := plainCodes[digits[:n]]; plain && digits[n] > '1' {
			return numberOf(code, digits[n:])
		}
	}
	return nil, ""
}

func numberOf(code int32, digits string) (n *phonenumbers.PhoneNumber, e164 string) {
	number, err := strconv.ParseUint(digits, 10, 64)
	if err != nil {
		return nil, ""
	}
	return &phonenumbers.PhoneNumber{CountryCode: &code, NationalNumber: &number}, fmt.Sprintf("+%d%s", code, digits)
}

// Format returns the number grouped as people of a region read it: the national
// form for a number of their country, the international one for any other. What
// is not valid comes back as typed, without blanks at its ends.
func (p Phone) Format(region string) string {
	if p.Kind != PhoneValid {
		return strings.TrimSpace(p.Typed)
	}
	if m, ok := strings.CutPrefix(p.E164, "+86"); ok && region == "CN" && isChinaMobile(m) {
		return m[:3] + " " + m[3:7] + " " + m[7:] + p.extension()
	}
	n, err := phonenumbers.Parse(p.E164, region)
	if err != nil { // E164 was set by hand
		return strings.TrimSpace(p.Typed)
	}
	form := phonenumbers.INTERNATIONAL
	if int(n.GetCountryCode()) == phonenumbers.GetCountryCodeForRegion(region) {
		form = phonenumbers.NATIONAL
	}
	return phonenumbers.Format(n, form) + p.extension()
}

func (p Phone) extension() string {
	if p.Ext == "" {
		return ""
	}
	return " ext. " + p.Ext
}
