package exchange

import (
	"strings"
	"sync"
)

// fieldWords lists the headings that mean a field, folded as by foldHeading;
// the first of them fits best. Affixes need not be listed: see headingAffixes.
type fieldWords struct{ field, words string }

var customerWords = []fieldWords{
	{"source_key", "customerid 客户编号 客户id 会员编号 会员id 会员号 会员卡号 clientid contactid memberid userid 用户id 用户编号 客户号 客户代码 客户编码 customerno customernumber customercode uid openid"},
	{"account", "用户帐号 用户账号 会员账号 会员帐号 会员名 买家会员名 买家账号 买家帐号 买家昵称 用户名 username account login loginname 账号 帐号 对方账号 对方帐号"},
	{"nickname", "昵称 微信昵称 nickname wechatname"},
	{"name", "姓名 客户姓名 客户名称 顾客姓名 顾客名称 顾客 客户名 客户 名字 名称 全名 收货人姓名 收货人 收件人 收件人姓名 买家姓名 会员姓名 用户姓名 联系人姓名 联系人 联络人 交易对方 " +
		"name fullname displayname customername customer clientname client contactname contact contactperson buyer buyername recipient person fn"},
	{"first_name", "firstname givenname forename first given 名"},
	{"middle_name", "middlename additionalname middle"},
	{"last_name", "lastname familyname surname last 姓 姓氏"},
	{"company", "公司 公司名称 单位 单位名称 企业 企业名称 工作单位 所属公司 所在公司 公司名 机构 组织 店铺名称 " +
		"company companyname organization organisation organizationname organisationname employer firm business businessname org accountcompany accountname"},
	{"person", "对接人 联系人1"},
	{"kind", "客户类型 客户性质 customertype customerkind kind"},
	{"title", "职位 职务 职称 岗位 头衔 title jobtitle position role job occupation designation organizationtitle"},
	{"level", "级别 客户级别 等级 客户等级 会员等级 会员级别 客户分级 重要程度 level tier grade customerlevel membershiplevel rank"},
	{"owner", "负责人 跟进人 客户负责人 归属人 所属人 所属销售 业务员 销售 销售员 销售人员 客户经理 责任人 owner accountowner assignedto salesrep supportrepid salesperson accountmanager responsible ownername"},
	{"gender", "性别 gender sex"},
	{"birthday", "生日 出生日期 出生年月 出生年月日 birthday birthdate dateofbirth dob born"},
	{"language", "语言 language locale preferredlanguage"},
	{"industry", "行业 所属行业 所在行业 industry sector"},
	{"source", "来源 客户来源 渠道来源 获客渠道 来源渠道 线索来源 source leadsource origin referredby"},
	{"country", "国家 国家地区 国别 country countryregion countrycode nation"},
	{"province", "省 省份 省市 所在省 所在省份 province state statecode region stateprovince stateregion provincestate county"},
	{"city", "城市 市 所在城市 地级市 city town suburb locality"},
	{"district", "区 区县 区域 县 县区 市区 所在区 district borough area"},
	{"street", "详细地址 地址 街道 街道地址 通讯地址 通信地址 联系地址 收货地址 收件地址 公司地址 单位地址 家庭地址 住址 所在地区 所在地 省市区 " +
		"streetnumber streetaddress street address addressline addressstreet fulladdress mailingaddress"},
	{"postcode", "邮编 邮政编码 邮政编号 邮递区号 postcode postalcode zip zipcode zippostalcode"},
	{"phone", "手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 联系手机 移动电话 座机 固定电话 固话 联络电话 行动电话 " +
		"phone phonenumber telephone tel telephonenumber mobile mobilenumber mobilephone cell cellphone cellular telno phoneno phones phonenumbers telephones mobiles"},
	{"fax", "传真 传真号 传真号码 fax faxnumber"},
	{"email", "邮箱 电子邮箱 电子邮件 邮件 邮箱地址 邮件地址 电邮 电邮地址 电子信箱 信箱 email emailaddress mail emails mails emailaddresses eml"},
	{"wechat", "微信 微信号 微信号码 微信id 微信帐号 微信账号 wechat wechatid weixin"},
	{"qq", "qq qq号 qq号码 qqnumber"},
	{"url", "网址 网站 主页 个人主页 公司网站 url website webpage homepage web urls websites linkedinurl linkedin profileurl"},
	{"tags", "标签 客户标签 分组 群组 tags tag labels label groups group categories groupmembership keywords"},
	{"preferences", "偏好 客户偏好 兴趣 爱好 兴趣爱好 喜好 preferences preference interests hobbies likes"},
	{"notes", "备注 备注信息 客户备注 说明 描述 附注 notes note remark remarks comment comments description memo background"},
	{"next_review", "下次回顾 下次跟进 下次跟进时间 下次联系 下次联系时间 下次联系日期 nextreview nextcontact followupdate nextfollowup"},
	// What WriteRejects adds to a file is no data when it comes back.
	{"ignore", "未通过原因 refusedbecause 未导入原因"},
	// What our own tables add up is no data either; the rest of their headings.
	{"ignore", "orders 订单数 spent 消费额 lastpurchase 最近购买 lastcontact 最近联系 revision 版本"},
	{"person", "contactpersons 联系人员 people"},
	{"other", "othercontacts 其他联系方式"},
	{"address", "otheraddress otheraddresses 其他地址"},
}

// foreignWords are the headings of lists of customers in other languages, that their
// encodings are read for.
var foreignWords = []fieldWords{
	{"source_key", "kundennr kundennummer 顧客番号 会員番号 numéroclient códigocliente"},
	{"name", "氏名 名前 お名前"},
	{"person", "ansprechpartner"},
	{"first_name", "vorname prénom prenom nombre nome"},
	{"last_name", "nachname familienname nom nomdefamille apellido apellidos cognome sobrenome"},
	{"company", "会社名 会社 企業名 firma unternehmen société societe entreprise empresa azienda"},
	{"title", "役職 funktion fonction cargo"},
	{"fax", "会社fax 自宅fax ファックス"},
	{"street", "住所 番地 straße strasse adresse anschrift rue dirección direccion endereço indirizzo"},
	{"postcode", "郵便番号 plz postleitzahl codepostal códigopostal cep cap"},
	{"city", "市区町村 ort stadt ville ciudad cidade città"},
	{"province", "都道府県 bundesland"},
	{"country", "国名 land pays país paese"},
	{"phone", "電話番号 携帯電話 携帯番号 会社電話 自宅電話 telefon telefonnummer handy mobil téléphone portable teléfono telefono telefone celular"},
	{"email", "メールアドレス メール courriel correo correoelectrónico"},
	{"birthday", "生年月日 誕生日 geburtsdatum geburtstag datedenaissance fechadenacimiento"},
	{"notes", "備考 メモ bemerkung bemerkungen notiz notizen remarque remarques notas"},
}

// discountParts head the discounts of shops that list them one by one: they add up.
const discountParts = "店铺优惠 店铺优惠折扣 店铺优惠金额 商家优惠 商家优惠金额 商家承担优惠 平台优惠 平台优惠折扣 平台优惠金额 平台承担优惠 达人优惠 达人优惠金额 支付优惠 支付优惠金额 多多支付立减 多多支付立减金额 " +
	"满减优惠 满减金额 优惠券 优惠券金额 优惠券抵扣 红包抵扣 积分抵扣 会员优惠 改价优惠"

var purchaseWords = []fieldWords{
	{"order_no", "订单编号 订单号 订单号码 单号 订货单号 销售单号 交易订单号 交易单号 主订单编号 订单 orderno ordernumber order ordernum invoiceno invoicenumber invoice receiptno reference purchaseno po ponumber transactionid transactionno"},
	{"order_key", "orderid invoiceid purchaseid 订单id saleid id"},
	{"date", "提交时间 下单时间 下单日期 订单时间 订单日期 订购日期 订购时间 订单提交时间 订单创建时间 交易时间 交易日期 购买时间 购买日期 成交时间 成交日期 销售日期 开单日期 创建时间 日期 时间 付款时间 支付时间 付款日期 订单付款时间 " +
		"orderdate invoicedate purchasedate orderedat dateordered ordertime saledate transactiondate date time datetime createdat created paidat " +
		"送货日期 送货时间 发货日期 发货时间 出货日期 出库日期 交货日期 提货日期 deliverydate shipdate"},
	{"status", "订单状态 交易状态 当前状态 状态 支付状态 付款状态 orderstatus status financialstatus paymentstatus"},
	{"currency", "币种 货币 货币单位 currency currencycode"},
	{"total", "应付金额 用户实付金额 用户应付金额 应付总额 应付款 应付 实付金额 实付款 实付 买家实付金额 买家实际支付金额 实际支付金额 支付金额 付款金额 实收金额 实收 成交金额 成交额 消费金额 商家实收金额 合计 总计 " +
		"total ordertotalamount totalpaid amountpaid grandtotal totalamount amountdue invoicetotal totaldue payable"},
	{"order_total", "订单总金额 订单总额 订单金额 商品总价 商品总额 商品总金额 商品合计 总金额 总额 总价 买家应付货款 合计金额 subtotal ordersubtotalamount ordertotal orderamount totalprice"},
	{"freight", "运费 邮费 快递费 物流费 配送费 运费金额 买家应付邮费 shipping freight shippingcost shippingfee ordershippingamount delivery deliveryfee postage shippingandhandling"},
	{"discount", "优惠 优惠金额 折扣 折扣金额 减免 优惠总额 discount cartdiscountamount discountamount totaldiscount " + discountParts},
	{"payment", "支付方式 付款方式 收付款方式 支付渠道 结算方式 payment paymentmethod paymentmethodtitle paymenttype paidwith paidby"},
	{"product", "商品名称 商品 品名 产品 产品名称 货品名称 货品 宝贝标题 宝贝名称 商品标题 商品信息 商品说明 项目 服务项目 物品 " +
		"product productname itemname lineitemname item producttitle itemtitle producttype trackname goods description article"},
	{"sku", "sku 商品编码 商品编号 货号 商家编码 产品编码 产品编号 物料编码 货品编号 条码 lineitemsku productid productcode itemcode skuid"},
	{"quantity", "数量 购买数量 订购数量 商品数量 件数 宝贝总数量 quantity qty count pieces units lineitemquantity quantityrefund"},
	{"unit_price", "单价 商品单价 京东价 价格 售价 销售价 成交单价 商品价格 unitprice price priceeach lineitemprice itemprice itemcost rate"},
	{"amount", "小计 行金额 金额 商品小计 明细金额 amount lineamount linetotal extendedprice itemtotal sum"},
	{"notes", "备注 订单备注 买家备注 卖家备注 商家备注 买家留言 客户备注 留言 备注信息 说明 notes note remark remarks comment comments memo"},
	{"after_sales", "售后 售后情况 售后状态 售后记录 aftersales aftersale"},
}

var interactionWords = []fieldWords{
	{"entry_key", "记录编号 跟进编号 记录id activityid entryid logid id"},
	{"at", "联系时间 沟通时间 跟进时间 跟进日期 联系日期 沟通日期 拜访时间 拜访日期 记录时间 时间 日期 date time datetime at contactdate contactedat activitydate calldate createdat created when"},
	{"channel", "渠道 联系渠道 沟通渠道 沟通方式 联系方式 跟进方式 方式 channel medium method via activitytype"},
	{"direction", "方向 呼叫方向 direction"},
	{"kind", "类别 类型 记录类型 沟通类型 联系类型 事由 kind interactionkind type category purpose"},
	{"content", "内容 联系内容 沟通内容 跟进内容 跟进记录 沟通记录 联系记录 记录 详情 摘要 主题 content details detail summary subject body text message notes note description comments"},
	{"feedback", "反馈 客户反馈 客户意见 意见 评价 feedback customerfeedback comment review"},
	{"rating", "评分 满意度 打分 星级 客户评分 rating score satisfaction stars nps"},
	{"outcome", "结果 沟通结果 跟进结果 处理结果 outcome result resolution"},
	{"next", "下一步 下一步计划 后续 后续计划 后续安排 跟进计划 nextstep next nextaction followup"},
	{"next_day", "下一步日期 下次跟进 下次跟进时间 下次跟进日期 下次联系 下次联系时间 下次联系日期 nextdate nextday followupdate nextcontact nextfollowup nextstepon duedate"},
	{"author", "记录人 跟进人 联系人员 操作人 创建人 员工 客服 销售 业务员 author agent by user recordedby loggedby staff employee createdby"},
}

// ownKeys are headings of a bare number that only the rows of customers have as
// their own key.
var ownKeys = []fieldWords{{"source_key", "id 编号 recid recordid uniqueid 代码 编码"}}

// A sense is one field that a heading may mean, and how well the word fits: 0
// is best.
type sense struct {
	field string
	rank  int
}

// wordIndex finds the sense of a folded heading in a file of a kind.
type wordIndex map[string]sense

func newWordIndex(lists ...[]fieldWords) wordIndex {
	index := wordIndex{}
	for _, list := range lists {
		for _, fw := range list {
			for rank, word := range strings.Fields(fw.words) {
				word = simplified(word)
				if _, taken := index[word]; !taken {
					index[word] = sense{fw.field, rank}
				}
			}
		}
	}
	return index
}

// wordIndexes are the indexes of all kinds. Words of the kind's own fields come
// before those of the customer whom the rows name.
var wordIndexes = sync.OnceValue(func() map[Kind]wordIndex {
	return map[Kind]wordIndex{
		Customers:    newWordIndex(ownKeys, customerWords, foreignWords),
		Purchases:    newWordIndex(purchaseWords, customerWords),
		Interactions: newWordIndex(interactionWords, customerWords),
	}
})

// An affix is a part of a heading that may be left out to find the field:
// "Home Phone 2", "客户电话". Its label, if any, goes with a contact point.
type affix struct{ word, label string }

var headingAffixes = []affix{
	{"business", "work"}, {"office", "work"}, {"work", "work"}, {"company", "work"}, {"home", "home"}, {"personal", "home"},
	{"private", "home"}, {"mobile", "mobile"}, {"cellular", "mobile"}, {"cell", "mobile"}, {"other", "other"}, {"alternate", "other"}, {"secondary", "other"},
	{"billing", "billing"}, {"shipping", "shipping"}, {"mailing", "mailing"}, {"primary", ""}, {"main", ""}, {"default", ""}, {"value", ""},
	{"geschäftlich", "work"}, {"privat", "home"}, {"weiterer", "other"}, {"weiteres", "other"}, {"weitere", "other"}, {"mobil", "mobile"},
	{"customer", ""}, {"client", ""}, {"contact", ""}, {"buyer", ""}, {"member", ""}, {"recipient", ""}, {"person", ""}, {"address", ""}, {"number", ""},
	{"手机", "手机"}, {"移动", "手机"}, {"座机", "座机"}, {"办公", "办公"}, {"公司", "公司"}, {"单位", "公司"}, {"工作", "工作"}, {"商务", "工作"}, {"家庭", "家庭"}, {"住宅", "家庭"},
	{"私人", "家庭"}, {"其他", "其他"}, {"备用", "备用"}, {"个人", "个人"}, {"企业", "公司"}, {"常用", ""}, {"主要", ""}, {"收货人", ""}, {"收件人", ""}, {"联系人", ""},
	{"收货", ""}, {"客户", ""}, {"顾客", ""}, {"会员", ""}, {"买家", ""}, {"用户", ""}, {"联系", ""}, {"所在", ""}, {"号码", ""}, {"民国", ""},
}
