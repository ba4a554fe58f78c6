package query

import (
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/currency"
)

// maxDigits is how long a number may be written.
const maxDigits = 30

// decimal matches a plain number, with or without groups of three digits, or of four:
// 1,0000 is 一万.
var decimal = regexp.MustCompile(`^(\d+|\d{1,3}(,\d{3})+|\d{1,4}(,\d{4})+)(\.\d+)?$`)

// Number returns the exact number that the value means: "3k", "1.5万",
// "1,234.50", "三千"; ok is false where it is none.
func (v Value) Number() (n *big.Rat, ok bool) {
	n, code, ok := v.Money()
	return n, ok && code == ""
}

// Money returns the exact amount in major units and the ISO 4217 code of its
// currency, "" where none was given: "1000", "¥1,000", "500元", "usd20".
func (v Value) Money() (amount *big.Rat, code string, ok bool) {
	text := strings.ToLower(strings.TrimSpace(narrow(v.Text)))
	text, negative := strings.CutPrefix(strings.Replace(text, "−", "-", 1), "-")
	if !negative {
		text = strings.TrimPrefix(text, "+")
	}
	text, code = cutCurrency(text)
	amount, ok = parseNumber(strings.TrimSpace(text))
	if ok && negative {
		amount.Neg(amount)
	}
	return amount, code, ok
}

// cutCurrency takes a sign, name or code of a currency off either end.
func cutCurrency(text string) (rest, code string) {
	for _, c := range [][2]string{
		{"美元", "USD"}, {"欧元", "EUR"}, {"日元", "JPY"}, {"港元", "HKD"}, {"港币", "HKD"}, {"英镑", "GBP"},
		{"人民币", "CNY"}, {"块钱", "CNY"}, {"元", "CNY"}, {"块", "CNY"}, {"rmb", "CNY"}, {"¥", "CNY"}, {"￥", "CNY"},
		{"$", "USD"}, {"€", "EUR"}, {"£", "GBP"},
	} {
		if rest, ok := strings.CutPrefix(text, c[0]); ok {
			return rest, c[1]
		}
		if rest, ok := strings.CutSuffix(text, c[0]); ok {
			return rest, c[1]
		}
	}
	if len(text) > 3 {
		if unit, err := currency.ParseISO(text[:3]); err == nil {
			return text[3:], unit.String()
		}
		if unit, err := currency.ParseISO(text[len(text)-3:]); err == nil {
			return text[:len(text)-3], unit.String()
		}
	}
	return text, ""
}

// parseNumber reads digits with an optional unit, or Chinese numerals.
func parseNumber(text string) (*big.Rat, bool) {
	if n, ok := hanNumber(text); ok {
		return new(big.Rat).SetInt64(n), true
	}
	factor := int64(1)
	for _, u := range []struct {
		name   string
		factor int64
	}{
		{"万亿", 1e12}, {"千万", 1e7}, {"百万", 1e6}, {"十万", 1e5}, {"亿", 1e8}, {"億", 1e8}, {"万", 1e4}, {"萬", 1e4},
		{"千", 1e3}, {"百", 100}, {"w", 1e4}, {"k", 1e3}, {"m", 1e6},
	} {
		if digits, ok := strings.CutSuffix(text, u.name); ok {
			text, factor = strings.TrimSpace(digits), u.factor
			break
		}
	}
	if len(text) > maxDigits || !decimal.MatchString(text) {
		return nil, false
	}
	n, ok := new(big.Rat).SetString(strings.ReplaceAll(text, ",", ""))
	if !ok {
		return nil, false
	}
	return n.Mul(n, new(big.Rat).SetInt64(factor)), true
}

// hanNumber reads Chinese numerals such as 三十, 一百二十, 两万五千 or 二〇二六.
func hanNumber(text string) (int64, bool) {
	const digits = "零一二三四五六七八九"
	var total, section, digit, positional int64
	runes := []rune(text)
	units := map[rune]int64{'十': 10, '百': 100, '千': 1000, '万': 1e4, '亿': 1e8}
	alike := true // only digits so far
	for i, r := range []rune(strings.NewReplacer("〇", "零", "两", "二").Replace(text)) {
		unit := units[r]
		at := strings.IndexRune(digits, r)
		switch {
		case at >= 0:
			digit = int64(at / len("零"))
			positional = positional*10 + digit
			continue
		case unit == 0 || i == 0 && unit != 10:
			return 0, false
		case unit >= 1e4 && total+section+digit > 1e15/unit: // 亿亿 and more would leave 64 bits
			return 0, false
		case unit >= 1e4:
			total, section = (total+section+digit)*unit, 0
		default:
			section += max(digit, 1) * unit
		}
		alike, digit = false, 0
	}
	if len(runes) == 0 || len(runes) > 12 {
		return 0, false
	}
	if alike {
		return positional, true
	}
	return total + section + digit, true
}

// maxAge is the greatest age that is believed.
const maxAge = 150

// Age returns the whole years that the value means, 0 to 150; ok is false
// where it is none.
func (v Value) Age() (years int, ok bool) {
	text := strings.TrimSpace(narrow(v.Text))
	for _, unit := range []string{"周岁", "岁", "y"} {
		text = strings.TrimSuffix(text, unit)
	}
	if n, ok := hanNumber(text); ok {
		return int(n), n <= maxAge
	}
	years, err := strconv.Atoi(text)
	return years, err == nil && years >= 0 && years <= maxAge
}

// Bounds are the numbers that satisfy a term: from Min to Max, nil where that
// end is open. An end counts itself unless Above or Below is set. Currency is
// "" where any will do.
type Bounds struct {
	Min, Max     *big.Rat
	Above, Below bool
	Currency     string
}

// Bounds returns the numbers of a term on a Number or Money field, any of
// which will do; nil for other fields.
func (t Term) Bounds() []Bounds {
	if t.Field.Type != Number && t.Field.Type != Money {
		return nil
	}
	var all []Bounds
	for _, v := range t.Values {
		n, code, _ := v.Money()
		all = append(all, Bounds{Min: n, Max: n, Currency: code})
	}
	first := &all[0]
	switch t.Op {
	case Less, AtMost:
		first.Min, first.Below = nil, t.Op == Less
	case More, AtLeast:
		first.Max, first.Above = nil, t.Op == More
	case Between:
		first.Max, first.Currency = all[1].Max, max(first.Currency, all[1].Currency)
		return all[:1]
	}
	return all
}

// Scaled returns the least and the greatest integer that satisfy b when counted
// in units of 10^-digits, such as minor units of money; both ends count. An
// open end, or one beyond int64, is the least or greatest int64. Where nothing
// satisfies b, low is greater than high.
func (b Bounds) Scaled(digits int) (low, high int64) {
	low, high = math.MinInt64, math.MaxInt64
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil))
	if b.Min != nil {
		floor, exact := floorOf(new(big.Rat).Mul(b.Min, scale))
		if !exact || b.Above {
			floor.Add(floor, big.NewInt(1))
		}
		low = clampInt(floor)
	}
	if b.Max != nil {
		floor, exact := floorOf(new(big.Rat).Mul(b.Max, scale))
		if exact && b.Below {
			floor.Sub(floor, big.NewInt(1))
		}
		high = clampInt(floor)
	}
	return low, high
}

func floorOf(n *big.Rat) (floor *big.Int, exact bool) {
	return new(big.Int).Div(n.Num(), n.Denom()), n.IsInt()
}

func clampInt(n *big.Int) int64 {
	switch {
	case n.IsInt64():
		return n.Int64()
	case n.Sign() < 0:
		return math.MinInt64
	}
	return math.MaxInt64
}
