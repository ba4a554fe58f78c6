package exchange

import (
	"regexp"
	"strings"
	"time"

	"kehu/model"
)

// columnOrders are the orders in which the dates of a column can have been
// written, by the column's index: those that all its cells seen so far allow.
type columnOrders map[int]model.DateOrder

// newColumnOrders looks at the dates of the rows that were read ahead.
func newColumnOrders(s *Source, sample []row) columnOrders {
	orders := columnOrders{}
	s.republican = map[int]bool{}
	for _, c := range s.Info.Columns {
		if own := s.options.customField(c.Field); !isDate(c.Field) && (own == nil || own.Type != model.CustomDate) {
			continue
		}
		orders[c.Index] = model.AnyOrder
		s.republican[c.Index] = republican(c, sample)
		for _, r := range sample {
			if c.Index < len(r.cells) && r.fault == nil {
				orders.note(c, cleanCell(r.cells[c.Index]), s.reader(model.AnyOrder))
			}
		}
	}
	return orders
}

func isDate(field string) bool {
	switch field {
	case "birthday", "next_review", "date", "at", "next_day":
		return true
	}
	return false
}

// note narrows the orders of a column by one more of its cells. A cell that is
// no date in any order, or that contradicts the others, is refused by itself.
func (o columnOrders) note(c Column, text string, reader model.DateReader) {
	if text == "" || beginsWithYear(text) {
		return
	}
	if both := o[c.Index] & reader.PossibleOrders(text); both != 0 {
		o[c.Index] = both
	}
}

// beginsWithYear knows the dates whose order is plain without reading them.
func beginsWithYear(text string) bool {
	return len(text) >= 4 && strings.Trim(text[:4], "0123456789") == ""
}

// reader returns a reader of dates in an order; what the person says comes first.
func (s *Source) reader(order model.DateOrder) model.DateReader {
	if s.options.DateOrder != 0 {
		order = s.options.DateOrder
	}
	return model.DateReader{Order: order, Now: s.options.Now, Location: s.options.Location}
}

// dates returns the reader of a column's dates.
func (d *drafting) dates(c Column) model.DateReader { return d.source.reader(d.source.order[c.Index]) }

// moment reads a day and, where the text has one, the time; the day is that of
// the place.
func (s *Source) moment(c Column, text string) (day model.Date, at time.Time, err error) {
	instant, err := s.reader(s.order[c.Index]).Instant(text)
	if err != nil {
		return model.Date{}, time.Time{}, err
	}
	at = instant.In(s.options.Location)
	day = model.DateOf(at)
	if at.Equal(day.Time(s.options.Location)) {
		at = time.Time{} // midnight: programs write it where they know no time
	}
	return day, at, nil
}

// serialNumber is what a spreadsheet's days from 1927 to 2091 are when nobody formatted
// them as days, perhaps with a time behind the point.
var serialNumber = regexp.MustCompile(`^[1-6]\d{4}(\.\d+)?$`)

// unserial writes the number of a spreadsheet's day in a column of dates as that day.
// Nothing else is a date in five figures.
func (s *Source) unserial(c Column, text string) string {
	if _, ofDates := s.order[c.Index]; !ofDates || !serialNumber.MatchString(text) {
		return s.inRepublic(c, text)
	}
	if day, ok := s.rows.table.base.dateText(text, cellStyle{date: true}); ok {
		return day
	}
	return text
}
