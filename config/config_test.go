package config

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"kehu/model"
)

func TestReadKeepsLines(t *testing.T) {
	t.Parallel()
	got, err := Read("/x/config.toml", []byte(`# mine
theme = "night"
mouse = false

[keys]
task = "T"
search = ["/", "ctrl+f"]
mark = []

[themes.night]
base = "dark"   # most of it
accent = "#ff8800"
`))
	if err != nil {
		t.Fatal(err)
	}
	want := File{Path: "/x/config.toml", Theme: Setting{"night", 2}, Mouse: Setting{"off", 3},
		Keys:   []Key{{"task", []string{"T"}, 6}, {"search", []string{"/", "ctrl+f"}, 7}, {"mark", nil, 8}},
		Themes: []Theme{{Name: "night", Base: Setting{"dark", 11}, Colors: []Color{{"accent", "#ff8800", 12}}, Line: 11}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestReadSaysWhatIsWrongAndWhere(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"theme = \"a\"\ntheme = \"b\"":  "2 config_syntax",
		"theme = ":                      "1 config_syntax",
		"\n\n[keys\n":                   "3 config_syntax",
		"\ntheem = \"a\"":               "2 config_unknown theme",
		"[key]\na = \"b\"":              "2 config_unknown keys",
		"language = \"fr\"":             "1 config_value",
		"mouse = 3":                     "1 config_value",
		"borders = [\"ascii\"]":         "1 config_value",
		"[keys]\n\na = 3":               "3 config_keys",
		"[keys]\na = [1]":               "2 config_keys",
		"[themes.a]\naccent = 1":        "2 config_color",
		"themes.a.b.c = 1":              "1 config_unknown themes",
		"mouse = true\n# x\nborder = 1": "3 config_unknown borders",
		"keys = {a = 1}":                "1 config_keys",
		"\xff":                          "1 config_syntax",
	} {
		_, err := Read("config.toml", []byte(text))
		var p *model.Problem
		if !errors.As(err, &p) {
			t.Errorf("%q is taken", text)
			continue
		}
		got := strings.TrimSpace(strings.Join([]string{lineOf(p), p.Code, nearestOf(p)}, " "))
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func lineOf(p *model.Problem) string {
	n, _ := p.Args["Line"].(int)
	return string(rune('0' + n))
}

func nearestOf(p *model.Problem) string {
	s, _ := p.Args["Nearest"].(string)
	return s
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("[keys]\na = [\"b\"]\n[themes.x]\nbase = 'dark'"))
	f.Fuzz(func(t *testing.T, data []byte) { _, _ = Read("config.toml", data) })
}
