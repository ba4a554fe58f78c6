package tui

import (
	"maps"
	"strings"
	"sync/atomic"

	"kehu/model"
	"kehu/tui/widget"
)

// itemMath keeps the lines of a purchase and its total in step while one types.
type itemMath struct {
	*session
	form   *widget.Form
	before *model.Purchase
	sum    int64                          // what the lines, freight and discount added up to last
	named  bool                           // some line has an amount
	cur    atomic.Pointer[model.Currency] // completions read it beside Update
	differing
	lacking []widget.Ref // where the last save found a gap
}

// currency is the one in which amounts are typed.
func (m *itemMath) currency() model.Currency { return *m.cur.Load() }

func (m *itemMath) setCurrency(c model.Currency) { m.cur.Store(&c) }

// load puts the lines of the purchase into the rows.
func (m *itemMath) load() {
	for _, it := range m.before.Items {
		m.form.AddRow("items", m.row(it))
	}
	m.sum = m.add()
	m.accept()
	m.form.Clean()
}

// resume takes what a draft put into the rows for what was typed.
func (m *itemMath) resume() {
	if c, err := model.ParseCurrency(m.form.Value("currency"), m.settings.Currency); err == nil {
		m.setCurrency(c)
	}
	m.sum = m.add()
	m.remark()
	m.noteDays(m.form, "date")
}

// row is a line as texts; amounts that nobody named are empty.
func (m *itemMath) row(it model.Item) map[string]string {
	row := map[string]string{colProduct: it.Product, colSKU: it.SKU, colQuantity: it.Quantity.String(),
		colPrice: "", colDiscount: "", colAmount: m.decimal(it.Amount)}
	if it.UnitPrice != 0 || it.Amount == 0 {
		row[colPrice] = m.decimal(it.UnitPrice)
	}
	if it.Discount != 0 {
		row[colDiscount] = m.decimal(it.Discount)
	}
	return row
}

// follow works out what follows from an edit: the amount of the row, or the
// discount where the amount itself was typed; the total, while it is what the
// lines add up to.
func (m *itemMath) follow() {
	m.forgiveGaps()
	if c, err := model.ParseCurrency(m.form.Value("currency"), m.settings.Currency); err == nil {
		m.setCurrency(c)
	}
	at := m.form.Focused()
	if at.Key == "items" {
		m.fillRow(at)
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

// fillRow completes a row as far as it can be: price times quantity less the
// discount is the amount.
func (m *itemMath) fillRow(at widget.Ref) {
	cell := func(col string) widget.Ref { return widget.Ref{Key: "items", Row: at.Row, Col: col} }
	m.form.SetNote(cell(colPrice), "")
	if strings.TrimSpace(m.form.Text(cell(colPrice))) == "" || at.Col == colSKU {
		return
	}
	it, errs := m.parse(widget.ItemRow{Row: at.Row, Values: m.texts(at.Row)})
	if len(errs) > 0 {
		return
	}
	given := model.Given{Price: true, Discount: at.Col != colAmount, Amount: at.Col == colAmount}
	if at.Col == colAmount {
		it.Discount = 0
	}
	if err := it.Complete(m.currency(), given); err != nil {
		m.form.SetNote(cell(colPrice), m.complaint(err))
		return
	}
	if it.UnitPrice < 0 {
		m.form.SetNote(cell(colPrice), m.t("tui.item.goes_back"))
	}
	if at.Col != colAmount {
		m.form.Set(cell(colAmount), m.decimal(it.Amount))
	} else if it.Discount != 0 || m.form.Text(cell(colDiscount)) != "" {
		m.form.Set(cell(colDiscount), m.unlessZero(it.Discount))
	}
}

// texts are the cells of a row.
func (m *itemMath) texts(row int) map[string]string {
	values := map[string]string{}
	for _, col := range []string{colProduct, colQuantity, colPrice, colDiscount, colAmount, colSKU} {
		values[col] = m.form.Text(widget.Ref{Key: "items", Row: row, Col: col})
	}
	return values
}

// value reads an amount; an empty one is 0.
func (m *itemMath) value(at widget.Ref) (int64, error) {
	return readAmount(m.form.Text(at), m.currency())
}

// add adds up what can be read.
func (m *itemMath) add() int64 {
	sum := m.worth(0)
	plus := func(n int64) {
		if next, err := sum.Add(m.worth(n)); err == nil {
			sum = next
		}
	}
	m.named = false
	for _, r := range m.form.Rows("items") {
		n, _ := m.value(widget.Ref{Key: "items", Row: r.Row, Col: colAmount})
		m.named = m.named || n != 0
		plus(n)
	}
	freight, _ := m.value(widget.Ref{Key: "freight"})
	discount, _ := m.value(widget.Ref{Key: "discount"})
	plus(freight)
	plus(-discount)
	return sum.Amount
}

func (m *itemMath) worth(n int64) model.Money { return model.Money{Amount: n, Currency: m.currency()} }

func (m *itemMath) decimal(n int64) string { return m.worth(n).Decimal() }

func (m *itemMath) unlessZero(n int64) string {
	if n == 0 {
		return ""
	}
	return m.decimal(n)
}

// collect reads the rows into the purchase, and in another currency than before
// all amounts anew. A row that reads as it did at the start is the line that it was.
func (m *itemMath) collect(p *model.Purchase) map[widget.Ref]string {
	errs := map[widget.Ref]string{}
	left := append([]model.Item(nil), m.before.Items...)
	p.Items = nil
	rows := m.form.Rows("items")
	for _, r := range rows {
		it, kept := m.untouched(&left, r.Values)
		if !kept {
			var wrong map[widget.Ref]string
			it, wrong = m.read(r)
			maps.Copy(errs, wrong)
		}
		p.Items = append(p.Items, it)
	}
	if p.Currency != m.before.Currency {
		m.reread(errs, "freight", &p.Freight)
		m.reread(errs, "discount", &p.Discount)
		m.reread(errs, "total", &p.Total)
	}
	if len(errs) == 0 {
		return m.gaps(rows)
	}
	return errs
}

// reread reads an amount that nobody touched in the currency that it has now.
func (m *itemMath) reread(errs map[widget.Ref]string, key string, into *int64) {
	at := widget.Ref{Key: key}
	n, err := m.value(at)
	if *into = n; err != nil {
		errs[at] = m.complaint(err)
	}
}

// untouched takes the line that a row still shows out of the ones that are left.
func (m *itemMath) untouched(left *[]model.Item, values map[string]string) (model.Item, bool) {
	for i, it := range *left {
		if maps.Equal(m.row(it), values) {
			*left = append((*left)[:i:i], (*left)[i+1:]...)
			return it, true
		}
	}
	return model.Item{}, false
}

// read reads one row that was typed, completes it and says what is wrong in which cell.
func (m *itemMath) read(r widget.ItemRow) (model.Item, map[widget.Ref]string) {
	it, errs := m.parse(r)
	if len(errs) > 0 {
		return it, errs
	}
	typed := func(col string) bool { return strings.TrimSpace(r.Values[col]) != "" }
	err := it.Complete(m.currency(), model.Given{Price: typed(colPrice), Discount: typed(colDiscount), Amount: typed(colAmount)})
	var ps model.Problems
	if ps.Add(err); err == nil {
		ps.Add(it.Validate(m.currency()))
	}
	for _, p := range ps {
		field := p.Field
		p.Field = "" // the cell says it
		errs[widget.Ref{Key: "items", Row: r.Row, Col: field}] = m.complaint(p)
	}
	return it, errs
}

// parse reads the texts of a row.
func (m *itemMath) parse(r widget.ItemRow) (model.Item, map[widget.Ref]string) {
	it := model.Item{Product: strings.TrimSpace(r.Values[colProduct]), SKU: strings.TrimSpace(r.Values[colSKU])}
	errs := map[widget.Ref]string{}
	note := func(col string, err error) {
		if err != nil {
			errs[widget.Ref{Key: "items", Row: r.Row, Col: col}] = m.complaint(err)
		}
	}
	var err error
	it.Quantity, err = model.ParseQuantity(r.Values[colQuantity])
	note(colQuantity, err)
	for col, into := range map[string]*int64{colPrice: &it.UnitPrice, colDiscount: &it.Discount, colAmount: &it.Amount} {
		*into, err = readAmount(r.Values[col], m.currency())
		note(col, err)
	}
	return it, errs
}
