package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"

	"modernc.org/sqlite"

	"kehu/model"
	"kehu/store/vault"
)

// Alone returns the problem book_in_use where another process has the book at path
// open. It looks without opening it, so that a broken one stays as it is.
func Alone(path string) error {
	if isLocked(path) {
		return model.NewProblem(model.Failed, "book_in_use", "Path", path)
	}
	return nil
}

// A grip is a hold on a book that nobody else can open. In this mode SQLite locks the
// whole file before the first look at it, which it cannot while any other
// connection lives (https://sqlite.org/pragma.html#pragma_locking_mode).
type grip struct {
	db   *sql.DB
	conn *sql.Conn
}

// holdPatience is how long others are given to leave a book, in milliseconds.
const holdPatience = 1500

func hold(ctx context.Context, path string) (h grip, err error) {
	h.db, err = sql.Open("sqlite", dsn(path, fmt.Sprintf("_pragma=busy_timeout(%d)", holdPatience),
		"_pragma=locking_mode(exclusive)", "_pragma=synchronous(full)"))
	if err != nil {
		return h, err
	}
	h.db.SetMaxOpenConns(1)
	if h.conn, err = h.db.Conn(ctx); err == nil {
		_, err = h.conn.ExecContext(ctx, "BEGIN EXCLUSIVE; COMMIT")
	}
	switch {
	case err == nil:
		return h, nil
	case isCode(err, busy):
		err = model.NewProblem(model.Failed, "book_in_use", "Path", path)
	default:
		err = pathProblem(err, path)
	}
	_ = h.release() // the error above is the one that matters
	return grip{}, err
}

func (h grip) release() error {
	var errs []error
	if h.conn != nil {
		errs = append(errs, h.conn.Close())
	}
	if h.db != nil {
		errs = append(errs, h.db.Close())
	}
	return errors.Join(errs...)
}

// Restore puts a copy that was unpacked in the place of the book at path, and
// returns where the book as it was is now: a verified copy, or, of a file that
// could not be opened as a book, the file itself; "" where there was none. book is
// the open book, nil where it cannot be opened; it is closed.
//
// A good book is written over by SQLite in one transaction: whatever happens
// meanwhile, it is the old one or the new one, and the file stays the same for
// those who watch it. The unpacked copy is closed, too. The problems are book_in_use, those of Backup, and disk_full.
func (o *OpenBackup) Restore(ctx context.Context, path string, book *Store) (aside string, err error) {
	defer func() { err = errors.Join(err, o.Close()) }()
	if book != nil {
		if aside, err = book.safeCopy(ctx, vault.Restore); err != nil {
			return "", errors.Join(model.NewProblem(model.Failed, "restore_before"), err, book.Close())
		}
		if err := book.Close(); err != nil {
			return aside, err
		}
	}
	if err := o.leave(); err != nil {
		return aside, err
	}
	if book == nil {
		return o.instead(ctx, path)
	}
	return aside, o.over(ctx, path)
}

// instead gives the unpacked file the book's name; what is there goes aside, all of
// it: a write-ahead log that stayed would be taken for the new file's.
func (o *OpenBackup) instead(ctx context.Context, path string) (aside string, err error) {
	if err := Alone(path); err != nil {
		return "", err
	}
	stamp := path + ".broken-" + time.Now().UTC().Format("20060102T150405")
	for _, suffix := range sqliteFiles {
		err := os.Rename(path+suffix, stamp+suffix)
		switch {
		case err == nil && suffix == "":
			aside = stamp
		case err != nil && !os.IsNotExist(err):
			return aside, fileProblem(err, "backup_folder", path)
		}
	}
	if err := vault.Settle(o.tmp, path, false); err != nil {
		return aside, fileProblem(err, "backup_folder", path)
	}
	return aside, nil
}

// over writes the unpacked file over the book and compares the two.
func (o *OpenBackup) over(ctx context.Context, path string) error {
	h, err := hold(ctx, path)
	if err != nil {
		return err
	}
	if err := firstError(o.write(ctx, h), h.release()); err != nil {
		return pathProblem(err, path)
	}
	want, err := digestOfFile(o.tmp)
	got, gotErr := digestOfFile(path)
	if err = firstError(err, gotErr); err == nil && got != want {
		err = unusable("backup_differs", path, nil)
	}
	return err
}

func (o *OpenBackup) write(ctx context.Context, h grip) error {
	err := h.conn.Raw(func(c any) error {
		into, ok := c.(interface {
			NewRestore(string) (*sqlite.Backup, error)
		})
		if !ok {
			return fmt.Errorf("%T restores nothing", c)
		}
		b, err := into.NewRestore(dsn(o.tmp, "mode=ro"))
		if err != nil {
			return err
		}
		return errors.Join(copyPages(ctx, b, nil, nil), b.Finish())
	})
	if err == nil {
		_, err = h.conn.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	}
	return err
}
