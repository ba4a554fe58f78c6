package exchange

import (
	"strings"

	"kehu/model"
)

// A knownSource is a program whose files we know by their headings, and what its
// headings mean where the words alone would mislead.
type knownSource struct {
	name   string   // a message "source.<name>" names it to people
	marks  []string // folded headings that only its files have together
	kind   Kind     // "" leaves it to the headings
	fields string   // "heading=field" by blanks, folded; "-" leaves out, "+" notes with the heading, "address/city" is a part of a further address
	single bool     // each row is a transaction of its own, whatever its number
}

// knownSources are looked through in this order: the first that fits counts.
var knownSources = []knownSource{
	{name: "google", marks: []string{"firstname", "lastname", "phone1value", "organizationname"}, kind: Customers,
		fields: "nickname=+ fileas=- photo=- phoneticfirstname=- phoneticmiddlename=- phoneticlastname=- nameprefix=+ namesuffix=+ organizationdepartment=+"},
	{name: "google", marks: []string{"givenname", "familyname", "groupmembership"}, kind: Customers,
		fields: "nickname=+ shortname=- maidenname=+ initials=- yominame=- givennameyomi=- additionalnameyomi=- familynameyomi=- nameprefix=+ namesuffix=+ photo=- location=+ occupation=+ organization1title=title directoryserver=- mileage=- billinginformation=- sensitivity=- priority=- subject=- hobby=+ organization1department=+ organization1jobdescription=+ organization1type=- organization1yominame=- organization1symbol=- organization1location=+"},
	{name: "google", marks: []string{"givenname", "familyname", "email1value"}, kind: Customers, fields: "nickname=+ yominame=- givennameyomi=- additionalnameyomi=- familynameyomi=- shortname=- photo=-"},
	{name: "google", marks: []string{"firstname", "lastname", "email1value"}, kind: Customers, fields: "nickname=+ fileas=- photo=- organizationdepartment=+"},
	{name: "outlook", marks: []string{"emailaddress", "businessstreet", "homephone"}, kind: Customers,
		fields: "title=+ jobtitle=title suffix=+ nickname=+ department=+ account=- initials=- priority=- private=- sensitivity=- mileage=- emailtype=- emaildisplayname=- email2type=- email2displayname=- email3type=- email3displayname=- anniversary=+ spouse=+ children=+ hobby=+ managersname=+ assistantsname=+ profession=+ " +
			"carphone=phone radiophone=phone callback=phone ttytddphone=phone assistantsphone=+ pager=+ telex=+ imaddress=+ officelocation=+ location=+ schools=+ referredby=+ " +
			"businessstreet=street businessstreet2=street businessstreet3=street " + secondAddress("home") + secondAddress("other")},
	{name: "outlook", marks: []string{"nachname", "emailadresse", "straßegeschäftlich"}, kind: Customers,
		fields: "anrede=+ weiterevornamen=middle_name suffix=+ abteilung=+ position=title beruf=+ büro=+ ort=+ jahrestag=+ partner=+ kinder=+ hobby=+ nameassistent=+ namedesdervorgesetzten=+ telefonassistent=+ empfohlenvon=+ pager=+ telex=+ organisationsnr=+ regierungsnr=+ " +
			"rückmeldung=phone autotelefon=phone telefonfirma=phone haupttelefon=phone funktelefon=phone isdn=phone telefonfürhörbehinderte=phone email2adresse=email email3adresse=email webseite=url kategorien=tags stichwörter=tags sprache=language geschlecht=gender " +
			"emailtyp=- emailangezeigtername=- email2typ=- email2angezeigtername=- email3typ=- email3angezeigtername=- abrechnungsinformation=- initialen=- internetfreigebucht=- konto=- priorität=- privat=- reisekilometer=- vertraulichkeit=- verzeichnisserver=- " +
			"straßegeschäftlich=street straßegeschäftlich2=street straßegeschäftlich3=street ortgeschäftlich=city regiongeschäftlich=province postleitzahlgeschäftlich=postcode landregiongeschäftlich=country " +
			"straßeprivat=address/street straßeprivat2=address/street straßeprivat3=address/street ortprivat=address/city bundeslandkantonprivat=address/province postleitzahlprivat=address/postcode landregionprivat=address/country " +
			"weiterestraße=address/street weiterestraße2=address/street weiterestraße3=address/street weitererort=address/city weiteresrbundeslandkanton=address/province weiterepostleitzahl=address/postcode weitereselandregion=address/country"},
	{name: "outlook", marks: []string{"姓", "电子邮件地址", "商务电话"}, kind: Customers,
		fields: "称谓=+ 中间名=middle_name 后缀=+ 部门=+ 职业=+ 办公地点=+ 地点=+ 纪念日=+ 配偶=+ 子女=+ 经理姓名=+ 助理姓名=+ 助理电话=+ 推荐人=+ 寻呼机=+ 电报=+ 单位编号=+ 身份证编号=+ " +
			"回拨电话=phone 车载电话=phone 无线电话=phone isdn=phone ttytdd电话=phone 电子邮件地址=email 电子邮件2地址=email 电子邮件3地址=email 网页=url 类别=tags 关键字=tags " +
			"电子邮件类型=- 电子邮件显示名称=- 电子邮件2类型=- 电子邮件2显示名称=- 电子邮件3类型=- 电子邮件3显示名称=- 记帐信息=- 缩写=- internet忙闲=- 帐户=- 优先级=- 私人=- 里程=- 敏感度=- 目录服务器=- " +
			"商务地址街道=street 商务地址街道2=street 商务地址街道3=street 商务地址市县=city 商务地址省市自治区=province 商务地址邮政编码=postcode 商务地址国家地区=country " + chineseAddress("住宅") + chineseAddress("其他")},
	{name: "outlook", marks: []string{"action", "emailaddress", "businessphone", "homephone"}, kind: Customers, fields: "action=- id=-"},
	{name: "hubspot", marks: []string{"recordid", "lifecyclestage"}, kind: Customers,
		fields: "recordid=source_key contactowner=owner companyowner=owner associatedcompany=company lifecyclestage=+ leadstatus=+ createdate=- lastactivitydate=- lastmodifieddate=- associatedcompanyids=- industry=industry"},
	{name: "stripe", marks: []string{"id", "email", "defaultsource"}, kind: Customers,
		fields: "id=source_key defaultsource=- cardaddressline1=street cardaddressline2=street cardaddresscity=city cardaddressstate=province cardaddresscountry=country cardaddresszip=postcode " +
			"cardid=- cardlast4=- cardfingerprint=- cardbrand=- cardexpmonth=- cardexpyear=- cardname=-"},
	{name: "salesforce", marks: []string{"contactid", "accountname"}, kind: Customers,
		fields: "contactid=source_key accountname=company contactowner=owner accountid=- ownerid=- salutation=+ department=+ leadsource=source createddate=- lastactivity=- lastmodifieddate=-"},
	{name: "zoho", marks: []string{"recordid", "leadowner"}, kind: Customers, fields: zohoFields},
	{name: "zoho", marks: []string{"recordid", "contactowner", "accountname"}, kind: Customers, fields: zohoFields},
	{name: "zoho", marks: []string{"recordid", "accountowner", "accountname"}, kind: Customers, fields: zohoFields},
	{name: "zoho", marks: []string{"contactowner", "accountname", "mailingstreet"}, kind: Customers, fields: zohoFields},
	{name: "salesforce", marks: []string{"accountname", "mailingstreet", "leadsource"}, kind: Customers, fields: "accountname=company contactowner=owner salutation=+ department=+"},
	{name: "linkedin", marks: []string{"firstname", "lastname", "company", "position", "connectedon"}, kind: Customers, fields: "connectedon=+"},
	{name: "shopify_orders", marks: []string{"financialstatus", "lineitemname", "lineitemquantity"}, kind: Purchases,
		fields: "name=order_no id=- vendor=- source=- tags=- taxes=- billingname=name billingaddress1=- billingaddress2=- billingcompany=company shippingname=- createdat=date paidat=- fulfillmentstatus=- paymentreference=- shippingmethod=- discountcode=- subtotal=- lineitemcompareatprice=- lineitemfulfillmentstatus=-"},
	{name: "woocommerce", marks: []string{"ordertotalamount", "firstnamebilling", "item"}, kind: Purchases,
		fields: "item=- quantityrefund=quantity discountamount=- discountamounttax=- ordertotaltaxamount=- ordernotes=notes"},
	{name: "shopify_customers", marks: []string{"acceptsemailmarketing", "firstname", "totalspent"}, kind: Customers,
		fields: "customerid=source_key acceptsemailmarketing=- acceptssmsmarketing=- totalspent=- totalorders=- taxexempt=- defaultaddresscompany=company defaultaddresscountrycode=country defaultaddressprovincecode=province"},
	{name: "alipay", marks: []string{"交易对方", "收支", "商品说明", "交易状态"}, kind: Purchases, single: true,
		fields: "收支=flow 交易订单号=order_no 商家订单号=- 商户订单号=- 交易分类=- 对方账号=account"},
	{name: "alipay", marks: []string{"交易号", "交易对方", "收支", "资金状态"}, kind: Purchases, single: true,
		fields: "收支=flow 交易号=order_no 商家订单号=- 商品名称=product 金额元=amount 交易创建时间=date 付款时间=- 最近修改时间=- 资金状态=- 服务费元=- 成功退款元=-"},
	{name: "wechatpay", marks: []string{"交易对方", "收支", "交易单号", "当前状态"}, kind: Purchases, single: true,
		fields: "收支=flow 交易单号=order_no 商户单号=- 交易类型=-"},
	{name: "taobao", marks: []string{"买家会员名", "宝贝标题", "订单状态"}, kind: Purchases, fields: taobaoFields},
	{name: "taobao", marks: []string{"买家会员名", "买家应付货款", "订单编号"}, kind: Purchases, fields: taobaoFields},
	{name: "taobao", marks: []string{"订单编号", "买家实际支付金额", "宝贝标题"}, kind: Purchases, fields: taobaoFields},
	{name: "youzan", marks: []string{"订单号", "收货人提货人"}, kind: Purchases,
		fields: "收货人提货人=name 收货人手机号提货人手机号=phone 收货人手机号=phone 订单实付金额=total 全部商品名称=product 商品名称=product 订单创建时间=date 买家付款时间=- 归属店铺=- 店铺名称=- 详细收货地址提货地址=street 收货人省份=province 收货人城市=city 收货人地区=district 买家昵称=- 商品种类数=- 商品实际成交金额=amount 商家备注=notes 商品留言=notes"},
	{name: "wecom", marks: []string{"客户名称", "添加人", "添加时间"}, kind: Customers,
		fields: "添加人=owner 添加人帐号=- 添加人账号=- 添加人所属部门=- 添加时间=- 企业=company 备注名=+ 备注企业=+ 描述=notes 客户类型=kind 外部联系人id=source_key"},
	{name: "dingtalk", marks: []string{"员工userid", "姓名"}, kind: Customers, fields: "员工userid=source_key 工号=+ 部门=+ 是否此部门主管=- 是否主管=- 分机号=+ 办公地点=+ 入职时间=-"},
	{name: "feishu", marks: []string{"姓名", "部门", "工号"}, kind: Customers, fields: "工号=source_key 部门=+ 人员类型=- 直属上级=+ 用户id=-"},
}

const zohoFields = "recordid=source_key leadid=- contactid=- accountname=company leadowner=owner contactowner=owner accountowner=owner leadsource=source leadstatus=+ salutation=+ department=+ " +
	"createdtime=- modifiedtime=- lastactivitytime=- createdby=- modifiedby=- emailoptout=- tag=tags reportingto=+ skypeid=+ twitter=+"

// secondAddress gives the parts of an address of Outlook besides that of the business.
func secondAddress(which string) string {
	return strings.ReplaceAll("*street=address/street *street2=address/street *street3=address/street *city=address/city *state=address/province "+
		"*postalcode=address/postcode *countryregion=address/country *country=address/country *pobox=- ", "*", which)
}

// chineseAddress is secondAddress in the Chinese words of Outlook.
func chineseAddress(which string) string {
	return strings.ReplaceAll("*地址街道=address/street *地址街道2=address/street *地址街道3=address/street *地址市县=address/city *地址省市自治区=address/province "+
		"*地址邮政编码=address/postcode *地址国家地区=address/country ", "*", which)
}

const taobaoFields = "店铺名称=- 店铺id=- 买家会员名=account 买家支付宝账号=- 买家支付宝帐号=- 买家实际支付金额=total 总金额=order_total 买家应付货款=- 买家应付邮费=freight 订单创建时间=date 订单付款时间=- 宝贝种类=- 宝贝标题=product " +
	"宝贝总数量=quantity 物流公司=- 物流单号=- 运送方式=- 返点积分=- 买家支付积分=- 买家实际支付积分=- 收货人姓名=name 订单关闭原因=- 卖家服务费=- 买家服务费=- 订单备注=notes 买家留言=notes 支付单号=- 支付详情=-"

// knownSourceOf returns the program that a file comes from, nil where we do not
// know it.
func knownSourceOf(columns []Column) *knownSource {
	headings := map[string]bool{}
	for _, c := range columns {
		headings[foldHeading(c.Heading)] = true
	}
	for i, s := range knownSources {
		fits := true
		for _, mark := range s.marks {
			fits = fits && headings[mark]
		}
		if fits {
			return &knownSources[i]
		}
	}
	return nil
}

// assign gives the columns the meaning that they have in files of the source.
func (k *knownSource) assign(columns []Column) {
	meanings := map[string]string{}
	for pair := range strings.FieldsSeq(k.fields) {
		heading, field, _ := strings.Cut(pair, "=")
		meanings[heading] = field
	}
	taken := map[string]bool{}
	for i := range columns {
		c := &columns[i]
		field := meanings[foldHeading(c.Heading)]
		switch {
		case field == "" || taken[field] && !isMany(field):
		case field == "-":
			c.Ignored = true
		case field == "+":
			c.Field, c.Sure, c.noted = "notes", true, c.Heading
		default:
			c.Field, c.part, _ = strings.Cut(field, "/")
			c.Sure, taken[c.Field] = true, true
			if c.part != "" {
				c.Label = labelOf(foldHeading(c.Heading))
				c.address = c.Label
			}
		}
	}
}

// pairLabels joins the columns "Phone 1 - Label" (or Type) and "Phone 1 - Value",
// as Google writes them, and leaves further addresses to the notes.
func pairLabels(columns []Column) {
	byName := map[string]int{}
	for i, c := range columns {
		byName[strings.ToLower(c.Heading)] = i
	}
	for i := range columns {
		stem, ok := strings.CutSuffix(strings.ToLower(columns[i].Heading), " - value")
		if !ok {
			continue
		}
		for _, end := range []string{" - label", " - type"} {
			if at, found := byName[stem+end]; found {
				columns[i].labelAt = columns[at].Index + 1
				columns[at].Ignored = true
			}
		}
		if noted(stem) && columns[i].Field == "" {
			columns[i].Field, columns[i].Sure, columns[i].noted = "notes", true, strings.TrimSuffix(columns[i].Heading, " - Value")
		}
	}
	for i := range columns {
		if stem, part, ok := strings.Cut(strings.ToLower(columns[i].Heading), " - "); ok && strings.HasPrefix(stem, "address ") {
			_, whole := byName[stem+" - formatted"]
			columns[i].fillAddress(stem, part, whole)
			if at, found := byName[stem+" - label"]; found && columns[i].part != "" {
				columns[i].labelAt = columns[at].Index + 1
			}
		}
	}
}

// noted reports whether values of a kind have no field but the notes.
func noted(stem string) bool {
	for _, kind := range []string{"event", "relation", "custom field", "jot"} {
		if strings.HasPrefix(stem, kind) {
			return true
		}
	}
	return false
}

// googleParts are the parts of an address in the words of Google. A street has
// several.
var googleParts = map[string]string{"street": "street", "extended address": "street", "po box": "street", "city": "city",
	"region": "province", "postal code": "postcode", "country": "country"}

// fillAddress takes the first address by its parts and notes the others as they
// would stand on an envelope. Where no column has that, they too come in parts.
func (c *Column) fillAddress(stem, part string, whole bool) {
	switch field := googleParts[part]; {
	case c.Field != "":
	case part == "label" || part == "type" || stem == "address 1" && part == "formatted":
		c.Ignored = true
	case stem == "address 1" && field == "street":
		c.Field, c.Sure = field, true
	case stem == "address 1":
	case part == "formatted":
		c.Field, c.Sure, c.noted = "notes", true, strings.TrimSuffix(c.Heading, " - Formatted")
	case whole:
		c.Ignored = true
	case field != "":
		c.Field, c.Sure, c.part, c.address = string(model.ContactAddress), true, field, stem
	}
}
