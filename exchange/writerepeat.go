package exchange

import (
	"strconv"
	"strings"

	"kehu/model"
)

// repeat is when a follow-up comes again, as people read it, or the canonical text.
func (t *tables) repeat(r model.Repeat) string {
	switch {
	case t.Raw || r == model.RepeatNever:
		return string(r)
	case r.OnDay() > 0:
		return t.Words.T("repeat.month_day", "Day", r.OnDay())
	case r.AfterDays() > 0:
		return t.Words.T("repeat.days", "Days", r.AfterDays())
	}
	return t.Words.T("repeat." + string(r))
}

// open writes when an open follow-up is due. One that repeats must begin on a day, and
// what begins on a day cannot be due on it (RFC 5545, 3.8.2.3): it lasts a day.
func (i *icalWriter) open(k *model.Task) {
	if ruleOf(k) == "" {
		i.day("DUE", k.Due)
	} else {
		i.day("DTSTART", k.Due)
		i.line("DURATION", "P1D")
		i.rule(k)
	}
	i.line("STATUS", "NEEDS-ACTION")
}

// rule writes how a follow-up repeats.
func (i *icalWriter) rule(k *model.Task) {
	if rule := ruleOf(k); rule != "" {
		i.line("RRULE", rule)
	}
}

// ruleOf is the rule by which a follow-up repeats, "" for none. Calendars have no word
// for days after something was done; the description says it.
func ruleOf(k *model.Task) string {
	if k.Due.IsZero() {
		return ""
	}
	switch k.Repeat {
	case model.RepeatDaily, model.RepeatWeekly:
		return "FREQ=" + strings.ToUpper(string(k.Repeat))
	case model.RepeatMonthly:
		return monthlyRule(k.Due.Day())
	}
	if day := k.Repeat.OnDay(); day > 0 {
		return monthlyRule(day)
	}
	return ""
}

// monthlyRule repeats on a day of the month, or on the last one of a shorter month.
func monthlyRule(day int) string {
	const shortest = 28 // days that all months have
	if day <= shortest {
		return "FREQ=MONTHLY;BYMONTHDAY=" + strconv.Itoa(day)
	}
	days := make([]string, 0, 4)
	for d := shortest; d <= day; d++ {
		days = append(days, strconv.Itoa(d))
	}
	return "FREQ=MONTHLY;BYMONTHDAY=" + strings.Join(days, ",") + ";BYSETPOS=-1"
}

// priority writes how much a follow-up matters, where it is not a normal one.
func (i *icalWriter) priority(p model.Priority) {
	switch p {
	case model.PriorityHigh:
		i.line("PRIORITY", "1")
	case model.PriorityLow:
		i.line("PRIORITY", "9")
	}
}
