package tui

import (
	"slices"

	"kehu/model"
)

// A lostColumn is one of a field that was removed while its column was shown, and
// where it stood.
type lostColumn struct {
	at     int
	column model.ViewColumn
}

// withReturned notes the columns whose fields are gone, and puts those back whose
// fields are there again: an undo brings the field back, and so the column.
func (c *customers) withReturned(shown []model.ViewColumn) []model.ViewColumn {
	all := c.session.columns()
	known := func(key string) bool {
		return slices.ContainsFunc(all, func(col column) bool { return col.Key == key })
	}
	was := c.lost
	c.lost = nil
	for i, v := range shown {
		if !known(v.Key) {
			c.lost = append(c.lost, lostColumn{i, v})
		}
	}
	for _, l := range was {
		if known(l.column.Key) {
			shown = slices.Insert(shown, min(l.at, len(shown)), l.column)
		} else {
			c.lost = append(c.lost, l)
		}
	}
	return shown
}
