package query

import "time"

// dayOf returns the calendar day of an instant in its own location. Days are
// kept at midnight UTC, where every day has 24 hours.
func dayOf(now time.Time) time.Time {
	y, m, d := now.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func dayText(day time.Time) string { return day.Format(time.DateOnly) }

func nextDay(day time.Time) time.Time { return clampDay(day.AddDate(0, 0, 1)) }

func spanOf(from, to time.Time) Span { return Span{dayText(from), dayText(to)} }

// startOf returns the first day of the unit in which day lies; weeks begin on
// Monday (ISO 8601).
func startOf(day time.Time, u unit) time.Time {
	y, m, d := day.Date()
	switch u {
	case weeks:
		return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	case months:
		d = 1
	case quarters:
		m, d = m-(m-1)%3, 1
	case years:
		m, d = 1, 1
	}
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// shift moves day by n units. A day that the month lacks becomes its last one:
// a month after 31 January is the end of February.
func shift(day time.Time, n int, u unit) time.Time {
	switch u {
	case days:
		return clampDay(day.AddDate(0, 0, n))
	case weeks:
		return clampDay(day.AddDate(0, 0, 7*n))
	case quarters:
		n *= 3
	case years:
		n *= 12
	}
	y, m, d := day.Date()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return clampDay(first.AddDate(0, 0, min(d, last)-1))
}

// clampDay keeps a day within the years that four digits can write.
func clampDay(day time.Time) time.Time {
	switch {
	case day.Year() < 1:
		return time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	case day.Year() > 9999:
		return time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	return day
}
