package tui

import (
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/model"
)

// newest returns the purchase of 张伟 that was made last.
func (d *driver) newest() model.Purchase {
	d.t.Helper()
	all := must[[]model.Purchase](d.t)(d.book.Purchases(d.t.Context(), d.only("张伟").ID, 0, 1))
	return all[0]
}

// A product that was sold before brings its SKU and its last price.
func TestProductBringsItsLastPrice(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	d := openFilled(t, "zh", 80, 24)
	c := d.only("张伟")
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), &model.Purchase{CustomerID: c.ID, Date: day(t, "2026-11-11"), Status: model.StatusDone, Currency: model.CNY,
		Total: 2600, Items: []model.Item{{Product: "彩色复印纸", SKU: "C-7", Quantity: model.NewQuantity(2), UnitPrice: 1300, Amount: 2600}}}))
	for _, typed := range []string{"彩色", "caise", "csf", "c-7"} {
		d.press("$ tab tab tab")
		d.write(typed)
		d.sees("C-7  13.00")
		d.press("down enter tab 3")
		d.sees("彩色复印纸", "39.00", "C-7")
		d.press("ctrl+s")
		want := model.Item{Product: "彩色复印纸", SKU: "C-7", Quantity: model.NewQuantity(3), UnitPrice: 1300, Amount: 3900}
		if got := d.newest(); len(got.Items) != 1 || got.Items[0] != want || got.Total != 3900 {
			t.Errorf("%s: saved %+v", typed, got)
		}
		d.press("u")
	}
}

func TestDiscountOfALine(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("$ tab tab tab")
	d.paste("台灯")
	d.press("tab 2 tab")
	d.paste("￥1,280.50")
	d.press("tab")
	d.paste("61")
	d.press("tab")
	d.sees("2500.00")
	d.paste("2400")
	d.press("tab")
	d.sees("161.00")
	d.press("ctrl+s")
	if got := d.newest(); got.Items[0].Discount != 16100 || got.Items[0].Amount != 240000 || got.Total != 240000 {
		t.Errorf("saved %+v", got)
	}
}

// Of twelve lines one is wrong: the cursor goes to its cell, and nothing is lost.
func TestOneWrongLineOfTwelve(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("$ tab tab tab")
	for i := range 12 {
		d.paste("货" + string(rune('A'+i)))
		d.press("tab")
		if i == 7 {
			d.paste("-3")
		}
		d.press("tab 5 tab tab tab tab")
	}
	d.press("ctrl+s")
	d.sees("数量 -3 是负数", "把单价写成负数", "货H")
	top := d.m.(*root).top().(*purchaseForm)
	if at := top.form.Focused(); at.Row != 7 || at.Col != colQuantity {
		t.Fatalf("the cursor is at %+v", at)
	}
	d.press("ctrl+u 3 ctrl+s")
	if got := d.newest(); len(got.Items) != 12 || got.Items[7].Quantity != model.NewQuantity(3) || got.Total != 12*500+1000 {
		t.Errorf("saved %d lines, total %d", len(got.Items), got.Total)
	}
}

func TestWrongCellsSaySo(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	for name, c := range map[string]struct{ quantity, price, amount, says, col string }{
		"no number":        {"三箱", "5", "", "不是数字", colQuantity},
		"no amount":        {"1", "面议", "", "没有写明金额", colPrice},
		"overflow":         {"9000000000000", "9000000000000", "", "超出范围", colPrice},
		"too much":         {"1", "1000001亿", "", "超出范围", colPrice},
		"too many":         {"9999999999999999", "1", "", "超出范围", colQuantity},
		"another currency": {"1", "US$3", "", "币种不一致", colPrice},
		"does not add up":  {"2", "5", "20", "单价乘数量", colAmount},
	} {
		t.Run(name, func(t *testing.T) {
			d := openFilled(t, "zh", 80, 24)
			d.press("$ tab tab tab")
			d.paste("笔")
			d.press("tab ctrl+u")
			d.paste(c.quantity)
			d.press("tab")
			d.paste(c.price)
			d.press("tab tab")
			if c.amount != "" {
				d.press("ctrl+u")
				d.paste(c.amount)
			}
			d.press("ctrl+s")
			d.sees(c.says, "新增购买记录")
			if at := d.m.(*root).top().(*purchaseForm).form.Focused(); at.Key != "items" || at.Col != c.col {
				t.Errorf("the cursor is at %+v, want %s", at, c.col)
			}
		})
	}
}

// A discount in a line without a price would make the line negative, and no total
// would show it.
func TestDiscountWithoutPrice(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("$ tab tab tab")
	d.paste("笔")
	d.press("tab tab tab")
	d.paste("100")
	d.press("ctrl+s")
	d.sees("优惠 100.00 超过", "新增购买记录")
	if at := d.m.(*root).top().(*purchaseForm).form.Focused(); at.Key != "items" || at.Col != colDiscount {
		t.Errorf("the cursor is at %+v", at)
	}
}

// A negative price is how goods come back; who only slipped is told.
func TestNegativePriceIsRemarkedOn(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 60, 20)
	d.press("$ tab tab tab")
	d.paste("笔")
	d.press("tab tab")
	d.paste("-10")
	d.sees("-10.00", "负数按退货计")
	d.press("ctrl+u")
	d.paste("10")
	d.lacks("负数按退货计")
}

// Saving a purchase of which nothing was said, or no price, asks for it; a total
// alone is enough, and so is 0 for a gift.
func TestPurchaseWithGaps(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	before := len(must[[]model.Purchase](t)(d.book.Purchases(t.Context(), d.only("张伟").ID, 0, 99)))
	d.press("$ ctrl+s")
	d.sees("New purchase", "neither a product nor a total", "only the total")
	d.paste("Pen")
	d.press("ctrl+s")
	d.sees("New purchase", "a price is missing", "0 for a gift")
	d.press("down down down down")
	d.paste("7")
	d.press("ctrl+s")
	if got := d.newest(); got.Total != 700 || got.Items[0].Product != "Pen" {
		t.Errorf("saved %+v", got)
	}
	d.press("$ tab tab tab")
	d.paste("Sample")
	d.press("tab tab 0 ctrl+s")
	if n := len(must[[]model.Purchase](t)(d.book.Purchases(t.Context(), d.only("张伟").ID, 0, 99))); n != before+2 {
		t.Errorf("%d purchases, want %d", n, before+2)
	}
}

// Lines that are fine one by one but too much together are refused at the total.
func TestSumTooLarge(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("$ tab tab tab")
	for range 2 {
		d.paste("楼")
		d.press("tab tab")
		d.paste("90万亿")
		d.press("tab tab tab tab")
	}
	d.press("ctrl+s")
	d.sees("超出范围", "新增购买记录")
	if at := d.m.(*root).top().(*purchaseForm).form.Focused(); at.Key != "total" {
		t.Errorf("the cursor is at %+v", at)
	}
}

// A total that differs is confirmed, or the sum of the lines is taken.
func TestTotalThatDiffersIsDecided(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		keys string
		want int64
	}{{"right", 12000}, {"left", 12500}} {
		d := openFilled(t, "zh", 80, 24)
		d.press("$ tab tab tab")
		d.paste("笔")
		d.press("tab 5 tab")
		d.paste("25")
		d.press("tab tab tab tab enter tab tab")
		d.sees("125.00")
		d.lacks("总额不符")
		d.write("120")
		d.sees("总额不符", "明细合计 ¥125.00，相差 -¥5.00")
		d.press("ctrl+s")
		d.sees("请用 ← → 选择")
		d.press(c.keys)
		d.press("ctrl+s")
		if got := d.newest(); got.Total != c.want {
			t.Errorf("%s: total %d, want %d", c.keys, got.Total, c.want)
		}
	}
}

// A purchase that came from a file with such a total is edited without a question,
// until its total or its lines change.
func TestTotalThatDifferedBefore(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	p := d.newest()
	p.Total = 100000
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), &p))
	d.await()
	d.press("enter 2 e tab")
	d.sees("总额不符", "保留总额 ¥1,000.00")
	d.paste("-X")
	d.press("ctrl+s")
	if got := d.newest(); got.OrderNo != "SO-1001-X" || got.Total != 100000 {
		t.Errorf("saved %+v", got)
	}
	d.press("e tab tab tab tab")
	d.paste("11")
	d.press("ctrl+s")
	d.sees("请用 ← → 选择")
}

// In another currency the same figures are other amounts: all are read anew.
func TestCurrencyOfAPurchase(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("enter 2 e" + strings.Repeat(" tab", 24))
	if at := d.m.(*root).top().(*purchaseForm).form.Focused(); at.Key != "currency" {
		t.Fatalf("the cursor is at %+v", at)
	}
	d.paste("usd")
	d.press("ctrl+s")
	if got := d.newest(); got.Currency != model.USD || got.Total != 128050 || got.Items[0].UnitPrice != 12000 || got.Freight != 2050 {
		t.Errorf("in dollars %+v", got)
	}
	d.press("e" + strings.Repeat(" tab", 24))
	d.paste("JPY")
	d.press("ctrl+s")
	d.sees("20.50", "小数位数过多")
}
