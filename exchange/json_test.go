package exchange

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestJSONForms(t *testing.T) {
	want := [][]string{{"张三", "13800138000"}, {"Ada", ""}, {"", "5"}}
	for name, text := range map[string]string{
		"array":        `[{"name":"张三","phone":"13800138000"},{"name":"Ada","phone":null},{"phone":5}]`,
		"lines":        "{\"name\":\"张三\",\"phone\":\"13800138000\"}\n\n{\"name\":\"Ada\"}\r\n{\"phone\":5}\n",
		"in an object": `{"version":1,"contacts":[{"name":"张三","phone":"13800138000"},{"name":"Ada"},{"phone":5}],"more":[1]}`,
		"mark":         "\xef\xbb\xbf [{\"name\":\"张三\",\"phone\":\"13800138000\"},\n{\"name\":\"Ada\"},{\"phone\":5}]",
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, []byte(text), Options{})
			var got [][]string
			for r, err := range s.each(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, r.clone().cells)
			}
			if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(s.Info.Headings(), []string{"name", "phone"}) {
				t.Errorf("%q under %q", got, s.Info.Headings())
			}
		})
	}
}

func TestJSONCells(t *testing.T) {
	s := open(t, []byte(`[{"name":"Ada","address":{"city":"London"},"tags":["a","b"],"vip":true,"phones":[{"number":"1"},{"number":"2"}],"amount":548.58,"big":201809150101000001}]`), Options{})
	want := map[string]string{"name": "Ada", "address.city": "London", "tags": "a\nb", "vip": "true", "phones 1.number": "1", "phones 2.number": "2", "amount": "548.58", "big": "201809150101000001"}
	got := map[string]string{}
	for i, h := range s.Info.Headings() {
		got[h] = s.Info.Sample[0][i]
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
	d := drafts(t, s)[0]
	if d.Customer.Address.City != "London" || len(d.Customer.Tags) != 2 {
		t.Errorf("%+v", d.Customer)
	}
}

func TestJSONFaults(t *testing.T) {
	for text, want := range map[string]string{
		`[{"a":1},{"a":`:      "json_syntax",
		`[{"a":1} {"a":2}]`:   "json_syntax",
		"{\"a\":1}\n{\"a\"\n": "json_syntax",
		`[]`:                  "file_empty",
		`[{"name":"` + strings.Repeat("x", 40<<20): "row_too_wide",
	} {
		if _, err := Open(strings.NewReader(text), Options{}); codeOf(err) != want {
			t.Errorf("%.20q: %v, want %s", text, err, want)
		}
	}
	s := open(t, []byte("[{\"name\":\"A\"},\n5,\n"+strings.Repeat(`{"a":`, 1)+strings.Repeat("[", 50)+strings.Repeat("]", 50)+"}]"), Options{})
	all := drafts(t, s)
	if len(all) != 3 || len(all[0].Problems) > 0 || all[1].Problems[0].Code != "json_no_object" || all[2].Problems[0].Code != "json_no_object" || all[2].Lines[0] != 3 {
		t.Errorf("%+v", all)
	}
	deep := strings.Repeat("[", 1<<20)
	if _, err := Open(bytes.NewReader([]byte(deep)), Options{}); err == nil {
		t.Error("depth without end was taken")
	}
}

// The regions of China as an array of objects, and names under other keys.
func TestRealJSON(t *testing.T) {
	for _, name := range []string{"cn-regions/provinces.json", "cn-regions/cities.json"} {
		s := open(t, dataFile(t, name), Options{})
		n := 0
		for range drafts(t, s) {
			n++
		}
		if want := map[string]int{"cn-regions/provinces.json": 31, "cn-regions/cities.json": 342}[name]; n != want {
			t.Errorf("%s: %d rows, want %d", name, n, want)
		}
	}
}
