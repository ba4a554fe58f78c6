package demo

// phrases are the texts of a language that records are made of.
type phrases struct {
	sources, titles           []string
	tags, buyerTags           []string // buyerTags only of those who have bought
	longStanding              string   // the tag of who was there before the history
	preferences               []string
	prospectNotes             []string // on those who have not bought; {} is a product
	personNotes, companyNotes []string // on buyers
	peopleNotes               []string // on somebody at a company
	payments                  []string
	orderNotes, afterSales    []string
	stories                   [moments][]story
	todos, buyerTodos         []todo
}

var phrasesZH = phrases{
	sources:      []string{"转介绍", "展会", "官网", "微信公众号", "电话营销", "门店", "抖音", "小红书", "1688店铺"},
	tags:         []string{"展会", "转介绍", "批发", "价格敏感", "送礼", "企业采购", "节日礼品", "潜力大", "异地", "样品已寄", "微信群"},
	buyerTags:    []string{"复购高", "月结", "急单多", "要发票", "续约", "批发", "送礼"},
	longStanding: "老客户",
	titles:       []string{"采购经理", "行政主管", "总经理", "店长", "财务", "办公室主任", "市场经理", "采购员", "创始人", "行政", "项目经理", "运营"},
	preferences: []string{"喜欢微信沟通，不爱接电话", "发票必须写全称，开专票", "送货请提前一天约", "只要明前的新茶", "偏好简装，不要礼盒", "收货在后门，找保安登记",
		"习惯月底统一下单", "要环保材质，会看检测报告", "颜色只要深灰和原木", "上午开会，下午三点后联系", "不吃辣，爱喝岩茶", "周末不收货"},
	prospectNotes: []string{"展会上加的微信，对{}有兴趣，还没下过单。", "一直在比价，{}报过两次价，还在犹豫。", "新店筹备中，预计两个月后开始采购。", "目前用别家的{}，合同年底到期，到时再谈。",
		"朋友圈看到{}来问的，先寄过一份样品。", "要等总部批预算，月初再联系。", "想做{}的社区团购，先给个阶梯价。", "加了微信没怎么说话，节日问候会回。"},
	personNotes: []string{"老客户介绍来的，人很爽快，价格谈得来就定。", "女儿今年高考，六月少打扰。",
		"去年换了公司，采购还是找我们。", "对{}很满意，答应介绍同行。", "展会上认识的，聊得不错，要多走动。", "喜欢钓鱼，下次可以约着一起去。",
		"付款很准时，从不拖。", "上次物流磕坏一件，补发后态度缓和了，下单前要再确认包装。", "春节前会集中采购{}，提前一个月联系。",
		"话不多，发资料过去会认真看。", "自己用{}，也常帮同事带。", "讲究细节，{}的色号要逐一确认。",
		"生意做得稳，每个季度补一次货。", "在外地出差多，发语音比打电话方便。", "对新品感兴趣，上新先给她留一份。"},
	companyNotes: []string{"年度采购框架合同，每季度对账一次。", "新办公室年底启用，{}需求大，要盯紧。", "采购和财务分开审批，走流程要一周左右。",
		"目前主要用别家，{}先从小单做起。", "三家门店统一配送，送货单要分开写。", "对账认真，发票抬头和税号一定核对。", "今年预算收紧，先推性价比款。",
		"老板娘管采购，认准品质，不太在意价格。", "每年中秋、春节各订一批礼盒，数量在百份以上。", "合作五年，账期30天，从没出过问题。", "打算下半年再开两家分店，{}要提前备货。"},
	peopleNotes: []string{"拍板的人", "只管收货", "对接发票和对账", "产假中，由同事代", "新来的，刚接手"},
	payments:    []string{"微信支付", "支付宝", "对公转账", "银行转账", "月结", "现金"},
	orderNotes: []string{"分两批送货", "随货附发票", "客户自提", "加急，周五前到", "送货上楼，无电梯", "外箱贴客户标签", "赠小样两份", "尾款货到后付",
		"包装改用加厚纸箱", "送货前电话联系"},
	afterSales: []string{"少发一件，次日补发", "外包装破损，退差价", "颜色发错，已换货", "上门调试一次", "到货晚两天，已致歉", "配件缺失，已补寄"},
	stories:    storiesZH,
	todos:      todosZH, buyerTodos: buyerTodosZH,
}

var phrasesEN = phrases{
	sources:      []string{"Referral", "Trade fair", "Website", "Newsletter", "Walk-in", "Cold call", "LinkedIn", "Online shop"},
	tags:         []string{"wholesale", "trade fair", "referral", "price-sensitive", "gifts", "export", "sample sent", "high potential", "design-minded"},
	buyerTags:    []string{"repeat buyer", "net 30", "urgent orders", "invoice by mail", "quarterly", "wholesale"},
	longStanding: "long-standing",
	titles: []string{"Purchasing Manager", "Office Manager", "Managing Director", "Buyer", "Head of Operations", "Founder", "Store Manager", "Accountant",
		"Project Manager", "Assistant"},
	preferences: []string{"Prefers e-mail, rarely picks up the phone", "Invoices as PDF to the office address", "Deliveries before noon only",
		"Organic teas only", "Plain packaging, no gift wrap", "Orders at the end of the month", "Wants recycled materials and asks for certificates",
		"Call after 3 pm their time", "Light oak and dark grey only", "Ships to the warehouse, not to the office"},
	prospectNotes: []string{"Took a card at the fair, interested in {}, no order yet.", "Comparing offers for {}; send the sheet with volume prices.",
		"Opening a shop in two months, will need {}.", "Under contract elsewhere until the end of the year.", "Got a sample of {}, liked it, waiting for budget.",
		"Answers mails late but always answers.", "Wants to start small with {}."},
	personNotes: []string{"Friendly and decides fast once the price is right.", "Moved to a new company last year and took us along.", "Very happy with {}, promised to recommend us.", "Met at the fair, long talk about tea.",
		"Always pays on time.", "One parcel arrived damaged; make sure the packing is double next time.", "Plans a larger order of {} before Christmas.",
		"Reads everything we send, so keep it short and exact.", "Travels a lot, best reached on Mondays.", "Two small children: no calls after five."},
	companyNotes: []string{"Frame contract, reviewed every spring.", "Opening a second office; {} needed in quantity.", "Approval takes about a week: buyer, then finance.",
		"Still buys {} elsewhere. Start small and be reliable.", "Three shops, one invoice, separate delivery notes.", "Budget is tight this year, offer the value line first.",
		"Quality first, never asks for a discount.", "Orders gift boxes twice a year, a hundred or more.", "With us for years, 30 days net, never a problem.",
		"Wants {} under its own label; samples are on the way."},
	peopleNotes: []string{"decides", "goods in", "invoices and statements", "on leave until autumn", "new in the job"},
	payments:    []string{"Bank transfer", "Credit card", "PayPal", "30 days net", "Prepaid"},
	orderNotes: []string{"Deliver in two parts", "Invoice with the goods", "Customer collects", "Urgent, needed by Friday", "No lift, third floor",
		"Customer's own label on the box", "Two samples added", "Balance on delivery", "Call before delivery"},
	afterSales: []string{"One piece short, sent the next day", "Box damaged, part refunded", "Wrong colour, exchanged", "Two days late, apologised", "Missing part sent on"},
	stories:    storiesEN,
	todos:      todosEN, buyerTodos: buyerTodosEN,
}
