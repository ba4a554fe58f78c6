package tui

import (
	tea "charm.land/bubbletea/v2"

	"kehu/tui/widget"
)

// A list is a table that can be written anew in other words: the cursor stays on
// its record, and the columns fit the new texts.
type list struct {
	*widget.Table
	refit bool // the columns are to be measured when the new rows are there
}

func newList(s *session, cols []widget.Column) *list {
	return &list{Table: widget.NewTable(s.styles, cols)}
}

// Update gives the table its messages.
func (l *list) Update(msg tea.Msg) tea.Cmd {
	cmd := l.Table.Update(msg)
	if l.refit && !l.Busy() {
		l.refit = false
		l.Refit()
	}
	return cmd
}

// restyle takes the session's colours, other heads and a source in other words.
func (l *list) restyle(s *session, cols []widget.Column, src widget.Source) tea.Cmd {
	row, held := l.Row()
	at := l.Cursor()
	l.SetStyles(s.styles)
	l.SetColumns(cols)
	l.refit = true
	cmd := l.SetSource(src)
	if !held {
		return cmd
	}
	return tea.Batch(cmd, l.Select(row.Key, at))
}
