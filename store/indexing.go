package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Bulk writes do not send the words of each customer to FTS5: they gather them
// and add whole segments to the index. See segment.go.

// pendingWords are the words of customers that are not in the search index yet.
type pendingWords struct {
	customers map[int64]indexedCustomer // by id
	words     map[string]int32          // → number of the word
	terms     [][]int32                 // numbers of a word's terms: itself and its beginnings
	known     [1 + longestPrefix]map[string]int32
	lists     []postings // of the terms
}

// An indexedCustomer is what the search index will say of a customer.
type indexedCustomer struct {
	rank  int64
	words []int32
}

// postings are the customers that a term finds. FTS5 keeps whole words in its
// index 0 and their first n characters in index n.
type postings struct {
	text  string
	index int32
	count int32
	last  int32   // customer that was listed last, counted from 1
	found []int32 // customers in the order of their ranks, counted from 1
}

// term returns the term as FTS5 writes it.
func (l *postings) term(buffer []byte) []byte {
	return append(append(buffer[:0], byte('0'+l.index)), l.text...)
}

func newPendingWords() *pendingWords {
	p := &pendingWords{customers: map[int64]indexedCustomer{}, words: map[string]int32{}}
	for i := range p.known {
		p.known[i] = map[string]int32{}
	}
	return p
}

// mostPending bounds the memory of pending words: 3 to 4 kB for each customer.
const mostPending = 16_000

// fewestPending is what a segment of its own is worth; fewer go to FTS5.
const fewestPending = 500

// longestTerm is how many bytes of a word FTS5 looks at.
const longestTerm = 32768

// longestPrefix is the greatest length in the option "prefix" of customer_search,
// which has all from 1 on.
const longestPrefix = 8

// add notes a customer's words; those noted before are forgotten.
func (p *pendingWords) add(id, rank int64, words []string) {
	numbers := make([]int32, len(words))
	for i, word := range words {
		number, known := p.words[word]
		if !known {
			number = int32(len(p.terms))
			word = strings.Clone(word) // and not the text that it was cut from
			p.words[word] = number
			p.terms = append(p.terms, p.termsOf(word))
		}
		numbers[i] = number
	}
	p.customers[id] = indexedCustomer{rank, numbers}
}

// termsOf returns the numbers of a word's terms.
func (p *pendingWords) termsOf(word string) []int32 {
	word = word[:min(len(word), longestTerm)]
	terms := append(make([]int32, 0, 1+longestPrefix), p.number(0, word))
	for n, end := 1, 0; n <= longestPrefix && end < len(word); n++ {
		_, size := utf8.DecodeRuneInString(word[end:])
		end += size
		terms = append(terms, p.number(n, word[:end]))
	}
	return terms
}

func (p *pendingWords) number(index int, text string) int32 {
	number, known := p.known[index][text]
	if !known {
		number = int32(len(p.lists))
		p.known[index][text] = number
		p.lists = append(p.lists, postings{text: text, index: int32(index)})
	}
	return number
}

// invert lists the customers of all terms. All lists lie in one piece of memory.
func (p *pendingWords) invert(customers []indexedCustomer) {
	total := 0
	p.eachPosting(customers, func(l *postings, _ int32) { l.count, total = l.count+1, total+1 })
	room := make([]int32, total)
	for i := range p.lists {
		l := &p.lists[i]
		l.found, room = room[:0:l.count], room[l.count:]
		l.last = 0
	}
	p.eachPosting(customers, func(l *postings, i int32) { l.found = append(l.found, i) })
}

// eachPosting calls f once for each term of each customer.
func (p *pendingWords) eachPosting(customers []indexedCustomer, f func(l *postings, customer int32)) {
	for i, c := range customers {
		for _, word := range c.words {
			for _, term := range p.terms[word] {
				if l := &p.lists[term]; l.last != int32(i+1) {
					l.last = int32(i + 1)
					f(l, l.last)
				}
			}
		}
	}
}

// write writes all lists to a segment, in the order of the terms.
func (p *pendingWords) write(s *segment) error {
	customers := p.byRank()
	p.invert(customers)
	p.words, p.terms, p.known = nil, nil, [1 + longestPrefix]map[string]int32{} // make room
	slices.SortFunc(p.lists, func(a, b postings) int {
		return cmp.Or(cmp.Compare(a.index, b.index), strings.Compare(a.text, b.text))
	})
	var term, ranks []byte
	for i := range p.lists {
		l := &p.lists[i]
		if len(l.found) == 0 {
			continue // nobody has the word any more
		}
		last := int64(0)
		ranks = ranks[:0]
		for _, c := range l.found {
			rank := customers[c-1].rank
			ranks, last = appendVarint(ranks, rank-last), rank
		}
		term = l.term(term)
		if err := s.add(term, ranks); err != nil {
			return err
		}
	}
	return s.finish()
}

func (p *pendingWords) byRank() []indexedCustomer {
	return slices.SortedFunc(maps.Values(p.customers), func(a, b indexedCustomer) int { return cmp.Compare(a.rank, b.rank) })
}

// move makes a move of a customer whose words are pending and reports whether
// they are.
func (p *pendingWords) move(m move) bool {
	c, there := p.customers[m.id]
	switch {
	case !there:
		return false
	case m.now == 0:
		delete(p.customers, m.id)
	case m.words == nil:
		p.customers[m.id] = indexedCustomer{m.now, c.words}
	default:
		p.add(m.id, m.now, m.words)
	}
	return true
}

// texts returns the words of a customer as FTS5 takes them.
func (p *pendingWords) texts() map[int64]string {
	byNumber := make([]string, len(p.terms))
	for word, number := range p.words {
		byNumber[number] = word
	}
	all := make(map[int64]string, len(p.customers))
	for _, c := range p.customers {
		words := make([]string, len(c.words))
		for i, number := range c.words {
			words[i] = byNumber[number]
		}
		all[c.rank] = strings.Join(words, " ")
	}
	return all
}

// flushWords writes the pending words of a bulk write to the index.
func (t *tx) flushWords() error {
	if t.pending == nil || len(t.pending.customers) == 0 {
		return nil
	}
	p := t.pending
	t.pending = newPendingWords()
	if len(p.customers) >= fewestPending {
		return t.addSegment(p)
	}
	texts := p.texts()
	for _, rank := range slices.Sorted(maps.Keys(texts)) {
		if err := t.insertWords(rank, texts[rank]); err != nil {
			return err
		}
	}
	return nil
}

// mostSegments is how many segments of an index are quick to search. FTS5 would
// merge more of them in the middle of somebody's work.
const mostSegments = 8

// mergeSegments makes one segment of many. It takes a tenth of the time that a
// bulk write took which made them.
func (t *tx) mergeSegments() error {
	list, err := t.segments()
	if err != nil || list.count() <= mostSegments {
		return err
	}
	return t.exec("INSERT INTO customer_search (customer_search) VALUES ('optimize')")
}

// addSegment adds a segment with the pending words to the index.
func (t *tx) addSegment(p *pendingWords) error {
	// FTS5 keeps the list of segments in memory while a transaction uses the
	// table. A savepoint makes it write out what it has, and going back to one
	// makes it read again.
	if err := t.scripts("DELETE FROM customer_search WHERE rowid = 0", "SAVEPOINT words", "RELEASE words"); err != nil {
		return err
	}
	list, err := t.segments()
	if err != nil {
		return err
	}
	s := newSegment(list.unusedID(), t)
	if err := p.write(s); err != nil {
		return err
	}
	origin := list.append(s.id, s.pages, int64(len(p.customers)))
	if err := firstError(t.block(segmentListRow, list.encode()), t.saveSizes(p, origin)); err != nil {
		return err
	}
	return t.scripts("SAVEPOINT words", "ROLLBACK TO words", "RELEASE words")
}

func (t *tx) scripts(texts ...string) error {
	for _, text := range texts {
		if err := t.exec(text); err != nil {
			return err
		}
	}
	return nil
}

// block and entry are what a segment writes to the tables of customer_search.
func (t *tx) block(rowid int64, block []byte) error {
	return t.exec("INSERT OR REPLACE INTO customer_search_data (id, block) VALUES (?, ?)", rowid, block)
}

func (t *tx) entry(segment int64, term []byte, page int64) error {
	if term == nil {
		term = []byte{}
	}
	return t.exec("INSERT INTO customer_search_idx (segid, term, pgno) VALUES (?, ?, ?)", segment, term, page)
}

// saveSizes notes the customers of a segment, by which FTS5 finds the segment
// when one is deleted, and counts them and their words.
func (t *tx) saveSizes(p *pendingWords, origin int64) error {
	all := p.byRank()
	args := make([]any, 0, 3*len(all))
	var words int64
	for _, c := range all {
		words += int64(len(c.words))
		args = append(args, c.rank, appendVarint(nil, int64(len(c.words))), origin)
	}
	if err := t.insertRows("customer_search_docsize (id, sz, origin)", 3, args); err != nil {
		return err
	}
	var totals []byte
	if err := t.row("SELECT block FROM customer_search_data WHERE id = ?", totalsRow).Scan(&totals); err != nil {
		return err
	}
	sums := append(varints(totals), 0, 0)
	return t.block(totalsRow, appendVarint(appendVarint(nil, sums[0]+int64(len(all))), sums[1]+words))
}

// Rows of customer_search_data that are no pages.
const (
	totalsRow      = 1
	segmentListRow = 10
)

// segmentList is FTS5's "structure record": the segments of the index by levels,
// youngest level first.
type segmentList struct {
	head    []byte // cookie and version
	counter int64
	levels  []segmentLevel
}

type segmentLevel struct {
	merging  int64 // segments that a merge under way reads
	segments [][segmentFields]int64
}

// The fields of a segment in the list.
const (
	segmentID = iota
	firstPage
	lastPage
	firstOrigin
	lastOrigin
	tombstonePages
	tombstones
	documents
	segmentFields
)

func (t *tx) segments() (*segmentList, error) {
	var block []byte
	if err := t.row("SELECT block FROM customer_search_data WHERE id = ?", segmentListRow).Scan(&block); err != nil {
		return nil, err
	}
	const headSize = 8
	if len(block) < headSize || string(block[4:headSize]) != "\xff\x00\x00\x01" {
		return nil, fmt.Errorf("search index: segment list %x", block)
	}
	l := &segmentList{head: block[:headSize]}
	numbers := varints(block[headSize:])
	next := func() (n int64) {
		if len(numbers) > 0 {
			n, numbers = numbers[0], numbers[1:]
		}
		return n
	}
	l.levels = make([]segmentLevel, next())
	next() // the number of segments follows from the levels
	l.counter = next()
	for i := range l.levels {
		l.levels[i].merging = next()
		l.levels[i].segments = make([][segmentFields]int64, next())
		for j := range l.levels[i].segments {
			for k := range segmentFields {
				l.levels[i].segments[j][k] = next()
			}
		}
	}
	return l, nil
}

// unusedID returns the least number that no segment has.
func (l *segmentList) unusedID() int64 {
	id := int64(1)
	for used := true; used; {
		used = false
		for _, level := range l.levels {
			for _, s := range level.segments {
				if s[segmentID] == id {
					used, id = true, id+1
				}
			}
		}
	}
	return id
}

// FTS5 merges four segments of a level bit by bit, but 16 at once, in the middle
// of somebody's save. What is written one by one goes to level 0; segments of
// bulk writes go where few come, and no four to one level.
const (
	bulkLevel    = 2
	mostOnALevel = 3
)

// append adds a segment to the list and returns its origin, by which deletions
// find it.
func (l *segmentList) append(id, pages, customers int64) (origin int64) {
	for _, level := range l.levels {
		for _, s := range level.segments {
			origin = max(origin, s[lastOrigin])
		}
	}
	origin++
	level := bulkLevel
	for level < len(l.levels) && (l.levels[level].merging > 0 || len(l.levels[level].segments) >= mostOnALevel) {
		level++
	}
	for len(l.levels) <= level {
		l.levels = append(l.levels, segmentLevel{})
	}
	l.levels[level].segments = append(l.levels[level].segments, [segmentFields]int64{segmentID: id, firstPage: 1, lastPage: pages,
		firstOrigin: origin, lastOrigin: origin, documents: customers})
	return origin
}

func (l *segmentList) count() (n int) {
	for _, level := range l.levels {
		n += len(level.segments)
	}
	return n
}

func (l *segmentList) encode() []byte {
	b := slices.Clone(l.head)
	for _, n := range []int64{int64(len(l.levels)), int64(l.count()), l.counter} {
		b = appendVarint(b, n)
	}
	for _, level := range l.levels {
		b = appendVarint(appendVarint(b, level.merging), int64(len(level.segments)))
		for _, s := range level.segments {
			for _, n := range s {
				b = appendVarint(b, n)
			}
		}
	}
	return b
}
