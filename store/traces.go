package store

import "hash/maphash"

// traces remember texts in little room, a Bloom filter: what was never added is
// nearly always told from what was. A bulk write keeps the traces of what the
// customers that it writes are matched by: only a text that has one, or that the
// book had before, is worth a question to the database.
type traces struct {
	seed maphash.Seed
	bits []uint64
}

// tracesSize is in bits, a power of two: with the four texts each of a million
// customers one question in a hundred is in vain.
const tracesSize = 1 << 26

func newTraces() *traces { return &traces{maphash.MakeSeed(), make([]uint64, tracesSize/64)} }

// places returns two bits of a text: each half of its hash.
func (f *traces) places(text string) (a, b uint64) {
	sum := maphash.String(f.seed, text)
	return sum % tracesSize, sum >> 32 % tracesSize
}

func (f *traces) add(text string) {
	a, b := f.places(text)
	f.bits[a/64] |= 1 << (a % 64)
	f.bits[b/64] |= 1 << (b % 64)
}

// has reports whether a text may have been added.
func (f *traces) has(text string) bool {
	a, b := f.places(text)
	return f.bits[a/64]&(1<<(a%64)) != 0 && f.bits[b/64]&(1<<(b%64)) != 0
}
