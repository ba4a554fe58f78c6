package store

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/model"
	"kehu/model/pinyin"
	"kehu/query"
)

// ownFields adds one field of each type and returns them by key.
func ownFields(t testing.TB, b *Book) map[string]*model.CustomField {
	t.Helper()
	all := []*model.CustomField{
		{Key: "card", Label: "会员卡号", Type: model.CustomText},
		{Key: "points", Label: "Points", Type: model.CustomNumber},
		{Key: "budget", Label: "Budget", Type: model.CustomMoney},
		{Key: "since", Label: "Since", Type: model.CustomDate},
		{Key: "regular", Label: "Regular", Type: model.CustomBool},
		{Key: "wine", Label: "Wine", Type: model.CustomChoice, Options: []string{"red", "white", "桃红"}},
		{Key: "interests", Label: "Interests", Type: model.CustomChoices, Options: []string{"wine", "tea", "书"}},
	}
	byKey := map[string]*model.CustomField{}
	for _, f := range all {
		save(t, b, f)
		byKey[f.Key] = f
	}
	return byKey
}

// give sets a custom value as a person would type it.
func give(t testing.TB, c *model.Customer, f *model.CustomField, typed string) {
	t.Helper()
	c.SetCustom(f, must[string](t)(f.Parse(typed, testNow, model.CNY)))
}

// ask returns the ids of the customers that a query finds.
func ask(t testing.TB, b *Book, text string, p Page) []int64 {
	t.Helper()
	q := must[query.Query](t)(query.Parse(text, must[*query.Catalogue](t)(b.Catalogue(t.Context()))))
	var ids []int64
	for _, s := range must[[]model.Summary](t)(b.Customers(t.Context(), q, p)) {
		ids = append(ids, s.ID)
	}
	return ids
}

// manyOwn imports customers with random custom values, as a file would bring them.
func manyOwn(t testing.TB, b *Book, fields map[string]*model.CustomField, customers int) []model.Customer {
	t.Helper()
	dice := rand.New(rand.NewPCG(1, 2))
	all := make([]model.Customer, customers)
	for i := range all {
		c := model.Customer{Kind: model.PersonKind, Name: fmt.Sprintf("Customer %04d", i), Level: []string{"", "vip", "regular"}[dice.IntN(3)]}
		some := func(key, typed string) {
			if dice.IntN(4) > 0 {
				give(t, &c, fields[key], typed)
			}
		}
		some("card", fmt.Sprintf("%s%d", []string{"金卡", "Silver ", "b"}[dice.IntN(3)], dice.IntN(5000)))
		some("points", fmt.Sprint(dice.IntN(200)-50))
		some("budget", fmt.Sprintf("%s%d.5", []string{"CNY", "USD"}[dice.IntN(2)], dice.IntN(100)))
		some("since", testNow.AddDate(0, 0, -dice.IntN(400)).Format("2006-01-02"))
		some("regular", []string{"yes", "no"}[dice.IntN(2)])
		some("wine", fields["wine"].Options[dice.IntN(3)])
		some("interests", strings.Join(fields["interests"].Options[dice.IntN(3):], ","))
		all[i] = c
	}
	report := must[model.ImportReport](t)(b.Import(t.Context(), func(yield func(model.Draft, error) bool) {
		for i := range all {
			if !yield(model.Draft{Rows: []int{i + 1}, Customer: all[i]}, nil) {
				return
			}
		}
	}, ImportOptions{File: "own.csv"}))
	if report.New != customers {
		t.Fatalf("the import made %d customers, want %d: %v", report.New, customers, report.Rejects)
	}
	for i := range all {
		all[i].ID = int64(i) + 1
	}
	return all
}

// Lists sorted by a custom field are those that sorting in memory gives, whichever
// way a window is found.
func TestListsFollowCustomFields(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	_, b := openBook(t)
	fields := ownFields(t, b)
	all := manyOwn(t, b, fields, 2500)
	for _, key := range []string{"card", "points", "since", "wine", "regular"} {
		for _, desc := range []bool{false, true} {
			f := fields[key]
			want := slices.Clone(all)
			slices.SortStableFunc(want, func(x, y model.Customer) int { return compareCustom(f, &x, &y, desc) })
			text := "sort:" + key
			if desc {
				text = "sort:-" + key
			}
			ids := func(from, to int) (out []int64) {
				for _, c := range want[from:to] {
					out = append(out, c.ID)
				}
				return out
			}
			for _, p := range []Page{{Limit: 40}, {Offset: 700, Limit: 40}, {Offset: 1500, Limit: 60, Total: 2500},
				{Offset: 1540, Limit: 40, Total: 2500, Known: Place{want[1500].ID, 1500}}, {Offset: 2450, Limit: 50, Total: 2500}} {
				if got := ask(t, b, text, p); !slices.Equal(got, ids(p.Offset, p.Offset+p.Limit)) {
					t.Fatalf("%s, page %+v: got %v, want %v", text, p, got, ids(p.Offset, p.Offset+p.Limit))
				}
			}
		}
	}
}

// compareCustom is the order of lists: without a value last, among equals by id.
func compareCustom(f *model.CustomField, x, y *model.Customer, desc bool) int {
	a, b := x.CustomText(f.ID), y.CustomText(f.ID)
	sign := 1
	if desc {
		sign = -1
	}
	if (a == "") != (b == "") {
		if a == "" {
			return 1
		}
		return -1
	}
	order := cmp.Compare(pinyin.SortKey(a), pinyin.SortKey(b))
	if f.Type == model.CustomNumber && a != "" {
		m, _ := model.ParseQuantity(a)
		n, _ := model.ParseQuantity(b)
		order = cmp.Compare(m, n)
	}
	return sign * cmp.Or(order, cmp.Compare(x.ID, y.ID))
}

// Conditions on custom fields hold for those for whom they hold, alone, together
// and counted.
func TestConditionsOnCustomFields(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	_, b := openBook(t)
	fields := ownFields(t, b)
	all := manyOwn(t, b, fields, 1500)
	text := func(c *model.Customer, key string) string { return c.CustomText(fields[key].ID) }
	for _, test := range []struct {
		query string
		holds func(*model.Customer) bool
	}{
		{"wine:red", func(c *model.Customer) bool { return text(c, "wine") == "red" }},
		{"wine:RED,桃红", func(c *model.Customer) bool { return text(c, "wine") == "red" || text(c, "wine") == "桃红" }},
		{"-wine:red", func(c *model.Customer) bool { return text(c, "wine") != "red" }},
		{"interests:书", func(c *model.Customer) bool { return strings.Contains(text(c, "interests"), "书") }},
		{"regular:是", func(c *model.Customer) bool { return text(c, "regular") == "yes" }},
		{"regular:no", func(c *model.Customer) bool { return text(c, "regular") == "no" }},
		{"points:<0", func(c *model.Customer) bool { return strings.HasPrefix(text(c, "points"), "-") }},
		{"points:0", func(c *model.Customer) bool { return text(c, "points") == "0" }},
		{"budget:>50", func(c *model.Customer) bool {
			m, ok := model.MoneyOf(text(c, "budget"))
			return ok && m.Currency == model.CNY && m.Amount > 5000
		}},
		{"budget:$10..$20", func(c *model.Customer) bool {
			m, ok := model.MoneyOf(text(c, "budget"))
			return ok && m.Currency == model.USD && m.Amount >= 1000 && m.Amount <= 2000
		}},
		{"since:<30d", func(c *model.Customer) bool {
			return text(c, "since") > testNow.AddDate(0, 0, -30).Format("2006-01-02")
		}},
		{"card:金卡1", func(c *model.Customer) bool { return strings.Contains(text(c, "card"), "金卡1") }},
		{"会员卡号:ILVER", func(c *model.Customer) bool { return strings.Contains(text(c, "card"), "Silver") }},
		{"has:budget", func(c *model.Customer) bool { return text(c, "budget") != "" }},
		{"no:budget", func(c *model.Customer) bool { return text(c, "budget") == "" }},
		{"level:vip wine:white points:>100", func(c *model.Customer) bool {
			n, err := model.ParseQuantity(text(c, "points"))
			return c.Level == "vip" && text(c, "wine") == "white" && err == nil && n > model.NewQuantity(100)
		}},
		{"(wine:red OR points:>140) no:card", func(c *model.Customer) bool {
			n, err := model.ParseQuantity(text(c, "points"))
			return text(c, "card") == "" && (text(c, "wine") == "red" || err == nil && n > model.NewQuantity(140))
		}},
		{"金卡 wine:red", func(c *model.Customer) bool {
			return strings.Contains(text(c, "card"), "金卡") && text(c, "wine") == "red"
		}},
	} {
		var want []int64
		for i := range all {
			if test.holds(&all[i]) {
				want = append(want, all[i].ID)
			}
		}
		for _, order := range []string{"", " sort:-points", " sort:wine,-name", " sort:name"} {
			got := ask(t, b, test.query+order, Page{})
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%s%s finds %d customers, want %d", test.query, order, len(got), len(want))
			}
			if first := ask(t, b, test.query+order, Page{Limit: 20}); len(first) != min(20, len(want)) {
				t.Errorf("the first page of %s%s has %d customers", test.query, order, len(first))
			}
		}
		q := must[query.Query](t)(query.Parse(test.query, must[*query.Catalogue](t)(b.Catalogue(t.Context()))))
		if n, _, err := b.Count(t.Context(), q, 0); err != nil || n != len(want) {
			t.Errorf("%s counts %d, %v, want %d", test.query, n, err, len(want))
		}
	}
}

// Two sessions that change different custom fields merge; the same one is a
// conflict that names it.
func TestCustomFieldsMergeAndConflict(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	fields := ownFields(t, b)
	c := zhang()
	give(t, c, fields["wine"], "red")
	save(t, b, c)
	mine, theirs := *c, *c
	give(t, &theirs, fields["wine"], "white")
	save(t, b, &theirs)
	give(t, &mine, fields["points"], "5")
	save(t, b, &mine)
	if got := must[*model.Customer](t)(b.Customer(t.Context(), c.ID)); got.CustomText(fields["wine"].ID) != "white" || got.CustomText(fields["points"].ID) != "5" {
		t.Errorf("custom values are %v, want both edits", got.Custom)
	}
	late := *c
	give(t, &late, fields["wine"], "桃红")
	_, err := b.Save(t.Context(), &late)
	var conflict *model.Conflict
	if !errors.As(err, &conflict) || len(conflict.Fields) != 1 || conflict.Fields[0].Key != fields["wine"].ValueKey() {
		t.Errorf("got %v, want a conflict of the wine alone", err)
	}
}

// Undo and redo take custom values along, and the words by which one is found.
func TestUndoOfCustomValues(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	fields := ownFields(t, b)
	c := zhang()
	save(t, b, c)
	give(t, c, fields["card"], "Northlake")
	give(t, c, fields["interests"], "tea,书")
	save(t, b, c)
	if got := ask(t, b, "northl", Page{}); len(got) != 1 {
		t.Error("a custom text is not found by its words")
	}
	must[*model.ChangeSet](t)(b.Undo(t.Context(), 0))
	if got := must[*model.Customer](t)(b.Customer(t.Context(), c.ID)); len(got.Custom) != 0 || len(ask(t, b, "northl", Page{})) != 0 {
		t.Errorf("undo left %v", got.Custom)
	}
	must[*model.ChangeSet](t)(b.Redo(t.Context()))
	if got := must[*model.Customer](t)(b.Customer(t.Context(), c.ID)); got.CustomText(fields["interests"].ID) != `["tea","书"]` || len(ask(t, b, "书", Page{})) != 1 {
		t.Errorf("redo brought %v", got.Custom)
	}
}

// A removed field keeps its values and comes back with them; its place is not
// given away twice.
func TestRemovedFieldComesBack(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	f := ownFields(t, b)["points"]
	c := zhang()
	give(t, c, f, "12")
	save(t, b, c)
	ref := model.Ref{Kind: model.KindField, ID: f.ID}
	must[*model.ChangeSet](t)(b.Bin(t.Context(), ref))
	stale := *c
	give(t, &stale, f, "13")
	if _, err := b.Save(t.Context(), &stale); !isProblem(err, "field_gone", f.ValueKey()) {
		t.Errorf("a value of a removed field: got %v, want field_gone", err)
	}
	stale.SetCustom(f, "12") // as it was: the rest may be saved
	stale.Title = "other"
	save(t, b, &stale)

	other := &model.CustomField{Key: "points", Label: "Points", Type: model.CustomText}
	save(t, b, other)
	if _, err := b.Restore(t.Context(), ref); !isProblem(err, "place_taken", "") {
		t.Errorf("got %v, want place_taken", err)
	}
	must[*model.ChangeSet](t)(b.Undo(t.Context(), 0)) // takes the other one away
	again := &model.CustomField{Key: "points", Label: "Score points", Type: model.CustomNumber}
	if cs := save(t, b, again); again.ID != f.ID || cs.Action != model.ActionRestore {
		t.Errorf("the field came back as %d by %s, want %d by restore", again.ID, cs.Action, f.ID)
	}
	if got := ask(t, b, "points:12", Page{}); len(got) != 1 {
		t.Error("its values did not come back")
	}
}

func isProblem(err error, code, field string) bool {
	var ps model.Problems
	if ps.Add(err); err == nil {
		return false
	}
	return slices.ContainsFunc(ps, func(p *model.Problem) bool { return p.Code == code && p.Field == field })
}

// Definitions that would stand in each other's way are refused at their fields.
func TestDefinitionsAreChecked(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	f := ownFields(t, b)["wine"]
	for _, test := range []struct {
		change func(*model.CustomField)
		code   string
		field  string
	}{
		{func(f *model.CustomField) { f.Key = "city" }, "field_key_builtin", "key"},
		{func(f *model.CustomField) { f.Key = "等级" }, "field_key_builtin", "key"},
		{func(f *model.CustomField) { f.Key = "Has Blank" }, "field_key_syntax", "key"},
		{func(f *model.CustomField) { f.Key = "" }, "field_key_missing", "key"},
		{func(f *model.CustomField) { f.Key = "points" }, "field_key_taken", "key"},
		{func(f *model.CustomField) { f.Label = "points" }, "field_label_taken", "label"},
		{func(f *model.CustomField) { f.Label = " " }, "field_label_missing", "label"},
		{func(f *model.CustomField) { f.Label = strings.Repeat("长", 61) }, "text_too_long", "label"},
		{func(f *model.CustomField) { f.Type = "colour" }, "choice_unknown", "type"},
		{func(f *model.CustomField) { f.Options = nil }, "field_options_missing", "options"},
		{func(f *model.CustomField) { f.Options = []string{"a", "A"} }, "field_option_twice", "options"},
		{func(f *model.CustomField) { f.Options = []string{"a;b"} }, "field_option_syntax", "options"},
		{func(f *model.CustomField) { f.Default = "blue" }, "choice_unknown", "preset"},
	} {
		bad := model.CustomField{Key: "spirit", Label: "Spirit", Type: model.CustomChoice, Options: []string{"gin"}}
		test.change(&bad)
		if _, err := b.Save(t.Context(), &bad); !isProblem(err, test.code, test.field) {
			t.Errorf("%+v: got %v, want %s at %s", bad, err, test.code, test.field)
		}
	}
	f.Type = model.CustomText
	if _, err := b.Save(t.Context(), f); !isProblem(err, "field_type_fixed", "type") {
		t.Errorf("another type: got %v, want field_type_fixed", err)
	}
}

// A level goes together with what its customers get, in one step each way. One
// that is gone by the time a form is saved is refused at its field.
func TestRemovingALevelMovesItsCustomers(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	gold := &model.Level{List: model.ListLevels, Key: "gold", NameZH: "金卡"}
	save(t, b, gold)
	c := zhang()
	c.Level = "gold"
	save(t, b, c)
	form := *c
	other := zhang()
	save(t, b, other)
	must[*model.ChangeSet](t)(b.RemoveLevel(t.Context(), gold.ID, "regular"))
	if got := must[*model.Customer](t)(b.Customer(t.Context(), c.ID)); got.Level != "regular" {
		t.Errorf("the level is %q, want regular", got.Level)
	}
	other.Level = "gold"
	if _, err := b.Save(t.Context(), other); !isProblem(err, "level_unknown", "level") {
		t.Errorf("a level that is gone: got %v, want level_unknown", err)
	}
	form.Title = "still open"
	save(t, b, &form) // says nothing of the level
	must[*model.ChangeSet](t)(b.Undo(t.Context(), must[[]model.ChangeSet](t)(b.History(t.Context(), nil, 1, 1))[0].ID))
	if got := ask(t, b, "level:金卡", Page{}); !slices.Equal(got, []int64{c.ID}) {
		t.Errorf("undo gave the level to %v, want %v", got, c.ID)
	}
}

// The user's own list of sources comes first among what is proposed.
func TestListsAreProposedFirst(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	c := zhang()
	c.Source = "展会"
	save(t, b, c)
	for _, key := range []string{"转介绍", "广告"} {
		save(t, b, &model.Choice{List: model.ListSources, Key: key})
	}
	if got := must[[]string](t)(b.Values(t.Context(), "source", "", 0)); !slices.Equal(got, []string{"转介绍", "广告", "展会"}) {
		t.Errorf("sources proposed: %v", got)
	}
}

// BenchmarkCustom reads windows of a book whose customers have custom fields.
func BenchmarkCustom(b *testing.B) {
	_, book := openBook(b)
	manyOwn(b, book, ownFields(b, book), benchCustomers)
	catalogue := must[*query.Catalogue](b)(book.Catalogue(b.Context()))
	for _, text := range []string{"", "sort:points", "sort:-card", "sort:-since,name", "wine:red", "wine:red sort:name", "points:>140", "card:金卡1", "card:lver",
		"regular:yes level:vip", "has:budget sort:-budget", "no:budget", "points:>140 sort:wine"} {
		q := must[query.Query](b)(query.Parse(text, catalogue))
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				if _, err := book.Customers(b.Context(), q, Page{Limit: 100}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
