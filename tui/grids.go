package tui

import "kehu/tui/widget"

// gridded are screens whose rows stand in a table: it, and the cell of the screen
// at which it begins.
type gridded interface {
	grid() (t *widget.Table, x, y int)
}

func (c *customers) grid() (*widget.Table, int, int) {
	return c.table.Table, 0, c.views.height() + c.search.height()
}

func (h *history) grid() (*widget.Table, int, int)   { return h.table.Table, 0, h.search.height() }
func (b *bin) grid() (*widget.Table, int, int)       { return b.table.Table, 0, b.line.height() }
func (f *frequency) grid() (*widget.Table, int, int) { return f.table.Table, 0, 2 }
func (c *changes) grid() (*widget.Table, int, int)   { return c.table.Table, 0, 2 }
func (c *changed) grid() (*widget.Table, int, int)   { return c.table.Table, 0, 3 }
func (b *blame) grid() (*widget.Table, int, int)     { return b.table.Table, 0, 2 }
func (p *past) grid() (*widget.Table, int, int)      { return p.table.Table, 0, 2 }
func (l *listScreen[T]) grid() (*widget.Table, int, int) {
	return l.table.Table, 0, 2
}
