package model

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func isoDay(t testing.TB, text string) Date {
	t.Helper()
	d, err := DateFromISO(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRepeatNext(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ repeat, due, done, next, then string }{
		{"daily", "2026-11-18", "2026-11-18", "2026-11-19", "daily"},
		{"daily", "2026-11-08", "2026-11-18", "2026-11-19", "daily"}, // late: once, not ten times
		{"daily", "2026-11-20", "2026-11-18", "2026-11-21", "daily"}, // early: the day after it was due
		{"weekly", "2026-11-16", "2026-11-18", "2026-11-23", "weekly"},
		{"weekly", "2026-11-02", "2026-11-16", "2026-11-23", "weekly"},
		{"monthly", "2026-11-18", "2026-11-18", "2026-12-18", "monthly"},
		{"monthly", "2026-01-31", "2026-01-31", "2026-02-28", "monthly:31"},
		{"monthly:31", "2026-02-28", "2026-02-27", "2026-03-31", "monthly:31"},
		{"monthly:31", "2026-03-31", "2026-04-02", "2026-04-30", "monthly:31"},
		{"monthly", "2026-01-31", "2026-02-28", "2026-03-31", "monthly"},
		{"monthly:30", "2028-01-30", "2028-01-30", "2028-02-29", "monthly:30"},
		{"monthly", "2026-01-15", "2026-06-20", "2026-07-15", "monthly"},
		{"monthly", "2026-12-31", "2026-12-31", "2027-01-31", "monthly"},
		{"14d", "2026-11-01", "2026-11-18", "2026-12-02", "14d"},
		{"", "2026-11-01", "2026-11-18", "", ""},
		{"weekly", "", "2026-11-18", "2026-11-25", "weekly"}, // without a day it counts from when it was done
		{"daily", "9999-12-31", "9999-12-31", "", "daily"},
	} {
		var due Date
		if c.due != "" {
			due = isoDay(t, c.due)
		}
		next, then := Repeat(c.repeat).Next(due, isoDay(t, c.done))
		if next.String() != c.next || string(then) != c.then {
			t.Errorf("%q due %s done %s: %s, %q; want %s, %q", c.repeat, c.due, c.done, next, then, c.next, c.then)
		}
	}
}

// What holds of all repetitions, whenever they are done.
func TestRepeatLaws(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(1, 2))
	start := isoDay(t, "2024-01-01")
	repeats := []Repeat{RepeatDaily, RepeatWeekly, RepeatMonthly, RepeatAfter(1), RepeatAfter(45), RepeatOn(1), RepeatOn(29), RepeatOn(31)}
	for range 20_000 {
		r, due := repeats[dice.IntN(len(repeats))], start.AddDays(dice.IntN(1500))
		done := due.AddDays(dice.IntN(200) - 100)
		next, then := r.Next(due, done)
		if next.Compare(done) <= 0 {
			t.Fatalf("%s due %s done %s: next %s is not after it", r, due, done, next)
		}
		if !then.Valid() {
			t.Fatalf("%s becomes %q", r, then)
		}
		switch {
		case r.AfterDays() > 0:
			if next != done.AddDays(r.AfterDays()) || then != r {
				t.Fatalf("%s done %s: %s, %s", r, done, next, then)
			}
		case next.Compare(due) <= 0:
			t.Fatalf("%s due %s done %s: next %s is no later", r, due, done, next)
		case r == RepeatWeekly && next.Weekday() != due.Weekday():
			t.Fatalf("weekly from %s leads to %s", due, next)
		}
	}
}

// Done on time for three years, a monthly follow-up comes once a month on its day.
func TestRepeatMonthlyKeepsItsDay(t *testing.T) {
	t.Parallel()
	for day := 1; day <= 31; day++ {
		r, due := RepeatMonthly, isoDay(t, "2026-01-01").AddDays(day-1)
		for month := 1; month <= 36; month++ {
			due, r = r.Next(due, due)
			first := isoDay(t, "2026-01-01").AddMonths(month)
			want := min(day, daysIn(first.Year(), int(first.Month())))
			if due.Year() != first.Year() || due.Month() != first.Month() || due.Day() != want {
				t.Fatalf("day %d, month %d: %s", day, month, due)
			}
		}
	}
}

func TestParseRepeat(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Repeat{
		"": "", "不重复": "", "none": "", "每天": "daily", "Daily": "daily", "weekly": "weekly", "每周": "weekly", "every month": "monthly", "每个月": "monthly",
		"monthly:31": "monthly:31", "monthly：5": "monthly:5", "每月31日": "monthly:31", "每月 5 号": "monthly:5", "每月底": "monthly:31",
		"14d": "14d", "14 d": "14d", "every 14 days": "14d", "每14天": "14d", "完成后 14 天": "14d", "每隔两周": "14d", "十天后": "10d", "+30d": "30d", "２周": "14d",
	} {
		if got, err := ParseRepeat(text); got != want || err != nil {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"sometimes", "0d", "monthly:32", "monthly:0", "每月32日", "99999d", "-3d", "every 3 hours", "3"} {
		if got, err := ParseRepeat(text); codeOf(err) != "repeat_unknown" {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func FuzzParseRepeat(f *testing.F) {
	for _, seed := range []string{"每14天", "every 2 weeks", "monthly:31", "完成后后", "d", "每月"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseRepeat(text)
		if err == nil && !r.Valid() {
			t.Errorf("%q gives %q", text, r)
		}
		if again, err := ParseRepeat(string(r)); again != r || err != nil {
			t.Errorf("%q is read as %q, %v", r, again, err)
		}
	})
}

func TestFinish(t *testing.T) {
	t.Parallel()
	k := Task{Meta: Meta{ID: 7, Revision: 3}, CustomerID: 4, Title: "对账", Due: isoDay(t, "2026-01-31"), Priority: PriorityHigh, Repeat: RepeatMonthly, Owner: "li", Result: "已对"}
	next := k.Finish(time.Date(2026, 1, 31, 9, 0, 0, 0, shanghai))
	want := Task{CustomerID: 4, Title: "对账", Due: isoDay(t, "2026-02-28"), Priority: PriorityHigh, Repeat: "monthly:31", Owner: "li"}
	if next == nil || *next != want || k.Done.IsZero() || k.ID != 7 {
		t.Errorf("next is %+v, want %+v", next, want)
	}
	if entry := k.Contact(); entry.CustomerID != 4 || entry.Content != "对账\n已对" || !entry.At.Equal(k.Done) || entry.Author != "li" {
		t.Errorf("contact entry %+v", entry)
	}
	once := Task{Title: "x"}
	if once.Finish(friday) != nil {
		t.Error("a task without repetition comes again")
	}
}

func TestFollowUp(t *testing.T) {
	t.Parallel()
	day := isoDay(t, "2026-11-20")
	for _, c := range []struct {
		i    Interaction
		want string
	}{
		{Interaction{Content: "询价"}, ""},
		{Interaction{Content: "询价", Next: "回访", NextDay: day}, "回访"},
		{Interaction{Content: " 询价 A4\n第二行", NextDay: day}, "询价 A4"},
		{Interaction{Content: "询价", Next: "寄样\n两份"}, "寄样"},
		{Interaction{Content: strings.Repeat("长", 2*MaxLine), NextDay: day}, strings.Repeat("长", MaxLine)},
	} {
		task := c.i.FollowUp()
		if (task == nil) != (c.want == "") || task != nil && (task.Title != c.want || task.Due != c.i.NextDay) {
			t.Errorf("%+v asks for %+v", c.i, task)
		}
	}
}

func TestTaskValidate(t *testing.T) {
	t.Parallel()
	good := Task{Title: "回访"}
	if err := good.Validate(); err != nil {
		t.Error(err)
	}
	bad := Task{Title: " ", Priority: "urgent", Repeat: "yearly"}
	var codes []string
	for _, p := range bad.Validate().(Problems) {
		codes = append(codes, p.MessageField()+" "+p.Code)
	}
	if got := strings.Join(codes, ", "); got != "task.title title_missing, task.priority choice_unknown, task.repeat repeat_unknown" {
		t.Error(got)
	}
}
