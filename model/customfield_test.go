package model

import (
	"encoding/json"
	"errors"
	"testing"
	"time"
)

var customNow = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

// What a person types becomes one canonical text, which files and people read back.
func TestCustomValues(t *testing.T) {
	wines := []string{"red", "白 葡萄", "Rosé"}
	for _, test := range []struct {
		kind                             CustomType
		typed, canonical, zh, in, asJSON string
	}{
		{CustomText, "  北湖 3 ", "北湖 3", "北湖 3", "北湖 3", `"北湖 3"`},
		{CustomNumber, "1.5万", "15000", "15000", "15000", `15000`},
		{CustomNumber, "-0.250", "-0.25", "-0.25", "-0.25", `-0.25`},
		{CustomNumber, "0", "0", "0", "0", `0`},
		{CustomMoney, "1,280.5", "CNY 1280.50", "¥1,280.50", "1280.50 CNY", `{"amount":"1280.50","currency":"CNY"}`},
		{CustomMoney, "-$3", "USD -3.00", "-US$3.00", "-3.00 USD", `{"amount":"-3.00","currency":"USD"}`},
		{CustomDate, "明天", "2026-11-23", "2026-11-23", "2026-11-23", `"2026-11-23"`},
		{CustomBool, "是", "yes", "是", "yes", `true`},
		{CustomBool, "×", "no", "否", "no", `false`},
		{CustomChoice, "白葡萄", "白 葡萄", "白 葡萄", "白 葡萄", `"白 葡萄"`},
		{CustomChoice, "ROSÉ", "Rosé", "Rosé", "Rosé", `"Rosé"`},
		{CustomChoices, "rosé；red，red", `["red","Rosé"]`, "red, Rosé", "red; Rosé", `["red","Rosé"]`},
		{CustomChoices, " ; ", "", "", "", `[]`},
		{CustomNumber, " ", "", "", "", `null`},
	} {
		f := CustomField{Type: test.kind, Options: wines}
		got, err := f.Parse(test.typed, customNow, CNY)
		if err != nil || got != test.canonical {
			t.Errorf("%s %q: got %q, %v, want %q", test.kind, test.typed, got, err, test.canonical)
			continue
		}
		if shown := f.Show(got, "zh"); shown != test.zh {
			t.Errorf("%s %q is shown as %q, want %q", test.kind, got, shown, test.zh)
		}
		plain := f.Plain(got)
		if again, err := f.Parse(plain, customNow, EUR); plain != test.in || err != nil || again != got {
			t.Errorf("%s %q is %q in files, want %q, and back %q, %v", test.kind, got, plain, test.in, again, err)
		}
		if data, err := json.Marshal(f.JSON(got)); err != nil || string(data) != test.asJSON {
			t.Errorf("%s %q is %s in JSON, %v, want %s", test.kind, got, data, err, test.asJSON)
		}
	}
}

func TestCustomValuesRefused(t *testing.T) {
	for _, test := range []struct {
		kind        CustomType
		typed, code string
	}{
		{CustomNumber, "many", "quantity_syntax"},
		{CustomNumber, "9300000000000", "quantity_too_large"},
		{CustomNumber, "0.1234567", "quantity_decimals"},
		{CustomMoney, "x", "money_syntax"},
		{CustomMoney, "900000000000000", "money_too_large"},
		{CustomDate, "2021-02-30", "date_impossible"},
		{CustomBool, "maybe", "bool_syntax"},
		{CustomChoice, "blue", "choice_unknown"},
		{CustomChoices, "red, blue", "choice_unknown"},
		{CustomText, string(make([]rune, 1001)), "text_nul"},
	} {
		f := CustomField{Type: test.kind, Options: []string{"red"}}
		_, err := f.Parse(test.typed, customNow, CNY)
		var p *Problem
		if !errors.As(err, &p) || p.Code != test.code {
			t.Errorf("%s %.20q: got %v, want %s", test.kind, test.typed, err, test.code)
		}
	}
}

func TestKeyOf(t *testing.T) {
	for label, want := range map[string]string{"Member no.": "member_no", "会员卡号": "会员卡号", "  A–B (c) ": "a_b_c", "2nd": "nd", "!!": "", "_x": "x"} {
		if got := KeyOf(label); got != want {
			t.Errorf("KeyOf(%q) is %q, want %q", label, got, want)
		}
	}
}

// A copy of a customer keeps its values when the other's are set.
func TestSetCustomLeavesCopiesAlone(t *testing.T) {
	a, b := &CustomField{Meta: Meta{ID: 2}}, &CustomField{Meta: Meta{ID: 1}}
	var c Customer
	c.SetCustom(a, "x")
	copied := c
	c.SetCustom(b, "y")
	c.SetCustom(a, "")
	if copied.CustomText(2) != "x" || c.CustomText(2) != "" || c.CustomText(1) != "y" || len(c.Custom) != 1 {
		t.Errorf("the copy has %v, the other %v", copied.Custom, c.Custom)
	}
}

// What was so before a field became required, or lost an option, is let alone.
func TestCheckCustomSparesWhatWas(t *testing.T) {
	defs := []CustomField{
		{Meta: Meta{ID: 1}, Label: "Card", Type: CustomText, Required: true},
		{Meta: Meta{ID: 2}, Label: "Wine", Type: CustomChoice, Options: []string{"red"}},
	}
	var empty, old Customer
	old.SetCustom(&defs[1], "blue")
	if err := CheckCustom(defs, nil, &empty); err == nil {
		t.Error("a new customer without a required value passes")
	}
	changed := old
	changed.Name = "x"
	if err := CheckCustom(defs, &old, &changed); err != nil {
		t.Errorf("an old customer is refused for what it was: %v", err)
	}
	if err := CheckCustom(defs, &empty, &old); err == nil {
		t.Error("an unknown option passes when it is new")
	}
}
