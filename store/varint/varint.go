// Package varint reads and writes the numbers of variable length that SQLite's
// files and its full-text indexes hold (https://sqlite.org/fileformat2.html#varint):
// seven bits a byte, the greatest first; a ninth byte has eight.
package varint

// Append appends a number. Nine bytes are not rare: where customers of several
// segments are deleted, FTS5 counts below zero how many a segment has, and its
// numbers have no sign.
func Append(b []byte, n int64) []byte {
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

// Read reads the number at the beginning of b and returns its length, in bytes, too;
// one that is cut off has what there is of it.
func Read(b []byte) (n int64, length int) {
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
