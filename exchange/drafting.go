package exchange

import (
	"errors"
	"strings"

	"kehu/model"
)

// A drafting is one row on its way to a draft.
type drafting struct {
	source *Source
	draft  model.Draft

	cells               []string // of the row
	first, middle, last string   // parts of the name
	further             []furtherAddress
	people              []model.Customer // contact persons
	line                orderLine
}

// read puts the cells of a row where they belong. What is wrong with them is
// in the draft's Problems. The drafting is used again for the next row.
func (s *Source) read(r row) *drafting {
	d := &s.drafting
	*d = drafting{source: s, cells: r.cells}
	d.draft.Rows, d.draft.Lines, d.draft.Known = []int{r.number}, append([]int{r.line}, r.also...), s.rows.table.known
	for n := r.number + 1; n <= r.last(); n++ {
		d.draft.Rows = append(d.draft.Rows, n)
	}
	d.draft.Covers = s.covers
	switch s.Info.Kind {
	case Purchases:
		d.draft.Purchase = &model.Purchase{}
	case Interactions:
		d.draft.Interaction = &model.Interaction{}
	}
	if r.fault != nil {
		d.draft.Problems.Add(r.fault)
		return d
	}
	if p := s.stray(r); p != nil {
		d.draft.Problems.Add(p)
	}
	for _, step := range s.plan {
		if step.column.Index >= len(r.cells) {
			continue
		}
		if cell := strings.TrimSpace(r.cells[step.column.Index]); !isEmptySign(cell) {
			d.blame(step.column, d.put(step, s.unserial(step.column, cleanCell(cell))))
		}
	}
	d.finishCustomer()
	return d
}

// put writes a cell where its column says.
func (d *drafting) put(step planStep, text string) error {
	if step.column.person > 0 {
		return d.ofPerson(step.column, text, step.set)
	}
	return step.set(d, step.column, text)
}

// blame adds what is wrong with the cell of a column.
func (d *drafting) blame(c Column, err error) {
	if err == nil {
		return
	}
	var p *model.Problem
	if !errors.As(err, &p) {
		d.draft.Problems.Add(err)
		return
	}
	p.Field = c.Field
	if p.Args == nil {
		p.Args = map[string]any{}
	}
	p.Args["Heading"] = c.Heading
	d.draft.Problems.Add(p)
}

// stray refuses a row that has something where no column is: it is not known
// what belongs where.
func (s *Source) stray(r row) *model.Problem {
	for i := s.width; i < len(r.cells); i++ {
		if text := strings.TrimSpace(r.cells[i]); text != "" {
			return strayProblem(r, i, text)
		}
	}
	for _, i := range s.ghosts {
		if i < len(r.cells) && strings.TrimSpace(r.cells[i]) != "" {
			return strayProblem(r, i, strings.TrimSpace(r.cells[i]))
		}
	}
	return nil
}

func strayProblem(r row, i int, text string) *model.Problem {
	return model.NewProblem(model.Invalid, "cell_beyond", "Line", r.line, "Column", i+1, "Value", shorten(text))
}

// shorten cuts a text for the message that quotes it.
func shorten(text string) string {
	const most = 60 // characters
	n := 0
	for i := range text {
		if n++; n > most {
			return text[:i] + "…"
		}
	}
	return text
}

// lineBreaks makes the line breaks of all systems the one that the book has.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// cleanCell trims a cell and takes off what guards it, see guard.
func cleanCell(text string) string {
	if text = strings.TrimSpace(text); strings.IndexByte(text, '\r') >= 0 {
		text = lineBreaks.Replace(text)
	}
	if len(text) > 3 && text[:2] == `="` && text[len(text)-1] == '"' && strings.Count(text, `"`) == 2 {
		return strings.TrimSpace(text[2 : len(text)-1]) // so that a spreadsheet keeps a long number
	}
	if isTextNumber(text) {
		return text[1:]
	}
	if bare, guarded := unguard(text); guarded {
		return bare
	}
	return text
}

// customer turns a row of a list of customers into a draft.
func (s *Source) customer(r row) model.Draft {
	d := s.read(r)
	if len(d.draft.Problems) == 0 && d.draft.Customer.DisplayName() == "" {
		d.draft.Problems.Add(model.Invalidf("name", "name_missing"))
	}
	return d.draft
}

// needCustomer refuses a purchase or an entry that names no customer.
func (d *drafting) needCustomer() {
	if c := &d.draft.Customer; len(d.draft.Problems) == 0 && c.SourceKey == "" && c.DisplayName() == "" {
		d.draft.Problems.Add(model.Invalidf("customer_id", "customer_missing"))
	}
}
