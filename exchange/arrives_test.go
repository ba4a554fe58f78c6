package exchange

import (
	"fmt"
	"strings"
	"testing"

	"kehu/model"
)

// What programs write arrives where a person would look for it.
func TestArrives(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ text, want string }{
		"Outlook, two addresses": {"First Name,E-mail Address,Home Phone,Car Phone,Business Street,Business City,Home Street,Home City,Home Postal Code,Other Street\nAnna,a@x.de,030 1,0170 2,Hauptstr. 5,Berlin,Gartenweg 7,Potsdam,14467,Am See 1\n",
			"Anna||Hauptstr. 5 Berlin|phone home 030 1; phone  0170 2; email  a@x.de; address home Gartenweg 7, Potsdam 14467; address other Am See 1|"},
		"Outlook, only at home": {"First Name,E-mail Address,Home Phone,Business Street,Home Street,Home City\nTom,t@x.com,,,1 Main St,Springfield\n",
			"Tom||1 Main St Springfield|email  t@x.com|"},
		"Google, an old file": {"Name,Given Name,Family Name,Occupation,Group Membership,Organization 1 - Name,Organization 1 - Title,Phone 1 - Type,Phone 1 - Value\nJean Dupont,Jean,Dupont,,* myContacts,Exemple,Directeur,* ,01\n",
			"Jean Dupont|Exemple|Directeur |phone  01|"},
		"Salesforce":            {"First Name,Last Name,Account Name,Mailing Street,Email\nRose,Gonzalez,Edge,1 Place,rose@edge.com\n", "Rose Gonzalez|Edge|1 Place |email  rose@edge.com|"},
		"customers with people": {"客户名称,姓名,电话\n北京华远科技有限公司,王磊,13800138000\n", "北京华远科技有限公司|| |phone  13800138000|王磊"},
		"people at companies":   {"姓名,公司,客户\n王磊,华远,是\n", "王磊|华远| ||"},
		"our own addresses":     {"Name,Address,Other address\nAnn,1 High Street,2 Low Street\n", "Ann||1 High Street |address other 2 Low Street|"},
		"Taobao's apostrophes":  {"姓名,电话,手机,备注\n李华,'010-88888888,','null\n", "李华|| |phone  010-88888888|"},
	} {
		all := drafts(t, open(t, []byte(tt.text), Options{}))
		c := all[0].Customer
		var points, people []string
		for _, p := range c.ContactPoints {
			points = append(points, fmt.Sprintf("%s %s %s", p.Kind, p.Label, p.Value))
		}
		for _, p := range c.People {
			people = append(people, p.Name)
		}
		got := strings.Join([]string{c.Name, c.Company, c.Title + c.Address.Street + " " + c.Address.City, strings.Join(points, "; "), strings.Join(people, "; ")}, "|")
		if got != tt.want || len(all[0].Problems) > 0 {
			t.Errorf("%s:\n got %s %v\nwant %s", name, got, all[0].Problems, tt.want)
		}
	}
}

// The one line of an order without a price costs what the order does.
func TestPriceOfOneLine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"订单号,姓名,下单时间,商品名称,数量,运费,实付金额,订单状态\n1,张伟,2024-01-02,耳机,2,8,107,订单完成\n": 4950,
		"订单号,姓名,下单时间,商品名称,数量,实付金额,订单状态\n1,张伟,2024-01-02,耳机,1,0,订单关闭\n":        0,
	} {
		d := drafts(t, open(t, []byte(text), Options{}))[0]
		if len(d.Problems) > 0 || d.Purchase.Items[0].UnitPrice != want || d.Purchase.TotalDiffers() || d.Purchase.Status == model.StatusOpen {
			t.Errorf("%+v %v", d.Purchase, d.Problems)
		}
	}
}
