package widget

import (
	"maps"
	"math/bits"
	"slices"
)

// keySet is a set of keys of records, a bit for each in blocks of neighbours:
// marking every row of a million takes 150 kB.
type keySet struct {
	blocks map[int64]*[keyWords]uint64
	n      int
}

// A block has the keys that are alike but for their last bits.
const (
	keyWords = 64
	keyBlock = keyWords * 64
)

// place returns the block of a key, its word there and its bit.
func (keySet) place(key int64) (block, word int64, bit uint64) {
	block = key / keyBlock
	if key < 0 && key%keyBlock != 0 {
		block--
	}
	at := key - block*keyBlock
	return block, at / 64, 1 << (at % 64)
}

func (s *keySet) has(key int64) bool {
	block, word, bit := s.place(key)
	b := s.blocks[block]
	return b != nil && b[word]&bit != 0
}

func (s *keySet) add(key int64) {
	if s.has(key) {
		return
	}
	block, word, bit := s.place(key)
	if s.blocks == nil {
		s.blocks = map[int64]*[keyWords]uint64{}
	}
	if s.blocks[block] == nil {
		s.blocks[block] = &[keyWords]uint64{}
	}
	s.blocks[block][word] |= bit
	s.n++
}

func (s *keySet) remove(key int64) {
	if s.has(key) {
		block, word, bit := s.place(key)
		s.blocks[block][word] &^= bit
		s.n--
	}
}

// keys returns all in ascending order.
func (s *keySet) keys() []int64 {
	out := make([]int64, 0, s.n)
	for _, block := range slices.Sorted(maps.Keys(s.blocks)) {
		for i, word := range s.blocks[block] {
			for ; word != 0; word &= word - 1 {
				out = append(out, block*keyBlock+int64(i*64+bits.TrailingZeros64(word)))
			}
		}
	}
	return out
}
