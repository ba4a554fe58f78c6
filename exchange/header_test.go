package exchange

import (
	"slices"
	"strings"
	"testing"
)

func TestHeadingsOfTwoLines(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want []string
		rows int
	}{
		"groups above":           {"客户,,联系方式,,地址,\n姓名,公司,手机,邮箱,城市,详细地址\n张三,北湖,13800138000,z@x.com,上海,1号\n", []string{"姓名", "公司", "手机", "邮箱", "城市", "详细地址"}, 1},
		"some reach down":        {"姓名,电话,,城市\n,手机,座机,\n张三,13800138000,010-12345678,上海\n", []string{"姓名", "手机", "座机", "城市"}, 1},
		"parts repeat":           {"订单号,收货人,,买家,\n,姓名,电话,姓名,电话\n1,张三,13800138000,李四,13900139000\n", []string{"订单号", "收货人 姓名", "收货人 电话", "买家 姓名", "买家 电话"}, 1},
		"title and two lines":    {"客户名单,,,\n\n姓名,电话,,城市\n,手机,座机,\n张三,13800138000,,上海\n", []string{"姓名", "手机", "座机", "城市"}, 1},
		"a column without":       {"姓名,,城市\n张三,x,上海\n李四,y,北京\n", []string{"姓名", "(2)", "城市"}, 2},
		"one line and a note":    {"客户资料,,\n姓名,手机,城市\n张三,13800138000,上海\n", []string{"姓名", "手机", "城市"}, 1},
		"who made it":            {"往来台账,,,\n制表人：小王,,日期：2024年3月4日,\n序号,客户名称,联系电话,备注\n1,甲,13800138000,a\n", []string{"序号", "客户名称", "联系电话", "备注"}, 1},
		"data that is a heading": {"姓名,手机,备注\n张三,13800138000,\n李四,,城市\n", []string{"姓名", "手机", "备注"}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, []byte(tt.text), Options{})
			n := 0
			for range s.each(t.Context()) {
				n++
			}
			if got := s.Info.Headings(); !slices.Equal(got, tt.want) || n != tt.rows {
				t.Errorf("%q and %d rows, want %q and %d", got, n, tt.want, tt.rows)
			}
		})
	}
}

func TestAsides(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want []string // why, and the line
		rows int
	}{
		"units":         {"姓名,订单号,日期,金额\n,,yyyy-mm-dd,元\n张三,1,2024-1-2,5\n", []string{"units 2"}, 1},
		"required":      {"姓名,手机,城市\n必填,选填,选填\n示例：王小明,13800138000,北京\n张三,13900139000,上海\n", []string{"units 2", "example 3"}, 1},
		"total":         {"订单号,姓名,日期,金额\n1,张三,2024-1-2,5\n2,李四,2024-1-2,6\n合计,,,11.00\n", []string{"total 4"}, 2},
		"total in one":  {"订单号,姓名,日期,金额\n1,张三,2024-1-2,5\n合计：¥5.00,,,\n共 1 条记录\n", []string{"total 3", "remark 4"}, 1},
		"Total":         {"Order No,Name,Date,Total\n1,Ada,2024-1-2,5\nTotal,,,$5.00\n", []string{"total 3"}, 1},
		"called Total":  {"Name,Phone,City\nTotal,+33 1 47 44 45 46,Paris\nTotal,,\n", nil, 2},
		"signed":        {"姓名,手机,城市\n张三,13800138000,北京\n制表人：小王,审核：老李,日期：2024-1-2\n", []string{"remark 3"}, 1},
		"payments":      {"订单号,姓名,日期,金额\n1,张三,2024-1-2,5\n----------\n共1笔记录\n已收入:1笔,5.00元\n待支出:0笔,0.00元\n收入：1笔 5.00元\n", []string{"remark 3", "remark 4", "total 5", "total 6", "total 7"}, 1},
		"two columns":   {"姓名,手机\n张三,13800138000\n制表：小王,\n", []string{"remark 3"}, 1},
		"called 合计":     {"姓名,手机\n合计,13800138000\n", nil, 1},
		"heading again": {"姓名,手机,城市\n张三,13800138000,\n姓名,手机,城市\n李四,13900139000,\n", []string{"heading 3"}, 2},
		"above":         {"客户名单\n导出时间:2024-1-2\n姓名,手机,城市\n张三,13800138000,x\n", []string{"above 1", "above 2"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, []byte(tt.text), Options{})
			n := 0
			for _, d := range drafts(t, s) {
				n += len(d.Rows)
			}
			var got []string
			for _, a := range s.Asides() {
				got = append(got, a.Why+" "+string(rune('0'+a.Line)))
			}
			if !slices.Equal(got, tt.want) || n != tt.rows {
				t.Errorf("%q and %d rows, want %q and %d", got, n, tt.want, tt.rows)
			}
		})
	}
	// A total far behind what is read ahead is found as well.
	s := open(t, []byte("订单号,姓名,日期,金额\n"+strings.Repeat("1,张三,2024-1-2,5\n", 2000)+"合计,,,10000\n"), Options{})
	if drafts(t, s); len(s.Asides()) != 1 {
		t.Errorf("asides %v", s.Asides())
	}
}
