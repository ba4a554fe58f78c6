package model

import (
	"strings"
	"time"
	"unicode/utf8"
)

// dayWords are days that have a name of their own.
var dayWords = map[string]func(today Date) Date{
	"today": daysOn(0), "今天": daysOn(0), "今日": daysOn(0), "now": daysOn(0), "现在": daysOn(0),
	"tomorrow": daysOn(1), "明天": daysOn(1), "明日": daysOn(1),
	"后天": daysOn(2), "大后天": daysOn(3),
	"yesterday": daysOn(-1), "昨天": daysOn(-1), "昨日": daysOn(-1),
	"前天": daysOn(-2), "大前天": daysOn(-3),
	"next week": inWeek(1), "下周": inWeek(1), "下星期": inWeek(1),
	"月初": inMonth(0, 1), "月底": inMonth(0, 31), "本月底": inMonth(0, 31), "月末": inMonth(0, 31), "end of month": inMonth(0, 31),
	"下月初": inMonth(1, 1), "下月底": inMonth(1, 31), "下个月底": inMonth(1, 31), "next month": inMonth(1, 1),
	"年底": yearEnd, "年末": yearEnd, "end of year": yearEnd,
}

func daysOn(n int) func(Date) Date { return func(today Date) Date { return today.AddDays(n) } }

// inWeek returns the Monday of the week n weeks on.
func inWeek(n int) func(Date) Date {
	return func(today Date) Date { return monday(today).AddDays(7 * n) }
}

// inMonth returns a day of the month n months on, or its last one.
func inMonth(n, day int) func(Date) Date {
	return func(today Date) Date {
		first := today.AddDays(1 - today.Day()).AddMonths(n)
		if first.IsZero() {
			return first
		}
		return first.AddDays(min(day, daysIn(first.Year(), int(first.month))) - 1)
	}
}

func yearEnd(today Date) Date { return Date{today.year, 12, 31} }

func monday(d Date) Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }

func wordDay(today Date, s string) (Date, bool) {
	day, ok := dayWords[s]
	if !ok {
		return Date{}, false
	}
	return day(today), true
}

// offsetDirections begin or end a distance from today.
var offsetDirections = []struct {
	before, after string
	sign          int
}{
	{"+", "", 1}, {"-", "", -1}, {"in ", "", 1}, {"", " ago", -1}, {"", "以后", 1}, {"", "之后", 1}, {"", "后", 1},
	{"", "以前", -1}, {"", "之前", -1}, {"", "前", -1},
}

// offsetUnits give the length of a unit in days and months.
var offsetUnits = map[string]struct{ days, months int }{
	"d": {days: 1}, "day": {days: 1}, "days": {days: 1}, "天": {days: 1}, "日": {days: 1},
	"w": {days: 7}, "week": {days: 7}, "weeks": {days: 7}, "周": {days: 7}, "星期": {days: 7}, "个星期": {days: 7}, "个周": {days: 7},
	"m": {months: 1}, "month": {months: 1}, "months": {months: 1}, "月": {months: 1}, "个月": {months: 1},
	"y": {months: 12}, "year": {months: 12}, "years": {months: 12}, "年": {months: 12},
}

// offsetDay reads +7d, -3d, +2w, in 3 days, 3 days ago, 3天后, 两个月后.
func offsetDay(today Date, s string) (Date, bool) {
	for _, dir := range offsetDirections {
		if !strings.HasPrefix(s, dir.before) || !strings.HasSuffix(s, dir.after) || len(s) < len(dir.before)+len(dir.after) {
			continue
		}
		n, unit, ok := readDistance(s[len(dir.before) : len(s)-len(dir.after)])
		if !ok {
			continue
		}
		length, ok := offsetUnits[unit]
		if !ok {
			continue
		}
		n *= dir.sign
		return today.AddDays(n * length.days).AddMonths(n * length.months), true
	}
	return Date{}, false
}

// readDistance parts "3 days" and "两个月" in number and unit.
func readDistance(s string) (n int, unit string, ok bool) {
	s = strings.TrimSpace(s)
	end := strings.IndexFunc(s, func(c rune) bool { return (c < '0' || c > '9') && !isNumeral(c) })
	if end < 1 {
		return 0, "", false
	}
	d, fault := readNumber(s[:end])
	if fault != noFault || d.scale != 0 || d.coef > dateSpan {
		return 0, "", false
	}
	return int(d.coef), strings.TrimSpace(s[end:]), true
}

// weekPrefixes say which week a weekday is of. Without one it is the next such
// day, today included; "next" in English is the first one after today.
var weekPrefixes = []struct {
	word string
	pick func(today Date, day time.Weekday) Date
}{
	{"下下", ofWeek(2)}, {"下个", ofWeek(1)}, {"下", ofWeek(1)}, {"本", ofWeek(0)}, {"这个", ofWeek(0)}, {"这", ofWeek(0)},
	{"上个", ofWeek(-1)}, {"上", ofWeek(-1)}, {"this ", ofWeek(0)}, {"next ", nextAfter}, {"last ", lastBefore}, {"", onOrAfter},
}

func ofWeek(n int) func(Date, time.Weekday) Date {
	return func(today Date, day time.Weekday) Date {
		return monday(today).AddDays(7*n + (int(day)+6)%7)
	}
}

func onOrAfter(today Date, day time.Weekday) Date {
	return today.AddDays((int(day) - int(today.Weekday()) + 7) % 7)
}

func nextAfter(today Date, day time.Weekday) Date { return onOrAfter(today.AddDays(1), day) }

func lastBefore(today Date, day time.Weekday) Date { return onOrAfter(today.AddDays(-7), day) }

// weekdayDay reads 下周三, 周五, 本周日, 星期一, friday, next fri.
func weekdayDay(today Date, s string) (Date, bool) {
	for _, p := range weekPrefixes {
		rest, ok := strings.CutPrefix(s, p.word)
		if !ok {
			continue
		}
		if day, ok := weekdayNamed(rest); ok {
			return p.pick(today, day), true
		}
	}
	return Date{}, false
}

func weekdayNamed(s string) (time.Weekday, bool) {
	for _, week := range [...]string{"周", "星期", "礼拜"} {
		if name, ok := strings.CutPrefix(s, week); ok {
			return chineseWeekday(name)
		}
	}
	if len(s) < 3 {
		return 0, false
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.HasPrefix(strings.ToLower(day.String()), s) {
			return day, true
		}
	}
	return 0, false
}

func chineseWeekday(name string) (time.Weekday, bool) {
	if name == "天" {
		return time.Sunday, true
	}
	if utf8.RuneCountInString(name) == 1 {
		i := strings.Index("日一二三四五六", name)
		return time.Weekday(i / len("日")), i >= 0
	}
	return 0, false
}
