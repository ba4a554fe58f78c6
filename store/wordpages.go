package store

import (
	"database/sql"

	"kehu/store/fts5"
)

// readSegments reads which segments there are, once.
func (x *indexReader) readSegments() error {
	if x.deleted != nil {
		return nil
	}
	var block []byte
	if err := x.db.QueryRowContext(x.ctx, "SELECT block FROM customer_search_data WHERE id = ?", fts5.ListRow).Scan(&block); err != nil {
		return err
	}
	list, err := fts5.ParseList(block)
	if err != nil {
		return err
	}
	x.segments, x.deleted = list.Segments(), map[int64]map[int64]bool{}
	return nil
}

// deletedOf returns the ranks in a segment that are deleted, read once.
func (x *indexReader) deletedOf(s fts5.Stored) (map[int64]bool, error) {
	if gone, done := x.deleted[s.ID]; done {
		return gone, nil
	}
	gone := map[int64]bool{}
	x.deleted[s.ID] = gone
	return gone, s.Deleted(x, func(rank int64) { gone[rank] = true })
}

// Leaf, Next and Blocks make it fts5.Pages.
func (x *indexReader) Leaf(segment int64, term []byte) (page int64, err error) {
	return x.page("term <= ? ORDER BY term DESC", segment, term)
}

// Next returns the page of the row after that of Leaf.
func (x *indexReader) Next(segment int64, term []byte) (page int64, err error) {
	return x.page("term > ? ORDER BY term", segment, term)
}

// page returns the page of the first of some terms in an order, 0 for none.
func (x *indexReader) page(terms string, segment int64, term []byte) (page int64, err error) {
	err = x.db.QueryRowContext(x.ctx, "SELECT pgno FROM customer_search_idx WHERE segid = ? AND "+terms+" LIMIT 1", segment, term).Scan(&page)
	if isNoRow(err) {
		return 0, nil
	}
	return page, err
}

// Blocks reads rows of the index's data.
func (x *indexReader) Blocks(from, to int64, each func(block []byte) (bool, error)) error {
	rows, err := x.db.QueryContext(x.ctx, "SELECT block FROM customer_search_data WHERE id BETWEEN ? AND ? ORDER BY id", from, to)
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
