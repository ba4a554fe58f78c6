package exchange

import (
	"bytes"
	"errors"
	"io"
)

// maxElement is how many bytes of a file one customer may take.
const maxElement = 64 << 20

// measured counts the bytes of an element, so that one without an end does not
// fill the memory.
type measured struct {
	r     io.Reader
	left  int
	lines int
	err   error
}

var errTooLong = errors.New("too long")

func (m *measured) allow() { m.left = maxElement }

func (m *measured) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, errTooLong
	}
	n, err := m.r.Read(p[:min(len(p), m.left)])
	m.left -= n
	m.lines += bytes.Count(p[:n], []byte{'\n'})
	m.err = err
	return n, err
}
