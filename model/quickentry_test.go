package model

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// wednesday is 2026-11-18 at noon.
var wednesday = time.Date(2026, 11, 18, 12, 0, 0, 0, shanghai)

func quickDefaults() Interaction {
	return Interaction{At: wednesday, Channel: ChannelPhone, Direction: DirectionOut, Kind: InteractionOther}
}

// entryText writes what was understood: channel direction kind rating | content | next day step.
func entryText(i Interaction) string {
	text := string(i.Channel) + " " + string(i.Direction) + " " + string(i.Kind) + " " + string(rune('0'+i.Rating)) + " | " + i.Content + " | " +
		strings.TrimSpace(i.NextDay.String()+" "+i.Next)
	if !i.At.Equal(wednesday) {
		text += " @" + i.At.In(shanghai).Format("01-02 15:04")
	}
	return text
}

func TestQuickContact(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"电话 询价A4纸 评分4 下周三回访":                                   "phone out inquiry 4 | 询价A4纸 | 2026-11-25 回访",
		"phone asked for A4 paper rating 4 next wed call back": "phone out inquiry 4 | asked for A4 paper | 2026-11-25 call back",
		"电话，询价A4纸，评分：4，下周三回访。":                                 "phone out inquiry 4 | 询价A4纸 | 2026-11-25 回访",
		"来电 投诉 发货慢，箱子破了 明天回电":                                  "phone in complaint 0 | 发货慢，箱子破了 | 2026-11-19 回电",
		"微信 报价 100 包 12.5 元":                                   "wechat out quotation 0 | 100 包 12.5 元 | ",
		"拜访":                                                   "visit out other 0 | 拜访 | ",
		"电话 询价":                                                "phone out inquiry 0 | 电话 询价 | ",
		"昨天 来访 看了样品":                                           "visit in other 0 | 看了样品 |  @11-17 12:00",
		"昨天15:30 电话 看了样品":                                      "phone out other 0 | 看了样品 |  @11-17 15:30",
		"今天送货晚了":                                               "phone out other 0 | 今天送货晚了 | ",
		"说明天再来":                                                "phone out other 0 | 说明天再来 | ",
		"客户说3-5天到货":                                            "phone out other 0 | 客户说3-5天到货 | ",
		"到货要 3-5天":                                             "phone out other 0 | 到货要 3-5天 | ",
		"电话 满意 5星":                                             "phone out other 5 | 满意 | ",
		"电话 满意 ★★★★":                                           "phone out other 4 | 满意 | ",
		"mail rated 3 stars are for hotels":                    "mail out other 3 | stars are for hotels | ",
		"询价 +7d":                                               "phone out inquiry 0 | 询价 | 2026-11-25",
		"询价 +7d 寄样品 两份":                                        "phone out inquiry 0 | 询价 | 2026-11-25 寄样品 两份",
		"询价A4 10-4回访":                                          "phone out inquiry 0 | 询价A4 | 2027-10-04 回访",
		"询价A4 2027年1月4日前寄出":                                    "phone out inquiry 0 | 询价A4 | 2027-01-04 寄出",
		"询价A4 两周后回访":                                           "phone out inquiry 0 | 询价A4 | 2026-12-02 回访",
		"明天来看样 下周五回访":                                          "phone out other 0 | 明天来看样 | 2026-11-27 回访",
		"he sat down and asked for more":                       "phone out other 0 | he sat down and asked for more | ",
		"incoming phone call about 1,280.50 yuan, ok":          "phone in other 0 | call about 1,280.50 yuan, ok | ",
		"Talked about the quotation":                           "phone out other 0 | Talked about the quotation | ",
		"wants a price by friday send it":                      "phone out other 0 | wants a price | 2026-11-20 send it",
		"will call back in 3 days":                             "phone out other 0 | will call back | 2026-11-21",
		"评分9 一般":                                               "phone out other 9 | 一般 | ",
		"评分 4":                                                 "phone out other 4 |  | ",
		"":                                                     "phone out other 0 |  | ",
		"　电话　询价Ａ４纸　评分４":                                        "phone out inquiry 4 | 询价Ａ４纸 | ",
	} {
		if got := entryText(QuickContact(line, quickDefaults(), wednesday)); got != want {
			t.Errorf("%q\n got %s\nwant %s", line, got, want)
		}
	}
}

func TestQuickTask(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"下周三 回访":                              "回访 | 2026-11-25 normal ",
		"下周三回访":                               "回访 | 2026-11-25 normal ",
		"回访 下周三 紧急":                           "回访 | 2026-11-25 high ",
		"今天 寄样品":                              "寄样品 | 2026-11-18 normal ",
		"每周 例会":                               "例会 |  normal weekly",
		"每周三 例会":                              "例会 | 2026-11-18 normal weekly",
		"每月5号 对账":                             "对账 | 2026-12-05 normal monthly:5",
		"每14天 回访 明天":                          "回访 | 2026-11-19 normal 14d",
		"every friday send the report urgent": "send the report | 2026-11-20 high weekly",
		"call back tomorrow":                  "call back | 2026-11-19 normal ",
		"call back on friday":                 "call back | 2026-11-20 normal ",
		"send 2 samples":                      "send 2 samples |  normal ",
		"月底 对账":                               "对账 | 2026-11-30 normal ",
		"昨天的样品":                               "昨天的样品 |  normal ",
		"":                                    " |  normal ",
	} {
		k := QuickTask(line, Task{}, wednesday)
		if got := k.Title + " | " + k.Due.String() + " " + string(k.Weight()) + " " + string(k.Repeat); got != want {
			t.Errorf("%q\n got %s\nwant %s", line, got, want)
		}
	}
}

func TestQuickPurchase(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"A4纸x10 25.5 已付":                 "A4纸×10@25.50=255.00 | total 255.00 CNY paid",
		"A4纸×10 25.5 笔 x2 3 运费10":        "A4纸×10@25.50=255.00 笔×2@3.00=6.00 | total 271.00 CNY done",
		"A4纸 10包 ￥25.5 微信 昨天":            "A4纸×10@25.50=255.00 | total 255.00 CNY done 微信 2026-11-17",
		"A4 paper x10 25.5 paid":         "A4 paper×10@25.50=255.00 | total 255.00 CNY paid",
		"台灯 US$80":                       "台灯×1@80.00=80.00 | total 80.00 USD done",
		"合计1.2万 未付":                      " | total 12000.00 CNY open",
		"1280.50":                        " | total 1280.50 CNY done",
		"台灯 199 灯泡 x4 12 优惠 7 total 240": "台灯×1@199.00=199.00 灯泡×4@12.00=48.00 | total 240.00 CNY done",
		"退货 -30":                         "退货×1@-30.00=-30.00 | total -30.00 CNY done",
		"笔":                              "price_missing",
		"已付":                             "purchase_empty",
		"台灯 US$80 灯泡 €3":                 "money_currencies",
		"共享单车 300":                       "共享单车×1@300.00=300.00 | total 300.00 CNY done",
		"微信支付盒 x2 30 微信支付":               "微信支付盒×2@30.00=60.00 | total 60.00 CNY done 微信支付",
		"Model X5 300":                   "Model X5×1@300.00=300.00 | total 300.00 CNY done",
	} {
		s, err := QuickPurchase(line, Purchase{Date: DateOf(wednesday), Status: StatusDone, Currency: CNY}, wednesday)
		if err == nil {
			err = s.Complete()
		}
		got := codeOf(err)
		if err == nil {
			got = saleText(s)
		}
		if got != want {
			t.Errorf("%q\n got %s\nwant %s", line, got, want)
		}
	}
}

func saleText(s QuickSale) string {
	var parts []string
	for _, it := range s.Items {
		parts = append(parts, it.Product+"×"+it.Quantity.String()+"@"+s.Money(it.UnitPrice).Decimal()+"="+s.Money(it.Amount).Decimal())
	}
	text := strings.Join(parts, " ") + " | total " + s.Money(s.Total).Decimal() + " " + string(s.Currency) + " " + string(s.Status)
	if s.Payment != "" {
		text += " " + s.Payment
	}
	if s.Date != DateOf(wednesday) {
		text += " " + s.Date.String()
	}
	return text
}

func TestParseQuickEntry(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"log 张伟 电话": "log 张伟|电话", "记 张伟": "log 张伟", "LOG 张伟": "log 张伟", "buy 张伟 笔": "buy 张伟|笔", "todo add 张伟 回访": "todo 张伟|回访",
		"跟进 张伟 明天": "todo 张伟|明天", "张伟 电话": " 张伟|电话", "": " ", "log": "log ", "ｌｏｇ　张伟": "log 张伟",
	} {
		q := ParseQuickEntry(line)
		if got := string(q.Verb) + " " + strings.Join(q.Words, "|"); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

// Whatever the line: nothing panics, what comes out is text, and no word of it was
// made up.
func FuzzQuickEntry(f *testing.F) {
	for _, seed := range []string{"log 张伟 电话 询价A4纸 评分4 下周三回访", "buy 张 A4纸x10 25.5 已付 运费 3", "todo 张 每周三 例会 !", "10-4回访 +7d", "next wed on by in 3 days",
		"★★★★★★ 4/5 评分", "\xff下周三\xff回访", "每 every 每个", "x1 ×", "2024年10月4日前", "，，；"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		q := ParseQuickEntry(line)
		text := strings.Join(q.Words, " ")
		i := QuickContact(text, quickDefaults(), wednesday)
		k := QuickTask(text, Task{}, wednesday)
		s, _ := QuickPurchase(text, Purchase{Currency: CNY}, wednesday)
		_ = s.Complete()
		valid := strings.ToValidUTF8(text, "")
		for _, part := range []string{i.Content, i.Next, k.Title} {
			if !utf8.ValidString(part) {
				t.Fatalf("%q gives %q", line, part)
			}
			for word := range strings.FieldsSeq(part) {
				if !strings.Contains(valid, word) {
					t.Fatalf("%q gives %q, which it does not say", line, part)
				}
			}
		}
		if len(s.Items) != len(s.Given) || !k.Repeat.Valid() || i.NextDay != (Date{}) && i.NextDay.Compare(DateOf(wednesday)) <= 0 {
			t.Fatalf("%q gives %+v, %+v, %+v", line, i, k, s)
		}
	})
}
