package model

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

func TestParseMoney(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text   string
		def    Currency
		amount int64
		want   Currency
	}{
		{"1280.5", CNY, 128050, CNY}, {"￥1,280.50", CNY, 128050, CNY}, {"¥28.16", CNY, 2816, CNY}, {"RMB 12", USD, 1200, CNY},
		{"CNY 12", USD, 1200, CNY}, {"12 CNY", USD, 1200, CNY}, {"12元", CNY, 1200, CNY}, {"12 元", CNY, 1200, CNY},
		{"12块5", CNY, 1250, CNY}, {"12块05", CNY, 1205, CNY}, {"12块", CNY, 1200, CNY}, {"12块钱", CNY, 1200, CNY},
		{"12元5角3分", CNY, 1253, CNY}, {"12元3分", CNY, 1203, CNY}, {"5毛", CNY, 50, CNY}, {"12元零3分", CNY, 1203, CNY},
		{"1.2万", CNY, 1200000, CNY}, {"1.2万元", CNY, 1200000, CNY}, {"1.2 万", CNY, 1200000, CNY}, {"3k", CNY, 300000, CNY},
		{"3K USD", CNY, 300000, USD}, {"1.5w", CNY, 1500000, CNY}, {"1亿", CNY, 1e10, CNY}, {"1亿美元", CNY, 1e10, USD},
		{"2千万", CNY, 2e9, CNY}, {"1亿2000万", CNY, 12e9, CNY}, {"1万2", CNY, 1200000, CNY}, {"3千5百", CNY, 350000, CNY},
		{"US$3", CNY, 300, USD}, {"$3", CNY, 300, USD}, {"$3", "CAD", 300, "CAD"}, {"$12 CAD", CNY, 1200, "CAD"}, {"€12,50", CNY, 1250, EUR},
		{"12,50 €", CNY, 1250, EUR}, {"1.234,56", EUR, 123456, EUR}, {"1 234,56", EUR, 123456, EUR}, {"1\u202f234,56\u00a0€", CNY, 123456, EUR},
		{"1'234.50", "CHF", 123450, "CHF"}, {"1’234.50", "CHF", 123450, "CHF"}, {"1,234", CNY, 123400, CNY}, {"1,23", CNY, 123, CNY},
		{"0,123", "KWD", 123, "KWD"}, {"1,234,567.8", CNY, 123456780, CNY}, {"1.234.567", EUR, 123456700, EUR}, {"1234,5", EUR, 123450, EUR},
		{"(300)", CNY, -30000, CNY}, {"-300", CNY, -30000, CNY}, {"300-", CNY, -30000, CNY}, {"+300", CNY, 30000, CNY}, {"−300", CNY, -30000, CNY},
		{"-¥300", CNY, -30000, CNY}, {"¥-300", CNY, -30000, CNY}, {"(¥300)", CNY, -30000, CNY}, {"¥ -300.00", CNY, -30000, CNY}, {"-12块5", CNY, -1250, CNY},
		{"１２８０．５０", CNY, 128050, CNY}, {"－￥３００", CNY, -30000, CNY}, {"（300）", CNY, -30000, CNY},
		{"300元整", CNY, 30000, CNY}, {"壹仟贰佰元整", CNY, 120000, CNY}, {"壹仟贰佰元正", CNY, 120000, CNY}, {"人民币壹仟贰佰元伍角整", CNY, 120050, CNY},
		{"一百二十", CNY, 12000, CNY}, {"一万二", CNY, 1200000, CNY}, {"一万零二", CNY, 1000200, CNY}, {"十五块", CNY, 1500, CNY}, {"两千", CNY, 200000, CNY},
		{"叁拾万零伍佰", CNY, 30050000, CNY}, {"一百二十点五", CNY, 12050, CNY}, {"零元", CNY, 0, CNY}, {"一万亿", CNY, 1e14, CNY},
		{"548.58000000000004", CNY, 54858, CNY}, {"0.30000000000000004", CNY, 30, CNY}, {"19.989999999999998", CNY, 1999, CNY},
		{"1.0000000000000001E-2", CNY, 1, CNY}, {"1.2E+4", CNY, 1200000, CNY}, {"12.500000000000000000000", CNY, 1250, CNY},
		{"12", JPY, 12, JPY}, {"¥12", JPY, 12, JPY}, {"12.00", JPY, 12, JPY}, {"12日元", CNY, 12, JPY}, {"1.234", "KWD", 1234, "KWD"},
		{".5", CNY, 50, CNY}, {"5.", CNY, 500, CNY}, {"0", CNY, 0, CNY}, {"-0", CNY, 0, CNY}, {"HK$1,000", CNY, 100000, "HKD"},
		{"92233720368547758.07", CNY, math.MaxInt64, CNY}, {"12 KRW", CNY, 12, "KRW"}, {"12 MOP", CNY, 1200, "MOP"},
	} {
		got, err := ParseMoney(test.text, test.def)
		if want := (Money{test.amount, test.want}); got != want || err != nil {
			t.Errorf("ParseMoney(%q, %s) = %v, %v; want %v", test.text, test.def, got, err, want)
		}
	}
}

// A unit of the column is that of bare figures only.
func TestParseMoneyInUnits(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"1.2": 1200000, "¥1.2": 1200000, "(1,234.5)": -1234500000, "0": 0, "1E-2": 10000,
		"12000元": 1200000, "1.2万": 1200000, "1.2万元": 1200000, "12k": 1200000, "一万二": 1200000, "12块5": 1250,
	} {
		if got, err := ParseMoneyIn(text, CNY, 4); got != (Money{want, CNY}) || err != nil {
			t.Errorf("ParseMoneyIn(%q) = %v, %v; want %d", text, got, err, want)
		}
	}
}

func TestParseMoneyRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, code string }{
		{"", "money_empty"}, {" \u3000", "money_empty"}, {"面议", "money_open"}, {"N/A", "money_open"},
		{"abc", "money_syntax"}, {"1.2.3", "money_syntax"}, {"1,2,3", "money_syntax"}, {"12,34,5", "money_syntax"}, {"1,234,56", "money_syntax"},
		{"1 2", "money_syntax"}, {"--3", "money_syntax"}, {"(-3)", "money_syntax"}, {"-", "money_syntax"}, {"¥", "money_syntax"}, {".", "money_syntax"},
		{"300元/月", "money_syntax"}, {"共300元", "money_syntax"}, {"12%", "money_syntax"}, {"万", "money_syntax"}, {"百万", "money_syntax"},
		{"一二三", "money_syntax"}, {"一百二千", "money_syntax"}, {"12块5块", "money_syntax"}, {"12块555", "money_syntax"}, {"1e", "money_syntax"}, {"元", "money_syntax"},
		{"1.005", "money_decimals"}, {"0.001", "money_decimals"}, {"1.234", "money_decimals"}, {"12.3456789", "money_decimals"}, {"0.00000000000000000000001", "money_decimals"},
		{"1e-300", "money_decimals"}, {"92233720368547758.08", "money_too_large"}, {"99999999999999999999", "money_too_large"}, {"1e300", "money_too_large"},
		{"10000000000亿", "money_too_large"}, {"US$12元", "money_currencies"},
	} {
		if got, err := ParseMoney(test.text, CNY); codeOf(err) != test.code {
			t.Errorf("ParseMoney(%q) = %v, %v; want %s", test.text, got, err, test.code)
		}
	}
	if _, err := ParseMoney("12", ""); codeOf(err) != "money_no_currency" {
		t.Errorf("without a currency: %v", err)
	}
	if _, err := ParseMoney("12.5", JPY); codeOf(err) != "money_decimals" {
		t.Errorf("yen with decimals: %v", err)
	}
}

func TestMoneyArithmetic(t *testing.T) {
	t.Parallel()
	fen := func(n int64) Money { return Money{n, CNY} }
	if got, err := fen(1).Add(fen(2)); got != fen(3) || err != nil {
		t.Errorf("1+2 = %v, %v", got, err)
	}
	if got, err := (Money{}).Add(fen(2)); got != fen(2) || err != nil {
		t.Errorf("nothing+2 = %v, %v", got, err)
	}
	if _, err := fen(1).Add(Money{1, USD}); codeOf(err) != "money_currencies" {
		t.Errorf("CNY+USD: %v", err)
	}
	for _, n := range []int64{math.MaxInt64, math.MinInt64} {
		if _, err := fen(n).Add(fen(n / 2)); codeOf(err) != "money_too_large" {
			t.Errorf("%d doubled: %v", n, err)
		}
	}
	if fen(-5).Neg() != fen(5) || !fen(0).IsZero() || fen(1).Cmp(fen(2)) != -1 || fen(9).Cmp(Money{1, USD}) != -1 {
		t.Error("Neg, IsZero or Cmp is wrong")
	}
}

func TestMoneyMul(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		amount   int64
		quantity string
		want     int64
	}{
		{100, "3", 300}, {333, "0.5", 167}, {-333, "0.5", -167}, {333, "-0.5", -167}, {-333, "-0.5", 167},
		{1, "0.499999", 0}, {1, "0.5", 1}, {199, "1.25", 249}, {0, "5", 0}, {math.MaxInt64, "1", math.MaxInt64},
	} {
		q, err := ParseQuantity(test.quantity)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := (Money{test.amount, CNY}).Mul(q); got.Amount != test.want || err != nil {
			t.Errorf("%d × %s = %v, %v; want %d", test.amount, test.quantity, got, err, test.want)
		}
	}
	for _, q := range []Quantity{NewQuantity(2), NewQuantity(-2), math.MaxInt64} {
		if got, err := (Money{math.MaxInt64, CNY}).Mul(q); codeOf(err) != "money_too_large" {
			t.Errorf("overflow by %s gives %v, %v", q, got, err)
		}
	}
}

func TestMoneyText(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		m                   Money
		decimal, zh, en, js string
	}{
		{Money{128050, CNY}, "1280.50", "¥1,280.50", "CN¥1,280.50", `{"amount":"1280.50","currency":"CNY"}`},
		{Money{128050, USD}, "1280.50", "US$1,280.50", "$1,280.50", `{"amount":"1280.50","currency":"USD"}`},
		{Money{-1280, JPY}, "-1280", "-JP¥1,280", "-¥1,280", `{"amount":"-1280","currency":"JPY"}`},
		{Money{5, "KWD"}, "0.005", "KWD\u00a00.005", "KWD\u00a00.005", `{"amount":"0.005","currency":"KWD"}`},
		{Money{math.MinInt64, CNY}, "-92233720368547758.08", "-¥92,233,720,368,547,758.08", "-CN¥92,233,720,368,547,758.08",
			`{"amount":"-92233720368547758.08","currency":"CNY"}`},
	} {
		if got := test.m.Decimal(); got != test.decimal {
			t.Errorf("Decimal() = %q, want %q", got, test.decimal)
		}
		if zh, en := test.m.Format("zh"), test.m.Format("en"); zh != test.zh || en != test.en {
			t.Errorf("Format = %q, %q; want %q, %q", zh, en, test.zh, test.en)
		}
		if js, err := json.Marshal(test.m); string(js) != test.js || err != nil {
			t.Errorf("JSON = %s, %v; want %s", js, err, test.js)
		}
	}
}

func TestMoneyJSON(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		js   string
		want Money
		code string
	}{
		{`{"amount":"12.50","currency":"CNY"}`, Money{1250, CNY}, ""},
		{`{"amount":-12.5,"currency":"CNY"}`, Money{-1250, CNY}, ""},
		{`{"amount":"0.00","currency":""}`, Money{}, ""},
		{`{"amount":"1","currency":"QQQ"}`, Money{}, "currency_unknown"},
		{`{"amount":"1.001","currency":"CNY"}`, Money{}, "money_decimals"},
		{`{"amount":"x","currency":"CNY"}`, Money{}, "money_syntax"},
		{`null`, Money{}, ""},
		{`{}`, Money{}, "money_syntax"},
		{`[]`, Money{}, "money_syntax"},
	} {
		var got Money
		if err := json.Unmarshal([]byte(test.js), &got); got != test.want || codeOf(err) != test.code {
			t.Errorf("%s gives %v, %v; want %v, %q", test.js, got, err, test.want, test.code)
		}
	}
}

func TestParseQuantity(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"3": "3", "0.25": "0.25", "-1.50": "-1.5", "1,5": "1.5", "1,000": "1000", "１２": "12", "三": "3", "1.2万": "12000",
		"0.000001": "0.000001", "9223372036854.775807": "9223372036854.775807", "2.0": "2", "0.30000000000000004": "0.3",
	} {
		if got, err := ParseQuantity(text); got.String() != want || err != nil {
			t.Errorf("ParseQuantity(%q) = %s, %v; want %s", text, got, err, want)
		}
	}
	for text, code := range map[string]string{
		"": "quantity_empty", "x": "quantity_syntax", "3个": "quantity_syntax", "0.0000001": "quantity_decimals", "1e15": "quantity_too_large",
	} {
		if got, err := ParseQuantity(text); codeOf(err) != code {
			t.Errorf("ParseQuantity(%q) = %s, %v; want %s", text, got, err, code)
		}
	}
	var q Quantity
	if err := json.Unmarshal([]byte(`"2.5"`), &q); q != 2_500_000 || err != nil {
		t.Errorf("JSON string gives %s, %v", q, err)
	}
	if js, err := json.Marshal(q); string(js) != "2.5" || err != nil || q.Sign() != 1 || q.IsZero() {
		t.Errorf("JSON = %s, %v", js, err)
	}
}

// Every currency prints in both languages what its parser reads back.
func TestFormatReadsBack(t *testing.T) {
	t.Parallel()
	for _, c := range Currencies() {
		for _, language := range []string{"zh", "en"} {
			m := Money{-123456789, c}
			if got, err := ParseMoney(m.Format(language), c); got != m || err != nil {
				t.Errorf("%s in %s: %q reads back as %v, %v", c, language, m.Format(language), got, err)
			}
		}
	}
}

func FuzzParseMoney(f *testing.F) {
	for _, s := range []string{"￥1,280.50", "12块5", "1.2万", "(300)", "€12,50", "壹仟贰佰元整", "1e-2", "1亿2000万", "面议", "US$3k", "12元零3分"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseMoney(text, CNY)
		if err != nil {
			if codeOf(err) == "" {
				t.Fatalf("%q: no Problem: %v", text, err)
			}
			return
		}
		if back, err := ParseMoney(m.String(), CNY); back != m || err != nil {
			t.Fatalf("%q is %v and reads back as %v, %v", text, m, back, err)
		}
		if back, err := ParseMoney(m.Format("zh"), m.Currency); back != m || err != nil {
			t.Fatalf("%q is %q and reads back as %v, %v", text, m.Format("zh"), back, err)
		}
	})
}

func FuzzParseQuantity(f *testing.F) {
	for _, s := range []string{"1.5", "三千五", "1,000", "-2", "1e3", strings.Repeat("9", 30)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := ParseQuantity(text)
		if err != nil {
			return
		}
		if back, err := ParseQuantity(q.String()); back != q || err != nil {
			t.Fatalf("%q is %s and reads back as %s, %v", text, q, back, err)
		}
	})
}

func BenchmarkParseMoney(b *testing.B) {
	for _, text := range []string{"1280.50", "￥1,280.50", "1.2万", "548.58000000000004"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ParseMoney(text, CNY); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
