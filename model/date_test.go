package model

import (
	"encoding/json"
	"math"
	"testing"
	"time"
)

// shanghai is UTC+8 without the zone database.
var shanghai = time.FixedZone("", 8*3600)

// friday is 2024-10-04, a Friday, at half past nine in Shanghai.
var friday = time.Date(2024, 10, 4, 9, 30, 0, 0, shanghai)

func TestParseDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2024-10-04": "2024-10-04", "2024/10/4": "2024-10-04", "2024.10.4": "2024-10-04", "20241004": "2024-10-04", "２０２４－１０－０４": "2024-10-04",
		"2024年10月4日": "2024-10-04", "2024年10月4号": "2024-10-04", "2024 年 10 月 4 日": "2024-10-04", "24年10月4日": "2024-10-04",
		"10-4": "2024-10-04", "10/4": "2024-10-04", "10月4日": "2024-10-04", "4 Oct 2024": "2024-10-04", "15 Jan 2023": "2023-01-15",
		"Oct 4, 2024": "2024-10-04", "Mar 4, 2024": "2024-03-04", "4-Oct-24": "2024-10-04", "October 4th 2024": "2024-10-04", "4 September": "2024-09-04",
		"2024 Oct 4": "2024-10-04", "民國113年10月4日": "2024-10-04", "中华民国113/10/4": "2024-10-04", "民國1131004": "2024-10-04",
		"民國元年10月10日": "1912-10-10", "today": "2024-10-04", "今天": "2024-10-04", "Tomorrow": "2024-10-05", "明天": "2024-10-05", "后天": "2024-10-06",
		"大后天": "2024-10-07", "昨天": "2024-10-03", "yesterday": "2024-10-03", "前天": "2024-10-02", "+7d": "2024-10-11", "-3d": "2024-10-01",
		"+2w": "2024-10-18", "+1m": "2024-11-04", "+1y": "2025-10-04", "in 3 days": "2024-10-07", "3 days ago": "2024-10-01", "3天后": "2024-10-07",
		"3天前": "2024-10-01", "两周后": "2024-10-18", "一个月后": "2024-11-04", "3 天以后": "2024-10-07", "下周三": "2024-10-09", "周五": "2024-10-04",
		"周四": "2024-10-10", "本周日": "2024-10-06", "本周一": "2024-09-30", "上周五": "2024-09-27", "下下周一": "2024-10-14", "下个星期天": "2024-10-13",
		"next friday": "2024-10-11", "friday": "2024-10-04", "thu": "2024-10-10", "last friday": "2024-09-27", "月底": "2024-10-31", "下月底": "2024-11-30",
		"年底": "2024-12-31", "2024-10-04 13:20:16": "2024-10-04", "2024-10-04T23:00:00Z": "2024-10-04", "2024年10月4日 15:04": "2024-10-04",
		"13/4/2024": "2024-04-13", "4/13/2024": "2024-04-13", "4/4/2024": "2024-04-04", "10.4.2024": "2024-04-10", "4.13.2024": "2024-04-13", "01.02.80": "1980-02-01", "2024-02-29": "2024-02-29", "明天 10:30": "2024-10-05",
	} {
		if got, err := ParseDate(text, friday); got.String() != want || err != nil {
			t.Errorf("ParseDate(%q) = %s, %v; want %s", text, got, err, want)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	t.Parallel()
	for text, code := range map[string]string{
		"": "date_empty", "soon": "date_syntax", "1": "date_syntax", "2024": "date_syntax", "2024--10": "date_syntax", "2024-10/04": "date_syntax",
		"99999999999": "date_syntax", "1/2/3/4": "date_syntax", "+7": "date_syntax", "周八": "date_syntax", "周": "date_syntax", "d": "date_syntax", "3小时后": "date_syntax", ":30": "date_syntax", "+": "date_syntax",
		"2024年10月": "date_no_day", "2024-10": "date_no_day", "Oct 2024": "date_no_day", "2024-02-30": "date_impossible", "2023-02-29": "date_impossible",
		"2月30日": "date_impossible", "0000-01-01": "date_impossible", "2024-13-01": "date_impossible", "20241301": "date_impossible", "31 Apr 2024": "date_impossible",
		"32/13/2024": "date_impossible", "+99999y": "date_impossible", "10/4/2024": "date_ambiguous", "04/10/24": "date_ambiguous", "04.10.24": "date_ambiguous",
		"2024-10-04 25:00": "time_impossible", "2024-10-04 10:61": "time_impossible", "10:": "time_impossible", "10:30+99:00": "time_impossible",
	} {
		if got, err := ParseDate(text, friday); codeOf(err) != code {
			t.Errorf("ParseDate(%q) = %s, %v; want %s", text, got, err, code)
		}
	}
}

func TestDateOrder(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		order      DateOrder
		text, want string
	}{
		{MDY, "10/4/2024", "2024-10-04"}, {DMY, "10/4/2024", "2024-04-10"}, {MDY, "04/10/24", "2024-04-10"}, {DMY, "04/10/24", "2024-10-04"},
		{YMD, "04/10/24", "2004-10-24"}, {YMD, "99-12-31", "1999-12-31"}, {DMY, "4.10", "2024-10-04"}, {MDY, "2024-10-04", "2024-10-04"},
		{MDY | DMY, "13/4/2024", "2024-04-13"}, {MDY, "10.4.2024", "2024-10-04"}, {MDY | DMY, "10.4.2024", "2024-04-10"}, {DMY, "1.1.43", "2043-01-01"}, {DMY, "1.1.44", "1944-01-01"},
	} {
		r := DateReader{Order: test.order, Now: friday}
		if got, err := r.Day(test.text); got.String() != test.want || err != nil {
			t.Errorf("order %b: %q = %s, %v; want %s", test.order, test.text, got, err, test.want)
		}
	}
	if _, err := (DateReader{Order: MDY, Now: friday}).Day("13/4/2024"); codeOf(err) != "date_impossible" {
		t.Errorf("day first in a column of months: %v", err)
	}
}

// A column shows its order by the rows that can be read in one order only.
func TestPossibleOrders(t *testing.T) {
	t.Parallel()
	r := DateReader{Now: friday}
	for text, want := range map[string]DateOrder{
		"10/4/2024": MDY | DMY, "13/4/2024": DMY, "4/13/2024": MDY, "2024-10-04": AnyOrder, "今天": AnyOrder, "4 Oct 2024": AnyOrder,
		"04/10/24": AnyOrder, "31/12/24": YMD | DMY, "12/31/24": MDY, "99/12/31": YMD, "abc": 0, "2024-02-30": 0,
	} {
		if got := r.PossibleOrders(text); got != want {
			t.Errorf("PossibleOrders(%q) = %03b, want %03b", text, got, want)
		}
	}
	column := AnyOrder
	for _, row := range []string{"10/4/2024", "2024-05-06", "25/4/2024"} {
		column &= r.PossibleOrders(row)
	}
	if column != DMY {
		t.Errorf("column is %03b, want DMY", column)
	}
}

func TestParseInstant(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2023-07-10 13:20:16": "2023-07-10T05:20:16Z", "2023-07-10T13:20:16Z": "2023-07-10T13:20:16Z", "2024-10-04T15:04:05+08:00": "2024-10-04T07:04:05Z",
		"2024-10-04T15:04:05.999-0330": "2024-10-04T18:34:05Z", "2024年10月4日 15:04": "2024-10-04T07:04:00Z", "2024年10月4日15时04分05秒": "2024-10-04T07:04:05Z",
		"10:30": "2024-10-04T02:30:00Z", "2024-10-04": "2024-10-03T16:00:00Z", "昨天 8:05": "2024-10-03T00:05:00Z", "下午3:30": "2024-10-04T07:30:00Z",
		"明天上午9点": "2024-10-05T01:00:00Z", "今天下午3点半": "2024-10-04T07:30:00Z", "Oct 4, 2024 3:04 PM": "2024-10-04T07:04:00Z",
		"10/13/2024 12:00:00 AM": "2024-10-12T16:00:00Z", "12:15am": "2024-10-03T16:15:00Z", "中午12:30": "2024-10-04T04:30:00Z", "20241004 15:04": "2024-10-04T07:04:00Z",
	} {
		got, err := ParseInstant(text, friday, shanghai)
		if got.Format(time.RFC3339Nano) != want || err != nil {
			t.Errorf("ParseInstant(%q) = %v, %v; want %s", text, got, err, want)
		}
	}
	for text, code := range map[string]string{
		"": "date_empty", "2024-10-04 24:00": "time_impossible", "2024-10-04 1:2:3:4": "time_impossible", "13:00am": "time_impossible",
		"2024-10-04 10:30 nowhere": "time_impossible", "x 10:30": "date_syntax", "10:30.5": "time_impossible", "25点": "time_impossible",
	} {
		if got, err := ParseInstant(text, friday, shanghai); codeOf(err) != code {
			t.Errorf("ParseInstant(%q) = %v, %v; want %s", text, got, err, code)
		}
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	day := func(y, m, d int) Date {
		date, err := NewDate(y, m, d)
		if err != nil {
			t.Fatal(err)
		}
		return date
	}
	d := day(2024, 2, 29)
	if d.Weekday() != time.Thursday || d.AddDays(366) != day(2025, 3, 1) || d.AddMonths(12) != day(2025, 2, 28) || d.AddMonths(-1) != day(2024, 1, 29) {
		t.Errorf("%s: %v, %s, %s", d, d.Weekday(), d.AddDays(366), d.AddMonths(12))
	}
	if d.Compare(d.AddDays(1)) != -1 || (Date{}).Compare(d) != -1 || d.DaysSince(day(2024, 2, 1)) != 28 || DateOf(d.Time(shanghai)) != d {
		t.Error("Compare, DaysSince or Time is wrong")
	}
	if !day(9999, 12, 31).AddDays(1).IsZero() || !day(1, 1, 1).AddDays(-1).IsZero() || !day(1, 1, 1).AddMonths(-1).IsZero() || !(Date{}).AddDays(1).IsZero() {
		t.Error("the calendar has no end")
	}
	if _, err := NewDate(2023, 2, 29); codeOf(err) != "date_impossible" {
		t.Errorf("29 February 2023: %v", err)
	}
}

func TestDateJSON(t *testing.T) {
	t.Parallel()
	var d Date
	for js, code := range map[string]string{`"2024-1-04"`: "date_syntax", `"2024-02-30"`: "date_impossible", `"today"`: "date_syntax"} {
		if err := json.Unmarshal([]byte(js), &d); codeOf(err) != code || !d.IsZero() {
			t.Errorf("%s gives %s, %v", js, d, err)
		}
	}
	if err := json.Unmarshal([]byte(`"2024-10-04"`), &d); err != nil {
		t.Fatal(err)
	}
	if js, err := json.Marshal([]Date{d, {}}); string(js) != `["2024-10-04",""]` || err != nil {
		t.Errorf("JSON = %s, %v", js, err)
	}
}

// Serial numbers as ECMA-376 part 1, 18.17.4.1 gives them.
func TestDateFromExcel(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		serial   float64
		base1904 bool
		want     string
	}{
		{1, false, "1900-01-01"}, {59, false, "1900-02-28"}, {61, false, "1900-03-01"}, {45569, false, "2024-10-04"}, {45569.99, false, "2024-10-04"},
		{2958465, false, "9999-12-31"}, {0, true, "1904-01-01"}, {44107, true, "2024-10-04"},
	} {
		if got, err := DateFromExcel(test.serial, test.base1904); got.String() != test.want || err != nil {
			t.Errorf("serial %v (1904: %v) = %s, %v; want %s", test.serial, test.base1904, got, err, test.want)
		}
	}
	for _, serial := range []float64{0, 0.5, -1, 60, 60.5, 2958466, 1e300, math.NaN(), math.Inf(1), math.Inf(-1)} {
		if got, err := DateFromExcel(serial, false); codeOf(err) != "date_serial" {
			t.Errorf("serial %v = %s, %v", serial, got, err)
		}
	}
	got, err := InstantFromExcel(45569.556435185186, false, shanghai)
	if want := "2024-10-04T05:21:16Z"; got.Format(time.RFC3339Nano) != want || err != nil {
		t.Errorf("instant = %v, %v; want %s", got, err, want)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2024-10-04", "10/4/24", "2024年10月4日 15:04", "下周三", "+7d", "3天后", "Oct 4, 2024", "10:30 pm", "两个月前", "2024-10-04T15:04:05+08:00", "--"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDate(text, friday)
		if err != nil {
			if codeOf(err) == "" {
				t.Fatalf("%q: no Problem: %v", text, err)
			}
		} else if back, err := DateFromISO(d.String()); back != d || err != nil {
			t.Fatalf("%q is %s and reads back as %s, %v", text, d, back, err)
		}
		if at, err := ParseInstant(text, friday, shanghai); err == nil {
			if back, err := ParseInstant(at.Format(time.RFC3339), friday, shanghai); !back.Equal(at) || err != nil {
				t.Fatalf("%q is %v and reads back as %v, %v", text, at, back, err)
			}
		}
	})
}

func BenchmarkParseDate(b *testing.B) {
	for _, text := range []string{"2024-10-04", "2024年10月4日 15:04", "下周三"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ParseDate(text, friday); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
