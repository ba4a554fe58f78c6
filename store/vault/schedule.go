package vault

import (
	"fmt"
	"time"
)

// A Schedule says how many copies are kept: the newest of each of the last days,
// weeks and months of which there is one. Time in which nobody made a copy does
// not count, so that a book left alone for a year keeps what it has.
type Schedule struct{ Days, Weeks, Months int }

// Usual is the schedule of every book.
var Usual = Schedule{Days: 7, Weeks: 4, Months: 12}

// All copies of the last day are kept, and for a month those made before
// something that a person may yet regret.
const (
	fresh    = 24 * time.Hour
	regretIn = 30 * 24 * time.Hour
)

// Surplus returns the copies that need not be kept. They come newest first, days
// are those of now's zone.
func (s Schedule) Surplus(copies []Copy, now time.Time) (out []Copy) {
	periods := []struct {
		left int
		of   func(time.Time) string
		last string
	}{
		{s.Days, func(t time.Time) string { return t.Format(time.DateOnly) }, ""},
		{s.Weeks, func(t time.Time) string { year, week := t.ISOWeek(); return fmt.Sprint(year, week) }, ""},
		{s.Months, func(t time.Time) string { return t.Format("2006-01") }, ""},
	}
	for _, c := range copies {
		keep := now.Sub(c.At) < fresh || c.isSafety() && now.Sub(c.At) < regretIn
		for i := range periods {
			p := &periods[i]
			if period := p.of(c.At.In(now.Location())); p.left > 0 && period != p.last {
				p.last, keep = period, true
				p.left--
			}
		}
		if !keep {
			out = append(out, c)
		}
	}
	return out
}

// isSafety reports whether the copy was made before a migration or a restore.
func (c Copy) isSafety() bool {
	return c.Note != nil && (c.Note.Reason == Migration || c.Note.Reason == Restore)
}

// Why copies are made.
const (
	Asked     = "asked"     // a person wanted one
	Daily     = "daily"     // the last one was a day old
	Bulk      = "bulk"      // before many records are written
	Migration = "migration" // before the tables change
	Restore   = "restore"   // before another copy takes the book's place
)
