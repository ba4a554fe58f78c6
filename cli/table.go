package cli

import (
	"bufio"
	"strings"

	"golang.org/x/term"

	"kehu/tui/widget"
)

// measuredRows is how many rows a table reads before it decides on widths;
// later rows that are wider stand out instead of costing memory.
const measuredRows = 1000

// columnGap stands between the columns of a table.
const columnGap = "  "

// narrowest is what a column keeps when a terminal is too narrow for all.
const narrowest = 4

// tableWriter prints rows for people, aligned by cells. On a terminal the lines
// are cut to its width; into a pipe or file nothing is cut.
type tableWriter[T any] struct {
	a       *app
	w       *bufio.Writer
	columns []column[T]
	held    [][]string // rows that wait for the widths
	widths  []int
}

func newTableWriter[T any](a *app, w *bufio.Writer, columns []column[T]) rowWriter[T] {
	t := &tableWriter[T]{a: a, w: w, columns: columns}
	titles := make([]string, len(columns))
	for i, c := range columns {
		titles[i] = a.heading(c.key, c.title)
	}
	t.held = append(t.held, titles)
	return t
}

func (t *tableWriter[T]) row(r T) error {
	cells := make([]string, len(t.columns))
	for i, c := range t.columns {
		cells[i] = widget.Grid(c.text(r))
	}
	if t.widths != nil {
		return t.print(cells)
	}
	if t.held = append(t.held, cells); len(t.held) > measuredRows {
		return t.release()
	}
	return nil
}

// end prints what still waits; a table without rows prints no heading either.
func (t *tableWriter[T]) end() error {
	if t.widths != nil || len(t.held) == 1 {
		return nil
	}
	return t.release()
}

func (t *tableWriter[T]) release() error {
	t.widths = t.measure()
	for _, cells := range t.held {
		if err := t.print(cells); err != nil {
			return err
		}
	}
	t.held = nil
	return nil
}

func (t *tableWriter[T]) measure() []int {
	widths := make([]int, len(t.columns))
	for _, cells := range t.held {
		for i, cell := range cells {
			widths[i] = max(widths[i], widget.Width(cell))
		}
	}
	if file, ok := terminal(t.a.out); ok {
		if columns, _, err := term.GetSize(int(file.Fd())); err == nil && columns > 0 {
			shrink(widths, columns-len(columnGap)*(len(widths)-1))
		}
	}
	return widths
}

// shrink takes from the widest until the sum fits or nothing is left to take.
func shrink(widths []int, room int) {
	sum := 0
	for _, w := range widths {
		sum += w
	}
	for ; sum > room; sum-- {
		widest := 0
		for i := range widths {
			if widths[i] > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= narrowest {
			return
		}
		widths[widest]--
	}
}

func (t *tableWriter[T]) print(cells []string) error {
	_, toTerminal := terminal(t.a.out)
	for i, cell := range cells {
		width := t.widths[i]
		if !toTerminal {
			width = max(width, widget.Width(cell))
		}
		cells[i] = widget.Cell(cell, width, t.columns[i].right)
	}
	_, err := t.w.WriteString(strings.TrimRight(strings.Join(cells, columnGap), " ") + "\n")
	return err
}
