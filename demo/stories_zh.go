package demo

import (
	"time"

	"kehu/model"
)

// Channels that stories take place on.
var (
	calls    = []model.Channel{model.ChannelPhone}
	talks    = []model.Channel{model.ChannelPhone, model.ChannelWeChat, model.ChannelWeChat}
	letters  = []model.Channel{model.ChannelMail, model.ChannelMail, model.ChannelPhone, model.ChannelChat}
	mails    = []model.Channel{model.ChannelMail}
	meetings = []model.Channel{model.ChannelMeeting, model.ChannelVisit}
	visits   = []model.Channel{model.ChannelVisit}
	notices  = []model.Channel{model.ChannelSMS, model.ChannelWeChat}
)

var storiesZH = [moments][]story{
	before: {
		{kind: model.InteractionInquiry, in: true, channels: talks, content: "询问{}的价格和库存，想尽快到货。", outcome: "已报价，客户说要和家里商量", next: "回访报价结果"},
		{kind: model.InteractionInquiry, in: true, channels: talks, content: "要{}的实拍图和参数，已发过去。", outcome: "资料已发", next: "问{}看得怎么样"},
		{kind: model.InteractionInquiry, in: true, channels: calls, content: "看了介绍，想先了解{}，问能不能寄样品。", outcome: "同意寄样", next: "寄样品并留快递单号"},
		{kind: model.InteractionQuotation, channels: talks, content: "发了{}的阶梯报价，满二十件九五折。", feedback: "觉得价格偏高，希望再让一点", rating: 3, outcome: "待回复", next: "申请优惠后再报一次"},
		{kind: model.InteractionQuotation, channels: mails, content: "按要求整理了{}的正式报价单，盖章后发邮件。", outcome: "对方走采购流程", next: "跟进审批进度"},
		{kind: model.InteractionQuotation, channels: visits, content: "带{}样品上门，现场演示并量了尺寸。", feedback: "东西不错，做工比之前那家好", rating: 4, outcome: "意向明确", next: "出方案和总价"},
		{kind: model.InteractionInquiry, in: true, channels: talks, content: "问{}能不能开专票、几天能送到。", outcome: "已答复：可开专票，三天内送到"},
	},
	ordering: {
		{kind: model.InteractionOrder, in: true, channels: talks, content: "确认下单{}，地址和发票信息不变。", outcome: "已下单"},
		{kind: model.InteractionOrder, in: true, channels: calls, content: "电话加订{}，说仓库快用完了，请尽快安排。", outcome: "已安排发货", next: "发货后告知单号"},
		{kind: model.InteractionOrder, channels: talks, content: "核对{}的数量和颜色，客户确认付款。", outcome: "款已到账"},
		{kind: model.InteractionOrder, channels: meetings, content: "当面敲定{}的采购清单，顺便谈了下季度的需求。", feedback: "服务一直很好", rating: 5, outcome: "已签单"},
	},
	after: {
		{kind: model.InteractionVisitBack, channels: calls, content: "回访{}的使用情况，一切正常。", feedback: "用着挺好，下次还找你们", rating: 5, outcome: "客户满意"},
		{kind: model.InteractionVisitBack, channels: talks, content: "问{}收到没有，数量核对无误。", feedback: "包装很用心，送货师傅也客气", rating: 5, outcome: "已签收"},
		{kind: model.InteractionFeedback, in: true, channels: talks, content: "客户主动反馈：{}同事们都说好，想再看看别的款。", feedback: "性价比高", rating: 5, outcome: "发了新品目录", next: "推荐新品"},
		{kind: model.InteractionFeedback, in: true, channels: talks, content: "说{}质量不错，就是物流慢了两天。", feedback: "物流要改进", rating: 3, outcome: "已向仓库反映"},
		{kind: model.InteractionComplaint, in: true, channels: calls, content: "投诉{}外箱压坏，有一件磕角。", feedback: "希望加强包装", rating: 2, outcome: "当天补发一件", next: "确认补发是否收到"},
		{kind: model.InteractionAfterSales, in: true, channels: talks, content: "咨询{}的保修和配件，发了说明书。", outcome: "问题已解决", rating: 4},
		{kind: model.InteractionAfterSales, channels: visits, content: "上门处理{}的小问题，换了配件，半小时搞定。", feedback: "响应很快", rating: 4, outcome: "已处理"},
		{kind: model.InteractionVisitBack, channels: calls, content: "回访时客户说{}这次和上次有色差，发照片给厂家看。", feedback: "有点失望", rating: 2, outcome: "厂家同意换货", next: "安排换货"},
		{kind: model.InteractionOther, channels: talks, content: "对账：{}这笔账目无误，发票已寄出。", outcome: "对账完成"},
	},
	anytime: {
		{kind: model.InteractionVisitBack, channels: calls, content: "例行回访，近期没有采购计划，下个月预算下来再联系。", outcome: "保持联系", next: "下月再问"},
		{kind: model.InteractionOther, channels: talks, content: "发了新版产品目录和{}的新价格，对方说收到。", outcome: "已读"},
		{kind: model.InteractionOther, channels: visits, content: "路过拜访，喝了杯茶，聊到年底可能扩店，会用到{}。", outcome: "关系更近了一步", next: "带{}样品再去一次"},
		{kind: model.InteractionOther, channels: meetings, content: "在行业展会上见面，看了我们的{}，留了名片。", feedback: "样品比图片好看", rating: 4, next: "会后发资料"},
		{kind: model.InteractionInquiry, in: true, channels: talks, content: "问起{}最近有没有活动。", outcome: "告知月底有满减", next: "活动开始时提醒"},
		{kind: model.InteractionOther, channels: notices, content: "发春节问候，祝新年生意兴隆，顺带告知放假和发货安排。", feedback: "新年快乐", month: time.February},
		{kind: model.InteractionOther, channels: notices, content: "中秋问候，寄了一盒月饼，推荐企业礼盒。", feedback: "谢谢，月饼很好吃", rating: 5, month: time.September},
		{kind: model.InteractionOther, channels: notices, content: "双十一活动预告：{}直降，满额再返券。", outcome: "已收藏", month: time.November},
		{kind: model.InteractionOther, channels: talks, content: "新茶上市通知，问要不要先留两份尝鲜。", outcome: "留两份", next: "到货后通知", month: time.April},
	},
}

var todosZH = []todo{
	{"回访{}报价", "客户还在考虑，下周再问"}, {"寄{}样品", "样品已寄出，运费到付"}, {"预约上门拜访", "周三下午见过面，意向不错"},
	{"介绍新品{}", "感兴趣，要了报价"}, {"节日礼盒意向摸底", "预订了三十份"}, {"发{}实拍图", "已发，等回复"},
}

var buyerTodosZH = []todo{
	{"确认{}到货情况", "已签收，无破损"}, {"催收尾款", "已到账"}, {"发送年度对账单", "对账无误"}, {"补开增值税专用发票", "发票已寄出"},
	{"谈明年框架合同", "条款基本敲定"}, {"跟进{}换货", "换货完成"}, {"提醒{}补货", "下周下单"},
}
