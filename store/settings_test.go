package store

import (
	"slices"
	"testing"

	"kehu/model"
)

// set gives a book another currency and region.
func set(t *testing.T, b *Book, currency model.Currency, region string) *model.ChangeSet {
	t.Helper()
	s := must[model.Settings](t)(b.Settings(t.Context()))
	s.Currency, s.Region = currency, region
	return must[*model.ChangeSet](t)(b.Save(t.Context(), &s))
}

// A change of the book's settings is a change like any other: it has old and new
// values, is undone and redone with all that follows from it, and sealed.
func TestSettingsAreChanges(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	c := zhang()
	save(t, b, c)
	save(t, b, purchase(c.ID, 500))
	spent := func(want ...string) { // those who spent something in the currency of the book
		t.Helper()
		if got := names(t, b, "spent:>1"); !slices.Equal(got, want) {
			t.Errorf("%q spent something, want %q", got, want)
		}
		if found := codesOf(t, s); len(found) > 0 {
			t.Error(found)
		}
	}
	spent("张伟")
	cs := set(t, b, "EUR", "DE")
	changes := must[[]model.Change](t)(b.Changes(t.Context(), cs.ID, 0))
	if len(changes) != 1 || changes[0].Fields["currency"] != [2]string{"CNY", "EUR"} || changes[0].Fields["region"] != [2]string{"CN", "DE"} {
		t.Errorf("the changes are %+v", changes)
	}
	spent()
	must[*model.ChangeSet](t)(b.Undo(t.Context(), 0))
	if got := must[model.Settings](t)(b.Settings(t.Context())); got.Currency != "CNY" || got.Region != "CN" {
		t.Errorf("undone it is %+v", got)
	}
	spent("张伟")
	must[*model.ChangeSet](t)(b.Redo(t.Context()))
	spent()
	if set(t, b, "EUR", "DE") != nil {
		t.Error("what is the same made a change")
	}
}
