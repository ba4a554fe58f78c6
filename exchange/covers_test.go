package exchange

import (
	"slices"
	"strings"
	"testing"

	"kehu/model"
)

func TestDraftsSayWhatTheirFileCovers(t *testing.T) {
	t.Parallel()
	shoe := model.CustomField{Meta: model.Meta{ID: 7}, Key: "shoe", Label: "鞋码", Type: model.CustomNumber}
	for text, want := range map[string]string{
		"姓名,手机,鞋码,地址\n张伟,13800138000,42,x\n":                    "city company contact_points country custom.7 district name postcode province street",
		"客户编号,公司名称,备注\n1,北湖,x\n":                                "company name notes",
		"订单号,姓名,下单时间,商品名称,数量,单价,备注\nA1,张伟,2024-10-04,笔,2,5,x\n": "at date items notes order_no total",
		"姓名,联系时间,沟通内容,满意度\n张伟,2024-10-04,x,5\n":                 "at content rating",
	} {
		s, err := Open(strings.NewReader(text), Options{Custom: []model.CustomField{shoe}})
		if err != nil {
			t.Fatal(err)
		}
		for d := range s.Drafts(t.Context()) {
			if got := strings.Join(d.Covers, " "); got != want {
				t.Errorf("%q covers %s, want %s", text, got, want)
			}
		}
	}
}

func TestFingerprintIsThatOfTheHeadings(t *testing.T) {
	t.Parallel()
	of := func(text string) string {
		s, err := Open(strings.NewReader(text), Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s.Info.Fingerprint
	}
	sheet := of("姓名,城市,电话\n张伟,上海,13800138000\n")
	same := []string{of("姓名;电话;城市\n李娜;13900139000;北京\n"), of("客户表\n姓名,城市,电话 \n李娜,北京,13900139000\n")}
	if sheet == "" || slices.ContainsFunc(same, func(s string) bool { return s != sheet }) {
		t.Errorf("%q and %q", sheet, same)
	}
	if other := of("姓名,城市\n张伟,上海\n"); other == sheet {
		t.Error("other headings have the same fingerprint")
	}
	if bare := of("张伟,13800138000\n李娜,13900139000\n"); bare != "" {
		t.Errorf("a file without headings has %q", bare)
	}
}
