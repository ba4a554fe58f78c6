package store

import (
	"database/sql"
	"os"
	"testing"

	"kehu/store/vault"
)

// Litestream has a book open beside everybody else: it holds a read transaction, so
// that nobody empties the write-ahead log before it has read it, keeps tables of its
// own there, and takes the log into the file itself. Copies are made as ever, nothing
// is lost when the sessions come and go, and no restore goes over its head.
func TestBesideLitestream(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	db := must[*sql.DB](t)(sql.Open("sqlite", dsn(s.path, "_pragma=busy_timeout(1000)", "_pragma=wal_autocheckpoint(0)")))
	t.Cleanup(func() { db.Close() })
	if _, err := db.ExecContext(t.Context(), "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER); CREATE TABLE _litestream_lock (id INTEGER)"); err != nil {
		t.Fatal(err)
	}
	reading := must[*sql.Tx](t)(db.BeginTx(t.Context(), &sql.TxOptions{ReadOnly: true}))
	var n int
	if err := reading.QueryRowContext(t.Context(), "SELECT count(*) FROM _litestream_seq").Scan(&n); err != nil {
		t.Fatal(err)
	}
	for range 30 {
		save(t, b, zhang())
	}
	r := backUp(t, s)
	if r.Counts["customer"] != 30 {
		t.Errorf("the copy has %v", r.Counts)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if log, err := os.Stat(s.path + "-wal"); err != nil || log.Size() == 0 {
		t.Errorf("the log is gone behind the reader's back: %v", err)
	}
	s, b = openAt(t, s.path)
	save(t, b, zhang())
	if _, err := db.ExecContext(t.Context(), "PRAGMA wal_checkpoint(PASSIVE)"); err != nil {
		t.Fatal(err)
	}
	o := unpack(t, r.Path, s, vault.Unlock{})
	if _, err := o.Restore(t.Context(), s.path, s); code(err) != "book_in_use" {
		t.Errorf("a restore over its head: %v", err)
	}
	if err := reading.Rollback(); err != nil {
		t.Fatal(err)
	}
	again, b := openAt(t, s.path)
	if got := names(t, b, ""); len(got) != 31 {
		t.Errorf("%d customers of 31", len(got))
	}
	checkClean(t, again)
}
