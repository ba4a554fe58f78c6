package store

import (
	"context"
	"database/sql"

	"kehu/store/fts5"
)

// readSegments reads which segments there are, once.
func (x *indexReader) readSegments() error {
	if x.deleted != nil {
		return nil
	}
	segments, err := x.pages().segments()
	if err != nil {
		return err
	}
	x.segments, x.deleted = segments, map[int64]map[int64]bool{}
	return nil
}

// deletedOf returns the ranks in a segment that are deleted, read once.
func (x *indexReader) deletedOf(s fts5.Stored) (map[int64]bool, error) {
	if gone, done := x.deleted[s.ID]; done {
		return gone, nil
	}
	gone := map[int64]bool{}
	x.deleted[s.ID] = gone
	return gone, s.Deleted(x.pages(), func(rank int64) { gone[rank] = true })
}

func (x *indexReader) pages() searchPages { return searchPages{x.ctx, x.db, customerIndex} }

// The search indexes.
const (
	customerIndex = "customer_search"
	productIndex  = "product_search"
)

// searchPages are the tables of one of the search indexes; they are fts5.Pages.
type searchPages struct {
	ctx   context.Context
	db    queryer
	table string
}

// segments reads which segments the index has.
func (p searchPages) segments() ([]fts5.Stored, error) {
	var block []byte
	err := p.db.QueryRowContext(p.ctx, "SELECT block FROM "+p.table+"_data WHERE id = ?", fts5.ListRow).Scan(&block)
	if isNoRow(err) {
		return nil, fts5.ErrFormat
	}
	if err != nil {
		return nil, err
	}
	list, err := fts5.ParseList(block)
	if err != nil {
		return nil, err
	}
	return list.Segments(), nil
}

// Leaf returns the page of the greatest term that is not greater, 0 for none.
func (p searchPages) Leaf(segment int64, term []byte) (page int64, err error) {
	return p.page("term <= ? ORDER BY term DESC", segment, term)
}

// Next returns the page of the row after that of Leaf.
func (p searchPages) Next(segment int64, term []byte) (page int64, err error) {
	return p.page("term > ? ORDER BY term", segment, term)
}

// page returns the page of the first of some terms in an order, 0 for none.
func (p searchPages) page(terms string, segment int64, term []byte) (page int64, err error) {
	err = p.db.QueryRowContext(p.ctx, "SELECT pgno FROM "+p.table+"_idx WHERE segid = ? AND "+terms+" LIMIT 1", segment, term).Scan(&page)
	if isNoRow(err) {
		return 0, nil
	}
	return page, err
}

// Blocks reads rows of the index's data.
func (p searchPages) Blocks(from, to int64, each func(block []byte) (bool, error)) error {
	rows, err := p.db.QueryContext(p.ctx, "SELECT block FROM "+p.table+"_data WHERE id BETWEEN ? AND ? ORDER BY id", from, to)
	if err != nil {
		return err
	}
	defer rows.Close()
	var block sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&block); err != nil {
			return err
		}
		if more, err := each(block); err != nil || !more {
			return err
		}
	}
	return rows.Err()
}
