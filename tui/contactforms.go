package tui

import (
	"context"
	"strconv"

	"kehu/model"
	"kehu/tui/widget"
)

type interactionForm = form[model.Interaction, *model.Interaction]

// newInteractionForm opens the form of a contact entry with somebody. A next step that is new
// becomes a follow-up in the same change set; one that is changed changes the follow-up.
func newInteractionForm(s *session, i model.Interaction, who string) *interactionForm {
	title := s.t("tui.form.new_contact")
	if i.ID != 0 {
		title = s.t("tui.form.edit_contact")
	}
	f := newForm[model.Interaction, *model.Interaction](s, about(title, who), i, model.InteractionFields(), s.interactionEntries(&i))
	f.read, f.who = s.book.Interaction, who
	f.follow = func() {
		s.noteDays(f.form, "next_day")
		s.noteMoment(f.form, "at")
	}
	f.amend = func(ctx context.Context, more []model.Record) error { return s.sameFollowUp(ctx, &i, more) }
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
		hinted(text(s, fields, i, "next"), s.t("tui.form.next_hint")),
		hinted(dated(s, "next_day", i, func(i *model.Interaction) *model.Date { return &i.NextDay }), s.t("tui.form.next_hint")),
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
		Field: widget.Field{Key: "at", Label: s.p.Field("at"), Required: true, Value: s.local(i.At).Format(clockLayout), Placeholder: s.t("tui.form.instant")},
		set: func(i *model.Interaction, text string) (err error) {
			i.At, err = model.ParseInstant(text, now(), zone)
			return err
		}}
}

// nextStep is the follow-up that a changed next step asks for.
func (s *session) nextStep(before, now *model.Interaction) []model.Record {
	same := before.ID != 0 && before.Next == now.Next && before.NextDay == now.NextDay
	task := now.FollowUp()
	if same || task == nil {
		return nil
	}
	return []model.Record{task}
}

// sameFollowUp puts the follow-up that an entry had before, while it is open, in
// the place of a new one.
func (s *session) sameFollowUp(ctx context.Context, before *model.Interaction, more []model.Record) error {
	for n, record := range more {
		wanted, ok := record.(*model.Task)
		if !ok || before.ID == 0 {
			continue
		}
		k, err := s.book.OpenFollowUp(ctx, before)
		if err != nil {
			return err
		}
		if k != nil {
			k.Title, k.Due = wanted.Title, wanted.Due
			more[n] = k
		}
	}
	return nil
}
