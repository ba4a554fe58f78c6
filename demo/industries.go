package demo

// An industry, the shelf of the catalogue that it buys from, and what Chinese
// companies in it have in their name.
type industry struct {
	zh, en string
	shelf  int
	trades []string
}

func (i *industry) name(chinese bool) string {
	if chinese {
		return i.zh
	}
	return i.en
}

// industries are sorted by how many customers are in them.
var industries = []industry{
	{"零售", "Retail", tea, []string{"百货", "贸易", "商贸", "食品"}},
	{"教育培训", "Education", office, []string{"教育咨询", "教育科技"}},
	{"餐饮", "Catering", kitchen, []string{"餐饮管理", "食品", "餐饮"}},
	{"电子商务", "E-commerce", packaging, []string{"电子商务", "网络科技"}},
	{"互联网", "Software", electronics, []string{"信息科技", "软件", "网络科技"}},
	{"酒店旅游", "Hotels and travel", kitchen, []string{"酒店管理", "文化旅游"}},
	{"设计装修", "Interior design", furniture, []string{"设计", "建筑装饰", "家居"}},
	{"制造业", "Manufacturing", packaging, []string{"电器制造", "包装材料", "精密机械"}},
	{"外贸", "Import and export", packaging, []string{"进出口", "国际贸易"}},
	{"礼品", "Gifts", tea, []string{"礼品", "茶业", "文化创意"}},
	{"广告传媒", "Media", office, []string{"文化传媒", "广告"}},
	{"商务服务", "Business services", office, []string{"企业管理", "财务咨询", "办公用品"}},
	{"医疗健康", "Health care", office, []string{"医疗器械", "健康科技"}},
	{"房地产", "Real estate", furniture, []string{"置业", "物业服务"}},
	{"物流", "Logistics", packaging, []string{"供应链", "物流"}},
}
