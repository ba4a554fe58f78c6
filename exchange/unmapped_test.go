package exchange

import (
	"strings"
	"testing"

	"kehu/model"
)

func TestColumnsBecomeFieldsOfTheTypeTheirValuesShow(t *testing.T) {
	t.Parallel()
	text := "姓名,鞋码,工牌,押金,入会,已签,口号,名 称,空\n张伟,42,007,¥10,2020-05-01,是,a,x,\n李娜,38.5,1,¥1.5,2021/1/3,否,,y,/\n"
	s, err := Open(strings.NewReader(text), Options{Unmapped: UnmappedToFields, Custom: []model.CustomField{{Meta: model.Meta{ID: 3}, Key: "口号", Label: "座右铭"}}})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, f := range s.Info.NewFields {
		got += f.Key + " " + string(f.Type) + ", "
	}
	if want := "鞋码 number, 工牌 text, 押金 money, 入会 date, 已签 bool, "; !strings.HasPrefix(got, want) {
		t.Errorf("fields %s want %s", got, want)
	}
	for d := range s.Drafts(t.Context()) {
		if len(d.Problems) > 0 || len(d.Customer.Custom) < 5 || d.Customer.Custom[0].Field >= 0 && d.Customer.Custom[len(d.Customer.Custom)-1].Field >= 0 {
			t.Errorf("%+v, %v", d.Customer.Custom, d.Problems)
		}
	}
	if len(s.Info.Unmapped()) != 0 {
		t.Errorf("left out: %v", s.Info.Unmapped())
	}
}

func TestLaterValuesThatDoNotFitAreNoted(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("姓名,鞋码\n")
	for range headRows {
		b.WriteString("张伟,42\n")
	}
	b.WriteString("李娜,偏大\n")
	s, err := Open(strings.NewReader(b.String()), Options{Map: map[string]string{"鞋码": NewField}})
	if err != nil {
		t.Fatal(err)
	}
	var last model.Draft
	for d := range s.Drafts(t.Context()) {
		last = d
	}
	if len(last.Problems) > 0 || last.Customer.Notes != "鞋码: 偏大" || len(last.Customer.Custom) != 0 {
		t.Errorf("%+v", last)
	}
}

func TestColumnsAreNotedBehindTheirHeadings(t *testing.T) {
	t.Parallel()
	for text, note := range map[string]func(model.Draft) string{
		"姓名,备注,鞋码\n张伟,老客户,42\n":                             func(d model.Draft) string { return d.Customer.Notes },
		"订单号,姓名,下单时间,实付,备注,鞋码\nA1,张伟,2024-10-04,5,老客户,42\n": func(d model.Draft) string { return d.Purchase.Notes },
		"姓名,联系时间,沟通内容,结果,鞋码\n张伟,2024-10-04,x,老客户,42\n":      func(d model.Draft) string { return d.Interaction.Outcome },
	} {
		s, err := Open(strings.NewReader(text), Options{Unmapped: UnmappedToNotes})
		if err != nil {
			t.Fatal(err)
		}
		for d := range s.Drafts(t.Context()) {
			if got := note(d); got != "老客户\n鞋码: 42" {
				t.Errorf("%s: %q", s.Info.Kind, got)
			}
		}
	}
	_, err := Open(strings.NewReader("订单号,姓名,下单时间,实付,鞋码\nA1,张伟,2024-10-04,5,42\n"), Options{Unmapped: UnmappedToFields})
	if model.KindOf(err) != model.Invalid {
		t.Errorf("orders with fields of one's own: %v", err)
	}
}
