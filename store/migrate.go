package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"kehu/model"
	"kehu/store/vault"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations returns the scripts in the order of their numbers. The position in
// the list is the schema version that PRAGMA user_version keeps.
func migrations() []string {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql") // sorted by name
	if err != nil {
		panic(err) // the pattern is constant
	}
	scripts := make([]string, len(names))
	for i, name := range names {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			panic(err) // embedded
		}
		scripts[i] = string(text)
	}
	return scripts
}

// fillings are what scripts leave to the program, by the version they lead to.
var fillings = map[int]func(*tx) error{4: (*tx).resort, 8: (*tx).rememberProducts}

// lastFillings are those that read records as this edition knows them: they come
// after all scripts.
var lastFillings = map[int]func(*tx) error{12: (*tx).sealBook, settingsVersion: (*tx).sumSettings, 17: (*tx).indexAgain}

// sealBook gives the records of an older book their sums, and its change sets their seals.
func (t *tx) sealBook() error { return firstError(t.sumAll(), t.sealAll()) }

// sumSettings gives the settings of an older book, which were no record, their sum.
func (t *tx) sumSettings() error {
	return t.store.records[model.KindSettings].sumAgain(t, []int64{model.SettingsID})
}

// indexAgain makes the search index again, whatever it was: that of an older book lacked
// words.
func (t *tx) indexAgain() error {
	before := t.pending
	t.pending = pendingWords{}
	defer func() { t.pending = before }()
	for _, step := range []func() error{t.rebuildWords, t.settleDues, t.flushWords, t.writeSegment} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// migrate brings the schema up to date, all scripts in one transaction. An older book is copied first, and a failure
// says where the copy is; a newer one is refused with the versions, and so is an old one that may not be written.
func (s *Store) migrate(ctx context.Context, scripts []string) error {
	version, err := s.version(ctx)
	switch {
	case err != nil:
		return err
	case version < 0: // no edition wrote that
		return unusable("book_damaged", s.path, nil)
	case version > len(scripts):
		return model.NewProblem(model.Unusable, "book_newer", "Path", s.path, "Version", version, "Known", len(scripts))
	case version == len(scripts):
		return nil
	case s.readOnly:
		return unusable("book_old_read_only", s.path, nil)
	}
	backup := ""
	if version > 0 {
		if backup, err = s.safeCopy(ctx, vault.Migration); err != nil {
			return err
		}
	}
	if err := s.inTx(ctx, func(t *tx) error { return t.migrate(scripts) }); err != nil {
		return notMigrated(err, s.path, backup)
	}
	return s.checkpoint(ctx) // from now on the file alone is a book
}

// notMigrated says of a book that could not be brought up to date that it is as it
// was, and where a copy of it is besides.
func notMigrated(cause error, path, backup string) error {
	if backup == "" { // it had nothing in it
		return cause
	}
	return errors.Join(model.NewProblem(model.Unusable, "book_not_migrated", "Path", path, "Backup", backup), cause)
}

// migrate runs the scripts that the book has not had yet: another process may
// have been faster.
func (t *tx) migrate(scripts []string) error {
	var version int
	if err := t.row("PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	for v := version; v < len(scripts); v++ {
		err := t.exec(scripts[v])
		if fill := fillings[v+1]; err == nil && fill != nil {
			err = fill(t)
		}
		if err != nil {
			return fmt.Errorf("migration %d: %w", v+1, err)
		}
	}
	if version >= len(scripts) {
		return nil
	}
	for v := version; v < len(scripts); v++ {
		if fill := lastFillings[v+1]; fill != nil {
			if err := fill(t); err != nil {
				return fmt.Errorf("migration %d: %w", v+1, err)
			}
		}
	}
	return t.exec(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(scripts)))
}

func (s *Store) version(ctx context.Context) (int, error) {
	var version int
	err := s.reader.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err
}

// placeholders returns "?, ?, …" for n values.
func placeholders(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// scanAll collects one value per row.
func scanAll[T any](rows *sql.Rows, err error, scan func(*sql.Rows, *T) error) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		var v T
		if err := scan(rows, &v); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// scanOne is the scan of a single column.
func scanOne[T any](rows *sql.Rows, v *T) error { return rows.Scan(v) }
