package store

import (
	"bytes"
	"cmp"
	"maps"
	"slices"

	"kehu/store/fts5"
)

// Bulk writes do not send the words of each customer to FTS5: they gather them,
// have a segment built of many customers in another goroutine, and write it to
// FTS5's tables. See package fts5.

// pendingWords are the words of customers that are not in the search index yet, by the
// customers' ids.
type pendingWords map[int64]pendingCustomer

type pendingCustomer struct {
	rank  int64
	words []byte // joined by blanks
}

// mostPending bounds the memory of pending words: 2 kB for each customer.
const mostPending = 16_000

// fewestPending is what a segment of its own is worth; fewer go to FTS5.
const fewestPending = 500

// longestPrefix is the greatest length in the option "prefix" of customer_search,
// which has all from 1 on.
const longestPrefix = 8

// move makes a move of a customer whose words are pending and reports whether
// they are.
func (p pendingWords) move(m move) bool {
	c, there := p[m.id]
	switch {
	case !there:
		return false
	case m.now == 0:
		delete(p, m.id)
	case m.words == nil:
		p[m.id] = pendingCustomer{m.now, c.words}
	default:
		p[m.id] = pendingCustomer{m.now, m.words}
	}
	return true
}

func (p pendingWords) byRank() []pendingCustomer {
	return slices.SortedFunc(maps.Values(p), func(a, b pendingCustomer) int { return cmp.Compare(a.rank, b.rank) })
}

// build makes a segment of all.
func (p pendingWords) build() builtSegment {
	customers := p.byRank()
	docs, words := make([]fts5.Document, len(customers)), numbering{numbers: map[string]int32{}}
	for i, c := range customers {
		docs[i] = fts5.Document{Rowid: c.rank, Words: words.of(c.words)}
	}
	return builtSegment{docs, fts5.Build(docs, words.words, longestPrefix)}
}

// A numbering gives words numbers.
type numbering struct {
	numbers map[string]int32
	words   []string // by number
}

// of returns the numbers of words that are joined by blanks.
func (n *numbering) of(words []byte) []int32 {
	all := make([]int32, 0, bytes.Count(words, blank)+1)
	for word := range bytes.FieldsSeq(words) {
		number, known := n.numbers[string(word)]
		if !known {
			number = int32(len(n.words))
			n.words = append(n.words, string(word))
			n.numbers[n.words[number]] = number
		}
		all = append(all, number)
	}
	return all
}

// blank stands between words.
var blank = []byte{' '}

// flushWords writes the pending words of a bulk write to the index: few at once,
// many by way of a segment, which is written when the next one is due.
func (t *tx) flushWords() error {
	p := t.pending
	if len(p) == 0 {
		return nil
	}
	t.pending = pendingWords{}
	if len(p) >= fewestPending {
		err := t.writeSegment()
		t.building = inBackground(p.build)
		return err
	}
	for _, c := range p.byRank() {
		if err := t.insertWords(c.rank, c.words); err != nil {
			return err
		}
	}
	return nil
}

// A builtSegment is a segment that is not in the index yet.
type builtSegment struct {
	customers []fts5.Document
	*fts5.Segment
}

// mostSegments is how many segments of an index are quick to search. FTS5 would
// merge more of them in the middle of somebody's work.
const mostSegments = 8

// mergeSegments makes one segment of many. It takes a tenth of the time that a
// bulk write took which made them; after one that concerned few of the customers
// it would take longer than that, and FTS5 merges bit by bit.
func (t *tx) mergeSegments() error {
	list, err := t.segments()
	if err != nil || list.Count() <= mostSegments {
		return err
	}
	var all int
	if err := t.row("SELECT coalesce(max(id), 0) FROM customers").Scan(&all); err != nil || t.indexed < all/4 {
		return err
	}
	return t.exec("INSERT INTO customer_search (customer_search) VALUES ('optimize')")
}

// writeSegment writes the segment that is being built to the index, if there is one.
func (t *tx) writeSegment() error {
	if t.building == nil {
		return nil
	}
	s := t.building()
	t.building = nil
	// FTS5 keeps the list of segments in memory while a transaction uses the
	// table. A savepoint makes it write out what it has, and going back to one
	// makes it read again.
	if err := t.scripts("DELETE FROM customer_search WHERE rowid = 0", "SAVEPOINT words", "RELEASE words"); err != nil {
		return err
	}
	if err := t.addSegment(s); err != nil {
		return err
	}
	return t.scripts("SAVEPOINT words", "ROLLBACK TO words", "RELEASE words")
}

// addSegment writes a segment to the tables of customer_search.
func (t *tx) addSegment(s builtSegment) error {
	list, err := t.segments()
	if err != nil {
		return err
	}
	id := list.UnusedID()
	for _, b := range s.Blocks {
		if err := t.block(b.Rowid(id), b.Data); err != nil {
			return err
		}
	}
	for _, e := range s.Entries {
		if err := t.exec("INSERT INTO customer_search_idx (segid, term, pgno) VALUES (?, ?, ?)", id, e.Term, e.Page); err != nil {
			return err
		}
	}
	t.indexed += len(s.customers)
	origin := list.Append(id, s.Pages, int64(len(s.customers)))
	return firstError(t.block(fts5.ListRow, list.Encode()), t.saveSizes(s.customers, origin))
}

func (t *tx) scripts(texts ...string) error {
	for _, text := range texts {
		if err := t.exec(text); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) block(rowid int64, block []byte) error {
	return t.exec("INSERT OR REPLACE INTO customer_search_data (id, block) VALUES (?, ?)", rowid, block)
}

// saveSizes notes the customers of a segment, by which FTS5 finds the segment
// when one is deleted, and counts them and their words.
func (t *tx) saveSizes(customers []fts5.Document, origin int64) error {
	args := make([]any, 0, 3*len(customers))
	var words int64
	for _, c := range customers {
		words += int64(len(c.Words))
		args = append(args, c.Rowid, fts5.Size(len(c.Words)), origin)
	}
	if err := t.insertRows("customer_search_docsize", "id, sz, origin", args); err != nil {
		return err
	}
	var totals []byte
	if err := t.row("SELECT block FROM customer_search_data WHERE id = ?", fts5.TotalsRow).Scan(&totals); err != nil {
		return err
	}
	return t.block(fts5.TotalsRow, fts5.AddTotals(totals, int64(len(customers)), words))
}

func (t *tx) segments() (*fts5.List, error) {
	var block []byte
	if err := t.row("SELECT block FROM customer_search_data WHERE id = ?", fts5.ListRow).Scan(&block); err != nil {
		return nil, err
	}
	return fts5.ParseList(block)
}
