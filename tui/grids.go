package tui

import "kehu/tui/widget"

// The screens whose rows stand in a table.

func (c *customers) grid() *widget.Table { return c.table.Table }
func (h *history) grid() *widget.Table   { return h.table.Table }
func (b *bin) grid() *widget.Table       { return b.table.Table }
func (f *frequency) grid() *widget.Table { return f.table.Table }
func (c *changes) grid() *widget.Table   { return c.table }
