package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"kehu/model"
)

// securely runs f with deleted rows and freed pages overwritten with zeros
// (https://sqlite.org/pragma.html#pragma_secure_delete).
func (s *Store) securely(ctx context.Context, f func() error) (err error) {
	if s.readOnly {
		return f() // which says so
	}
	if _, err := s.writer.ExecContext(ctx, "PRAGMA secure_delete = 1"); err != nil {
		return s.explain(err)
	}
	defer func() {
		_, back := s.writer.ExecContext(context.WithoutCancel(ctx), "PRAGMA secure_delete = 0")
		err = errors.Join(err, s.explain(back))
	}()
	return f()
}

// scrub writes the whole file anew, so that nothing is left of what earlier writes
// freed, and empties the write-ahead log. It needs as much room on the disk as the
// book takes. Where another program reads the book just now the problem is
// book_read_elsewhere (Failed), and scrub can be done later.
func (s *Store) scrub(ctx context.Context) error {
	if err := s.setMemory(ctx, bulkCache, "file"); err != nil {
		return s.explain(err)
	}
	defer s.setMemory(context.WithoutCancel(ctx), idleCache, "memory")
	if _, err := s.execute(ctx, "VACUUM"); err != nil {
		return err // the caller says what it means here
	}
	return s.emptyLog(ctx)
}

// emptyLog folds the write-ahead log into the file and cuts it to nothing.
func (s *Store) emptyLog(ctx context.Context) error {
	var isBusy, pages, done int
	err := s.writer.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&isBusy, &pages, &done)
	if err == nil && isBusy != 0 {
		return model.NewProblem(model.Failed, "book_read_elsewhere", "Path", s.path)
	}
	return s.explain(err)
}

// mergeIndexes merges the segments of the search indexes, which keep the words of
// those who left until then.
func (t *tx) mergeIndexes() error {
	for _, index := range []string{"customer_search", "product_search"} {
		if err := t.exec("INSERT INTO " + index + " (" + index + ") VALUES ('optimize')"); err != nil {
			return err
		}
	}
	return nil
}

// Copies lists the copies of the book: those made by backups, and those that lie
// beside it.
func (s *Store) Copies(ctx context.Context) (copies []string, err error) {
	backups, err := s.Backups(ctx)
	for _, c := range backups {
		copies = append(copies, c.Path)
	}
	if err != nil {
		return nil, err
	}
	dir, name := filepath.Split(s.path)
	entries, err := os.ReadDir(filepath.Clean(dir))
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), name+".") && filepath.Ext(e.Name()) == ".bak" {
			copies = append(copies, filepath.Join(dir, e.Name()))
		}
	}
	return copies, err
}
