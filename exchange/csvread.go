package exchange

import (
	"bytes"
	"errors"
	"io"

	"kehu/model"
)

// Limits of a row, so that a file without line ends or with a stray quote ends
// in an error and not in all of the memory.
const (
	maxCell  = 1 << 20 // bytes
	maxRow   = 8 << 20 // bytes
	maxCells = 16384   // what spreadsheets have at most
)

// A dialect is how a delimited text is written.
type dialect struct {
	delimiter string // 1 to 3 bytes of UTF-8
	crEnds    bool   // a lone CR ends a row
	spaced    bool   // blanks may stand between a delimiter and an opening quote
}

// A csvReader reads the rows of a delimited text in UTF-8, as RFC 4180 has it
// and as people do: a quote within an unquoted cell is a quote, what follows a
// closing quote belongs to the cell, and line ends within quotes are kept byte
// by byte.
type csvReader struct {
	dialect
	src   io.Reader
	buf   []byte // what was read ahead of pos
	pos   int
	err   error                            // of src
	line  int                              // of the next byte, from 1
	check func(text string) *model.Problem // of all the text of a row; nil checks nothing
	text  []byte
	ends  []int // of the cells, in text
	cells []string
	quote int // line of a quote that is never closed; 0 when there is none
}

func newCSVReader(src io.Reader, d dialect) *csvReader {
	return &csvReader{dialect: d, src: src, buf: make([]byte, 0, 64<<10), line: 1}
}

// next returns the next row; its cells slice is used again by the call after.
// The error is io.EOF or a Problem: read_failed, or cell_too_long or
// row_too_wide with the line.
func (c *csvReader) next() (row, error) {
	if !c.more() {
		return row{}, c.failed()
	}
	c.text, c.ends, c.quote = c.text[:0], c.ends[:0], 0
	r := row{line: c.line}
	for last := false; !last; {
		start := len(c.text)
		var err error
		if last, err = c.cell(start); err != nil {
			return row{}, err
		}
		if c.ends = append(c.ends, len(c.text)); len(c.ends) > maxCells || len(c.text) > maxRow {
			return row{}, model.NewProblem(model.Invalid, "row_too_wide", "Line", r.line)
		}
	}
	if err := c.failed(); err != nil && !errors.Is(err, io.EOF) {
		return row{}, err
	}
	all := string(c.text)
	switch {
	case c.quote > 0:
		r.fault = model.NewProblem(model.Invalid, "quote_open", "Line", c.quote, "End", c.line)
	case c.check != nil:
		r.fault = c.check(all)
	}
	r.cells = c.split(all)
	return r, nil
}

// failed returns why the source gave no more: io.EOF, a Problem, or nil.
func (c *csvReader) failed() error {
	if c.err == nil || errors.Is(c.err, io.EOF) {
		return c.err
	}
	return unreadable(c.err)
}

// split cuts the row's text into its cells.
func (c *csvReader) split(all string) []string {
	start := 0
	c.cells = c.cells[:0]
	for _, end := range c.ends {
		c.cells = append(c.cells, all[start:end])
		start = end
	}
	return c.cells
}

// more makes sure that there is a byte at pos; false at the end.
func (c *csvReader) more() bool { return c.pos < len(c.buf) || c.fill(1) }

// fill reads until n bytes are ahead; false when there are fewer.
func (c *csvReader) fill(n int) bool {
	rest := copy(c.buf[:cap(c.buf)], c.buf[c.pos:])
	c.buf, c.pos = c.buf[:rest], 0
	for len(c.buf) < n && c.err == nil {
		var got int
		got, c.err = c.src.Read(c.buf[len(c.buf):cap(c.buf)])
		c.buf = c.buf[:len(c.buf)+got]
	}
	return len(c.buf) >= n
}

// cell appends the next cell to text and reports whether it ends the row.
func (c *csvReader) cell(start int) (last bool, err error) {
	for c.spaced && c.more() && c.buf[c.pos] == ' ' {
		if err := c.take(1, start); err != nil {
			return false, err
		}
	}
	if c.more() && c.buf[c.pos] == '"' {
		c.text = c.text[:start]
		if err := c.quoted(start); err != nil {
			return false, err
		}
	}
	return c.plain(start)
}

// plain reads up to the delimiter or the end of the row, and over it.
func (c *csvReader) plain(start int) (last bool, err error) {
	for c.more() {
		n := plainRun(c.buf[c.pos:], c.delimiter[0])
		if err := c.take(n, start); err != nil {
			return false, err
		}
		if c.pos == len(c.buf) {
			continue
		}
		switch b := c.buf[c.pos]; {
		case b == c.delimiter[0] && c.at(c.delimiter):
			c.pos += len(c.delimiter)
			return false, nil
		case b == '\n' || b == '\r' && (c.crEnds || c.at("\r\n")):
			c.endRow()
			return true, nil
		}
		if err := c.take(1, start); err != nil {
			return false, err
		}
	}
	return true, nil
}

// plainRun returns how many bytes can be neither a delimiter nor a line's end.
func plainRun(text []byte, delimiter byte) int {
	for i, b := range text {
		if b == delimiter || b == '\n' || b == '\r' {
			return i
		}
	}
	return len(text)
}

// take appends the next n bytes to the cell that begins at start.
func (c *csvReader) take(n, start int) error {
	c.text = append(c.text, c.buf[c.pos:c.pos+n]...)
	c.pos += n
	if len(c.text)-start > maxCell {
		return model.NewProblem(model.Invalid, "cell_too_long", "Line", c.line, "Limit", maxCell>>20)
	}
	return nil
}

// quoted reads from an opening quote to the closing one.
func (c *csvReader) quoted(start int) error {
	opened, lineEnd := c.line, byte('\n')
	if c.crEnds {
		lineEnd = '\r'
	}
	for c.pos++; c.more(); {
		run := c.buf[c.pos:]
		if i := bytes.IndexByte(run, '"'); i >= 0 {
			run = run[:i]
		}
		c.line += bytes.Count(run, []byte{lineEnd})
		if err := c.take(len(run), start); err != nil {
			return err
		}
		if c.pos == len(c.buf) {
			continue
		}
		if !c.at(`""`) {
			c.pos++
			return nil
		}
		c.pos++
		if err := c.take(1, start); err != nil {
			return err
		}
	}
	c.quote = opened
	return nil
}

// at reports whether s comes next; its first byte does.
func (c *csvReader) at(s string) bool {
	if len(s) == 1 {
		return true
	}
	if len(c.buf)-c.pos < len(s) && !c.fill(len(s)) {
		return false
	}
	return string(c.buf[c.pos:c.pos+len(s)]) == s
}

func (c *csvReader) endRow() {
	if c.buf[c.pos] == '\r' && c.at("\r\n") {
		c.pos++
	}
	c.pos++
	c.line++
}
