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
// its key: "kind:公司" gives "company", "owner:我" gives Me.
func (t Term) Texts() []string {
	texts := make([]string, len(t.Values))
	for i, v := range t.Values {
		texts[i] = t.Field.Resolve(v.Text)
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

// check returns the code of what is wrong with v as a value of f, and the
// nearest word known; "" when it fits.
func (f *Field) check(v Value) (code, near string) {
	switch f.Type {
	case Number:
		_, ok := v.Number()
		return unless(ok, badNumber), ""
	case Money:
		_, _, ok := v.Money()
		return unless(ok, badNumber), ""
	case Age:
		_, ok := v.Age()
		return unless(ok, badAge), ""
	case Day, Instant, Birthday:
		_, ok := parseMoment(v.Text)
		return unless(ok, badDate), nearest(v.Text, dayNames())
	case Bool:
		_, ok := v.Bool()
		return unless(ok, badBool), ""
	}
	_, known := findOption(f.Options, v.Text)
	return unless(known || !f.Closed, unknownOption), nearest(v.Text, optionNames(f.Options))
}

func unless(ok bool, code string) string {
	if ok {
		return ""
	}
	return code
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
