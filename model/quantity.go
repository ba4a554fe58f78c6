package model

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
)

// QuantityDigits is how many decimals a Quantity keeps.
const QuantityDigits = 6

// quantityOne is the Quantity 1.
const quantityOne = 1_000_000

// A Quantity is an exact decimal number, counted in millionths (10^-6): pieces,
// hours, kilograms. It reaches ±9,223,372,036,854.775807. The zero value is 0.
type Quantity int64

// NewQuantity returns n whole units. n must be within ±9.2e12.
func NewQuantity(n int64) Quantity { return Quantity(n * quantityOne) }

// ParseQuantity reads a number as people write it: signs, grouping, decimal
// comma, 万, k and Chinese numerals as in ParseMoney, without a unit of
// measure. The error is a Problem of code quantity_empty, quantity_syntax,
// quantity_too_large or quantity_decimals.
func ParseQuantity(text string) (Quantity, error) {
	s := foldWidth(text)
	if s == "" {
		return 0, Invalidf("", "quantity_empty")
	}
	neg, s := cutSign(s)
	d, fault := readNumber(s)
	if fault == noFault {
		d.neg = neg
		var n int64
		if n, fault = d.units(QuantityDigits); fault == noFault {
			return Quantity(n), nil
		}
	}
	return 0, Invalidf("", quantityCode(fault), "Value", excerpt(text), "Digits", QuantityDigits)
}

func quantityCode(fault numberFault) string {
	switch fault {
	case tooLarge:
		return "quantity_too_large"
	case tooPrecise:
		return "quantity_decimals"
	}
	return "quantity_syntax"
}

// String returns the shortest exact decimal text: "3", "0.25", "-1.5".
func (q Quantity) String() string {
	s := decimalText(int64(q), QuantityDigits)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// IsZero reports whether q is 0.
func (q Quantity) IsZero() bool { return q == 0 }

// Sign returns -1, 0 or 1.
func (q Quantity) Sign() int { return cmp.Compare(q, 0) }

// MarshalJSON writes a JSON number with the exact decimals.
func (q Quantity) MarshalJSON() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalJSON reads a number or a string holding one. The errors are those
// of ParseQuantity.
func (q *Quantity) UnmarshalJSON(data []byte) error {
	if string(data) == "null" { // changes nothing, by custom of the json package
		return nil
	}
	var text json.Number // takes both forms
	if err := json.Unmarshal(data, &text); err != nil {
		return Invalidf("", "quantity_syntax", "Value", excerpt(string(data))).Because(err)
	}
	n, err := ParseQuantity(text.String())
	if err == nil {
		*q = n
	}
	return err
}

// decimalText writes n units of 10^-digits with all the decimals.
func decimalText(n int64, digits int) string {
	var sign string
	u := uint64(n)
	if n < 0 {
		sign, u = "-", -u
	}
	s := strconv.FormatUint(u, 10)
	if pad := digits + 1 - len(s); pad > 0 {
		s = strings.Repeat("0", pad) + s
	}
	if digits == 0 {
		return sign + s
	}
	return sign + s[:len(s)-digits] + "." + s[len(s)-digits:]
}
