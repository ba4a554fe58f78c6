package exchange

import (
	"fmt"
	"strings"
	"testing"
	"time"

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
		"traditional headings":  {"客戶名稱,聯絡人,電話,電子郵件,郵遞區號\n大文商行,陳大文,02-2345-6789,a@x.tw,100\n合計,,,,\n", "大文商行|| |phone  02-2345-6789; email  a@x.tw|陳大文"},
		"two whole addresses":   {"姓名,地址,地址\n张三,上海市浦东新区世纪大道1号,北京市朝阳区长安街2号\n", "张三||世纪大道1号 上海市|address  北京市朝阳区长安街2号|"},
		"an address in parts":   {"姓名,地址1,地址2\n张三,上海市浦东新区世纪大道1号,3栋502室\n", "张三||世纪大道1号3栋502室 上海市||"},
		"lists in JSON":         {`{"name":"Bob","emails":["b@x.com","c@x.com"],"phones":["020 1234567"]}` + "\n", "Bob|| |phone  020 1234567; email  b@x.com; email  c@x.com|"},
		"German":                {"Vorname;Nachname;Firma;Straße;PLZ;Ort;Telefon\nJürgen;Müller;Müller KG;Königsstr. 3;01067;Dresden;0351 1\n", "Jürgen Müller|Müller KG|Königsstr. 3 Dresden|phone  0351 1|"},
		"French":                {"Nom;Prénom;Société;Téléphone;Courriel;Ville\nLefèvre;Zoé;Café François;01;zoe@exemple.fr;Orléans\n", "Zoé Lefèvre|Café François| Orléans|phone  01; email  zoe@exemple.fr|"},
		"Japanese":              {"氏名,電話番号,メールアドレス,住所,会社名\n山田 太郎,090-1234-5678,taro@example.jp,東京都千代田区千代田1-1,株式会社サンプル\n", "山田 太郎|株式会社サンプル|東京都千代田区千代田1-1 |phone  090-1234-5678; email  taro@example.jp|"},
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

// A day without a year behind an entry is the next one after it.
func TestNextDayAfterEntry(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"10月15日": "2024-10-15", "1月5日": "2025-01-05", "2024-09-01": "2024-09-01", "后天": "2024-10-10"} {
		d := drafts(t, open(t, []byte("客户名称,跟进时间,跟进内容,下次跟进时间\n红星,2024-10-08 15:20,询价,"+text+"\n"), Options{}))[0]
		if got := d.Interaction.NextDay.String(); got != want || len(d.Problems) > 0 {
			t.Errorf("%s is %s, want %s: %v", text, got, want, d.Problems)
		}
	}
}

// Different discounts in the lines of an order are the lines' own.
func TestDiscountOfLines(t *testing.T) {
	t.Parallel()
	d := drafts(t, open(t, []byte("订单号,姓名,日期,商品,数量,单价,优惠\n1,张伟,2024-01-02,笔,2,5,1\n1,张伟,2024-01-02,纸,1,9,0\n"), Options{}))[0]
	p := d.Purchase
	if len(d.Problems) > 0 || p.Total != 1800 || p.Discount != 0 || p.Items[0].Discount != 100 || p.Items[0].Amount != 900 || p.TotalDiffers() {
		t.Errorf("%+v %v", p, d.Problems)
	}
}

// The numbers of a spreadsheet's days are days in columns of dates, and nowhere else.
func TestSerialDays(t *testing.T) {
	t.Parallel()
	c := drafts(t, open(t, []byte("姓名,邮编,生日,下次回顾\n张伟,45569,31183,45569.0\n"), Options{}))[0]
	if c.Customer.Birthday.String() != "1985-05-16" || c.Customer.NextReview.String() != "2024-10-04" || c.Customer.Address.Postcode != "45569" || len(c.Problems) > 0 {
		t.Errorf("%+v %v", c.Customer, c.Problems)
	}
	p := drafts(t, open(t, []byte("订单号,姓名,下单时间,金额\n1,张伟,45569.75,5\n2,张伟,99999,5\n"), Options{}))
	if got := p[0].Purchase.At.Format(time.DateTime); got != "2024-10-04 18:00:00" || len(p[1].Problems) != 1 {
		t.Errorf("%s, %v", got, p[1].Problems)
	}
}
