package exchange

import (
	"strings"
	"unicode/utf8"

	"kehu/model"
)

// interactionFields are the fields of a contact entry.
func interactionFields() []field {
	return []field{
		{"entry_key", func(d *drafting, c Column, text string) error {
			d.draft.Interaction.SourceKey = sourceKey(c, text)
			return nil
		}},
		{"at", setAt},
		{"channel", setChannel},
		{"direction", setDirection},
		{"kind", setEntryKind},
		{"content", entryText(func(i *model.Interaction) *string { return &i.Content })},
		{"feedback", entryText(func(i *model.Interaction) *string { return &i.Feedback })},
		{"rating", setRating},
		{"outcome", entryText(func(i *model.Interaction) *string { return &i.Outcome })},
		{"next", entryText(func(i *model.Interaction) *string { return &i.Next })},
		{"next_day", setNextDay},
		{"author", entryText(func(i *model.Interaction) *string { return &i.Author })},
	}
}

func entryText(at func(*model.Interaction) *string) setter {
	return func(d *drafting, c Column, text string) error {
		appendLine(at(d.draft.Interaction), c.behindHeading(text))
		return nil
	}
}

func setAt(d *drafting, c Column, text string) (err error) {
	d.draft.Interaction.At, err = d.dates(c).Instant(text)
	d.draft.Interaction.At = d.draft.Interaction.At.In(d.source.options.Location)
	return err
}

// setNextDay reads a day that may lack its year, or be a tomorrow, as that of the day of
// the entry: the next step comes behind it.
func setNextDay(d *drafting, c Column, text string) (err error) {
	if isNone(text) {
		return nil
	}
	e, reader := d.draft.Interaction, d.dates(c)
	if !e.At.IsZero() {
		reader.Now = e.At
	}
	if e.NextDay, err = reader.Day(text); err != nil || e.At.IsZero() || e.NextDay.Compare(model.DateOf(e.At)) >= 0 {
		return err
	}
	reader.Now = e.At.AddDate(1, 0, 0)
	e.NextDay, err = reader.Day(text) // the same where the text has a year
	return err
}

// setChannel keeps a channel that we do not know in the text of the entry.
func setChannel(d *drafting, c Column, text string) error {
	channel, ok := channelWords[foldWord(text)]
	if !ok {
		channel = model.ChannelOther
		d.keepWord(c, text)
	}
	d.draft.Interaction.Channel = channel
	return nil
}

func setDirection(d *drafting, c Column, text string) error {
	direction, ok := directionWords[foldWord(text)]
	if !ok {
		d.keepWord(c, text)
	}
	d.draft.Interaction.Direction = direction
	return nil
}

func setEntryKind(d *drafting, c Column, text string) error {
	kind, ok := entryKindWords[foldWord(text)]
	if !ok {
		kind = model.InteractionOther
		d.keepWord(c, text)
	}
	d.draft.Interaction.Kind = kind
	return nil
}

// keepWord writes "heading: text" behind the outcome, where nothing is lost.
func (d *drafting) keepWord(c Column, text string) {
	appendLine(&d.draft.Interaction.Outcome, c.Heading+": "+text)
}

// setRating reads 1 to 5, with or without a word behind (4星, 4/5), or stars.
func setRating(d *drafting, _ Column, text string) error {
	if isNone(text) {
		return nil
	}
	stars := int64(strings.Count(text, "★") + strings.Count(text, "⭐"))
	if stars == 0 {
		first, size := utf8.DecodeRuneInString(text)
		rest := strings.TrimSpace(text[size:])
		if stars = int64(first - '0'); rest != "" && rest != "星" && rest != "分" && rest != "/5" && rest != ".0" {
			stars = 0
		}
	}
	if stars < 1 || stars > 5 {
		return model.Invalidf("", "rating_range", "Value", shorten(text))
	}
	d.draft.Interaction.Rating = stars
	return nil
}

// interaction turns a row of contact history into a draft.
func (s *Source) interaction(r row) model.Draft {
	d := s.read(r)
	e := d.draft.Interaction
	if e.Content == "" {
		e.Content = e.Feedback // a survey has nothing else
	}
	if e.Channel == "" {
		e.Channel = model.ChannelOther
	}
	if e.Direction == "" {
		e.Direction = model.DirectionOut
	}
	if e.Kind == "" {
		e.Kind = model.InteractionOther
	}
	d.needCustomer()
	if len(d.draft.Problems) == 0 && e.At.IsZero() {
		d.draft.Problems.Add(model.Invalidf("at", "date_missing"))
	}
	if len(d.draft.Problems) == 0 && e.Content == "" {
		d.draft.Problems.Add(model.Invalidf("content", "content_missing"))
	}
	return d.draft
}
