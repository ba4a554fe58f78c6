package exchange

import (
	"io"
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"kehu/model"
)

// What a sheet holds at most (https://support.microsoft.com/office, "Excel
// specifications and limits").
const (
	maxSheetRows = 1 << 20
	maxCellChars = 32767
	maxExact     = 1 << 53 // whole numbers beyond are rounded
)

// An xlsxWriter writes a workbook: a sheet of customers, and one of each kind of
// records that belong to them. Rows go to temporary files as they come.
type xlsxWriter struct {
	*tables
	file         *excelize.File
	w            io.Writer
	styles       map[string]int
	customers    outSheet[model.Dossier]
	purchases    outSheet[ownedPurchase]
	items        outSheet[ownedItem]
	interactions outSheet[ownedInteraction]
	tasks        outSheet[ownedTask]
	cut          int
}

func newXLSXWriter(w io.Writer, o WriteOptions) (*xlsxWriter, error) {
	columns, err := pickColumns(o.Columns, o.Fields)
	if err != nil {
		return nil, err
	}
	if len(o.Columns) == 0 {
		columns = append([]outColumn[model.Dossier]{moreColumns()[0]}, columns...) // by which the other sheets name customers
	}
	x := &xlsxWriter{tables: newTables(o), file: excelize.NewFile(), w: w, styles: map[string]int{}}
	x.customers = outSheet[model.Dossier]{name: "customers", columns: columns}
	x.purchases = outSheet[ownedPurchase]{name: "purchases", columns: purchaseColumns()}
	x.items = outSheet[ownedItem]{name: "items", columns: itemColumns()}
	x.interactions = outSheet[ownedInteraction]{name: "interactions", columns: interactionColumns()}
	x.tasks = outSheet[ownedTask]{name: "tasks", columns: taskColumns()}
	for _, begin := range []func() error{
		func() error { return x.customers.begin(x) }, func() error { return x.purchases.begin(x) }, func() error { return x.items.begin(x) },
		func() error { return x.interactions.begin(x) }, func() error { return x.tasks.begin(x) },
	} {
		if err := begin(); err != nil {
			return nil, err
		}
	}
	return x, x.file.DeleteSheet("Sheet1") // every new workbook has it
}

func (x *xlsxWriter) Write(d *model.Dossier) error {
	if d.Customer.ID != 0 { // tasks of nobody have none
		if err := x.customers.add(x, d); err != nil {
			return err
		}
	}
	who := owner{d.Customer.ID, d.Customer.DisplayName()}
	for i := range d.Purchases {
		p := &d.Purchases[i]
		if err := x.purchases.add(x, &ownedPurchase{who, p}); err != nil {
			return err
		}
		for k := range p.Items {
			if err := x.items.add(x, &ownedItem{who, p, &p.Items[k]}); err != nil {
				return err
			}
		}
	}
	for i := range d.Interactions {
		if err := x.interactions.add(x, &ownedInteraction{who, &d.Interactions[i]}); err != nil {
			return err
		}
	}
	for i := range d.Tasks {
		if err := x.tasks.add(x, &ownedTask{who, &d.Tasks[i]}); err != nil {
			return err
		}
	}
	return nil
}

// Cut returns how many texts were longer than a cell can be, and were cut.
func (x *xlsxWriter) Cut() int { return x.cut }

// Abandon takes the temporary files of a workbook away that is not finished.
func (x *xlsxWriter) Abandon() { _ = x.file.Close() }

func (x *xlsxWriter) Close() error {
	defer x.file.Close() // takes the temporary files away
	for _, end := range []func() error{x.customers.end, x.purchases.end, x.items.end, x.interactions.end, x.tasks.end} {
		if err := end(); err != nil {
			return err
		}
	}
	return x.file.Write(x.w)
}

// An outSheet is one table of a workbook; a full sheet is continued in another.
type outSheet[T any] struct {
	name    string // of the message "export.sheet.<name>"
	columns []outColumn[T]
	stream  *excelize.StreamWriter
	row     int // the last that was written
	sheets  int
	cells   []any
}

// begin makes the next sheet with its frozen headings.
func (s *outSheet[T]) begin(x *xlsxWriter) error {
	if err := s.end(); err != nil {
		return err
	}
	name := x.Words.T("export.sheet." + s.name)
	if s.sheets++; s.sheets > 1 {
		name += " " + strconv.Itoa(s.sheets)
	}
	_, err := x.file.NewSheet(name)
	if err != nil {
		return err
	}
	if s.stream, err = x.file.NewStreamWriter(name); err != nil {
		return err
	}
	if err := s.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	bold, err := x.style("bold", &excelize.Style{Font: &excelize.Font{Bold: true}})
	s.cells = make([]any, len(s.columns))
	for i, c := range s.columns {
		s.cells[i] = excelize.Cell{StyleID: bold, Value: x.heading(c.key)}
		if err := s.stream.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	s.row = 1
	if err != nil {
		return err
	}
	return s.stream.SetRow("A1", s.cells)
}

// add writes a row.
func (s *outSheet[T]) add(x *xlsxWriter, r *T) error {
	if s.row == maxSheetRows {
		if err := s.begin(x); err != nil {
			return err
		}
	}
	s.row++
	for i, c := range s.columns {
		cell, err := x.cell(c.get(x.tables, r))
		if err != nil {
			return err
		}
		s.cells[i] = cell
	}
	return s.stream.SetRow("A"+strconv.Itoa(s.row), s.cells)
}

func (s *outSheet[T]) end() error {
	if s.stream == nil {
		return nil
	}
	return s.stream.Flush()
}

// cell is a value as a spreadsheet holds it: numbers and days as such, all else
// as text, which is never calculated.
func (x *xlsxWriter) cell(v value) (any, error) {
	switch v.kind {
	case isNumber:
		return v.n, nil
	case isQuantity:
		return float64(v.n) / 1e6, nil
	case isMoney:
		return x.amount(v.money)
	case isDay:
		if v.day.IsZero() {
			return nil, nil
		}
		return x.instant(v.day.Time(time.UTC), "yyyy-mm-dd", v.day.String())
	case isInstant:
		if v.at.IsZero() {
			return nil, nil
		}
		at := v.at.In(x.Location)
		wall := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC) // spreadsheets know no zones
		return x.instant(wall, "yyyy-mm-dd hh:mm:ss", x.instantText(v.at))
	}
	return x.cellText(v.text), nil
}

// instant is a day or time that a spreadsheet counts with; it knows none before 1900-03-01.
func (x *xlsxWriter) instant(at time.Time, format, text string) (any, error) {
	if at.Before(time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)) {
		return text, nil
	}
	style, err := x.style(format, &excelize.Style{CustomNumFmt: &format})
	return excelize.Cell{StyleID: style, Value: at}, err
}

// amount is a number with the decimals of its currency.
func (x *xlsxWriter) amount(m model.Money) (any, error) {
	if m.Amount > maxExact || m.Amount < -maxExact {
		return m.Decimal(), nil
	}
	format, digits := "#,##0", m.Currency.Digits()
	if digits > 0 {
		format += "." + "000000"[:digits]
	}
	style, err := x.style(format, &excelize.Style{CustomNumFmt: &format})
	return excelize.Cell{StyleID: style, Value: float64(m.Amount) / math.Pow10(digits)}, err
}

// style is the number of a style, made once.
func (x *xlsxWriter) style(name string, s *excelize.Style) (int, error) {
	if id, ok := x.styles[name]; ok {
		return id, nil
	}
	id, err := x.file.NewStyle(s)
	x.styles[name] = id
	return id, err
}

// cellText is a text that a cell can hold, and that our own reading gives back.
func (x *xlsxWriter) cellText(text string) any {
	if text == "" {
		return nil
	}
	if !x.Raw && (text[0] == '\'' || needsEscapes(text) || isEmptySign(text)) {
		text = guard(text)
	}
	if len(text) > maxCellChars && utf8.RuneCountInString(text) > maxCellChars {
		x.cut++
		text = string([]rune(text)[:maxCellChars-1]) + "…"
	}
	return text
}
