package locale_test

import (
	"errors"
	"fmt"
	"testing"

	"kehu/locale"
	"kehu/model"
)

// fault is an error with a message, as package model makes them.
type fault struct {
	code, field string
	cause       error
}

func (f *fault) Error() string               { return f.code }
func (f *fault) Unwrap() error               { return f.cause }
func (f *fault) MessageID() string           { return "problem." + f.code }
func (f *fault) HintID() string              { return "hint." + f.code }
func (f *fault) MessageArgs() map[string]any { return nil }
func (f *fault) MessageField() string        { return f.field }

func TestError(t *testing.T) {
	t.Parallel()
	name, date := &fault{code: "name_missing", field: "name"}, &fault{code: "date_missing"}
	const nameText, dateText = "Name: a customer needs a name, a company or a way to reach them", "the day is missing"
	for what, tt := range map[string]struct {
		err  error
		want string
	}{
		"one":                    {name, nameText},
		"wrapped":                {fmt.Errorf("saving: %w", name), nameText},
		"two":                    {errors.Join(name, date), nameText + "\n" + dateText},
		"two within one of two":  {errors.Join(errors.Join(name, nil), fmt.Errorf("x: %w", errors.Join(date))), nameText + "\n" + dateText},
		"caused by two":          {&fault{code: "interrupted", cause: errors.Join(name, date)}, "interrupted"},
		"a field by record":      {&fault{code: "date_missing", field: "task.title"}, "Follow-up: " + dateText},
		"a field of all records": {&fault{code: "date_missing", field: "task.due"}, "Due: " + dateText},
		"a field without a name": {&fault{code: "date_missing", field: "xyz"}, dateText},
		"somebody else's":        {errors.New("EOF"), "it did not work: EOF"},
	} {
		if got, _ := locale.New(locale.EN).Error(tt.err); got != tt.want {
			t.Errorf("%s: %q, want %q", what, got, tt.want)
		}
	}
}

// conflict is a fault of several fields.
type conflict struct{ fault }

func (*conflict) MessageArgs() map[string]any {
	return map[string]any{"Actor": "bob", "Fields": []string{"city", "next_review"}}
}

func TestFieldsAreNamed(t *testing.T) {
	t.Parallel()
	got, _ := locale.New(locale.EN).Error(&conflict{fault{code: "conflict"}})
	if want := "bob changed the same fields meanwhile: City, Next review"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// The advice for two faults of a kind is given once.
func TestHintsAreGivenOnce(t *testing.T) {
	t.Parallel()
	_, hint := locale.New(locale.ZH).Error(errors.Join(&fault{code: "date_missing"}, &fault{code: "date_missing"}))
	if want := "请填写日期，例如 2024-10-04 或“今天”。"; hint != want {
		t.Errorf("hint %q, want %q", hint, want)
	}
}

// The kinds are those of package model, which locale does not import.
func TestRecordsAreNamed(t *testing.T) {
	t.Parallel()
	p := locale.New(locale.EN)
	for _, tt := range []struct {
		kind       model.Kind
		name, want string
	}{
		{model.KindCustomer, "@vip", "@vip"},
		{model.KindView, "@stale", "Stale"},
		{model.KindView, "Shanghai", "Shanghai"},
		{model.KindSettings, "", "settings of the book"},
	} {
		if got := p.RecordName(string(tt.kind), tt.name); got != tt.want {
			t.Errorf("%s %q: %q, want %q", tt.kind, tt.name, got, tt.want)
		}
	}
}

func TestDetect(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		choice string
		env    map[string]string
		want   string
	}{
		{"", nil, locale.EN},
		{"", map[string]string{"LANG": "zh_CN.UTF-8"}, locale.ZH},
		{"", map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, locale.EN},
		{"", map[string]string{"LC_ALL": "en_US", "KEHU_LANG": "ZH"}, locale.ZH},
		{"en", map[string]string{"KEHU_LANG": "zh"}, locale.EN},
	} {
		if got := locale.Detect(tt.choice, func(name string) string { return tt.env[name] }); got != tt.want {
			t.Errorf("%q %v: %s, want %s", tt.choice, tt.env, got, tt.want)
		}
	}
}
