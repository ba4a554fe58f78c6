package store

import (
	"context"
	"database/sql"
	"errors"

	"kehu/store/pages"
)

// entries calls each with the first columns of the entries of an index, or of a table
// without rowids, as they are at one moment and in their order.
func (s *Store) entries(ctx context.Context, tree string, columns int, each func(*pages.Entry)) (err error) {
	db, err := s.openReader(ctx, "file") // long reading must not keep a connection of the screen busy
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	t, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = t.Rollback() }() // it has written nothing
	var root uint32
	if err := t.QueryRowContext(ctx, "SELECT rootpage FROM sqlite_schema WHERE name = ?", tree).Scan(&root); err != nil {
		return err
	}
	page, err := t.PrepareContext(ctx, "SELECT data FROM sqlite_dbpage WHERE pgno = ?") // https://sqlite.org/dbpage.html
	if err != nil {
		return err
	}
	defer page.Close()
	if err := pages.Scan(&bookPages{ctx: ctx, statement: page}, root, columns, each); !errors.Is(err, pages.ErrFormat) {
		return err
	}
	return unusable("book_damaged", s.path, pages.ErrFormat)
}

// An entrySource is an index, or a table without rowids, whose entries are of customers.
type entrySource struct {
	tree  string
	owner int                     // the column of the customer
	holds func(*pages.Entry) bool // reports whether an entry is meant; nil where all are
}

// entriesOf is entries for those of a source that are meant.
func (s *Store) entriesOf(ctx context.Context, from entrySource, columns int, each func(*pages.Entry)) error {
	return s.entries(ctx, from.tree, columns, func(e *pages.Entry) {
		if from.holds == nil || from.holds(e) {
			each(e)
		}
	})
}

// owners returns the customers of a source.
func (r setReader) owners(ctx context.Context, from entrySource) (idSet, error) {
	set := make(idSet, 1)
	err := r.store.entriesOf(ctx, from, from.owner+1, func(e *pages.Entry) { set.add(e.Int(from.owner)) })
	return set, err
}

// bookPages are the pages of a book, as a transaction sees them.
type bookPages struct {
	ctx       context.Context
	statement *sql.Stmt
	page      []byte
}

// Page returns a page; one beyond the end is empty.
func (p *bookPages) Page(n uint32) ([]byte, error) {
	p.page = p.page[:0]
	rows, err := p.statement.QueryContext(p.ctx, n)
	err = eachRow(rows, err, func(rows *sql.Rows) error {
		var data sql.RawBytes
		err := rows.Scan(&data)
		p.page = append(p.page, data...)
		return err
	})
	return p.page, err
}
