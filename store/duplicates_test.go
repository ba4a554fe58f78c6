package store

import (
	"slices"
	"testing"

	"kehu/model"
)

func TestDuplicates(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	save(t, b, zhang()) // 1
	point := func(kind model.ContactKind, value string) []model.ContactPoint {
		return []model.ContactPoint{{Kind: kind, Value: value}}
	}
	others := []*model.Customer{
		{Kind: model.PersonKind, Name: "章玮", Address: model.Address{City: "广州"}},                                     // 2 sounds alike, elsewhere
		{Kind: model.CompanyKind, Name: "北湖贸易有限公司", ContactPoints: point(model.ContactPhone, "021-6888 1234")},       // 3
		{Kind: model.PersonKind, Name: "Helena Holý", ContactPoints: point(model.ContactEmail, "hholy@example.com")}, // 4
		{Kind: model.PersonKind, Name: "王芳", ContactPoints: point(model.ContactPhone, "138****8000")},                // 5 masked
		{Kind: model.PersonKind, Name: "李雷", ContactPoints: point(model.ContactPhone, "1.38E+10")},                   // 6 broken
	}
	for _, c := range others {
		save(t, b, c)
	}
	person := func(name string) model.Customer { return model.Customer{Kind: model.PersonKind, Name: name} }
	with := func(c model.Customer, kind model.ContactKind, value string) model.Customer {
		c.ContactPoints = point(kind, value)
		return c
	}
	at := func(c model.Customer, company, city string) model.Customer {
		c.Company, c.Address.City = company, city
		return c
	}
	for _, test := range []struct {
		name string
		c    model.Customer
		want []int64
		why  Likeness
	}{
		{"same name", person("张伟"), []int64{1, 2}, SameName},
		{"sound", person("张薇"), []int64{1, 2}, SameSound},
		{"sound in Latin", person("zhang wei"), []int64{1, 2}, SameSound},
		{"another company", at(person("张薇"), "南山电子", ""), []int64{2}, SameSound},
		{"another city", at(person("张薇"), "", "上海"), []int64{1}, SameSound},
		{"accents", person("helena holy"), []int64{4}, SameSound},
		{"phone under another name", with(person("张总"), model.ContactPhone, "+86 13800138000"), []int64{1}, SamePhone},
		{"phone without its area", with(person("陈"), model.ContactPhone, "6888 1234"), []int64{3}, SamePhone},
		{"mail in another case", with(person(""), model.ContactEmail, "HHoly@Example.com"), []int64{4}, SameEmail},
		{"beginning of a company", person("北湖贸易"), []int64{3}, SameCompany},
		{"masked", with(person("赵六"), model.ContactPhone, "138****8000"), nil, ""},
		{"broken", with(person("赵六"), model.ContactPhone, "1.38E+10"), nil, ""},
		{"too short", person("张"), nil, ""},
		{"nothing", person(""), nil, ""},
	} {
		found := must[[]Duplicate](t)(b.Duplicates(t.Context(), &test.c, 0))
		var ids []int64
		for _, d := range found {
			ids = append(ids, d.ID)
		}
		if !slices.Equal(ids, test.want) {
			t.Errorf("%s: %v, want %v (%+v)", test.name, ids, test.want, found)
		} else if len(found) > 0 && found[0].Alike[0] != test.why {
			t.Errorf("%s: because of %v, want %s", test.name, found[0].Alike, test.why)
		}
	}
	self := zhang()
	self.ID = 1
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: 2}))
	if found := must[[]Duplicate](t)(b.Duplicates(t.Context(), self, 0)); len(found) != 0 {
		t.Errorf("found itself, or one in the bin: %+v", found)
	}
}
