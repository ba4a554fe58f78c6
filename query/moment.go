package query

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A moment is a day, a stretch of days or a distance in days, before it is
// known which day today is.
type moment struct {
	kind       momentKind
	from, to   time.Time // fixed: half open
	n          int       // relative: how many units from the present one; distance: how many
	unit       unit
	aim        aim // distance: what it means by itself
	month, day int // yearly; day 0 is the whole month
}

type momentKind int

const (
	fixed    momentKind = iota // 2026, 2026-01, 2026-01-05
	relative                   // this-week, 昨天
	distant                    // 90d, 近30天, 3天前
	yearly                     // 10-01, 3月
)

type unit byte

const (
	days     unit = 'd'
	weeks    unit = 'w'
	months   unit = 'm'
	quarters unit = 'q'
	years    unit = 'y'
)

// aim tells which days a distance means by itself.
type aim int

const (
	within       aim = iota // up to that far, where the field looks
	withinPast              // up to that long ago
	withinFuture            // up to that far ahead
	ago                     // the day that long ago
	ahead                   // the day that far ahead
)

// parseMoment reads a day, in any of the forms of the package documentation.
func parseMoment(text string) (moment, bool) {
	text = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(narrow(text)), "_", "-"))
	if len(text) > 60 {
		return moment{}, false
	}
	for _, w := range dayWords() {
		for _, name := range w.names {
			if name == text {
				return moment{kind: relative, n: w.n, unit: w.unit}, true
			}
		}
	}
	if m, ok := parseFixed(text); ok {
		return m, true
	}
	if m, ok := parseYearly(text); ok {
		return m, true
	}
	return parseDistance(text)
}

// A dayWord is a word for a stretch of days n units from the present one. The
// first name is the English one, the second the Chinese.
type dayWord struct {
	names []string
	n     int
	unit  unit
}

func dayWords() []dayWord {
	return []dayWord{
		{[]string{"today", "今天", "今日", "今", "现在", "now"}, 0, days},
		{[]string{"yesterday", "昨天", "昨日"}, -1, days},
		{[]string{"tomorrow", "明天", "明日"}, 1, days},
		{[]string{"this-week", "本周", "这周", "这星期", "本星期"}, 0, weeks},
		{[]string{"last-week", "上周", "上星期"}, -1, weeks},
		{[]string{"next-week", "下周", "下星期"}, 1, weeks},
		{[]string{"this-month", "本月", "这个月", "当月"}, 0, months},
		{[]string{"last-month", "上月", "上个月"}, -1, months},
		{[]string{"next-month", "下月", "下个月"}, 1, months},
		{[]string{"this-quarter", "本季度", "这个季度", "本季"}, 0, quarters},
		{[]string{"last-quarter", "上季度", "上个季度"}, -1, quarters},
		{[]string{"next-quarter", "下季度", "下个季度"}, 1, quarters},
		{[]string{"this-year", "今年", "本年", "本年度"}, 0, years},
		{[]string{"last-year", "去年", "上年"}, -1, years},
		{[]string{"next-year", "明年"}, 1, years},
		{[]string{"day-before-yesterday", "前天"}, -2, days},
		{[]string{"day-after-tomorrow", "后天"}, 2, days},
		{[]string{"year-before-last", "前年"}, -2, years},
	}
}

// dayNames returns every word for a day.
func dayNames() []string {
	var names []string
	for _, w := range dayWords() {
		names = append(names, w.names...)
	}
	return names
}

var (
	fixedDay   = regexp.MustCompile(`^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?|年(?:(\d{1,2})月(?:(\d{1,2})[日号]?)?)?)?$`)
	compactDay = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	quarter    = regexp.MustCompile(`^(\d{4})(?:-?q([1-4])|年?第?([1-4一二三四])季度?)$`)
	yearlyDay  = regexp.MustCompile(`^(\d{1,2})(?:[-/.](\d{1,2})|月(?:(\d{1,2})[日号]?)?(?:份)?)$`)
)

// parseFixed reads a year, quarter, month or day of the calendar.
func parseFixed(text string) (moment, bool) {
	if g := quarter.FindStringSubmatch(text); g != nil {
		first := quarterMonth(g[2] + g[3])
		return fixedMoment(g[1], strconv.Itoa(first), "", 3)
	}
	if g := compactDay.FindStringSubmatch(text); g != nil {
		return fixedMoment(g[1], g[2], g[3], 1)
	}
	if g := fixedDay.FindStringSubmatch(text); g != nil {
		return fixedMoment(g[1], g[2]+g[4], g[3]+g[5], 1)
	}
	return moment{}, false
}

// quarterMonth returns the first month of the quarter of that name.
func quarterMonth(name string) int {
	n, err := strconv.Atoi(name)
	if err != nil {
		han, _ := hanNumber(name)
		n = int(han)
	}
	return n*3 - 2
}

// fixedMoment makes a moment of a year, of some months or of a day; month and
// day may be "".
func fixedMoment(year, month, day string, span int) (moment, bool) {
	y, m, d := atoi(year), max(1, atoi(month)), max(1, atoi(day))
	from := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	real := y > 0 && from.Month() == time.Month(m) && from.Day() == d
	zero := month != "" && atoi(month) == 0 || day != "" && atoi(day) == 0
	if !real || zero {
		return moment{}, false
	}
	to := from.AddDate(0, 0, 1)
	switch {
	case month == "":
		to = from.AddDate(1, 0, 0)
	case day == "":
		to = from.AddDate(0, span, 0)
	}
	return moment{kind: fixed, from: from, to: to}, true
}

// atoi reads digits that a pattern has matched; "" is 0.
func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// parseYearly reads a month or a day without its year.
func parseYearly(text string) (moment, bool) {
	g := yearlyDay.FindStringSubmatch(text)
	if g == nil {
		return moment{}, false
	}
	m := moment{kind: yearly, month: atoi(g[1]), day: atoi(g[2] + g[3])}
	whole := g[2]+g[3] == ""
	// 2000 is a leap year: a birthday may be on 29 February.
	date := time.Date(2000, time.Month(m.month), max(1, m.day), 0, 0, 0, 0, time.UTC)
	real := date.Month() == time.Month(m.month) && m.month > 0 && (whole || date.Day() == m.day && m.day > 0)
	return m, real
}
