package exchange

import (
	"context"
	"slices"
	"strings"
	"testing"
)

const peekFile = "上海某某公司\n姓名,手机,生日,首单金额,来自\n张伟,138 0013 8000,1986-03-05,12.50,展会\n李雷,1.38E+10,昨天以前,,老客户\n"

func TestPeekTellsRowsAndProblems(t *testing.T) {
	t.Parallel()
	s := open(t, []byte(peekFile), Options{})
	rows := s.Peek()
	if len(rows) != 2 || rows[0].Line != 3 || rows[0].Cells[0] != "张伟" || len(rows[0].Problems) != 0 || codeOf(rows[1].Problems[0]) == "" {
		t.Errorf("%+v", rows)
	}
	if lines := s.HeadLines(); !slices.Equal(lines, []int{1, 2, 3, 4}) {
		t.Errorf("lines %v", lines)
	}
	if got := drafts(t, s); len(got) != 2 {
		t.Errorf("%d drafts after a peek", len(got))
	}
}

func TestPeekCountsNoPaymentTwice(t *testing.T) {
	t.Parallel()
	s := open(t, dataFile(t, "cn-payments/wechat.csv"), Options{})
	if n := len(s.Peek()); n != 27 {
		t.Errorf("%d rows", n)
	}
	drafts(t, s)
	n := 0
	for _, f := range s.Flows() {
		n += f.Rows
	}
	if n != 27 {
		t.Errorf("%d payments", n)
	}
}

func TestExamplesShowWhatWasUnderstood(t *testing.T) {
	t.Parallel()
	s := open(t, []byte("订单号,客户,日期,金额,数量,商品,退款说明\nA1,张伟,2024年10月4日,\"1,234.50\",2,A4纸,\nA2,李雷,明天以后,免费,1,签字笔,破损\n"), Options{MapAt: map[int]string{6: "+"}})
	want := map[string]struct{ field, value string }{
		"订单号": {"order_no", "A1"}, "客户": {"name", "张伟"}, "日期": {"date", "2024-10-04"}, "金额": {"total", "123450"},
		"数量": {"quantity", "2"}, "商品": {"product", "A4纸"}, "退款说明": {"notes", "退款说明: 破损"},
	}
	for i, c := range s.Info.Columns {
		got := s.Examples(i, 3)[0]
		if w := want[c.Heading]; got.Field != w.field || got.Value != w.value || got.Problem != nil {
			t.Errorf("%s: %+v", c.Heading, got)
		}
	}
	if bad := s.Examples(2, 3)[1]; bad.Problem == nil || bad.Text != "明天以后" {
		t.Errorf("a date that is none: %+v", bad)
	}
}

func TestColumnsAreMappedByTheirPlace(t *testing.T) {
	t.Parallel()
	s := open(t, []byte("姓名,备用,备用\n张伟,13800138000,展会\n"), Options{Map: map[string]string{"备用": "-"}, MapAt: map[int]string{1: "phone", 2: "source"}})
	d := drafts(t, s)[0]
	if d.Customer.Source != "展会" || len(d.Customer.ContactPoints) != 1 {
		t.Errorf("%+v", d.Customer)
	}
	if _, err := Open(strings.NewReader(peekFile), Options{MapAt: map[int]string{0: "planet"}}); codeOf(err) != "map_field_unknown" {
		t.Errorf("an unknown field: %v", err)
	}
}

// The person's line of headings goes before the one that was found, for reading
// and for the refused rows alike.
func TestHeadingsWhereThePersonSays(t *testing.T) {
	t.Parallel()
	text := "姓名,手机\n张伟,13800138000\n李雷,13900139000\n"
	for line, want := range map[int]int{0: 2, 1: 2, 2: 1, NoHeader: 3} {
		s := open(t, []byte(text), Options{Header: line})
		n := 0
		for _, err := range s.Drafts(context.Background()) {
			if err != nil && codeOf(err) != "columns_unknown" {
				t.Fatal(err)
			}
			n++
		}
		if len(s.Peek()) != want {
			t.Errorf("headings on line %d: %d rows", line, n)
		}
	}
	if _, err := Open(strings.NewReader(text), Options{Header: 9}); codeOf(err) != "header_unknown" {
		t.Errorf("no such line: %v", err)
	}
	s := open(t, []byte(text), Options{Header: 2})
	var out strings.Builder
	if err := s.WriteRejects(&out, strings.NewReader(text), "原因", inOrder(map[int]string{1: "不对"})); err != nil || out.String() != "\ufeff张伟,13800138000,原因\n李雷,13900139000,不对\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
}

// A date that cannot be read is seen before the orders are put together.
func TestPeekReadsDatesOfPurchases(t *testing.T) {
	t.Parallel()
	s := open(t, []byte("Order No,Customer,Date,Amount\nA1,Li Lei,2026-11-01,5\nA2,Li Lei,yesterday-ish,5\n"), Options{})
	if rows := s.Peek(); len(rows[0].Problems) != 0 || len(rows[1].Problems) != 1 || rows[1].Problems[0].Field != "date" {
		t.Errorf("%+v", rows)
	}
}
