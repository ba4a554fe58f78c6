package store

import (
	"slices"
	"strings"

	"kehu/model"
	"kehu/model/pinyin"
)

// sortedTexts are the fields of text that lists sort as people do, by a column of
// their own: sort_city for city.
var sortedTexts = []string{"company", "title", "city", "province", "country", "owner", "source", "industry"}

// sortColumn is the column by which a field of text is sorted.
func sortColumn(field string) string { return "sort_" + field }

// derivedOfCustomers are the derived columns of customers; sortKey is
// pinyin.SortKey, or what remembers its results.
func derivedOfCustomers(sortKey func(string) string) map[string]func(*model.Customer) string {
	derived := map[string]func(*model.Customer) string{
		"sort_key": func(c *model.Customer) string { return pinyin.SortKey(c.DisplayName()) },
		"phone":    func(c *model.Customer) string { return c.Main(model.ContactPhone) },
		"email":    func(c *model.Customer) string { return c.Main(model.ContactEmail) },
	}
	for _, field := range sortedTexts {
		f := model.FieldOf(model.CustomerFields(), field)
		derived[sortColumn(field)] = func(c *model.Customer) string { return sortKey(f.Get(c)) }
	}
	return derived
}

// resort fills in the sort columns of the customers of an older book, those that
// have the same text at once.
func (t *tx) resort() error {
	for _, field := range sortedTexts {
		rows, err := t.query("SELECT DISTINCT " + field + " FROM customers WHERE " + field + " <> ''")
		texts, err := scanAll(rows, err, scanOne[string])
		if err != nil {
			return err
		}
		if err := t.exec("CREATE TEMP TABLE resorted (text TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID"); err != nil {
			return err
		}
		for some := range slices.Chunk(texts, mostWaiting) {
			if err := t.noteKeys(some); err != nil {
				return err
			}
		}
		if err := t.scripts("UPDATE customers SET "+sortColumn(field)+" = r.key FROM resorted r WHERE r.text = customers."+field,
			"DROP TABLE resorted"); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) noteKeys(texts []string) error {
	args := make([]any, 0, 2*len(texts))
	for _, text := range texts {
		args = append(args, text, pinyin.SortKey(text))
	}
	return t.exec("INSERT INTO resorted VALUES "+strings.TrimSuffix(strings.Repeat("(?, ?), ", len(texts)), ", "), args...)
}
