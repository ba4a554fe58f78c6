package query

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestBuiltInNamesAreUnique(t *testing.T) {
	t.Parallel()
	cat := Customers()
	for i, f := range customerFields() {
		if got := cat.Fields()[i]; !reflect.DeepEqual(got.names(), f.names()) {
			t.Errorf("%s asks for the names %q and has %q", f.Key, f.names(), got.names())
		}
		if f.Zh() == f.Key {
			t.Errorf("%s has no Chinese name", f.Key)
		}
	}
}

func TestCustomFields(t *testing.T) {
	t.Parallel()
	cat := Customers(
		Field{Key: "zip", Label: "快递区"},                // a built-in alias: the custom key wins
		Field{Key: "name", Label: "另一个名字"},             // a built-in key: left out
		Field{Key: "a b"}, Field{Key: "sort"}, Field{}, // cannot be written: left out
		Field{Key: "nick", Label: "姓名"},                  // a built-in alias as label: reached by its key
		Field{Key: "3D", Aliases: []string{"x y", "三维"}}, // begins with a digit
	)
	for name, want := range map[string]string{
		"zip": "zip", "快递区": "zip", "邮编": "postcode", "另一个名字": "", "a b": "", "sort": "", "": "",
		"姓名": "name", "nick": "nick", "3d": "3D", "三维": "3D", "Postal-Code": "postcode",
	} {
		got := ""
		if f := cat.Field(name); f != nil {
			got = f.Key
		}
		if got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
	if q, err := Parse("3D:x 快递区:y", cat); err != nil || q.String() != "3D:x zip:y" {
		t.Errorf("got %v, %v", q, err)
	}
	if f := cat.Field("nick"); f.Zh() != "nick" || !f.Custom {
		t.Errorf("nick is %+v", f)
	}
}

func TestWithOptions(t *testing.T) {
	t.Parallel()
	cat := Customers().With("level", true, Option{"VIP", []string{"贵宾"}})
	q, err := Parse("级别:贵宾", cat)
	if err != nil || q.Where.(Term).Texts()[0] != "VIP" {
		t.Errorf("got %v, %v", q, err)
	}
	if _, err := Parse("级别:普通", cat); err == nil {
		t.Error("an unknown level passed")
	}
	if _, err := Parse("级别:普通", Customers()); err != nil {
		t.Error("the first catalogue changed: ", err)
	}
}

// Every name and problem has its text in both languages.
func TestMessages(t *testing.T) {
	t.Parallel()
	ids := []string{"query.word.has", "query.word.no", "query.word.is", "query.word.sort"}
	for _, f := range customerFields() {
		ids = append(ids, f.MessageID())
	}
	for _, s := range customerStates() {
		ids = append(ids, "query.state."+s.Key)
	}
	for _, code := range []string{
		unknownField, unknownState, unknownOption, badNumber, badAge, badDate, badBool, valueMissing, operandMissing,
		notOrdered, notSortable, rangeReversed, openQuote, openParen, strayParen, tooDeep, sortNested,
	} {
		ids = append(ids, "problem."+code, "hint."+code)
	}
	for _, lang := range []string{"en", "zh"} {
		file := filepath.Join("..", "locale", "messages", "query."+lang+".toml")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			if !strings.Contains(string(text), "\n\""+id+"\" = ") {
				t.Errorf("%s lacks %s", file, id)
			}
		}
	}
}

// No text, however odd, breaks the parser; what it takes it can write again.
func TestNaughtyStrings(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(sharedData(t), "strings", "blns.json"))
	if err != nil {
		t.Fatal(err)
	}
	var naughty []string
	if err := json.Unmarshal(text, &naughty); err != nil {
		t.Fatal(err)
	}
	cat := catalogue()
	for _, s := range append(naughty, strings.Join(naughty, " ")) {
		q, err := Parse(s, cat)
		if err != nil {
			checkPlace(t, s, err)
		} else if again, err := Parse(q.String(), cat); err != nil || !reflect.DeepEqual(q, again) {
			t.Errorf("Parse(%q) prints %q, which gives %v, %v", s, q, again, err)
		}
		if q, err := Parse(quote(s), cat); strings.TrimFunc(s, isBlank) != "" && (err != nil || len(q.Words()) != 1) {
			t.Errorf("in quotes %q gives %v, %v", s, q, err)
		}
	}
}

// sharedData returns the folder of test data beside the checkout.
func sharedData(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		data := filepath.Join(dir, "shared", "data")
		if _, err := os.Stat(data); err == nil {
			return data
		}
	}
	t.Skip("no folder shared/data beside the checkout")
	return ""
}

// What people say for a level is understood, unless another level is called so.
func TestLevelOptions(t *testing.T) {
	t.Parallel()
	options := LevelOptions(Option{Key: "vip", Aliases: []string{"VIP 客户", "VIP客户"}}, Option{Key: "regular", Aliases: []string{"普通客户"}},
		Option{Key: "potential", Aliases: []string{"潜在客户"}}, Option{Key: "大客户"}, Option{Key: "Gold", Aliases: []string{"金牌"}}, Option{Key: "客户"})
	for text, want := range map[string]string{
		"潜在": "potential", "潜在客户": "potential", "prospects": "potential", "Leads": "potential", "意向": "potential", "普通": "regular", "一般": "regular", "regulars": "regular",
		"VIP客户": "vip", "vips": "vip", "贵宾": "vip", "重要": "vip", "大客户": "大客户", "大": "大客户", "金牌客户": "Gold", "客户": "客户", "铜牌": "",
	} {
		if key, _ := findOption(options, text); key != want {
			t.Errorf("level:%s is %q, want %q", text, key, want)
		}
	}
	if options[2].Zh() != "潜在客户" {
		t.Errorf("the level is called %s", options[2].Zh())
	}
}
