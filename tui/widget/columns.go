package widget

// Column describes one column of a [Table].
type Column struct {
	Key   string // name for sorting and for the caller; not shown
	Title string
	Right bool // numbers and money: aligned right
	Width int  // cells that the user wants; 0 fits the data
	Min   int  // least cells of a flexible column; 0 means 6
	Max   int  // most cells; 0 means no bound
	Flex  bool // may shrink to Min and takes what is left over
	Muted bool // secondary: drawn in grey
	Hide  bool
}

// SortKey is a column of the order; the first key leads.
type SortKey struct {
	Col  string
	Desc bool
}

// Layout constants, in cells.
const (
	gutter    = 3 // cursor sign, mark sign, space
	columnGap = 2
	flexMin   = 6
	rigidMax  = 32 // beyond this, columns that are not flexible give way too
)

// slot is a visible column with its width.
type slot struct{ col, w int }

// columns knows how wide each column wants to be and which are in view.
type columns struct {
	cols  []Column
	sort  []SortKey
	want  []int  // measured cells per column; nil until the first rows came
	blank []bool // no row had anything in the column when it was measured
	here  int    // current column
	shift int    // first column in view after the fixed first one
	slots []slot
}

// measure sets the wanted widths from the rows at hand.
func (c *columns) measure(rows []Row) {
	c.want, c.blank = make([]int, len(c.cols)), make([]bool, len(c.cols))
	for i, col := range c.cols {
		cells := widest(rows, i)
		c.want[i], c.blank[i] = col.bound(max(cells, Width(Grid(col.Title))+2)), cells == 0 // room for the sort sign
	}
}

// grow widens the columns of numbers to what new rows hold, for a number must
// never be cut, and knows of columns that are no longer empty. It reports
// whether anything changed.
func (c *columns) grow(rows []Row) (changed bool) {
	for i, col := range c.cols {
		cells := widest(rows, i)
		if want := col.bound(cells); col.Right && want > c.want[i] {
			c.want[i], changed = want, true
		}
		if c.blank[i] && cells > 0 {
			c.want[i], c.blank[i], changed = max(c.want[i], col.bound(cells)), false, true
		}
	}
	return changed
}

// widest returns the cells of the widest text of column i.
func widest(rows []Row, i int) (w int) {
	for _, r := range rows {
		if i < len(r.Cells) {
			w = max(w, Width(r.Cells[i]))
		}
	}
	return w
}

// bound keeps a width within what the column may have.
func (col Column) bound(w int) int {
	if col.Max > 0 {
		return min(w, max(col.Max, Width(col.Title)))
	}
	return w
}

// wish returns the cells that column i wants and the least it is drawn with.
func (c *columns) wish(i int) (want, least int) {
	switch {
	case c.cols[i].Width > 0:
		return c.cols[i].Width, c.cols[i].Width
	case c.want == nil:
		want = Width(c.cols[i].Title) + 2
	default:
		want = c.want[i]
	}
	if !c.cols[i].Flex {
		return want, min(want, rigidMax)
	}
	least = c.cols[i].Min
	if least == 0 {
		least = flexMin
	}
	return max(want, least), min(max(want, least), least)
}

// layout chooses the columns in view and shares w cells among them.
func (c *columns) layout(w int) {
	shown := c.shown()
	if len(shown) == 0 {
		c.slots = nil
		return
	}
	shown = c.worth(shown, w)
	c.scroll(shown, w)
	c.slots = c.choose(shown, w)
	c.share(w)
}

// worth leaves out columns without any data where the others need their room.
func (c *columns) worth(shown []int, w int) []int {
	all := 0
	for _, i := range shown {
		want, _ := c.wish(i)
		all += want + columnGap
	}
	if all-columnGap <= w || c.blank == nil {
		return shown
	}
	var out []int
	for n, i := range shown {
		if n == 0 || !c.blank[i] || i == c.here {
			out = append(out, i)
		}
	}
	return out
}

// shown lists the columns that are not hidden.
func (c *columns) shown() (out []int) {
	for i, col := range c.cols {
		if !col.Hide {
			out = append(out, i)
		}
	}
	return out
}

// scroll moves the view so that the current column is in it.
func (c *columns) scroll(shown []int, w int) {
	if c.here >= len(c.cols) || c.cols[c.here].Hide {
		c.here = shown[0]
	}
	c.shift = clamp(c.shift, max(len(shown)-1, 1))
	at := 0
	for i, col := range shown {
		if col == c.here {
			at = i
		}
	}
	c.shift = max(min(c.shift, at), 1)
	for c.shift < at && !holds(c.choose(shown, w), c.here) {
		c.shift++
	}
	for c.shift > 1 && at < c.shift { // never below the fixed column
		c.shift--
	}
}

func holds(slots []slot, col int) bool {
	for _, s := range slots {
		if s.col == col {
			return true
		}
	}
	return false
}

// choose takes the first column and those from shift on that fit at their least.
func (c *columns) choose(shown []int, w int) []slot {
	_, least := c.wish(shown[0])
	out := []slot{{shown[0], min(least, max(w, 1))}}
	used := out[0].w
	for _, i := range shown[min(max(c.shift, 1), len(shown)):] {
		_, least := c.wish(i)
		if used+columnGap+least > w {
			if room := w - used - columnGap; len(out) == 1 && room >= flexMin {
				out = append(out, slot{i, room})
			}
			break
		}
		out, used = append(out, slot{i, least}), used+columnGap+least
	}
	return out
}

// share gives cells that are left to the columns that want more, one by one, so
// that short columns are whole before long ones grow; the rest goes to flexible
// columns.
func (c *columns) share(w int) {
	left := w - columnGap*(len(c.slots)-1)
	for _, s := range c.slots {
		left -= s.w
	}
	for grown := true; grown && left > 0; {
		grown = false
		for i := range c.slots {
			if want, _ := c.wish(c.slots[i].col); c.slots[i].w < want && left > 0 {
				c.slots[i].w, left, grown = c.slots[i].w+1, left-1, true
			}
		}
	}
	for grown := true; grown && left > 0; {
		grown = false
		for i := range c.slots {
			if c.stretches(c.slots[i]) && left > 0 {
				c.slots[i].w, left, grown = c.slots[i].w+1, left-1, true
			}
		}
	}
}

// stretches reports whether a slot takes left-over cells.
func (c *columns) stretches(s slot) bool {
	col := c.cols[s.col]
	return col.Flex && col.Width == 0 && (col.Max == 0 || s.w < col.Max)
}

// step moves the current column by d among those not hidden.
func (c *columns) step(d int) {
	shown := c.shown()
	for i, col := range shown {
		if col == c.here {
			c.here = shown[clamp(i+d, len(shown)-1)]
			return
		}
	}
}
