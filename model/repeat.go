package model

import (
	"strconv"
	"strings"
)

// A Repeat says when a follow-up comes again once it is done, in canonical text:
//
//	""          never
//	daily       each day
//	weekly      each week on the day of the week on which it is due
//	monthly     each month on the day of the month on which it is due
//	monthly:31  each month on the 31st, or the last day of a shorter month
//	14d         so many days after it was done
type Repeat string

// The repetitions without a number of their own.
const (
	RepeatNever   Repeat = ""
	RepeatDaily   Repeat = "daily"
	RepeatWeekly  Repeat = "weekly"
	RepeatMonthly Repeat = "monthly"
)

// mostRepeatDays is the longest time between two follow-ups: ten years.
const mostRepeatDays = 3650

// RepeatAfter returns the repetition so many days after the last time was done,
// of 1 to 3650 days.
func RepeatAfter(days int) Repeat { return Repeat(strconv.Itoa(days) + "d") }

// RepeatOn returns the monthly repetition on a day of the month, 1 to 31.
func RepeatOn(day int) Repeat { return RepeatMonthly + Repeat(":"+strconv.Itoa(day)) }

// AfterDays returns the days between done and due of a repetition that is counted
// from when it was done, 0 for others.
func (r Repeat) AfterDays() int {
	digits, ok := strings.CutSuffix(string(r), "d")
	if n := smallNumber(digits); ok && n <= mostRepeatDays {
		return n
	}
	return 0
}

// OnDay returns the day of the month of a monthly repetition that names one, 0
// for others.
func (r Repeat) OnDay() int {
	digits, ok := strings.CutPrefix(string(r), string(RepeatMonthly)+":")
	if n := smallNumber(digits); ok && n <= 31 {
		return n
	}
	return 0
}

// smallNumber reads one to four digits that begin with none; 0 for all else.
func smallNumber(digits string) int {
	if len(digits) < 1 || len(digits) > 4 || digits[0] == '0' || !allDigits(digits) {
		return 0
	}
	return number(digits)
}

// Valid reports whether r is one of the canonical texts.
func (r Repeat) Valid() bool {
	switch r {
	case RepeatNever, RepeatDaily, RepeatWeekly, RepeatMonthly:
		return true
	}
	return r.AfterDays() > 0 || r.OnDay() > 0
}

// Next returns the day on which a follow-up is due again that was due on one day
// and done on another, and the repetition that it then has. Days that passed
// before it was done are left out: who is late has one thing to do, not five.
// Without a repetition, or beyond the calendar, it is no day.
//
// A follow-up of the 31st is due on the last day of a shorter month, and on the
// 31st again after that: for this the repetition remembers the day.
func (r Repeat) Next(due, done Date) (Date, Repeat) {
	if due.IsZero() {
		due = done
	}
	switch r {
	case RepeatDaily:
		return onward(due, done, 1), r
	case RepeatWeekly:
		return onward(due, done, 7), r
	}
	if n := r.AfterDays(); n > 0 {
		return done.AddDays(n), r
	}
	if r == RepeatMonthly || r.OnDay() > 0 {
		return r.nextMonth(due, done)
	}
	return Date{}, RepeatNever
}

// onward returns the first day after done that is a number of steps after due.
func onward(due, done Date, step int) Date {
	steps := 1
	if late := done.DaysSince(due); late >= step {
		steps = late/step + 1
	}
	return due.AddDays(steps * step)
}

// nextMonth returns the first day of a monthly repetition that is in a month
// after that of due, and after done.
func (r Repeat) nextMonth(due, done Date) (Date, Repeat) {
	day := r.OnDay()
	if day == 0 {
		day = due.Day()
	}
	first := due.AddDays(1 - due.Day())
	months := max(1, (done.Year()-due.Year())*12+int(done.Month())-int(due.Month()))
	next := inMonth(months, day)(first)
	if !next.IsZero() && next.Compare(done) <= 0 {
		next = inMonth(months+1, day)(first)
	}
	if r == RepeatMonthly && next.Day() != day {
		r = RepeatOn(day)
	}
	return next, r
}

// repeatWords are repetitions as people call them.
var repeatWords = map[string]Repeat{
	"never": RepeatNever, "none": RepeatNever, "no": RepeatNever, "once": RepeatNever, "不重复": RepeatNever, "无": RepeatNever, "一次": RepeatNever,
	"daily": RepeatDaily, "every day": RepeatDaily, "each day": RepeatDaily, "每天": RepeatDaily, "每日": RepeatDaily, "天天": RepeatDaily,
	"weekly": RepeatWeekly, "every week": RepeatWeekly, "each week": RepeatWeekly, "每周": RepeatWeekly, "每星期": RepeatWeekly, "每个星期": RepeatWeekly,
	"monthly": RepeatMonthly, "every month": RepeatMonthly, "each month": RepeatMonthly, "每月": RepeatMonthly, "每个月": RepeatMonthly,
	"每月底": RepeatOn(31), "每月末": RepeatOn(31), "月底": RepeatOn(31), "每月最后一天": RepeatOn(31), "end of month": RepeatOn(31),
}

// repeatFrames stand around the distance of a repetition that is counted from
// when it was done: every 14 days, 完成后 14 天, 每隔两周.
var repeatFrames = strings.NewReplacer("every ", "", "after ", "", "each ", "", "完成后", "", "每隔", "", "每", "", "一次", "", "以后", "", "之后", "", "后", "", "再", "")

// ParseRepeat reads a repetition as people write it: weekly, every month, 每天,
// 每月31日, monthly:31, 14d, every 14 days, 完成后两周. An empty text is never.
// The error is the Problem repeat_unknown.
func ParseRepeat(text string) (Repeat, error) {
	s := strings.ToLower(foldWidth(text))
	if r, ok := repeatWords[s]; ok || s == "" {
		return r, nil
	}
	if r := Repeat(strings.ReplaceAll(s, " ", "")); r.Valid() {
		return r, nil
	}
	if day, ok := monthDay(s); ok {
		return RepeatOn(day), nil
	}
	if n, unit, ok := readDistance(strings.TrimPrefix(repeatFrames.Replace(s), "+")); ok {
		days := n * offsetUnits[unit].days
		if days > 0 && days <= mostRepeatDays {
			return RepeatAfter(days), nil
		}
	}
	return RepeatNever, Invalidf("", "repeat_unknown", "Value", excerpt(text))
}

// monthDay reads 每月31日 and 每个月5号.
func monthDay(s string) (day int, ok bool) {
	for _, begin := range [...]string{"每个月", "每月"} {
		if rest, found := strings.CutPrefix(s, begin); found {
			rest = strings.TrimSuffix(strings.TrimSuffix(rest, "日"), "号")
			day = smallNumber(strings.TrimSpace(rest))
			return day, day >= 1 && day <= 31
		}
	}
	return 0, false
}
