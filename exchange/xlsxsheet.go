package exchange

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"kehu/model"
)

// sheetRows reads the rows of a sheet.
type sheetRows struct {
	book   *workbook
	part   *part
	line   int // of the row that was read last
	cells  []string
	merges map[int][]merge // that reach down, by column, in the order of the sheet
	err    error
}

// A merge is a cell that reaches down over several rows; its text stands in the
// first only, and means all.
type merge struct {
	first, last int
	text        string
}

func (wb *workbook) rows(s sheet) (*sheetRows, error) {
	p, err := openPart(s.file)
	if err != nil {
		return nil, err
	}
	return &sheetRows{book: wb, part: p}, nil
}

func (r *sheetRows) close() error { return r.part.src.Close() }

// next returns the next row that the file has; its number is that of the sheet.
// The cells are used again by the call after.
func (r *sheetRows) next() (row, error) {
	for r.err == nil {
		t, err := r.part.token()
		if err != nil {
			r.err = err
			break
		}
		switch e := t.(type) {
		case xml.StartElement:
			if e.Name.Local == "row" {
				return r.row(e)
			}
		case xml.EndElement:
			if e.Name.Local == "sheetData" {
				r.err = io.EOF
			}
		}
	}
	return row{}, r.err
}

// row reads up to the end of a row.
func (r *sheetRows) row(e xml.StartElement) (row, error) {
	r.line++
	if n, err := strconv.Atoi(attr(e, "r")); err == nil && n > r.line {
		r.line = n
	}
	r.cells = r.cells[:0]
	out := row{line: r.line}
	for size := 0; ; {
		t, err := r.part.token()
		if err != nil {
			r.err = err
			return row{}, cutShort(err)
		}
		switch e := t.(type) {
		case xml.EndElement:
			if e.Name.Local == "row" {
				r.spread()
				out.cells = r.cells
				return out, nil
			}
		case xml.StartElement:
			if e.Name.Local != "c" {
				continue
			}
			text, fault, err := r.cell(e)
			if err != nil {
				r.err = err
				return row{}, cutShort(err)
			}
			if out.fault == nil {
				out.fault = fault
			}
			if size += len(text); size > maxRow || len(r.cells) > maxCells {
				return row{}, model.NewProblem(model.Invalid, "row_too_wide", "Line", r.line)
			}
		}
	}
}

// cutShort says that a sheet ends in the middle.
func cutShort(err error) error {
	if errors.Is(err, io.EOF) {
		return brokenBook(io.ErrUnexpectedEOF)
	}
	return err
}

// cell reads a cell and puts its text where it belongs.
func (r *sheetRows) cell(c xml.StartElement) (text string, fault *model.Problem, err error) {
	at := len(r.cells)
	if i, ok := columnOf(attr(c, "r")); ok && i >= at && i < maxCells {
		at = i
	}
	raw, err := r.raw()
	if err != nil {
		return "", nil, err
	}
	if len(raw) > maxCell {
		return "", nil, model.NewProblem(model.Invalid, "cell_too_long", "Line", r.line, "Limit", maxCell>>20)
	}
	text, fault = r.value(attr(c, "t"), attr(c, "s"), raw)
	for len(r.cells) <= at {
		r.cells = append(r.cells, "")
	}
	r.cells[at] = text
	return text, fault, nil
}

// raw returns the text of a cell's value, or of the runs of its own text.
func (r *sheetRows) raw() (string, error) {
	text, inside, reading := "", false, false
	for {
		t, err := r.part.token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			inside = t.Name.Local == "v" || t.Name.Local == "t"
			reading = reading || t.Name.Local == "rPh"
		case xml.EndElement:
			switch inside = false; t.Name.Local {
			case "c":
				return text, nil
			case "rPh":
				reading = false
			}
		case xml.CharData:
			if inside && !reading && len(text) <= maxCell {
				text += string(t)
			}
		}
	}
}

// value turns what a cell holds into text, by its type and style.
func (r *sheetRows) value(kind, style, raw string) (string, *model.Problem) {
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(raw))
		text, ok := r.book.shared.at(i)
		if (err != nil || !ok) && raw != "" {
			return "", model.NewProblem(model.Invalid, "xlsx_no_text", "Value", shorten(raw))
		}
		return text, nil
	case "str", "inlineStr":
		return unescapeCell(raw), nil
	case "b":
		return map[string]string{"1": "TRUE", "0": "FALSE"}[raw], nil
	case "e":
		return raw, nil
	case "d":
		return strings.Replace(raw, "T00:00:00", "", 1), nil
	}
	return r.number(style, raw), nil
}

func (r *sheetRows) number(style, raw string) string {
	var s cellStyle
	if i, err := strconv.Atoi(style); err == nil && i >= 0 && i < len(r.book.styles) {
		s = r.book.styles[i]
	}
	if s.date || s.clock {
		if text, ok := r.book.base.dateText(raw, s); ok {
			return text
		}
	}
	text := plainNumber(raw)
	if n := s.zeros - len(text); n > 0 && text != "" && strings.Trim(text, "0123456789") == "" {
		text = strings.Repeat("0", n) + text
	}
	return text
}

// spread fills in what cells that reach down mean for a row. A row that has
// nothing of its own stays blank.
func (r *sheetRows) spread() {
	if len(r.merges) == 0 {
		return
	}
	own := !row{cells: r.cells}.blank()
	for column, list := range r.merges {
		for len(list) > 0 && list[0].last < r.line {
			list = list[1:]
		}
		r.merges[column] = list
		if len(list) == 0 || list[0].first > r.line || !own {
			continue
		}
		if list[0].first == r.line && column < len(r.cells) {
			list[0].text = r.cells[column]
		} else if list[0].first < r.line {
			r.fillDown(column, list[0].text)
		}
	}
}

func (r *sheetRows) fillDown(column int, text string) {
	for len(r.cells) <= column {
		r.cells = append(r.cells, "")
	}
	if r.cells[column] == "" {
		r.cells[column] = text
	}
}

// columnOf returns the number of the column that a reference such as AB12 names.
func columnOf(ref string) (int, bool) {
	n := 0
	for i := 0; i < len(ref); i++ {
		c := ref[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			return n - 1, n > 0
		}
		if n = n*26 + int(c-'A') + 1; n > maxCells {
			return 0, false
		}
	}
	return n - 1, n > 0
}

// maxMerges is how many merged cells of a sheet are heeded.
const maxMerges = 200_000

var mergeRef = regexp.MustCompile(`^([A-Za-z]+\d+):([A-Za-z]+\d+)$`)

// readMerges finds the cells that reach down: they are listed behind the rows.
func readMerges(f *zip.File) (map[int][]merge, error) {
	refs, err := mergeRefs(f)
	if err != nil {
		return nil, err
	}
	merges := map[int][]merge{}
	for _, ref := range refs {
		m := mergeRef.FindStringSubmatch(ref)
		if m == nil {
			continue
		}
		column, ok := columnOf(m[1])
		first, last := rowOf(m[1]), rowOf(m[2])
		if ok && last > first {
			merges[column] = append(merges[column], merge{first: first, last: last})
		}
	}
	sortMerges(merges)
	return merges, nil
}

func rowOf(ref string) int {
	n, _ := strconv.Atoi(strings.TrimLeft(strings.ToUpper(ref), "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) // figures, by the expression
	return n
}
