package exchange

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"kehu/model"
)

// What follows lets a person see what was understood before any row is written:
// all of it from the rows that Open read ahead, so that a file of a million rows
// is seen as soon as one of ten. It is asked before Drafts.

// A Peeked is a row that Open read ahead.
type Peeked struct {
	Line     int
	Cells    []string       // one for each of Info.Columns, as in the file
	Problems model.Problems // why it would be refused, as far as the row alone tells
	Doubts   []Doubt        // what is taken over all the same
}

// Peek returns the rows that Open read ahead.
func (s *Source) Peek() []Peeked {
	defer func(flows []Flow, doubts []Doubt) { s.flows, s.doubts = flows, doubts }(s.flows, s.doubts)
	s.flows = nil
	var out []Peeked
	for _, r := range s.rows.sample() {
		p := Peeked{Line: r.line, Cells: cellsUnder(s.Info.Columns, r.cells)}
		if s.doubts = nil; len(s.plan) > 0 {
			p.Problems, p.Doubts = s.problems(r), s.doubts
		}
		out = append(out, p)
	}
	return out
}

// problems tells what is wrong with a row by itself.
func (s *Source) problems(r row) model.Problems {
	if s.Info.Kind != Purchases {
		return s.draft(r).Problems
	}
	d := s.read(r)
	d.finishLine()
	if date := d.line.date; date != nil {
		_, _, err := s.moment(date.column, date.text)
		d.blame(date.column, err)
	}
	return d.draft.Problems
}

// HeadLines returns the lines of the first rows, from which headings may be
// chosen; nil for formats that name their columns themselves.
func (s *Source) HeadLines() []int {
	if s.rows.table.columns != nil {
		return nil
	}
	var lines []int
	for _, a := range s.rows.asides {
		lines = append(lines, a.Line)
	}
	if s.rows.header.line > 0 {
		lines = append(lines, s.rows.header.line)
	}
	for _, r := range s.rows.sample()[:min(headerRows, len(s.rows.sample()))] {
		lines = append(lines, r.line)
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// Ghosts tells how many columns hold nothing and have no heading: they are left
// out of Info.Columns.
func (s *Source) Ghosts() int { return len(s.ghosts) }

// OpenOrders returns the orders among which nothing in the first cells of the i-th of
// Info.Columns decides, whatever the person says; 0 where each of its dates is one day.
func (s *Source) OpenOrders(i int) model.DateOrder {
	c := s.Info.Columns[i]
	order, ofDates := s.order[c.Index]
	reader := model.DateReader{Order: order, Now: s.options.Now, Location: s.options.Location}
	if ofDates && slices.ContainsFunc(s.rows.sample(), func(r row) bool {
		return r.fault == nil && c.Index < len(r.cells) && isAmbiguous(reader, cleanCell(r.cells[c.Index]))
	}) {
		return order
	}
	return 0
}

func isAmbiguous(reader model.DateReader, text string) bool {
	_, err := reader.Day(text)
	p := (*model.Problem)(nil)
	return errors.As(err, &p) && p.Code == "date_ambiguous"
}

// An Example is a cell of a column and what it was understood as.
type Example struct {
	Text     string         // as in the file
	Record   model.Kind     // of what the field is
	Field    string         // key
	Value    string         // in its canonical text; "" where nothing is kept
	Currency model.Currency // of an amount
	Problem  error          // why the row would be refused
}

// Examples returns the first different cells of the i-th of Info.Columns that hold
// something, at most most of them.
func (s *Source) Examples(i, most int) []Example {
	var out []Example
	c := s.Info.Columns[i]
	for _, r := range s.rows.sample() {
		if len(out) == most {
			break
		}
		if c.Index >= len(r.cells) || r.fault != nil || strings.TrimSpace(r.cells[c.Index]) == "" {
			continue
		}
		if text := r.cells[c.Index]; !slices.ContainsFunc(out, func(e Example) bool { return e.Text == text }) {
			out = append(out, s.example(c, r))
		}
	}
	return out
}

// example reads one cell of a row as if it stood alone.
func (s *Source) example(c Column, r row) Example {
	e := Example{Text: r.cells[c.Index]}
	cell := strings.TrimSpace(e.Text)
	at := slices.IndexFunc(s.plan, func(step planStep) bool { return step.column.Index == c.Index })
	if at < 0 || isEmptySign(cell) {
		return e
	}
	d := &drafting{source: s, cells: r.cells}
	d.draft.Purchase, d.draft.Interaction = &model.Purchase{}, &model.Interaction{}
	if e.Problem = d.put(s.plan[at], cleanCell(cell)); e.Problem == nil {
		d.finishPeople()
		d.show(&e)
	}
	return e
}

// show finds what a lone cell has filled in.
func (d *drafting) show(e *Example) {
	switch l := d.line; {
	case l.date != nil:
		d.showDate(e)
	case l.item.Quantity != 0:
		e.Record, e.Field, e.Value = model.KindPurchase, "quantity", l.item.Quantity.String()
	case l.item.Product+l.item.SKU != "":
		e.Record, e.Field, e.Value = model.KindPurchase, "product", l.item.Product+l.item.SKU
	case l.flow != "":
		e.Record, e.Field, e.Value = model.KindInteraction, "direction", string(l.flow)
	case d.first+d.middle+d.last != "":
		e.Record, e.Field, e.Value = model.KindCustomer, "name", d.first+d.middle+d.last
	case l.hasAmount():
		d.showAmount(e)
	default:
		_ = firstHeld(e, model.KindPurchase, model.PurchaseFields(), d.draft.Purchase) ||
			firstHeld(e, model.KindInteraction, model.InteractionFields(), d.draft.Interaction) ||
			firstHeld(e, model.KindCustomer, model.WithCustom(d.source.options.Custom), &d.draft.Customer)
	}
}

func (d *drafting) showDate(e *Example) {
	day, at, err := d.source.moment(d.line.date.column, d.line.date.text)
	e.Record, e.Field, e.Value, e.Problem = model.KindPurchase, "date", day.String(), err
	if !at.IsZero() {
		e.Field, e.Value = "at", strconv.FormatInt(at.Unix(), 10)
	}
}

func (d *drafting) showAmount(e *Example) {
	for _, c := range d.line.cells {
		if c == nil {
			continue
		}
		m, err := c.money(d.source.options.Currency)
		e.Record, e.Field, e.Problem, e.Currency = model.KindPurchase, "total", err, m.Currency
		if err == nil {
			e.Value = strconv.FormatInt(m.Amount, 10)
		}
	}
}

// firstHeld takes the first field of a record that holds something; a key only
// where there is nothing else.
func firstHeld[T any](e *Example, kind model.Kind, fields []model.Field[T], r *T) bool {
	for _, f := range fields {
		switch text := f.Get(r); {
		case text == "" || f.Key == "state" || f.Key == "created" || f.Key == "customer_id":
		case f.Key == "source_key":
			e.Record, e.Field, e.Value = kind, f.Key, text
		default:
			e.Record, e.Field, e.Value = kind, f.Key, text
			return true
		}
	}
	return e.Field != ""
}

// Encodings lists those that text can be read in by Options.Encoding, the most
// frequent first.
func Encodings() []string {
	names := []string{"utf-8"}
	for _, cs := range legacyCharsets {
		names = append(names, cs.name)
	}
	return append(names, "utf-16le", "utf-16be")
}

// Delimiters lists those that are looked for.
func Delimiters() []string { return slices.Clone(delimiters) }

// IsMany reports whether several columns may fill a field.
func IsMany(field string) bool { return isMany(field) }
