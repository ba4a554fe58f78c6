package tui

import (
	"context"
	"strings"
	"time"

	"kehu/model"
	"kehu/tui/widget"
)

// suggestions is how many completions are offered.
const suggestions = 8

// text is an entry whose text is the field's own.
func text[T any](s *session, fields []model.Field[T], r *T, key string) entry[T] {
	f := model.FieldOf(fields, key)
	return entry[T]{Field: widget.Field{Key: key, Label: s.p.Field(key), Value: f.Get(r)},
		set: func(r *T, text string) error {
			if err := model.CheckLine("", text); err != nil {
				return err
			}
			return f.Set(r, strings.TrimSpace(text))
		}}
}

// completed is a text entry that completes from what the book holds.
func completed[T any](s *session, fields []model.Field[T], r *T, key string) entry[T] {
	e := text(s, fields, r, key)
	e.Suggest = s.values(key)
	return e
}

// values finds values of a field that the book holds, by characters, pinyin and
// initials.
func (s *session) values(key string) func(context.Context, string) ([]widget.Option, error) {
	book := s.book
	return func(ctx context.Context, prefix string) ([]widget.Option, error) {
		list, err := book.Completions(ctx, key, prefix, model.Address{}, suggestions)
		options := make([]widget.Option, len(list))
		for i, v := range list {
			options[i] = widget.Option{Value: v}
		}
		return options, err
	}
}

// long is a text entry of several lines.
func long[T any](s *session, fields []model.Field[T], r *T, key string, height int) entry[T] {
	f := model.FieldOf(fields, key)
	e := text(s, fields, r, key)
	e.Kind, e.Height = widget.Lines, height
	e.set = func(r *T, text string) error {
		if err := model.CheckText("", text); err != nil {
			return err
		}
		return f.Set(r, strings.TrimSpace(text))
	}
	return e
}

// choice is an entry with a list of values.
func choice[T any](s *session, fields []model.Field[T], r *T, key string, options []widget.Option) entry[T] {
	e := text(s, fields, r, key)
	e.Kind, e.Options = widget.Choice, options
	return e
}

// dated is an entry for a day, written as people write days.
func dated[T any](s *session, key string, r *T, at func(*T) *model.Date) entry[T] {
	now := s.now
	return entry[T]{Field: widget.Field{Key: key, Label: s.p.Field(key), Replace: true, Value: at(r).String(), Placeholder: s.t("tui.form.day")},
		set: func(r *T, text string) (err error) {
			*at(r), err = optionalDay(text, now())
			return err
		}}
}

// optionalDay reads a day; an empty text is none.
func optionalDay(text string, now time.Time) (model.Date, error) {
	if strings.TrimSpace(text) == "" {
		return model.Date{}, nil
	}
	return model.ParseDate(text, now)
}

// heading is a title over the entries that follow.
func heading[T any](s *session, id string) entry[T] {
	return entry[T]{Field: widget.Field{Key: id, Kind: widget.Heading, Label: s.t(id)}}
}

// words makes options of a closed list of values, named by messages.
func words[V ~string](s *session, prefix string, values []V) []widget.Option {
	out := make([]widget.Option, len(values))
	for i, v := range values {
		out[i] = widget.Option{Value: string(v), Label: s.t(prefix + string(v))}
	}
	return out
}

// orNone puts "none" before the options.
func (s *session) orNone(options []widget.Option) []widget.Option {
	return append([]widget.Option{{Value: "", Label: "–"}}, options...)
}

// hinted is an entry with a remark at the foot of the form.
func hinted[T any](e entry[T], hint string) entry[T] {
	e.Hint = hint
	return e
}

// noteDays shows below the fields which days their texts mean, unless they are
// written out.
func (s *session) noteDays(f *widget.Form, keys ...string) {
	for _, key := range keys {
		text, note := f.Value(key), ""
		if d, err := optionalDay(text, s.now()); err == nil && d.String() != strings.TrimSpace(text) {
			note = s.dayInFull(d)
		}
		f.SetMeaning(widget.Ref{Key: key}, note)
	}
}

// noteMoment shows below a field which instant its text means, unless it is
// written out.
func (s *session) noteMoment(f *widget.Form, key string) {
	text, note := f.Value(key), ""
	if at, err := model.ParseInstant(text, s.now(), s.now().Location()); err == nil {
		if at = s.local(at); at.Format(clockLayout) != strings.TrimSpace(text) {
			note = s.dayInFull(model.DateOf(at)) + " " + at.Format("15:04")
		}
	}
	f.SetMeaning(widget.Ref{Key: key}, note)
}

// clockLayout is how forms write an instant.
const clockLayout = "2006-01-02 15:04"

// dayInFull writes a day with the day of the week.
func (s *session) dayInFull(d model.Date) string {
	return d.String() + " " + s.t("tui.weekday."+d.Weekday().String())
}
