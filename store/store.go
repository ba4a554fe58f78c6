// Package store keeps the book: one SQLite file with records, search index and
// change sets. It is the only package that knows SQL. Every read and write goes
// through a [Book], which is bound to an actor; every write is one change set.
//
// One connection writes, a few read; the file is in WAL mode, so that readers
// never wait for the writer. What is special to SQLite (FTS5, pragmas, VACUUM
// INTO, data_version) stands in sqlite.go, migrate.go, search.go and watch.go.
package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"kehu/model"
)

// Options say how a book is opened. The zero value is right for most.
type Options struct {
	Now        func() time.Time         // the clock; nil for time.Now
	ReadOnly   bool                     // never write, not even a migration
	FileSystem func(path string) string // names the network file system of a path; nil for what the system says
	Driver     string                   // of database/sql, reading this store's DSN; "" for the store's own
	Backup     BackupOptions            // of the copies that are made by themselves

	scratch bool // a throw-away file, or a copy, of which nobody wants a copy
}

// A Store is one open book file. It is safe for concurrent use.
type Store struct {
	path     string
	driver   string
	readOnly bool
	now      func() time.Time
	writer   *sql.DB  // one connection
	reader   *readers // a few; the same as writer for a read-only book
	records  map[model.Kind]recordKind
	notify   *notifier
	caches   *caches
	desks    desks
	backups  BackupOptions
	scratch  bool
	network  string    // the file system, if it is one
	noRoom   bool      // it is open for reading only because the disk is full
	sessions *sessions // for what other sessions have open
}

// Open opens the book at path, making it and its folder when there is none, and
// brings its schema up to date after a backup. The errors are Problems of kind
// Unusable: a file that is no book, damaged, cut short, of a newer kehu, or not
// readable. A book that may not be written opens read-only.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !o.ReadOnly:
		if err := create(path); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, unusable("book_unreadable", path, err)
	case info.IsDir():
		return nil, unusable("book_is_folder", path, nil)
	default:
		if err := probe(ctx, path); err != nil {
			return nil, err
		}
	}
	return open(ctx, path, o)
}

// OpenExisting is Open for those who only read: a missing file is a NotFound
// problem, an empty one is Unusable.
func OpenExisting(ctx context.Context, path string, o Options) (*Store, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, model.NewProblem(model.NotFound, "book_missing", "Path", path).Because(err)
	case err == nil && info.Mode().IsRegular() && info.Size() == 0:
		return nil, unusable("book_empty", path, nil)
	}
	return Open(ctx, path, o)
}

// create makes an empty file that only its owner can read.
func create(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return unusable("book_not_made", path, err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil // another process was faster
	}
	if err != nil {
		return unusable("book_not_made", path, err)
	}
	return f.Close()
}

// newStore makes the store of a file without opening it.
func newStore(path string, o Options) *Store {
	s := &Store{path: path, driver: cmp.Or(o.Driver, "sqlite"), readOnly: o.ReadOnly || !writable(path), now: o.Now, notify: newNotifier(), caches: newCaches(),
		sessions: newSessions(path), backups: o.Backup, scratch: o.scratch || isCopy(path)}
	if s.now == nil {
		s.now = time.Now
	}
	if o.FileSystem == nil {
		o.FileSystem = networkOf
	}
	s.network = o.FileSystem(path)
	s.records = recordKinds()
	return s
}

func open(ctx context.Context, path string, o Options) (*Store, error) {
	s := newStore(path, o)
	err := s.patiently(ctx)
	if isFull(err) && !s.readOnly {
		s.readOnly, s.noRoom = true, true
		if s.patiently(ctx) == nil {
			return s, nil
		}
	}
	if err != nil {
		return nil, pathProblem(err, path)
	}
	return s, nil
}

// patiently begins when those who open, write or leave the book let it.
func (s *Store) patiently(ctx context.Context) error {
	err := s.begin(ctx)
	for started := time.Now(); isCode(err, busy) && time.Since(started) < patience && ctx.Err() == nil; err = s.begin(ctx) {
		time.Sleep(patience / 500)
	}
	return err
}

// patience is how long a book that others open, write or leave is waited for.
const patience = 10 * time.Second

// begin connects to the book and brings it up to date. Where several processes
// make a book, or the last one leaves it, SQLite can be busy without waiting
// (https://sqlite.org/wal.html, "Sometimes Queries Return SQLITE_BUSY").
func (s *Store) begin(ctx context.Context) error {
	err := s.connect(ctx)
	if err == nil {
		err = s.migrate(ctx, migrations())
	}
	if err != nil {
		return errors.Join(err, s.Close())
	}
	return nil
}

// Close closes the book; the last one to leave folds the write-ahead log into the file.
func (s *Store) Close() error {
	s.desks.close()
	s.notify.end()
	s.sessions.notify.end()
	s.caches.close()
	var errs []error
	if s.reader != nil {
		errs = append(errs, s.reader.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
	}
	return errors.Join(errs...)
}

// Path returns the path that the book was opened with.
func (s *Store) Path() string { return s.path }

// ReadOnly reports whether the book cannot be written.
func (s *Store) ReadOnly() bool { return s.readOnly }

// NoRoom reports whether the book cannot be written because the disk was full when it
// was opened.
func (s *Store) NoRoom() bool { return s.noRoom }

// As returns the book as one actor uses it from one origin.
func (s *Store) As(actor model.Actor, origin model.Origin) *Book {
	return &Book{store: s, actor: actor, origin: origin}
}

// A Book is the store in the hands of one actor. It is safe for concurrent use.
type Book struct {
	store  *Store
	actor  model.Actor
	origin model.Origin
}

// Path returns the path that the book was opened with.
func (b *Book) Path() string { return b.store.path }

// Actor returns who uses the book.
func (b *Book) Actor() model.Actor { return b.actor }
