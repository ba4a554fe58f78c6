package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strings"

	"kehu/exchange"
	"kehu/model"
	"kehu/query"
)

// format is a value of -o.
type format string

const (
	formatTable format = "table" // for people
	formatJSON  format = "json"
	formatJSONL format = "jsonl" // one object a line
	formatCSV   format = "csv"
	formatTSV   format = "tsv"
	formatIDs   format = "ids" // one name a line
)

func formats() []string {
	return []string{string(formatTable), string(formatJSON), string(formatJSONL),
		string(formatCSV), string(formatTSV), string(formatIDs)}
}

func parseFormat(text string) (format, error) {
	for _, f := range formats() {
		if f == text {
			return format(f), nil
		}
	}
	return "", model.NewProblem(model.Usage, "output_unknown",
		"Value", text, "Nearest", query.Nearest(text, formats()), "Known", strings.Join(formats(), ", "))
}

// isJSON reports whether a single result is to be printed as JSON.
func (a *app) isJSON() bool {
	return a.output == string(formatJSON) || a.output == string(formatJSONL)
}

// printJSON prints one value: indented for json, on one line for jsonl.
func (a *app) printJSON(v any) error {
	data, err := a.inJSON(v, "")
	if err != nil {
		return err
	}
	_, err = a.out.Write(append(data, '\n'))
	return err
}

// inJSON writes a value as the output wants it; prefix stands before further lines.
func (a *app) inJSON(v any, prefix string) ([]byte, error) {
	data, err := exchange.Marshal(v)
	if err != nil || a.output != string(formatJSON) {
		return data, err
	}
	var b bytes.Buffer
	err = json.Indent(&b, data, prefix, "  ")
	return b.Bytes(), err
}

// printJSONWith prints an object whose last values, empty lists, are filled with
// items one by one: together they may be more than memory should hold.
func (a *app) printJSONWith(v any, lists ...iter.Seq[any]) error {
	data, err := a.inJSON(v, "")
	if err != nil {
		return err
	}
	w := bufio.NewWriter(a.out)
	for i, items := range lists {
		end := len(data)
		for range len(lists) - i {
			end = bytes.LastIndex(data[:end], []byte("[]"))
		}
		_, _ = w.Write(data[:end]) // Flush returns the error
		if err := a.printItems(w, items); err != nil {
			return err
		}
		data = data[end+len("[]"):]
	}
	_, _ = w.Write(append(data, '\n'))
	return w.Flush()
}

// printItems prints a list one item after the other.
func (a *app) printItems(w *bufio.Writer, items iter.Seq[any]) error {
	next, end := ",", "]"
	if a.output == string(formatJSON) {
		next, end = ",\n    ", "\n  ]"
	}
	before := next[1:]
	_ = w.WriteByte('[')
	for item := range items {
		text, err := a.inJSON(item, "    ")
		if err != nil {
			return err
		}
		_, _ = w.WriteString(before)
		_, _ = w.Write(text)
		before = next
	}
	if before != next { // there was none
		end = "]"
	}
	_, _ = w.WriteString(end)
	return nil
}

// A column is one field of the rows of a list.
type column[T any] struct {
	key   string
	title string // message of the heading; "" for one that the key has
	right bool
	text  func(T) string // for people
	raw   func(T) string // for csv and tsv
}

// sameText is a column that people and files get alike.
func sameText[T any](key string, get func(T) string) column[T] {
	return column[T]{key: key, text: get, raw: get}
}

// A list is what a command prints in any format.
type list[T any] struct {
	columns []column[T]
	rows    iter.Seq2[T, error]
	id      func(T) string
	json    func(T) any
	none    string // the message that says on standard error that there is nothing
}

// A rowWriter prints rows one by one, so that a list may be longer than memory.
type rowWriter[T any] interface {
	row(T) error
	end() error
}

// emit prints a list in the format of the run.
func emit[T any](a *app, l list[T]) error {
	buffered := bufio.NewWriter(a.out)
	w, err := l.writer(a, buffered)
	if err != nil {
		return err
	}
	n := 0
	for row, err := range l.rows {
		if err == nil {
			err = w.row(row)
		}
		if err != nil {
			return errors.Join(err, buffered.Flush())
		}
		n++
	}
	if n == 0 && l.none != "" && a.output == string(formatTable) {
		a.note(l.none)
	}
	return errors.Join(w.end(), buffered.Flush())
}

func (l list[T]) writer(a *app, w *bufio.Writer) (rowWriter[T], error) {
	switch format(a.output) {
	case formatJSON:
		return &jsonWriter[T]{w: w, json: l.json}, nil
	case formatJSONL:
		return &lineWriter[T]{w, func(r T) (string, error) { line, err := exchange.Marshal(l.json(r)); return string(line), err }}, nil
	case formatIDs:
		return &lineWriter[T]{w, func(r T) (string, error) { return l.id(r), nil }}, nil
	case formatCSV:
		return newCSVWriter(w, l.columns)
	case formatTSV:
		return newTSVWriter(w, l.columns)
	}
	return newTableWriter(a, w, l.columns), nil
}

// jsonWriter prints an array with an object on each line.
type jsonWriter[T any] struct {
	w     *bufio.Writer
	json  func(T) any
	begun bool
}

func (j *jsonWriter[T]) row(r T) error {
	data, err := exchange.Marshal(j.json(r))
	if err != nil {
		return err
	}
	lead := ",\n  "
	if !j.begun {
		j.begun, lead = true, "[\n  "
	}
	_, err = j.w.WriteString(lead + string(data))
	return err
}

func (j *jsonWriter[T]) end() error {
	text := "\n]\n"
	if !j.begun {
		text = "[]\n"
	}
	_, err := j.w.WriteString(text)
	return err
}

// lineWriter prints a line for each row.
type lineWriter[T any] struct {
	w    *bufio.Writer
	line func(T) (string, error)
}

func (l *lineWriter[T]) row(r T) error {
	line, err := l.line(r)
	if err != nil {
		return err
	}
	_, err = l.w.WriteString(line + "\n")
	return err
}

func (l *lineWriter[T]) end() error { return nil }

// csvWriter prints CSV with the keys of the fields as its heading; formulas are
// made harmless for spreadsheets.
type csvWriter[T any] struct {
	w       *exchange.CSVWriter
	columns []column[T]
}

// newCSVWriter returns the writer of a list, and the error of its heading.
func newCSVWriter[T any](w io.Writer, columns []column[T]) (rowWriter[T], error) {
	c := &csvWriter[T]{exchange.NewCSVWriter(w, exchange.CSVOptions{}), columns}
	return c, c.w.Write(keysOf(columns)...)
}

func (c *csvWriter[T]) row(r T) error { return c.w.Write(rawCells(c.columns, r)...) }

func (c *csvWriter[T]) end() error { return c.w.Flush() }

// newTSVWriter prints a record a line, whatever the cells hold: tab, line break
// and backslash are written \t, \n, \r and \\, as databases do.
func newTSVWriter[T any](w *bufio.Writer, columns []column[T]) (rowWriter[T], error) {
	escape := strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	_, err := w.WriteString(strings.Join(keysOf(columns), "\t") + "\n")
	return &lineWriter[T]{w, func(r T) (string, error) {
		cells := rawCells(columns, r)
		for i, cell := range cells {
			cells[i] = escape.Replace(cell)
		}
		return strings.Join(cells, "\t"), nil
	}}, err
}

func keysOf[T any](columns []column[T]) []string {
	keys := make([]string, len(columns))
	for i, c := range columns {
		keys[i] = c.key
	}
	return keys
}

func rawCells[T any](columns []column[T], r T) []string {
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.raw(r)
	}
	return cells
}
