package pages

import (
	"encoding/binary"
	"math"

	"kehu/store/varint"
)

// A Row is a row of a table, or an entry of an index.
type Row struct {
	ID     int64    // rowid; 0 in an index
	Values []any    // nil, int64, float64, string or []byte
	More   []uint32 // the pages that have the rest of a long row
}

// IsTable reports whether a page has rows of a table with rowids.
func (f *File) IsTable(n uint32) bool {
	page := f.page(n)
	return page != nil && n > 1 && page[0] == leafTable
}

// Rows calls each with the rows on a page and returns how many of them are damaged.
func (f *File) Rows(n uint32, each func(Row)) (bad int) {
	page := f.page(n)
	if page == nil {
		return 1
	}
	b, err := parseBtree(page, n == 1)
	if err != nil || b.kind == interiorTable {
		return 1
	}
	f.seen[n] = true
	for i := range b.cells {
		if row, ok := f.cell(b, b.pointer(i)); ok {
			each(row)
		} else {
			bad++
		}
	}
	return bad
}

// cell reads a cell (section 1.6 of the file format).
func (f *File) cell(b btree, at int) (row Row, ok bool) {
	if at < b.pointers()+2*b.cells || at >= len(b.page) {
		return row, false
	}
	rest := b.page[at:]
	if b.kind == interiorIndex {
		if len(rest) < 4 {
			return row, false
		}
		rest = rest[4:]
	}
	length, n := varint.Read(rest)
	rest = rest[n:]
	if b.isTable() {
		id, n := varint.Read(rest)
		row.ID, rest = id, rest[n:]
	}
	payload, ok := f.payload(rest, uint64(length), b.isTable(), &row.More)
	if ok {
		row.Values, ok = values(payload)
	}
	return row, ok
}

// payload gathers what a cell has on its own page and on others.
func (f *File) payload(rest []byte, length uint64, isTable bool, more *[]uint32) ([]byte, bool) {
	if length > uint64(f.count)*uint64(f.size) {
		return nil, false
	}
	total := int(length)
	local := localLength(f.size, total, isTable)
	if local > len(rest) {
		return nil, false
	}
	if local == total {
		return rest[:local], true
	}
	if local+4 > len(rest) {
		return nil, false
	}
	return f.overflow(append(make([]byte, 0, total), rest[:local]...), binary.BigEndian.Uint32(rest[local:]), total, more)
}

// localLength returns how many bytes of a payload stand on the page of its cell.
func localLength(size, total int, isTable bool) int {
	most := size - 35
	if !isTable {
		most = (size-12)*64/255 - 23
	}
	if total <= most {
		return total
	}
	least := (size-12)*32/255 - 23
	if local := least + (total-least)%(size-4); local <= most {
		return local
	}
	return least
}

// overflow adds what stands on a chain of overflow pages.
func (f *File) overflow(payload []byte, next uint32, total int, more *[]uint32) ([]byte, bool) {
	for len(payload) < total {
		page := f.page(next)
		if page == nil {
			return nil, false
		}
		f.seen[next] = true
		*more = append(*more, next)
		next = binary.BigEndian.Uint32(page)
		payload = append(payload, page[4:4+min(total-len(payload), f.size-4)]...)
	}
	return payload, next == 0
}

// values reads a record (section 2.1 of the file format). A record that is not
// exactly as long as its header says is damaged.
func values(payload []byte) (all []any, ok bool) {
	size, n := varint.Read(payload)
	if size > int64(len(payload)) || n == 0 || size < int64(n) {
		return nil, false
	}
	head, body := payload[n:size], payload[size:]
	for len(head) > 0 {
		serial, n := varint.Read(head)
		head = head[n:]
		kind := uint64(serial)
		length := lengthOf(kind)
		if length > uint64(len(body)) {
			return nil, false
		}
		v, ok := value(kind, body[:length])
		if !ok {
			return nil, false
		}
		all, body = append(all, v), body[length:]
	}
	return all, len(body) == 0
}

// lengthOf returns the length of a value by its serial type.
func lengthOf(kind uint64) uint64 {
	if kind >= 12 {
		return (kind - 12) / 2
	}
	return uint64("\x00\x01\x02\x03\x04\x06\x08\x08\x00\x00\x00\x00"[kind])
}

// integer reads a number of one to eight bytes; of none it is 0.
func integer(b []byte) (n int64) {
	for i, digit := range b {
		if i == 0 {
			n = int64(int8(digit))
			continue
		}
		n = n<<8 | int64(digit)
	}
	return n
}

func value(kind uint64, b []byte) (any, bool) {
	switch {
	case kind == 0:
		return nil, true
	case kind == 8 || kind == 9:
		return int64(kind - 8), true
	case kind == 7:
		return math.Float64frombits(binary.BigEndian.Uint64(b)), true
	case kind < 7:
		return integer(b), true
	case kind < 12: // reserved
		return nil, false
	case kind%2 == 0:
		return append([]byte{}, b...), true
	}
	return string(b), true
}
