package model

import (
	"cmp"
	"encoding/json"
	"math"
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Money is an exact amount of one currency. The zero value is no money of no
// currency; added to any other it changes nothing.
type Money struct {
	Amount   int64    // in minor units of Currency, such as fen; may be negative
	Currency Currency // ISO 4217
}

// Add returns m+o. The error is a Problem: money_currencies for two different
// currencies, money_too_large beyond 64 bits.
func (m Money) Add(o Money) (Money, error) {
	switch {
	case m == Money{}:
		return o, nil
	case o == Money{}:
		return m, nil
	case m.Currency != o.Currency:
		return Money{}, Invalidf("", "money_currencies", "First", string(m.Currency), "Second", string(o.Currency))
	}
	sum := m.Amount + o.Amount
	if (sum > m.Amount) != (o.Amount > 0) && o.Amount != 0 {
		return Money{}, Invalidf("", "money_too_large", "Value", m.Decimal()+" + "+o.Decimal())
	}
	return Money{sum, m.Currency}, nil
}

// Neg returns -m. The smallest amount of all, -2^63, which no parser returns,
// stays itself.
func (m Money) Neg() Money { return Money{-m.Amount, m.Currency} }

// Mul returns the price m times a quantity, to the minor unit, halves away from
// zero (commercial rounding). The error is the Problem money_too_large.
func (m Money) Mul(q Quantity) (Money, error) {
	hi, lo := bits.Mul64(magnitude(m.Amount), magnitude(int64(q)))
	lo, carry := bits.Add64(lo, quantityOne/2, 0)
	if hi += carry; hi >= quantityOne {
		return Money{}, Invalidf("", "money_too_large", "Value", m.Decimal()+" × "+q.String())
	}
	n, _ := bits.Div64(hi, lo, quantityOne)
	if n > math.MaxInt64 {
		return Money{}, Invalidf("", "money_too_large", "Value", m.Decimal()+" × "+q.String())
	}
	if (m.Amount < 0) != (q < 0) {
		return Money{-int64(n), m.Currency}, nil
	}
	return Money{int64(n), m.Currency}, nil
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// Cmp orders by currency code and then by amount, and returns -1, 0 or 1.
func (m Money) Cmp(o Money) int {
	return cmp.Or(cmp.Compare(m.Currency, o.Currency), cmp.Compare(m.Amount, o.Amount))
}

// IsZero reports whether the amount is nought, in whatever currency.
func (m Money) IsZero() bool { return m.Amount == 0 }

// Decimal returns the exact amount with all the currency's decimals and
// without its code: "1234.50", "-3" for yen.
func (m Money) Decimal() string { return decimalText(m.Amount, m.Currency.Digits()) }

// String returns code and amount, "CNY 1234.50", for logs.
func (m Money) String() string { return string(m.Currency) + " " + m.Decimal() }

// Format returns the amount for people who read language ("zh" or "en"):
// symbol, thousands grouped, "-¥1,280.50". A symbol of letters is followed by
// a no-break space.
func (m Money) Format(language string) string {
	digits, sign := m.Decimal(), ""
	if m.Amount < 0 {
		digits, sign = digits[1:], "-"
	}
	symbol := m.Currency.Symbol(language)
	if last, _ := utf8.DecodeLastRuneInString(symbol); unicode.IsLetter(last) {
		symbol += "\u00a0"
	}
	return sign + symbol + groupThousands(digits)
}

func groupThousands(s string) string {
	whole, fraction, cut := strings.Cut(s, ".")
	var b strings.Builder
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	if cut {
		b.WriteString("." + fraction)
	}
	return b.String()
}

// moneyJSON is the stable form of docs/json.md.
type moneyJSON struct {
	Amount   json.Number `json:"amount"`
	Currency Currency    `json:"currency"`
}

// MarshalJSON writes {"amount":"1234.50","currency":"CNY"}.
func (m Money) MarshalJSON() ([]byte, error) {
	return []byte(`{"amount":"` + m.Decimal() + `","currency":"` + string(m.Currency) + `"}`), nil
}

// UnmarshalJSON reads what MarshalJSON writes; the amount may also be a number.
// By custom of the json package null changes nothing.
// The error is a Problem as from ParseMoney, or currency_unknown.
func (m *Money) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	var j moneyJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return Invalidf("", "money_syntax", "Value", excerpt(string(data))).Because(err)
	}
	if j.Currency != "" && !j.Currency.Valid() {
		return Invalidf("", "currency_unknown", "Value", excerpt(string(j.Currency)))
	}
	neg, s := cutSign(foldWidth(j.Amount.String()))
	d, fault := readArabic(s)
	if fault == noFault {
		d.neg = neg
		m.Amount, fault = d.units(j.Currency.Digits())
	}
	if fault != noFault {
		return moneyProblem(fault, j.Amount.String(), j.Currency)
	}
	m.Currency = j.Currency
	return nil
}
