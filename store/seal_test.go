package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/model"
)

// codes lists what a check finds.
func codesOf(t *testing.T, s *Store) (codes []string) {
	t.Helper()
	for _, f := range must[CheckReport](t)(s.Check(t.Context())).Findings {
		codes = append(codes, f.Code+" "+fmt.Sprint(f.Args["IDs"]))
	}
	return codes
}

// storied is a book with a history of every kind of write.
func storied(t *testing.T) (*Store, *Book, *model.Customer) {
	s, b := openBook(t)
	c := zhang()
	save(t, b, c)
	save(t, b, purchase(c.ID, 12_00), contact(c.ID, "问价"))
	c.Title = "经理"
	save(t, b, c)
	must[EditReport](t)(b.EditAll(t.Context(), []int64{c.ID}, func(c *model.Customer) error { c.Notes = "改"; return nil }, nil))
	undo(t, b, 0)
	must[*model.ChangeSet](t)(b.Bin(t.Context(), model.Ref{Kind: model.KindCustomer, ID: c.ID}))
	undo(t, b, 0)
	return s, b, c
}

// Whoever edits the past by other means is found out, and where.
func TestSilentEditsOfThePastAreFound(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	for text, want := range map[string]string{
		"UPDATE changes SET fields = replace(fields, '经理', '总监') WHERE change_set = 3":                   "history_altered #3",
		"UPDATE change_sets SET actor = 'eve' WHERE id = 2":                                              "history_altered #2",
		"UPDATE change_sets SET at = at + 1 WHERE id = 1":                                                "history_altered #1",
		"UPDATE changes SET revision = 9 WHERE change_set = 3":                                           "history_altered #3",
		"DELETE FROM changes WHERE change_set = 3; DELETE FROM change_sets WHERE id = 3":                 "history_displaced #4",
		"UPDATE change_sets SET digest = (SELECT digest FROM change_sets WHERE id = 1) WHERE id = 2":     "history_altered #2",
		"UPDATE change_sets SET chain = (SELECT chain FROM change_sets WHERE id = 1) WHERE id = 2":       "history_displaced #2, #3",
		"UPDATE change_sets SET digest = NULL, chain = NULL WHERE id = 7":                                "history_unsealed #7",
		"UPDATE change_sets SET undone_by = 2 WHERE id = 3":                                              "history_undone #3",
		"UPDATE changes SET erased = 1, fields = '{}' WHERE change_set = 3":                              "",
		"UPDATE change_sets SET erased = 1, subject = '' WHERE id = 1":                                   "",
		"UPDATE customers SET notes = 'eve' WHERE id = 1":                                                "altered_records #1",
		"UPDATE items SET unit_price = 1":                                                                "altered_records #1",
		"UPDATE interactions SET state = 1":                                                              "altered_records #1",
		"UPDATE customers SET sort_city = 'zzz' WHERE id = 1":                                            "derived #1",
		"UPDATE customers SET spent = 1 WHERE id = 1":                                                    "spent #1",
		"UPDATE customers SET spent_other = '[{\"amount\":\"1.00\",\"currency\":\"EUR\"}]' WHERE id = 1": "spent_other #1",
		"UPDATE customers SET dealt = 1 WHERE id = 1":                                                    "dealt #1",
		"DELETE FROM product_search WHERE rowid = 1":                                                     "product_index #1",
		"INSERT INTO product_search (rowid, words) VALUES (2, 'stray')":                                  "product_index #2",
	} {
		s, _, _ := storied(t)
		if _, err := s.writer.ExecContext(t.Context(), text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got := codesOf(t, s); want == "" && len(got) > 0 || want != "" && !slices.ContainsFunc(got, func(code string) bool { return strings.HasPrefix(code, want) }) {
			t.Errorf("%s: found %q, want %q", text, got, want)
		}
	}
}

// What was erased on purpose is counted, and what comes after is still proven.
func TestErasedContentKeepsTheChain(t *testing.T) {
	t.Parallel()
	s, _, _ := storied(t)
	if _, err := s.writer.ExecContext(t.Context(), "UPDATE changes SET erased = 1, fields = '{}' WHERE change_set = 3"); err != nil {
		t.Fatal(err)
	}
	if r := must[CheckReport](t)(s.Check(t.Context())); r.Erased != 1 || len(r.Findings) > 0 {
		t.Errorf("%+v", r)
	}
	if _, err := s.writer.ExecContext(t.Context(), "UPDATE change_sets SET subject = 'eve' WHERE id = 2"); err != nil {
		t.Fatal(err)
	}
	if got := codesOf(t, s); len(got) != 1 || got[0] != "history_altered #2" {
		t.Errorf("found %q", got)
	}
}

// The search index is compared with the words of the records, not only by rows.
func TestCheckComparesTheIndexWithTheWords(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	s, b := openBook(t)
	if _, err := b.Fill(t.Context(), strangers(700), nil); err != nil {
		t.Fatal(err)
	}
	checkClean(t, s)
	err := s.inTx(t.Context(), func(tx *tx) error {
		rank := int64(0)
		if err := tx.row("SELECT rank FROM customers WHERE id = 77").Scan(&rank); err != nil {
			return err
		}
		return firstError(tx.exec("DELETE FROM customer_search WHERE rowid = ?", rank), tx.insertWords(rank, []byte("other words")))
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := codesOf(t, s); len(got) != 1 || got[0] != "index_content #77" {
		t.Errorf("found %q", got)
	}
}

// Repair mends all that follows from the rest, in one change set that cannot be
// undone, and check is clean afterwards.
func TestRepair(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	s, b, c := storied(t)
	if _, err := b.Fill(t.Context(), strangers(600), nil); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"UPDATE customers SET spent = 7, orders = 9, last_contact = 5, rank = 3, sort_city = 'x', phone = 'y', notes = 'eve' WHERE id = 1",
		"INSERT INTO customer_search (rowid, words) VALUES (99, 'stray')",
		"INSERT INTO product_search (rowid, words) VALUES (2, 'stray')",
		"UPDATE customer_search_data SET block = zeroblob(length(block)) WHERE id = (SELECT max(id) FROM customer_search_data WHERE id < 1 << 50)",
	} {
		if _, err := s.writer.ExecContext(t.Context(), text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	before := must[CheckReport](t)(s.Check(t.Context()))
	if len(before.Findings) < 6 {
		t.Errorf("found only %+v", before.Findings)
	}
	cs := must[*model.ChangeSet](t)(b.Repair(t.Context(), before))
	if cs.Action != model.ActionRepair {
		t.Errorf("%+v", cs)
	}
	checkClean(t, s)
	if got := names(t, b, "spent:12"); len(got) != 1 {
		t.Errorf("spent: %q", got)
	}
	if found := names(t, b, "zhangwei"); len(found) == 0 || !slices.Contains(found, c.DisplayName()) {
		t.Errorf("found %q", found)
	}
	if _, err := b.Undo(t.Context(), cs.ID); problemCode(err) != "not_undoable" {
		t.Errorf("undo of the repair: %v", err)
	}
	if again := must[*model.ChangeSet](t)(b.Repair(t.Context(), must[CheckReport](t)(s.Check(t.Context())))); again != nil {
		t.Errorf("a sound book was repaired: %+v", again)
	}
}
