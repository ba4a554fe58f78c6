package store

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"os"

	"kehu/model"
)

// copyOf makes a copy of the book as it is now and proves that it is one: it
// opens, SQLite finds its pages in order, every table has as many rows as in the
// book, and a digest of all pages is that of the book.
//
// What must be known of the book is read first, and then its moment let go: as
// long as that is held, SQLite cannot take into the file what others write to the
// write-ahead log. The dear part, looking the copy over, concerns nobody else, and
// one thing is done after the other, so that one core is left to those who work.
func (s *Store) copyOf(ctx context.Context, path string, progress func(done, all int)) (c copied, err error) {
	of, upTo, err := s.copyMoment(ctx, path, progress)
	if err == nil {
		err = s.catchUp(ctx)
	}
	if err != nil {
		return c, err
	}
	if c, err = inspect(ctx, path); err != nil {
		return c, err
	}
	if of.content != c.content || !maps.Equal(of.rows, c.rows) {
		return c, unusable("backup_differs", path, nil)
	}
	c.commits = upTo
	return c, nil
}

// copyMoment copies the book of one moment, and returns its facts and how many
// commits it had seen.
func (s *Store) copyMoment(ctx context.Context, path string, progress func(done, all int)) (of facts, upTo int64, err error) {
	p, err := s.pin(ctx)
	if err != nil {
		return of, 0, err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	if err = p.copyTo(ctx, path, progress); err == nil {
		of, err = p.facts(ctx)
	}
	return of, commits(ctx, p.conn), err
}

// copied is what is known of a copy that was looked at.
type copied struct {
	facts
	schema     int
	changeSets int64            // number of the last one
	kinds      map[string]int64 // records in the book
	commits    int64
}

// inspect opens a plain copy and looks all of it over. It changes nothing, and
// makes no files beside it.
//
// PRAGMA quick_check reads every page and every row; what integrity_check does
// besides, comparing each index with its table, takes three times as long and
// says nothing of the copy: its pages are those of the book, to the byte.
func inspect(ctx context.Context, path string) (c copied, err error) {
	db, err := sql.Open("sqlite", dsn(path, "mode=ro", "immutable=1"))
	if err != nil {
		return c, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	var id int
	err = db.QueryRowContext(ctx, "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version").Scan(&id, &c.schema)
	switch {
	case err != nil:
		return c, pathProblem(err, path)
	case id != applicationID || c.schema == 0:
		return c, unusable("book_foreign", path, nil)
	}
	if err := quickCheck(ctx, db, path); err != nil {
		return c, err
	}
	if err := c.count(ctx, db); err != nil {
		return c, pathProblem(err, path)
	}
	c.content, err = digestOfFile(path)
	return c, err
}

func (c *copied) count(ctx context.Context, db queryer) (err error) {
	if c.rows, err = rowsOfTables(ctx, db); err != nil {
		return err
	}
	if c.kinds, err = kindCounts(ctx, db); err != nil {
		return err
	}
	return db.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM change_sets").Scan(&c.changeSets)
}

func quickCheck(ctx context.Context, db *sql.DB, path string) error {
	var text string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&text); err != nil {
		return pathProblem(err, path)
	}
	if text != "ok" {
		return model.NewProblem(model.Unusable, "backup_damaged", "Path", path, "Text", text)
	}
	return nil
}

// digestOfFile is the digest of the pages of a book that nobody writes, with no
// write-ahead log, read past SQLite.
func digestOfFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var head [18]byte
	if _, err := f.ReadAt(head[:], 0); err != nil {
		return "", err
	}
	size := int64(binary.BigEndian.Uint16(head[16:]))
	if size == 1 {
		size = 65536
	}
	d, page, r := newPageDigest(size), make([]byte, size), bufio.NewReaderSize(f, 1<<20)
	for number := int64(1); ; number++ {
		_, err := io.ReadFull(r, page)
		if errors.Is(err, io.EOF) {
			return d.sum(), nil
		}
		if err != nil {
			return "", err
		}
		d.add(number, page)
	}
}
