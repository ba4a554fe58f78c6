package query

import "time"

// A Span is a stretch of days from From up to but without To, as YYYY-MM-DD
// text; "" leaves that end open. Text in this form compares as the days do.
type Span struct{ From, To string }

// Times returns the moments between which the days of the span lie in loc: the
// first counts, the second does not; zero is an open end.
func (s Span) Times(loc *time.Location) (from, to time.Time) {
	// An open end fails to parse and stays zero, as it should.
	from, _ = time.ParseInLocation(time.DateOnly, s.From, loc)
	to, _ = time.ParseInLocation(time.DateOnly, s.To, loc)
	return from, to
}

// Spans returns the days that satisfy a term on a Day or Instant field, as seen
// from now in its location; any of the spans will do. It is nil for fields of
// other types.
func (t Term) Spans(now time.Time) []Span {
	if t.Field.Type != Day && t.Field.Type != Instant {
		return nil
	}
	today := dayOf(now)
	var spans []Span
	switch t.Op {
	case Equals, Exact:
		for _, v := range t.Values {
			m, _ := parseMoment(v.Text)
			spans = append(spans, spanOf(m.resolve(today, t.Field.Ahead)))
		}
		return spans
	case Between:
		low, _ := parseMoment(t.Values[0].Text)
		high, _ := parseMoment(t.Values[1].Text)
		return []Span{spanOf(between(low, high, today, t.Field.Ahead))}
	}
	m, _ := parseMoment(t.Values[0].Text)
	return []Span{m.asDistance().compared(t.Op, today, t.Field.Ahead)}
}

// Born returns the birthdays (with their years) of those whose age satisfies a
// term on an Age field; nil for fields of other types. From is never open, so
// that a birthday without a year ("--05-01") does not slip in.
func (t Term) Born(now time.Time) []Span {
	if t.Field.Type != Age {
		return nil
	}
	ages := make([]int, len(t.Values))
	for i, v := range t.Values {
		ages[i], _ = v.Age()
	}
	first := ages[0]
	switch t.Op {
	case Less:
		return []Span{bornBetween(now, 0, first-1)}
	case AtMost:
		return []Span{bornBetween(now, 0, first)}
	case More:
		return []Span{bornBetween(now, first+1, maxAge)}
	case AtLeast:
		return []Span{bornBetween(now, first, maxAge)}
	case Between:
		return []Span{bornBetween(now, first, ages[1])}
	}
	var spans []Span
	for _, age := range ages {
		spans = append(spans, bornBetween(now, age, age))
	}
	return spans
}

// bornBetween returns the birthdays of those who are low to high years old:
// they were born after today high+1 years ago, and not after today low years
// ago.
func bornBetween(now time.Time, low, high int) Span {
	today := dayOf(now)
	return spanOf(nextDay(shift(today, -high-1, years)), nextDay(shift(today, -low, years)))
}

// asDistance turns a bare month into that many months: after a comparison,
// "3月" is no March.
func (m moment) asDistance() moment {
	if m.kind == yearly && m.day == 0 {
		return moment{kind: distant, n: m.month, unit: months}
	}
	return m
}

// compared returns the days that compare so with m.
func (m moment) compared(op Op, today time.Time, forward bool) Span {
	if m.kind != distant {
		from, to := m.resolve(today, forward)
		return comparedDay(op, from, to)
	}
	day := m.edge(today, forward)
	if !m.forward(forward) {
		// Nearer is later when one looks back.
		op = [...]Op{Less: More, AtMost: AtLeast, More: Less, AtLeast: AtMost}[op]
	}
	return comparedDay(op, day, nextDay(day))
}

// comparedDay returns the days before or after those from from to to.
func comparedDay(op Op, from, to time.Time) Span {
	switch op {
	case Less:
		return Span{To: dayText(from)}
	case AtMost:
		return Span{To: dayText(to)}
	case More:
		return Span{From: dayText(to)}
	}
	return Span{From: dayText(from)}
}

// between returns the days from one moment to another. Two distances may come
// in either order: 30d..90d is 90d..30d.
func between(low, high moment, today time.Time, forward bool) (from, to time.Time) {
	from, fromEnd := low.point(today, forward)
	start, to := high.point(today, forward)
	if low.kind == distant && high.kind == distant && start.Before(from) {
		return start, fromEnd
	}
	return from, to
}

// point returns the days of m as an end of a range, where a distance is the
// single day that far off.
func (m moment) point(today time.Time, forward bool) (from, to time.Time) {
	if m.kind != distant {
		return m.resolve(today, forward)
	}
	day := m.edge(today, forward)
	return day, nextDay(day)
}

// resolve returns the days that m means by itself. forward is whether the
// field looks ahead.
func (m moment) resolve(today time.Time, forward bool) (from, to time.Time) {
	switch m.kind {
	case fixed:
		return m.from, m.to
	case relative:
		from = startOf(today, m.unit)
		return shift(from, m.n, m.unit), shift(from, m.n+1, m.unit)
	case yearly:
		return m.inYear(today.Year())
	}
	day := m.edge(today, forward)
	switch {
	case m.aim == ago || m.aim == ahead:
		return day, nextDay(day)
	case m.forward(forward):
		return today, day
	}
	return nextDay(day), nextDay(today)
}

// forward reports whether the distance m counts into the future, where field
// is whether its field does.
func (m moment) forward(field bool) bool {
	switch m.aim {
	case withinPast, ago:
		return false
	case withinFuture, ahead:
		return true
	}
	return field
}

// edge returns the day that lies the distance m off today.
func (m moment) edge(today time.Time, forward bool) time.Time {
	if m.forward(forward) {
		return shift(today, m.n, m.unit)
	}
	return shift(today, -m.n, m.unit)
}

// inYear returns the days of a month or of a day without its year; 29 February
// is the 28th where the year has none.
func (m moment) inYear(year int) (from, to time.Time) {
	first := time.Date(year, time.Month(m.month), 1, 0, 0, 0, 0, time.UTC)
	if m.day == 0 {
		return first, first.AddDate(0, 1, 0)
	}
	last := first.AddDate(0, 1, -1).Day()
	from = first.AddDate(0, 0, min(m.day, last)-1)
	return from, nextDay(from)
}

// canPrecede reports whether a range may run from m to end. Birthdays may wrap
// around the new year, but a year at one end asks for one at the other.
func (m moment) canPrecede(end moment, birthday bool) bool {
	if birthday && (m.kind == fixed || end.kind == fixed) && m.kind != end.kind {
		return false
	}
	if m.kind == distant || end.kind == distant || m.kind != end.kind || birthday && m.kind == yearly {
		return true
	}
	// Both move along with today, or neither does: any day will do to compare.
	anyDay := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	from, _ := m.resolve(anyDay, false)
	_, to := end.resolve(anyDay, false)
	return from.Before(to)
}
