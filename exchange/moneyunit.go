package exchange

import (
	"regexp"
	"strings"
)

// A sheet may count in ten thousands: its headings say so (金额(万元), Amount in
// thousands), a row below them, or a line above them (单位：万元).

// moneyUnits are the words for powers of ten, folded as by foldWord.
var moneyUnits = map[string]int{
	"千": 3, "仟": 3, "k": 3, "thousand": 3, "thousands": 3, "万": 4, "w": 4, "十万": 5, "百万": 6, "million": 6, "millions": 6, "千万": 7, "亿": 8,
}

const (
	powerWord    = `(千万|百万|十万|[万萬千仟亿億]|(?:\b[kw]|\bthousands?|\bmillions?)(?:\b|[$¥￥€£]|$))`
	currencyWord = `(?:美元|港元|欧元|人民币|元|圆|块|rmb|cny|usd|us\$|[$¥￥€£])`
)

// moneyUnit finds a unit at the end of a heading: set off from it, or with the
// currency behind it. What follows a stroke as in 元/千 is no unit of money.
var moneyUnit = regexp.MustCompile(`(?i)^(.*?)(?:[\s(（\[【:：_,，-]+(单位[:：]?\s*|units?:?\s*|in\s+)?` + currencyWord + `?\s*` + powerWord + `\s*` + currencyWord +
	`?|[/／]?` + powerWord + `\s*` + currencyWord + `)\s*[)）\]】]*$`)

// readMoneyUnit parts a heading from the unit at its end; power is 0 for none. said
// tells that a word for unit stands before it.
func readMoneyUnit(heading string) (rest string, power int, said bool) {
	m := moneyUnit.FindStringSubmatch(heading)
	if m == nil {
		return heading, 0, false
	}
	return m[1], moneyUnits[foldWord(m[3]+m[4])], m[2] != ""
}

func cutMoneyUnit(heading string) string {
	rest, _, _ := readMoneyUnit(heading)
	return rest
}

// saidUnit returns the cell of a line above the headings that names the unit of all
// amounts, "" for none.
func saidUnit(cells []string) string {
	for _, c := range cells {
		if _, power, said := readMoneyUnit(" " + c); power > 0 && said {
			return " " + c
		}
	}
	return ""
}

// setUnits gives each column the unit that its heading names, or else the row below
// the headings, or else, if neither names any money, the line above them.
func (rs *rows) setUnits(columns []Column) {
	for i := range columns {
		c := &columns[i]
		own := c.Heading
		if c.Index < len(rs.units) {
			own += " " + rs.units[c.Index]
		}
		if _, c.power, _ = readMoneyUnit(own); c.power == 0 && !strings.ContainsAny(own, "元圆") {
			_, c.power, _ = readMoneyUnit(rs.above)
		}
	}
}
