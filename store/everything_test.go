package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kehu/model"
)

// Every text of the person is in the disclosure.
func TestEverything(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	c := secretPerson(t, b)
	e := must[Everything](t)(b.Everything(t.Context(), c.ID))
	all := fmt.Sprint(e.Tables, e.History)
	for _, text := range secrets {
		switch text {
		case "ouyangxiyuan", "87654321931": // what the search index makes of the others
		default:
			if !strings.Contains(all, text) {
				t.Errorf("%s is left out", text)
			}
		}
	}
	if strings.Contains(all, "王五") {
		t.Error("it speaks of somebody else")
	}
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: c.ID}))
	if got := must[Everything](t)(b.Everything(t.Context(), c.ID)); len(got.Tables) != len(e.Tables) || len(got.History) != len(e.History)+1 {
		t.Error("in the bin there is something else of the customer")
	}
}

// impersonal are the tables without anything of a customer, and why.
var impersonal = map[string]string{
	"settings":        "counters of the program",
	"book_settings":   "of the book",
	"products":        "names of goods; those that nobody else bought go with the purchases, others are searched for mentions",
	"preferences":     "of users; past queries are cleared, the rest is searched for mentions",
	"import_sources":  "names of columns",
	"import_mappings": "names of columns",
	"removed":         "numbers of what is gone",
	"erasures":        "that somebody was erased",
	"customer_search": "words made of the texts of customers; goes with them, test of the bytes",
	"product_search":  "words made of the names of goods",
}

// A new table is in the disclosure and goes with the person, or says why not.
func TestEveryTableIsAccountedFor(t *testing.T) {
	t.Parallel()
	s, _ := openBook(t)
	rows, err := s.reader.Query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
	tables, err := scanAll(rows, err, scanOne[string])
	check(t, err)
	for _, table := range tables {
		at := slices.IndexFunc(holdings(), func(h holding) bool { return h.table == table })
		base, _, _ := strings.Cut(table, "_search_") // parts of an index
		if base != table {
			base += "_search"
		}
		_, isImpersonal := impersonal[base]
		if at < 0 != isImpersonal {
			t.Errorf("table %s is neither in holdings nor among the impersonal ones, or in both", table)
		}
		if at < 0 && refersToCustomers(t, s, table) {
			t.Errorf("table %s refers to customers and is not in holdings", table)
		}
	}
	if len(tables) < 20 {
		t.Errorf("only %d tables were seen", len(tables))
	}
}

// refersToCustomers reports whether a column of a table says whose a row is.
func refersToCustomers(t *testing.T, s *Store, table string) bool {
	t.Helper()
	var n int
	err := s.reader.QueryRow(`SELECT (SELECT count(*) FROM pragma_table_info(?1) WHERE name = 'customer_id')
		+ (SELECT count(*) FROM pragma_foreign_key_list(?1) WHERE "table" IN ('customers', 'purchases'))`, table).Scan(&n)
	check(t, err)
	return n > 0
}

// The search for mentions knows the columns that there are.
func TestMentionsAreSought(t *testing.T) {
	t.Parallel()
	s, _ := openBook(t)
	for _, table := range textTables() {
		rows, err := s.reader.Query(table.search(), 1, `["x"]`, 1)
		check(t, err)
		check(t, rows.Close())
		var n int
		check(t, s.reader.QueryRow("SELECT count(*) FROM pragma_table_info(?) WHERE name IN ('"+strings.Join(table.columns, "', '")+"')", table.table).Scan(&n))
		if n != len(table.columns) {
			t.Errorf("%s has not all of %v", table.table, table.columns)
		}
	}
}
