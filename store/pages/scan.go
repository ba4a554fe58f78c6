package pages

import (
	"encoding/binary"
	"errors"
	"slices"

	"kehu/store/varint"
)

// leastSize is that of the smallest pages that SQLite makes.
const leastSize = 512

// Pages gives the pages of a sound database as they are at one moment. What Page
// returns is the caller's until the next call.
type Pages interface {
	Page(n uint32) ([]byte, error)
}

// ErrFormat says that a page is not what it should be.
var ErrFormat = errors.New("unexpected page of a database")

// Scan calls each with the entries of an index in its order, or with the rows of a
// table without rowids in the order of its primary key: with their first columns, as
// many as are wanted. It takes a tenth of a microsecond for each, where SQLite needs
// one to hand over a row.
func Scan(p Pages, root uint32, columns int, each func(*Entry)) error {
	s := scanner{pages: p, each: each, columns: columns, seen: map[uint32]bool{}}
	return s.page(root)
}

type scanner struct {
	pages Pages
	each  func(*Entry)

	columns int
	seen    map[uint32]bool // interior pages: a damaged file can have circles
	entry   Entry
	leaf    []byte // the page that is read
	long    []byte // the payload of a long entry
}

// page goes through the entries of a page and of those below it.
func (s *scanner) page(n uint32) error {
	page, err := s.pages.Page(n)
	if err != nil {
		return err
	}
	if len(page) < leastSize {
		return ErrFormat
	}
	b, err := parseBtree(page, n == 1)
	if err != nil || b.isTable() {
		return ErrFormat
	}
	if !b.isInterior() {
		s.leaf = append(s.leaf[:0], page...)
		b.page = s.leaf
		return s.cells(b)
	}
	if s.seen[n] {
		return ErrFormat
	}
	s.seen[n] = true
	b.page = slices.Clone(page)
	children, bad := b.children()
	if bad > 0 {
		return ErrFormat
	}
	for i, child := range children {
		if err := s.page(child); err != nil {
			return err
		}
		if i < b.cells {
			if err := s.cell(b, b.pointer(i)+4); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *scanner) cells(b btree) error {
	for i := range b.cells {
		if err := s.cell(b, b.pointer(i)); err != nil {
			return err
		}
	}
	return nil
}

// cell reads the entry that begins at a place of a page.
func (s *scanner) cell(b btree, at int) error {
	if at >= len(b.page) {
		return ErrFormat
	}
	total, n := number(b.page[at:])
	rest := b.page[at+n:]
	local := localLength(len(b.page), int(total), false)
	if total < 0 || local > len(rest) || local < int(total) && local+4 > len(rest) {
		return ErrFormat
	}
	payload := rest[:local]
	if local < int(total) {
		s.long = append(s.long[:0], payload...)
		if err := s.overflow(binary.BigEndian.Uint32(rest[local:]), int(total)); err != nil {
			return err
		}
		payload = s.long
	}
	if !s.entry.parse(payload, s.columns) {
		return ErrFormat
	}
	s.each(&s.entry)
	return nil
}

// overflow adds what stands on a chain of overflow pages to a long payload.
func (s *scanner) overflow(next uint32, total int) error {
	for len(s.long) < total {
		page, err := s.pages.Page(next)
		if err != nil {
			return err
		}
		if len(page) <= 4 {
			return ErrFormat
		}
		next = binary.BigEndian.Uint32(page)
		s.long = append(s.long, page[4:4+min(total-len(s.long), len(page)-4)]...)
	}
	return nil
}

// An Entry has the columns of one entry. It is valid until the next one is read.
type Entry struct {
	kinds []uint64 // serial types
	ends  []int    // where the columns end in the body
	body  []byte
}

// parse reads the first columns of a record (section 2.1 of the file format).
func (e *Entry) parse(payload []byte, columns int) bool {
	size, n := number(payload)
	if n == 0 || size < int64(n) || size > int64(len(payload)) {
		return false
	}
	head, end := payload[n:size], 0
	e.kinds, e.ends, e.body = e.kinds[:0], e.ends[:0], payload[size:]
	for len(head) > 0 && len(e.kinds) < columns {
		kind, n := number(head)
		head = head[n:]
		length := lengthOf(uint64(kind))
		if length > uint64(len(e.body)-end) {
			return false
		}
		end += int(length)
		e.kinds, e.ends = append(e.kinds, uint64(kind)), append(e.ends, end)
	}
	return true
}

// number is varint.Read, without a call for the numbers of one byte, which most are.
func number(b []byte) (n int64, length int) {
	if len(b) > 0 && b[0] < 0x80 {
		return int64(b[0]), 1
	}
	return varint.Read(b)
}

// Bytes returns a column of text; what another column holds is none.
func (e *Entry) Bytes(column int) []byte {
	if column >= len(e.kinds) || e.kinds[column] < 12 {
		return nil
	}
	return e.bytes(column)
}

func (e *Entry) bytes(column int) []byte {
	begin := 0
	if column > 0 {
		begin = e.ends[column-1]
	}
	return e.body[begin:e.ends[column]]
}

// Int returns a column of whole numbers, 0 for one of others.
func (e *Entry) Int(column int) int64 {
	if column >= len(e.kinds) || e.kinds[column] == 7 || e.kinds[column] > 9 {
		return 0
	}
	if e.kinds[column] >= 8 {
		return int64(e.kinds[column] - 8)
	}
	return integer(e.bytes(column))
}

// IsBlank reports whether a column is null, 0 or without a character.
func (e *Entry) IsBlank(column int) bool {
	return len(e.Bytes(column)) == 0 && e.Int(column) == 0
}
