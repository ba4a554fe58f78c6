package model

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/bojanz/currency"
)

// A Currency is an ISO 4217 code in capitals, such as "CNY". The zero value is
// no currency.
type Currency string

// Currencies that the code names.
const (
	CNY Currency = "CNY"
	EUR Currency = "EUR"
	GBP Currency = "GBP"
	JPY Currency = "JPY"
	USD Currency = "USD"
)

// newerDigits has the fraction digits of the codes that ISO 4217 has and the
// currency package (CLDR 47) has not yet. XCG, the Caribbean guilder: ISO 4217
// amendment 176.
var newerDigits = map[Currency]int{"XCG": 2}

// Currencies returns all known codes, the most traded first.
func Currencies() []Currency {
	codes := currency.GetCurrencyCodes()
	all := make([]Currency, 0, len(codes)+len(newerDigits))
	for _, code := range codes {
		all = append(all, Currency(code))
	}
	for code := range newerDigits {
		all = append(all, code)
	}
	return all
}

// ParseCurrency reads a code in either case, or a sign or name such as ￥, US$
// or 美元. A sign that several currencies share is def's if def is one of
// them. The error is a Problem of code currency_unknown.
func ParseCurrency(text string, def Currency) (Currency, error) {
	if c := pickCurrency(def, currencySign(foldWidth(text))); c != "" {
		return c, nil
	}
	return "", Invalidf("", "currency_unknown", "Value", excerpt(text))
}

// Valid reports whether c is a code that we know.
func (c Currency) Valid() bool {
	_, newer := newerDigits[c]
	return newer || c != "" && currency.IsValid(string(c))
}

// Digits returns how many decimals the currency has by ISO 4217: 2 for CNY, 0
// for JPY, 3 for KWD. For an unknown code it is 2.
func (c Currency) Digits() int {
	if digits, ok := currency.GetDigits(string(c)); ok {
		return int(digits)
	}
	return 2
}

// Symbol returns what people of a language ("zh" or "en") write for c by the
// CLDR: CNY is ¥ in Chinese and CN¥ in English. Without a symbol it is the code.
func (c Currency) Symbol(language string) string {
	symbol, _ := currency.GetSymbol(string(c), currency.Locale{Language: language})
	if symbol == "" {
		return string(c)
	}
	return symbol
}

// currencyWords are signs and names beside the CLDR's. Where several codes
// follow, the first is meant unless the book's currency is another of them.
var currencyWords = map[string]string{
	"¥": "CNY JPY", "元": "CNY TWD HKD MOP SGD", "圆": "CNY JPY", "块": "CNY TWD HKD MOP", "块钱": "CNY TWD HKD MOP",
	"RMB": "CNY", "人民币": "CNY", "元人民币": "CNY", "CN¥": "CNY",
	"$":   "USD AUD BBD BMD BND BSD BZD CAD CLP COP FJD HKD JMD MXN NZD SGD TTD TWD",
	"US$": "USD", "USD$": "USD", "美元": "USD", "美金": "USD", "刀": "USD",
	"欧元": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP EGP", "英镑": "GBP",
	"日元": "JPY", "日圆": "JPY", "円": "JPY", "YEN": "JPY", "韩元": "KRW",
	"HK$": "HKD", "港元": "HKD", "港币": "HKD", "NT$": "TWD", "新台币": "TWD", "台币": "TWD",
	"MOP$": "MOP", "澳门元": "MOP", "S$": "SGD", "新加坡元": "SGD", "新币": "SGD",
	"加元": "CAD", "CAD$": "CAD", "CA$": "CAD", "澳元": "AUD", "AUD$": "AUD", "AU$": "AUD", "新西兰元": "NZD",
	"瑞士法郎": "CHF", "FR.": "CHF", "卢布": "RUB", "₽": "RUB", "卢比": "INR", "RS": "INR", "泰铢": "THB", "฿": "THB",
	"越南盾": "VND", "林吉特": "MYR", "RM": "MYR", "KR": "SEK NOK DKK", "ZŁ": "PLN", "₺": "TRY", "₴": "UAH",
}

// currencySigns gives every sign, name and code, in capitals, the currencies
// that it may mean.
var currencySigns = sync.OnceValue(func() map[string][]Currency {
	signs := make(map[string][]Currency)
	for word, codes := range currencyWords {
		for code := range strings.FieldsSeq(codes) {
			signs[word] = append(signs[word], Currency(code))
		}
	}
	for _, c := range Currencies() {
		signs[string(c)] = []Currency{c}
		for _, language := range [...]string{"zh", "en"} {
			addSign(signs, strings.ToUpper(foldWidth(c.Symbol(language))), c)
		}
	}
	return signs
})

// addSign leaves lone letters out: K is a thousand before it is a kwacha.
func addSign(signs map[string][]Currency, sign string, c Currency) {
	if utf8.RuneCountInString(sign) == 1 && sign[0] < utf8.RuneSelf {
		return
	}
	if _, listed := signs[sign]; !listed {
		signs[sign] = []Currency{c}
	}
}

// currencySign returns the currencies that a folded sign, name or code may mean.
func currencySign(s string) []Currency { return currencySigns()[strings.ToUpper(s)] }

// pickCurrency returns def if the sign may mean it, else the sign's first
// meaning, "" if it has none.
func pickCurrency(def Currency, sign []Currency) Currency {
	for _, c := range sign {
		if c == def {
			return def
		}
	}
	if len(sign) > 0 {
		return sign[0]
	}
	return ""
}
