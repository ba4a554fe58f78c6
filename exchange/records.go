package exchange

import (
	"errors"
	"io"
	"strconv"

	"kehu/model"
)

// A record is a row whose cells carry their columns with them: a card, an
// object of JSON, a message.
type record struct {
	line  int   // of the file where it begins, from 1
	also  []int // lines of further cards that belong to it
	cells []namedCell
	fault *model.Problem
	aside string // why it is no data, "" where it is
}

// A namedCell is the text under a heading, and the column where the format says
// what it means; the heading alone else.
type namedCell struct {
	column Column
	text   string
}

// A recordReader gives one record after another, io.EOF behind the last. Its
// other errors are Problems.
type recordReader func() (record, error)

// maxColumns is how many different headings the records of a file have at most.
const maxColumns = 2000

// tabulate makes a table of records. It reads them twice: which columns there
// are is known only behind the last. open begins to read again.
func tabulate(t table, open func() (recordReader, error)) (*table, error) {
	next, err := open()
	if err != nil {
		return nil, err
	}
	c := newColumnSet()
	for {
		r, err := next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		c.learn(r)
	}
	if next, err = open(); err != nil {
		return nil, err
	}
	t.columns = append([]Column{}, c.columns...)
	t.next = func() (row, error) { return c.row(next) }
	return &t, nil
}

// A columnSet is the columns of all records, by their headings. A heading that a
// record has twice has a second column.
type columnSet struct {
	columns []Column
	index   map[string]int
	seen    map[string]int // in the present record
	used    map[string]int // headings
	cells   []string
}

func newColumnSet() *columnSet {
	return &columnSet{index: map[string]int{}, seen: map[string]int{}, used: map[string]int{}}
}

// key tells the columns apart: the second of a kind in a record has its own.
func (c *columnSet) key(cell namedCell) string {
	key := cell.column.Heading + "\x00" + cell.column.Field
	c.seen[key]++
	return key + "\x00" + strconv.Itoa(c.seen[key])
}

// free returns a heading that no column has: the second is "Phone (2)".
func (c *columnSet) free(heading string) string {
	c.used[heading]++
	if n := c.used[heading]; n > 1 {
		return c.free(heading + " (" + strconv.Itoa(n) + ")")
	}
	return heading
}

func (c *columnSet) learn(r record) {
	clear(c.seen)
	for _, cell := range r.cells {
		key := c.key(cell)
		if _, known := c.index[key]; known || len(c.columns) == maxColumns {
			continue
		}
		column := cell.column
		column.Heading, column.Index = c.free(column.Heading), len(c.columns)
		c.index[key] = column.Index
		c.columns = append(c.columns, column)
	}
}

// row puts the cells of the next record under their columns.
func (c *columnSet) row(next recordReader) (row, error) {
	r, err := next()
	if err != nil {
		return row{}, err
	}
	clear(c.seen)
	c.cells = append(c.cells[:0], make([]string, len(c.columns))...)
	out := row{line: r.line, also: r.also, cells: c.cells, fault: r.fault, record: true, aside: r.aside}
	for _, cell := range r.cells {
		i, known := c.index[c.key(cell)]
		if !known {
			out.fault = model.NewProblem(model.Invalid, "row_too_wide", "Line", r.line)
			continue
		}
		c.cells[i] = cell.text
	}
	return out, nil
}
