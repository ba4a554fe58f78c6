package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"

	"kehu/model"
	"kehu/store/pages"
)

// A SalvageReport says what came out of a damaged book, and what did not.
type SalvageReport struct {
	Pages     int // of the file
	Salvaged  []Salvaged
	ChangeSet *model.ChangeSet // that speaks of it in the new book
	Check     CheckReport      // of the new book
}

// Salvaged is what came out of one table.
type Salvaged struct {
	Table    string
	Rows     int64
	Damaged  bool    // a part of the table could not be read
	Lost     []int64 // ids of which the file speaks, but which could not be read
	Dropped  int64   // rows of records that are lost
	Restored []int64 // ids of records of which only what indexes say is left
	Doubtful []int64 // ids of records that are not as they were written
}

// Whole reports whether everything in the file came back as it was written.
func (r *SalvageReport) Whole() bool {
	return !slices.ContainsFunc(r.Salvaged, func(s Salvaged) bool {
		return s.Damaged || len(s.Lost)+len(s.Restored)+len(s.Doubtful) > 0 || s.Dropped > 0
	})
}

// Salvage reads a damaged book, which it does not write to, as far as it can be
// read, page by page and past SQLite, and writes a new one, which must not exist
// yet. What depends on records (indexes, sums) is made anew; history is sealed anew. The
// problems are Unusable where the file has nothing of a book and Invalid where the new
// one exists; a new book that could not be finished is taken away.
func Salvage(ctx context.Context, from, to string, by model.Actor, o Options, tell Tell) (r SalvageReport, err error) {
	source, err := openDamaged(from)
	if err != nil {
		return r, err
	}
	defer source.close()
	switch _, err := os.Lstat(to); {
	case err == nil:
		return r, model.NewProblem(model.Invalid, "file_exists", "Path", to)
	case !errors.Is(err, fs.ErrNotExist):
		return r, unusable("book_not_made", to, err)
	}
	if err := create(to); err != nil {
		return r, err
	}
	s := newStore(to, o)
	job := salvage{ctx: ctx, store: s, book: s.As(by, model.OriginCommand), source: source, tell: tell, report: &r}
	if err := errors.Join(job.run(), s.Close()); err != nil {
		return r, errors.Join(pathProblem(err, to), removeBook(to))
	}
	return r, nil
}

// removeBook takes away a book that could not be finished, with what SQLite keeps
// beside it.
func removeBook(path string) (err error) {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if e := os.Remove(path + suffix); e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// A damaged is a file that is read page by page.
type damaged struct {
	*pages.File
	files []*os.File
}

// source is a file as package pages reads it.
type source struct {
	*os.File
	size int64
}

func (s source) Size() int64 { return s.size }

// openDamaged opens a book and its write-ahead log.
func openDamaged(path string) (*damaged, error) {
	d := &damaged{}
	db, err := d.open(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, model.NewProblem(model.NotFound, "book_missing", "Path", path).Because(err)
		}
		return nil, unusable("book_unreadable", path, err)
	}
	var log pages.Source
	if wal, err := d.open(path + "-wal"); err == nil {
		log = wal
	}
	if d.File, err = pages.Open(db, log); err != nil {
		d.close()
		return nil, unusable("nothing_to_salvage", path, err)
	}
	return d, nil
}

func (d *damaged) open(path string) (*source, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	d.files = append(d.files, file)
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = fs.ErrInvalid
	}
	if err != nil {
		return nil, err
	}
	return &source{file, info.Size()}, nil
}

func (d *damaged) close() {
	for _, file := range d.files {
		file.Close() // was only read
	}
}

// A salvage is one in progress.
type salvage struct {
	ctx    context.Context
	store  *Store
	book   *Book
	source *damaged
	tell   Tell
	report *SalvageReport

	objects []pages.Object
	unknown int // pages and rows that nothing was known to be of
	tables  []*salvagedTable
	done    int // rows
}

// run does one step after the other. The first book has the schema of the damaged
// one, so that what later migrations do to rows is done to these too.
func (v *salvage) run() error {
	if err := v.store.connect(v.ctx); err != nil {
		return err
	}
	v.objects, v.unknown = v.source.Schema()
	v.report.Pages = v.source.PageCount()
	scripts := migrations()
	for _, step := range []func() error{
		func() error { return v.store.migrate(v.ctx, scripts[:v.version(len(scripts))]) },
		v.knowTables,
		v.withoutForeignKeys(v.rows),
		func() error { return v.store.inTx(v.ctx, func(t *tx) error { return t.migrate(scripts) }) },
		v.withoutForeignKeys(v.settle),
		v.check,
	} {
		if err := firstError(step(), v.ctx.Err()); err != nil {
			return err
		}
	}
	return nil
}

// version is the schema version of the damaged book. A book of this edition is
// likelier than a version that no edition had.
func (v *salvage) version(newest int) int {
	if n := v.source.Version(); n > 0 && n <= newest {
		return n
	}
	return newest
}

// withoutForeignKeys runs a step in which rows may come before those they belong to.
func (v *salvage) withoutForeignKeys(step func(*tx) error) func() error {
	return func() error {
		if _, err := v.store.writer.ExecContext(v.ctx, "PRAGMA foreign_keys = OFF"); err != nil {
			return err
		}
		err := v.store.bulk(v.ctx, step)
		_, err2 := v.store.writer.ExecContext(v.ctx, "PRAGMA foreign_keys = ON")
		return firstError(err, err2)
	}
}

// check looks the new book over and writes it out.
func (v *salvage) check() (err error) {
	for _, t := range v.tables {
		v.report.Salvaged = append(v.report.Salvaged, t.Salvaged)
	}
	if v.report.Check, err = v.store.CheckTelling(v.ctx, v.tell); err != nil {
		return err
	}
	return v.store.checkpoint(v.ctx)
}
