package query

import (
	"strings"
	"time"
)

// Me is the value that stands for the person who asks, as in "owner:me".
const Me = "me"

// A Value is what was asked for, as it was typed. It is resolved when the
// query runs, so that a saved "this-week" is always this week.
type Value struct{ Text string }

// Texts returns the values of the term, with an option's aliases replaced by
// its key: "kind:公司" gives "company", "owner:我" gives Me. A text with an apostrophe
// is there with the straight and with the curly one.
func (t Term) Texts() []string {
	texts := make([]string, len(t.Values))
	for i, v := range t.Values {
		texts[i] = t.Field.Resolve(v.Text)
		if t.Field.Type == Text && strings.ContainsAny(v.Text, "'’") {
			texts[i] = strings.ReplaceAll(v.Text, "’", "'")
			texts = append(texts, strings.ReplaceAll(texts[i], "'", "’"))
		}
	}
	return texts
}

// Bool returns the truth that the value names; ok is false where it names none.
func (v Value) Bool() (truth, ok bool) {
	switch strings.ToLower(narrow(v.Text)) {
	case "yes", "y", "true", "1", "on", "是", "有", "对", "真", "√":
		return true, true
	case "no", "n", "false", "0", "off", "否", "无", "没有", "不是", "假", "×":
		return false, true
	}
	return false, false
}

// Days returns the days that the value means by itself, from the first up to
// but without the last, both YYYY-MM-DD; ok is false where it is no day. What
// a comparison makes of it is the matter of Term.Spans.
func (v Value) Days(now time.Time) (from, to string, ok bool) {
	m, ok := parseMoment(v.Text)
	if !ok {
		return "", "", false
	}
	first, end := m.resolve(dayOf(now), false)
	return dayText(first), dayText(end), true
}

// fits reports whether v is a value that f can have.
func (f *Field) fits(v Value) bool {
	ok := true
	switch f.Type {
	case Number:
		_, ok = v.Number()
	case Money:
		_, _, ok = v.Money()
	case Age:
		_, ok = v.Age()
	case Day, Instant, Birthday:
		_, ok = parseMoment(v.Text)
	case Bool:
		_, ok = v.Bool()
	default:
		if f.Closed {
			_, ok = findOption(f.Options, v.Text)
		}
	}
	return ok
}

// misfit returns the code of the problem with a value that does not fit, and
// the words that may have been meant.
func (f *Field) misfit() (code string, words []string) {
	switch f.Type {
	case Number, Money:
		return badNumber, nil
	case Age:
		return badAge, nil
	case Day, Instant, Birthday:
		return badDate, dayNames()
	case Bool:
		return badBool, nil
	}
	return unknownOption, optionNames(f.Options)
}

// fewOptions is up to how many values a problem lists all that fit.
const fewOptions = 12

// few returns the values of f where they are few enough to be read.
func (f *Field) few() Known {
	if len(f.Options) > fewOptions {
		return nil
	}
	return Known(f.Options)
}

// reversed reports whether the two ends of a Between cannot make a range.
func (t Term) reversed() bool {
	low, high := t.Values[0], t.Values[1]
	if t.Field.Type == Age {
		from, _ := low.Age()
		to, _ := high.Age()
		return from > to
	}
	if t.Field.Type.Numeric() {
		from, in, _ := low.Money()
		to, out, _ := high.Money()
		return from.Cmp(to) > 0 || in != "" && out != "" && in != out
	}
	from, _ := parseMoment(low.Text)
	to, _ := parseMoment(high.Text)
	return !from.canPrecede(to, t.Field.Type == Birthday)
}
