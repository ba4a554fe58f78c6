package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"os"

	"modernc.org/sqlite"
)

// A pinned is the book as it was at one moment, on a connection of its own, for
// as long as that takes: SQLite keeps what others write meanwhile in the
// write-ahead log, and nobody waits.
type pinned struct {
	db   *sql.DB
	conn *sql.Conn
}

// pin begins to read.
func (s *Store) pin(ctx context.Context) (*pinned, error) {
	db, err := s.openReader(ctx, "file")
	if err != nil {
		return nil, err
	}
	p := &pinned{db: db}
	if p.conn, err = db.Conn(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	var n int // a transaction begins with what it reads first
	_, err = p.conn.ExecContext(ctx, "BEGIN")
	if err = firstError(err, p.row(ctx, "SELECT count(*) FROM sqlite_master", &n)); err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

func (p *pinned) close() error { return errors.Join(p.conn.Close(), p.db.Close()) }

func (p *pinned) row(ctx context.Context, text string, into ...any) error {
	return p.conn.QueryRowContext(ctx, text).Scan(into...)
}

// stepPages is how many pages are copied between two looks at ctx, one megabyte, and
// flushSteps how many steps between two flushes to the disk: a gigabyte flushed at
// once would have everybody's commits wait behind it.
const (
	stepPages  = 256
	flushSteps = 16
)

// copyTo copies the pages into a new file. The file holds all of them when there
// is no error; whether the last are on the disk is for the caller to see to.
//
// It is SQLite's own way (https://sqlite.org/backup.html), which takes a third of
// the time of VACUUM INTO: pages are copied as they are, not built anew. Others
// may write: the transaction that is open already keeps SQLite from beginning
// again at each of their commits.
func (p *pinned) copyTo(ctx context.Context, path string, progress func(done, all int)) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer file.Close() // last: it takes SQLite's locks on the file with it
	return p.conn.Raw(func(c any) error {
		source, ok := c.(interface {
			NewBackup(string) (*sqlite.Backup, error)
		})
		if !ok {
			return fmt.Errorf("%T makes no backups", c)
		}
		b, err := source.NewBackup(dsn(path, "_pragma=journal_mode(off)", "_pragma=synchronous(off)"))
		if err != nil {
			return err
		}
		return errors.Join(copyPages(ctx, b, progress, file.Sync), b.Finish())
	})
}

// copyPages runs a backup to its end. progress and flush may be nil.
func copyPages(ctx context.Context, b *sqlite.Backup, progress func(done, all int), flush func() error) error {
	for step := 1; ; step++ {
		more, err := b.Step(stepPages)
		if err == nil && flush != nil && step%flushSteps == 0 {
			err = flush()
		}
		if err == nil && progress != nil {
			progress(b.PageCount()-b.Remaining(), b.PageCount())
		}
		if err = firstError(err, ctx.Err()); err != nil || !more {
			return err
		}
	}
}

// facts are what must be the same of a book and of its copy.
type facts struct {
	content string           // digest of all pages
	rows    map[string]int64 // by table
}

// facts reads them through SQLite: what it holds for the book's pages, wherever
// they are.
func (p *pinned) facts(ctx context.Context) (f facts, err error) {
	if f.rows, err = rowsOfTables(ctx, p.conn); err != nil {
		return f, err
	}
	var size int64
	if err := p.row(ctx, "PRAGMA page_size", &size); err != nil {
		return f, err
	}
	d := newPageDigest(size)
	rows, err := p.conn.QueryContext(ctx, "SELECT pgno, data FROM sqlite_dbpage")
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var number int64
		var page sql.RawBytes
		err := rows.Scan(&number, &page)
		d.add(number, page)
		return err
	})
	f.content = d.sum()
	return f, err
}

// rowsOfTables counts the rows of every table.
func rowsOfTables(ctx context.Context, db queryer) (map[string]int64, error) {
	rows, err := db.QueryContext(ctx, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
	names, err := scanAll(rows, err, scanOne[string])
	counts := make(map[string]int64, len(names))
	for _, name := range names {
		var n int64
		if err := db.QueryRowContext(ctx, `SELECT count(*) FROM "`+name+`"`).Scan(&n); err != nil {
			return nil, err
		}
		counts[name] = n
	}
	return counts, err
}

// kindCounts counts the records in the book, by kind.
func kindCounts(ctx context.Context, db queryer) (map[string]int64, error) {
	counts := map[string]int64{}
	for _, kind := range personalKinds {
		var n int64
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM "+tables[kind]+" WHERE state = 0").Scan(&n); err != nil {
			return nil, err
		}
		counts[string(kind)] = n
	}
	return counts, nil
}

// A pageDigest is a SHA-256 over the pages of a book. What SQLite changes in the
// head of a copy (https://sqlite.org/fileformat.html, section 1.3) and the page
// that is never used do not count.
type pageDigest struct {
	hash   hash.Hash
	unused int64
}

// lockByte is where the page stands that SQLite only locks.
const lockByte = 1 << 30

func newPageDigest(pageSize int64) *pageDigest {
	return &pageDigest{sha256.New(), lockByte/pageSize + 1}
}

// headChanges are the stretches of the first page that differ in a copy: journal
// mode, change counter, schema cookie, and the version of SQLite that wrote last.
var headChanges = [][2]int{{18, 20}, {24, 28}, {40, 44}, {92, 100}}

func (d *pageDigest) add(number int64, page []byte) {
	if number == d.unused {
		return
	}
	if number == 1 && len(page) >= 100 {
		page = append([]byte(nil), page...)
		for _, part := range headChanges {
			clear(page[part[0]:part[1]])
		}
	}
	d.hash.Write(page)
}

func (d *pageDigest) sum() string { return hex.EncodeToString(d.hash.Sum(nil)) }
