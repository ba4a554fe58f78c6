package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/model"
	"kehu/store/pages"
)

// What is read page by page is what SQLite reads, in its order: also entries on
// interior pages, and those that are longer than a page.
func TestEntriesAreAsSQLiteReads(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	s, b := openBook(t)
	drafts := func(yield func(Bundle) bool) {
		for i := range 600 {
			name := fmt.Sprintf("%d·%s", i*7919%600, strings.Repeat("长名", i%300))
			if !yield(Bundle{Customer: &model.Customer{Kind: model.PersonKind, Name: name, ContactPoints: []model.ContactPoint{
				{Kind: model.ContactEmail, Value: fmt.Sprint(name, "@x.example")}, {Kind: model.ContactWeChat, Value: fmt.Sprint("wx", i)}}}}) {
				return
			}
		}
	}
	must[*model.ChangeSet](t)(b.Fill(t.Context(), drafts, nil))
	for tree, columns := range map[string]string{
		"customers_by_full_name": "name, id FROM customers ORDER BY name, id",
		"customers_by_created":   "created, id FROM customers ORDER BY created, id",
		"contact_points":         "customer_id, pos, kind, value FROM contact_points ORDER BY customer_id, pos",
	} {
		var got, want []string
		n := strings.Count(columns[:strings.Index(columns, " FROM")], ",") + 1
		err := s.entries(t.Context(), tree, n, func(e *pages.Entry) {
			var cells []string
			for i := range n {
				if cells = append(cells, string(e.Bytes(i))); cells[i] == "" {
					cells[i] = fmt.Sprint(e.Int(i))
				}
			}
			got = append(got, strings.Join(cells, "|"))
		})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := s.reader.QueryContext(t.Context(), "SELECT concat_ws('|', "+strings.Replace(columns, " FROM", ") FROM", 1))
		want = must[[]string](t)(scanAll(rows, err, scanOne[string]))
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d entries, want %d as SQLite has them", tree, len(got), len(want))
		}
	}
}
