package widget

// pos is the place of a cell: indices of its block, row and column.
type pos struct{ block, row, col int }

// at returns the cell at a place, or nil.
func (f *Form) at(p pos) *cell {
	if p.block >= len(f.blocks) || p.row >= len(f.blocks[p.block].rows) || p.col >= len(f.blocks[p.block].rows[p.row]) {
		return nil
	}
	return f.blocks[p.block].rows[p.row][p.col]
}

// ref returns the name of a place.
func (f *Form) ref(p pos) Ref {
	c := f.at(p)
	if c == nil {
		return Ref{}
	}
	b := f.blocks[p.block]
	if b.def.Kind != Items {
		return Ref{Key: b.def.Key}
	}
	return Ref{b.def.Key, p.row, c.def.Key}
}

// stops lists the places that take the focus, in order.
func (f *Form) stops() (out []pos) {
	for i, b := range f.blocks {
		if b.hidden {
			continue
		}
		for r, row := range b.rows {
			for c, cell := range row {
				if !cell.def.ReadOnly && !cell.def.Hidden && !b.def.ReadOnly {
					out = append(out, pos{i, r, c})
				}
			}
		}
	}
	return out
}

// step moves the focus d stops on; false at the ends.
func (f *Form) step(d int) bool {
	stops := f.stops()
	for i, p := range stops {
		if p == f.focus {
			if i+d < 0 || i+d >= len(stops) {
				return false
			}
			f.move(stops[i+d])
			return true
		}
	}
	return false
}

// vertical moves the focus to the line above or below; among item rows it stays in
// the column.
func (f *Form) vertical(d int) {
	stops := f.stops()
	for i, p := range stops {
		if p != f.focus {
			continue
		}
		for i += d; i >= 0 && i < len(stops); i += d {
			q := stops[i]
			if q.block == p.block && (q.row == p.row || q.col != p.col) {
				continue
			}
			if d < 0 && q.block != p.block { // enter a row from its first cell
				q = f.rowStart(stops, q)
			}
			f.move(q)
			return
		}
	}
}

// rowStart returns the first stop of the row that holds p.
func (f *Form) rowStart(stops []pos, p pos) pos {
	for _, q := range stops {
		if q.block == p.block && q.row == p.row {
			return q
		}
	}
	return p
}

// onward is Enter: the next stop. From a blank item row it leaves the rows. false
// means that there is none and the person wants to save.
func (f *Form) onward() bool {
	b := f.blocks[f.focus.block]
	if b.def.Kind != Items || !blankRow(b.rows[f.focus.row]) {
		return f.step(1)
	}
	for _, p := range f.stops() {
		if p.block > f.focus.block {
			f.move(p)
			return true
		}
	}
	return false
}

// move takes the focus to a place: the field that is left is checked.
func (f *Form) move(to pos) {
	f.leave()
	f.enter(to)
}

// leave checks the focused field and takes its focus.
func (f *Form) leave() {
	f.closeDrop()
	c := f.at(f.focus)
	if c == nil {
		return
	}
	c.setFocus(false)
	f.settle(c)
	b := f.blocks[f.focus.block]
	if b.def.Kind == Items && blankRow(b.rows[f.focus.row]) {
		c.err = ""
		return
	}
	f.check(c, f.Focused())
}

// settle lets other fields follow the one that is left, or saved from.
func (f *Form) settle(c *cell) {
	if c.def.Leave != nil && c.value() != f.entered {
		c.def.Leave(f, f.Focused())
		f.entered = c.value()
	}
}

func (f *Form) enter(to pos) {
	f.focus = to
	if c := f.at(to); c != nil {
		c.setFocus(true)
		f.entered = c.value()
	}
}

// refocus keeps the focus on a stop after fields came or went.
func (f *Form) refocus() {
	stops := f.stops()
	if len(stops) == 0 {
		return
	}
	best := stops[0]
	for _, p := range stops {
		if p.block < f.focus.block || p.block == f.focus.block &&
			(p.row < f.focus.row || p.row == f.focus.row && p.col <= f.focus.col) {
			best = p
		}
	}
	for _, b := range f.blocks {
		for _, row := range b.rows {
			for _, c := range row {
				if c != f.at(best) {
					c.setFocus(false)
				}
			}
		}
	}
	if best != f.focus {
		f.closeDrop()
	}
	f.enter(best)
}

// checkAll checks every field and puts the focus on the first error.
func (f *Form) checkAll() bool {
	for i, b := range f.blocks {
		for r, row := range b.rows {
			for k, c := range row {
				if b.hidden || b.def.Kind == Items && blankRow(row) {
					c.err = ""
				} else {
					f.check(c, f.ref(pos{i, r, k}))
				}
			}
		}
	}
	f.refused = f.focusError()
	return !f.refused
}

// focusError puts the focus on the first field with an error; false for none.
func (f *Form) focusError() bool {
	for _, p := range f.stops() {
		if f.at(p).err != "" {
			if p != f.focus {
				f.at(f.focus).setFocus(false)
				f.closeDrop()
				f.enter(p)
			}
			return true
		}
	}
	return false
}
