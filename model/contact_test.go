package model

import (
	"errors"
	"testing"
	"time"
)

// Numbers that are kept and yet of little use are remarked on; others are not.
func TestContactDoubt(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"138****8000": "phone_masked", "1380013800": "phone_length", "138001380001": "phone_length",
		"13800138000": "", "138 0013 8000": "", "95187": "", "60606666": "", "+44 20 7946 0958": "", "": "", "1008611": "",
	} {
		got := ""
		if p := (ContactPoint{Kind: ContactPhone, Value: value}).Doubt(); p != nil {
			got = p.Code
		}
		if got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
	if (ContactPoint{Kind: ContactWeChat, Value: "138****8000"}).Doubt() != nil {
		t.Error("a WeChat name is no number")
	}
}

func TestKindOfContact(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]ContactKind{
		"a@b": ContactEmail, "http://x.cn": ContactURL, "WWW.x.cn": ContactURL, "13800138000": ContactPhone, "021-6888 1234": ContactPhone,
		"@zhang": "", "zw_beijing": "", "": "", "上海": "",
	} {
		if got := KindOfContact(value); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}

// An age is no birthday: next year it is wrong.
func TestBirthdayIsNoAge(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"35", "35岁", "35 周岁", "8 years old", "103"} {
		var p *Problem
		if _, err := ParseBirthday(text, time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)); !errors.As(err, &p) || p.Code != "birthday_is_age" {
			t.Errorf("%q: %v", text, err)
		}
	}
}
