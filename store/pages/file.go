// Package pages reads a SQLite file page by page: a damaged one without SQLite, so
// that what is damaged is left out and everything else comes back (Open), and whole
// indexes of a sound one sooner than SQLite gives their rows (Scan). It knows the
// file format (https://sqlite.org/fileformat.html) and nothing of what the tables
// mean; it never writes.
package pages

import (
	"encoding/binary"
	"errors"
	"io"
)

// A Source is a file that is read at any place.
type Source interface {
	io.ReaderAt
	Size() int64
}

// A File is a database with its write-ahead log. It is not safe for concurrent use.
type File struct {
	db, wal Source
	size    int              // of a page
	count   uint32           // pages
	logged  map[uint32]int64 // where the write-ahead log has the latest of a page
	seen    []bool           // pages that belong to something
}

// headerSize is the length of the header on the first page.
const headerSize = 100

// ErrNoPages says that nothing in a file looks like a page of a database.
var ErrNoPages = errors.New("no page of a database")

// Open looks at a database file and its write-ahead log, which may be nil.
func Open(db, wal Source) (*File, error) {
	f := &File{db: db, wal: wal, logged: map[uint32]int64{}}
	if f.size = pageSize(db); f.size == 0 {
		return nil, ErrNoPages
	}
	f.count = uint32((db.Size() + int64(f.size) - 1) / int64(f.size))
	f.readLog()
	f.seen = make([]bool, f.count+1)
	return f, nil
}

// PageCount returns how many pages the file has.
func (f *File) PageCount() int { return int(f.count) }

// Version returns what PRAGMA user_version says, unless that is damaged too.
func (f *File) Version() int {
	page := f.page(1)
	if page == nil {
		return 0
	}
	return int(int32(binary.BigEndian.Uint32(page[60:])))
}

// page returns a page, nil where there is none. What a cut file lacks of its last
// page is zero.
func (f *File) page(n uint32) []byte {
	if n == 0 || n > f.count {
		return nil
	}
	page := make([]byte, f.size)
	if at, ok := f.logged[n]; ok {
		if _, err := f.wal.ReadAt(page, at); err == nil {
			return page
		}
	}
	got, err := f.db.ReadAt(page, int64(n-1)*int64(f.size))
	if got == 0 && err != nil {
		return nil
	}
	return page
}

// pageSize finds the size of the pages: what the header says where pages of that
// size look like pages, else the size of which most do. 0 is none.
func pageSize(db Source) int {
	var head [18]byte
	if _, err := db.ReadAt(head[:], 0); err != nil {
		return 0
	}
	said := int(binary.BigEndian.Uint16(head[16:]))
	if said == 1 {
		said = 65536
	}
	best, most := 0, 0
	for _, size := range []int{4096, 512, 1024, 2048, 8192, 16384, 32768, 65536} {
		score := plausible(db, size)
		if size == said {
			score += score / 4
		}
		if score > most {
			best, most = size, score
		}
	}
	return best
}

// plausible counts the bytes, among the first and some farther on, in pages of a size
// that look like pages of a B-tree.
func plausible(db Source, size int) (bytes int) {
	const looked = 400
	pages := db.Size() / int64(size)
	step := max(1, pages/looked)
	page := make([]byte, size)
	for n := int64(0); n < pages; n += step {
		if got, _ := db.ReadAt(page, n*int64(size)); got < size {
			break
		}
		if last, ok := looksLikePage(page, n == 0); ok && last > size/2 { // cells are written from the end
			bytes += size
		}
	}
	return bytes
}

// looksLikePage reports whether a page has the type of one, and cells in it; last is
// where the last of them begins.
func looksLikePage(page []byte, isFirst bool) (last int, ok bool) {
	b, err := parseBtree(page, isFirst)
	if err != nil || b.cells == 0 {
		return 0, false
	}
	for i := range b.cells {
		last = max(last, b.pointer(i))
	}
	return last, last < len(page)
}

// readLog reads which pages the write-ahead log has, up to the last commit that is
// whole (section 4 of the file format).
func (f *File) readLog() {
	var head [32]byte
	if f.wal == nil || f.wal.Size() < int64(len(head)) {
		return
	}
	if _, err := f.wal.ReadAt(head[:], 0); err != nil || binary.BigEndian.Uint32(head[8:]) != uint32(f.size) {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	if head[3]&1 == 1 {
		order = binary.BigEndian
	}
	sum := logSum{order: order}
	sum.add(head[:24])
	pending := map[uint32]int64{}
	frame := make([]byte, 24+f.size)
	for at := int64(len(head)); ; at += int64(len(frame)) {
		if _, err := f.wal.ReadAt(frame, at); err != nil || string(frame[8:16]) != string(head[16:24]) {
			return
		}
		sum.add(frame[:8])
		sum.add(frame[24:])
		if sum.a != binary.BigEndian.Uint32(frame[16:]) || sum.b != binary.BigEndian.Uint32(frame[20:]) {
			return
		}
		pending[binary.BigEndian.Uint32(frame)] = at + 24
		if pages := binary.BigEndian.Uint32(frame[4:]); pages > 0 {
			for n, at := range pending {
				f.logged[n] = at
			}
			clear(pending)
			f.count = max(f.count, pages)
		}
	}
}

// logSum is the checksum of the write-ahead log.
type logSum struct {
	order binary.ByteOrder
	a, b  uint32
}

func (s *logSum) add(data []byte) {
	for ; len(data) >= 8; data = data[8:] {
		s.a += s.order.Uint32(data) + s.b
		s.b += s.order.Uint32(data[4:]) + s.a
	}
}
