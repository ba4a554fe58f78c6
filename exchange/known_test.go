package exchange

import (
	"reflect"
	"strings"
	"testing"

	"kehu/model"
)

// pointTexts lists the contact points of a customer.
func pointTexts(c model.Customer) string {
	var points []string
	for _, p := range c.ContactPoints {
		points = append(points, string(p.Kind)+" "+p.Label+" "+p.Value)
	}
	return strings.Join(points, "|")
}

// Files as the programs write them: headings and one row, in short.
func TestKnownSources(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want func(d model.Draft) bool
	}{
		"google": {"First Name,Last Name,Nickname,File As,Organization Name,Organization Title,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 2 - Label,Address 2 - Formatted,Address 2 - Street,Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value\n" +
			"Ada,Byron,Countess,,Engines,CEO,1915-12-10,hi,* myContacts ::: * friends ::: VIP,* Work,ada@x.com ::: ada@y.com,Mobile,+44 20 7123 4567,Pet shop,12345678,Home,\"1 A St, London\",1 A St,London,Work,\"2 B St, Bonn\",2 B St,Anniversary,1835-07-08,Shoe size,38\n",
			func(d model.Draft) bool {
				c := d.Customer
				p := c.ContactPoints
				return c.Name == "Ada Byron" && c.SourceKey == "" && len(c.Tags) == 2 && c.Tags[0] == "friends" && len(p) == 4 && p[0].Label == "mobile" && p[1].Label == "Pet shop" && p[2].Label == "work" &&
					c.Address.Street == "1 A St" && strings.Contains(c.Notes, "Address 2: 2 B St, Bonn") && strings.Contains(c.Notes, "Anniversary: 1835-07-08") && strings.Contains(c.Notes, "Shoe size: 38") && strings.Contains(c.Notes, "Nickname: Countess")
			}},
		"google (no whole addresses)": {"First Name,Last Name,Organization Name,Labels,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Country,Address 1 - Street,Address 1 - Extended Address,Address 1 - City,Address 1 - PO Box,Address 2 - Label,Address 2 - Country,Address 2 - Street,Address 2 - City,Address 2 - Region,Address 2 - Postal Code,Address 3 - Label,Address 3 - Street\n" +
			"Tom,Ray,,,Work Fax,+1 617 555 0111,Home,US,1 Car St,Unit 7,Boston,PO Box 35,Work,US,2 Talk Ave,Cambridge,MA,02140,Work,3 C St\n",
			func(d model.Draft) bool {
				c := d.Customer
				return c.Address.Street == "1 Car St Unit 7 PO Box 35" && c.Address.City == "Boston" && reflect.DeepEqual(c.ContactPoints, []model.ContactPoint{
					{Kind: model.ContactFax, Value: "+1 617 555 0111", Label: "work"},
					{Kind: model.ContactAddress, Value: "2 Talk Ave, Cambridge MA 02140, US", Label: "work"}, {Kind: model.ContactAddress, Value: "3 C St", Label: "work"}})
			}},
		"google (old)": {"Name,Given Name,Additional Name,Family Name,Yomi Name,Nickname,Birthday,Gender,Occupation,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Website 1 - Type,Website 1 - Value\n" +
			"张伟,伟,,张,,小张,1990-01-02,,,,* myContacts,* Work,zw@x.com,Mobile,13800138000,北湖公司,Profile,http://x.com\n",
			func(d model.Draft) bool {
				c := d.Customer
				return c.Name == "张伟" && c.SourceKey == "" && c.Company == "北湖公司" && c.Main(model.ContactURL) == "http://x.com" && len(c.Tags) == 0
			}},
		"outlook": {"Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,Business Street 3,Business City,Business Postal Code,Home Street,Business Phone,Home Phone,Mobile Phone,E-mail Address,E-mail Type,Account,Birthday,Anniversary,Categories,Gender,Notes,Web Page\n" +
			"Mr.,John,Q,Doe,Jr.,IBM,Sales,Boss,1 A St,Suite 2,Door 3,Austin,12345,2 B St,555 111 2222,,,j@x.com,SMTP,7,0/0/00,0/0/00,VIP;Friends,Unspecified,,\n",
			func(d model.Draft) bool {
				c := d.Customer
				return c.Name == "John Q Doe" && c.Title == "Boss" && c.Gender == "" && c.Birthday.IsZero() && !strings.Contains(c.Notes, "0/0") && c.SourceKey == "" && c.Address.Street == "1 A St Suite 2 Door 3" && strings.Contains(c.Notes, "Title: Mr.") && len(c.Tags) == 2
			}},
		"outlook (German)": {"Anrede,Vorname,Weitere Vornamen,Nachname,Firma,Straße geschäftlich,Straße geschäftlich 2,Ort geschäftlich,Region geschäftlich,Postleitzahl geschäftlich,Land/Region geschäftlich,Straße privat,Ort privat,Postleitzahl privat,Weiterer Ort,Fax geschäftlich,Telefon geschäftlich,Telefon (privat),Mobiltelefon,E-Mail-Adresse,E-Mail-Typ,E-Mail 2: Adresse,Geburtstag,Geschlecht,Jahrestag,Kategorien,Ort,Webseite\n" +
			"Herr,Jürgen,,Groß,Groß & Partner,Königstr. 1,Hof,Köln,NRW,50667,Deutschland,Waldweg 3,Bonn,53111,Trier,+49 221 123-99,+49 221 123-0,0228 445566,0171 9876543,j@x.de,SMTP,k@x.de,24.12.1965,Männlich,0.0.00,Kunden;Premium,Zimmer 7,www.x.de\n",
			func(d model.Draft) bool {
				c := d.Customer
				return c.Name == "Jürgen Groß" && c.Address == (model.Address{Street: "Königstr. 1 Hof", City: "Köln", Province: "NRW", Postcode: "50667", Country: "Deutschland"}) && c.Gender == "male" &&
					c.Notes == "Anrede: Herr\nOrt: Zimmer 7" && len(c.Tags) == 2 && c.Birthday.String() == "1965-12-24" &&
					pointTexts(c) == "phone work +49 221 123-0|phone home 0228 445566|phone mobile 0171 9876543|email  j@x.de|email  k@x.de|fax work +49 221 123-99|url  www.x.de|address home Waldweg 3, Bonn 53111|address other Trier"
			}},
		"outlook (Chinese)": {"名,姓,单位,部门,商务地址 街道,商务地址 街道 2,商务地址 市/县,商务地址 省/市/自治区,商务地址 邮政编码,商务地址 国家/地区,住宅地址 街道,住宅地址 市/县,商务传真,商务电话,住宅电话,移动电话,电子邮件地址,电子邮件类型,电子邮件 2 地址,生日,纪念日,类别,网页,性别,优先级\n" +
			"建国,张,北湖公司,采购部,中山路1号,二楼,武汉市,湖北省,430000,中国,长江路2号,武汉市,027-63210001,027-63210000,027-55667788,13800138000,zjg@x.com,SMTP,z2@x.com,0/0/00,0/0/00,客户;重要,http://x.cn,未指定,普通\n",
			func(d model.Draft) bool {
				c := d.Customer
				return c.Name == "张建国" && c.Company == "北湖公司" && c.Address == (model.Address{Street: "中山路1号二楼", City: "武汉市", Province: "湖北省", Postcode: "430000", Country: "中国"}) && c.Gender == "" &&
					c.Notes == "部门: 采购部" && len(c.Tags) == 2 &&
					pointTexts(c) == "phone 工作 027-63210000|phone 家庭 027-55667788|phone 手机 13800138000|email  zjg@x.com|email  z2@x.com|fax 工作 027-63210001|url  http://x.cn|address 家庭 武汉市长江路2号"
			}},
		"salesforce": {"Contact ID,Salutation,First Name,Last Name,Title,Account Name,Mailing Street,Mailing City,Mailing State/Province,Phone,Mobile,Email,Contact Owner,Account ID\n003A,Ms.,Ada,Byron,CEO,Engines,1 A St,London,LDN,1234567,,a@x.com,Bob,001B\n",
			func(d model.Draft) bool {
				c := d.Customer
				return c.SourceKey == "contactid=003A" && c.Company == "Engines" && c.Owner == "Bob" && c.Address.City == "London"
			}},
		"zoho": {"Record Id,First Name,Last Name,Account Name,Contact Owner,Email,Phone,Mailing Street,Mailing City,Description\nzcrm_1,Ada,Byron,Engines,Bob,a@x.com,1234567,1 A St,London,hi\n",
			func(d model.Draft) bool {
				return d.Customer.SourceKey == "recordid=zcrm_1" && d.Customer.Company == "Engines" && d.Customer.Owner == "Bob"
			}},
		"hubspot": {"Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lifecycle Stage,Associated Company,Create Date\n51,Ada,Byron,a@x.com,1234567,Bob,Lead,Engines,2024-01-02\n",
			func(d model.Draft) bool {
				return d.Customer.SourceKey == "recordid=51" && d.Customer.Company == "Engines" && strings.Contains(d.Customer.Notes, "Lifecycle Stage: Lead")
			}},
		"stripe": {"id,Description,Email,Name,Card ID,Card Address Line1,Card Address Line2,Card Address City,Card Address State,Card Address Country,Card Address Zip,Default Source\n" +
			"cus_1,hi,a@x.com,Ada Byron,card_1,1 A St,Flat 2,London,LDN,UK,N1,card_1\n",
			func(d model.Draft) bool {
				c := d.Customer
				return c.SourceKey == "id=cus_1" && c.Source == "" && c.Notes == "hi" && c.Address == (model.Address{Street: "1 A St Flat 2", City: "London", Province: "LDN", Country: "UK", Postcode: "N1"})
			}},
		"shopify customers": {"Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address Address2,Default Address City,Default Address Zip,Default Address Phone,Phone,Total Spent,Total Orders,Note,Tax Exempt,Tags\n" +
			"'7001,Ada,Byron,a@x.com,yes,Engines,1 A St,Flat 2,London,N1,'+4420,,12.00,1,hi,no,\"a, b\"\n",
			func(d model.Draft) bool {
				c := d.Customer
				return c.SourceKey == "customerid=7001" && c.Address.Street == "1 A St Flat 2" && c.Company == "Engines" && len(c.Tags) == 2
			}},
		"wecom": {"客户名称,描述,手机,企业,邮箱,职务,添加人,添加人账号,添加时间,来源,标签\n张伟,老客户,13800138000,北湖公司,,经理,王芳,wf,2024-01-02,扫码,VIP\n", func(d model.Draft) bool {
			return d.Customer.Owner == "王芳" && d.Customer.Company == "北湖公司" && d.Customer.Notes == "老客户"
		}},
		"dingtalk": {"员工UserID,姓名,手机号,部门,职位\nu1,张伟,13800138000,销售部,经理\n", func(d model.Draft) bool {
			return d.Customer.SourceKey == "员工userid=u1" && d.Customer.Notes == "部门: 销售部"
		}},
		"feishu": {"姓名,手机号,邮箱,部门,工号,职务\n张伟,13800138000,,销售部,007,经理\n", func(d model.Draft) bool { return d.Customer.SourceKey == "工号=007" && d.Customer.Title == "经理" }},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, []byte(tt.text), Options{})
			all := drafts(t, s)
			if s.Info.Kind != Customers || s.Info.Source == "" || len(all) != 1 || len(all[0].Problems) > 0 || !tt.want(all[0]) {
				t.Errorf("%s from %q: %+v %v", s.Info.Kind, s.Info.Source, all[0].Customer, all[0].Problems)
			}
		})
	}
}

func TestKnownOrders(t *testing.T) {
	shopify := "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Street,Billing City,Shipping Name,Payment Method,Id,Source,Risk Level\n" +
		"#1001,a@x.com,paid,2024-01-02 10:00:00 +0800,fulfilled,USD,15.00,5.00,0.00,20.00,0.00,2024-01-02 09:00:00 +0800,1,Pen,5.00,P1,Ada Byron,1 A St,London,Bob,Visa,7001,web,Low\n" +
		"#1001,a@x.com,,,,,,,,,,2024-01-02 09:00:00 +0800,2,Paper,5.00,P2,,,,,,,,\n#1002,b@x.com,partially_refunded,,,USD,1.00,0.00,0.00,1.00,0.00,2024-01-03 09:00:00 +0800,1,Ink,1.00,,Eva,,,,,7002,web,Low\n"
	s := open(t, []byte(shopify), Options{})
	all := drafts(t, s)
	if len(all) != 2 || s.Info.Source != "shopify_orders" {
		t.Fatalf("%d orders from %q", len(all), s.Info.Source)
	}
	p := all[0].Purchase
	if len(all[0].Problems) > 0 || p.OrderNo != "#1001" || p.Total != 2000 || p.Freight != 500 || len(p.Items) != 2 || p.Currency != model.USD || all[0].Customer.Name != "Ada Byron" || p.TotalDiffers() {
		t.Errorf("%+v %v", all[0], all[0].Problems)
	}
	woo := "Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),Email (Billing),First Name (Shipping),Order Shipping Amount,Order Total Amount,Item #,Item Name,Quantity (- Refund),Item Cost,Discount Amount\n" +
		"4711,Completed,2024-02-03 14:05,Hans,Meier,h@x.com,Eva,9,89,1,T-Shirt,2,25,0\n4711,Completed,2024-02-03 14:05,Hans,Meier,h@x.com,Eva,9,89,2,Mug,3,10,0\n"
	s = open(t, []byte(woo), Options{})
	all = drafts(t, s)
	p = all[0].Purchase
	if len(all) != 1 || len(all[0].Problems) > 0 || s.Info.Source != "woocommerce" || p.Total != 8900 || p.Freight != 900 || p.TotalDiffers() || p.Items[1].Product != "Mug" || all[0].Customer.Name != "Hans Meier" {
		t.Errorf("%+v %v", all[0], all[0].Problems)
	}
	taobao := "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址,运送方式,联系电话,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝种类,物流单号,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称\n" +
		"\"=\"\"2013558190000001\"\"\",tb_zw,,100.00,10.00,110.00,108.00,买家已付款，等待卖家发货,,张伟,上海市中山路1号,快递,'null,'13800138000,2024-01-02 10:00:00,2024-01-02 10:01:00,A4纸,1,,,急,2,0,北湖小店\n"
	s = open(t, []byte(taobao), Options{})
	all = drafts(t, s)
	p = all[0].Purchase
	if len(all) != 1 || len(all[0].Problems) > 0 || s.Info.Source != "taobao" || p.OrderNo != "2013558190000001" || p.Total != 10800 || p.Freight != 1000 || p.Status != model.StatusPaid ||
		all[0].Customer.Name != "张伟" || all[0].Customer.Company != "" || all[0].Customer.SourceKey != "买家会员名=tb_zw" || all[0].Customer.Main(model.ContactPhone) != "13800138000" {
		t.Errorf("%+v %+v %v", all[0].Customer, p, all[0].Problems)
	}
	youzan := "订单号,订单状态,全部商品名称,收货人/提货人,收货人手机号/提货人手机号,订单实付金额,订单创建时间,归属店铺,买家昵称\nE2024,交易完成,茶,张伟,13800138000,88.00,2024-01-02 10:00:00,北湖,小张\n"
	s = open(t, []byte(youzan), Options{})
	all = drafts(t, s)
	if len(all) != 1 || len(all[0].Problems) > 0 || s.Info.Source != "youzan" || all[0].Purchase.Total != 8800 || all[0].Customer.Name != "张伟" || all[0].Customer.SourceKey != "" {
		t.Errorf("%+v %v", all[0], all[0].Problems)
	}
}
