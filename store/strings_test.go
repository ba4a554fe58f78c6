package store

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/model"
	"kehu/query"
)

// shared finds a file of the real input that lies beside the checkout, or skips.
func shared(t testing.TB, name string) []byte {
	t.Helper()
	dir, err := filepath.Abs(".")
	for ; err == nil && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if data, err := os.ReadFile(filepath.Join(dir, "shared", "data", name)); err == nil {
			return data
		}
	}
	t.Skipf("no shared/data/%s beside the checkout", name)
	return nil
}

// Each naughty string is stored as name and note, found by its own text as a
// phrase and comes back byte for byte; as a query it gives rows or a problem.
func TestNaughtyStrings(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	var naughty []string
	if err := json.Unmarshal(shared(t, "strings/blns.json"), &naughty); err != nil {
		t.Fatal(err)
	}
	_, b := openBook(t)
	catalogue := must[*query.Catalogue](t)(b.Catalogue(t.Context()))
	for _, s := range naughty {
		c := &model.Customer{Kind: model.PersonKind, Name: s, Notes: s}
		if strings.TrimSpace(s) == "" {
			c.Company = "nobody"
		}
		save(t, b, c)
		got := must[*model.Customer](t)(b.Customer(t.Context(), c.ID))
		if got.Name != s || got.Notes != s {
			t.Errorf("%q came back as %q, %q", s, got.Name, got.Notes)
		}
		if strings.TrimSpace(s) != "" && !finds(t, b, catalogue, s, c.ID) {
			t.Errorf("%q is not found by its own text", s)
		}
		q, err := query.Parse(s, catalogue)
		if err != nil {
			if model.KindOf(err) != model.Invalid {
				t.Errorf("query %q: %v", s, err)
			}
			continue
		}
		if _, err := b.Customers(t.Context(), q, Page{Limit: 10}); err != nil {
			t.Errorf("query %q: %v", s, err)
		}
	}
	if n, _, err := b.Count(t.Context(), query.Query{}, 0); err != nil || n != len(naughty) {
		t.Errorf("%d customers, want %d: %v", n, len(naughty), err)
	}
	checkClean(t, b.store)
}

// finds reports whether a text as a phrase finds a customer.
func finds(t *testing.T, b *Book, cat *query.Catalogue, text string, id int64) bool {
	t.Helper()
	both := query.All(query.EqualTo(cat.Field("id"), fmt.Sprint(id)), query.Word{Text: text, Phrase: true})
	return len(must[[]model.Summary](t)(b.Customers(t.Context(), query.Query{Where: both}, Page{}))) == 1
}
