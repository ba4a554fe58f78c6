package exchange

import (
	"strings"
	"testing"

	"kehu/model"
)

// What shops write for the states of orders, and what no shop writes.
func TestStatuses(t *testing.T) {
	for status, texts := range map[model.Status]string{
		model.StatusOpen:      "等待付款;锁定;暂停;拼单中;On hold;Pending payment;wc-pending;未完成;天晓得",
		model.StatusPaid:      "等待出库;卖家部分发货;Unshipped;待接单;商家已接单;等待对方发货;(暂停)等待出库;Ready to ship;正在退款中",
		model.StatusShipped:   "已发货，待签收;Shipped;Out for delivery;快递已揽收;已出貨",
		model.StatusDone:      "(锁定)完成;wc-completed;Completed;Shipped - Delivered to Buyer;支付成功;放款成功;商品已送达;售后中;已退款(￥3.00)",
		model.StatusCancelled: "用户已取消;Failed;(删除)等待出库;超时未支付，系统自动关闭;Cancelled by seller",
		model.StatusRefunded:  "未发货，退款成功;已发货，退款成功;已收货，退款成功;付款以后用户退款成功，交易自动关闭;已退款(￥10.00);Fully Refunded;对方已退还",
	} {
		for text := range strings.SplitSeq(texts, ";") {
			d := purchaseOf(t, "订单号,姓名,日期,应付金额,订单状态\n1,张三,2024-1-2,10,"+text+"\n")
			if len(d.Problems) > 0 || d.Purchase.Status != status {
				t.Errorf("%s: %q, want %q; problems %v", text, d.Purchase.Status, status, d.Problems)
			}
		}
	}
}

// A status that is not known costs no sale: it is noted, and reported once.
func TestGuessedStatuses(t *testing.T) {
	s := open(t, []byte("订单号,姓名,日期,应付金额,订单状态\n1,张三,2024-1-2,10,天晓得\n2,李四,2024-1-2,10,天晓得\n3,王五,2024-1-2,10,已完成\n"), Options{})
	s.Peek()
	all := drafts(t, s)
	if all[0].Purchase.Notes != "订单状态: 天晓得" || all[2].Purchase.Notes != "" {
		t.Errorf("notes %q and %q", all[0].Purchase.Notes, all[2].Purchase.Notes)
	}
	if g := s.StatusGuesses(); len(g) != 1 || g[0] != (StatusGuess{"天晓得", model.StatusOpen, 2}) {
		t.Errorf("guesses %v", g)
	}
}
