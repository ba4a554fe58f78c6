package fts5

// appendVarint appends a number in SQLite's variable length: seven bits a byte,
// the greatest first; a ninth byte has eight (https://sqlite.org/fileformat2.html#varint).
// Nine are not rare: where customers of several segments are deleted, FTS5 counts
// below zero how many a segment has, and its numbers have no sign.
func appendVarint(b []byte, n int64) []byte {
	if uint64(n) >= 1<<56 {
		for shift := 57; shift >= 8; shift -= 7 {
			b = append(b, byte(uint64(n)>>shift)|0x80)
		}
		return append(b, byte(n))
	}
	var digits [8]byte
	i := len(digits) - 1
	digits[i] = byte(n & 0x7f)
	for n >>= 7; n > 0; n >>= 7 {
		i--
		digits[i] = byte(n&0x7f) | 0x80
	}
	return append(b, digits[i:]...)
}

// varint reads a number at the beginning of b and returns its length too.
func varint(b []byte) (n int64, length int) {
	for i, digit := range b {
		if i == 8 {
			return n<<8 | int64(digit), 9
		}
		n = n<<7 | int64(digit&0x7f)
		if digit < 0x80 {
			return n, i + 1
		}
	}
	return n, len(b)
}

// varints reads all the numbers of b.
func varints(b []byte) []int64 {
	var all []int64
	for len(b) > 0 {
		n, length := varint(b)
		all, b = append(all, n), b[length:]
	}
	return all
}

// AddTotals adds documents and their words to the row of the table "data" that
// TotalsRow names.
func AddTotals(block []byte, documents, words int64) []byte {
	sums := append(varints(block), 0, 0)
	return appendVarint(appendVarint(nil, sums[0]+documents), sums[1]+words)
}

// Size returns a row of the table "docsize" of a document of one column.
func Size(words int) []byte { return appendVarint(nil, int64(words)) }
