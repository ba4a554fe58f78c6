package store

import (
	"fmt"
	"slices"
	"testing"

	"kehu/model"
)

// What is found in the middle of words in a great book is what LIKE finds.
func TestTextsOfAGreatBook(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	s.caches.walkFrom = 0
	for i, name := range []string{"Straße", "STUDIO Nord", "studio süd", "张伟工作室", "", "É toile", "100% Baumwolle", "a_b", `back\slash`, "Studio Nord Studio"} {
		c := &model.Customer{Kind: model.CompanyKind, Name: fmt.Sprint(name, "·", i), Company: name,
			ContactPoints: []model.ContactPoint{{Kind: model.ContactEmail, Value: fmt.Sprintf("Info%d@Studio.example", i)}, {Kind: model.ContactWeChat, Value: "wx_" + fmt.Sprint(i)}}}
		save(t, b, c)
	}
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: 3}))
	for _, text := range []string{"company:tudio", "company:STUDIO", "company:e", "company:É", "company:é", "company:strasse", "company:SÜD", "company:sud -name:·2", `company:"%"`, `company:"_"`, `company:"k\\s"`, "company:作室", "company:nord,süd",
		"name:o", "name:·1", "email:FO1", "email:studio.", "email:x", "wechat:X_", "-company:t", "company:o -name:1", "phone:x", "company:tudio sort:-name"} {
		q := parse(t, b, text)
		want := must[[]model.Summary](t)(b.Customers(t.Context(), q, Page{}))
		got := must[[]model.Summary](t)(b.Customers(t.Context(), q, Page{Limit: 50}))
		if n, _, err := b.Count(t.Context(), q, 0); n != len(want) || err != nil {
			t.Errorf("%s counts %d (%v), want %d", text, n, err, len(want))
		}
		for range 2 { // read, and kept
			if !slices.EqualFunc(got, want, func(a, b model.Summary) bool { return a.ID == b.ID }) {
				t.Errorf("%s finds %d, want %d", text, len(got), len(want))
			}
			got = must[[]model.Summary](t)(b.Customers(t.Context(), q, Page{Limit: 50}))
		}
	}
}

// Fields are found in any letter case, with or without accents, full width or half.
func TestFieldsAreFolded(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	c := person("Jürgen KÖHLER", "021-5555 1234")
	c.Company, c.Address.City, c.Address.Street, c.Notes, c.Preferences = "Ｌåkstad AB", "München", "Łódzka 3", "Москва", "déjà vu"
	save(t, b, c, person("Ann"))
	save(t, b, contact(c.ID, "Überweisung angekündigt"))
	for _, text := range []string{"name:kohler", "name:köhler", "NAME:jurgen", "company:lakstad", "city:munchen", "city:MÜNCHEN", "address:lodzka", "address:munchenŁÓDZKA",
		"notes:МОСКВА", "preferences:deja", "content:uberweisung", "content:ANGEKÜND", `"jurgen kohler"`, `"uberweisung ange"`, "city:munchen sort:company"} {
		if got := names(t, b, text); len(got) != 1 {
			t.Errorf("%s finds %v", text, got)
		}
		if n := counts(t, b, text); n != 1 {
			t.Errorf("%s counts %d", text, n)
		}
	}
	if got := names(t, b, "name=kohler"); got != nil {
		t.Errorf("name=kohler finds %v", got)
	}
}
