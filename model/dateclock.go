package model

import (
	"strings"
	"time"
)

// A clock is the time of day behind a date. zone is nil where the text names none.
type clock struct {
	hour, minute, second int
	zone                 *time.Location
}

// cutClock parts a folded, lower-cased text at its time of day. A time is
// known by its colon; 15时04分05秒 and 15点 are brought to that form first. The
// error is the Problem time_impossible.
func cutClock(s string) (day string, c clock, found bool, err error) {
	s = colonClock.Replace(fullHour(s))
	colon := strings.IndexByte(s, ':')
	if colon < 0 {
		return trimEnds(s), clock{}, false, nil
	}
	start := colon
	for start > 0 && isDigit(s[start-1]) {
		start--
	}
	if start == colon { // no hour, no time
		return s, clock{}, false, nil
	}
	day, afternoon, marked := cutHalf(strings.TrimSuffix(trimEnds(s[:start]), "t"))
	c, ok := readClock(s[start:], afternoon, marked)
	if !ok {
		return "", clock{}, true, Invalidf("", "time_impossible", "Value", excerpt(s[start:]))
	}
	return trimEnds(day), c, true, nil
}

var colonClock = strings.NewReplacer("点半", ":30", "点", ":", "时", ":", "分", ":", "秒", "")

// fullHour writes the minutes of 9点 and 9时 out.
func fullHour(s string) string {
	for _, end := range [...]string{"点", "点钟", "点整", "时", "时整"} {
		if hour, ok := strings.CutSuffix(s, end); ok {
			return hour + ":00"
		}
	}
	return s
}

// cutHalf takes the Chinese half of the day off the end of what stands before
// the time.
func cutHalf(s string) (rest string, afternoon, marked bool) {
	for _, half := range [...]struct {
		word      string
		afternoon bool
	}{{"上午", false}, {"早上", false}, {"凌晨", false}, {"下午", true}, {"晚上", true}, {"中午", true}} {
		if rest, ok := strings.CutSuffix(s, half.word); ok {
			return rest, half.afternoon, true
		}
	}
	return s, false, false
}

// readClock reads H:MM, H:MM:SS and fractions of a second, which go, then am or
// pm, then a zone: z, utc, +08:00, +0800.
func readClock(s string, afternoon, marked bool) (clock, bool) {
	i := 0
	for i < len(s) && (isDigit(s[i]) || s[i] == ':' || s[i] == '.') {
		i++
	}
	figures, rest := strings.TrimSuffix(s[:i], ":"), strings.TrimSpace(s[i:])
	for _, half := range [...]string{"am", "pm"} {
		if after, ok := strings.CutPrefix(rest, half); ok && !marked {
			rest, afternoon, marked = strings.TrimSpace(after), half == "pm", true
		}
	}
	zone, ok := readZone(rest)
	if !ok {
		return clock{}, false
	}
	c := clock{zone: zone}
	return c, c.readFigures(figures) && (!marked || c.half(afternoon))
}

func (c *clock) readFigures(s string) bool {
	s, fraction, cut := strings.Cut(s, ".")
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 || cut && (len(parts) < 3 || !allDigits(fraction)) {
		return false
	}
	limits := [...]int{23, 59, 59}
	fields := [...]*int{&c.hour, &c.minute, &c.second}
	for i, part := range parts {
		if len(part) < 1 || len(part) > 2 || !allDigits(part) || number(part) > limits[i] {
			return false
		}
		*fields[i] = number(part)
	}
	return true
}

// half moves a time of the twelve-hour clock to its half of the day. 下午15:00,
// which people write too, stays.
func (c *clock) half(afternoon bool) bool {
	switch {
	case afternoon && c.hour < 12:
		c.hour += 12
	case !afternoon && c.hour == 12:
		c.hour = 0
	case !afternoon && c.hour > 12:
		return false
	}
	return true
}

func readZone(s string) (*time.Location, bool) {
	switch s {
	case "":
		return nil, true
	case "z", "utc", "gmt":
		return time.UTC, true
	}
	digits := strings.Replace(s[1:], ":", "", 1)
	if s[0] != '+' && s[0] != '-' || len(digits) != 4 || !allDigits(digits) {
		return nil, false
	}
	seconds := (number(digits[:2])*60 + number(digits[2:])) * 60
	if number(digits[:2]) > 14 || number(digits[2:]) > 59 { // the farthest zone is UTC+14
		return nil, false
	}
	if s[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds), true
}
