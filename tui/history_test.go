package tui

import (
	"fmt"
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/model"
	"kehu/store"
)

// The history is narrowed by its query language, live, with completion and with
// the place of what is wrong.
func TestHistorySearch(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	d := openFilled(t, "en", 100, 24)
	d.press("d ] /")
	d.write("by:wang")
	d.sees("to the bin")
	d.lacks("Added customer 张伟")
	d.press("enter")
	d.sees("1 of 10")
	d.press("/")
	d.write(" origin:mars x")
	d.sees("^", "“mars” is not one of the values")
	d.press("esc")
	d.sees("1 of 10")
	d.press("esc")
	d.sees("Added customer 张伟", "10 changes")
	d.press("/")
	d.write("customer:zw kind:pur")
	d.press("tab enter")
	d.sees("kind:purchase", "Added purchase 张伟", "2 of 10")
	d.lacks("Helena")
	d.press("esc /")
	d.write("by:w")
	d.press("tab")
	d.sees("by:wang", "1 of 10")
	d.press("esc /")
	d.write("customer:nobody")
	d.sees("Nothing was changed that the query finds.")
	d.press("esc /")
	d.write("kind:task")
	d.click("Added follow-up")
	d.press("u")
	d.sees("Undo this? Added follow-up")
	d.press("n")
	d.click("kind:task") // the cursor stands where one clicked
	d.write("action:create ")
	d.sees("action:create kind:task", "1 of 10")
}

// Before an undo the person reads what would change and what would be kept.
func TestHistoryAsksBeforeItUndoes(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 100, 30)
	zhang := d.only("张伟")
	zhang.Title, zhang.Industry = "总监", "贸易"
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), zhang))
	zhang.Title = "总经理"
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), zhang))
	d.await()
	d.press("] down u")
	d.sees("Undo this? Changed customer 张伟 (Industry, Job title)", "1 customer gets its former fields: 张伟", "Kept, because it was changed since (1):", "Job title · Customer 张伟")
	d.press("n")
	if got := d.only("张伟"); got.Industry != "贸易" {
		t.Fatalf("no undid it: %+v", got)
	}
	d.press("u y")
	d.sees("Undone: Changed customer 张伟", "kept what was changed since: Job title")
	if got := d.only("张伟"); got.Industry != "" || got.Title != "总经理" {
		t.Errorf("after the undo: %q, %q", got.Industry, got.Title)
	}
	d.press("/")
	d.write("is:undone")
	d.press("enter ctrl+r")
	d.sees("Do this again? Changed customer 张伟")
	d.press("y")
	d.sees("Done again: Changed customer 张伟")
	if got := d.only("张伟"); got.Industry != "贸易" {
		t.Errorf("after the redo: %q", got.Industry)
	}
}

// A great change set opens at once, and is read by windows down to its end.
func TestChangesOfManyRecords(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	d := openFilled(t, "en", 100, 24)
	var drafts []model.Draft
	for i := range 3000 {
		drafts = append(drafts, model.Draft{Rows: []int{i + 1}, Customer: model.Customer{Kind: model.PersonKind, Name: fmt.Sprintf("Row %04d", i)}})
	}
	must[model.ImportReport](t)(d.book.Import(t.Context(), func(yield func(model.Draft, error) bool) {
		for _, draft := range drafts {
			if !yield(draft, nil) {
				return
			}
		}
	}, store.ImportOptions{File: "march.csv"}))
	d.await()
	d.press("]")
	d.sees("Imported 3000 records from march.csv", "import")
	d.press("enter")
	d.sees("3,000 records", "Row 0000", "added")
	d.press("G")
	d.sees("Row 2999")
	d.press("enter")
	d.sees("Row 2999")
	d.press("esc u")
	d.sees("Undo this? Imported 3000 records", "3000 customers leave the book: Row 0000")
	d.press("y")
	d.sees("Undone: Imported 3000 records")
	d.sees("(undone)")
	d.fits()
}

// The fields of one change; a value from before is put back alone, and undone.
func TestPutBackOneField(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 100, 24)
	zhang := d.only("张伟")
	zhang.Title, zhang.Industry = "总监", "贸易"
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), zhang))
	d.await()
	d.press("] enter")
	d.sees("Job title", "采购经理", "总监", "Industry", "贸易", "command")
	d.press("down")
	row := d.screen()
	if !strings.Contains(row, "put back this value") {
		t.Errorf("the footer lacks the key:\n%s", row)
	}
	d.press("r")
	d.sees("Put back: Job title of 张伟")
	if got := d.only("张伟"); got.Title != "采购经理" || got.Industry != "贸易" {
		t.Errorf("put back: %q, %q", got.Title, got.Industry)
	}
	d.press("r")
	d.sees("It holds this value already.")
	d.press("enter")
	d.sees("Job title: all that it was set to", "采购经理", "总监", "Added customer 张伟")
	d.press("down r")
	if got := d.only("张伟"); got.Title != "总监" {
		t.Errorf("the value under the cursor was not put back: %q", got.Title)
	}
	d.press("esc o")
	d.sees("总监")
}

// The card tells who set each field, and shows the customer as they were.
func TestBlameAndPastOnTheCard(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 120, 40)
	zhang := d.only("张伟")
	zhang.Title, zhang.Address.City = "总监", "天津市"
	must[*model.ChangeSet](t)(d.book.Save(t.Context(), zhang))
	d.await()
	d.press("/")
	d.write("zhangwei")
	d.press("enter enter b")
	d.sees("Who set each field last", "总监", "天津市", "li", "Added customer 张伟 · command")
	d.press("esc @")
	d.write("never")
	d.press("enter")
	d.sees("As of which day?", "never")
	for range 5 {
		d.press("backspace")
	}
	d.write("#9")
	d.press("enter")
	d.sees("张伟 as of #9", "Then", "Now", "采购经理", "总监", "A4 复印纸")
	for !strings.Contains(d.cursorRow(), "采购经理") {
		d.press("down")
	}
	d.press("r")
	if got := d.only("张伟"); got.Title != "采购经理" || got.Address.City != "天津市" {
		t.Errorf("put back: %q, %q", got.Title, got.Address.City)
	}
	d.sees("张伟 as of #9")
	d.press("esc @")
	d.write("yesterday")
	d.press("enter")
	d.sees("not in the book")
	d.fits()
}

// cursorRow is the line on which the table's cursor stands.
func (d *driver) cursorRow() string {
	d.t.Helper()
	for line := range strings.SplitSeq(d.screen(), "\n") {
		if strings.Contains(line, "▌") || strings.Contains(line, "›") || strings.Contains(line, "❯") {
			return line
		}
	}
	d.t.Fatalf("no cursor on the screen:\n%s", d.screen())
	return ""
}
