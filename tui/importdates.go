package tui

import (
	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// dateOrders are the orders of the numbers of a day, by what messages call them.
var dateOrders = []struct {
	order model.DateOrder
	name  string
}{{model.DMY, "dmy"}, {model.MDY, "mdy"}, {model.YMD, "ymd"}}

// orderName writes an order of day, month and year as people do.
func (im *importing) orderName(order model.DateOrder) string {
	for _, o := range dateOrders {
		if o.order == order {
			return im.t("tui.import.dates." + o.name)
		}
	}
	return im.t("tui.import.dates.open")
}

// openDates tells whether the file has dates that can be read as two days, or the
// person has said how.
func (im *importing) openDates() bool { return im.said.DateOrder != 0 || im.openOrders() != 0 }

func (im *importing) openOrders() (open model.DateOrder) {
	for _, orders := range im.seen.open {
		open |= orders
	}
	return open
}

// nextDateOrder reads dates in the next of the orders that the file leaves open; after
// the last they are open again.
func (im *importing) nextDateOrder() {
	open, orders := im.openOrders(), []model.DateOrder{0}
	for _, o := range dateOrders {
		if open&o.order != 0 {
			orders = append(orders, o.order)
		}
	}
	im.said.DateOrder = after(orders, im.said.DateOrder)
}

// datesFact says in which order dates are read, where the file leaves it open.
func (im *importing) datesFact() []string {
	if !im.openDates() {
		return nil
	}
	fact := im.t("tui.import.dates", "Order", im.orderName(im.said.DateOrder))
	if im.said.DateOrder != 0 {
		fact += im.t("tui.import.as_said")
	}
	return []string{fact}
}

// dateRemarks say of each column whose dates can be read as two days what they are
// taken for, and that nothing proves it.
func (im *importing) dateRemarks() (rows []widget.Row) {
	for i, open := range im.seen.open {
		if open == 0 {
			continue
		}
		id := "tui.import.dates.undecided"
		if im.said.DateOrder != 0 {
			id = "tui.import.dates.guess"
		}
		why := im.t(id, "Column", oneLine(im.seen.info.Columns[i].Heading), "Order", im.orderName(im.said.DateOrder))
		rows = append(rows, widget.Row{Cells: []string{"–", im.t("tui.import.dates.what"), why}})
	}
	return rows
}

// datesKey is the key for the order of dates; run reads the file anew.
func (im *importing) datesKey(run func() tea.Cmd) binding {
	open := im.openDates()
	return binding{keys: []string{"o"}, label: "tui.key.date_order", group: groupChange, foot: open, off: when(open, "tui.why.dates_plain"), run: run}
}
