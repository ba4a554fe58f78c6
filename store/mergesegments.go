package store

import (
	"context"
	"errors"

	"kehu/store/fts5"
)

// mostSegments is how many segments of an index are quick to search. FTS5 would
// merge more of them in the middle of somebody's work.
const mostSegments = 8

// mergeSegments makes one segment of many. It takes a twentieth of the time that a
// bulk write took which made them; after one that concerned few of the customers
// it would take longer than that, and FTS5 merges bit by bit.
func (t *tx) mergeSegments() error { return t.mergeMany(mostSegments) }

// mergeMany is mergeSegments for more than so many.
func (t *tx) mergeMany(most int) error {
	list, err := t.segments()
	if err != nil || list.Count() <= most {
		return err
	}
	var all int
	if err := t.row("SELECT coalesce(max(id), 0) FROM customers").Scan(&all); err != nil || t.indexed < all/4 {
		return err
	}
	err = t.behindFTS5(t.mergeAll)
	if errors.Is(err, fts5.ErrFormat) {
		return t.indexAgain() // there is nothing to go back to
	}
	return err
}

// mergeAll puts one segment in the place of all others.
func (t *tx) mergeAll() error {
	list, err := t.segments() // FTS5 has written what it had
	if err != nil {
		return err
	}
	pages, id := searchPages{t.ctx, t, customerIndex}, list.UnusedID()
	var from []fts5.Source
	for _, s := range list.Segments() {
		source := fts5.Source{Stored: s, Gone: map[int64]bool{}}
		if err := s.Deleted(pages, func(rank int64) { source.Gone[rank] = true }); err != nil {
			return err
		}
		from = append(from, source)
	}
	merged, err := t.mergeBeside(from, id)
	if err != nil {
		return err
	}
	for _, s := range from {
		if err := t.removeSegment(s.ID); err != nil {
			return err
		}
	}
	list.Replace(id, merged.Pages)
	return firstError(t.entries(id, merged), t.block(fts5.ListRow, list.Encode()))
}

// leavesAsked asks for leaves of a segment.
type leavesAsked struct {
	segment, from, to int64
	answer            chan<- leavesRead
}

type leavesRead struct {
	leaves [][]byte
	err    error
}

// mergeBeside merges segments in another goroutine, while this one, which alone may use
// the transaction, reads leaves for it and writes what comes out.
func (t *tx) mergeBeside(from []fts5.Source, id int64) (*fts5.Segment, error) {
	asked, blocks, stop := make(chan leavesAsked), make(chan fts5.Block, 64), make(chan struct{})
	merge := inBackground(func() mergedSegment {
		defer close(blocks)
		return mergeVia(from, asked, blocks, stop)
	})
	err := t.serve(id, asked, blocks)
	close(stop)
	for range blocks { // until the goroutine has ended
	}
	merged := merge()
	return merged.Segment, firstError(err, merged.err)
}

// serve reads the leaves that a merge asks for and writes its blocks, until there are
// no more.
func (t *tx) serve(id int64, asked <-chan leavesAsked, blocks <-chan fts5.Block) error {
	for {
		select {
		case a := <-asked:
			leaves, err := t.leaves(a.segment, a.from, a.to)
			a.answer <- leavesRead{leaves, err}
		case b, more := <-blocks:
			if !more {
				return nil
			}
			if err := firstError(t.ctx.Err(), t.block(b.Rowid(id), b.Data)); err != nil {
				return err
			}
		}
	}
}

type mergedSegment struct {
	*fts5.Segment
	err error
}

// mergeVia merges segments by way of channels, until stop is closed.
func mergeVia(from []fts5.Source, asked chan<- leavesAsked, blocks chan<- fts5.Block, stop <-chan struct{}) mergedSegment {
	answer := make(chan leavesRead, 1)
	read := func(segment, first, last int64) ([][]byte, error) {
		select {
		case asked <- leavesAsked{segment, first, last, answer}:
			r := <-answer
			return r.leaves, r.err
		case <-stop:
			return nil, context.Canceled
		}
	}
	write := func(b fts5.Block) error {
		select {
		case blocks <- b:
			return nil
		case <-stop:
			return context.Canceled
		}
	}
	s, err := fts5.Merge(from, read, write)
	return mergedSegment{s, err}
}

// leaves reads leaves of a segment and removes them: so that there is room for what is
// made of them, and the file does not grow by half.
func (t *tx) leaves(segment, from, to int64) (all [][]byte, err error) {
	first, last := segment<<37|from, segment<<37|to
	err = searchPages{t.ctx, t, customerIndex}.Blocks(first, last, func(block []byte) (bool, error) {
		all = append(all, append([]byte(nil), block...))
		return true, nil
	})
	return all, firstError(err, t.exec("DELETE FROM customer_search_data WHERE id BETWEEN ? AND ?", first, last))
}

// removeSegment removes what is left of a segment's pages, its tombstones and its entries.
func (t *tx) removeSegment(id int64) error {
	for _, first := range []int64{id << 37, (id + 1<<16) << 37} {
		if err := t.exec("DELETE FROM customer_search_data WHERE id BETWEEN ? AND ?", first, first+1<<37-1); err != nil {
			return err
		}
	}
	return t.exec("DELETE FROM customer_search_idx WHERE segid = ?", id)
}
