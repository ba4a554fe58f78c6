package tui

import (
	"strconv"
	"strings"
	"time"

	"kehu/locale"
	"kehu/model"
	"kehu/tui/widget"
)

type taskForm = form[model.Task, *model.Task]

// repeatDays is the field of the days between a follow-up that was done and the
// next one; afterDone is the choice that asks for them.
const (
	repeatDays = "repeat_days"
	afterDone  = "after"
)

// newTaskForm opens the form of a follow-up with somebody. One that is ticked off
// here is followed by the next one, where it repeats.
func newTaskForm(s *session, k model.Task, who string) *taskForm {
	title := s.t("tui.form.new_task")
	if k.ID != 0 {
		title = s.t("tui.form.edit_task")
	}
	var f *taskForm
	f = newForm[model.Task, *model.Task](s, about(title, who), k, model.TaskFields(), s.taskEntries(&k, func(key string) string { return f.form.Value(key) }))
	f.read, f.who = s.book.Task, who
	f.follow = func() { s.followTask(f.form) }
	f.also = func(now *model.Task) []model.Record {
		if !k.Done.IsZero() || now.Done.IsZero() {
			return nil
		}
		return recordsOf(now.Finish(now.Done))
	}
	f.follow()
	return f
}

// recordsOf lists a follow-up that there may not be.
func recordsOf(k *model.Task) []model.Record {
	if k == nil {
		return nil
	}
	return []model.Record{k}
}

func (s *session) taskEntries(k *model.Task, value func(string) string) []entry[model.Task] {
	fields := model.TaskFields()
	title := text(s, fields, k, "title")
	title.Label, title.Required = s.t("tui.form.task_title"), true
	return []entry[model.Task]{
		title,
		dated(s, "due", k, func(k *model.Task) *model.Date { return &k.Due }),
		choice(s, fields, k, "priority", words(s, "priority.", model.Priorities())),
		s.repeatEntry(k, value),
		s.repeatDaysEntry(k, value),
		completed(s, fields, k, "owner"),
		s.doneEntry(k),
		long(s, fields, k, "result", 3),
	}
}

// repeatEntry chooses when the follow-up comes again.
func (s *session) repeatEntry(k *model.Task, value func(string) string) entry[model.Task] {
	e := choice(s, model.TaskFields(), k, "repeat", s.repeatOptions(k.Repeat))
	if k.Repeat.AfterDays() > 0 {
		e.Value = afterDone
	}
	e.set = func(k *model.Task, text string) error {
		if text == afterDone {
			return setRepeatDays(k, value(repeatDays))
		}
		k.Repeat = model.Repeat(text)
		return nil
	}
	return e
}

// repeatOptions are the repetitions to choose from, with one that names its day of
// the month where the follow-up has it.
func (s *session) repeatOptions(now model.Repeat) []widget.Option {
	var out []widget.Option
	for _, r := range []model.Repeat{model.RepeatNever, model.RepeatDaily, model.RepeatWeekly, model.RepeatMonthly} {
		out = append(out, widget.Option{Value: string(r), Label: s.repeatName(r)})
	}
	if now.OnDay() > 0 {
		out = append(out, widget.Option{Value: string(now), Label: s.repeatName(now)})
	}
	return append(out, widget.Option{Value: afterDone, Label: s.t("repeat.after")})
}

// repeatDaysEntry asks how many days after it was done the follow-up comes again.
func (s *session) repeatDaysEntry(k *model.Task, value func(string) string) entry[model.Task] {
	days := k.Repeat.AfterDays()
	if days == 0 {
		days = 30
	}
	return entry[model.Task]{
		Field: widget.Field{Key: repeatDays, Label: s.t("tui.form.repeat_days"), Right: true, Replace: true, Width: 6, Value: strconv.Itoa(days)},
		set: func(k *model.Task, text string) error {
			if value("repeat") != afterDone {
				return nil
			}
			return setRepeatDays(k, text)
		}}
}

func setRepeatDays(k *model.Task, text string) (err error) {
	k.Repeat, err = model.ParseRepeat(strings.TrimSpace(text) + "d")
	return err
}

// followTask asks for days where they are wanted, and shows which days are meant.
func (s *session) followTask(f *widget.Form) {
	repeat := model.Repeat(f.Value("repeat"))
	f.SetHidden(repeatDays, repeat != afterDone)
	s.noteDays(f, "due")
	note := ""
	if due, err := optionalDay(f.Value("due"), s.now()); err == nil && repeat.Valid() {
		if due.IsZero() {
			due = s.today()
		}
		if next, _ := repeat.Next(due, due); !next.IsZero() {
			note = s.t("tui.form.then", "Day", s.dayInFull(next))
		}
	}
	f.SetNote(widget.Ref{Key: "repeat"}, note)
}

// doneEntry ticks a follow-up off; the moment is noted by itself.
func (s *session) doneEntry(k *model.Task) entry[model.Task] {
	value, now := "", s.now
	if !k.Done.IsZero() {
		value = "true"
	}
	return entry[model.Task]{
		Field: widget.Field{Key: "done", Label: s.t("tui.form.done"), Kind: widget.Check, Value: value},
		set: func(k *model.Task, text string) error {
			k.Done = time.Time{}
			if text == "true" {
				k.Done = now()
			}
			return nil
		}}
}

// RepeatName says when a follow-up comes again, also that it never does.
func RepeatName(p *locale.Printer, r model.Repeat) string {
	switch {
	case r.AfterDays() > 0:
		return p.T("repeat.days", "Days", r.AfterDays())
	case r.OnDay() > 0:
		return p.T("repeat.month_day", "Day", r.OnDay())
	case r == model.RepeatNever:
		return p.T("repeat.never")
	}
	return p.T("repeat." + string(r))
}

func (s *session) repeatName(r model.Repeat) string { return RepeatName(s.p, r) }

// repeat is repeatName where nothing is said of those that never do.
func (s *session) repeat(r model.Repeat) string {
	if r == model.RepeatNever {
		return ""
	}
	return s.repeatName(r)
}

// priority says how much a follow-up matters, unless it is as most are.
func (s *session) priority(k *model.Task) string {
	if k.Weight() == model.PriorityNormal {
		return ""
	}
	return s.t("tui.priority." + string(k.Weight()))
}
