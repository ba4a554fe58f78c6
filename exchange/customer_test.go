package exchange

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kehu/model"
)

func TestChinookCustomers(t *testing.T) {
	s := open(t, dataFile(t, "chinook/customers.csv"), Options{})
	if s.Info.Kind != Customers || !slices.Equal(s.Info.Unmapped(), []string{"SupportRepId"}) {
		t.Errorf("kind %s, unmapped %q", s.Info.Kind, s.Info.Unmapped())
	}
	all := drafts(t, s)
	var phones, faxes, companies int
	for i, d := range all {
		if len(d.Problems) > 0 || !slices.Equal(d.Rows, []int{i + 1}) {
			t.Fatalf("row %d: rows %v, problems %v", i+1, d.Rows, d.Problems)
		}
		phones += filledIn(d.Customer.Main(model.ContactPhone))
		faxes += filledIn(d.Customer.Main(model.ContactFax))
		companies += filledIn(d.Customer.Company)
	}
	if len(all) != 59 || phones != 58 || faxes != 12 || companies != 10 {
		t.Errorf("%d customers, %d phones, %d faxes, %d companies", len(all), phones, faxes, companies)
	}
	helena, oslo := all[5].Customer, all[3].Customer
	if helena.Name != "Helena Holý" || helena.SourceKey != "customerid=6" || helena.Kind != model.PersonKind {
		t.Errorf("customer 6 is %+v", helena)
	}
	if oslo.Address.Postcode != "0171" {
		t.Errorf("postcode %q, want 0171", oslo.Address.Postcode)
	}
}

func filledIn(s string) int {
	if s != "" {
		return 1
	}
	return 0
}

func TestAtomicContacts(t *testing.T) {
	all := drafts(t, open(t, dataFile(t, "contacts-csv/atomic-crm-contacts.csv"), Options{}))
	labels := map[string]int{}
	companies := map[string]int{}
	for _, d := range all {
		if len(d.Problems) > 0 {
			t.Fatal(d.Rows, d.Problems)
		}
		companies[d.Customer.Company]++
		for _, p := range d.Customer.ContactPoints {
			labels[string(p.Kind)+" "+p.Label]++
		}
	}
	if len(all) != 500 || len(companies) != 55 || companies["Quigley Inc"] != 30 {
		t.Errorf("%d customers of %d companies", len(all), len(companies))
	}
	want := map[string]int{"email other": 500, "phone work": 274, "phone home": 270, "phone other": 286}
	if !reflect.DeepEqual(labels, want) {
		t.Errorf("contact points %v, want %v", labels, want)
	}
}

func TestLinkedIn(t *testing.T) {
	s := open(t, dataFile(t, "contacts-csv/linkedin-Connections.csv"), Options{})
	if s.Info.HeaderLine != 5 {
		t.Errorf("header on line %d, want 5", s.Info.HeaderLine)
	}
	all, mails := drafts(t, s), 0
	for _, d := range all {
		mails += filledIn(d.Customer.Main(model.ContactEmail))
	}
	if len(all) != 10 || mails != 7 || all[0].Customer.Name != "Alice Johnson" || all[0].Customer.Title != "CTO" {
		t.Errorf("%d people, %d mails, first %+v", len(all), mails, all[0].Customer)
	}
	if got := s.Info.Unmapped(); len(got) > 0 || s.Info.Source != "linkedin" || all[0].Customer.Notes != "Connected On: 15 Jan 2023" {
		t.Errorf("unmapped %q, from %q, notes %q", got, s.Info.Source, all[0].Customer.Notes)
	}
}

func TestOutlookShortRows(t *testing.T) {
	all := drafts(t, open(t, dataFile(t, "contacts-csv/outlook-shared-contacts.csv"), Options{}))
	if len(all) != 3 || len(all[0].Problems)+len(all[1].Problems)+len(all[2].Problems) > 0 {
		t.Fatalf("drafts %+v", all)
	}
	if c := all[1].Customer; c.Name != "Daniel Ireland" || c.Title != "Receptionist" {
		t.Errorf("short row is %+v", c)
	}
}

func TestRaggedRows(t *testing.T) {
	s := open(t, dataFile(t, "csv-edge/csvkit/bad.csv"), Options{Map: map[string]string{"column_a": "name"}})
	all := drafts(t, s)
	if len(all) != 3 || all[0].Problems[0].Code != "cell_beyond" || all[0].Problems[0].Args["Value"] != "I'm too long!" {
		t.Errorf("drafts %+v", all)
	}
	all = drafts(t, open(t, []byte("姓名,,电话,\n张三,,138,\n李四\n王五,,,,,\n赵六,x,1,\n"), Options{}))
	var codes []string
	for _, d := range all {
		codes = append(codes, codeOf(d.Problems.OrNil()))
	}
	if !slices.Equal(codes, []string{"", "", "", ""}) {
		t.Errorf("problems %q", codes) // the second column has a cell: it is one without a heading, and unmapped
	}
}

// customerOf reads a table of one row.
func customerOf(t *testing.T, text string, o Options) (model.Customer, model.Problems) {
	t.Helper()
	o.Now = time.Date(2025, 6, 15, 12, 0, 0, 0, time.UTC)
	all := drafts(t, open(t, []byte(text), o))
	if len(all) != 1 {
		t.Fatalf("%d drafts from %q", len(all), text)
	}
	return all[0].Customer, all[0].Problems
}

func TestCustomerCells(t *testing.T) {
	phone := func(value, label string) model.ContactPoint {
		return model.ContactPoint{Kind: model.ContactPhone, Value: value, Label: label}
	}
	person := model.Customer{Kind: model.PersonKind, Name: "张伟"}
	with := func(change func(*model.Customer)) model.Customer {
		c := person
		change(&c)
		return c
	}
	birthday, _ := model.NewBirthday(1985, 7, 12)
	for name, tt := range map[string]struct {
		text string
		want model.Customer
	}{
		"level word":        {"姓名,客户级别\n张伟,重要客户", with(func(c *model.Customer) { c.Level = model.LevelVIP })},
		"level of its own":  {"姓名,级别\n张伟,钻石", with(func(c *model.Customer) { c.Level = "钻石" })},
		"gender":            {"姓名,性别\n张伟,男", with(func(c *model.Customer) { c.Gender = "male" })},
		"birthday":          {"姓名,出生日期\n张伟,1985年7月12日", with(func(c *model.Customer) { c.Birthday = birthday })},
		"lunar birthday":    {"姓名,生日\n张伟,农历七月十二", with(func(c *model.Customer) { c.Notes = "生日: 农历七月十二" })},
		"no birthday":       {"姓名,生日\n张伟,无", person},
		"breaks of Windows": {"姓名,备注\n张伟,\"一\r\n二\r三\"", with(func(c *model.Customer) { c.Notes = "一\n二\n三" })},
		"quoted tags":       {"姓名,TAGS\n张伟,\"\"\"builder\"\",\"\"vip\"\"\"", with(func(c *model.Customer) { c.Tags = []string{"builder", "vip"} })},
		"tags with a comma": {"姓名,TAGS\n张伟,\"\"\"a\"\",\"\"b, c\"\"\"", with(func(c *model.Customer) { c.Tags = []string{"a", "b, c"} })},
		"null of databases": {"姓名,备注,标签\n张伟,null,NULL", person},
		"nickname":          {"姓名,昵称\n张伟,小张", with(func(c *model.Customer) { c.Notes = "昵称: 小张" })},
		"nickname alone":    {"姓名,微信昵称\n-,张伟", person},
		"WeChat among phones": {"姓名,联系方式\n张伟,微信zw_88 / 13800138000", with(func(c *model.Customer) {
			c.ContactPoints = []model.ContactPoint{{Kind: model.ContactWeChat, Value: "zw_88"}, phone("13800138000", "")}
		})},
		"republican year":      {"姓名,生日,建立\n张伟,民國74年7月12日,", with(func(c *model.Customer) { c.Birthday = birthday })},
		"republican column":    {"姓名,生日(民國)\n张伟,74/7/12", with(func(c *model.Customer) { c.Birthday = birthday })},
		"republican figures":   {"姓名,民國生日\n张伟,0740712", with(func(c *model.Customer) { c.Birthday = birthday })},
		"year of the republic": {"姓名,生日\n张伟,民國 74 年", with(func(c *model.Customer) { c.Notes = "生日: 民國 74 年" })},
		"State/Region":         {"姓名,State/Region\n张伟,MA", with(func(c *model.Customer) { c.Address.Province = "MA" })},
		"days of noughts":      {"姓名,生日,备注,下次回顾\n张伟,0.0.00,0/0/0000,0000-00-00 00:00:00", person},
		"Exchange's name":      {"姓名,E-mail Address\n张伟,/o=ExchangeLabs/ou=x/cn=Recipients/cn=zw", with(func(c *model.Customer) { c.Notes = "E-mail Address: /o=ExchangeLabs/ou=x/cn=Recipients/cn=zw" })},
		"tags":                 {"姓名,标签\n张伟,\"老客户，VIP、老客户;a\"", with(func(c *model.Customer) { c.Tags = []string{"老客户", "VIP", "a"} })},
		"two phones in one cell": {"姓名,联系电话\n张伟,138****8000/010-60606666", with(func(c *model.Customer) {
			c.ContactPoints = []model.ContactPoint{phone("138****8000", ""), phone("010-60606666", "")}
		})},
		"phone with a slash": {"姓名,联系电话\n张伟,030/1234567", with(func(c *model.Customer) { c.ContactPoints = []model.ContactPoint{phone("030/1234567", "")} })},
		"broken phone":       {"姓名,手机号码\n张伟,1.38E+10", with(func(c *model.Customer) { c.ContactPoints = []model.ContactPoint{phone("1.38E+10", "手机")} })},
		"labels": {"姓名,手机,办公电话,Home Phone 2\n张伟,1,2,3", with(func(c *model.Customer) {
			c.ContactPoints = []model.ContactPoint{phone("1", "手机"), phone("2", "办公"), phone("3", "home")}
		})},
		"first and last name":              {"FirstName,LastName\nLuís,Gonçalves", model.Customer{Kind: model.PersonKind, Name: "Luís Gonçalves"}},
		"Chinese name in parts":            {"名,姓\n娜娜,欧阳", model.Customer{Kind: model.PersonKind, Name: "欧阳娜娜"}},
		"company only":                     {"公司名称,城市\n北湖茶社,上海", model.Customer{Kind: model.CompanyKind, Name: "北湖茶社", Address: model.Address{City: "上海"}}},
		"company with a person":            {"客户名称,联系人\n北湖贸易有限公司,张伟", model.Customer{Kind: model.CompanyKind, Name: "北湖贸易有限公司", People: []model.Person{{Name: "张伟"}}}},
		"person with a company":            {"联系人,单位\n张伟,北湖茶社", with(func(c *model.Customer) { c.Company = "北湖茶社" })},
		"heading with line break and unit": {"\"姓\n名\",邮编（六位）\n张伟,010020", with(func(c *model.Customer) { c.Address.Postcode = "010020" })},
		"full-width heading":               {"ＮＡＭＥ,Ｚｉｐ\n张伟,0171", with(func(c *model.Customer) { c.Address.Postcode = "0171" })},
		"address in parts":                 {"姓名,address_1,address_2\n张伟,5 High St,Flat 2", with(func(c *model.Customer) { c.Address.Street = "5 High St Flat 2" })},
		"defused cell":                     {"姓名,备注\n张伟,'=1+1", with(func(c *model.Customer) { c.Notes = "=1+1" })},
		"key and account": {"客户编号,用户名,姓名\n7,zw,张伟", with(func(c *model.Customer) {
			c.SourceKey = "客户编号=7"
			c.ContactPoints = []model.ContactPoint{{Kind: model.ContactOther, Value: "zw", Label: "用户名"}}
		})},
		"masked account is no key": {"账号,姓名\nz***@qq.com,张伟", with(func(c *model.Customer) { c.Notes = "账号: z***@qq.com" })},
		"signs for nothing":        {"姓名,备注,手机,邮箱\n张伟,/,-,无", person},
		"unknown kind is a tag":    {"姓名,客户类型\n张伟,代理商", with(func(c *model.Customer) { c.Tags = []string{"代理商"} })},
	} {
		t.Run(name, func(t *testing.T) {
			got, problems := customerOf(t, tt.text, Options{})
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
		})
	}
}

func TestRefusedCustomers(t *testing.T) {
	for text, want := range map[string]struct{ code, field string }{
		"姓名,生日\n张伟,1985-02-30":      {"birthday_impossible", "birthday"},
		"姓名,电子邮件\n张伟,zhang at home": {"email_syntax", "email"},
		"姓名,邮箱\n,\n,x\n":            {"email_syntax", "email"},
		"姓名,邮箱,foo\n,,x\n":          {"name_missing", "name"},
		"姓名,生日\n张伟,03/04/1985":      {"date_ambiguous", "birthday"},
		"姓名,电话\n\x00,1":             {"text_nul", ""},
	} {
		_, problems := customerOf(t, text, Options{})
		if len(problems) != 1 || problems[0].Code != want.code || problems[0].Field != want.field {
			t.Errorf("%q: %v, want %v", text, problems, want)
		}
	}
	_, problems := customerOf(t, "姓名,出生日期\n张伟,1985-13-30", Options{})
	if problems[0].Args["Heading"] != "出生日期" {
		t.Errorf("problem names no heading: %v", problems)
	}
}

// One date that can be read in one way only settles the order of the column.
func TestDateOrder(t *testing.T) {
	all := drafts(t, open(t, []byte("name,birthday\nA,03/04/1985\nB,25/12/1990\nC,12/25/1990\n"), Options{}))
	if got := all[0].Customer.Birthday.String(); got != "1985-04-03" || len(all[1].Problems) > 0 {
		t.Errorf("day first: %s, %v", got, all[1].Problems)
	}
	if len(all[2].Problems) == 0 {
		t.Error("a date that contradicts the column was taken")
	}
	c, _ := customerOf(t, "name,birthday\nA,03/04/1985\n", Options{DateOrder: model.MDY})
	if got := c.Birthday.String(); got != "1985-03-04" {
		t.Errorf("month first by option: %s", got)
	}
}

func TestManyRowsStream(t *testing.T) {
	const n = 30_000 // more than is read ahead
	s := open(t, []byte(customerSheet(n)), Options{})
	last := 0
	for d, err := range s.Drafts(t.Context()) {
		if err != nil || len(d.Problems) > 0 || len(d.Rows) != 1 || d.Rows[0] != last+1 {
			t.Fatal(d.Rows, d.Problems, err)
		}
		last = d.Rows[0]
	}
	if last != n {
		t.Errorf("%d rows, want %d", last, n)
	}
}

func TestCancelled(t *testing.T) {
	s := open(t, []byte("name\n"+strings.Repeat("A\n", 5000)), Options{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for _, err := range s.Drafts(ctx) {
		if n++; n == 10 {
			cancel()
		}
		if err != nil {
			if n > 10+checkEvery {
				t.Errorf("stopped after %d rows", n)
			}
			return
		}
	}
	t.Error("not stopped")
}

// A whole address in one cell is taken apart; what could be two places, what other
// columns contradict, and addresses of other countries stay as they are.
func TestAddressesAreTakenApart(t *testing.T) {
	file := "姓名,地址,城市\n" +
		"张伟,广东省深圳市南山区科技园1号 518057,\n" +
		"李娜,深圳南山科技园1号,\n" +
		"王丽,鼓楼区中山路1号,\n" +
		"赵敏,鼓楼区中山路1号,南京市\n" +
		"Sherlock,\"221B Baker St, London NW1 6XE, UK\",\n" +
		"陈强,广东省深圳市南山区科技园1号,广州市\n"
	want := []model.Address{
		{Country: "中国", Province: "广东省", City: "深圳市", District: "南山区", Street: "科技园1号", Postcode: "518057"},
		{Country: "中国", Province: "广东省", City: "深圳市", District: "南山区", Street: "科技园1号"},
		{Street: "鼓楼区中山路1号"},
		{Country: "中国", Province: "江苏省", City: "南京市", District: "鼓楼区", Street: "中山路1号"},
		{Street: "221B Baker St, London NW1 6XE, UK"},
		{City: "广州市", Street: "广东省深圳市南山区科技园1号"},
	}
	for i, d := range drafts(t, open(t, []byte(file), Options{})) {
		if d.Customer.Address != want[i] {
			t.Errorf("%s: %+v, want %+v", d.Customer.Name, d.Customer.Address, want[i])
		}
	}
}
