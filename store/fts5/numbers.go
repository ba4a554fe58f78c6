package fts5

import "kehu/store/varint"

// varints reads all the numbers of b.
func varints(b []byte) []int64 {
	var all []int64
	for len(b) > 0 {
		n, length := varint.Read(b)
		all, b = append(all, n), b[length:]
	}
	return all
}

// AddTotals adds documents and their words to the row of the table "data" that
// TotalsRow names.
func AddTotals(block []byte, documents, words int64) []byte {
	sums := append(varints(block), 0, 0)
	return varint.Append(varint.Append(nil, sums[0]+documents), sums[1]+words)
}

// Size returns a row of the table "docsize" of a document of one column.
func Size(words int) []byte { return varint.Append(nil, int64(words)) }
