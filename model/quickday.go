package model

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// longestDay is of how many words a day consists at most: 4 Oct 2027, end of month.
const longestDay = 3

// A quickDate is a day that stands in a line, and where: the first word and the
// one behind the last, and how many bytes of the last belong to it.
type quickDate struct {
	day      Date
	from, to int
	bytes    int // of a day that a Chinese word begins with; 0 for whole words
}

// nextStep understands the last day in the line that is to come as that of the
// next step, which is what stands behind it.
func (l *quickLine) nextStep() (step string, day Date) {
	dates := l.dates(func(d Date) bool { return d.Compare(DateOf(l.now)) > 0 })
	if len(dates) == 0 {
		return "", Date{}
	}
	last := dates[len(dates)-1]
	l.take(last)
	behind := &quickLine{text: l.text, words: append([]quickWord(nil), l.words[last.from:]...), now: l.now}
	step = behind.rest()
	for i := last.from; i < len(l.words); i++ {
		l.words[i].used = true
	}
	return trimBefore(step), last.day
}

// trimBefore takes the 前 off a step such as 前寄出, behind 下周三, and its full stop.
func trimBefore(step string) string {
	step = strings.TrimRight(step, "。")
	for _, word := range []string{"之前", "以前", "前"} {
		if rest, ok := strings.CutPrefix(step, word); ok && rest != "" {
			return rest
		}
	}
	return step
}

// dayOfTask understands the first day in the line that is not past.
func (l *quickLine) dayOfTask() (Date, bool) {
	dates := l.dates(func(d Date) bool { return d.Compare(DateOf(l.now)) >= 0 })
	if len(dates) == 0 {
		return Date{}, false
	}
	l.take(dates[0])
	return dates[0].day, true
}

// take marks the words of a date as understood, and those that lead to it.
func (l *quickLine) take(d quickDate) {
	for i := d.from; i < d.to; i++ {
		l.words[i].used = true
	}
	if d.bytes > 0 {
		w := &l.words[d.from]
		w.from, w.used = w.from+d.bytes, w.from+d.bytes == w.to
	}
	if d.from > 0 && (l.words[d.from-1].known == "on" || l.words[d.from-1].known == "by") {
		l.words[d.from-1].used = true
	}
}

// dates finds the days in the line for which a condition holds, one after the
// other, the longest at each place.
func (l *quickLine) dates(wanted func(Date) bool) []quickDate {
	var found []quickDate
	for i := 0; i < len(l.words); i++ {
		if d, ok := l.dateAt(i); ok && wanted(d.day) {
			found = append(found, d)
			i = max(i, d.to-1)
		}
	}
	return found
}

func (l *quickLine) dateAt(i int) (quickDate, bool) {
	for n := min(longestDay, len(l.words)-i); n > 0; n-- {
		if l.anyUsed(i, i+n) {
			continue
		}
		text := l.text[l.words[i].from:l.words[i+n-1].to]
		if day, ok := quickDay(text, l.now); ok {
			return quickDate{day: day, from: i, to: i + n}, true
		}
	}
	if l.words[i].used {
		return quickDate{}, false
	}
	day, size := dayBefore(l.words[i].in(l.text), l.now)
	return quickDate{day: day, from: i, to: i, bytes: size}, size > 0
}

func (l *quickLine) anyUsed(from, to int) bool {
	for _, w := range l.words[from:to] {
		if w.used {
			return true
		}
	}
	return false
}

// longestBegin is how many characters of a Chinese word may be a day: 2027年10月14日.
const longestBegin = 12

// dayBefore reads the day that a Chinese word begins with, as 下周三 in 下周三回访,
// and returns its length in bytes, 0 for none.
func dayBefore(word string, now time.Time) (Date, int) {
	ends := make([]int, 0, longestBegin)
	for i := range word {
		if i > 0 && len(ends) < longestBegin {
			ends = append(ends, i)
		}
	}
	for k := len(ends) - 1; k >= 0; k-- {
		size := ends[k]
		next, _ := utf8.DecodeRuneInString(word[size:])
		if !unicode.Is(unicode.Han, next) || endsInFigure(word[:size]) && strings.ContainsRune(measures, next) {
			continue
		}
		if day, ok := quickDay(word[:size], now); ok {
			return day, size
		}
	}
	return Date{}, 0
}

// measures follow a number that is no day: 3-5天到货, 10-12元.
const measures = "天日号周月年个元块角件箱包台只支本张盒套折万千百次点分度公斤吨米"

func endsInFigure(s string) bool { return s != "" && isDigit(s[len(s)-1]) }

// quickDay reads a day as it stands in a line of text, more strictly than where a
// day is asked for: 10.5 is a number there, and sat a word. A day without its year
// that is past by more than a month is the one of the next year.
func quickDay(text string, now time.Time) (Date, bool) {
	s := folded(text)
	if strings.ContainsAny(s, ":点时") || strings.Trim(s, "0123456789./ ") == "" || ambiguousDays[s] {
		return Date{}, false
	}
	if r, _ := utf8.DecodeRuneInString(s); r == '-' {
		return Date{}, false
	}
	day, err := ParseDate(s, now)
	if err != nil {
		return Date{}, false
	}
	if yearless(s) && day.Compare(DateOf(now).AddDays(-31)) < 0 {
		day, err = ParseDate(s, now.AddDate(1, 0, 0))
	}
	return day, err == nil
}

// ambiguousDays are days that are other words, or other numbers, as well.
var ambiguousDays = map[string]bool{"sun": true, "sat": true, "mon": true, "now": true, "现在": true}

// yearless reports whether a text is a month and a day: 10-4, 10月4日, 4 oct.
func yearless(s string) bool {
	b, err := ParseBirthday(s, time.Time{})
	return err == nil && b.Year() == 0 && strings.ContainsAny(s, "0123456789")
}

// repetition understands 每周, every 14 days, 每月5号, 每周三 and every friday, the
// last three with the day on which they are due first.
func (l *quickLine) repetition() (Repeat, Date, bool) {
	for i := range l.words {
		for n := min(longestDay, len(l.words)-i); n > 0; n-- {
			text := folded(l.text[l.words[i].from:l.words[i+n-1].to])
			repeat, due, ok := quickRepeat(text, DateOf(l.now))
			if !ok || l.anyUsed(i, i+n) {
				continue
			}
			l.take(quickDate{from: i, to: i + n})
			return repeat, due, true
		}
	}
	return RepeatNever, Date{}, false
}

// repeatAlone are repetitions that say so without an every.
var repeatAlone = map[string]bool{"daily": true, "weekly": true, "monthly": true, "天天": true}

func quickRepeat(text string, today Date) (Repeat, Date, bool) {
	for _, each := range []string{"每个", "每", "every "} {
		name, ok := strings.CutPrefix(text, each)
		if day, isDay := weekdayNamed(name); ok && isDay {
			return RepeatWeekly, onOrAfter(today, day), true
		}
	}
	if !strings.HasPrefix(text, "每") && !strings.HasPrefix(text, "every ") && !repeatAlone[text] {
		return RepeatNever, Date{}, false
	}
	repeat, err := ParseRepeat(text)
	if err != nil || repeat == RepeatNever {
		return RepeatNever, Date{}, false
	}
	if day := repeat.OnDay(); day > 0 {
		due := inMonth(0, day)(today)
		if due.Compare(today) < 0 {
			due = inMonth(1, day)(today)
		}
		return repeat, due, true
	}
	return repeat, Date{}, true
}
