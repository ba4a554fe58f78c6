package model

// The words that lines of quick entry know, folded and in lower case. Everything
// else is content.

// quickVerbs begin a line of quick entry.
var quickVerbs = map[string]QuickVerb{
	"log": QuickLog, "记": QuickLog, "记录": QuickLog, "联系": QuickLog, "contact": QuickLog,
	"buy": QuickBuy, "买": QuickBuy, "购买": QuickBuy, "purchase": QuickBuy,
	"todo": QuickTodo, "跟进": QuickTodo, "待办": QuickTodo, "task": QuickTodo, "follow-up": QuickTodo,
}

// A contactWord says how a contact took place and who came to whom; "" where it
// leaves that open.
type contactWord struct {
	channel   Channel
	direction Direction
}

var contactWords = map[string]contactWord{
	"电话": {ChannelPhone, ""}, "phone": {ChannelPhone, ""}, "tel": {ChannelPhone, ""}, "phoned": {ChannelPhone, ""},
	"来电": {ChannelPhone, DirectionIn}, "去电": {ChannelPhone, DirectionOut}, "致电": {ChannelPhone, DirectionOut}, "打电话": {ChannelPhone, DirectionOut},
	"called": {ChannelPhone, ""}, "incoming": {"", DirectionIn}, "outgoing": {"", DirectionOut},
	"邮件": {ChannelMail, ""}, "邮箱": {ChannelMail, ""}, "mail": {ChannelMail, ""}, "email": {ChannelMail, ""}, "e-mail": {ChannelMail, ""},
	"来信": {ChannelMail, DirectionIn}, "发邮件": {ChannelMail, DirectionOut}, "mailed": {ChannelMail, ""}, "emailed": {ChannelMail, ""},
	"会议": {ChannelMeeting, ""}, "开会": {ChannelMeeting, ""}, "见面": {ChannelMeeting, ""}, "面谈": {ChannelMeeting, ""}, "meeting": {ChannelMeeting, ""}, "met": {ChannelMeeting, ""},
	"拜访": {ChannelVisit, DirectionOut}, "上门": {ChannelVisit, DirectionOut}, "来访": {ChannelVisit, DirectionIn}, "visit": {ChannelVisit, ""}, "visited": {ChannelVisit, DirectionOut},
	"微信": {ChannelWeChat, ""}, "wechat": {ChannelWeChat, ""}, "weixin": {ChannelWeChat, ""},
	"短信": {ChannelSMS, ""}, "sms": {ChannelSMS, ""},
	"聊天": {ChannelChat, ""}, "在线": {ChannelChat, ""}, "在线聊天": {ChannelChat, ""}, "chat": {ChannelChat, ""},
	"客户发起": {"", DirectionIn}, "我方发起": {"", DirectionOut}, "呼入": {ChannelPhone, DirectionIn}, "呼出": {ChannelPhone, DirectionOut}, "inbound": {"", DirectionIn}, "outbound": {"", DirectionOut},
}

// kindWords are what a contact was about, where they stand alone; a text that
// begins with a Chinese one is about that too.
var kindWords = map[string]InteractionKind{
	"询价": InteractionInquiry, "咨询": InteractionInquiry, "询问": InteractionInquiry, "inquiry": InteractionInquiry, "enquiry": InteractionInquiry,
	"报价": InteractionQuotation, "quotation": InteractionQuotation,
	"下单": InteractionOrder, "订货": InteractionOrder, "订购": InteractionOrder,
	"投诉": InteractionComplaint, "抱怨": InteractionComplaint, "complaint": InteractionComplaint,
	"反馈": InteractionFeedback, "feedback": InteractionFeedback,
	"售后": InteractionAfterSales, "维修": InteractionAfterSales, "after-sales": InteractionAfterSales,
	"回访": InteractionVisitBack, "check-back": InteractionVisitBack, "checkback": InteractionVisitBack,
	"其他": InteractionOther,
}

// kindVerbs begin an English text that is about a kind.
var kindVerbs = map[string]InteractionKind{
	"asked": InteractionInquiry, "asks": InteractionInquiry, "inquired": InteractionInquiry, "enquired": InteractionInquiry,
	"quoted": InteractionQuotation, "quote": InteractionQuotation, "order": InteractionOrder, "ordered": InteractionOrder, "orders": InteractionOrder, "complained": InteractionComplaint, "complains": InteractionComplaint,
}

var priorityWords = map[string]Priority{
	"高": PriorityHigh, "高优先": PriorityHigh, "紧急": PriorityHigh, "重要": PriorityHigh, "urgent": PriorityHigh, "important": PriorityHigh, "!": PriorityHigh, "!!": PriorityHigh, "high": PriorityHigh,
	"低": PriorityLow, "低优先": PriorityLow, "不急": PriorityLow, "low": PriorityLow,
}

var statusWords = map[string]Status{
	"未付": StatusOpen, "未付款": StatusOpen, "待付款": StatusOpen, "欠款": StatusOpen, "unpaid": StatusOpen, "open": StatusOpen,
	"已付": StatusPaid, "已付款": StatusPaid, "付清": StatusPaid, "已付清": StatusPaid, "paid": StatusPaid,
	"已发货": StatusShipped, "已发": StatusShipped, "shipped": StatusShipped,
	"已完成": StatusDone, "完成": StatusDone, "done": StatusDone,
	"已取消": StatusCancelled, "取消": StatusCancelled, "cancelled": StatusCancelled, "canceled": StatusCancelled,
	"已退款": StatusRefunded, "退款": StatusRefunded, "refunded": StatusRefunded,
}

var paymentWords = map[string]bool{
	"微信": true, "微信支付": true, "支付宝": true, "现金": true, "转账": true, "银行转账": true, "刷卡": true, "银行卡": true, "信用卡": true, "月结": true, "对公": true,
	"wechat": true, "alipay": true, "cash": true, "card": true, "transfer": true, "paypal": true,
}

// sumWords stand before an amount of the whole purchase.
var sumWords = []struct {
	word string
	at   func(*Purchase) *int64
}{
	{"运费", freightOf}, {"邮费", freightOf}, {"freight", freightOf}, {"shipping", freightOf},
	{"优惠", discountOf}, {"减免", discountOf}, {"discount", discountOf},
	{"总额", totalOf}, {"合计", totalOf}, {"总计", totalOf}, {"一共", totalOf}, {"共", totalOf}, {"total", totalOf},
}

func freightOf(p *Purchase) *int64  { return &p.Freight }
func discountOf(p *Purchase) *int64 { return &p.Discount }
func totalOf(p *Purchase) *int64    { return &p.Total }
