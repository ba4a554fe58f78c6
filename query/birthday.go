package query

import "time"

// Birthdays returns the birthdays that satisfy a term on a Birthday field, as
// seen from now in its location; any of the spans of either list will do, and
// nothing satisfies two empty lists. born are days with their year, From never
// open, so that a birthday without a year does not slip in. yearly are days of
// any year, as MM-DD text, to be compared with the month and day of a birthday;
// what wraps around the new year comes as two spans, and 29 February falls on
// the 28th in years without one.
func (t Term) Birthdays(now time.Time) (born, yearly []Span) {
	if t.Field.Type != Birthday {
		return nil, nil
	}
	today := dayOf(now)
	low, _ := parseMoment(t.Values[0].Text)
	switch {
	case t.Op == Equals || t.Op == Exact:
		return birthdaysOf(t.Values, today)
	case t.Op == Between:
		high, _ := parseMoment(t.Values[1].Text)
		if low.kind == fixed {
			return []Span{spanOf(between(low, high, today, true))}, nil
		}
		return nil, low.yearlyTo(high, today)
	case low.kind == fixed:
		return []Span{dated(comparedDay(t.Op, low.from, low.to))}, nil
	case low.kind == distant:
		return nil, low.yearlyWithin(t.Op, today)
	}
	return nil, low.yearlyCompared(t.Op, today)
}

// birthdaysOf returns the birthdays that the values mean by themselves.
func birthdaysOf(values []Value, today time.Time) (born, yearly []Span) {
	for _, v := range values {
		m, _ := parseMoment(v.Text)
		if m.kind == fixed {
			born = append(born, spanOf(m.from, m.to))
			continue
		}
		yearly = append(yearly, yearlySpans(m.birthday(today))...)
	}
	return born, yearly
}

// dated closes the early end of a span of birthdays.
func dated(s Span) Span {
	if s.From == "" {
		s.From = "0001-01-01"
	}
	return s
}

// birthday returns the days that m means for birthdays. A day without a year
// lies in a leap year, so that 29 February is one.
func (m moment) birthday(today time.Time) (from, to time.Time) {
	if m.kind == yearly {
		return m.inYear(2000)
	}
	return m.resolve(today, true)
}

// yearlyTo returns the days of the year from m to end, over the new year where
// they wrap.
func (m moment) yearlyTo(end moment, today time.Time) []Span {
	if m.kind == yearly || end.kind == yearly {
		from, _ := m.birthday(today)
		_, to := end.birthday(today)
		return spansOfYear(monthDay(from), monthDay(to))
	}
	return yearlySpans(between(m, end, today, true))
}

// yearlyWithin returns the days of the coming year that compare so with a
// distance from today.
func (m moment) yearlyWithin(op Op, today time.Time) []Span {
	day, end := shift(today, m.n, m.unit), shift(today, 1, years)
	if day.After(end) {
		day = end
	}
	switch op {
	case Less:
		return yearlySpans(today, day)
	case AtMost:
		return yearlySpans(today, nextDay(day))
	case More:
		return yearlySpans(nextDay(day), end)
	}
	return yearlySpans(day, end)
}

// yearlyCompared returns the days of the year before or after those of m.
func (m moment) yearlyCompared(op Op, today time.Time) []Span {
	const first = "01-01"
	from, to := m.birthday(today)
	start, end := monthDay(from), monthDay(to)
	switch {
	case op == Less && start == first, op == More && end == first:
		return nil
	case op == Less:
		return []Span{{To: start}}
	case op == More:
		return []Span{{From: end}}
	case op == AtLeast:
		return []Span{{From: start}}
	case end == first:
		return []Span{{}}
	}
	return []Span{{To: end}}
}

// yearlySpans returns the days of the year on which the days from from up to
// to fall.
func yearlySpans(from, to time.Time) []Span {
	switch {
	case !from.Before(to):
		return nil
	case !to.Before(shift(from, 1, years)):
		return []Span{{}}
	}
	return spansOfYear(monthDay(from), monthDay(to))
}

// spansOfYear returns the days of the year from the first up to but without
// the second; the same day twice is the whole year.
func spansOfYear(from, to string) []Span {
	switch {
	case from == to:
		return []Span{{}}
	case to == "01-01":
		return []Span{{From: from}}
	case from < to:
		return []Span{{from, to}}
	}
	return []Span{{From: from}, {To: to}}
}

func monthDay(day time.Time) string { return day.Format("01-02") }
