package model

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// A Birthday is a day of birth, or month and day of it where the year is not
// known. The zero value is none. Birthdays compare with ==.
type Birthday struct {
	year  int16 // 0: not known
	month uint8
	day   uint8
}

// leapYear stands in for an unknown year, so that 29 February is a day.
const leapYear = 2000

// oldestAge is the highest age that is no typing error: the longest life on
// record is 122 years.
const oldestAge = 150

// NewBirthday returns a birthday; year 0 leaves the year unknown. The error is
// the Problem birthday_impossible.
func NewBirthday(year, month, day int) (Birthday, error) {
	b := Birthday{int16(year), uint8(month), uint8(day)}
	known := year
	if year == 0 {
		known = leapYear
	}
	if !isDay(known, month, day) {
		return Birthday{}, Invalidf("", "birthday_impossible", "Value", fmt.Sprintf("%d-%d-%d", year, month, day))
	}
	return b, nil
}

// ParseBirthday reads a birthday with a reader of any order; see
// DateReader.Birthday.
func ParseBirthday(text string, now time.Time) (Birthday, error) {
	return DateReader{Now: now}.Birthday(text)
}

// Birthday reads a day of the calendar in any way that Day does, or one without
// its year: --04-12, --0412, 04-12, 4月12日, 12 Apr. The error is a Problem of
// code birthday_empty, birthday_is_age, birthday_lunar, birthday_future, birthday_age (over 150
// years), birthday_impossible, date_ambiguous, date_no_day or birthday_syntax.
func (r DateReader) Birthday(text string) (Birthday, error) {
	s := strings.ToLower(foldWidth(text))
	if s == "" {
		return Birthday{}, Invalidf("", "birthday_empty")
	}
	b, code := r.birthday(s)
	if code == "" {
		code = b.doubt(r.today())
	}
	if code != "" {
		return Birthday{}, Invalidf("", code, "Value", excerpt(text))
	}
	return b, nil
}

// lunarWords betray a day of the Chinese lunar calendar, which falls on another
// day every year. 月 before 初, 十, 廿 is its way to name days.
var lunarWords = []string{"农历", "農曆", "阴历", "陰曆", "旧历", "舊曆", "lunar", "正月", "冬月", "腊月", "闰", "月初", "月廿"}

// isAge reports whether a text is an age: 35, 35岁, 35 years old.
func isAge(s string) bool {
	for _, unit := range [...]string{"周岁", "虚岁", "岁", "歲", "years old", "years", "yrs"} {
		s = strings.TrimSuffix(s, unit)
	}
	s = strings.TrimSpace(s)
	return len(s) <= 3 && s != "" && allDigits(s)
}

func (r DateReader) birthday(s string) (Birthday, string) {
	if isAge(s) {
		return Birthday{}, "birthday_is_age" // true for a year at most: nothing to keep
	}
	for _, word := range lunarWords {
		if strings.Contains(s, word) {
			return Birthday{}, "birthday_lunar"
		}
	}
	if rest, ok := strings.CutPrefix(s, "--"); ok {
		return partialDay(rest)
	}
	day, _, _, err := cutClock(s) // databases put 00:00:00 behind
	if err != nil {
		return Birthday{}, "birthday_syntax"
	}
	b, code, ok := r.absolute(day)
	switch {
	case !ok:
		return Birthday{}, "birthday_syntax"
	case code == "date_impossible":
		return Birthday{}, "birthday_impossible"
	}
	return b, code
}

// partialDay reads what follows the two hyphens of ISO 8601:2000 and vCard
// (RFC 6350, 4.3.1): MM-DD or MMDD.
func partialDay(s string) (Birthday, string) {
	digits := strings.Replace(s, "-", "", 1)
	if len(digits) != 4 || !allDigits(digits) || len(s) == 5 && s[2] != '-' {
		return Birthday{}, "birthday_syntax"
	}
	b, code := yearlessDay(number(digits[:2]), number(digits[2:]))
	if code != "" {
		return Birthday{}, "birthday_impossible"
	}
	return b, ""
}

// IsZero reports whether b is none.
func (b Birthday) IsZero() bool { return b == Birthday{} }

// Year returns the year of birth, 0 if it is not known.
func (b Birthday) Year() int { return int(b.year) }

// Month returns the month; 0 for none.
func (b Birthday) Month() time.Month { return time.Month(b.month) }

// Day returns the day of the month; 0 for none.
func (b Birthday) Day() int { return int(b.day) }

// Date returns the day of birth; ok is false where its year is not known.
func (b Birthday) Date() (d Date, ok bool) {
	if b.year == 0 {
		return Date{}, false
	}
	return Date(b), true
}

// In returns the day on which the birthday is kept in a year: 29 February on
// the 28th in years that lack it. b must not be none.
func (b Birthday) In(year int) Date {
	return Date{int16(year), b.month, uint8(min(int(b.day), daysIn(year, int(b.month))))}
}

// Age returns the full years on a day, at least 0; ok is false where the year
// is not known or the day is before the birth.
func (b Birthday) Age(on Date) (years int, ok bool) {
	born, ok := b.Date()
	if !ok || on.Compare(born) < 0 {
		return 0, false
	}
	years = on.Year() - b.Year()
	if b.In(on.Year()).Compare(on) > 0 {
		years--
	}
	return years, true
}

// Next returns the first time that the birthday is kept on or after a day; no
// day if b is none.
func (b Birthday) Next(on Date) Date {
	if b.IsZero() {
		return Date{}
	}
	next := b.In(on.Year())
	if next.Compare(on) < 0 {
		next = b.In(on.Year() + 1)
	}
	return next
}

// Check returns the Problem of a birthday that cannot be on the day today:
// birthday_future or birthday_age. Its field is birthday.
func (b Birthday) Check(today Date) error {
	if code := b.doubt(today); code != "" {
		return Invalidf("birthday", code, "Value", b.String())
	}
	return nil
}

// doubt returns the code of what Check finds.
func (b Birthday) doubt(today Date) string {
	switch born, ok := b.Date(); {
	case !ok:
		return ""
	case born.Compare(today) > 0:
		return "birthday_future"
	case today.Year()-born.Year() > oldestAge:
		return "birthday_age"
	}
	return ""
}

// String returns YYYY-MM-DD, or --MM-DD without the year, the form of the
// book's file; "" for none.
func (b Birthday) String() string {
	switch {
	case b.IsZero():
		return ""
	case b.year == 0:
		return fmt.Sprintf("--%02d-%02d", b.month, b.day)
	}
	return Date(b).String()
}

// MarshalText writes String.
func (b Birthday) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads what String writes. The error is the Problem
// birthday_syntax or birthday_impossible.
func (b *Birthday) UnmarshalText(data []byte) error {
	text := string(data)
	if text == "" {
		*b = Birthday{}
		return nil
	}
	read, code := birthdayFromISO(text)
	if code != "" {
		return Invalidf("", code, "Value", excerpt(text))
	}
	*b = read
	return nil
}

func birthdayFromISO(text string) (Birthday, string) {
	if rest, ok := strings.CutPrefix(text, "--"); ok {
		return partialDay(rest)
	}
	d, err := DateFromISO(text)
	switch problem := (*Problem)(nil); {
	case errors.As(err, &problem) && problem.Code == "date_impossible":
		return Birthday{}, "birthday_impossible"
	case err != nil:
		return Birthday{}, "birthday_syntax"
	}
	return Birthday(d), ""
}
