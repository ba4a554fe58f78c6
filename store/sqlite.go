package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kehu/model"
)

// applicationID marks a SQLite file as a kehu book: "kehu" in ASCII.
const applicationID = 0x6b656875

// readers is the number of connections that read at the same time.
const readers = 3

// connect opens the connections. Pragmas stand in the DSN because a pool would
// set them on one connection only.
func (s *Store) connect(ctx context.Context) (err error) {
	if !s.readOnly {
		s.writer, err = sql.Open(s.driver, dsn(s.path, "_txlock=immediate",
			fmt.Sprintf("_pragma=busy_timeout(%d)", askAgain.Milliseconds()), "_pragma=journal_mode(wal)", "_pragma=synchronous(full)",
			"_pragma=foreign_keys(1)", cacheOf(idleCache), "_pragma=temp_store(memory)"))
		if err != nil {
			return err
		}
		s.writer.SetMaxOpenConns(1)
		if err := s.writer.PingContext(ctx); err != nil {
			return err
		}
	}
	s.reader, err = s.openReader(ctx, "memory")
	return err
}

// openReader opens connections that read, and says where they sort.
func (s *Store) openReader(ctx context.Context, sorts string) (*sql.DB, error) {
	sorting := "_pragma=temp_store(" + sorts + ")"
	if !s.readOnly {
		db, err := sql.Open(s.driver, dsn(s.path, "_pragma=busy_timeout(10000)", "_pragma=query_only(1)", cacheOf(readCache), sorting))
		if err == nil {
			db.SetMaxOpenConns(readers)
			db.SetMaxIdleConns(readers)
		}
		return db, err
	}
	db, err := sql.Open(s.driver, dsn(s.path, "mode=ro", "_pragma=busy_timeout(10000)", sorting))
	if err == nil && unreadable(ctx, db) {
		// A book in a folder where no -shm file can be made has no other reader or
		// writer. What stands in its log and not in the file would be left out.
		db.Close()
		if holds(s.path + "-wal") {
			return nil, unusable("book_log_unread", s.path, nil)
		}
		db, err = sql.Open(s.driver, dsn(s.path, "mode=ro", "immutable=1", sorting))
	}
	if err != nil {
		return nil, err
	}
	return db, db.PingContext(ctx)
}

// unreadable reports whether a book cannot be read this way.
func unreadable(ctx context.Context, db *sql.DB) bool {
	var version int
	return db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version) != nil
}

// holds reports whether there is a file with something in it.
func holds(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() > 0
}

// refusal is the problem of a write to a book that is open for reading only.
func (s *Store) refusal() error {
	if s.noRoom {
		return model.NewProblem(model.Failed, "disk_full", "Path", s.path)
	}
	return model.NewProblem(model.Forbidden, "book_read_only", "Path", s.path)
}

// isFull reports whether an error means that there is no room on the disk.
func isFull(err error) bool {
	var se *sqlite.Error
	return errors.As(err, &se) && (se.Code()&0xff == sqlite3.SQLITE_FULL || se.Code() == sqlite3.SQLITE_IOERR_SHMSIZE)
}

// Page caches in KiB. The writer's is small while somebody edits, large while
// a bulk write touches every index, which would else be written out over and
// over.
const (
	idleCache = 8 << 10
	bulkCache = 56 << 10 // really twice as much: a page with its head takes 8 KiB
	sortCache = 16 << 10 // while indexes are made
	readCache = 1 << 10  // each reader's; the system keeps the file's pages anyway
)

func cacheOf(kib int) string { return fmt.Sprintf("_pragma=cache_size(-%d)", kib) }

// bulk runs f, which writes very many records, in a transaction with the large
// page cache that adds to the search index by whole segments. f looks at ctx
// itself: a statement of its own context costs a goroutine each time.
func (s *Store) bulk(ctx context.Context, f func(*tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	steady := context.WithoutCancel(ctx)
	if !s.readOnly {
		if err := s.setMemory(ctx, bulkCache, "file"); err != nil {
			return s.explain(err)
		}
		defer s.setMemory(steady, idleCache, "memory")
	}
	return s.inTxAfter(ctx, steady, func(t *tx) error {
		t.pending, t.traces = pendingWords{}, newTraces()
		dropped, err := t.makeRoom()
		if err != nil {
			return err
		}
		defer t.earlier.end()
		makeIndexes := func() error { return t.makeIndexes(dropped) } // while the last segment is built
		for _, step := range []func() error{func() error { return f(t) }, t.settleDues, t.flushWords, makeIndexes, t.writeSegment, t.mergeSegments} {
			if err := firstError(step(), ctx.Err()); err != nil {
				return err
			}
		}
		return nil
	})
}

// setMemory sets the size of the writer's page cache and where it sorts: an
// index of a million rows is too large to be sorted in memory.
func (s *Store) setMemory(ctx context.Context, kib int, sorts string) error {
	_, err := s.writer.ExecContext(ctx, fmt.Sprintf("PRAGMA temp_store = %s; PRAGMA cache_size = -%d; PRAGMA shrink_memory", sorts, kib))
	return err
}

// dsn returns the data source name of a file. The path is escaped, so that no
// name can smuggle in options.
func dsn(path string, options ...string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + strings.Join(options, "&")
}

// probe looks at an existing file without changing it and refuses one that is
// no book, or cut short. It asks SQLite rather than reading the file: closing a
// file of one's own would drop the locks that another store of this process
// holds on it (https://sqlite.org/howtocorrupt.html, section 2.2).
func probe(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Size() == 0 {
		return err
	}
	alone := !exists(path + "-wal") // else a part of the book, or all of it, may stand there
	db, err := sql.Open("sqlite", dsn(path, "mode=ro", "_pragma=busy_timeout(10000)"))
	if err != nil {
		return unusable("book_unreadable", path, err)
	}
	defer db.Close()
	var id, tables, bytes int64
	err = db.QueryRowContext(ctx, `SELECT application_id, (SELECT count(*) FROM sqlite_master), page_count * page_size
		FROM pragma_application_id, pragma_page_count, pragma_page_size`).Scan(&id, &tables, &bytes)
	switch {
	case isCode(err, sqlite3.SQLITE_CANTOPEN), isFull(err):
		return nil // no -shm file can be made here: open decides
	case isCode(err, sqlite3.SQLITE_CORRUPT) && cutShort(path):
		return unusable("book_truncated", path, err)
	case err != nil:
		return pathProblem(err, path)
	case id != applicationID && tables > 0:
		return unusable("book_foreign", path, nil)
	case alone && (id == applicationID && tables == 0 || shorter(path, bytes)):
		return unusable("book_truncated", path, nil)
	}
	return nil
}

// shorter reports whether a book with nothing in its write-ahead log has fewer
// bytes than its pages take. It looks anew: another process may be making the book.
func shorter(path string, bytes int64) bool {
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.Size() < bytes
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// cutShort reports whether a damaged file holds fewer pages than its header
// counts (https://sqlite.org/fileformat.html, section 1.3).
func cutShort(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var head [100]byte
	info, err := f.Stat()
	if n, _ := f.ReadAt(head[:], 0); err != nil || n < len(head) {
		return err == nil
	}
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = 65536
	}
	return info.Size() < page*int64(binary.BigEndian.Uint32(head[28:]))
}

// unusable returns the problem of a file that cannot be opened as a book.
func unusable(code, path string, cause error) error {
	return model.NewProblem(model.Unusable, code, "Path", path).Because(cause)
}

// codes says what SQLite's result codes (https://sqlite.org/rescode.html) mean to a person.
var codes = map[int]struct {
	kind model.ProblemKind
	code string
}{
	sqlite3.SQLITE_NOTADB:   {model.Unusable, "book_foreign"},
	sqlite3.SQLITE_CORRUPT:  {model.Unusable, "book_damaged"},
	sqlite3.SQLITE_CANTOPEN: {model.Unusable, "book_unreadable"},
	sqlite3.SQLITE_READONLY: {model.Forbidden, "book_read_only"},
	sqlite3.SQLITE_FULL:     {model.Failed, "disk_full"},
	sqlite3.SQLITE_BUSY:     {model.Failed, "book_busy"},
	sqlite3.SQLITE_LOCKED:   {model.Failed, "book_busy"},
	sqlite3.SQLITE_IOERR:    {model.Failed, "disk_error"},
	sqlite3.SQLITE_TOOBIG:   {model.Invalid, "value_too_big"},
	// Kehu's SQL is sound and breaks no rule of its own schema: what it stumbles over
	// is in the file already.
	sqlite3.SQLITE_ERROR:      {model.Unusable, "book_damaged"},
	sqlite3.SQLITE_CONSTRAINT: {model.Unusable, "book_damaged"},
	sqlite3.SQLITE_MISMATCH:   {model.Unusable, "book_damaged"},
}

// explain turns an error of the driver into a problem; others pass.
func (s *Store) explain(err error) error { return pathProblem(err, s.path) }

func pathProblem(err error, path string) error {
	var se *sqlite.Error
	if isUnfit(err) {
		return unfit(path, err)
	}
	if !errors.As(err, &se) {
		return err
	}
	switch se.Code() {
	case sqlite3.SQLITE_IOERR_SHMSIZE: // no room for the -shm file
		return model.NewProblem(model.Failed, "disk_full", "Path", path).Because(err)
	case sqlite3.SQLITE_IOERR_WRITE: // what is neither room nor a broken disk: quotas, limits of the system
		return model.NewProblem(model.Failed, "disk_refused", "Path", path).Because(err)
	}
	if c, ok := codes[se.Code()&0xff]; ok {
		return model.NewProblem(c.kind, c.code, "Path", path).Because(err)
	}
	return err
}

// busy is the result code of a file that somebody else holds.
const busy = sqlite3.SQLITE_BUSY

// isCode reports whether err is SQLite's result code, extended codes included.
func isCode(err error, code int) bool {
	var se *sqlite.Error
	return errors.As(err, &se) && se.Code()&0xff == code
}

// isPrimaryKey reports whether a record was to have an id that another has.
func isPrimaryKey(err error) bool {
	var se *sqlite.Error
	return errors.As(err, &se) && se.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
}

// checkpoint folds the write-ahead log into the file.
func (s *Store) checkpoint(ctx context.Context) error {
	_, err := s.writer.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return s.explain(err)
}
