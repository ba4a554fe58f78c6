package model

import (
	"errors"
	"testing"
)

// codeOf returns the code of the Problem in err, "" for none.
func codeOf(err error) string {
	var p *Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

// TestCurrencyDigits compares with ISO 4217 list one (SIX, the maintenance
// agency): every code that has not two decimals stands here.
func TestCurrencyDigits(t *testing.T) {
	t.Parallel()
	others := map[Currency]int{
		"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0,
		"UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
		"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
		"CLF": 4, "UYW": 4,
	}
	seen := 0
	for _, c := range Currencies() {
		want, listed := others[c]
		if listed {
			seen++
		} else {
			want = 2
		}
		if got := c.Digits(); got != want || !c.Valid() {
			t.Errorf("%s: %d digits, valid %v; want %d", c, got, c.Valid(), want)
		}
	}
	if seen != len(others) {
		t.Errorf("%d of the %d listed codes are known", seen, len(others))
	}
}

func TestParseCurrency(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text      string
		def, want Currency
	}{
		{"CNY", USD, CNY}, {"cny", USD, CNY}, {"￥", USD, CNY}, {"¥", JPY, JPY}, {"人民币", USD, CNY}, {"rmb", "", CNY},
		{"$", CNY, USD}, {"$", "CAD", "CAD"}, {"US$", "CAD", USD}, {"美元", CNY, USD}, {"€", CNY, EUR}, {"HK$", CNY, "HKD"},
		{"元", CNY, CNY}, {"元", "TWD", "TWD"}, {"ＵＳＤ", CNY, USD}, {"XCG", CNY, "XCG"},
	} {
		if got, err := ParseCurrency(test.text, test.def); got != test.want || err != nil {
			t.Errorf("ParseCurrency(%q, %s) = %s, %v; want %s", test.text, test.def, got, err, test.want)
		}
	}
	for _, text := range []string{"", "XXX", "K", "yuan?", "12"} {
		if got, err := ParseCurrency(text, CNY); codeOf(err) != "currency_unknown" {
			t.Errorf("ParseCurrency(%q) = %s, %v", text, got, err)
		}
	}
}
