package exchange

import (
	"slices"
	"testing"

	"kehu/model"
)

// Amounts are of the unit that is said of their column, wherever that is said.
func TestMoneyUnits(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want int64
	}{
		"brackets":          {"姓名,日期,金额(万元)\n张三,2024-1-2,1.2\n", 1200000},
		"wide brackets":     {"姓名,日期,金额（万元）\n张三,2024-1-2,1.2\n", 1200000},
		"unit in brackets":  {"姓名,日期,成交额（单位：千元）\n张三,2024-1-2,1.2\n", 120000},
		"currency first":    {"姓名,日期,成交额[人民币万元]\n张三,2024-1-2,1.2\n", 1200000},
		"stroke":            {"姓名,日期,金额/万元\n张三,2024-1-2,1.2\n", 1200000},
		"word":              {"姓名,日期,金额万元\n张三,2024-1-2,1.2\n", 1200000},
		"traditional":       {"姓名,日期,金額(萬元)\n张三,2024-1-2,1.2\n", 1200000},
		"k":                 {"Name,Date,Amount (k)\nAda,2024-1-2,1.2\n", 120000},
		"k with a sign":     {"Name,Date,Total ($k)\nAda,2024-1-2,1.2\n", 120000},
		"in thousands":      {"Name,Date,Amount in thousands\nAda,2024-1-2,1.2\n", 120000},
		"row below":         {"姓名,订单号,日期,金额\n,,,万元\n张三,1,2024-1-2,1.2\n", 1200000},
		"brackets below":    {"姓名,订单号,日期,金额\n,,,(万元)\n张三,1,2024-1-2,1.2\n", 1200000},
		"line above":        {"销售台账（单位：万元）,,\n姓名,日期,金额\n张三,2024-1-2,1.2\n", 1200000},
		"heading over line": {"单位：万元,,\n姓名,日期,金额(元)\n张三,2024-1-2,1.2\n", 120},
		"cell's own":        {"姓名,日期,金额(万元)\n张三,2024-1-2,12000元\n", 1200000},
		"plain":             {"姓名,日期,金额(元)\n张三,2024-1-2,1.2\n", 120},
		"per thousand":      {"姓名,日期,单价(元/千)\n张三,2024-1-2,1.2\n", 120},
		"per kilogram":      {"姓名,日期,单价(元/千克)\n张三,2024-1-2,1.2\n", 120},
		"others' units":     {"姓名,日期,注册资本(万元),金额\n张三,2024-1-2,500,1.2\n", 120},
	} {
		t.Run(name, func(t *testing.T) {
			d := purchaseOf(t, tt.text)
			if d.Purchase.Total != tt.want || len(d.Problems) > 0 {
				t.Errorf("total %d, want %d; %v", d.Purchase.Total, tt.want, d.Problems)
			}
		})
	}
}

// The currency of bare amounts is the heading's, or that of the column's other cells.
func TestCurrenciesOfColumns(t *testing.T) {
	for name, tt := range map[string]struct {
		text     string
		total    int64
		currency model.Currency
	}{
		"brackets":        {"姓名,日期,金额(美元)\n张三,2024-1-2,5\n", 500, model.USD},
		"code":            {"Name,Date,Amount (USD)\nAda,2024-1-2,5\n", 500, model.USD},
		"code behind":     {"Name,Date,Amount USD\nAda,2024-1-2,5\n", 500, model.USD},
		"in euros":        {"Name,Date,amount_eur\nAda,2024-1-2,5\n", 500, model.EUR},
		"behind":          {"姓名,日期,金额港币\n张三,2024-1-2,5\n", 500, "HKD"},
		"ten thousands":   {"姓名,日期,金额（万美元）\n张三,2024-1-2,5\n", 5000000, model.USD},
		"row below":       {"姓名,订单号,日期,金额\n,,,USD\n张三,1,2024-1-2,5\n", 500, model.USD},
		"others":          {"Name,Date,Amount\nAda,2024-1-2,(3)\nBo,2024-1-2,US$5\n", -300, model.USD},
		"two others":      {"Name,Date,Amount\nAda,2024-1-2,3\nBo,2024-1-2,US$5\nCy,2024-1-2,€5\n", 300, model.CNY},
		"an odd one":      {"Name,Date,Amount\nAda,2024-1-2,3\nBo,2024-1-2,4\nCy,2024-1-2,US$5\n", 300, model.CNY},
		"the row's own":   {"Name,Date,Amount (USD),Currency\nAda,2024-1-2,5,EUR\n", 500, model.EUR},
		"the cell's own":  {"姓名,日期,金额(美元)\n张三,2024-1-2,€5\n", 500, model.EUR},
		"a word, no code": {"Name,Date,Total (all)\nAda,2024-1-2,5\n", 500, model.CNY},
		"no other word":   {"Name,Date,Total (incl. tax)\nAda,2024-1-2,5\n", 500, model.CNY},
	} {
		t.Run(name, func(t *testing.T) {
			d := drafts(t, open(t, []byte(tt.text), Options{As: Purchases, Map: map[string]string{}}))[0]
			if p := d.Purchase; p.Total != tt.total || p.Currency != tt.currency || len(d.Problems) > 0 {
				t.Errorf("%d %s, want %d %s; %v", p.Total, p.Currency, tt.total, tt.currency, d.Problems)
			}
		})
	}
	if got := doubtsOf(t, "Name,Date,Amount\nAda,2024-1-2,US$5\nBo,2024-1-2,3\nCy,2024-1-2,4\n"); !slices.Equal(got, []string{"3 Amount currency_of_column"}) {
		t.Errorf("doubts %q", got)
	}
}
