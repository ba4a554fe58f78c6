package exchange

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kehu/model"
)

// totals adds up purchases by customer key.
func totals(t *testing.T, all []model.Draft) (sum int64, byKey map[string]int64) {
	t.Helper()
	byKey = map[string]int64{}
	for _, d := range all {
		if len(d.Problems) > 0 {
			t.Fatal(d.Rows, d.Problems)
		}
		sum += d.Purchase.Total
		byKey[d.Customer.SourceKey] += d.Purchase.Total
	}
	return sum, byKey
}

func TestChinookInvoices(t *testing.T) {
	s := open(t, dataFile(t, "chinook/invoices.csv"), Options{Currency: model.USD})
	if s.Info.Kind != Purchases {
		t.Errorf("kind %s", s.Info.Kind)
	}
	all := drafts(t, s)
	sum, byKey := totals(t, all)
	if len(all) != 412 || sum != 232860 || len(byKey) != 59 {
		t.Errorf("%d purchases, sum %d, %d customers", len(all), sum, len(byKey))
	}
	for key, want := range map[string]int64{"customerid=6": 4962, "customerid=26": 4762, "customerid=57": 4662} {
		if byKey[key] != want {
			t.Errorf("%s spent %d, want %d", key, byKey[key], want)
		}
	}
	first := all[0].Purchase
	if first.SourceKey != "invoiceid=1" || first.Date.String() != "2021-01-01" || !first.At.IsZero() || first.Currency != model.USD || first.Status != model.StatusDone {
		t.Errorf("first purchase %+v", first)
	}
}

func TestMallOrders(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*3600)
	s := open(t, dataFile(t, "cn-orders/mall-orders-gbk.csv"), Options{Location: shanghai})
	if s.Info.Encoding != "gb18030" || s.Info.Kind != Purchases {
		t.Errorf("info %+v", s.Info)
	}
	all := drafts(t, s)
	sum, byKey := totals(t, all)
	want := map[string]int64{"用户帐号=test": 28035725, "用户帐号=member": 3925900}
	if len(all) != 55 || sum != 31961625 || !reflect.DeepEqual(byKey, want) {
		t.Errorf("%d purchases, sum %d, %v", len(all), sum, byKey)
	}
	rows, items, names, states := 0, int64(0), map[string]bool{}, map[model.Status]int{}
	for _, d := range all {
		rows += len(d.Rows)
		names[d.Customer.Name] = true
		states[d.Purchase.Status]++
		for _, it := range d.Purchase.Items {
			items += it.Amount
		}
		if phone := d.Customer.Main(model.ContactPhone); !strings.Contains(phone, "****") || d.Customer.ContactPoints[0].Normal("CN") != "" {
			t.Errorf("telephone %q", phone)
		}
	}
	if rows != 94 || items != 34468700 || !reflect.DeepEqual(names, map[string]bool{"大梨": true, "小李": true}) {
		t.Errorf("%d rows, items %d, names %v", rows, items, names)
	}
	wantStates := map[model.Status]int{model.StatusCancelled: 18, model.StatusDone: 16, model.StatusPaid: 16, model.StatusShipped: 4, model.StatusOpen: 1}
	if !reflect.DeepEqual(states, wantStates) {
		t.Errorf("states %v", states)
	}
	testMallOrder(t, all[0].Purchase, all[1].Purchase, shanghai)
}

// The first order has freight that its total leaves out, so that no discount
// explains it; the second adds up with one.
func testMallOrder(t *testing.T, first, second *model.Purchase, loc *time.Location) {
	t.Helper()
	if first.OrderNo != "201809150101000001" || len(first.Items) != 5 || first.Freight != 2000 || first.Discount != 0 || first.Notes != "111" {
		t.Errorf("first order %+v", first)
	}
	if second.Discount != 235425 || second.TotalDiffers() || second.Payment != "支付宝" {
		t.Errorf("second order %+v", second)
	}
	if want := time.Date(2018, 9, 15, 12, 24, 27, 0, loc); !first.At.Equal(want) || first.Date.String() != "2018-09-15" {
		t.Errorf("at %v, want %v", first.At, want)
	}
}

func TestPaymentExports(t *testing.T) {
	for name, want := range map[string]struct{ line, rows int }{"cn-payments/alipay-gbk.csv": {25, 10}, "cn-payments/wechat.csv": {17, 27}} {
		s := open(t, dataFile(t, name), Options{})
		rows := 0
		for _, d := range drafts(t, s) {
			rows += len(d.Rows)
		}
		if s.Info.HeaderLine != want.line || rows != want.rows || s.Info.Kind != Purchases {
			t.Errorf("%s: header on line %d, %d rows, %s", name, s.Info.HeaderLine, rows, s.Info.Kind)
		}
		for _, c := range s.Info.Columns {
			if strings.HasPrefix(c.Heading, "(") {
				t.Errorf("%s: ghost column %s", name, c.Heading)
			}
		}
	}
}

// The sums of the three exports, to the cent; both sheets of the workbook have
// those of the CSV, and the same keys.
func TestPaymentSums(t *testing.T) {
	alipay, wechat := []int64{22222850, 21164, 24737}, []int64{2849, 290453, 2610089}
	keys := map[string]bool{}
	for _, tt := range []struct {
		file, sheet string
		sums        []int64
		rows        []int
	}{
		{"alipay-gbk.csv", "", alipay, []int{1, 5, 4}}, {"wechat.csv", "", wechat, []int{5, 11, 11}},
		{"wechat.xlsx", "1", wechat, []int{5, 11, 11}}, {"wechat.xlsx", "2", wechat, []int{5, 11, 11}},
	} {
		s := open(t, dataFile(t, "cn-payments/"+tt.file), Options{Sheet: tt.sheet})
		good := 0
		for _, d := range drafts(t, s) {
			if len(d.Problems) == 0 {
				good++
				keys[d.Purchase.SourceKey] = true
			}
		}
		for i, f := range s.Flows() {
			if f.Rows != tt.rows[i] || len(f.Totals) != 1 || f.Totals[0] != (model.Money{Amount: tt.sums[i], Currency: model.CNY}) {
				t.Errorf("%s %s: %+v, want %d rows of %d", tt.file, tt.sheet, f, tt.rows[i], tt.sums[i])
			}
		}
		if good != tt.rows[0] || len(s.Flows()) != 3 {
			t.Errorf("%s: %d purchases", tt.file, good)
		}
		all := drafts(t, open(t, dataFile(t, "cn-payments/"+tt.file), Options{Sheet: tt.sheet, Map: map[string]string{"收/支": "-"}}))
		for _, d := range all {
			if len(d.Problems) > 0 && d.Problems[0].Code != "customer_missing" {
				t.Errorf("%s: %v", tt.file, d.Problems)
			}
		}
	}
	if len(keys) != 6 {
		t.Errorf("%d keys of payments: %v", len(keys), keys)
	}
}

// Lines that name only an order are for the orders that the book has.
func TestInvoiceLines(t *testing.T) {
	all := drafts(t, open(t, dataFile(t, "chinook/invoice_lines.csv"), Options{Currency: model.USD}))
	rows, sum := 0, int64(0)
	for _, d := range all {
		rows += len(d.Rows)
		if !d.Adds || len(d.Problems) > 0 {
			t.Fatalf("%+v", d)
		}
		for _, it := range d.Purchase.Items {
			sum += it.Amount
		}
	}
	if len(all) != 412 || rows != 2240 || sum != 232860 {
		t.Errorf("%d invoices, %d lines, sum %d", len(all), rows, sum)
	}
}

// purchaseOf reads a table that makes one purchase.
func purchaseOf(t *testing.T, text string) model.Draft {
	t.Helper()
	all := drafts(t, open(t, []byte(text), Options{As: Purchases}))
	if len(all) != 1 {
		t.Fatalf("%d drafts from %q", len(all), text)
	}
	return all[0]
}

func TestOrders(t *testing.T) {
	const head = "订单号,姓名,日期,"
	for name, tt := range map[string]struct {
		text                     string
		total, freight, discount int64
		items                    int
		currency                 model.Currency
	}{
		"no total":                  {head + "商品,单价,数量,运费\n1,张三,2024-1-2,茶,2.50,2,6\n", 1100, 600, 0, 1, model.CNY},
		"no items":                  {head + "金额\n1,张三,2024-1-2,¥1,280.50\n", 128050, 0, 0, 0, model.CNY},
		"lines apart":               {head + "商品,小计\n1,张三,2024-1-2,茶,3\n", 300, 0, 0, 1, model.CNY},
		"total of the first line":   {head + "商品,单价,应付金额\n1,张三,2024-1-2,茶,3,5\n1,,,杯,2,\n", 500, 0, 0, 2, model.CNY},
		"totals of the lines":       {head + "商品,单价,应付金额\n1,张三,2024-1-2,茶,3,3\n1,张三,2024-1-2,杯,2,2\n", 500, 0, 0, 2, model.CNY},
		"sign names the currency":   {head + "商品,单价,应付金额\n1,张三,2024-1-2,茶,3,US$3\n", 300, 0, 0, 1, model.USD},
		"currency column":           {head + "币种,应付金额\n1,张三,2024-1-2,JPY,300\n", 300, 0, 0, 0, model.JPY},
		"discount by the totals":    {head + "商品,单价,订单总金额,应付金额\n1,张三,2024-1-2,茶,10,10,8\n", 800, 0, 200, 1, model.CNY},
		"discount column":           {head + "商品,单价,优惠金额\n1,张三,2024-1-2,茶,10,1.5\n", 850, 0, 150, 1, model.CNY},
		"several discounts":         {head + "商品,商品总价(元),店铺优惠折扣(元),平台优惠折扣(元),用户实付金额(元)\n1,张三,2024-1-2,茶,39.90,2,1,36.90\n", 3690, 0, 300, 1, model.CNY},
		"discounts and their sum":   {head + "商品,单价,店铺优惠,平台优惠,优惠金额\n1,张三,2024-1-2,茶,10,1,2,3\n", 700, 0, 300, 1, model.CNY},
		"no discount is made up":    {head + "商品,单价,订单总金额,应付金额\n1,张三,2024-1-2,茶,7,10,8\n", 800, 0, 0, 1, model.CNY},
		"price without a product":   {head + "单价,数量\n1,张三,2024-1-2,10,3\n", 3000, 0, 0, 0, model.CNY},
		"total before reductions":   {head + "订单总金额\n1,张三,2024-1-2,10\n", 1000, 0, 0, 0, model.CNY},
		"day of the delivery":       {"订单号,姓名,送货日期,金额\n1,张三,2024-5-1,5\n", 500, 0, 0, 0, model.CNY},
		"years of the Republic":     {head + "金额\n1,张三,113/05/01,5\n", 500, 0, 0, 0, model.CNY},
		"ten thousands":             {head + "应付金额\n1,张三,2024-1-2,1.2万\n", 1200000, 0, 0, 0, model.CNY},
		"paid by the buyer":         {head + "商品,商品总价(元),用户实付金额(元),商家实收金额(元),商品数量(件)\n1,张三,2024-1-2,茶,39.90,36.90,37.90,1\n", 3690, 0, 0, 1, model.CNY},
		"price of a mall":           {head + "订购数量,商品名称,京东价\n1,张三,2024-1-2,3,杯,10\n", 3000, 0, 0, 1, model.CNY},
		"amount shared by quantity": {head + "商品,数量,小计\n1,张三,2024-1-2,茶,3,9\n", 900, 0, 0, 1, model.CNY},
	} {
		t.Run(name, func(t *testing.T) {
			text := tt.text
			if name == "no items" {
				text = strings.Replace(text, "¥1,280.50", `"¥1,280.50"`, 1)
			}
			d := purchaseOf(t, text)
			p := d.Purchase
			if len(d.Problems) > 0 || p.Total != tt.total || p.Freight != tt.freight || p.Discount != tt.discount || len(p.Items) != tt.items || p.Currency != tt.currency {
				t.Errorf("%+v, problems %v", p, d.Problems)
			}
		})
	}
}

func TestOrderLinesApart(t *testing.T) {
	text := "订单编号,会员账号,日期,商品,单价\nA,zs,2024-01-02,茶,3\nB,ls,2024-01-03,杯,5\nA,zs,2024-01-02,壶,9\n,ww,2024-01-04,茶,3\n,ww,2024-01-04,茶,3\n"
	all := drafts(t, open(t, []byte(text), Options{}))
	var rows [][]int
	for _, d := range all {
		rows = append(rows, d.Rows)
	}
	if want := [][]int{{1, 3}, {2}, {4}, {5}}; !reflect.DeepEqual(rows, want) {
		t.Errorf("rows %v, want %v", rows, want)
	}
	if p := all[0].Purchase; p.Total != 1200 || p.SourceKey != "订单编号=A" || all[0].Customer.SourceKey != "会员账号=zs" {
		t.Errorf("%+v", all[0])
	}
}

// Whose the order is, and when, stands in its first line only.
func TestOrderGoesOnBelow(t *testing.T) {
	text := "Order,Name,Date,Product,Qty,Price\n1,Al Poe,2024-03-04,Cup,2,$5.00\n,,,Plate,1,$7.00\n2,Bo Ray,2024-03-05,Cup,1,$5.00\n,Cy Ude,2024-03-06,Cup,1,$5.00\n,,,Pot,1,$1.00\n,,,,1,$1.00\n"
	var got []string
	for _, d := range drafts(t, open(t, []byte(text), Options{})) {
		got = append(got, fmt.Sprint(d.Rows, " ", d.Purchase.Total, " ", d.Customer.Name, len(d.Problems)))
	}
	if want := []string{"[1 2] 1700 Al Poe0", "[3] 500 Bo Ray0", "[4 5] 600 Cy Ude0", "[6] 100 1"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	first := "Order,Name,Date,Product\n,,,Cup\n1,Al,2024-03-04,Pot\n"
	if all := drafts(t, open(t, []byte(first), Options{})); len(all) != 2 || len(all[0].Problems) == 0 {
		t.Errorf("nothing stands above: %+v", all)
	}
}

func TestRefusedOrders(t *testing.T) {
	const head = "订单号,姓名,日期,"
	for name, tt := range map[string]struct {
		text string
		code string
		rows []int
	}{
		"a bad line refuses the order": {head + "商品,单价\n1,张三,2024-1-2,茶,3\n1,张三,2024-1-2,杯,面议\n", "money_open", []int{1, 2}},
		"totals that disagree":         {head + "商品,单价,应付金额\n1,张三,2024-1-2,茶,3,5\n1,张三,2024-1-2,杯,2,6\n", "order_differs", []int{1, 2}},
		"impossible date":              {head + "应付金额\n1,张三,2024-2-30,1\n", "date_impossible", []int{1}},
		"no date":                      {head + "应付金额\n1,张三,,1\n", "date_missing", []int{1}},
		"no customer":                  {head + "应付金额\n1,,2024-1-2,1\n", "customer_missing", []int{1}},
		"two currencies":               {head + "应付金额,运费\n1,张三,2024-1-2,US$1,€2\n", "money_currencies", []int{1}},
		"lines in two currencies":      {head + "商品,单价\n1,张三,2024-1-2,茶,US$3\n1,张三,2024-1-2,杯,€3\n", "money_currencies", []int{1, 2}},
		"quantity in words":            {head + "商品,数量\n1,张三,2024-1-2,茶,许多\n", "quantity_syntax", []int{1}},
	} {
		t.Run(name, func(t *testing.T) {
			d := purchaseOf(t, tt.text)
			if len(d.Problems) != 1 || d.Problems[0].Code != tt.code || !slices.Equal(d.Rows, tt.rows) {
				t.Errorf("rows %v, problems %v", d.Rows, d.Problems)
			}
		})
	}
}

// The order of a column's dates is known when all of its rows are.
func TestOrderDatesOverAllRows(t *testing.T) {
	var b strings.Builder
	b.WriteString("order no,name,order date,total\n")
	for range headRows {
		b.WriteString(",A,03/04/2024,1\n")
	}
	b.WriteString(",A,25/04/2024,1\n")
	all := drafts(t, open(t, []byte(b.String()), Options{}))
	for _, d := range all[:headRows] {
		if len(d.Problems) > 0 || d.Purchase.Date.String() != "2024-04-03" {
			t.Fatal(d.Purchase.Date, d.Problems)
		}
	}
}

func TestInteractions(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*3600)
	text := "时间,姓名,渠道,类型,内容,反馈,评分,下一步,下次跟进时间,记录人\n" +
		"2024-10-04 15:30,张三,微信,询价,问 A4 纸的价格,满意,5星,报价,2024-10-08,小王\n" +
		"2024-10-05,李四,鸿雁传书,,来信,,,,,\n" +
		"2024-10-05,李四,电话,,x,,11,,,\n" +
		"2024-10-05,,电话,,x,,,,,\n"
	s := open(t, []byte(text), Options{Location: shanghai})
	if s.Info.Kind != Interactions {
		t.Fatalf("kind %s", s.Info.Kind)
	}
	all := drafts(t, s)
	next, _ := model.NewDate(2024, 10, 8)
	want := model.Interaction{At: time.Date(2024, 10, 4, 15, 30, 0, 0, shanghai), Channel: model.ChannelWeChat, Direction: model.DirectionOut,
		Kind: model.InteractionInquiry, Content: "问 A4 纸的价格", Feedback: "满意", Rating: 5, Next: "报价", NextDay: next, Author: "小王"}
	got := *all[0].Interaction
	if !got.At.Equal(want.At) {
		t.Errorf("at %v", got.At)
	}
	if got.At = want.At; !reflect.DeepEqual(got, want) || all[0].Customer.Name != "张三" {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if i := all[1].Interaction; i.Channel != model.ChannelOther || i.Outcome != "渠道: 鸿雁传书" {
		t.Errorf("unknown channel: %+v", i)
	}
	if codeOf(all[2].Problems) != "rating_range" || codeOf(all[3].Problems) != "customer_missing" {
		t.Errorf("problems %v, %v", all[2].Problems, all[3].Problems)
	}
}

// One number for orders of two customers is no number of orders: nothing of
// them must be lost.
func TestOrdersOfTwoCustomers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"订单号,日期,客户,商品,金额\n1,2024-10-04,张伟,茶,10\n1,2024-10-04,李娜,杯,5\n":                             "order_customers",
		"订单号,日期,客户编号,客户,商品,金额\n1,2024-10-04,6,张伟,茶,10\n1,2024-10-04,7,张伟,杯,5\n":                    "order_customers",
		"订单号,日期,客户编号,客户,商品,金额\n1,2024-10-04,6,张伟,茶,10\n1,2024-10-04,6,张伟（上海）,杯,5\n":                "",
		"订单号,日期,客户,电话,商品,金额\n1,2024-10-04,张伟,13800138000,茶,10\n1,2024-10-04,,,杯,5\n":               "",
		"订单号,日期,客户,电话,商品,金额\n1,2024-10-04,,,茶,10\n1,2024-10-04,张伟,13800138000,杯,5\n":               "",
		"订单号,日期,客户,电话,商品,金额\n1,2024-10-04,张伟,13800138000,茶,10\n1,2024-10-04,张 伟,13800138000,杯,5\n": "",
	} {
		all := drafts(t, open(t, []byte(text), Options{}))
		if got := codeOf(all[0].Problems.OrNil()); len(all) != 1 || got != want {
			t.Errorf("%s%d drafts, problem %q, want %q", text, len(all), got, want)
		}
	}
}

// A draft names the lines of the file too: rows may take several, and blank ones
// are no rows.
func TestDraftLines(t *testing.T) {
	t.Parallel()
	text := "备忘\n订单号,客户,商品,金额,备注\n1,张伟,茶,10,\"第一行\n第二行\"\n\n2,李娜,咖啡,20,\n1,张伟,杯,5,\n"
	all := drafts(t, open(t, []byte(text), Options{}))
	if len(all) != 2 || !slices.Equal(all[0].Rows, []int{1, 3}) || !slices.Equal(all[0].Lines, []int{3, 7}) || !slices.Equal(all[1].Lines, []int{6}) {
		t.Errorf("drafts %+v", all)
	}
}
