package model

import (
	"encoding/json"
	"testing"
)

func TestParseBirthday(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"1990年4月12日": "1990-04-12", "1990-04-12": "1990-04-12", "19900412": "1990-04-12", "12 Apr 1990": "1990-04-12", "1990-04-12 00:00:00": "1990-04-12",
		"04-12": "--04-12", "4/12": "--04-12", "4月12日": "--04-12", "4月12": "--04-12", "--0203": "--02-03", "--02-03": "--02-03", "12 Apr": "--04-12",
		"2月29日": "--02-29", "--02-29": "--02-29", "2000-02-29": "2000-02-29", "13/4/1990": "1990-04-13", "90年4月12日": "1990-04-12", "１９９０－４－１２": "1990-04-12",
		"2024-10-04": "2024-10-04",
	} {
		if got, err := ParseBirthday(text, friday); got.String() != want || err != nil {
			t.Errorf("ParseBirthday(%q) = %s, %v; want %s", text, got, err, want)
		}
	}
	for text, code := range map[string]string{
		"": "birthday_empty", "农历四月初二": "birthday_lunar", "阴历4月12": "birthday_lunar", "正月初一": "birthday_lunar", "today": "birthday_syntax", "+3d": "birthday_syntax",
		"1990": "birthday_syntax", "1990年4月": "date_no_day", "1990-02-30": "birthday_impossible", "--0230": "birthday_impossible", "--13-01": "birthday_impossible",
		"--2-3": "birthday_syntax", "--02/03": "birthday_syntax", "2024-10-05": "birthday_future", "1850-01-01": "birthday_age", "4/5/1990": "date_ambiguous", "10:99": "birthday_syntax",
		"12:00": "birthday_syntax",
	} {
		if got, err := ParseBirthday(text, friday); codeOf(err) != code {
			t.Errorf("ParseBirthday(%q) = %s, %v; want %s", text, got, err, code)
		}
	}
}

func TestBirthdayAgeAndNext(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		birthday, on, next string
		age                int
		known              bool
	}{
		{"1990-04-12", "2024-04-11", "2024-04-12", 33, true}, {"1990-04-12", "2024-04-12", "2024-04-12", 34, true}, {"1990-04-12", "2024-04-13", "2025-04-12", 34, true},
		{"--04-12", "2024-04-13", "2025-04-12", 0, false}, {"2000-02-29", "2023-02-27", "2023-02-28", 22, true}, {"2000-02-29", "2023-02-28", "2023-02-28", 23, true},
		{"2000-02-29", "2024-02-28", "2024-02-29", 23, true}, {"--02-29", "2023-03-01", "2024-02-29", 0, false}, {"2020-01-01", "2019-12-31", "2020-01-01", 0, false},
		{"--01-01", "2024-12-31", "2025-01-01", 0, false},
	} {
		var b Birthday
		if err := b.UnmarshalText([]byte(test.birthday)); err != nil {
			t.Fatal(err)
		}
		on, err := DateFromISO(test.on)
		if err != nil {
			t.Fatal(err)
		}
		age, known := b.Age(on)
		if age != test.age || known != test.known || b.Next(on).String() != test.next {
			t.Errorf("%s on %s: %d, %v, next %s; want %d, %v, %s", b, on, age, known, b.Next(on), test.age, test.known, test.next)
		}
	}
	if !(Birthday{}).Next(DateOf(friday)).IsZero() {
		t.Error("no birthday comes again")
	}
}

func TestBirthdayJSON(t *testing.T) {
	t.Parallel()
	b, err := NewBirthday(0, 2, 29)
	if err != nil {
		t.Fatal(err)
	}
	js, err := json.Marshal([]Birthday{b, {}})
	if string(js) != `["--02-29",""]` || err != nil {
		t.Fatalf("JSON = %s, %v", js, err)
	}
	var back []Birthday
	if err := json.Unmarshal(js, &back); err != nil || back[0] != b || !back[1].IsZero() {
		t.Errorf("reads back as %v, %v", back, err)
	}
	for text, code := range map[string]string{"1990-4-12": "birthday_syntax", "1990-02-30": "birthday_impossible", "x": "birthday_syntax", "--0431": "birthday_impossible"} {
		if err := b.UnmarshalText([]byte(text)); codeOf(err) != code {
			t.Errorf("%q: %v, want %s", text, err, code)
		}
	}
	for _, bad := range [][3]int{{0, 2, 30}, {1990, 0, 1}, {-1, 1, 1}, {1990, 1, 257}, {66536, 1, 1}} {
		if got, err := NewBirthday(bad[0], bad[1], bad[2]); codeOf(err) != "birthday_impossible" {
			t.Errorf("NewBirthday(%v) = %s, %v", bad, got, err)
		}
	}
}

func TestBirthdayCheck(t *testing.T) {
	t.Parallel()
	today := DateOf(friday)
	for text, code := range map[string]string{"2024-10-05": "birthday_future", "1873-12-31": "birthday_age", "1990-01-01": "", "--12-31": "", "": ""} {
		var b Birthday
		if err := b.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := b.Check(today); codeOf(err) != code {
			t.Errorf("Check(%s) = %v, want %q", text, err, code)
		}
	}
}

func FuzzParseBirthday(f *testing.F) {
	for _, s := range []string{"--0203", "--02-29", "1990年4月12日", "4/12", "农历", "12 Apr", "13/4/90"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b, err := ParseBirthday(text, friday)
		if err != nil {
			if codeOf(err) == "" {
				t.Fatalf("%q: no Problem: %v", text, err)
			}
			return
		}
		if back, err := ParseBirthday(b.String(), friday); back != b || err != nil {
			t.Fatalf("%q is %s and reads back as %s, %v", text, b, back, err)
		}
	})
}
