package exchange

import (
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"unicode/utf8"
)

// CSVOptions say how a delimited text is written.
type CSVOptions struct {
	Delimiter rune // 0 is the comma; '\t' makes a TSV
	BOM       bool // begin with the UTF-8 mark, without which Excel shows Chinese wrongly
	Raw       bool // leave cells as they are, for other programs than spreadsheets and terminals
}

// A CSVWriter writes rows of text in UTF-8, with quotes where RFC 4180 wants
// them and LF behind each row.
type CSVWriter struct {
	out  *csv.Writer
	w    io.Writer
	o    CSVOptions
	open bool // the first row was written
	row  []string
}

// NewCSVWriter returns a writer of rows; the first one is the headings.
func NewCSVWriter(w io.Writer, o CSVOptions) *CSVWriter {
	out := csv.NewWriter(w)
	if o.Delimiter != 0 {
		out.Comma = o.Delimiter
	}
	return &CSVWriter{out: out, w: w, o: o}
}

// Write writes one row. Unless Raw was asked for, cells are guarded, see guard.
// The error is that of the writer below.
func (c *CSVWriter) Write(cells ...string) error {
	if !c.open && c.o.BOM {
		if _, err := io.WriteString(c.w, "\ufeff"); err != nil {
			return err
		}
	}
	c.open = true
	c.row = append(c.row[:0], cells...)
	for i, text := range c.row {
		if !c.o.Raw {
			c.row[i] = guard(text)
		}
	}
	return c.out.Write(c.row)
}

// Flush writes out what is held back and returns the first error of all.
func (c *CSVWriter) Flush() error {
	c.out.Flush()
	return c.out.Error()
}

// WriteRejects writes the refused rows of the file in its own layout: the same
// headings and delimiter, in UTF-8 with a mark, and under heading the reason of
// each. again is the file once more from its beginning; reasons are by the
// number of the row, in the order of the file. Cells beyond the last heading
// stand behind the reason.
//
// The error is that of again or w.
func (s *Source) WriteRejects(w io.Writer, again io.Reader, heading string, reasons iter.Seq2[int, string]) error {
	o := s.options
	o.Encoding, o.Delimiter, o.Sheet = s.Info.Encoding, s.Info.Delimiter, s.Info.Sheet
	in, err := newInput(again)
	if err != nil {
		return err
	}
	defer in.close()
	t, err := decode(in, o)
	if err != nil {
		return err
	}
	rs, err := newRows(t, o.Header)
	if err != nil {
		return err
	}
	delimiter, _ := utf8.DecodeRuneInString(cmp.Or(s.Info.Delimiter, ",")) // workbooks have none
	out := NewCSVWriter(w, CSVOptions{Delimiter: delimiter, BOM: true})
	if err := out.Write(withReason(rs.header.cells, s.width, heading)...); err != nil {
		return err
	}
	written := 0
	for number, reason := range reasons {
		if number <= written {
			continue // a card that belongs to the one before
		}
		r, err := rs.skipTo(number)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if err := out.Write(withReason(r.cells, s.width, reason)...); err != nil {
			return err
		}
		written = r.last()
	}
	return out.Flush()
}

// withReason puts the reason behind the cells of a row's columns, and what goes
// beyond them behind it.
func withReason(cells []string, width int, reason string) []string {
	cells = cells[:filled(cells)]
	line := make([]string, width, max(width, len(cells))+1)
	copy(line, cells)
	line = append(line, reason)
	if len(cells) > width {
		line = append(line, cells[width:]...)
	}
	return line
}
