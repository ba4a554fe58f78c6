package store

import (
	"slices"
	"testing"

	"kehu/model"
	"kehu/query"
)

// The place of a letter is where the list, cut there, has it first.
func TestBefore(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	for _, name := range []string{"张伟", "Ann", "bob", "曾国藩", "Éric", "王芳"} {
		must[*model.ChangeSet](t)(b.Save(t.Context(), &model.Customer{Kind: model.PersonKind, Name: name, Address: model.Address{City: "上海"}}))
	}
	must[*model.ChangeSet](t)(b.Save(t.Context(), &model.Customer{Kind: model.PersonKind, Name: "No City"}))
	for _, test := range []struct {
		query, text string
		want        []string
	}{
		{"sort:name", "z", []string{"曾国藩", "张伟"}}, // zeng, zhang
		{"sort:name", "w", []string{"王芳", "曾国藩", "张伟"}},
		{"sort:name", "E", []string{"Éric", "No City", "王芳", "曾国藩", "张伟"}},
		{"sort:name", "zz", nil},
		{"sort:-name", "n", []string{"No City", "Éric", "bob", "Ann"}},
		{"city:上海 sort:name", "n", []string{"王芳", "曾国藩", "张伟"}},
		{"sort:city,name", "sz", []string{"No City"}},
		{"sort:-city,name", "a", []string{"No City"}},
	} {
		q := must[query.Query](t)(query.Parse(test.query, query.Customers()))
		n, err := b.Before(t.Context(), q, Page{}, test.text)
		if got := names(t, b, test.query); err != nil || !slices.Equal(got[min(n, len(got)):], append([]string{}, test.want...)) {
			t.Errorf("%s, %q: %d of %v, %v; want %v", test.query, test.text, n, got, err, test.want)
		}
	}
	q := must[query.Query](t)(query.Parse("sort:spent", query.Customers()))
	if _, err := b.Before(t.Context(), q, Page{}, "a"); model.KindOf(err) != model.Invalid {
		t.Errorf("by a sum: %v", err)
	}
}
