package pages

import (
	"encoding/binary"
	"errors"
)

// The types of pages of a B-tree. A table keeps its rows on leaves, by rowid; an
// index, and a table without rowids, keeps its entries on all its pages.
const (
	interiorIndex = 0x02
	interiorTable = 0x05
	leafIndex     = 0x0a
	leafTable     = 0x0d
)

var errPage = errors.New("no page of a B-tree")

// btree is a page of a B-tree.
type btree struct {
	page  []byte
	kind  byte
	head  int // where its header begins
	cells int
}

func parseBtree(page []byte, isFirst bool) (b btree, err error) {
	b = btree{page: page}
	if isFirst {
		b.head = headerSize
	}
	b.kind = page[b.head]
	b.cells = int(binary.BigEndian.Uint16(page[b.head+3:]))
	switch b.kind {
	case interiorIndex, interiorTable, leafIndex, leafTable:
	default:
		return b, errPage
	}
	if b.pointers()+2*b.cells > len(page) {
		return b, errPage
	}
	return b, nil
}

func (b btree) isInterior() bool { return b.kind == interiorIndex || b.kind == interiorTable }
func (b btree) isTable() bool    { return b.kind == interiorTable || b.kind == leafTable }

// pointers is where the pointers to the cells stand.
func (b btree) pointers() int {
	if b.isInterior() {
		return b.head + 12
	}
	return b.head + 8
}

// pointer returns where a cell begins.
func (b btree) pointer(i int) int { return int(binary.BigEndian.Uint16(b.page[b.pointers()+2*i:])) }

// children returns the pages below an interior page, and how many pointers to one
// are none.
func (b btree) children() (all []uint32, bad int) {
	for i := range b.cells {
		at := b.pointer(i)
		if at+4 > len(b.page) {
			bad++
			continue
		}
		all = append(all, binary.BigEndian.Uint32(b.page[at:]))
	}
	return append(all, binary.BigEndian.Uint32(b.page[b.head+8:])), bad
}

// A Tree is what is left of a B-tree.
type Tree struct {
	Pages []uint32 // those that have rows, from the first to the last
	Bad   int      // pages and pointers that are damaged
}

// Tree walks down from the root of a table or an index. A page that another tree
// has already is damage too.
func (f *File) Tree(root uint32, isTable bool) (t Tree) {
	f.walk(root, isTable, &t, 0)
	return t
}

// deepest bounds the height of a tree: one of 2³² pages has fewer levels.
const deepest = 40

func (f *File) walk(n uint32, isTable bool, t *Tree, depth int) {
	page := f.page(n)
	if page == nil || f.seen[n] || depth > deepest {
		t.Bad++
		return
	}
	b, err := parseBtree(page, n == 1)
	if err != nil || b.isTable() != isTable {
		t.Bad++
		return
	}
	f.seen[n] = true
	if b.isInterior() {
		children, bad := b.children()
		t.Bad += bad
		for _, child := range children {
			f.walk(child, isTable, t, depth+1)
		}
	}
	if !b.isInterior() || !isTable {
		t.Pages = append(t.Pages, n)
	}
}

// Lost returns the pages with rows that belong to no tree and are not free: those
// below a page that is damaged. It comes after all trees and their rows were read.
func (f *File) Lost() (all []uint32) {
	f.markFree()
	for n := uint32(1); n <= f.count; n++ {
		if f.seen[n] {
			continue
		}
		page := f.page(n)
		if page == nil || page[0] == interiorTable {
			continue
		}
		if _, ok := looksLikePage(page, n == 1); ok {
			all = append(all, n)
		}
	}
	return all
}

// markFree marks the pages that are not in use (section 1.5 of the file format):
// what stands there is old.
func (f *File) markFree() {
	first := f.page(1)
	if first == nil {
		return
	}
	trunk := binary.BigEndian.Uint32(first[32:])
	for page := f.page(trunk); page != nil && !f.seen[trunk]; page = f.page(trunk) {
		f.seen[trunk] = true
		count := min(int(binary.BigEndian.Uint32(page[4:])), f.size/4-2)
		for i := range count {
			if leaf := binary.BigEndian.Uint32(page[8+4*i:]); leaf > 0 && leaf <= f.count {
				f.seen[leaf] = true
			}
		}
		trunk = binary.BigEndian.Uint32(page)
	}
}
