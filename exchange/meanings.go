package exchange

import (
	"regexp"
	"strings"

	"kehu/model"
)

// isEmptySign reports whether a cell is empty or has a sign for nothing.
func isEmptySign(text string) bool {
	switch text {
	case "", "/", "\\", "-", "--", "—", "——", "'", "'null", "null", "NULL": // Taobao's and what databases write
		return true
	}
	return isNoDay(text)
}

// noDay is what programs write where a day is not known: Outlook in the order of
// the country, databases with the year first.
var noDay = regexp.MustCompile(`^0{1,4}[-/.]0{1,2}[-/.]0{1,4}( 0?0:00(:00)?)?$`)

// isNoDay knows such a day without the pattern where it can be none.
func isNoDay(text string) bool {
	return len(text) >= len("0/0/0") && text[0] == '0' && text[len(text)-1] == '0' && noDay.MatchString(text)
}

// isNone reports whether a cell says in a word that there is nothing. It is
// asked only where a value of a certain form is expected.
func isNone(text string) bool {
	switch strings.ToLower(text) {
	case "无", "暂无", "没有", "未填写", "空", "n/a", "na", "none", "null", "nil", "#n/a":
		return true
	}
	return false
}

// The words of files for what the model names, folded as by foldHeading.

var levelWords = map[string]string{
	"vip": model.LevelVIP, "vip客户": model.LevelVIP, "重要客户": model.LevelVIP, "重要": model.LevelVIP, "贵宾": model.LevelVIP, "大客户": model.LevelVIP,
	"regular": model.LevelRegular, "normal": model.LevelRegular, "普通": model.LevelRegular, "普通客户": model.LevelRegular, "一般": model.LevelRegular, "一般客户": model.LevelRegular,
	"potential": model.LevelPotential, "lead": model.LevelPotential, "prospect": model.LevelPotential, "潜在": model.LevelPotential, "潜在客户": model.LevelPotential, "意向客户": model.LevelPotential,
}

var genderWords = map[string]string{
	"male": "male", "m": "male", "man": "male", "男": "male", "男性": "male", "先生": "male", "mr": "male",
	"female": "female", "f": "female", "woman": "female", "女": "female", "女性": "female", "女士": "female", "小姐": "female", "unspecified": "", "unknown": "", "未知": "", "保密": "", "不详": "", "未指定": "", "mrs": "female", "ms": "female",
	"männlich": "male", "weiblich": "female", "keineangabe": "", "nichtangegeben": "",
}

var kindWords = map[string]model.CustomerKind{
	"person": model.PersonKind, "individual": model.PersonKind, "个人": model.PersonKind, "个人客户": model.PersonKind, "自然人": model.PersonKind,
	"company": model.CompanyKind, "business": model.CompanyKind, "organization": model.CompanyKind, "公司": model.CompanyKind, "企业": model.CompanyKind,
	"单位": model.CompanyKind, "企业客户": model.CompanyKind, "公司客户": model.CompanyKind,
}

var statusWords = map[string]model.Status{
	"等待付款": model.StatusOpen, "锁定": model.StatusOpen, "暂停": model.StatusOpen, "拼单中": model.StatusOpen, "onhold": model.StatusOpen, "pendingpayment": model.StatusOpen,
	"等待出库": model.StatusPaid, "待出库": model.StatusPaid, "待接单": model.StatusPaid, "商家已接单": model.StatusPaid, "已接单": model.StatusPaid, "等待对方发货": model.StatusPaid, "等待卖家发货": model.StatusPaid, "卖家部分发货": model.StatusPaid, "unshipped": model.StatusPaid, "partiallyshipped": model.StatusPaid,
	"已发货待签收": model.StatusShipped, "shippeddeliveredtobuyer": model.StatusDone, "锁定完成": model.StatusDone,
	"用户已取消": model.StatusCancelled, "商家已取消": model.StatusCancelled, "删除等待出库": model.StatusCancelled, "failed": model.StatusCancelled, "fullyrefunded": model.StatusRefunded, "对方已退还": model.StatusRefunded,
	"未发货退款成功": model.StatusRefunded, "已发货退款成功": model.StatusRefunded, "已收货退款成功": model.StatusRefunded, "付款以后用户退款成功交易自动关闭": model.StatusRefunded,
	"open": model.StatusOpen, "pending": model.StatusOpen, "unpaid": model.StatusOpen, "awaitingpayment": model.StatusOpen, "待付款": model.StatusOpen, "未支付": model.StatusOpen,
	"未付款": model.StatusOpen, "待支付": model.StatusOpen, "等待买家付款": model.StatusOpen, "draft": model.StatusOpen, "待审核": model.StatusOpen, "待确认": model.StatusOpen, "待成团": model.StatusOpen, "未完成": model.StatusOpen,
	"paid": model.StatusPaid, "authorized": model.StatusPaid, "processing": model.StatusPaid, "unfulfilled": model.StatusPaid, "待发货": model.StatusPaid, "已付款": model.StatusPaid,
	"已支付": model.StatusPaid, "买家已付款": model.StatusPaid, "买家已付款等待卖家发货": model.StatusPaid, "待自提": model.StatusPaid, "备货中": model.StatusPaid, "待核销": model.StatusPaid, "退款中": model.StatusPaid, "部分发货": model.StatusPaid,
	"shipped": model.StatusShipped, "intransit": model.StatusShipped, "sent": model.StatusShipped, "已发货": model.StatusShipped, "待收货": model.StatusShipped,
	"等待确认收货": model.StatusShipped, "卖家已发货": model.StatusShipped, "卖家已发货等待买家确认": model.StatusShipped, "运输中": model.StatusShipped, "配送中": model.StatusShipped, "待评价": model.StatusDone, "已评价": model.StatusDone, "订单完成": model.StatusDone, "已核销": model.StatusDone, "部分退款": model.StatusDone,
	"done": model.StatusDone, "complete": model.StatusDone, "completed": model.StatusDone, "delivered": model.StatusDone, "fulfilled": model.StatusDone, "closedwon": model.StatusDone,
	"success": model.StatusDone, "已完成": model.StatusDone, "完成": model.StatusDone, "交易成功": model.StatusDone, "交易完成": model.StatusDone, "支付成功": model.StatusDone,
	"已收货": model.StatusDone, "已签收": model.StatusDone, "成功": model.StatusDone, "已存入零钱": model.StatusDone, "充值成功": model.StatusDone, "partiallyrefunded": model.StatusDone, "partiallypaid": model.StatusOpen, "已收钱": model.StatusDone, "朋友已收钱": model.StatusDone, "对方已收钱": model.StatusDone, "提现已到账": model.StatusDone, "充值完成": model.StatusDone, "已转账": model.StatusDone, "已到账": model.StatusDone,
	"cancelled": model.StatusCancelled, "canceled": model.StatusCancelled, "voided": model.StatusCancelled, "void": model.StatusCancelled, "expired": model.StatusCancelled,
	"已关闭": model.StatusCancelled, "交易关闭": model.StatusCancelled, "已取消": model.StatusCancelled, "取消": model.StatusCancelled, "关闭": model.StatusCancelled, "无效订单": model.StatusCancelled, "订单关闭": model.StatusCancelled, "订单取消": model.StatusCancelled, "交易取消": model.StatusCancelled, "作废": model.StatusCancelled, "已作废": model.StatusCancelled,
	"refunded": model.StatusRefunded, "refund": model.StatusRefunded, "returned": model.StatusRefunded, "退款": model.StatusRefunded, "已退款": model.StatusRefunded,
	"退款成功": model.StatusRefunded, "已全额退款": model.StatusRefunded, "退款完成": model.StatusRefunded, "已退货": model.StatusRefunded,
}

var channelWords = map[string]model.Channel{
	"phone": model.ChannelPhone, "call": model.ChannelPhone, "telephone": model.ChannelPhone, "电话": model.ChannelPhone, "来电": model.ChannelPhone, "去电": model.ChannelPhone, "手机": model.ChannelPhone,
	"mail": model.ChannelMail, "email": model.ChannelMail, "邮件": model.ChannelMail, "电子邮件": model.ChannelMail, "邮箱": model.ChannelMail,
	"meeting": model.ChannelMeeting, "会议": model.ChannelMeeting, "会面": model.ChannelMeeting, "面谈": model.ChannelMeeting,
	"visit": model.ChannelVisit, "拜访": model.ChannelVisit, "上门": model.ChannelVisit, "上门拜访": model.ChannelVisit, "来访": model.ChannelVisit, "到店": model.ChannelVisit,
	"wechat": model.ChannelWeChat, "weixin": model.ChannelWeChat, "微信": model.ChannelWeChat, "企业微信": model.ChannelWeChat,
	"sms": model.ChannelSMS, "text": model.ChannelSMS, "短信": model.ChannelSMS,
	"chat": model.ChannelChat, "onlinechat": model.ChannelChat, "在线聊天": model.ChannelChat, "在线": model.ChannelChat, "在线客服": model.ChannelChat, "qq": model.ChannelChat, "旺旺": model.ChannelChat,
	"other": model.ChannelOther, "其他": model.ChannelOther, "其它": model.ChannelOther,
}

var directionWords = map[string]model.Direction{
	"in": model.DirectionIn, "incoming": model.DirectionIn, "inbound": model.DirectionIn, "received": model.DirectionIn, "来": model.DirectionIn, "呼入": model.DirectionIn, "来电": model.DirectionIn, "客户来": model.DirectionIn, "客户发起": model.DirectionIn, "收到": model.DirectionIn,
	"out": model.DirectionOut, "outgoing": model.DirectionOut, "outbound": model.DirectionOut, "sent": model.DirectionOut, "去": model.DirectionOut, "呼出": model.DirectionOut, "去电": model.DirectionOut, "我方去": model.DirectionOut, "我方发起": model.DirectionOut, "发出": model.DirectionOut,
}

var entryKindWords = map[string]model.InteractionKind{
	"inquiry": model.InteractionInquiry, "enquiry": model.InteractionInquiry, "question": model.InteractionInquiry, "询价": model.InteractionInquiry, "咨询": model.InteractionInquiry,
	"quotation": model.InteractionQuotation, "quote": model.InteractionQuotation, "报价": model.InteractionQuotation,
	"order": model.InteractionOrder, "下单": model.InteractionOrder, "订单": model.InteractionOrder, "订货": model.InteractionOrder,
	"complaint": model.InteractionComplaint, "投诉": model.InteractionComplaint,
	"feedback": model.InteractionFeedback, "反馈": model.InteractionFeedback, "建议": model.InteractionFeedback,
	"aftersales": model.InteractionAfterSales, "support": model.InteractionAfterSales, "售后": model.InteractionAfterSales, "维修": model.InteractionAfterSales,
	"visitback": model.InteractionVisitBack, "checkback": model.InteractionVisitBack, "followup": model.InteractionVisitBack, "回访": model.InteractionVisitBack, "跟进": model.InteractionVisitBack,
	"other": model.InteractionOther, "其他": model.InteractionOther, "其它": model.InteractionOther,
}
