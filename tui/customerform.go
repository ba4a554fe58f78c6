package tui

import (
	"context"
	"strings"

	"kehu/model"
	"kehu/tui/widget"
)

type customerForm = form[model.Customer, *model.Customer]

// newCustomerForm opens the form of a customer, new when it has no id.
func newCustomerForm(s *session, c model.Customer) *customerForm {
	title := s.t("tui.form.new_customer")
	if c.ID != 0 {
		title = s.t("tui.form.edit_customer", "Name", oneLine(c.DisplayName()))
	}
	if c.ID == 0 {
		model.ApplyDefaults(s.custom, &c, s.now(), s.settings.Currency)
	}
	f := newForm[model.Customer, *model.Customer](s, title, c, model.WithCustom(s.custom), s.customerEntries(&c))
	f.read, f.likely = s.book.Customer, &likely{}
	m := &pointRows{session: s, form: f.form, before: &c}
	m.load()
	f.collect = m.collect
	f.follow = func() {
		m.follow()
		s.previewAddress(f.form)
		s.noteDays(f.form, s.dayKeys("next_review")...)
	}
	return f
}

// customerEntries are the fields in the order in which one asks for them.
func (s *session) customerEntries(c *model.Customer) []entry[model.Customer] {
	fields := model.CustomerFields()
	es := []entry[model.Customer]{
		text(s, fields, c, "name"),
		choice(s, fields, c, "kind", words(s, "customer_kind.", []model.CustomerKind{model.PersonKind, model.CompanyKind})),
	}
	for _, kind := range mainKinds {
		es = append(es, s.mainEntry(c, kind))
	}
	es = append(es,
		completed(s, fields, c, "company"),
		text(s, fields, c, "title"),
		choice(s, fields, c, "level", s.orNone(s.levelOptions())),
		s.tagsEntry(c),
		completed(s, fields, c, "owner"),
		completed(s, fields, c, "source"),
		completed(s, fields, c, "industry"),
		long(s, fields, c, "notes", 3))
	es = append(es, s.customEntries(c)...)
	es = append(es, s.addressEntries(c)...)
	return append(es, s.moreEntries(c)...)
}

// moreEntries are the fields that are seldom filled in.
func (s *session) moreEntries(c *model.Customer) []entry[model.Customer] {
	fields := model.CustomerFields()
	spoken := text(s, fields, c, "language")
	spoken.Suggest = s.bookFirst("language", s.languages)
	return []entry[model.Customer]{
		heading[model.Customer](s, "tui.form.reach"),
		{Field: s.peopleField()},
		{Field: s.pointsField()},
		heading[model.Customer](s, "tui.form.more"),
		choice(s, fields, c, "gender", s.orNone(words(s, "gender.", []string{"male", "female"}))),
		s.birthdayEntry(c),
		spoken,
		long(s, fields, c, "preferences", 2),
		dated(s, "next_review", c, func(c *model.Customer) *model.Date { return &c.NextReview }),
	}
}

func (s *session) levelOptions() []widget.Option {
	out := make([]widget.Option, len(s.levels))
	for i, l := range s.levels {
		out[i] = widget.Option{Value: l.Key, Label: s.levelText(l.Key)}
	}
	return out
}

func (s *session) birthdayEntry(c *model.Customer) entry[model.Customer] {
	now := s.now
	return entry[model.Customer]{
		Field: widget.Field{Key: "birthday", Label: s.p.Field("birthday"), Value: c.Birthday.String(), Placeholder: s.t("tui.form.birthday")},
		set: func(c *model.Customer, text string) (err error) {
			c.Birthday = model.Birthday{}
			if strings.TrimSpace(text) != "" {
				c.Birthday, err = model.ParseBirthday(text, now())
			}
			return err
		}}
}

// tagsEntry has all tags on one line, parted by blanks or commas.
func (s *session) tagsEntry(c *model.Customer) entry[model.Customer] {
	return entry[model.Customer]{
		Field: widget.Field{Key: "tags", Label: s.p.Field("tags"), Value: strings.Join(c.Tags, "; "),
			Hint: s.t("tui.form.several"), Suggest: s.lastOfList("tag")},
		set: func(c *model.Customer, text string) error {
			c.Tags = nil
			for _, tag := range splitList(text) {
				c.AddTag(strings.TrimLeft(tag, "#＃"))
			}
			return nil
		}}
}

// lastOfList completes the last part of a list.
func (s *session) lastOfList(key string) func(context.Context, string) ([]widget.Option, error) {
	values := s.values(key)
	return func(ctx context.Context, text string) ([]widget.Option, error) {
		at := strings.LastIndexAny(text, listSigns)
		head, last := "", text
		if at >= 0 {
			_, size := firstRune(text[at:])
			head, last = text[:at+size]+" ", text[at+size:]
		}
		if last = strings.TrimSpace(last); last == "" {
			return nil, nil
		}
		options, err := values(ctx, last)
		for i := range options {
			options[i].Label = options[i].Value
			options[i].Value = head + options[i].Value
		}
		return options, err
	}
}
