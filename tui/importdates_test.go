package tui

import (
	"os"
	"path/filepath"
	"testing"
)

// Where nothing tells whether the day or the month stands first, a person says so, and
// sees at once what comes of it.
func TestImportAsksForTheOrderOfDates(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(path, []byte("Name,Birthday\nAnn Lee,01/02/1980\nBob Ray,03/04/1981\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := importOf(t, openBook(t), "en", path)
	d.sees("order of dates", "open ·", "2 rows would be refused", "o day or month")
	d.press("p")
	d.sees("order of dates", "“Birthday”", "o says it")
	d.press("esc o")
	d.sees("day/month/year (your choice)")
	d.lacks("would be refused")
	d.press("p")
	d.sees("“Birthday”: day/month/year, a guess of yours")
	d.press("esc tab G")
	d.sees("01/02/1980", "→ 1980-02-01")
	d.press("o")
	d.sees("→ 1980-01-02")
	d.press("o")
	d.sees("two different days")
}

// A column that decides for itself has no such key.
func TestImportHasNoOrderWhereTheDatesTell(t *testing.T) {
	t.Parallel()
	d := importOf(t, openBook(t), "zh", someOrders)
	d.lacks("日月")
}
