package widget

import (
	"context"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// fetchTimeout ends a read that hangs, so that the table can try again.
const fetchTimeout = 10 * time.Second

// Row is one line of a [Table].
type Row struct {
	Key   int64    // identity of the record; the cursor follows it
	Cells []string // one per column, in the columns' order; missing ones are blank
	Match []Match  // what to highlight
	Muted bool     // drawn in grey: binned, done, inactive
}

// Match is a part of a cell to highlight, in bytes of its text.
type Match struct{ Cell, From, To int }

// Span is the part of a list that a table wants: rows Offset … Offset+Limit-1.
// Where a row near by and the list's length are known, the source may find it
// sooner from there.
type Span struct {
	Offset, Limit int
	Key           int64 // of a row in the list; 0 for none
	At            int   // the index of that row
	Total         int   // 0 while it is not exactly known
}

// Of returns the rows of the span from all rows of a list. They are the caller's.
func (s Span) Of(all []Row) []Row {
	from := min(s.Offset, len(all))
	return slices.Clone(all[from:min(from+s.Limit, len(all))])
}

// Source reads a span of a list in its order. Fewer than Limit rows mean the end
// of the list. It runs outside of Update, one call at a time per table; ctx ends
// when the answer is no longer wanted. The rows belong to the table afterwards.
type Source func(ctx context.Context, span Span) ([]Row, error)

// window is the part of a list that is in memory, and the one read in flight.
type window struct {
	src    Source
	gen    int // grows with each new query or reload: older answers are dropped
	at     int // index of rows[0]
	rows   []Row
	total  int // -1: unknown
	exact  bool
	ended  bool // the last read came to the end of the list
	stale  bool // rows belong to an older generation; drawn until the new ones land
	busy   bool
	cancel context.CancelFunc
	err    error
}

// landedMsg carries the rows of one read to the table that asked.
type landedMsg struct {
	owner          *Table
	gen, at, limit int
	rows           []Row
	err            error
}

// renew starts a generation: the read in flight is cancelled and its answer dropped.
func (w *window) renew() {
	if w.cancel != nil {
		w.cancel()
	}
	w.gen++
	w.busy, w.stale, w.cancel, w.err = false, true, nil, nil
}

// count returns how many rows the list has, as far as known.
func (w *window) count() int {
	if w.total < 0 {
		return w.at + len(w.rows)
	}
	return w.total
}

// row returns the row with index i, or nil when it is not in memory.
func (w *window) row(i int) *Row {
	if i -= w.at; i < 0 || i >= len(w.rows) {
		return nil
	}
	return &w.rows[i]
}

// covers reports whether the rows from … to-1 are in memory, or cannot be.
func (w *window) covers(from, to int) bool {
	if w.total >= 0 || w.ended {
		to = min(to, w.count())
	}
	return !w.stale && max(from, 0) >= w.at && to <= w.at+len(w.rows)
}

// read returns the command that reads limit rows from at on. Whatever happens in
// the source, a message comes back: a lost one would leave the window busy.
func (w *window) read(owner *Table, at, limit int) tea.Cmd {
	ctx, cancel := context.WithTimeout(context.Background(), fetchTimeout)
	w.busy, w.cancel = true, cancel
	gen, src, span := w.gen, w.src, w.span(at, limit)
	return func() (msg tea.Msg) {
		defer cancel()
		out := landedMsg{owner: owner, gen: gen, at: at, limit: limit}
		defer func() {
			if p := recover(); p != nil {
				out.rows, out.err = nil, fmt.Errorf("reading rows: panic: %v", p)
			}
			msg = out
		}()
		out.rows, out.err = src(ctx, span)
		for i := range out.rows {
			out.rows[i].clean()
		}
		return out
	}
}

// span is what to read, with the row of the window that stands nearest. Rows of
// before a reload lead nowhere: they may have moved.
func (w *window) span(at, limit int) Span {
	s := Span{Offset: at, Limit: limit}
	if w.stale || len(w.rows) == 0 {
		return s
	}
	s.At = w.at + clamp(at-w.at, len(w.rows)-1)
	s.Key = w.row(s.At).Key
	if w.exact {
		s.Total = w.total
	}
	return s
}

// accept takes the rows of a read. again asks for another one further up.
func (w *window) accept(m landedMsg) (again bool) {
	w.busy, w.cancel, w.err = false, nil, m.err
	if m.err != nil {
		return false
	}
	if len(m.rows) == 0 && m.at > 0 { // the list has become shorter
		if w.total < 0 || w.total > m.at {
			w.total = m.at
		}
		w.exact = false
		return true
	}
	w.at, w.rows, w.stale = m.at, m.rows, false
	known := w.at + len(w.rows)
	if w.ended = len(m.rows) < m.limit; w.ended {
		w.total, w.exact = known, true
	} else if w.total >= 0 && w.total < known {
		w.total, w.exact = known, false
	}
	return false
}

// clean makes the cells safe to draw and keeps the highlights where they were.
func (r *Row) clean() {
	for i, s := range r.Cells {
		safe := Grid(s)
		if safe == s {
			continue
		}
		for j := range r.Match {
			if m := &r.Match[j]; m.Cell == i {
				m.From, m.To = len(Grid(s[:clamp(m.From, len(s))])), len(Grid(s[:clamp(m.To, len(s))]))
			}
		}
		r.Cells[i] = safe
	}
}

// clamp returns n limited to 0 … top.
func clamp(n, top int) int { return max(0, min(n, top)) }
