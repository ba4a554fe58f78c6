package query

import (
	"math"
	"reflect"
	"testing"
	"time"
)

// one parses text into a single term.
func one(t *testing.T, text string) Term {
	t.Helper()
	q, err := Parse(text, catalogue())
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	term, ok := q.Where.(Term)
	if !ok {
		t.Fatalf("Parse(%q) gave %#v, want one term", text, q.Where)
	}
	return term
}

func TestMoney(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, amount, currency string }{
		{"1234.50", "2469/2", ""}, {"1,234.50", "2469/2", ""}, {"１，２３４．５", "2469/2", ""},
		{"3k", "3000", ""}, {"2M", "2000000", ""}, {"1.5万", "15000", ""}, {"1.5w", "15000", ""}, {"1亿", "100000000", ""},
		{"2千万", "20000000", ""}, {"0.1", "1/10", ""}, {"-5", "-5", ""}, {"+5", "5", ""}, {"−5", "-5", ""},
		{"三千", "3000", ""}, {"十", "10", ""}, {"两万五千", "25000", ""}, {"一百二十", "120", ""}, {"一亿零三", "100000003", ""}, {"一亿亿亿亿亿亿亿亿", "", ""}, {"一亿亿", "", ""}, {"一千万亿", "1000000000000000", ""}, {"一千万亿亿", "", ""},
		{"¥1,000", "1000", "CNY"}, {"100元", "100", "CNY"}, {"1万块", "10000", "CNY"}, {"$20", "20", "USD"},
		{"20美元", "20", "USD"}, {"usd20", "20", "USD"}, {"20 JPY", "20", "JPY"}, {"-¥3", "-3", "CNY"},
		{"", "", ""}, {"1,23", "", ""}, {"1.", "", ""}, {".5", "", ""}, {"1e9", "", ""}, {"0x10", "", ""}, {"5abc", "", ""},
		{"亿", "", ""}, {"万万", "", ""}, {"千", "", ""}, {"NaN", "", ""}, {"1/2", "", ""},
		{"9999999999999999999999999999999999", "", ""}, {"九亿亿亿亿", "", ""},
	}
	for _, tt := range tests {
		n, code, ok := Value{tt.text}.Money()
		if ok != (tt.amount != "") {
			t.Errorf("%q: ok is %v", tt.text, ok)
		} else if ok && (n.RatString() != tt.amount || code != tt.currency) {
			t.Errorf("%q is %s %q, want %s %q", tt.text, n.RatString(), code, tt.amount, tt.currency)
		}
	}
}

func TestBounds(t *testing.T) {
	t.Parallel()
	type ends [2]int64
	tests := []struct {
		text   string
		digits int
		want   []ends
	}{
		{"spent:>10000", 2, []ends{{1000001, math.MaxInt64}}},
		{"spent:>=1万", 2, []ends{{1000000, math.MaxInt64}}},
		{"spent:<10.005", 2, []ends{{math.MinInt64, 1000}}},
		{"spent:<=10.005", 2, []ends{{math.MinInt64, 1000}}},
		{"spent:>10.005", 2, []ends{{1001, math.MaxInt64}}},
		{"spent:<10", 0, []ends{{math.MinInt64, 9}}},
		{"spent:-1.5..2.5", 0, []ends{{-1, 2}}},
		{"orders:1,3", 0, []ends{{1, 1}, {3, 3}}},
		{"rating:4.5", 0, []ends{{5, 4}}},
		{"orders:>99999999999999999999", 0, []ends{{math.MaxInt64, math.MaxInt64}}},
		{"city:5", 0, nil},
	}
	for _, tt := range tests {
		var got []ends
		for _, b := range one(t, tt.text).Bounds() {
			low, high := b.Scaled(tt.digits)
			got = append(got, ends{low, high})
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s gives %v, want %v", tt.text, got, tt.want)
		}
	}
	if b := one(t, "spent:¥1..5").Bounds(); b[0].Currency != "CNY" || b[0].Min.RatString() != "1" || b[0].Max.RatString() != "5" {
		t.Errorf("bounds with a currency: %+v", b)
	}
}

// tuesday is 31 March 2026 in China, still the 30th in UTC.
var tuesday = time.Date(2026, 3, 31, 7, 0, 0, 0, time.FixedZone("CST", 8*3600))

func TestSpans(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, from, to string }{
		{"created:2026", "2026-01-01", "2027-01-01"},
		{"created:2026年", "2026-01-01", "2027-01-01"},
		{"created:2026-02", "2026-02-01", "2026-03-01"},
		{"created:2024-02-29", "2024-02-29", "2024-03-01"},
		{"created:2026/1/5", "2026-01-05", "2026-01-06"},
		{"created:2026年1月5日", "2026-01-05", "2026-01-06"},
		{"created:２０２６．１．５", "2026-01-05", "2026-01-06"},
		{"created:20260105", "2026-01-05", "2026-01-06"},
		{"created:2026-Q1", "2026-01-01", "2026-04-01"},
		{"created:2026年第二季度", "2026-04-01", "2026-07-01"},
		{"created:2026-01..2026-03", "2026-01-01", "2026-04-01"},
		{"created:2026-01..", "2026-01-01", ""},
		{"created:..2026-01", "", "2026-02-01"},
		{"created:>2026-01", "2026-02-01", ""},
		{"created:>=2026-01", "2026-01-01", ""},
		{"created:<2026-01", "", "2026-01-01"},
		{"created:<=2026-01", "", "2026-02-01"},
		{"created:today", "2026-03-31", "2026-04-01"},
		{"created:昨天", "2026-03-30", "2026-03-31"},
		{"created:this-week", "2026-03-30", "2026-04-06"},
		{"created:上周", "2026-03-23", "2026-03-30"},
		{"created:this_month", "2026-03-01", "2026-04-01"},
		{"created:上个月", "2026-02-01", "2026-03-01"},
		{"created:下月", "2026-04-01", "2026-05-01"},
		{"created:本季度", "2026-01-01", "2026-04-01"},
		{"created:last-quarter", "2025-10-01", "2026-01-01"},
		{"created:去年", "2025-01-01", "2026-01-01"},
		{"created:去年..今天", "2025-01-01", "2026-04-01"},
		{"created:2026-01至今", "2026-01-01", "2026-04-01"},
		{"created:1月..3月", "2026-01-01", "2026-04-01"},
		{"created:3月5日", "2026-03-05", "2026-03-06"},
		{"created:02-29", "2026-02-28", "2026-03-01"},
		{"last:>90d", "", "2025-12-31"},
		{"last:>=90天", "", "2026-01-01"},
		{"last:<30d", "2026-03-02", ""},
		{"last:<=30d", "2026-03-01", ""},
		{"last:>3月", "", "2025-12-31"},
		{"last:>1m", "", "2026-02-28"},
		{"last:30d..90d", "2025-12-31", "2026-03-02"},
		{"last:90d..30d", "2025-12-31", "2026-03-02"},
		{"last:30d", "2026-03-02", "2026-04-01"},
		{"last:近30天", "2026-03-02", "2026-04-01"},
		{"last:last-30-days", "2026-03-02", "2026-04-01"},
		{"last:近三个月", "2026-01-01", "2026-04-01"},
		{"last:半年", "2025-10-01", "2026-04-01"},
		{"last:3天内", "2026-03-29", "2026-04-01"},
		{"last:最近两周内", "2026-03-18", "2026-04-01"},
		{"last:3天前", "2026-03-28", "2026-03-29"},
		{"last:3d-ago", "2026-03-28", "2026-03-29"},
		{"last:2026-01..30天前", "2026-01-01", "2026-03-02"},
		{"next:<7d", "", "2026-04-07"},
		{"next:>7d", "2026-04-08", ""},
		{"next:7d", "2026-03-31", "2026-04-07"},
		{"next:未来7天", "2026-03-31", "2026-04-07"},
		{"next:+3d", "2026-04-03", "2026-04-04"},
		{"next:3天后", "2026-04-03", "2026-04-04"},
		{"next:近7天", "2026-03-25", "2026-04-01"},
		{"next:今天..下周", "2026-03-31", "2026-04-13"},
		{"合同到期:<1m", "", "2026-04-30"},
		{"last:>99999y", "", "0001-01-01"},
	}
	for _, tt := range tests {
		got := one(t, tt.text).Spans(tuesday)
		if want := []Span{{tt.from, tt.to}}; !reflect.DeepEqual(got, want) {
			t.Errorf("%s gives %v, want %v", tt.text, got, want)
		}
	}
	if got := one(t, "created:2025,今天").Spans(tuesday); len(got) != 2 {
		t.Errorf("two days give %v", got)
	}
	if got := one(t, "city:2025").Spans(tuesday); got != nil {
		t.Errorf("a text field gives %v", got)
	}
}

// What one side of a distance leaves out is what the other side finds.
func TestDistancesPartTheDays(t *testing.T) {
	t.Parallel()
	for _, field := range []string{"last", "next"} {
		near, far := one(t, field+":<30d").Spans(tuesday)[0], one(t, field+":>=30d").Spans(tuesday)[0]
		if near.From != far.To || near.To != far.From {
			t.Errorf("%s: %v and %v do not meet", field, near, far)
		}
	}
}

func TestSpanTimes(t *testing.T) {
	t.Parallel()
	shanghai := tuesday.Location()
	from, to := Span{"2026-03-31", ""}.Times(shanghai)
	if want := time.Date(2026, 3, 31, 0, 0, 0, 0, shanghai); !from.Equal(want) || !to.IsZero() {
		t.Errorf("got %v to %v, want %v to an open end", from, to, want)
	}
}

func TestValueDays(t *testing.T) {
	t.Parallel()
	from, to, ok := Value{"本月"}.Days(tuesday)
	if from != "2026-03-01" || to != "2026-04-01" || !ok {
		t.Errorf("this month is %s to %s, %v", from, to, ok)
	}
	if _, _, ok := (Value{"2026-13"}).Days(tuesday); ok {
		t.Error("there is no 13th month")
	}
}

func TestBorn(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, from, to string }{
		{"age:30", "1995-04-01", "1996-04-01"},
		{"age:30..40", "1985-04-01", "1996-04-01"},
		{"age:>=18岁", "1875-04-01", "2008-04-01"},
		{"age:>17", "1875-04-01", "2008-04-01"},
		{"age:<18", "2008-04-01", "2026-04-01"},
		{"age:<=17", "2008-04-01", "2026-04-01"},
	}
	for _, tt := range tests {
		got := one(t, tt.text).Born(tuesday)
		if want := []Span{{tt.from, tt.to}}; !reflect.DeepEqual(got, want) {
			t.Errorf("%s gives %v, want %v", tt.text, got, want)
		}
	}
	if got := one(t, "age:<0").Born(tuesday); got[0].From < got[0].To {
		t.Errorf("nobody is younger than 0, but %v", got)
	}
}

func TestBirthdays(t *testing.T) {
	t.Parallel()
	christmas := time.Date(2026, 12, 25, 0, 0, 0, 0, time.UTC) // a Friday
	february := time.Date(2026, 2, 27, 0, 0, 0, 0, time.UTC)   // a Friday
	tests := []struct {
		text         string
		now          time.Time
		born, yearly []Span
	}{
		{"birthday:this-week", tuesday, nil, []Span{{"03-30", "04-06"}}},
		{"birthday:下周", christmas, nil, []Span{{From: "12-28"}, {To: "01-04"}}},
		{"birthday:本月", christmas, nil, []Span{{From: "12-01"}}},
		{"birthday:today,tomorrow", tuesday, nil, []Span{{"03-31", "04-01"}, {"04-01", "04-02"}}},
		{"birthday:2天", february, nil, []Span{{"02-27", "03-01"}}}, // with 29 February
		{"birthday:<7d", christmas, nil, []Span{{From: "12-25"}}},
		{"birthday:<=7d", christmas, nil, []Span{{From: "12-25"}, {To: "01-02"}}},
		{"birthday:>360d", tuesday, nil, []Span{{"03-27", "03-31"}}},
		{"birthday:<400d", tuesday, nil, []Span{{}}},
		{"birthday:今年", tuesday, nil, []Span{{}}},
		{"birthday:02-29", tuesday, nil, []Span{{"02-29", "03-01"}}},
		{"birthday:3月", tuesday, nil, []Span{{"03-01", "04-01"}}},
		{"birthday:10月1日", tuesday, nil, []Span{{"10-01", "10-02"}}},
		{"birthday:12-20..01-10", tuesday, nil, []Span{{From: "12-20"}, {To: "01-11"}}},
		{"birthday:01-01..12-31", tuesday, nil, []Span{{}}},
		{"birthday:today..01-01", christmas, nil, []Span{{From: "12-25"}, {To: "01-02"}}},
		{"birthday:>=10月", tuesday, nil, []Span{{From: "10-01"}}},
		{"birthday:<10月", tuesday, nil, []Span{{To: "10-01"}}},
		{"birthday:<=12-31", tuesday, nil, []Span{{}}},
		{"birthday:>12-31", tuesday, nil, nil},
		{"birthday:1990", tuesday, []Span{{"1990-01-01", "1991-01-01"}}, nil},
		{"birthday:1985..1989", tuesday, []Span{{"1985-01-01", "1990-01-01"}}, nil},
		{"birthday:<1990", tuesday, []Span{{"0001-01-01", "1990-01-01"}}, nil},
		{"birthday:>=1990-06", tuesday, []Span{{From: "1990-06-01"}}, nil},
	}
	for _, tt := range tests {
		born, yearly := one(t, tt.text).Birthdays(tt.now)
		if !reflect.DeepEqual(born, tt.born) || !reflect.DeepEqual(yearly, tt.yearly) {
			t.Errorf("%s gives %v and %v, want %v and %v", tt.text, born, yearly, tt.born, tt.yearly)
		}
	}
}

func TestTextsAndBool(t *testing.T) {
	t.Parallel()
	if got := one(t, "kind:公司,PERSON").Texts(); !reflect.DeepEqual(got, []string{"company", "person"}) {
		t.Errorf("kinds are %v", got)
	}
	if got := one(t, "owner:我,alice").Texts(); !reflect.DeepEqual(got, []string{Me, "alice"}) {
		t.Errorf("owners are %v", got)
	}
	if truth, ok := one(t, "订阅:否").Values[0].Bool(); truth || !ok {
		t.Errorf("否 is %v, %v", truth, ok)
	}
}

func FuzzDays(f *testing.F) {
	for _, seed := range []string{"2026-01-05", "近30天", "3d-ago", "this-week", "2026年1月5日", "10/1", "半个月", "2026q3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		from, to, ok := Value{text}.Days(tuesday)
		if _, err := time.Parse(time.DateOnly, from); ok && (err != nil || len(from) != 10 || len(to) != 10) {
			t.Errorf("%q gives %s to %s", text, from, to)
		}
		if ok && from > to {
			t.Errorf("%q ends before it begins: %s to %s", text, from, to)
		}
	})
}
