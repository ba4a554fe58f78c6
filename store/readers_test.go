package store

import (
	"fmt"
	"sync"
	"testing"
)

// What is read again is kept prepared, within bounds, and reads what there is now; what
// cannot be prepared says so every time.
func TestReadersKeepStatements(t *testing.T) {
	s, b := openBook(t)
	const count = "SELECT count(*) FROM customers WHERE state = ?"
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 20 {
				var n int
				if err := s.reader.QueryRowContext(t.Context(), count, 0).Scan(&n); err != nil || n != 0 {
					t.Error(n, err)
				}
			}
		})
	}
	wait.Wait()
	if s.reader.kept[count] == nil {
		t.Error("a statement that is read again and again is not kept")
	}
	save(t, b, zhang())
	var n int
	if err := s.reader.QueryRowContext(t.Context(), count, 0).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d customers, %v", n, err)
	}
	for i := range 2 * mostSeen {
		for range 3 {
			if err := s.reader.QueryRowContext(t.Context(), fmt.Sprint("SELECT ", i)).Scan(&n); err != nil || n != i {
				t.Fatal(i, n, err)
			}
		}
	}
	if len(s.reader.kept) != mostKept || len(s.reader.seen) > mostSeen {
		t.Errorf("%d are kept, %d seen", len(s.reader.kept), len(s.reader.seen))
	}
	for range 3 {
		if rows, err := s.reader.QueryContext(t.Context(), "SELECT nothing FROM nowhere"); err == nil {
			rows.Close()
			t.Error("no error")
		}
	}
}
