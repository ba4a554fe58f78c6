package exchange

import "testing"

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
