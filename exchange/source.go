package exchange

import (
	"cmp"
	"context"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"kehu/model"
)

// Kind is what the rows of a file are.
type Kind string

// The kinds of files.
const (
	Customers    Kind = "customers"
	Purchases    Kind = "purchases"
	Interactions Kind = "interactions"
)

// Kinds lists the kinds of files.
func Kinds() []Kind { return []Kind{Customers, Purchases, Interactions} }

// Options say what the person knows better than the evidence. The zero value
// leaves everything to the evidence.
type Options struct {
	As        Kind              // what the rows are; "" finds out from the headings
	Encoding  string            // a WHATWG name such as "gbk"; "" finds out
	Locale    string            // of the person, such as "zh_TW.UTF-8": it decides where two encodings fit
	Delimiter string            // between the cells; "" finds out
	Sheet     string            // of a workbook: its name or its number from 1; "" is the first with columns that are known, else the first that holds something
	Own       []string          // one's own mail addresses, or "@example.com" for all of a domain
	Header    int               // line of the headings, from 1; NoHeader for none; 0 finds out
	Map       map[string]string // heading → field key or a word for the field; "" and "-" leave the column out, "+" notes it with its heading
	MapAt     map[int]string    // the same by Column.Index, for headings that several columns bear or none; goes before Map
	Currency  model.Currency    // of amounts that name none; "" is CNY
	DateOrder model.DateOrder   // of dates such as 3/4/2024; 0 finds out for each column
	Location  *time.Location    // of times without a zone; nil is UTC
	Now       time.Time         // for dates without a year; the zero time is the clock's

	Unmapped Unmapped // what becomes of columns without a meaning; "" leaves them out

	Custom []model.CustomField // the fields of the user's own; their labels and keys are headings too
}

// NoHeader says that a table has no headings.
const NoHeader = -1

func (o Options) withDefaults() Options {
	if o.Currency == "" {
		o.Currency = model.CNY
	}
	if o.Location == nil {
		o.Location = time.UTC
	}
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	return o
}

// Info is what was understood of a file before its rows are read.
type Info struct {
	Format     string     // "csv", "xlsx", "vcard" …
	Encoding   string     // "utf-8", "gb18030", "windows-1252", "utf-16le" …
	Delimiter  string     // between the cells
	Sheet      string     // of a workbook, the one that is read
	Sheets     []string   // of a workbook, all that are not hidden
	Own        []string   // of mail, the addresses that were taken for one's own
	HeaderLine int        // line of the headings in the file, from 1; 0 when it has none
	Kind       Kind       // what the rows are
	Source     string     // the program it comes from: "google", "shopify_orders" …; "" where we do not know it
	Columns    []Column   // in the order of the file; ghost columns are left out
	Sample     [][]string // cells of the first data rows, one per column

	// NewFields are fields of the user's own that columns fill and the book does not
	// have yet. Their ids are negative; drafts name them so.
	NewFields []model.CustomField

	// Fingerprint is the same for files with the same headings, in any order and
	// format; "" for a file without headings.
	Fingerprint string
}

// Headings returns the headings of the columns.
func (i Info) Headings() []string {
	names := make([]string, len(i.Columns))
	for k, c := range i.Columns {
		names[k] = c.Heading
	}
	return names
}

// Unmapped returns the headings of the columns that no field takes up, to be
// shown: what they hold is not imported.
func (i Info) Unmapped() []string {
	var names []string
	for _, c := range i.Columns {
		if c.Field == "" && !c.Ignored {
			names = append(names, c.Heading)
		}
	}
	return names
}

// A Column is one column of a file and the field that it fills.
type Column struct {
	Heading string // as in the file, on one line; "(3)" for the third column where it has none
	Index   int    // of the cell in a row, from 0
	Field   string // key of the field; "" for none
	Label   string // of contact points: work, home, 手机 …
	Sure    bool   // the heading or the person names the field; otherwise the cells look like it
	Ignored bool   // the person left it out

	folded  string // the heading, for source keys
	noted   string // what stands before the text in the notes
	part    string // of a further address: street, city, province, postcode, country
	address string // which of them
	commas  bool   // are text, and part no values
	person  int    // which of a card's contact persons it is about, from 1; 0 for the customer
	labelAt int    // of the cell that has the label, from 1; 0 for none
	power   int    // of ten, by which bare amounts are multiplied: 4 under 万元

	currency model.Currency // of bare amounts, where the heading or other cells name one
	assumed  bool           // from other cells
}

// sampleRows is how many rows Info.Sample shows.
const sampleRows = 20

// A Source is one file that is being read. It serves one goroutine.
type Source struct {
	Info Info

	options Options
	input   *input
	rows    *rows
	flows   []Flow
	guesses []StatusGuess
	doubts  []Doubt
	known   *knownSource // nil where it is none
	width   int          // cells of a row that stand under a heading, or would
	ghosts  []int        // cells within width that have neither heading nor anything below
	plan    plan
	covers  []string // the keys of the record's fields of which there are columns
	order   columnOrders

	republican map[int]bool // columns, by index, that count years from 1912
	today      model.Date

	drafting drafting // of the row that is being read
}

// Open reads the beginning of a file and finds out what it is: format,
// encoding, delimiter, headings and their fields. It keeps r and reads on in
// Drafts.
//
// The error is a Problem: read_failed, format_ with the name of what the file
// is instead of a table, encoding_unknown, encoding_contradicts, encodings_mixed, file_empty, header_unknown,
// file_no_rows, cell_too_long, row_too_wide, map_heading_unknown,
// map_field_unknown.
func Open(r io.Reader, o Options) (*Source, error) {
	o = o.withDefaults()
	in, err := newInput(r)
	if err != nil {
		return nil, err
	}
	s, err := newSource(in, o)
	if err != nil {
		return nil, errors.Join(err, in.close())
	}
	return s, nil
}

func newSource(in *input, o Options) (*Source, error) {
	t, err := decode(in, o)
	if err != nil {
		return nil, err
	}
	rs, err := newRows(t, o.Header)
	if err != nil {
		return nil, err
	}
	s := &Source{options: o, input: in, rows: rs, width: len(rs.header.cells), today: model.DateOf(o.Now.In(o.Location))}
	if err := s.describe(t); err != nil {
		return nil, err
	}
	s.plan = newPlan(s.Info.Kind, s.Info.Columns, s.options.customFields())
	s.covers = s.options.covered(s.Info.Kind, s.Info.Columns)
	s.ghosts = ghostsAmong(s.Info.Columns, s.width)
	s.order = newColumnOrders(s, rs.sample())
	return s, nil
}

// Close gives back what reading took; the reader that Open was given stays open.
func (s *Source) Close() error {
	if s.rows.table.close != nil {
		return errors.Join(s.rows.table.close(), s.input.close())
	}
	return s.input.close()
}

// ghostsAmong returns the cells that no column is about.
func ghostsAmong(columns []Column, width int) []int {
	var ghosts []int
	for i, k := 0, 0; i < width; i++ {
		if k < len(columns) && columns[k].Index == i {
			k++
			continue
		}
		ghosts = append(ghosts, i)
	}
	return ghosts
}

func (s *Source) describe(t *table) error {
	columns := t.columns
	if columns == nil {
		columns = s.rows.columns()
	}
	o := s.options
	o.As = cmp.Or(o.As, t.kind)
	if s.known = knownSourceOf(columns); s.known != nil && t.columns == nil {
		s.known.assign(columns)
		o.As = cmp.Or(o.As, s.known.kind)
	}
	pairLabels(columns)
	s.rows.setUnits(columns)
	kind, err := mapColumns(columns, s.rows.sample(), o)
	if err != nil {
		return err
	}
	if err := s.place(kind, columns); err != nil {
		return err
	}
	s.setCurrencies(columns)
	s.Info = Info{NewFields: s.Info.NewFields, Format: t.format, Encoding: t.encoding, Delimiter: t.delimiter, Sheet: t.sheet, Sheets: t.sheets, Own: t.own,
		HeaderLine: s.rows.headerLine(), Kind: kind, Columns: columns}
	if s.known != nil {
		s.Info.Source = s.known.name
	}
	s.Info.Fingerprint = fingerprint(t, s.Info)
	for _, row := range s.rows.sample()[:min(sampleRows, len(s.rows.sample()))] {
		s.Info.Sample = append(s.Info.Sample, cellsUnder(columns, row.cells))
	}
	return nil
}

func cellsUnder(columns []Column, cells []string) []string {
	under := make([]string, len(columns))
	for i, c := range columns {
		if c.Index < len(cells) {
			under[i] = cells[c.Index]
		}
	}
	return under
}

// Drafts reads the rows and returns what each means. Customers and contact
// entries come one by one as they are read; purchases come at the end of the
// file, because lines of one order may stand apart. An error ends the sequence:
// that of ctx, or a Problem: columns_unknown when no column has a field,
// read_failed, cell_too_long, row_too_wide. The rows can be read once.
func (s *Source) Drafts(ctx context.Context) iter.Seq2[model.Draft, error] {
	return func(yield func(model.Draft, error) bool) {
		if len(s.plan) == 0 && s.rows.table.columns == nil {
			yield(model.Draft{}, s.unknown())
			return
		}
		if s.Info.Kind == Purchases {
			s.purchases(ctx, yield)
			return
		}
		for row, err := range s.each(ctx) {
			if err != nil {
				yield(model.Draft{}, err)
				return
			}
			if !yield(s.draft(row), nil) {
				return
			}
		}
	}
}

// unknown is the Problem of a file none of whose columns is known.
func (s *Source) unknown() *model.Problem {
	first := ""
	if len(s.Info.Columns) > 0 {
		first = s.Info.Columns[0].Heading
	}
	others := slices.DeleteFunc(slices.Clone(s.Info.Sheets), func(name string) bool { return name == s.Info.Sheet })
	return model.NewProblem(model.Invalid, "columns_unknown", "Headings", listed(s.Info.Columns), "First", first, "Sheets", strings.Join(others, ", "))
}

func (s *Source) draft(r row) model.Draft {
	if s.Info.Kind == Interactions {
		return s.interaction(r)
	}
	return s.customer(r)
}

// checkEvery is how many rows pass between two looks at the context.
const checkEvery = 256

// each returns the data rows. They are valid until the next one.
func (s *Source) each(ctx context.Context) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		for n := 0; ; n++ {
			if n%checkEvery == 0 && ctx.Err() != nil {
				yield(row{}, ctx.Err())
				return
			}
			r, err := s.rows.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}
