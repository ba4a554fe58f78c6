package tui

import "kehu/tui/widget"

// A total that is not what the lines add up to is either kept, or what they add
// up to is taken; the person says which before the purchase is saved.
const (
	totalDiffers = "differs"
	keepTotal    = "keep"
	takeSum      = "take"
)

// differing is the difference that was looked at last.
type differing struct{ total, lines int64 }

// differsField stands below the total while it differs.
func (m *itemMath) differsField() widget.Field {
	return widget.Field{Key: totalDiffers, Label: m.t("tui.form.differs"), Kind: widget.Choice, Check: func(text string) string {
		if text == "" {
			return m.t("tui.form.differs_choose")
		}
		return ""
	}}
}

// difference returns total and sum, and whether they differ.
func (m *itemMath) difference() (d differing, differs bool) {
	total, err := m.value(widget.Ref{Key: "total"})
	return differing{total, m.sum}, err == nil && total != m.sum && m.named
}

// accept takes the difference as it is: that of a purchase that was saved so, as
// files may have it, need not be confirmed again.
func (m *itemMath) accept() {
	d, differs := m.difference()
	if m.differing = d; differs {
		m.offer(d)
		m.form.Set(widget.Ref{Key: totalDiffers}, keepTotal)
	}
	m.form.SetHidden(totalDiffers, !differs)
}

// remark asks about a difference that is new, and does what was chosen.
func (m *itemMath) remark() {
	if m.form.Value(totalDiffers) == takeSum {
		m.form.Set(widget.Ref{Key: "total"}, m.decimal(m.sum))
	}
	d, differs := m.difference()
	if d != m.differing {
		m.differing = d
		m.offer(d)
		m.form.Set(widget.Ref{Key: totalDiffers}, "")
	}
	m.form.SetHidden(totalDiffers, !differs)
}

// offer says what there is to choose from.
func (m *itemMath) offer(d differing) {
	say := func(n int64) string { return m.priced(m.worth(n)) }
	m.form.SetOptions(widget.Ref{Key: totalDiffers}, []widget.Option{
		{Value: "", Label: m.t("tui.form.differs_by", "Sum", say(d.lines), "Difference", say(d.total-d.lines))},
		{Value: keepTotal, Label: m.t("tui.form.keep_total", "Total", say(d.total))},
		{Value: takeSum, Label: m.t("tui.form.take_sum", "Sum", say(d.lines))},
	})
}
