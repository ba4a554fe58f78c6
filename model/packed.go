package model

import "encoding/binary"

// packed are many short texts in blocks, so that growing copies nothing.
type packed [][]byte

const packedBlock = 1 << 20

// append appends to the last block, or to a new one where that is full, and returns
// where; texts longer than a block have one of their own.
func (p *packed) append(text []byte) int64 {
	last := len(*p) - 1
	if last < 0 || len((*p)[last])+len(text) > packedBlock {
		last++
		*p = append(*p, make([]byte, 0, max(packedBlock, len(text))))
	}
	at := int64(last)*packedBlock + int64(len((*p)[last]))
	(*p)[last] = append((*p)[last], text...)
	return at
}

// at returns what begins at a place, and what follows it.
func (p packed) at(at int64) []byte { return p[at/packedBlock][at%packedBlock:] }

// A packer writes numbers and texts, as lengths and bytes.
type packer struct{ text []byte }

func (w *packer) number(n int64) { w.text = binary.AppendVarint(w.text, n) }

func (w *packer) string(text string) {
	w.number(int64(len(text)))
	w.text = append(w.text, text...)
}

// An unpacker reads what a packer wrote.
type unpacker struct{ text []byte }

func (r *unpacker) number() int {
	n, length := binary.Varint(r.text)
	r.text = r.text[length:]
	return int(n)
}

func (r *unpacker) string() string {
	n := r.number()
	text := string(r.text[:n])
	r.text = r.text[n:]
	return text
}
