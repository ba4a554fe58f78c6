package query

import (
	"strings"
)

// maxDistance is the greatest count of units in a distance.
const maxDistance = 99_999

// parseDistance reads a count of days, weeks, months or years, with or without
// a word that says in which direction.
func parseDistance(text string) (moment, bool) {
	rest, aim := cutAim(text)
	count, name := splitCount(rest)
	u, ok := unitOf(strings.Trim(name, "- "))
	if !ok {
		return moment{}, false
	}
	m := moment{kind: distant, unit: u, aim: aim}
	if count == "半" {
		return m.halved()
	}
	n, ok := hanNumber(count)
	if !ok {
		if len(count) == 0 || len(count) > 5 || strings.Trim(count, "0123456789") != "" {
			return moment{}, false
		}
		n = int64(atoi(count))
	}
	m.n = int(n)
	return m, n <= maxDistance
}

// halved returns half a unit: 半年 is six months, 半个月 fifteen days.
func (m moment) halved() (moment, bool) {
	switch m.unit {
	case years:
		m.n, m.unit = 6, months
		return m, true
	case months:
		m.n, m.unit = 15, days
		return m, true
	}
	return m, false
}

// cutAim takes off the words that say what a distance means.
func cutAim(text string) (rest string, a aim) {
	a = within
	for _, p := range []struct {
		word string
		aim  aim
	}{
		{"最近", withinPast}, {"近", withinPast}, {"过去", withinPast}, {"last-", withinPast}, {"past-", withinPast},
		{"未来", withinFuture}, {"今后", withinFuture}, {"接下来", withinFuture}, {"next-", withinFuture},
		{"in-", ahead}, {"+", ahead},
	} {
		if after, ok := strings.CutPrefix(text, p.word); ok {
			text, a = after, p.aim
			break
		}
	}
	for _, s := range []struct {
		word string
		aim  aim
	}{
		{"以内", within}, {"之内", within}, {"内", within}, {"-ago", ago},
		{"以前", ago}, {"之前", ago}, {"前", ago}, {"以后", ahead}, {"之后", ahead}, {"后", ahead},
	} {
		if before, ok := strings.CutSuffix(text, s.word); ok {
			if a == within {
				a = s.aim
			}
			return before, a
		}
	}
	return text, a
}

// splitCount parts the number from the unit.
func splitCount(text string) (count, name string) {
	i := strings.IndexFunc(text, func(r rune) bool {
		return !strings.ContainsRune("0123456789零〇一二两三四五六七八九十百千半", r)
	})
	if i < 0 {
		return text, ""
	}
	return text[:i], text[i:]
}

func unitOf(name string) (unit, bool) {
	switch name {
	case "d", "day", "days", "天", "日":
		return days, true
	case "w", "week", "weeks", "周", "星期", "个星期", "个周", "礼拜", "个礼拜":
		return weeks, true
	case "m", "mo", "month", "months", "月", "个月":
		return months, true
	case "y", "year", "years", "年":
		return years, true
	}
	return 0, false
}
