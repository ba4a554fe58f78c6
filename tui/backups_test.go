package tui

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"kehu/model"
	"kehu/store"
)

// openLate opens the book of the stories on which nobody worked for some days, and
// on which somebody just did.
func openLate(t *testing.T, days int, lang string) (*driver, *store.Store) {
	t.Helper()
	path := openFilledBook(t).Path()
	later := func() time.Time { return noon.AddDate(0, 0, days) }
	st := must[*store.Store](t)(store.Open(t.Context(), path, store.Options{Now: later}))
	t.Cleanup(func() { st.Close() })
	return startAt(t, st, lang, later), st
}

// startAt opens the screens at another time than noon.
func startAt(t *testing.T, st *store.Store, lang string, now func() time.Time) *driver {
	t.Helper()
	d := start(t, st, lang, 100, 30)
	d.m.(*root).now, d.m.(*root).looked = now, time.Time{}
	d.drain(d.m.(*root).careForBackups())
	return d
}

// A book of yesterday gets its copy while the screens are open, and nobody is told.
func TestScreenBacksUp(t *testing.T) {
	t.Parallel()
	d, st := openLate(t, 3, "en")
	status := must[store.BackupStatus](t)(st.BackupStatus(t.Context()))
	if status.Last.IsZero() || status.Changes != 0 {
		t.Fatalf("no copy was made: %+v", status)
	}
	d.lacks("no backup yet")
	d.settingsAt("Backups")
	d.sees("Backups in "+filepath.Dir(status.Path), "daily", "book-")
	d.press("b")
	d.sees("Backed up, and the copy is verified", "asked for")
	d.press("L")
	d.sees("每日", "手动")
	d.press("esc")
	d.lacks("手动")
	d.sees("今天 12:00")
}

// A copy that cannot be made is said in the footer, calmly, until there is one.
func TestFooterSaysThatBackupIsLate(t *testing.T) {
	t.Parallel()
	path := openFilledBook(t).Path()
	if err := os.WriteFile(path+"-backups", nil, 0o600); err != nil { // no folder can be made there
		t.Fatal(err)
	}
	later := func() time.Time { return noon.AddDate(0, 0, 3) }
	st := must[*store.Store](t)(store.Open(t.Context(), path, store.Options{Now: later}))
	t.Cleanup(func() { st.Close() })
	d := startAt(t, st, "en", later)
	d.sees("no backup yet")
	d.press("L")
	d.sees("还没有备份")
	d.press("L")
	d.settingsAt("Backups")
	d.sees("no backup can be written in")
	d.press("b")
	d.sees("Choose another folder")
	if err := os.Remove(path + "-backups"); err != nil {
		t.Fatal(err)
	}
	d.press("b")
	d.sees("the copy is verified")
	d.lacks("no backup yet")
	later5 := func() time.Time { return noon.AddDate(0, 0, 8) }
	d.m.(*root).now = later5
	d.press("esc")
	d.lacks("last backup")
	if _, err := d.book.Save(t.Context(), &model.Customer{Kind: model.PersonKind, Name: "new"}); err != nil {
		t.Fatal(err)
	}
	d.await()
	d.sees("last backup 5 days ago")
}
