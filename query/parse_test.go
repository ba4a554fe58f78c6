package query

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"kehu/model"
)

// catalogue is that of customers with a custom field of every type.
func catalogue() *Catalogue {
	return Customers(
		Field{Key: "fax", Label: "传真"},
		Field{Key: "area", Aliases: []string{"面积"}, Type: Number},
		Field{Key: "newsletter", Label: "订阅", Type: Bool},
		Field{Key: "合同到期", Type: Day, Ahead: true},
		Field{Key: "grade", Type: Choice, Closed: true, Options: []Option{{Key: "A"}, {Key: "B", Aliases: []string{"乙"}}}},
	)
}

func TestParse(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"nothing", "  ", ""},
		{"word", "zhangwei", "zhangwei"},
		{"words", " 张伟  8000 ", "张伟 8000"},
		{"phrase", `"north  lake"`, `"north  lake"`},
		{"Chinese quotes", `“north lake”`, `"north lake"`},
		{"single Chinese quotes", `‘north lake’`, `"north lake"`},
		{"Chinese quote in the middle", `张伟“north lake”李娜`, `张伟 "north lake" 李娜`},
		{"quote as inch", `12" pipe`, `12" pipe`},
		{"apostrophe", `O'Brien 'tis`, `O'Brien 'tis`},
		{"escapes", `"a \"b\" \\ \c"`, `"a \"b\" \\ \\c"`},
		{"full-width letters", "ＡＢＣ１２３", "ABC123"},
		{"full-width term", "级别：ＶＩＰ　城市：上海，北京", "level:VIP city:上海,北京"},
		{"enumeration comma", "城市：上海、北京", "city:上海,北京"},
		{"blank after signs", "city: 上海, 北京 spent: > 1万", "city:上海,北京 spent:>1万"},
		{"key in any case", "CITY:上海 Last-Contact:>90d", "city:上海 last_contact:>90d"},
		{"quoted value", `city:"New York","São Paulo"`, `city:"New York","São Paulo"`},
		{"whole text", "name:=张伟", "name:=张伟"},
		{"equals sign", "级别=vip name=张伟", "level:vip name:=张伟"},
		{"comparisons", "spent:>10000 rating:<=2 orders:>=3 age:<30", "spent:>10000 rating:<=2 orders:>=3 age:<30"},
		{"comparison without colon", "消费>1万 年龄≥30", "spent:>1万 age:>=30"},
		{"Chinese comparison", "消费：》1万 年龄：《30", "spent:>1万 age:<30"},
		{"full-width comparison", "消费：＞＝1万", "spent:>=1万"},
		{"ranges", "age:30..40 orders:3.. rating:..2", "age:30..40 orders:>=3 rating:<=2"},
		{"range signs", "age:30~40 年龄:30到40 created:2026-01至2026-03 年龄:30。。40", "age:30..40 age:30..40 created:2026-01..2026-03 age:30..40"},
		{"hyphen as range", "age:30-40 spent:-5--1 spent:1万-2万 orders:3-", "age:30..40 spent:-5..-1 spent:1万..2万 orders:>=3"},
		{"Chinese ages", "年龄:三十到四十岁", "age:三十..四十岁"},
		{"grouped number", "spent:>1,234.50 spent:1,000..2,000", `spent:>"1,234.50" spent:"1,000".."2,000"`},
		{"list of numbers", "orders:1,2,300", "orders:1,2,300"},
		{"any of comparisons", "age:<20,30,>60,40", "age:<20 OR age:30,40 OR age:>60"},
		{"negative number", "spent:<-5", "spent:<-5"},
		{"tag", "#老客户 ＃新,旧", "tag:老客户 tag:新,旧"},
		{"owner", "owner:me 负责人:我", "owner:me owner:我"},
		{"bought", "bought:A4纸", "bought:A4纸"},
		{"presence", "has:email,电话 no:phone 没有:生日", "(has:email OR has:phone) no:phone no:birthday"},
		{"states", "is:stale is:逾期 是:疑似重复,回收站", "is:stale is:overdue (is:dup OR is:binned)"},
		{"not", "-tag:x !tag:y NOT tag:z －a ！b", "-tag:x -tag:y -tag:z -a -b"},
		{"commas in a number", "spent:>1,0000 消费：≥1，000 spent:1,0000..2,0000 orders:1,2000 orders:>5、7", `spent:>"1,0000" spent:>="1,000" spent:"1,0000".."2,0000" orders:1,2000 (orders:>5 OR orders:7)`},
		{"dashes", "年龄：30—40 age:30–40 age:30——40 created:2026-01—2026-03 age:30至40 age:30～40", "age:30..40 age:30..40 age:30..40 created:2026-01..2026-03 age:30..40 age:30..40"},
		{"number with gaps", "phone:=+86 138 1234 5678 a phone:138 1234", `phone:="+86 138 1234 5678" a phone:138 1234`},
		{"masked number", "138****1234 10*20*30 **x", `phone:"138****1234" 10*20*30 **x`},
		{"double not", "--a !-NOT b", "a -b"},
		{"or", "a OR b 或 c | d｜e", "a OR b OR c OR d OR e"},
		{"and binds tighter", "a b OR c d", "a b OR c d"},
		{"parentheses", "a (b OR c) （d）", "a (b OR c) d"},
		{"needless parentheses", "((a b)) (c (d))", "a b c d"},
		{"not of a group", "-(a b) -(c OR d)", "-(a b) -(c OR d)"},
		{"and as a word", "a AND b 且 c", "a b c"},
		{"or alone", "OR", `"OR"`},
		{"hyphen alone", "a - b !", "a - b !"},
		{"hyphen in a word", "a-b", "a-b"},
		{"sort", "sort:-spent,name", "sort:-spent,name"},
		{"sort anywhere", "a 排序：－消费，姓名 b sort:spent,+age", "a b sort:-spent,name,age"},
		{"web address", "http://x.cn/a:b?c=d C:\\x std::vector", "http://x.cn/a:b?c=d C:\\x std::vector"},
		{"time of day", "12:30 3：45", "12:30 3:45"},
		{"unknown name before a comparison", "x=1 a>b", "x=1 a>b"},
		{"custom fields", "传真:021 面积:>100 newsletter:是 合同到期:<30d grade:乙", "fax:021 area:>100 newsletter:是 合同到期:<30d grade:乙"},
		{"NUL and line breaks", "a\x00b\nc", "a b c"},
		{"invisible marks", "\ufeff张伟\u200b李娜", "张伟 李娜"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			q, err := Parse(tt.text, catalogue())
			if err != nil {
				t.Fatalf("Parse(%q): %v", tt.text, err)
			}
			if got := q.String(); got != tt.want {
				t.Errorf("Parse(%q) = %s\nwant %s", tt.text, got, tt.want)
			}
		})
	}
}

func TestParseTree(t *testing.T) {
	t.Parallel()
	cat := catalogue()
	q, err := Parse(`张 (city:上海,北京 OR -age:30..40) is:stale has:email no:phone "a b" sort:-spent`, cat)
	if err != nil {
		t.Fatal(err)
	}
	want := Query{
		Where: And{
			Word{Text: "张"},
			Or{
				Term{cat.Field("city"), Equals, []Value{{"上海"}, {"北京"}}},
				Not{Term{cat.Field("age"), Between, []Value{{"30"}, {"40"}}}},
			},
			Is{Stale}, Has{cat.Field("email")}, No{cat.Field("phone")},
			Word{Text: "a b", Phrase: true},
		},
		Sort: []Order{{cat.Field("spent"), true}},
	}
	if !reflect.DeepEqual(q, want) {
		t.Errorf("got %#v\nwant %#v", q, want)
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text    string
		code    string
		at      int
		word    string
		nearest string
	}{
		{"张伟 ctiy:上海", unknownField, 3, "ctiy", "city"},
		{"城 级別:vip", unknownField, 2, "级別", "级别"},
		{"xyzzy:1", unknownField, 0, "xyzzy", ""},
		{"comp:x", unknownField, 0, "comp", "company"},
		{"has:emial", unknownField, 4, "emial", "email"},
		{"sort:-spend", unknownField, 6, "spend", "spent"},
		{"sort:notes", notSortable, 5, "notes", ""},
		{"is:overdeu", unknownState, 3, "overdeu", "overdue"},
		{"kind:compny", unknownOption, 5, "compny", "company"},
		{"grade:C", unknownOption, 6, "C", ""},
		{"消费：＞一大笔", badNumber, 4, "一大笔", ""},
		{"area:>5元", badNumber, 6, "5元", ""},
		{"spent:>1,00", badNumber, 7, "1,00", ""},
		{"age:200", badAge, 4, "200", ""},
		{"last:>90x", badDate, 6, "90x", ""},
		{"created:2026-02-30", badDate, 8, "2026-02-30", ""},
		{"created:this-wek", badDate, 8, "this-wek", "this-week"},
		{"newsletter:maybe", badBool, 11, "maybe", ""},
		{"city:", valueMissing, 0, "city:", ""},
		{"a spent:> b:", valueMissing, 2, "spent:>", ""},
		{"city:上海, ", valueMissing, 0, "city:上海,", ""},
		{`city:""`, valueMissing, 5, `""`, ""},
		{`""`, valueMissing, 0, `""`, ""},
		{"age:..", valueMissing, 4, "..", ""},
		{"is:", valueMissing, 0, "is:", ""},
		{"a sort:-", valueMissing, 2, "sort:-", ""},
		{"city:>x", notOrdered, 5, ">", ""},
		{"spent:>1..5", badNumber, 7, "1..5", ""},
		{"last:<..90d", badDate, 6, "..90d", ""},
		{"age:40..30", rangeReversed, 4, "40..30", ""},
		{"spent:2万..1万", rangeReversed, 6, "2万..1万", ""},
		{"created:2026-03..2026-01", rangeReversed, 8, "2026-03..2026-01", ""},
		{"created:明天..昨天", rangeReversed, 8, "明天..昨天", ""},
		{"birthday:1990..06-01", rangeReversed, 9, "1990..06-01", ""},
		{"a OR", operandMissing, 2, "OR", ""},
		{"| a", operandMissing, 0, "|", ""},
		{"a AND )", operandMissing, 2, "AND ", ""},
		{"NOT", operandMissing, 0, "NOT", ""},
		{"a ()", operandMissing, 2, "()", ""},
		{"sort:name | b", operandMissing, 10, "|", ""},
		{`a "north la`, openQuote, 2, `"`, ""},
		{"a “北", openQuote, 2, "“", ""},
		{"a (b", openParen, 2, "(", ""},
		{"a b) c", strayParen, 3, ")", ""},
		{"(sort:name)", sortNested, 1, "sort", ""},
		{"-sort:name", sortNested, 1, "sort", ""},
		{strings.Repeat("(", 5000), tooDeep, maxDepth, "(", ""},
	}
	for _, tt := range tests {
		_, err := Parse(tt.text, catalogue())
		var p *model.Problem
		if !errors.As(err, &p) {
			t.Errorf("Parse(%.40q) gave %v, want a problem", tt.text, err)
			continue
		}
		if p.Kind != model.Invalid || p.Code != tt.code || p.Args["At"] != tt.at || p.Args["Word"] != tt.word || p.Args["Nearest"] != tt.nearest {
			t.Errorf("Parse(%.40q) gave %v\nwant %s at %d of %q, nearest %q", tt.text, p, tt.code, tt.at, tt.word, tt.nearest)
		}
	}
}

// Each language names its own words.
func TestProblemsListWhatThereIs(t *testing.T) {
	t.Parallel()
	cat := Customers().With("level", true, Option{Key: "vip", Aliases: []string{"VIP 客户", "VIP客户"}})
	for text, want := range map[string][2]string{
		"is:foo":       {"stale overdue dup binned company person", "沉睡 逾期 疑似重复 回收站 公司 个人"},
		"priority:foo": {"high normal low", "高 普通 低"},
		"level:foo":    {"vip", `"VIP 客户"`},
	} {
		_, err := Parse(text, cat)
		var p *model.Problem
		if !errors.As(err, &p) {
			t.Fatalf("Parse(%q) gave %v, want a problem", text, err)
		}
		known, _ := p.Args["Known"].(Known)
		if got := [2]string{strings.Join(known.Words("en"), " "), strings.Join(known.Words("zh"), " ")}; got != want {
			t.Errorf("%q knows %q, want %q", text, got, want)
		}
	}
}

func TestIncomplete(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"city:": true, "a OR": true, `"north`: true, "(a b": true, "spent:>1x": true, "ctiy": false,
		"ctiy:上海": false, "a )": false, "city:>": false, "": false,
	} {
		_, err := Parse(text, catalogue())
		if got := Incomplete(err); got != want {
			t.Errorf("Incomplete(%q) = %v (%v), want %v", text, got, err, want)
		}
	}
}

func TestParseLoose(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text, want string
		lost       int
	}{
		{"a gone:1,2 b", "a b", 1},
		{"gone:1", "", 1},
		{"a OR gone:>5", "a", 1},
		{"gone:1 OR -(gone:2) OR b", "b", 2},
		{"has:gone,email sort:-gone,name", "has:email sort:name", 2},
		{"city:上海", "city:上海", 0},
	}
	for _, tt := range tests {
		q, lost, err := ParseLoose(tt.text, catalogue())
		if err != nil || q.String() != tt.want || len(lost) != tt.lost {
			t.Errorf("ParseLoose(%q) = %q, %v, %v; want %q and %d problems", tt.text, q, lost, err, tt.want, tt.lost)
		}
	}
	if _, _, err := ParseLoose("age:x", catalogue()); err == nil {
		t.Error("a bad value passed")
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	q, err := Parse(`张 -李 (zw OR "a b") -(x -y) city:上海`, catalogue())
	if err != nil {
		t.Fatal(err)
	}
	want := []Word{{Text: "张"}, {Text: "zw"}, {Text: "a b", Phrase: true}}
	if got := q.Words(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestNarrow(t *testing.T) {
	t.Parallel()
	cat := catalogue()
	q, err := Parse("a OR b sort:name", cat)
	if err != nil {
		t.Fatal(err)
	}
	city := EqualTo(cat.Field("city"), "New York")
	q = q.Narrow(city).Narrow(city).Narrow(EqualTo(cat.Field("level"), "VIP"))
	if got, want := q.String(), `(a OR b) city:="New York" level:VIP sort:name`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// units repeat to the longest queries, each hard on another rule.
var units = []string{"a", "a ", "(", "-", "#", `"`, `"a" `, "a|", "city:上海 ", "last:>90d ", ",", "城市：", "a:", "'", "‘", "1,", "age:1..2,", "!(a) "}

func longest(unit string) string { return strings.Repeat(unit, 10_000/len([]rune(unit))) }

func BenchmarkLongInput(b *testing.B) {
	for _, unit := range units {
		b.Run(unit, func(b *testing.B) {
			for b.Loop() {
				_, _ = Parse(longest(unit), catalogue())
				_ = Complete(longest(unit), 9_000, catalogue())
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, unit := range units {
		f.Add(longest(unit))
	}
	for _, seed := range []string{
		"张伟 zw", `level:vip city:上海,"New York" -tag:x`, "spent:>1,234.50 age:30..40", "(a OR b) sort:-spent,name",
		"last:>90d birthday:this-week 城市：上海，北京", `“a” ‘b’ #c "d\"e"`, "has:email,phone no:x is:stale", "-(a|b) NOT c AND d",
	} {
		f.Add(seed)
	}
	cat := catalogue()
	now := time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text, cat)
		if _, _, err := ParseLoose(text, cat); err != nil && model.KindOf(err) != model.Invalid {
			t.Fatalf("ParseLoose(%q): %v", text, err)
		}
		for _, cursor := range []int{-1, 0, len(text) / 3, len([]rune(text)), len(text) + 1} {
			c := Complete(text, cursor, cat)
			if c.From < 0 || c.To < c.From || c.To > len([]rune(text)) {
				t.Fatalf("Complete(%q, %d) replaces %d to %d", text, cursor, c.From, c.To)
			}
		}
		if err != nil {
			checkPlace(t, text, err)
			return
		}
		Walk(q.Where, func(n Node) bool {
			resolve(n, now)
			return true
		})
		again, err := Parse(q.String(), cat)
		if err != nil {
			t.Fatalf("Parse(%q) prints %q: %v", text, q, err)
		}
		if !reflect.DeepEqual(q, again) {
			t.Fatalf("Parse(%q) prints %q, which means %#v, not %#v", text, q, again, q)
		}
	})
}

// checkPlace fails unless err points into text.
func checkPlace(t *testing.T, text string, err error) {
	t.Helper()
	var p *model.Problem
	if !errors.As(err, &p) || p.Kind != model.Invalid {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	at, end := p.Args["At"].(int), p.Args["End"].(int)
	if at < 0 || end < at || end > len([]rune(text)) {
		t.Fatalf("Parse(%q) points at %d to %d", text, at, end)
	}
}

// resolve calls whatever a store may ask of a term.
func resolve(n Node, now time.Time) {
	if t, ok := n.(Term); ok {
		t.Texts()
		t.Spans(now)
		t.Born(now)
		t.Birthdays(now)
		for _, b := range t.Bounds() {
			b.Scaled(2)
		}
	}
}
