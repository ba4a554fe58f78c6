package exchange

import "kehu/model"

// A Doubt is a cell that is taken over and may not be what was meant.
type Doubt struct {
	Line    int    // of the file where its row begins
	Heading string // of its column
	Text    string // what is taken over, in short
	Why     *model.Problem
}

// doubtsAtMost is how many doubts are kept to be shown.
const doubtsAtMost = 1000

// Doubts returns, once all rows are read, the cells that a person should look at.
func (s *Source) Doubts() []Doubt { return s.doubts }

// doubt notes a cell of the row; a nil Problem is no doubt.
func (d *drafting) doubt(c Column, text string, why *model.Problem) {
	s := d.source
	if why == nil || len(d.draft.Lines) == 0 || len(s.doubts) == doubtsAtMost {
		return
	}
	why.Field = "" // the heading says it
	s.doubts = append(s.doubts, Doubt{d.draft.Lines[0], c.Heading, shorten(text), why})
}
