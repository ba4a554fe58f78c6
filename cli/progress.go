package cli

import (
	"fmt"
	"time"
)

// progressEvery is the time between two states of a progress line.
const progressEvery = 100 * time.Millisecond

// progress is a line on standard error that shows how far long work has come.
// It is drawn on a terminal only.
type progress struct {
	a     *app
	id    string // of the message, with Count
	shown bool
	last  time.Time
}

func (a *app) progress(id string) *progress { return &progress{a: a, id: id} }

// report shows that so many rows are done.
func (p *progress) report(done int) {
	now := p.a.now()
	if _, ok := terminal(p.a.err); !ok || now.Sub(p.last) < progressEvery {
		return
	}
	p.shown, p.last = true, now
	fmt.Fprint(p.a.err, "\r"+p.a.t(p.id, "Count", done)+clearToEnd)
}

// clearToEnd is EL of ECMA-48: erase to the end of the line.
const clearToEnd = "\x1b[K"

// end takes the line away.
func (p *progress) end() {
	if p.shown {
		fmt.Fprint(p.a.err, "\r"+clearToEnd)
	}
}
