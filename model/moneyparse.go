package model

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// ParseMoney reads an amount as people write it: "1280.5", "￥1,280.50",
// "US$3", "12元", "12块5", "1.2万", "3k", "€12,50", "1.234,56", "1'234.50",
// "(300)", "300-", "壹仟贰佰元整". Without a sign it is of currency def; a sign
// that several currencies share is def's if def is one of them, so "$" in a
// Canadian book is CAD. "1,234" is thousands, "1,23" a decimal comma.
//
// Decimals that the currency has not are refused rather than rounded, except
// the noise of a binary fraction (548.58000000000004, see decimal.units).
//
// The error is a Problem of code money_empty, money_open (面议 and the like),
// money_syntax, money_decimals, money_too_large, money_currencies (two
// different signs) or money_no_currency.
func ParseMoney(text string, def Currency) (Money, error) { return ParseMoneyIn(text, def, 0) }

// ParseMoneyIn is ParseMoney for a cell of a column whose heading names a unit,
// such as 万元: figures that have no unit of their own are multiplied by that power
// of ten.
func ParseMoneyIn(text string, def Currency, power int) (Money, error) {
	s := foldWidth(text)
	if s == "" {
		return Money{}, Invalidf("", "money_empty")
	}
	if slices.Contains(openPrices, strings.ToLower(s)) {
		return Money{}, Invalidf("", "money_open", "Value", excerpt(text))
	}
	p, ok := splitMoney(s)
	if !ok {
		return Money{}, moneyProblem(notNumber, text, def)
	}
	cur, err := p.currency(def)
	if err != nil {
		return Money{}, err
	}
	amount, fault := p.amount(cur, power)
	if fault != noFault {
		return Money{}, moneyProblem(fault, text, cur)
	}
	return Money{amount, cur}, nil
}

// openPrices are the words that stand where no price was agreed.
var openPrices = []string{"面议", "议价", "待议", "待定", "另议", "tbd", "n/a", "negotiable", "on request"}

func moneyProblem(fault numberFault, text string, c Currency) *Problem {
	code := "money_syntax"
	switch fault {
	case tooLarge:
		code = "money_too_large"
	case tooPrecise:
		code = "money_decimals"
	}
	return Invalidf("", code, "Value", excerpt(text), "Currency", string(c), "Digits", c.Digits())
}

// moneyParts is an amount taken apart.
type moneyParts struct {
	neg        bool
	lead, tail []Currency // what the signs before and behind may mean
	figures    string
	subunits   string // what follows 元 or 块, as "5" in 12块5
}

// splitMoney takes signs off from outside to inside: "-¥300", "¥-300", "(¥300)".
func splitMoney(s string) (p moneyParts, ok bool) {
	all := len(s)
	p.neg, s = cutSign(s)
	signed := len(s) < all
	if i := strings.IndexFunc(s, startsFigure); i > 0 {
		if p.lead = currencySign(strings.TrimSpace(s[:i])); p.lead == nil {
			return p, false
		}
		s = s[i:]
	}
	if !signed {
		p.neg, s = cutSign(s)
	}
	if strings.Trim(s, "0123456789.,' ") == "" {
		p.figures = s
		return p, true
	}
	return p, p.cutTail(s)
}

// startsFigure reports whether r can begin the figures behind a currency sign.
func startsFigure(r rune) bool {
	return r >= '0' && r <= '9' || strings.ContainsRune("+-(.", r) || isNumeral(r)
}

// cutSign takes a sign off: before, behind, or the brackets of bookkeepers.
func cutSign(s string) (neg bool, rest string) {
	if len(s) < 2 {
		return false, s
	}
	first, last, inner := s[0], s[len(s)-1], s
	switch {
	case first == '(' && last == ')':
		neg, inner = true, s[1:len(s)-1]
	case first == '+', first == '-':
		neg, inner = first == '-', s[1:]
	case last == '+', last == '-':
		neg, inner = last == '-', s[:len(s)-1]
	}
	return neg, strings.TrimSpace(inner)
}

// cutTail takes the currency off the end, and 整 behind it; the figures remain.
func (p *moneyParts) cutTail(s string) bool {
	s = strings.TrimSpace(strings.TrimRight(s, "整正"))
	if p.cutYuan(s) {
		return true
	}
	tail := strings.TrimLeft(s[figureEnd(s):], " ")
	// Of "3k USD" the k is the figure's, of "12 KRW" it is the currency's.
	if tail != "" && currencySign(tail) == nil && multiplier(rune(tail[0])) > 0 {
		tail = strings.TrimLeft(tail[1:], " ")
	}
	p.figures = strings.TrimSpace(s[:len(s)-len(tail)])
	p.tail = currencySign(tail)
	return tail == "" || p.tail != nil
}

// figureEnd returns the place behind the last digit or Chinese numeral.
func figureEnd(s string) int {
	for len(s) > 0 {
		r, size := utf8.DecodeLastRuneInString(s)
		if r >= '0' && r <= '9' || isNumeral(r) {
			break
		}
		s = s[:len(s)-size]
	}
	return len(s)
}

// cutYuan parts "12元5角" and "12块5", and takes "5角" as nought yuan.
func (p *moneyParts) cutYuan(s string) bool {
	i := strings.IndexAny(s, "元圆块")
	if i < 0 && strings.ContainsAny(s, "角毛分") {
		p.figures, p.subunits, p.tail = "0", s, currencySign("元")
		return true
	}
	if i < 0 {
		return false
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	rest := strings.TrimSpace(s[i+size:])
	if next, _ := utf8.DecodeRuneInString(rest); rest == "" || !isNumeral(next) && !isDigit(rest[0]) {
		return false
	}
	p.figures, p.subunits, p.tail = strings.TrimSpace(s[:i]), rest, currencySign("元")
	return true
}

// currency reconciles the signs before and behind: "$12 CAD" is one currency,
// "US$12元" is two.
func (p moneyParts) currency(def Currency) (Currency, error) {
	signs := p.lead
	switch {
	case p.lead != nil && p.tail != nil:
		signs = common(p.lead, p.tail)
		if signs == nil {
			return "", Invalidf("", "money_currencies", "First", string(p.lead[0]), "Second", string(p.tail[0]))
		}
	case p.lead == nil:
		signs = p.tail
	}
	if c := pickCurrency(def, signs); c != "" {
		return c, nil
	}
	if def == "" {
		return "", Invalidf("", "money_no_currency", "Value", excerpt(p.figures))
	}
	return def, nil
}

func common(a, b []Currency) (both []Currency) {
	for _, c := range a {
		if slices.Contains(b, c) {
			both = append(both, c)
		}
	}
	return both
}

// amount returns the minor units of c. The power is that of bare figures.
func (p moneyParts) amount(c Currency, power int) (int64, numberFault) {
	d, fault := readNumber(p.figures)
	if fault != noFault {
		return 0, fault
	}
	if figures, own := cutMultipliers(p.figures); own == 0 && p.tail == nil && isASCII(figures) {
		d.scale -= power
	}
	n, fault := d.units(c.Digits())
	if fault == noFault && p.subunits != "" {
		fen, ok := readSubunits(p.subunits)
		switch {
		case !ok || c.Digits() != 2:
			return 0, notNumber
		case n > math.MaxInt64-fen:
			return 0, tooLarge
		}
		n += fen
	}
	if p.neg {
		n = -n
	}
	return n, fault
}

// readSubunits returns the fen of "5角3分", "5毛", "3分"; digits without a unit
// are decimals: 12块5 is 12.50, 12块05 is 12.05.
func readSubunits(s string) (fen int64, ok bool) {
	place := int64(10)
	for s != "" {
		n, size := readNumeralDigit(s)
		if size == 0 || place == 0 {
			return 0, false
		}
		s = s[size:]
		unit, size := utf8.DecodeRuneInString(s)
		switch {
		case place == 10 && (unit == '角' || unit == '毛'):
			s = s[size:]
		case unit == '分':
			place, s = 1, s[size:]
		case n == 0 && s != "" && size > 1: // 零 before 分
			continue
		}
		fen, place = fen+n*place, place/10
	}
	return fen, true
}

func readNumeralDigit(s string) (n int64, size int) {
	if isDigit(s[0]) {
		return int64(s[0] - '0'), 1
	}
	r, size := utf8.DecodeRuneInString(s)
	if u, ok := numeral(r); ok {
		return int64(u), size
	}
	return 0, 0
}
