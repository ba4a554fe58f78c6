package tui

import (
	"strconv"
	"strings"
	"time"

	"kehu/model"
	"kehu/tui/widget"
)

type (
	interactionForm = form[model.Interaction, *model.Interaction]
	taskForm        = form[model.Task, *model.Task]
)

// newInteractionForm opens the form of a contact entry with somebody. A next step that is new
// becomes a follow-up in the same change set.
func newInteractionForm(s *session, i model.Interaction, who string) *interactionForm {
	title := s.t("tui.form.new_contact")
	if i.ID != 0 {
		title = s.t("tui.form.edit_contact")
	}
	f := newForm[model.Interaction, *model.Interaction](s, about(title, who), i, model.InteractionFields(), s.interactionEntries(&i))
	f.read, f.who = s.book.Interaction, who
	f.follow = func() { s.noteDays(f.form, "next_day") }
	f.also = func(now *model.Interaction) []model.Record { return s.nextStep(&i, now) }
	return f
}

func (s *session) interactionEntries(i *model.Interaction) []entry[model.Interaction] {
	fields := model.InteractionFields()
	content := long(s, fields, i, "content", 4)
	content.Required = true
	return []entry[model.Interaction]{
		content,
		choice(s, fields, i, "channel", words(s, "channel.", model.Channels())),
		choice(s, fields, i, "direction", words(s, "direction.", []model.Direction{model.DirectionIn, model.DirectionOut})),
		choice(s, fields, i, "kind", words(s, "interaction_kind.", model.InteractionKinds())),
		s.instantEntry(i),
		long(s, fields, i, "feedback", 2),
		choice(s, fields, i, "rating", s.orNone(ratings())),
		text(s, fields, i, "outcome"),
		text(s, fields, i, "next"),
		dated(s, "next_day", i, func(i *model.Interaction) *model.Date { return &i.NextDay }),
		completed(s, fields, i, "author"),
	}
}

func ratings() []widget.Option {
	var out []widget.Option
	for n := int64(1); n <= 5; n++ {
		out = append(out, widget.Option{Value: strconv.FormatInt(n, 10), Label: rating(n)})
	}
	return out
}

// instantEntry is when the contact took place.
func (s *session) instantEntry(i *model.Interaction) entry[model.Interaction] {
	now := s.now
	zone := now().Location()
	return entry[model.Interaction]{
		Field: widget.Field{Key: "at", Label: s.p.Field("at"), Required: true, Value: s.local(i.At).Format("2006-01-02 15:04"), Placeholder: s.t("tui.form.instant")},
		set: func(i *model.Interaction, text string) (err error) {
			i.At, err = model.ParseInstant(text, now(), zone)
			return err
		}}
}

// nextStep is the follow-up that a changed next step asks for.
func (s *session) nextStep(before, now *model.Interaction) []model.Record {
	same := before.ID != 0 && before.Next == now.Next && before.NextDay == now.NextDay
	if same || now.Next == "" && now.NextDay.IsZero() {
		return nil
	}
	title := now.Next
	if title == "" {
		title, _, _ = strings.Cut(strings.TrimSpace(now.Content), "\n")
	}
	return []model.Record{&model.Task{CustomerID: now.CustomerID, Title: title, Due: now.NextDay, Owner: now.Author}}
}

// newTaskForm opens the form of a follow-up with somebody.
func newTaskForm(s *session, k model.Task, who string) *taskForm {
	title := s.t("tui.form.new_task")
	if k.ID != 0 {
		title = s.t("tui.form.edit_task")
	}
	f := newForm[model.Task, *model.Task](s, about(title, who), k, model.TaskFields(), s.taskEntries(&k))
	f.read, f.who = s.book.Task, who
	f.follow = func() { s.noteDays(f.form, "due") }
	return f
}

func (s *session) taskEntries(k *model.Task) []entry[model.Task] {
	fields := model.TaskFields()
	title := text(s, fields, k, "title")
	title.Label, title.Required = s.t("tui.form.task_title"), true
	return []entry[model.Task]{
		title,
		dated(s, "due", k, func(k *model.Task) *model.Date { return &k.Due }),
		completed(s, fields, k, "owner"),
		s.doneEntry(k),
		long(s, fields, k, "result", 3),
	}
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
