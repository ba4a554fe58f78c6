package model

import (
	"strings"
	"time"
)

// DateOrder is a set of the orders in which a source may write the three
// numbers of a day.
type DateOrder uint8

// The orders, and all of them.
const (
	YMD      DateOrder = 1 << iota // 2024/10/4, 24/10/4
	MDY                            // 10/4/2024 in October
	DMY                            // 10/4/2024 in April
	AnyOrder = YMD | MDY | DMY
)

// A DateReader reads days and instants as people write them: 2024-10-04,
// 2024/10/4, 20241004, 2024年10月4日, 10-4, 4 Oct 2024, today, 后天, +2w,
// 3天后, 下周三, 月底.
//
// An importer finds the order of a column by and-ing PossibleOrders over its
// rows. A day without a year is in the year of Now. A year of two digits is
// within 80 years before Now and 19 after it. Weeks begin on Monday.
type DateReader struct {
	Order    DateOrder      // orders to reckon with; 0 means any, and then what can be read in two ways is refused
	Now      time.Time      // today is its day in Location
	Location *time.Location // nil means that of Now
}

// PossibleOrders returns the orders in which text can be read as a day: all
// where the order does not matter, 0 where no order makes it a day.
func (r DateReader) PossibleOrders(text string) DateOrder {
	var possible DateOrder
	for _, order := range [...]DateOrder{YMD, MDY, DMY} {
		r.Order = order
		if _, err := r.Day(text); err == nil {
			possible |= order
		}
	}
	return possible
}

// Day reads a day; a time behind it must be one but is left out. The error is
// a Problem of code date_empty, date_syntax, date_impossible, date_ambiguous
// or date_no_day (only year and month).
func (r DateReader) Day(text string) (Date, error) {
	day, _, err := r.read(text)
	return day, err
}

// Instant reads a day and its time, in UTC with whole seconds. Without a zone
// in the text it is a clock's in Location; without a time it is midnight;
// without a day it is today. Errors are those of Day, and time_impossible.
func (r DateReader) Instant(text string) (time.Time, error) {
	day, c, err := r.read(text)
	if err != nil {
		return time.Time{}, err
	}
	loc := c.zone
	if loc == nil {
		loc = r.location()
	}
	return time.Date(day.Year(), day.Month(), day.Day(), c.hour, c.minute, c.second, 0, loc).UTC(), nil
}

func (r DateReader) location() *time.Location {
	if r.Location != nil {
		return r.Location
	}
	return r.Now.Location()
}

func (r DateReader) today() Date { return DateOf(r.Now.In(r.location())) }

func (r DateReader) read(text string) (Date, clock, error) {
	s := strings.ToLower(foldWidth(text))
	if s == "" {
		return Date{}, clock{}, Invalidf("", "date_empty")
	}
	dayText, c, hasClock, err := cutClock(s)
	if err != nil {
		return Date{}, clock{}, err
	}
	if dayText == "" && hasClock {
		return r.today(), c, nil
	}
	day, code := r.day(dayText)
	if code != "" {
		return Date{}, clock{}, Invalidf("", code, "Value", excerpt(text))
	}
	return day, c, nil
}

// Absolute forms name a day of the calendar, with or without its year; relative
// forms name one that lies so and so from today. Where ok is false the text is
// of another form; where a code is given it is of this one and yet no day.
var (
	absoluteForms = [...]func(r DateReader, s string) (d Birthday, code string, ok bool){
		compactDay, numericDay, chineseDay, namedMonthDay,
	}
	relativeForms = [...]func(today Date, s string) (d Date, ok bool){wordDay, offsetDay, weekdayDay}
)

// day reads a folded day; "" is the code of success.
func (r DateReader) day(s string) (Date, string) {
	if d, code, ok := r.absolute(s); ok {
		return r.complete(d, code)
	}
	for _, form := range relativeForms {
		if d, ok := form(r.today(), s); ok {
			return r.complete(Birthday(d), "")
		}
	}
	return Date{}, "date_syntax"
}

func (r DateReader) absolute(s string) (d Birthday, code string, ok bool) {
	s = fromRepublic(s)
	for _, form := range absoluteForms {
		if d, code, ok = form(r, s); ok {
			return d, code, true
		}
	}
	return Birthday{}, "", false
}

// complete puts a day without a year in the year of today.
func (r DateReader) complete(d Birthday, code string) (Date, string) {
	if code != "" {
		return Date{}, code
	}
	if d.year == 0 {
		d.year = r.today().year
	}
	if !isDay(int(d.year), int(d.month), int(d.day)) {
		return Date{}, "date_impossible"
	}
	return Date(d), ""
}
