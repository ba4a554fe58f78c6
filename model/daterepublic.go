package model

import (
	"regexp"
	"strconv"
	"strings"
)

// republicDay is a day in the years of the Republic of China, which Taiwan counts: the
// year apart, or in six or seven figures with the month and the day.
var republicDay = regexp.MustCompile(`^(?:中[華华])?民[國国]\s*(?:(\d{1,3}|元)\s*([年/.-].*)|(\d{2,3})(\d{4}))$`)

// fromRepublic writes a day of the Republic of China in our years: its first is 1912.
func fromRepublic(s string) string {
	if !strings.HasPrefix(s, "民") && !strings.HasPrefix(s, "中") {
		return s
	}
	m := republicDay.FindStringSubmatch(s)
	if m == nil {
		return s
	}
	year := 1 // 元年
	if m[1] != "元" {
		year = number(m[1] + m[3])
	}
	return strconv.Itoa(1911+year) + m[2] + m[4]
}
