package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// emptied is what stands in a field of a bulk form that is to be empty: an empty
// field is one that nobody touched.
const emptied = "-"

// An edit changes one customer of many.
type edit func(*model.Customer) error

// bulkForm edits many customers at once: only what is filled in is written.
type bulkForm struct {
	base
	form *widget.Form
	ids  []int64
	then func() tea.Cmd // after it was written
}

// The fields of tags in a bulk form.
const (
	tagsAdded   = "tags_added"
	tagsRemoved = "tags_removed"
)

func newBulkForm(s *session, ids []int64, then func() tea.Cmd) *bulkForm {
	return openBulkForm(s, ids, s.bulkFields(), then)
}

// newTagsForm is the bulk form for tags alone.
func newTagsForm(s *session, ids []int64, then func() tea.Cmd) *bulkForm {
	return openBulkForm(s, ids, s.tagFields(), then)
}

func openBulkForm(s *session, ids []int64, fields []widget.Field, then func() tea.Cmd) *bulkForm {
	title := "  " + s.t("tui.bulk.title", "Count", grouped(int64(len(ids))))
	return &bulkForm{base: base{s}, form: widget.NewForm(s.styles, title, s.formTexts(), fields), ids: ids, then: then}
}

func (s *session) tagFields() []widget.Field {
	return []widget.Field{
		{Key: tagsAdded, Label: s.t("tui.bulk.tags_added"), Hint: s.t("tui.form.several"), Suggest: s.lastOfList("tag")},
		{Key: tagsRemoved, Label: s.t("tui.bulk.tags_removed"), Hint: s.t("tui.form.several"), Suggest: s.lastOfList("tag")},
	}
}

// bulkFields are the fields that many customers may share.
func (s *session) bulkFields() []widget.Field {
	fields := []widget.Field{s.bulkChoice("level", s.levelOptions()), s.bulkText("owner")}
	fields = append(fields, s.tagFields()...)
	for _, key := range []string{"source", "industry", "company", "title", "next_review"} {
		fields = append(fields, s.bulkText(key))
	}
	fields = append(fields, widget.Field{Key: "address", Kind: widget.Heading, Label: s.t("tui.form.address")})
	for _, key := range []string{"province", "city", "district", "street", "postcode", "country"} {
		fields = append(fields, s.bulkText(key))
	}
	fields = append(fields, widget.Field{Key: "more", Kind: widget.Heading, Label: s.t("tui.form.more")},
		s.bulkChoice("kind", words(s, "customer_kind.", []model.CustomerKind{model.PersonKind, model.CompanyKind})),
		s.bulkChoice("gender", words(s, "gender.", []string{"male", "female"})),
		s.bulkText("language"))
	for _, key := range []string{"preferences", "notes"} {
		f := s.bulkText(key)
		f.Kind, f.Height = widget.Lines, 2
		fields = append(fields, f)
	}
	return fields
}

// bulkText is a field of text, empty while nobody touched it.
func (s *session) bulkText(key string) widget.Field {
	return widget.Field{Key: key, Label: s.p.Field(key), Placeholder: s.t("tui.bulk.untouched"), Hint: s.t("tui.bulk.hint"), Suggest: s.values(key),
		Check: func(text string) string { return s.complaint(s.tryEdit(key, text)) }}
}

// bulkChoice is a field with a list of values; the first one leaves it as it is.
func (s *session) bulkChoice(key string, options []widget.Option) widget.Field {
	all := append([]widget.Option{{Value: "", Label: s.t("tui.bulk.untouched")}}, options...)
	if key != "kind" { // which every customer has
		all = append(all, widget.Option{Value: emptied, Label: s.t("tui.bulk.none")})
	}
	return widget.Field{Key: key, Label: s.p.Field(key), Kind: widget.Choice, Options: all}
}

// tryEdit tries a text on an otherwise right customer.
func (s *session) tryEdit(key, text string) error {
	change, err := s.editOf(key, text)
	if err != nil || change == nil {
		return err
	}
	c := model.Customer{Kind: model.PersonKind, Name: "x"}
	if err := change(&c); err != nil {
		return err
	}
	return c.Validate(s.now())
}

// editOf is what a text in a field of the form does to a customer; nil is nothing.
func (s *session) editOf(key, text string) (edit, error) {
	if text = strings.TrimSpace(text); text == "" {
		return nil, nil
	}
	switch key {
	case tagsAdded:
		return addTags(splitList(text)), nil
	case tagsRemoved:
		return removeTags(splitList(text)), nil
	}
	if text == emptied {
		text = ""
	} else if key == "next_review" {
		day, err := optionalDay(text, s.now())
		if err != nil {
			return nil, model.At(key, err)
		}
		text = day.String()
	}
	return func(c *model.Customer) error { return model.FieldOf(model.CustomerFields(), key).Set(c, text) }, nil
}

func addTags(tags []string) edit {
	return func(c *model.Customer) error {
		for _, tag := range tags {
			c.AddTag(strings.TrimLeft(tag, "#＃"))
		}
		return nil
	}
}

func removeTags(tags []string) edit {
	return func(c *model.Customer) error {
		c.Tags = slices.DeleteFunc(slices.Clone(c.Tags), func(have string) bool {
			return slices.ContainsFunc(tags, func(tag string) bool { return strings.EqualFold(have, strings.TrimLeft(tag, "#＃")) })
		})
		return nil
	}
}

// edits are what the form does, and what it says of that.
func (b *bulkForm) edits(fields []widget.Field) (all []edit, said []string, errs map[widget.Ref]string) {
	errs = map[widget.Ref]string{}
	for _, f := range fields {
		text := b.form.Value(f.Key)
		change, err := b.editOf(f.Key, text)
		switch {
		case err != nil:
			errs[widget.Ref{Key: f.Key}] = b.complaint(err)
		case change != nil:
			all, said = append(all, change), append(said, b.said(f, strings.TrimSpace(text)))
		}
	}
	return all, said, errs
}

// said puts a change into words: Level → VIP.
func (b *bulkForm) said(f widget.Field, text string) string {
	for _, o := range f.Options {
		if o.Value == text {
			text = o.Text()
		}
	}
	if text == emptied {
		text = b.t("tui.bulk.none")
	}
	return f.Label + b.t("tui.bulk.becomes") + oneLine(text)
}

// Update gives the form its messages.
func (b *bulkForm) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(restyled); ok {
		b.form.SetStyles(b.styles)
	}
	decision, cmd := b.form.Update(msg)
	switch decision {
	case widget.Accepted:
		return tea.Batch(cmd, b.accept())
	case widget.Cancelled:
		return tea.Batch(cmd, b.nav.pop())
	}
	return cmd
}

// accept asks with the count before it writes.
func (b *bulkForm) accept() tea.Cmd {
	all, said, errs := b.edits(b.bulkFields())
	if len(errs) > 0 {
		b.form.Fail(errs)
		return nil
	}
	if len(all) == 0 {
		b.nav.say(toast{text: b.t("tui.bulk.nothing")})
		return nil
	}
	return b.askEdit(b.ids, said, func() tea.Cmd { return tea.Batch(b.nav.pop(), b.editAll(b.ids, all, b.then)) })
}

func (b *bulkForm) Resize(w, h int) tea.Cmd {
	b.form.SetSize(min(w, 110), h)
	return nil
}

func (b *bulkForm) View(int, int) widget.Frame { return b.form.View() }
func (b *bulkForm) Typing() bool               { return true }

// Dirty reports whether something was typed that is not written.
func (b *bulkForm) Dirty() bool { return b.form.Dirty() }

// Bindings are for the footer; the form handles its keys itself.
func (b *bulkForm) Bindings() []binding {
	return formKeys(b.form, []binding{
		{show: "Ctrl-s", label: "tui.key.save", foot: true},
		{show: "Tab", label: "tui.key.next_field", foot: true},
		{show: "Esc", label: "tui.key.cancel", foot: true},
	})
}
