package exchange

import (
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kehu/model"
)

// A Format is a kind of file that customers are written to.
type Format string

// The formats, named as the files end.
const (
	CSV   Format = "csv"
	TSV   Format = "tsv"
	XLSX  Format = "xlsx"
	VCard Format = "vcf"
	JSON  Format = "json"
	JSONL Format = "jsonl" // one customer a line
	ICal  Format = "ics"
	HTML  Format = "html"
)

// Formats lists the formats that can be written.
func Formats() []Format { return []Format{CSV, TSV, XLSX, VCard, JSON, JSONL, ICal, HTML} }

// otherEnds are further names of the formats.
var otherEnds = map[string]Format{"htm": HTML, "vcard": VCard, "ical": ICal, "ndjson": JSONL, "tab": TSV}

// FormatOf returns the format that a name of a format, or the end of a file's
// name, stands for.
func FormatOf(name string) (Format, bool) {
	if ext := filepath.Ext(name); ext != "" {
		name = ext
	}
	name = strings.ToLower(strings.TrimPrefix(name, "."))
	if f, ok := otherEnds[name]; ok {
		return f, true
	}
	return Format(name), slices.Contains(Formats(), Format(name))
}

// Words put keys into the language of the reader; package locale has them.
type Words interface {
	T(id string, args ...any) string // a message
	Has(id string) bool
	Field(key string) string // the name of a field
	Lang() string            // "zh" or "en"
}

// WriteOptions say how customers are written.
type WriteOptions struct {
	Words    Words
	Levels   []model.Level
	Fields   []model.CustomField // of the user's own, those in use
	Location *time.Location      // of the times that are written as people do
	Now      time.Time
	Columns  []string // keys of OutKeys, in their order; none for all. Of tables only
	Raw      bool     // tables for programs: keys for names, times in UTC, no guard against formulas
	BOM      bool     // begin CSV with the UTF-8 mark, which Excel needs
	Encoding string   // of CSV, a WHATWG name such as "gb18030"; "" is UTF-8
	VCard4   bool     // version 4.0 instead of 3.0
	// TaskEvents has follow-ups written as events of a day, for calendars that know
	// no tasks.
	TaskEvents bool
	Currency   model.Currency  // the book's own; amounts of others name theirs
	Whole      *model.BookHead // of JSON: what the book has beside customers; of a part of it the fields alone
}

// A Writer writes customers with what belongs to them to one file.
type Writer interface {
	Write(d *model.Dossier) error
	// Close writes what is held back. It does not close the file.
	Close() error
}

// NewWriter returns the writer of a format. The error is a Problem: column_unknown,
// encoding_unknown; or that of w.
func NewWriter(w io.Writer, f Format, o WriteOptions) (Writer, error) {
	switch f {
	case XLSX:
		return newXLSXWriter(w, o)
	case VCard:
		return newVCardWriter(w, o), nil
	case JSON, JSONL:
		return newJSONWriter(w, f == JSONL, o)
	case ICal:
		return newICalWriter(w, o)
	case HTML:
		return newHTMLWriter(w, o)
	}
	return newTableWriter(w, f, o)
}

// Needs says what of the book a format shows beside customers.
func (f Format) Needs() (purchases, interactions, tasks bool) {
	switch f {
	case XLSX, JSON, JSONL, HTML:
		return true, true, true
	case ICal:
		return false, false, true
	}
	return false, false, false
}

// HasColumns reports whether a format has columns to choose.
func (f Format) HasColumns() bool { return f == CSV || f == TSV || f == XLSX }
