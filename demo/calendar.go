package demo

import (
	"slices"
	"time"

	"kehu/model"
)

// years is how far the history reaches back.
const years = 3

// A calendar is the days of the history, oldest first; the last is yesterday,
// so that nothing lies in the future at whatever time of the day.
type calendar []day

type day struct {
	date    model.Date
	start   time.Time // midnight
	compact string    // 20240315, as order numbers have it
	busy    int       // how much is sold, of a thousand
	orders  int       // order numbers given out so far
}

// trade is how busy each month is, in percent of the best: little around the
// Spring Festival, much in the sales from September to December.
var trade = [...]int{time.January: 70, 40, 75, 70, 68, 80, 58, 62, 85, 74, 100, 92}

func newCalendar(now time.Time) calendar {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	var days calendar
	for t := today.AddDate(-years, 0, 0); t.Before(today); t = t.AddDate(0, 0, 1) {
		busy := trade[t.Month()] * 10
		if t.Weekday() == time.Saturday || t.Weekday() == time.Sunday {
			busy /= 2
		}
		days = append(days, day{date: model.DateOf(t), start: t, compact: t.Format("20060102"), busy: busy})
	}
	return days
}

// last is the index of yesterday.
func (c calendar) last() int { return len(c) - 1 }

// at returns an instant within the office hours of a day, in UTC.
func (c calendar) at(d *dice, i int) time.Time {
	return c[i].start.Add(time.Duration(d.between(8*3600+1800, 18*3600)) * time.Second).UTC()
}

// draw returns n days from first to last in order, more of them in busy times.
func (c calendar) draw(d *dice, n, first, last int) []int {
	drawn := make([]int, n)
	for i := range drawn {
		drawn[i] = c.drawOne(d, first, last)
	}
	slices.Sort(drawn)
	return drawn
}

// drawOne gives up after some idle days, for there may be nothing but those.
func (c calendar) drawOne(d *dice, first, last int) int {
	i := d.between(first, last)
	for range 5 {
		if d.chance(c[i].busy) {
			break
		}
		i = d.between(first, last)
	}
	return i
}

// number returns the next order number of a day, such as SO20240315-00042. It
// starts anywhere below 40, for a book rarely has all orders of a firm.
func (c calendar) number(d *dice, i int) string {
	day := &c[i]
	if day.orders == 0 {
		day.orders = d.below(40)
	}
	day.orders++
	return "SO" + day.compact + "-" + digits(day.orders, 5)
}

// digits writes n with at least so many figures.
func digits(n, width int) string {
	var b [20]byte
	i := len(b)
	for ; n > 0 || width > 0; width-- {
		i--
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return string(b[i:])
}
