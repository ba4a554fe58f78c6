package tui

import (
	"math"
	"strings"

	"kehu/model"
	"kehu/tui/widget"
)

// itemMath keeps the lines of a purchase and its total in step while one types.
type itemMath struct {
	*session
	form     *widget.Form
	before   []model.Item
	currency model.Currency
	sum      int64 // what the lines, freight and discount added up to last
}

// load puts the lines of the purchase into the rows.
func (m *itemMath) load() {
	for _, it := range m.before {
		m.form.AddRow("items", m.row(it))
	}
	m.form.Clean()
	m.sum = m.add()
	m.remark()
}

// resume takes what a draft put into the rows for what was typed.
func (m *itemMath) resume() {
	m.sum = m.add()
	m.remark()
	m.noteDays(m.form, "date")
}

// row is a line as texts.
func (m *itemMath) row(it model.Item) map[string]string {
	return map[string]string{
		colProduct:  it.Product,
		colQuantity: it.Quantity.String(),
		colPrice:    model.Money{Amount: it.UnitPrice, Currency: m.currency}.Decimal(),
		colAmount:   model.Money{Amount: it.Amount, Currency: m.currency}.Decimal(),
	}
}

// follow works out what follows from an edit: the amount of the row, unless the
// amount itself was typed; the total, while it is what the lines add up to.
func (m *itemMath) follow() {
	at := m.form.Focused()
	if at.Key == "items" && at.Col != colAmount {
		m.fillAmount(at.Row)
	}
	total, err := m.value(widget.Ref{Key: "total"})
	sum := m.add()
	if at.Key != "total" && err == nil && (total == m.sum || total == 0) && sum != m.sum {
		m.form.Set(widget.Ref{Key: "total"}, m.decimal(sum))
	}
	m.sum = sum
	m.remark()
	m.noteDays(m.form, "date")
}

// fillAmount multiplies a row.
func (m *itemMath) fillAmount(row int) {
	cell := func(col string) widget.Ref { return widget.Ref{Key: "items", Row: row, Col: col} }
	price, err := m.value(cell(colPrice))
	quantity, err2 := model.ParseQuantity(m.form.Text(cell(colQuantity)))
	if err != nil || err2 != nil || strings.TrimSpace(m.form.Text(cell(colPrice))) == "" {
		return
	}
	amount, err := model.Money{Amount: price, Currency: m.currency}.Mul(quantity)
	if err == nil {
		m.form.Set(cell(colAmount), amount.Decimal())
	}
}

// value reads an amount; an empty one is 0.
func (m *itemMath) value(at widget.Ref) (int64, error) {
	return readAmount(m.form.Text(at), m.currency)
}

// add adds up what can be read.
func (m *itemMath) add() int64 {
	sum := model.Money{Currency: m.currency}
	plus := func(n int64) {
		if next, err := sum.Add(model.Money{Amount: n, Currency: m.currency}); err == nil {
			sum = next
		}
	}
	for _, r := range m.form.Rows("items") {
		n, _ := m.value(widget.Ref{Key: "items", Row: r.Row, Col: colAmount})
		plus(n)
	}
	freight, _ := m.value(widget.Ref{Key: "freight"})
	discount, _ := m.value(widget.Ref{Key: "discount"})
	plus(freight)
	plus(-discount)
	return sum.Amount
}

// remark says below the total what the lines add up to when that is another sum.
func (m *itemMath) remark() {
	total, err := m.value(widget.Ref{Key: "total"})
	note := ""
	if err == nil && total != m.sum && len(m.form.Rows("items")) > 0 {
		note = m.t("tui.form.sum_differs", "Sum", m.priced(model.Money{Amount: m.sum, Currency: m.currency}))
	}
	m.form.SetNote(widget.Ref{Key: "total"}, note)
}

func (m *itemMath) decimal(n int64) string {
	return model.Money{Amount: n, Currency: m.currency}.Decimal()
}

// collect reads the rows into the purchase. A row that reads as it did at the
// start is the line that it was, with what the form does not show.
func (m *itemMath) collect(p *model.Purchase) map[widget.Ref]string {
	errs := map[widget.Ref]string{}
	left := append([]model.Item(nil), m.before...)
	p.Items = nil
	for _, r := range m.form.Rows("items") {
		it, kept := m.untouched(&left, r.Values)
		if !kept {
			it = m.read(r, errs)
		}
		p.Items = append(p.Items, it)
	}
	return errs
}

// untouched takes the line that a row still shows out of the ones that are left.
func (m *itemMath) untouched(left *[]model.Item, values map[string]string) (model.Item, bool) {
	for i, it := range *left {
		row := m.row(it)
		same := true
		for col, text := range row {
			same = same && values[col] == text
		}
		if same {
			*left = append((*left)[:i:i], (*left)[i+1:]...)
			return it, true
		}
	}
	return model.Item{}, false
}

// read reads one row that was typed. The article number stays with its product;
// what the amount lacks to price times quantity is the discount.
func (m *itemMath) read(r widget.ItemRow, errs map[widget.Ref]string) model.Item {
	it := model.Item{Product: strings.TrimSpace(r.Values[colProduct])}
	note := func(col string, err error) {
		if err != nil {
			errs[widget.Ref{Key: "items", Row: r.Row, Col: col}] = m.complaint(err)
		}
	}
	for _, old := range m.before {
		if old.Product == it.Product {
			it.SKU = old.SKU
		}
	}
	if it.Product == "" && it.SKU == "" {
		note(colProduct, model.Invalidf("", "product_missing"))
	}
	var err error
	it.Quantity, err = model.ParseQuantity(r.Values[colQuantity])
	note(colQuantity, err)
	it.UnitPrice, err = readAmount(r.Values[colPrice], m.currency)
	note(colPrice, err)
	it.Amount, err = readAmount(r.Values[colAmount], m.currency)
	note(colAmount, err)
	full, err := model.Money{Amount: it.UnitPrice, Currency: m.currency}.Mul(it.Quantity)
	if err == nil && full.Amount > it.Amount && it.Amount > math.MinInt64/2 {
		it.Discount = full.Amount - it.Amount
	}
	return it
}
