package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"kehu/internal/race"
	"kehu/model"
)

// anything fills a value with what the dice say. It knows no field, so that a new
// one of the model is tried too.
func anything(dice *rand.Rand, v reflect.Value, texts []string) {
	switch x := v.Addr().Interface().(type) {
	case *time.Time:
		*x = time.Unix(dice.Int64N(4e9)+1, 0).UTC()
		return
	case *model.Date:
		*x = model.DateOf(time.Unix(dice.Int64N(4e9), 0).UTC())
		return
	case *model.Birthday:
		*x, _ = model.NewBirthday(dice.IntN(2)*1990, 1+dice.IntN(12), 1+dice.IntN(28))
		return
	case *model.Currency:
		*x = []model.Currency{"CNY", "JPY", "KWD"}[dice.IntN(3)]
		return
	case *model.State:
		*x = model.State(dice.IntN(2))
		return
	}
	switch v.Kind() {
	case reflect.String:
		if dice.IntN(4) > 0 {
			v.SetString(texts[dice.IntN(len(texts))])
		}
	case reflect.Int64, reflect.Int:
		v.SetInt(dice.Int64N(1 << 40))
	case reflect.Struct:
		for i := range v.NumField() {
			anything(dice, v.Field(i), texts)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), dice.IntN(3), 3))
		for i := range v.Len() {
			anything(dice, v.Index(i), texts)
		}
	}
}

// canonical is all that the fields of a record say.
func canonical[T any](fields []model.Field[T], r *T) (all []string) {
	for _, f := range fields {
		all = append(all, f.Key+"="+f.Get(r))
	}
	return all
}

func canonicalOf(d *model.Dossier) (all [][]string) {
	all = append(all, canonical(model.WithCustom([]model.CustomField{{Meta: model.Meta{ID: 5}}}), &d.Customer))
	for i := range d.Purchases {
		d.Purchases[i].CustomerID = 0
		all = append(all, canonical(model.PurchaseFields(), &d.Purchases[i]))
	}
	for i := range d.Interactions {
		d.Interactions[i].CustomerID = 0
		all = append(all, canonical(model.InteractionFields(), &d.Interactions[i]))
	}
	for i := range d.Tasks {
		d.Tasks[i].CustomerID = 0
		all = append(all, canonical(model.TaskFields(), &d.Tasks[i]))
	}
	return all
}

// Whatever the fields of the model hold, it comes back, and is written in the same
// bytes again.
func TestOursIsLossless(t *testing.T) {
	texts := naughtyTexts(t)
	dice := rand.New(rand.NewPCG(7, 11))
	for _, format := range []Format{JSON, JSONL} {
		var all []*model.Dossier
		for i := range 200 {
			d := new(model.Dossier)
			for _, part := range []any{&d.Customer, &d.Purchases, &d.Interactions, &d.Tasks} {
				anything(dice, reflect.ValueOf(part).Elem(), texts)
			}
			d.Customer.ID, d.Customer.Custom = int64(i+1), nil
			d.Customer.SetCustom(&model.CustomField{Meta: model.Meta{ID: 5}, Type: model.CustomText}, texts[i])
			all = append(all, d)
		}
		o := testOptions()
		o.Whole = &model.BookHead{Settings: map[string]string{"currency": "CNY"}, Choices: []model.Choice{{List: "level", Key: "vip"}}, Fields: []model.CustomField{{Meta: model.Meta{ID: 5}, Key: "planet", Label: "星球", Type: model.CustomText}}, Views: []model.View{{Meta: model.Meta{ID: 3}, Name: "@all", Query: "a<b"}},
			Tasks: []model.Task{{Meta: model.Meta{ID: 9}, Title: "loose", Priority: model.PriorityNormal}}}
		data := written(t, format, o, all...)
		if !json.Valid(data) && format == JSON {
			t.Fatal("no valid JSON")
		}
		b, err := OpenBook(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(b.Head.Settings, o.Whole.Settings) || !reflect.DeepEqual(b.Head.Views, o.Whole.Views) || !reflect.DeepEqual(b.Head.Tasks, o.Whole.Tasks) || b.Lines != (format == JSONL) {
			t.Errorf("head %+v", b.Head)
		}
		var again []*model.Dossier
		for a, err := range b.Customers(context.Background()) {
			if err != nil || len(a.Problems) > 0 {
				t.Fatal(err, a.Problems)
			}
			again = append(again, &a.Dossier)
		}
		if len(again) != len(all) {
			t.Fatalf("%d customers", len(again))
		}
		if twice := written(t, format, o, again...); !bytes.Equal(twice, data) {
			t.Error("written again it is another file")
		}
		for i := range all {
			if got, want := canonicalOf(again[i]), canonicalOf(all[i]); !reflect.DeepEqual(got, want) {
				t.Fatalf("got  %q\nwant %q", got, want)
			}
		}
	}
}

// Files that are damaged, or not ours, are refused with a reason; nothing of them
// is dropped silently.
func TestOursThatIsWrong(t *testing.T) {
	for text, code := range map[string]string{
		`{"kehu":2}`:                                     "ours_newer",
		`{"kehu":1,"planet":3}`:                          "ours_key_unknown",
		`{"kehu":"x"}`:                                   "ours_value",
		`{"kehu":1,"customers":{}}`:                      "ours_value",
		`{"kehu":1,"customers":[{"id":1}`:                "ours_broken",
		`{"kehu":1,"customers":[{"id":1}],"tasks":[]}`:   "ours_value",
		"{\"kehu\":1}\n{\"id\":1}\n{\"id\"":              "ours_broken",
		"{\"kehu\":1}\n{\"id\":1,\"planet\":\"x\"}":      "ours_key_unknown",
		"{\"kehu\":1}\n{\"id\":-1}":                      "ours_value",
		"{\"kehu\":1}\n[1]":                              "ours_value",
		"{\"kehu\":1}\nnull":                             "ours_value",
		"{\"kehu\":1}\n{\"name\":5}":                     "ours_value",
		"{\"kehu\":1}\n{\"name\":null}":                  "ours_value",
		"{\"kehu\":1}\n{\"created\":\"yesterday\"}":      "ours_value",
		"{\"kehu\":1}\n{\"state\":\"undone\"}":           "ours_value",
		"{\"kehu\":1}\n{\"tags\":\"a\"}":                 "ours_value",
		"{\"kehu\":1}\n{\"purchases\":[{\"planet\":1}]}": "ours_key_unknown",
		"{\"kehu\":1}\n{\"purchases\":[{\"total\":{\"amount\":\"1\",\"currency\":\"EUR\"},\"currency\":\"CNY\"}]}": "money_currencies",
		"{\"kehu\":1}\n{\"people\":[{\"name\":\"a\",\"planet\":1}]}":                                               "ours_key_unknown",
	} {
		err := firstWrong(text)
		if codeOf(err) != code {
			t.Errorf("%s: %v, want %s", text, err, code)
		}
	}
}

// firstWrong returns the first thing that is wrong with a file.
func firstWrong(text string) error {
	b, err := OpenBook(strings.NewReader(text))
	if err != nil {
		return err
	}
	for a, err := range b.Customers(context.Background()) {
		if err != nil {
			return err
		}
		if len(a.Problems) > 0 {
			return a.Problems[0]
		}
	}
	return nil
}

func TestIsOurs(t *testing.T) {
	for text, want := range map[string]bool{"\ufeff {\"kehu\" : 1": true, `{"kehu":1}`: true, `{"name":1}`: false, `["kehu"]`: false, "": false, "姓名,电话": false} {
		if IsOurs([]byte(text)) != want {
			t.Errorf("%q", text)
		}
	}
}

// An element without an end ends in an error and not in all of the memory.
func TestOursTooLong(t *testing.T) {
	race.Skip(t)
	endless := "{\"kehu\":1}\n{\"name\":\"" + strings.Repeat("x", maxElement+1<<20)
	if err := firstWrong(endless); codeOf(err) != "ours_too_long" {
		t.Error(err)
	}
}

func FuzzOurs(f *testing.F) {
	f.Add([]byte("{\"kehu\":1}\n{\"id\":1,\"name\":\"a\",\"purchases\":[{\"currency\":\"CNY\",\"items\":[{}]}]}"))
	f.Add([]byte(`{"kehu":1,"customers":[{"id":1}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if IsOurs(data) {
			_ = firstWrong(string(data))
		}
	})
}
