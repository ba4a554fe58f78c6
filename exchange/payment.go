package exchange

import (
	"strings"

	"kehu/model"
)

// Exports of payments list what came in and what was spent. Money that came in
// is a purchase of whoever paid it; money spent is none, nor is what moved
// between one's own accounts. Such rows are refused with their reason, so that
// the counts add up; a person who leaves the column out gets a purchase of each.

// flowWords are the words for the way a payment went.
var flowWords = map[string]model.Direction{
	"收入": model.DirectionIn, "收": model.DirectionIn, "income": model.DirectionIn, "in": model.DirectionIn, "credit": model.DirectionIn, "已收入": model.DirectionIn,
	"支出": model.DirectionOut, "支": model.DirectionOut, "expense": model.DirectionOut, "out": model.DirectionOut, "debit": model.DirectionOut, "已支出": model.DirectionOut,
}

func setFlow(d *drafting, _ Column, text string) error {
	d.line.flow = flowWords[strings.ToLower(text)]
	return nil
}

// checkFlow refuses a payment that is no sale.
func (d *drafting) checkFlow() {
	c, ok := d.source.flowColumn()
	if !ok || len(d.draft.Problems) > 0 {
		return
	}
	switch d.line.flow {
	case model.DirectionIn:
	case model.DirectionOut:
		d.blame(c, model.Invalidf("", "payment_spent"))
	default:
		d.blame(c, model.Invalidf("", "payment_neutral"))
	}
}

// A Flow is what the rows of payments that went one way add up to.
type Flow struct {
	Direction model.Direction // "" for payments that are neither income nor spending
	Rows      int
	Totals    []model.Money // one per currency
}

// Flows returns, once all rows are read, what came in, what was spent, and the
// rest; nil for files that do not tell.
func (s *Source) Flows() []Flow { return s.flows }

// addFlow counts a row among those that went its way.
func (d *drafting) addFlow() {
	s := d.source
	if _, ok := s.flowColumn(); !ok {
		return
	}
	if s.flows == nil {
		s.flows = []Flow{{Direction: model.DirectionIn}, {Direction: model.DirectionOut}, {}}
	}
	for i := range s.flows {
		if f := &s.flows[i]; f.Direction == d.line.flow {
			f.Rows++
			f.add(d.draft.Purchase.Money(d.line.minor[lineAmount] + d.line.minor[total]))
		}
	}
}

func (f *Flow) add(m model.Money) {
	for i := range f.Totals {
		if sum, err := f.Totals[i].Add(m); err == nil {
			f.Totals[i] = sum
			return
		}
	}
	f.Totals = append(f.Totals, m)
}

// flowColumn is the column that says which way payments went.
func (s *Source) flowColumn() (Column, bool) {
	for _, step := range s.plan {
		if step.column.Field == "flow" {
			return step.column, true
		}
	}
	return Column{}, false
}

// isSingle reports whether each row is a purchase of its own: payment services
// repeat their numbers.
func (s *Source) isSingle() bool { return s.known != nil && s.known.single }

// ownKey makes of a number that may repeat a key that does not, the same for the
// same payment however the file writes it.
func (o *order) ownKey() {
	p := o.draft.Purchase
	if p.SourceKey == "" {
		return
	}
	at := p.Date.String()
	if !p.At.IsZero() {
		at = p.At.UTC().Format("2006-01-02T15:04:05Z")
	}
	p.SourceKey = strings.Join([]string{p.SourceKey, at, p.Money(p.Total).Decimal(), o.draft.Customer.DisplayName()}, " ")
}

// addsLines reports whether the file tells lines of orders and neither whose nor
// when they were: they belong to orders that the book has.
func (s *Source) addsLines() bool {
	named, lines := false, false
	for _, step := range s.plan {
		switch field := step.column.Field; field {
		case "order_no", "order_key":
			named = true
		case "product", "sku":
			lines = true
		case "quantity", "unit_price", "amount", "currency", "discount", "notes":
		default:
			return false
		}
	}
	return named && lines
}
