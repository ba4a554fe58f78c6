package query

// The states of a customer, as they stand in Is.State.
const (
	Stale   = "stale"   // nobody has dealt with the customer for long
	Overdue = "overdue" // a follow-up is past its day
	Dup     = "dup"     // another record is likely the same customer
	Binned  = "binned"  // in the bin
	Company = "company" // a company
	Person  = "person"  // a natural person
)

// Customers returns the catalogue of customers: the built-in fields, then the
// custom ones. A custom field that bears a built-in name is reached by the
// names that are left to it.
func Customers(custom ...Field) *Catalogue {
	fields := customerFields()
	for _, f := range custom {
		f.Custom = true
		fields = append(fields, f)
	}
	return NewCatalogue(fields, customerStates())
}

func customerFields() []Field {
	var all []Field
	all = append(all, identityFields()...)
	all = append(all, placeFields()...)
	all = append(all, standingFields()...)
	all = append(all, textFields()...)
	all = append(all, timeFields()...)
	return append(all, figureFields()...)
}

func identityFields() []Field {
	return []Field{
		{Key: "name", Aliases: []string{"姓名", "名称", "名字", "客户", "客户名称", "客户姓名"}},
		{Key: "company", Aliases: []string{"公司", "公司名称", "单位", "企业"}},
		{Key: "title", Aliases: []string{"职位", "职务", "头衔", "job"}},
		{Key: "phone", Aliases: []string{"电话", "手机", "手机号", "联系电话", "tel", "mobile", "phones"}},
		{Key: "email", Aliases: []string{"邮箱", "电子邮箱", "电子邮件", "邮件", "mail", "e-mail", "emails"}},
		{Key: "wechat", Aliases: []string{"微信", "微信号", "weixin"}, Unsorted: true},
		{Key: "kind", Aliases: []string{"类型", "客户类型", "type"}, Type: Choice, Closed: true, Options: []Option{
			{Key: "person", Aliases: []string{"个人", "人"}},
			{Key: "company", Aliases: []string{"公司", "企业", "单位"}},
		}},
		{Key: "gender", Aliases: []string{"性别", "sex"}, Type: Choice, Options: []Option{
			{Key: "male", Aliases: []string{"男", "男性", "m"}},
			{Key: "female", Aliases: []string{"女", "女性", "f"}},
		}},
		{Key: "language", Aliases: []string{"语言", "lang"}, Type: Choice},
		{Key: "id", Aliases: []string{"编号", "客户编号"}, Type: Choice},
	}
}

func placeFields() []Field {
	return []Field{
		{Key: "city", Aliases: []string{"城市", "市"}},
		{Key: "province", Aliases: []string{"省份", "省", "state", "region"}},
		{Key: "country", Aliases: []string{"国家", "国家地区"}},
		{Key: "address", Aliases: []string{"地址", "住址", "addresses"}, Unsorted: true},
		{Key: "postcode", Aliases: []string{"邮编", "邮政编码", "zip", "postal_code"}},
	}
}

func standingFields() []Field {
	return []Field{
		{Key: "level", Aliases: []string{"级别", "等级", "客户级别"}, Type: Choice},
		{Key: "owner", Aliases: []string{"负责人", "归属", "跟进人", "销售"}, Type: Choice, Options: []Option{
			{Key: Me, Aliases: []string{"我", "本人", "自己"}},
		}},
		{Key: "source", Aliases: []string{"来源", "客户来源"}, Type: Choice},
		{Key: "industry", Aliases: []string{"行业"}, Type: Choice},
		{Key: "tag", Aliases: []string{"标签", "tags"}, Type: Tag, Unsorted: true},
	}
}

func textFields() []Field {
	return []Field{
		{Key: "notes", Aliases: []string{"备注", "附注", "note"}, Unsorted: true},
		{Key: "preferences", Aliases: []string{"偏好", "喜好", "preference"}, Unsorted: true},
		{Key: "content", Aliases: []string{"联系记录", "联系内容", "沟通", "沟通记录", "history"}, Unsorted: true},
		{Key: "bought", Aliases: []string{"买过", "购买", "产品", "商品", "product", "products"}, Unsorted: true},
	}
}

func timeFields() []Field {
	return []Field{
		{Key: "birthday", Aliases: []string{"生日", "出生日期", "born"}, Type: Birthday, Ahead: true},
		{Key: "age", Aliases: []string{"年龄"}, Type: Age},
		{Key: "created", Aliases: []string{"创建", "创建时间", "创建日期", "建档", "建档日期"}, Type: Instant, Past: true},
		{Key: "updated", Aliases: []string{"更新", "更新时间", "修改", "修改时间"}, Type: Instant, Past: true, Unsorted: true},
		{Key: "last", Aliases: []string{"最近往来", "最后往来", "最近", "往来"}, Type: Instant, Past: true},
		{Key: "last_contact", Aliases: []string{"最近联系", "上次联系", "最后联系", "联系", "contacted"}, Type: Instant, Past: true},
		{Key: "last_purchase", Aliases: []string{"最近购买", "上次购买", "最后购买", "最近下单"}, Type: Day, Past: true},
		{Key: "next", Aliases: []string{"下次跟进", "跟进", "跟进日期", "due", "follow_up"}, Type: Day, Ahead: true, Unsorted: true},
		{Key: "priority", Aliases: []string{"优先级", "优先", "紧急程度"}, Type: Choice, Closed: true, Unsorted: true, Options: []Option{
			{Key: "high", Aliases: []string{"高", "紧急", "urgent"}},
			{Key: "normal", Aliases: []string{"普通", "中"}},
			{Key: "low", Aliases: []string{"低"}},
		}},
	}
}

func figureFields() []Field {
	return []Field{
		{Key: "orders", Aliases: []string{"订单数", "订单", "购买次数", "purchases"}, Type: Number},
		{Key: "spent", Aliases: []string{"消费", "消费额", "消费金额", "累计消费", "金额", "amount"}, Type: Money},
		{Key: "rating", Aliases: []string{"评分", "满意度", "score"}, Type: Number, Unsorted: true},
	}
}

func customerStates() []Option {
	return []Option{
		{Key: Stale, Aliases: []string{"沉睡", "久未联系", "久未往来"}},
		{Key: Overdue, Aliases: []string{"逾期", "已逾期", "过期"}},
		{Key: Dup, Aliases: []string{"疑似重复", "重复", "duplicate"}},
		{Key: Binned, Aliases: []string{"回收站", "已删除", "deleted", "bin"}},
		{Key: Company, Aliases: []string{"公司", "企业", "单位"}},
		{Key: Person, Aliases: []string{"个人", "人"}},
	}
}
