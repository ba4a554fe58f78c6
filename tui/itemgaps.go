package tui

import (
	"strings"

	"kehu/model"
	"kehu/tui/widget"
)

// gaps are the fields at which a new purchase lacks what it is about: it has
// neither a product nor a total nor an order number, or products that nobody
// priced. A purchase that the book holds already may be so: files have such.
func (m *itemMath) gaps(rows []widget.ItemRow) map[widget.Ref]string {
	m.lacking = nil
	errs := map[widget.Ref]string{}
	if m.before.ID != 0 || m.typed("total") || len(rows) == 0 && m.typed("order_no") {
		return errs
	}
	lacks := func(row int, col, code string) {
		at := widget.Ref{Key: "items", Row: row, Col: col}
		m.lacking = append(m.lacking, at)
		errs[at] = m.complaint(model.Invalidf("", code))
	}
	if len(rows) == 0 {
		lacks(0, colProduct, "purchase_blank")
	}
	for _, r := range rows {
		if strings.TrimSpace(r.Values[colPrice]+r.Values[colAmount]) == "" {
			lacks(r.Row, colPrice, "line_unpriced")
		}
	}
	return errs
}

func (m *itemMath) typed(key string) bool { return strings.TrimSpace(m.form.Value(key)) != "" }

// forgiveGaps takes the complaints about gaps back: what was typed elsewhere may
// fill them, and saving looks anew.
func (m *itemMath) forgiveGaps() {
	for _, at := range m.lacking {
		m.form.Forgive(at)
	}
	m.lacking = nil
}
