package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"kehu/internal/race"
	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// put saves records as another person does, and lets the screen see it.
func (d *driver) put(records ...model.Record) {
	d.t.Helper()
	must[*model.ChangeSet](d.t)(d.book.Save(d.t.Context(), records...))
	d.await()
}

func TestCardWarns(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 100, 30)
	zhang := d.only("张伟")
	d.press("enter")
	d.lacks("逾期", "重复", "没有联系方式")
	zhang.Level, zhang.NextReview = "", day(t, "2026-11-01")
	d.put(zhang, &model.Task{CustomerID: zhang.ID, Title: "催款", Due: day(t, "2026-11-16")},
		&model.Customer{Kind: model.PersonKind, Name: "张先生", Level: model.LevelVIP, ContactPoints: []model.ContactPoint{{Kind: model.ContactPhone, Value: "+86 138-0013-8000"}}})
	d.sees("1 项跟进已逾期", "该回顾了（11-01到期）", "可能与 张先生", "未定级别", "! 已逾期 2天前 催款", "o 看重复客户")
	d.press("o")
	d.sees("张先生", "可能与 张伟")
	d.press("esc")
	d.sees("催款")
}

func TestCardSaysThatTheCustomerIsInTheBin(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	zhang := d.only("张伟")
	d.press("enter")
	must[*model.ChangeSet](t)(d.book.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: zhang.ID}))
	d.await()
	d.sees("! 已在回收站")
}

func TestCardShowsOneKindAndKeepsItForTheNextCustomer(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 100, 30)
	d.press("enter 2")
	d.sees("A4 复印纸", "SO-0907")
	d.lacks("拜访", "新增客户")
	d.press("n")
	d.sees("2/3", "没有这类记录")
	d.press("n")
	d.sees("3/3", "Rusalka")
	d.lacks("新增客户")
	d.press("p p 4")
	d.sees("○ 跟进")
	d.lacks("A4 复印纸 ×10")
	d.press("n")
	d.sees("没有这类记录")
	d.press("down enter up e")
	d.sees("编辑 北湖")
}

func TestCardTellsWhatWasChanged(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 120, 40)
	zhang := d.only("张伟")
	zhang.Level, zhang.Company = model.LevelRegular, "北京远华贸易有限公司"
	d.put(zhang)
	d.press("enter 5")
	d.sees("公司 北京华远贸易有限公司 → ", "新增客户")
	d.press("enter")
	d.sees("公司  北京华远贸易有限公司 → 北京远华贸易有限公司", "级别  ★ VIP 客户 → ● 普通客户", "li · 今天 12:00 · 命令 · #")
	d.press("d")
	d.sees("变更记录不能移到回收站")
}

func TestCardAddsUpMonths(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 100, 30)
	zhang := d.only("张伟")
	d.put(&model.Purchase{CustomerID: zhang.ID, Date: day(t, "2026-11-12"), Status: model.StatusPaid, Currency: model.CNY, Total: 71950},
		&model.Purchase{CustomerID: zhang.ID, Date: day(t, "2026-11-12"), Status: model.StatusPaid, Currency: model.EUR, Total: 500},
		&model.Purchase{CustomerID: zhang.ID, Date: day(t, "2026-01-02"), Status: model.StatusPaid, Currency: model.CNY, Total: 10000})
	d.press("enter")
	d.sees("3 笔 ¥2,000.00 + €5.00", "平均每单 ¥700.00 / €5.00", "近 24 个月", "最高 ¥2,000.00（2026年11月）", "▂▁▁▁▁▁▁▁▁▁█")
}

func TestLongTextUnfoldsAndScrolls(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	zhang := d.only("张伟")
	text := strings.Repeat("客户询问年度协议价，希望月结，等我们的报价。", 60) + "到此为止。"
	d.put(&model.Interaction{CustomerID: zhang.ID, At: noon, Channel: model.ChannelMail, Direction: model.DirectionIn, Kind: model.InteractionOther, Content: text})
	d.press("enter g")
	for !strings.Contains(line(d, "▌"), "邮件") {
		d.press("down")
	}
	if !strings.Contains(line(d, "▌"), "▸") {
		t.Errorf("the folded entry has no mark: %s", line(d, "▌"))
	}
	d.press("enter")
	d.fits()
	d.sees("▾", "↓ 下面还有")
	d.lacks("到此为止")
	for range 60 {
		d.press("down")
		if strings.Contains(d.screen(), "到此为止") {
			break
		}
		d.sees("▌▾")
	}
	d.sees("到此为止", "↑ 上面还有")
	d.press("enter")
	d.lacks("到此为止")
}

// line returns the first line of the screen that holds a text.
func line(d *driver, text string) string {
	for l := range strings.SplitSeq(d.screen(), "\n") {
		if strings.Contains(l, text) {
			return l
		}
	}
	return ""
}

func TestOldEntryIsSelectedAfterItWasAdded(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	zhang := d.only("张伟")
	var many []model.Record
	for i := range 300 {
		many = append(many, &model.Interaction{CustomerID: zhang.ID, At: noon.AddDate(0, 0, -i-50), Channel: model.ChannelPhone,
			Direction: model.DirectionIn, Kind: model.InteractionOther, Content: fmt.Sprint("第", i, "次")})
	}
	d.put(many...)
	d.press("enter 3 $")
	d.paste("2026-03-01")
	d.press("tab")
	d.paste("SO-OLD")
	d.press("ctrl+s")
	d.sees("2026年3月")
	if got := line(d, "▌"); !strings.Contains(got, "SO-OLD") {
		t.Errorf("the cursor is on %q\n%s", got, d.screen())
	}
	d.press("up up down down")
	if got := line(d, "▌"); !strings.Contains(got, "SO-OLD") {
		t.Errorf("after two up and two down the cursor is on %q", got)
	}
}

func TestTimelineGoesToBothEndsAndBack(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	d := openFilled(t, "en", 80, 24)
	zhang := d.only("张伟")
	var many []model.Record
	for i := range 500 {
		many = append(many, &model.Interaction{CustomerID: zhang.ID, At: noon.AddDate(0, 0, -i-60), Channel: model.ChannelPhone,
			Direction: model.DirectionIn, Kind: model.InteractionOther, Content: fmt.Sprint("call ", i, ".")})
	}
	d.put(many...)
	d.press("enter 3")
	seen := map[string]bool{}
	for range 502 {
		d.press("down")
		d.fits()
		seen[strings.Join(strings.Fields(line(d, "▌")), " ")] = true
	}
	if len(seen) < 501 {
		t.Errorf("going down shows %d entries, want all 502 but the first", len(seen))
	}
	d.sees("call 499.")
	d.press("g")
	d.lacks("call 499.")
	d.press("G")
	d.sees("call 499.", "call 495.", "call 494.") // at the foot of a full page
	d.fits()
	for range 502 {
		d.press("up")
	}
	d.sees("年度协议价")
}

func TestFormsAreTwoKeysAway(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	for _, keys := range []string{"$", "m", "f", "enter $", "enter m", "enter f"} {
		for _, w := range []int{80, 140} {
			d := openFilled(t, "zh", w, 24)
			d.press(keys)
			d.sees("Ctrl-s 保存", "张伟")
			d.press("esc enter tab")
			d.press(keys[len(keys)-1:])
			d.sees("Ctrl-s 保存", "张伟")
		}
	}
}

func TestProfileEditsTheFieldUnderTheCursor(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	zhang := d.only("张伟")
	zhang.ContactPoints = append(zhang.ContactPoints, model.ContactPoint{Kind: model.ContactPhone, Value: "010-6555 1234"})
	zhang.People = []model.Person{{Name: "李雷"}, {Name: "韩梅梅"}}
	d.put(zhang)
	at := func(keys string, want widget.Ref) {
		t.Helper()
		d.press(keys)
		if got := d.m.(*root).top().(*customerForm).form.Focused(); got != want {
			t.Errorf("%s leads to %+v, want %+v", keys, got, want)
		}
		d.press("esc")
	}
	at("enter 6 down e", widget.Ref{Key: "email"})
	at("6 down down down e", widget.Ref{Key: keyPoints, Col: colValue})
	at("7 down e", widget.Ref{Key: keyPeople, Row: 1, Col: colName})
	at("8 down e", widget.Ref{Key: "source"})
	d.press("G")
	d.sees("▌ 创建时间")
	d.press("g")
	d.sees("▌ 电话")
	zhang.People = nil
	d.put(zhang)
	d.press("7")
	d.sees("暂无")
	at("e", widget.Ref{Key: keyPeople, Col: colName})
}

func TestPeopleShowTheirOwnContactPoints(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 140, 40)
	north := d.only("北湖")
	north.People = []model.Person{{Name: "李雷", Title: "采购"}}
	d.put(north)
	north = d.only("北湖")
	north.ContactPoints = append(north.ContactPoints, model.ContactPoint{Kind: model.ContactPhone, Label: "手机", Value: "13900001111", PersonID: north.People[0].ID})
	d.put(north)
	d.press("/")
	d.paste("北湖")
	d.press("enter enter")
	d.sees("李雷", "采购 · 电话 手机", "13900001111")
}

func TestPurchaseUnfoldsItsItems(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	d.press("enter 2 enter")
	d.sees("A4 复印纸  ×10  120.00   1,200.00", "签字笔     ×12    5.00      60.00", "运费                        20.50", "总额                    ¥1,280.50")
}

// richBook has one customer with 10,000 purchases and 10,000 contact entries.
func richBook(t testing.TB) (*store.Store, *model.Customer) {
	t.Helper()
	st := openBook(t)
	c := &model.Customer{Kind: model.PersonKind, Name: "张伟", Level: model.LevelVIP}
	records := []model.Record{c}
	book := st.As(model.Actor{Name: "li"}, model.OriginCommand)
	must[*model.ChangeSet](t)(book.Save(t.Context(), records...))
	records = nil
	for i := range 10_000 {
		at := noon.Add(-time.Duration(i) * 7 * time.Hour)
		records = append(records,
			&model.Purchase{CustomerID: c.ID, Date: model.DateOf(at), Status: model.StatusPaid, Currency: model.CNY, Total: int64(100 * i),
				Items: []model.Item{{Product: fmt.Sprint("复印纸 ", i%40), Quantity: model.NewQuantity(2), UnitPrice: int64(50 * i), Amount: int64(100 * i)}}},
			&model.Interaction{CustomerID: c.ID, At: at, Channel: model.ChannelPhone, Direction: model.DirectionIn, Kind: model.InteractionInquiry,
				Content: fmt.Sprint("询问年度协议价，希望月结，等我们的报价。第", i, "次")})
	}
	must[*model.ChangeSet](t)(book.Save(t.Context(), records...))
	return st, c
}

// drive is start for benchmarks.
func drive(b *testing.B, st *store.Store, w, h int) *root {
	b.Helper()
	r := New(b.Context(), Options{Store: st, Actor: model.Actor{Name: "wang"}, Lang: "zh", Now: clock}).(*root)
	new(driver).listen(r)
	r.Update(tea.WindowSizeMsg{Width: w, Height: h})
	run(r, r.Init())
	return r
}

// BenchmarkCardOpen opens the card of a customer with a long history, to the last
// answer of the book, and draws it.
func BenchmarkCardOpen(b *testing.B) {
	st, _ := richBook(b)
	r := drive(b, st, 140, 40)
	for b.Loop() {
		_, cmd := r.Update(keyPress("enter"))
		run(r, cmd)
		r.View()
		b.StopTimer()
		_, cmd = r.Update(keyPress("esc"))
		run(r, cmd)
		b.StartTimer()
	}
}

// BenchmarkCardScroll is Update and View of one key; what the book reads meanwhile
// runs beside them and does not count.
func BenchmarkCardScroll(b *testing.B) {
	st, _ := richBook(b)
	for _, size := range []struct{ w, h int }{{80, 24}, {140, 40}} {
		for _, key := range []string{"down", "pgdown", "up"} {
			b.Run(fmt.Sprintf("%s-%dx%d", key, size.w, size.h), func(b *testing.B) {
				r := drive(b, st, size.w, size.h)
				_, cmd := r.Update(keyPress("enter"))
				run(r, cmd)
				if key == "up" {
					_, cmd = r.Update(keyPress("G"))
					run(r, cmd)
				}
				for b.Loop() {
					_, cmd := r.Update(keyPress(key))
					r.View()
					if cmd != nil {
						b.StopTimer()
						run(r, cmd)
						b.StartTimer()
					}
				}
			})
		}
	}
}
