package model

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"
)

// A Date is a day of the Gregorian calendar in the years 1 to 9999, without a
// time and a zone. The zero value is no day. Dates compare with ==.
type Date struct {
	year  int16
	month uint8
	day   uint8
}

// NewDate returns a day. The error is the Problem date_impossible for a day
// that no calendar has, such as 30 February.
func NewDate(year, month, day int) (Date, error) {
	if !isDay(year, month, day) {
		text := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
		return Date{}, Invalidf("", "date_impossible", "Value", text)
	}
	return Date{int16(year), uint8(month), uint8(day)}, nil
}

// DateOf returns the day that t falls on in its own location, and no day
// outside the years 1 to 9999.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	if !isDay(year, int(month), day) {
		return Date{}
	}
	return Date{int16(year), uint8(month), uint8(day)}
}

func isDay(year, month, day int) bool {
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

// daysIn returns the days of a month, which must be 1 to 12.
func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// Year returns the year, 1 to 9999; 0 for no day.
func (d Date) Year() int { return int(d.year) }

// Month returns the month; 0 for no day.
func (d Date) Month() time.Month { return time.Month(d.month) }

// Day returns the day of the month; 0 for no day.
func (d Date) Day() int { return int(d.day) }

// String returns YYYY-MM-DD, the form of the book's file; "" for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// Compare returns -1, 0 or 1; no day is before every day.
func (d Date) Compare(o Date) int {
	return cmp.Or(cmp.Compare(d.year, o.year), cmp.Compare(d.month, o.month), cmp.Compare(d.day, o.day))
}

// Time returns the midnight that begins the day in loc. d must be a day.
func (d Date) Time(loc *time.Location) time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, loc)
}

// Weekday returns the day of the week. d must be a day.
func (d Date) Weekday() time.Weekday { return d.Time(time.UTC).Weekday() }

// AddDays returns the day n days later; no day if that is outside the years 1
// to 9999 or if d is none.
func (d Date) AddDays(n int) Date {
	if d.IsZero() || n > dateSpan || n < -dateSpan {
		return Date{}
	}
	return DateOf(d.Time(time.UTC).AddDate(0, 0, n))
}

// dateSpan is more days than there are from the year 1 to 9999.
const dateSpan = 3_660_000

// AddMonths returns the same day n months later, or the last day of that month
// where it is shorter: 31 January and one month is 28 or 29 February. Outside
// the years 1 to 9999 it is no day.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() || n > dateSpan || n < -dateSpan {
		return Date{}
	}
	months := d.Year()*12 + int(d.month) - 1 + n
	year, month := months/12, months%12+1
	if months < 12 || year > 9999 {
		return Date{}
	}
	return Date{int16(year), uint8(month), uint8(min(d.Day(), daysIn(year, month)))}
}

// DaysSince returns how many days d is after o. Both must be days.
func (d Date) DaysSince(o Date) int {
	return int(d.Time(time.UTC).Sub(o.Time(time.UTC)) / (24 * time.Hour))
}

// MarshalText writes String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD; "" is no day. The error is the Problem
// date_syntax or date_impossible.
func (d *Date) UnmarshalText(data []byte) error {
	if len(data) == 0 {
		*d = Date{}
		return nil
	}
	read, err := DateFromISO(string(data))
	if err == nil {
		*d = read
	}
	return err
}

// DateFromISO reads YYYY-MM-DD and nothing else, as the book's file and JSON
// have it. The error is the Problem date_syntax or date_impossible.
func DateFromISO(text string) (Date, error) {
	if len(text) != 10 || text[4] != '-' || text[7] != '-' ||
		!allDigits(text[:4]) || !allDigits(text[5:7]) || !allDigits(text[8:]) {
		return Date{}, Invalidf("", "date_syntax", "Value", excerpt(text))
	}
	return NewDate(number(text[:4]), number(text[5:7]), number(text[8:]))
}

// number returns the value of a few digits.
func number(digits string) (n int) {
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

// DateFromExcel returns the day of a spreadsheet's serial number; the fraction,
// a time of day, is left out. Day 1 is 1 January 1900, or, in books of the
// 1904 system, 2 January 1904. The 1900 system counts a 29 February 1900 that
// never was, as day 60 (ECMA-376 part 1, 18.17.4.1); it and days outside the
// calendar are the Problem date_serial.
func DateFromExcel(serial float64, base1904 bool) (Date, error) {
	day := int(math.Floor(max(-1, min(serial, dateSpan)))) // NaN becomes a number below 1
	switch {
	case base1904 && day >= 0:
		day += 1462 // from 1899-12-30 to 1904-01-01
	case base1904 || day < 1 || day == 60:
		day = -1
	case day < 60:
		day++
	}
	d := Date{year: 1899, month: 12, day: 30}.AddDays(day)
	if day < 1 || d.IsZero() || math.IsNaN(serial) {
		return Date{}, Invalidf("", "date_serial", "Value", fmt.Sprint(serial))
	}
	return d, nil
}

// InstantFromExcel returns day and time of a serial number, as a clock in loc
// shows them, to the nearest second, in UTC. The error is that of DateFromExcel.
func InstantFromExcel(serial float64, base1904 bool, loc *time.Location) (time.Time, error) {
	d, err := DateFromExcel(serial, base1904)
	if err != nil {
		return time.Time{}, err
	}
	seconds := int(math.Round((serial - math.Floor(serial)) * 86400))
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, seconds, 0, loc).UTC(), nil
}

// ParseDate reads a day with a reader of any order; see DateReader.Day.
func ParseDate(text string, now time.Time) (Date, error) {
	return DateReader{Now: now}.Day(text)
}

// ParseInstant reads day and time with a reader of any order; see
// DateReader.Instant.
func ParseInstant(text string, now time.Time, loc *time.Location) (time.Time, error) {
	return DateReader{Now: now, Location: loc}.Instant(text)
}

// trimEnds is what may stand around a date without meaning.
func trimEnds(s string) string { return strings.Trim(s, " ,") }
