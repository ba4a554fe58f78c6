package tui

import (
	"kehu/model"
	"kehu/tui/widget"
)

// The fields of the form by which a follow-up is finished that are none of the
// follow-up's own.
const (
	finishChannel = "contact"
	finishNext    = "next_due"
)

// newFinishForm opens the short form that ticks a follow-up off: what came of it,
// whether that is a contact entry too, and when it is due again. All of it is one
// change set.
func newFinishForm(s *session, k model.Task, who string) *taskForm {
	finished := k
	next := finished.Finish(s.now())
	f := newForm[model.Task, *model.Task](s, about(s.t("tui.form.finish", "Title", oneLine(k.Title)), who), k, model.TaskFields(), s.finishEntries(&k, next))
	f.read, f.who = s.book.Task, who
	f.collect = func(now *model.Task) map[widget.Ref]string {
		now.Done = finished.Done
		return nil
	}
	f.also = func(now *model.Task) []model.Record {
		return append(s.comingNext(f.form, next), s.leftBehind(f.form, now)...)
	}
	f.follow = func() { s.noteNext(f.form, next) }
	f.follow()
	return f
}

func (s *session) finishEntries(k *model.Task, next *model.Task) []entry[model.Task] {
	entries := []entry[model.Task]{long(s, model.TaskFields(), k, "result", 3)}
	if k.CustomerID != 0 {
		entries = append(entries, entry[model.Task]{Field: widget.Field{Key: finishChannel, Label: s.t("tui.form.also_contact"), Kind: widget.Choice,
			Options: s.orNone(words(s, "channel.", model.Channels())), Hint: s.t("tui.form.also_contact_hint")}})
	}
	if next != nil {
		due := dated(s, finishNext, next, func(k *model.Task) *model.Date { return &k.Due })
		due.Label, due.Hint = s.t("tui.form.next_due"), s.t("tui.form.next_due_hint", "Repeat", s.repeatName(k.Repeat))
		due.set = func(_ *model.Task, text string) error {
			_, err := optionalDay(text, s.now())
			return err
		}
		entries = append(entries, due)
	}
	return entries
}

// comingNext is the follow-up that comes after one that repeats, on the day that
// the form has; without a day it comes no more.
func (s *session) comingNext(f *widget.Form, next *model.Task) []model.Record {
	if next == nil {
		return nil
	}
	due, err := optionalDay(f.Value(finishNext), s.now())
	if err != nil || due.IsZero() {
		return nil
	}
	k := *next
	k.Due = due
	return recordsOf(&k)
}

// leftBehind is the contact entry that the follow-up leaves, where one was chosen.
func (s *session) leftBehind(f *widget.Form, done *model.Task) []model.Record {
	channel := model.Channel(f.Value(finishChannel))
	if channel == "" {
		return nil
	}
	entry := done.Contact()
	entry.Channel, entry.Author = channel, s.book.Actor().Name
	return []model.Record{entry}
}

// noteNext shows which day the next follow-up is due, or that there is none.
func (s *session) noteNext(f *widget.Form, next *model.Task) {
	if next == nil {
		return
	}
	note := ""
	switch due, err := optionalDay(f.Value(finishNext), s.now()); {
	case err != nil:
	case due.IsZero():
		note = s.t("tui.form.repeats_no_more")
	default:
		note = "= " + s.dayInFull(due)
	}
	f.SetNote(widget.Ref{Key: finishNext}, note)
}
