package exchange

import (
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"

	"kehu/model"
)

// A tableWriter writes one row for each customer.
type tableWriter struct {
	*tables
	columns []outColumn[model.Dossier]
	csv     *CSVWriter
	encoder io.Closer // nil for UTF-8
	cells   []string
}

func newTableWriter(w io.Writer, f Format, o WriteOptions) (*tableWriter, error) {
	columns, err := pickColumns(o.Columns, o.Fields)
	if err != nil {
		return nil, err
	}
	t := &tableWriter{tables: newTables(o), columns: columns, cells: make([]string, len(columns))}
	if w, err = t.encode(w, o.Encoding); err != nil {
		return nil, err
	}
	options := CSVOptions{BOM: o.BOM && t.encoder == nil, Raw: o.Raw}
	if f == TSV {
		options.Delimiter = '\t'
	}
	t.csv = NewCSVWriter(w, options)
	for i, c := range columns {
		t.cells[i] = t.heading(c.key)
	}
	return t, t.csv.Write(t.cells...)
}

// encode puts the encoding in between. What it lacks becomes an escape such as
// &#128512;, as in web pages, so that nothing is lost.
func (t *tableWriter) encode(w io.Writer, name string) (io.Writer, error) {
	if name == "" {
		return w, nil
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil, model.NewProblem(model.Usage, "encoding_unknown", "Value", name)
	}
	if canonical, _ := htmlindex.Name(enc); canonical == "utf-8" {
		return w, nil
	}
	out := transform.NewWriter(w, encoding.HTMLEscapeUnsupported(enc.NewEncoder()))
	t.encoder = out
	return out, nil
}

func (t *tableWriter) Write(d *model.Dossier) error {
	if d.Customer.ID == 0 {
		return nil // tasks of nobody
	}
	for i, c := range t.columns {
		t.cells[i] = t.plain(c.get(t.tables, d))
	}
	return t.csv.Write(t.cells...)
}

func (t *tableWriter) Close() error {
	if err := t.csv.Flush(); err != nil || t.encoder == nil {
		return err
	}
	return t.encoder.Close()
}
