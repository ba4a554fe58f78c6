package exchange

import (
	"regexp"
	"slices"
	"strings"

	"kehu/model"
)

// The currency of amounts that name none may stand in their heading (金额(美元), Amount
// USD), in a row of units below it, or in the other cells of the column.

// writtenSmall are the codes that are known as such in small letters too; most others
// are words then.
var writtenSmall = strings.Fields("usd eur gbp jpy cny rmb hkd twd krw sgd aud cad chf nzd thb myr inr brl rub")

var (
	headingPart = regexp.MustCompile(`[^\s()（）\[\]【】/／:：,，_]+`)
	hanCurrency = regexp.MustCompile(`(美元|美金|欧元|歐元|英镑|英鎊|日元|日圆|港元|港币|港幣|新台币|新臺幣|台币|台幣|韩元|韓元|澳元|加元|新加坡元|人民币|人民幣)$`)
)

// readCurrencyWord parts a heading from the word for a currency behind its first word;
// word is "" for none.
func readCurrencyWord(heading string) (rest, word string) {
	parts := headingPart.FindAllStringIndex(heading, -1)
	for i := len(parts) - 1; i >= 0; i-- {
		text := heading[parts[i][0]:parts[i][1]]
		if i > 0 {
			if bare := strings.TrimLeft(text, "单位百千仟十万萬亿億"); isCurrencyWord(bare) {
				return heading[:parts[i][0]], bare
			}
		}
		if at := hanCurrency.FindStringIndex(text); at != nil && parts[i][0]+at[0] > 0 {
			return heading[:parts[i][0]+at[0]], foldWord(text[at[0]:])
		}
	}
	return heading, ""
}

func isCurrencyWord(word string) bool {
	if _, err := model.ParseCurrency(word, ""); err != nil {
		return false
	}
	return !model.Currency(strings.ToUpper(word)).Valid() || word == strings.ToUpper(word) || slices.Contains(writtenSmall, word)
}

// cutCurrency leaves out the currency at the end of a heading.
func cutCurrency(heading string) string {
	rest, word := readCurrencyWord(heading)
	if word == "" {
		return heading
	}
	return strings.TrimSuffix(strings.TrimRight(rest, " (（[【/／:：,，_"), " in")
}

// setCurrencies gives each column the currency that its heading or the row of units
// names, or else that of its other cells, where they have one only.
func (s *Source) setCurrencies(columns []Column) {
	for i := range columns {
		c := &columns[i]
		own := c.Heading
		if c.Index < len(s.rows.units) {
			own += " " + s.rows.units[c.Index]
		}
		if _, word := readCurrencyWord(own); word != "" {
			c.currency, _ = model.ParseCurrency(word, s.options.Currency)
		} else if isAmount(c.Field) {
			c.currency, c.assumed = currencyOfCells(c.Index, s.rows.sample(), s.options.Currency)
		}
	}
}

func isAmount(field string) bool {
	switch field {
	case "total", "order_total", "freight", "discount", "unit_price", "amount":
		return true
	}
	return false
}

// currencyOfCells returns the one foreign currency that cells of a column name. A cell
// among many that name none is the odd one itself, unless the first cell speaks for those
// below it.
func currencyOfCells(index int, sample []row, def model.Currency) (only model.Currency, found bool) {
	named, bare, first := 0, 0, false
	for _, text := range valuesOf(index, sample) {
		m, err := model.ParseMoney(text, def)
		switch {
		case err != nil:
		case !namesCurrency(text):
			bare++
		case only != "" && only != m.Currency:
			return "", false
		default:
			only, first = m.Currency, first || bare == 0
			named++
		}
	}
	if only == "" || only == def || !first && named < bare {
		return "", false
	}
	return only, true
}

// assume notes, once for a column, that an amount was read in the currency of others.
func (d *drafting) assume(c *cell) {
	if !c.column.assumed || namesCurrency(c.text) {
		return
	}
	const code = "currency_of_column"
	if !slices.ContainsFunc(d.source.doubts, func(known Doubt) bool { return known.Why.Code == code && known.Heading == c.column.Heading }) {
		d.doubt(c.column, c.text, model.Invalidf("", code, "Value", shorten(c.text), "Currency", string(c.column.currency)))
	}
}
