package exchange

import (
	"cmp"
	"errors"
	"io"
	"strings"

	"kehu/model"
)

// A table is what a decoder makes of a file: rows of text cells, headings and
// notes above them still among them.
type table struct {
	format    string
	encoding  string
	delimiter string
	sheet     string              // of a workbook
	sheets    []string            // all that the workbook shows
	base      dateBase            // of days that are bare numbers
	kind      Kind                // of its rows, where the format tells
	columns   []Column            // where the format names them; nil where a row of headings does
	known     bool                // the rows concern only customers that the book has
	own       []string            // one's own addresses, of mail
	next      func() (row, error) // io.EOF at the end; valid until the next call
	close     func() error        // nil where there is nothing to close
}

// A row is the text cells of one row of a file.
type row struct {
	number int      // among the data rows, from 1; 0 above them
	line   int      // of the file where it begins, from 1
	also   []int    // lines of further rows of the file that it stands for
	cells  []string // spaces and all
	record bool     // it counts though no cell holds anything
	aside  string   // why the format says that it is no data, "" where it is
	fault  *model.Problem
}

// blank reports whether no cell holds anything. Such rows are not data: they
// are not counted.
func (r row) blank() bool {
	if r.fault != nil || r.record {
		return false
	}
	for _, c := range r.cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// clone returns a copy that outlives the next read.
func (r row) clone() row {
	r.cells = append([]string(nil), r.cells...)
	return r
}

// Limits of what is looked at before the rows are read.
const (
	headRows  = 1000    // rows
	headBytes = 1 << 20 // bytes of their cells
)

// rows numbers the data rows of a table. The first ones are read ahead, for the
// headings and the meaning of the columns are found from them.
type rows struct {
	table  *table
	header row   // no cells' text when the file has no headings
	ahead  []row // the data rows read ahead
	taken  int   // of ahead, by next
	number int
	asides []Aside
	above  string   // a unit that a line above the headings names for all amounts
	units  []string // the cells of a row of units below them
}

// newRows finds the headings of a table, or takes the line that the person names.
// The errors are the table's, and the Problems file_empty, file_no_rows and
// header_unknown.
func newRows(t *table, header int) (*rows, error) {
	head, err := readHead(t, headRows)
	if err != nil {
		return nil, err
	}
	if len(head) == 0 {
		return nil, model.NewProblem(model.Invalid, "file_empty")
	}
	rs := &rows{table: t}
	at, behind, err := headingsAt(t, head, header)
	switch {
	case err != nil:
		return nil, err
	case t.columns != nil:
		rs.header = row{cells: headingsOf(t.columns)}
		rs.behindHeadings(head, rs.header, 0)
	case at.line > 0:
		rs.behindHeadings(head, at, behind)
	default:
		rs.header, rs.ahead = row{cells: make([]string, widest(head))}, head
	}
	if len(rs.ahead) == 0 {
		return nil, model.NewProblem(model.Invalid, "file_no_rows", "Line", rs.header.line)
	}
	for i := range rs.ahead {
		rs.count(&rs.ahead[i])
	}
	return rs, nil
}

// count gives a row its number, and passes over those of the rows that it stands for
// too.
func (rs *rows) count(r *row) {
	r.number = rs.number + 1
	rs.number = r.last()
}

// last is the number of the last row of the file that a row stands for.
func (r row) last() int { return r.number + len(r.also) }

// headingsAt returns the headings and which row follows them; no line where there
// are none. A line that the person names is taken as it stands.
func headingsAt(t *table, head []row, line int) (header row, behind int, err error) {
	switch {
	case t.columns != nil || line == NoHeader:
		return row{}, 0, nil
	case line == 0:
		if at := headerIndex(head); at >= 0 {
			header, behind = joinHeadings(head, at)
		}
		return header, behind, nil
	}
	for i, r := range head {
		if r.line == line {
			return r, i + 1, nil
		}
	}
	return row{}, 0, model.NewProblem(model.Invalid, "header_unknown", "Line", line)
}

// behindHeadings takes the headings and the data rows behind them, without the
// rows that are no data.
func (rs *rows) behindHeadings(head []row, header row, behind int) {
	rs.header = header
	for _, r := range head {
		if r.line < rs.header.line {
			rs.leaveOut(r, "above")
			rs.above = cmp.Or(saidUnit(r.cells), rs.above)
		}
	}
	for behind < len(head) && rs.table.columns == nil {
		why := templateKind(head[behind])
		if why == "" {
			break
		}
		rs.leaveOut(head[behind], why)
		if why == "units" {
			rs.units = head[behind].cells
		}
		behind++
	}
	for _, r := range head[behind:] {
		if !rs.skips(r) {
			rs.ahead = append(rs.ahead, r)
		}
	}
}

// readHead returns the first rows that are not blank, at most most of them.
func readHead(t *table, most int) ([]row, error) {
	var head []row
	for size := 0; len(head) < most && size < headBytes; {
		r, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if r.blank() {
			continue
		}
		for _, c := range r.cells {
			size += len(c)
		}
		head = append(head, r.clone())
	}
	return head, nil
}

// next returns the next data row, io.EOF behind the last.
func (rs *rows) next() (row, error) {
	if rs.taken < len(rs.ahead) {
		rs.taken++
		return rs.ahead[rs.taken-1], nil
	}
	for {
		r, err := rs.table.next()
		if err != nil {
			return row{}, err
		}
		if r.blank() || rs.skips(r) {
			continue
		}
		rs.count(&r)
		return r, nil
	}
}

// skipTo returns the data row of a number that is yet to come, io.EOF where there
// is none.
func (rs *rows) skipTo(number int) (row, error) {
	for {
		if r, err := rs.next(); err != nil || r.number == number {
			return r, err
		}
	}
}

// sample returns the data rows that were read ahead.
func (rs *rows) sample() []row { return rs.ahead }

// headerLine returns the line of the headings, 0 when there are none.
func (rs *rows) headerLine() int { return rs.header.line }
