package model

import (
	"strings"
	"time"
)

// compactDay reads 20241004.
func compactDay(_ DateReader, s string) (Birthday, string, bool) {
	if len(s) != 8 || !allDigits(s) {
		return Birthday{}, "", false
	}
	d, code := calendarDay(number(s[:4]), number(s[4:6]), number(s[6:]))
	return d, code, true
}

func calendarDay(year, month, day int) (Birthday, string) {
	if !isDay(year, month, day) {
		return Birthday{}, "date_impossible"
	}
	return Birthday{int16(year), uint8(month), uint8(day)}, ""
}

func yearlessDay(month, day int) (Birthday, string) {
	if !isDay(leapYear, month, day) {
		return Birthday{}, "date_impossible"
	}
	return Birthday{month: uint8(month), day: uint8(day)}, ""
}

// datedDay is a day whose year, of two or four digits or "", stands apart.
func (r DateReader) datedDay(year string, month, day int) (Birthday, string) {
	if year == "" {
		return yearlessDay(month, day)
	}
	return calendarDay(r.fullYear(year), month, day)
}

// numericDay reads two or three numbers parted by one of - / . or space.
func numericDay(r DateReader, s string) (Birthday, string, bool) {
	parts := strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune("-/. ", c) })
	if len(parts) < 2 || len(parts) > 3 || !isDigit(s[0]) || !isDigit(s[len(s)-1]) || !oneSeparator(s) {
		return Birthday{}, "", false
	}
	for _, part := range parts {
		if !allDigits(part) || len(part) > 4 || len(part) == 3 {
			return Birthday{}, "", false
		}
	}
	if len(parts) == 2 {
		return r.twoNumbers(parts[0], parts[1])
	}
	if strings.Contains(s, ".") {
		d, code := r.dottedNumbers(parts)
		return d, code, true
	}
	d, code := r.threeNumbers(parts)
	return d, code, true
}

// oneSeparator reports whether all separators in s are the same.
func oneSeparator(s string) bool {
	i := strings.IndexAny(s, "-/. ")
	return i >= 0 && strings.Trim(s, "0123456789"+s[i:i+1]) == "" && !strings.Contains(s, s[i:i+1]+s[i:i+1])
}

// twoNumbers reads 10-4, and day before month only where that is the one order.
// 2024-10 is a month and no day.
func (r DateReader) twoNumbers(first, second string) (Birthday, string, bool) {
	if len(first) == 4 || len(second) == 4 {
		return Birthday{}, "date_no_day", true
	}
	if r.Order == DMY {
		first, second = second, first
	}
	d, code := yearlessDay(number(first), number(second))
	return d, code, true
}

// dottedNumbers puts the day before the month wherever that makes a day: those who
// put dots into dates write them so, unless a column or the person says otherwise.
func (r DateReader) dottedNumbers(parts []string) (Birthday, string) {
	dayFirst := r
	if r.Order == 0 {
		dayFirst.Order = AnyOrder
	}
	if dayFirst.Order&DMY != 0 {
		dayFirst.Order &^= MDY
		if d, code := dayFirst.threeNumbers(parts); code != "date_impossible" {
			return d, code
		}
	}
	return r.threeNumbers(parts)
}

// threeNumbers tries every order that the reader reckons with.
func (r DateReader) threeNumbers(parts []string) (Birthday, string) {
	var found Birthday
	for _, o := range [...]struct {
		order            DateOrder
		year, month, day int // places in parts
	}{{YMD, 0, 1, 2}, {MDY, 2, 0, 1}, {DMY, 2, 1, 0}} {
		year := parts[o.year]
		if !r.allows(o.order, parts) || len(parts[o.month]) > 2 || len(parts[o.day]) > 2 {
			continue
		}
		d, code := calendarDay(r.fullYear(year), number(parts[o.month]), number(parts[o.day]))
		switch {
		case code != "" || d == found:
		case !found.IsZero():
			return Birthday{}, "date_ambiguous"
		default:
			found = d
		}
	}
	if found.IsZero() {
		return Birthday{}, "date_impossible"
	}
	return found, ""
}

// allows reports whether parts may be in an order. Four digits in front are a
// year in any column.
func (r DateReader) allows(order DateOrder, parts []string) bool {
	if len(parts[0]) == 4 {
		return order == YMD
	}
	if len(parts[2]) == 4 && order == YMD {
		return false
	}
	return r.Order == 0 || r.Order&order != 0
}

// fullYear completes a year of two digits: 80 years before now to 19 after it.
func (r DateReader) fullYear(digits string) int {
	year := number(digits)
	if len(digits) > 2 {
		return year
	}
	first := r.today().Year() - 80
	return first + ((year-first)%100+100)%100
}

// chineseDay reads 2024年10月4日, 24年10月4日 and 10月4日, with 号 and without.
func chineseDay(r DateReader, s string) (Birthday, string, bool) {
	s = strings.ReplaceAll(s, " ", "")
	year, rest, hasYear := strings.Cut(s, "年")
	if !hasYear {
		year, rest = "", s
	}
	month, day, hasMonth := strings.Cut(rest, "月")
	day = strings.TrimSuffix(strings.TrimSuffix(day, "日"), "号")
	if !hasYear && !hasMonth || !allDigits(year+month+day) || len(year) > 4 || len(month) > 2 || len(day) > 2 || hasYear && len(year)%2 != 0 {
		return Birthday{}, "", false
	}
	if day == "" {
		return Birthday{}, "date_no_day", true
	}
	d, code := r.datedDay(year, number(month), number(day))
	return d, code, true
}

// namedMonthDay reads 4 Oct 2024, Oct 4, 2024, 4-Oct-24, 4th October.
func namedMonthDay(r DateReader, s string) (Birthday, string, bool) {
	var month int
	var numbers []string
	for word := range strings.FieldsFuncSeq(s, func(c rune) bool { return strings.ContainsRune(" ,.-/", c) }) {
		if m := monthNamed(word); m > 0 && month == 0 {
			month = m
			continue
		}
		word = trimOrdinal(word)
		if !allDigits(word) || len(word) > 4 || len(word) == 3 {
			return Birthday{}, "", false
		}
		numbers = append(numbers, word)
	}
	if month == 0 || len(numbers) == 0 || len(numbers) > 2 {
		return Birthday{}, "", false
	}
	day, year := numbers[0], ""
	if len(numbers) == 2 {
		year = numbers[1]
	}
	if len(day) == 4 {
		day, year = year, day
	}
	switch {
	case day == "":
		return Birthday{}, "date_no_day", true
	case len(day) > 2:
		return Birthday{}, "", false
	}
	d, code := r.datedDay(year, month, number(day))
	return d, code, true
}

// monthNamed returns the month of an English name or of three or more letters
// of it, 0 for none.
func monthNamed(word string) int {
	if len(word) < 3 {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), word) {
			return int(m)
		}
	}
	return 0
}

func trimOrdinal(word string) string {
	for _, end := range [...]string{"st", "nd", "rd", "th"} {
		if s, ok := strings.CutSuffix(word, end); ok {
			return s
		}
	}
	return word
}
