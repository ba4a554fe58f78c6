package main

// fixed are the queries that are typed whatever the book: common and rare ones,
// and such as find nothing.
func fixed() []string {
	return concat(names, places, numbers, fields, choices, figures, days, mixtures)
}

func concat(lists ...[]string) (all []string) {
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// People by characters, pinyin, initials and surname; companies; what is rare or nowhere.
var names = []string{
	"张伟", "王芳", "李娜", "刘洋", "陈静", "欧阳", "单雄信", "曾国藩", "司马相如", "诸葛", "伟", "国强", "建国", "丽", "静",
	"zhangwei", "zhang wei", "wangfang", "liu yang", "chenjing", "ouyang", "shan", "zeng", "qiu", "xiexie", "xuemei", "lishi",
	"zw", "wf", "ly", "cjj", "oyx", "zgl", "smx", "hjx", "张w", "zhang伟", "王xiao", "li娜",
	"Maria", "Tyler Sullivan", "smith", "Müller", "goncalves", "koehler", "o'brien", "de la cruz", "Emma", "Freya MacDonald",
	"有限公司", "科技有限公司", "文化传媒", "建筑", "贸易", "软件", "北京科技", "Logistics", "GmbH", "design studio",
	"zzzz", "qwertyuiop", "饕餮", "囍", "vvvvvvv", "不存在的人", "xylophone",
}

// Cities, trades, sources, words in notes and preferences.
var places = []string{
	"上海", "上海市", "景德镇", "乌鲁木齐", "Berlin", "New York", "London", "互联网", "零售", "设计装修", "抖音", "展会",
	"微信公众号", "referral", "website", "龙井茶", "办公椅", "发票", "月结",
}

// Telephone numbers by their end and whole, and other digits.
var numbers = []string{
	"8000", "1234", "0000", "13800138000", "+86 138 0013 8000", "138-0013-8000", "0086139", "1390", "021-6", "0755 8", "+1 317 555 0143",
	"+44 191 498", "4930", "2024", "888", "99999999999", "0000000000",
}

// Fields of text and of values that a person picks.
var fields = []string{
	"city:上海", "city:景德镇市", "city:Berlin", "city:nowhere", "province:广东", "country:DE", "company:科技", "company:有限", "company:studio",
	"name:伟", "name:zhang", "name=张伟", "email:example.com", "email:qq", "phone:8000", "wechat:wx", "industry:零售", "title:经理", "title:manager",
	"source:抖音", "source:referral", "owner:林静", "owner:Emma", "owner:nobody", "notes:发票", "preferences:茶", "content:报价", "content:invoice",
	"address:人民路", "address:street", "postcode:2000",
}

var choices = []string{
	"level:vip", "level:regular", "level:potential", "level:vip,regular", "-level:vip", "级别:普通客户", "#老客户", "#送礼", "#long-standing",
	`tag:"trade fair"`, "#nothing", "tag:批发,送礼", "has:email", "has:phone", "no:phone", "has:birthday", "no:company", "no:city", "has:wechat", "no:tag",
	"is:stale", "is:company", "is:person", "is:overdue", "gender:女", "kind:company", "language:zh",
	"bought:A4", "bought:龙井", "bought:chair", "bought:unobtainium", "买过:显示器",
}

var figures = []string{
	"spent:>1万", "spent:>100万", "spent:<100", "spent:0", "spent:5000..6000", "spent:>100000000", "orders:>20", "orders:0", "orders:1..3", "orders:>1000",
	"rating:5", "rating:<3", "age:30..40", "age:>90", "金额:>5万",
}

var days = []string{
	"last:<7d", "last:>90d", "last:>2y", "last:today", "last_contact:<30d", "last_contact:>1y", "last_purchase:<30d", "last_purchase:>6m", "created:2026-01..2026-03",
	"created:<7d", "created:2019", "birthday:this-week", "birthday:today", "next:<7d", "最近联系:近30天", "创建:本月",
}

// Words with fields, any-of, OR, NOT, parentheses and orders.
var mixtures = []string{
	"level:vip 张", "level:vip zhang", "张 city:上海", "city:上海 level:vip", "city:上海 level:vip spent:>1万", "张伟 OR 王芳", "zhang OR wang", "张 -level:vip",
	"(level:vip OR spent:>10万) last:>90d", "has:email level:potential created:<1y", "上海 软件", "李 is:company", "is:stale level:vip", "#老客户 last:>90d",
	"bought:A4 level:vip", "bought:龙井 city:杭州", "no:phone no:email", "-city:上海 -city:北京 level:vip", "smith city:London", "8000 level:vip", "1380 city:上海",
	"city:上海,北京,深圳 spent:>5万", "name:伟 level:vip", "company:科技 level:vip spent:>1万", "content:报价 level:vip", "email:qq level:vip",
	"level:vip sort:-spent", "city:杭州 sort:name", "is:stale sort:-spent", "last_purchase:<30d sort:-last_purchase", "spent:>1万 sort:city", "#送礼 sort:-last_contact",
	"orders:0 sort:created", "has:email sort:company",
}
