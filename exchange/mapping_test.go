package exchange

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kehu/model"
)

// Headings of real files and the fields they mean.
func TestHeadings(t *testing.T) {
	for kind, fields := range map[Kind]map[string]string{
		Customers: {
			"name":       "姓名 客户名称 名字 联系人 收货人姓名 顾客姓名 Person_-_Name FullName Full_Name 客户姓名* NAME",
			"phone":      "手机 手机号码 电话 联系电话 phone_home Home_Phone_2 Mobile_Phone 客户电话 电话1 Phone(work) 办公电话",
			"email":      "邮箱 电子邮件 E-mail E-mail_1_-_Value email_work E-mail_2_Address EmailAddress",
			"company":    "单位 公司名称 Person_-_Organization Company company_name Organization_1_-_Name",
			"wechat":     "微信 微信号 WeChat",
			"qq":         "QQ QQ号",
			"province":   "省 省份 State BillingState",
			"city":       "城市 City Address_1_-_City",
			"street":     "地址 详细地址 收货地址 顾客地址 Address1 Home_Address",
			"postcode":   "邮编 PostalCode Zip",
			"notes":      "备注 Notes 客户备注",
			"tags":       "标签 Tags",
			"level":      "级别 客户级别 等级 会员等级",
			"birthday":   "生日 出生日期 出生日期(阳历) Birthday date_of_birth",
			"gender":     "性别 Gender",
			"source":     "来源 客户来源",
			"owner":      "负责人 跟进人 SupportRepId",
			"title":      "职位 Job_Title",
			"industry":   "行业 Industry",
			"first_name": "FirstName first_name Given_Name",
			"last_name":  "Last_Name 姓",
			"source_key": "CustomerId 客户编号 会员卡号 id 编号",
			"account":    "用户帐号 会员账号 username",
			"":           "has_newsletter E-mail_1_-_Type 是否有车 nb_tasks 序号 company_id",
		},
		Purchases: {
			"order_no":    "订单编号 订单号 OrderNo Order_Number 交易单号",
			"order_key":   "InvoiceId order_id",
			"source_key":  "CustomerId 客户编号",
			"date":        "提交时间 下单时间 InvoiceDate 日期 Date",
			"product":     "商品名称 产品 Item_Name",
			"unit_price":  "单价 UnitPrice 单价（元）",
			"quantity":    "数量 Quantity Qty",
			"total":       "应付金额 实付金额 Total 应付金额(元)",
			"order_total": "订单总金额 Subtotal",
			"freight":     "运费 Shipping",
			"payment":     "支付方式 Payment_Method",
			"status":      "订单状态 Status",
			"amount":      "金额(元) 小计",
			"name":        "收货人姓名 客户名称 Customer_Name",
			"phone":       "收货人电话 手机",
			"city":        "BillingCity 城市",
			"notes":       "备注",
			"":            "品牌 支付时间戳 客户状态",
		},
		Interactions: {
			"at": "时间 联系时间 Date", "channel": "渠道 联系方式", "content": "内容 跟进记录", "feedback": "反馈 客户反馈", "rating": "评分 满意度",
			"name": "姓名 客户", "author": "跟进人",
		},
	} {
		for field, headings := range fields {
			for _, text := range strings.Fields(headings) {
				s, _ := readHeading(strings.ReplaceAll(text, "_", " ")).sense(kind)
				if s.field != field {
					t.Errorf("%s: %q means %q, want %q", kind, text, s.field, field)
				}
			}
		}
	}
}

// Every field that a word stands for exists.
func TestWordsNameFields(t *testing.T) {
	for kind, index := range wordIndexes() {
		for word, s := range index {
			if s.field != "ignore" && !slices.Contains(FieldKeys(kind), s.field) {
				t.Errorf("%s: %q names no field: %q", kind, word, s.field)
			}
			if word != foldHeading(word) {
				t.Errorf("%s: %q is not folded: %q", kind, word, foldHeading(word))
			}
		}
	}
}

func TestKinds(t *testing.T) {
	for headings, want := range map[string]Kind{
		"姓名,电话,地址":                                             Customers,
		"name,notes,date":                                      Customers,
		"id,first_name,background,title":                       Customers,
		"客户名称,联系人,手机,备注,创建时间":                                  Customers,
		"订单号,姓名,金额":                                            Purchases,
		"日期,客户,商品,数量,单价":                                       Purchases,
		"InvoiceId,CustomerId,InvoiceDate,Total":               Purchases,
		"InvoiceLineId,InvoiceId,TrackName,UnitPrice,Quantity": Purchases,
		"时间,姓名,渠道,内容":                                          Interactions,
		"date,customer,feedback":                               Interactions,
		"跟进时间,客户名称,跟进记录,跟进人,下次跟进":                              Interactions,
	} {
		row := strings.Repeat("x,", strings.Count(headings, ",")) + "x"
		if got := open(t, []byte(headings+"\n"+row+"\n"), Options{}).Info.Kind; got != want {
			t.Errorf("%s are %s, want %s", headings, got, want)
		}
	}
}

func TestMapOption(t *testing.T) {
	const text = "代号,称呼,电话,杂项\n7,张伟,138,x\n"
	s := open(t, []byte(text), Options{Map: map[string]string{"代号": "source_key", "称呼": "姓名", "电话": "-"}})
	all := drafts(t, s)
	if c := all[0].Customer; c.Name != "张伟" || c.SourceKey != "代号=7" || len(c.ContactPoints) > 0 {
		t.Errorf("customer %+v", c)
	}
	if got := s.Info.Unmapped(); !slices.Equal(got, []string{"杂项"}) {
		t.Errorf("unmapped %q", got)
	}
	for heading, tt := range map[string]struct{ field, code, nearest string }{
		"电活":  {"phone", "map_heading_unknown", "电话"},
		"xyz": {"phone", "map_heading_unknown", ""},
		"电话":  {"phnoe", "map_field_unknown", "phone"},
		"称呼":  {"nmae", "map_field_unknown", "name"},
	} {
		_, err := Open(strings.NewReader(text), Options{Map: map[string]string{heading: tt.field}})
		var p *model.Problem
		if !errors.As(err, &p) || p.Code != tt.code || p.Args["Nearest"] != tt.nearest {
			t.Errorf("%s=%s: %v", heading, tt.field, err)
		}
	}
}

func TestLooks(t *testing.T) {
	s := open(t, []byte("张伟,13800138000,zhang@example.com,x\n李娜,138****8001,li@example.com,y\n"), Options{})
	if s.Info.HeaderLine != 0 {
		t.Errorf("header on line %d of a file without one", s.Info.HeaderLine)
	}
	all := drafts(t, s)
	if c := all[0].Customer; len(all) != 2 || c.Name != "张伟" || c.Main(model.ContactPhone) != "13800138000" || c.Main(model.ContactEmail) != "zhang@example.com" {
		t.Errorf("drafts %+v", all)
	}
	for _, c := range s.Info.Columns {
		if c.Sure {
			t.Errorf("column %s is sure", c.Heading)
		}
	}
	s = open(t, []byte("姓名,如何找他\n张伟,13800138000\n"), Options{})
	if c := s.Info.Columns[1]; c.Field != "phone" || c.Sure {
		t.Errorf("column of telephone numbers is %+v", c)
	}
}

// Nobody is called 3: a number that stands for a colleague is left for the
// person to map.
func TestOwnersByNumberAreNotOwners(t *testing.T) {
	t.Parallel()
	s := open(t, []byte("姓名,负责人,SupportRepId\n张伟,3,李四\n李娜,,王五\n王芳,5,\n"), Options{})
	if got := s.Info.Unmapped(); !slices.Equal(got, []string{"负责人"}) {
		t.Errorf("unmapped %q", got)
	}
	if got := drafts(t, s)[0].Customer.Owner; got != "李四" {
		t.Errorf("owner %q", got)
	}
	s = open(t, []byte("姓名,负责人\n张伟,3\n"), Options{Map: map[string]string{"负责人": "owner"}})
	if got := drafts(t, s)[0].Customer.Owner; got != "3" {
		t.Errorf("owner %q, though the person said so", got)
	}
}

func TestNoColumnKnown(t *testing.T) {
	s := open(t, []byte("a,b\nx,y\n"), Options{})
	if len(s.Info.Sample) != 1 || !slices.Equal(s.Info.Sample[0], []string{"x", "y"}) {
		t.Errorf("sample %q", s.Info.Sample)
	}
	for _, err := range s.Drafts(t.Context()) {
		if codeOf(err) != "columns_unknown" {
			t.Errorf("error %v", err)
		}
	}
}

func TestHeaderLines(t *testing.T) {
	for name, want := range map[string]int{
		"csv-edge/csvkit/test_skip_lines.csv":     4,
		"csv-edge/csvkit/bad_skip_lines.csv":      4,
		"csv-edge/csvkit/no_header_row.csv":       0,
		"csv-edge/csvkit/test_header_newline.csv": 1,
		"csv-edge/csvkit/mac_newlines.csv":        1,
		"cn-orders/mall-orders-gbk.csv":           1,
	} {
		s := open(t, dataFile(t, name), Options{})
		if s.Info.HeaderLine != want {
			t.Errorf("%s: header on line %d, want %d", name, s.Info.HeaderLine, want)
		}
	}
}
