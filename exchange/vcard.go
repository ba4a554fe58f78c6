package exchange

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/transform"

	"kehu/model"
)

// A card is a vCard: its properties in their order.
type card struct {
	line   int
	props  []*property
	labels map[string]string // by group
	fault  *model.Problem
}

// maxProperties is how many lines a card has at most.
const maxProperties = 5000

// decodeVCard reads vCards of version 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350).
//
// The readers of vCards that we know drop the lines they cannot read, hold
// lines of any length and know no version 2.1, in which telephones write their
// cards; hence our own.
func decodeVCard(in *input, o Options) (*table, error) {
	cs, err := chooseCharset(unfolded(in.sample), in.whole, o)
	if err != nil {
		return nil, err
	}
	open := func() (recordReader, error) {
		f, err := in.file()
		if err != nil {
			return nil, err
		}
		if _, err := f.Seek(int64(cs.markIn(in.sample)), io.SeekStart); err != nil {
			return nil, unreadable(err)
		}
		var text io.Reader = f
		if cs.enc != nil {
			text = transform.NewReader(f, cs.enc.NewDecoder())
		}
		cards := &cardReader{lines: newCardLines(text), check: cs.check}
		return cards.next, nil
	}
	return tabulate(table{format: "vcard", encoding: cs.name, kind: Customers}, open)
}

// unfolded joins folded lines, which may be folded in the middle of a character.
func unfolded(sample []byte) []byte {
	for _, fold := range []string{"\r\n ", "\n ", "\r\n\t", "\n\t"} {
		sample = bytes.ReplaceAll(sample, []byte(fold), nil)
	}
	return sample
}

// A cardReader reads one card after another.
type cardReader struct {
	lines *cardLines
	check func(string) *model.Problem
	begun int // line of a BEGIN that stood where the card before had no end
	ahead *card
	err   error // of reading ahead
}

// next returns a card with those of its contact persons, which follow it in our own
// files.
func (c *cardReader) next() (record, error) {
	k, err := c.pop()
	if err != nil {
		return record{}, err
	}
	r := k.record()
	for c.ahead, c.err = c.card(); c.err == nil && c.ahead.isOf(k); c.ahead, c.err = c.card() {
		r.also = append(r.also, c.ahead.line)
		r.cells = append(r.cells, c.ahead.personCells(len(r.also))...)
		if r.fault == nil {
			r.fault = c.ahead.fault
		}
	}
	return r, nil
}

// pop returns the card that was read ahead, or the next one.
func (c *cardReader) pop() (*card, error) {
	if c.ahead == nil && c.err == nil {
		return c.card()
	}
	k := c.ahead
	c.ahead = nil
	return k, c.err
}

// card reads up to the end of the next card. Lines between cards are no data.
func (c *cardReader) card() (*card, error) {
	k := &card{line: c.begun}
	c.begun = 0
	for depth := 0; ; {
		p, err := c.line(k)
		switch {
		case errors.Is(err, io.EOF) && k.line > 0:
			k.blame(model.NewProblem(model.Invalid, "vcard_no_end", "Line", k.line))
			return k, nil
		case err != nil:
			return nil, unreadable(err)
		case k.line == 0:
			if p.is("BEGIN") {
				k.line = p.line
			}
		case p.is("BEGIN"):
			if last := k.last(); last == nil || last.name != "AGENT" {
				k.blame(model.NewProblem(model.Invalid, "vcard_no_end", "Line", k.line))
				c.begun = p.line
				return k, nil
			}
			depth++
		case p.is("END"):
			if depth--; depth < 0 {
				return k, nil
			}
		case depth == 0:
			k.add(p, c.check)
		}
	}
}

// line reads the next line of a card. Of one with too many, only the end matters.
func (c *cardReader) line(k *card) (*property, error) {
	if len(k.props) > maxProperties {
		return c.lines.mark()
	}
	return c.lines.next()
}

// is reports whether a line begins or ends a card.
func (p *property) is(name string) bool {
	return p.name == name && strings.EqualFold(strings.TrimSpace(p.value), "VCARD")
}

func (k *card) last() *property {
	if len(k.props) == 0 {
		return nil
	}
	return k.props[len(k.props)-1]
}

// add takes a property; blank lines are none. One that cannot be read refuses
// the card: what it meant must not get lost.
func (k *card) add(p *property, check func(string) *model.Problem) {
	if p.fault != nil && strings.TrimSpace(p.value) == "" {
		return
	}
	if len(k.props) == maxProperties {
		k.blame(model.NewProblem(model.Invalid, "row_too_wide", "Line", k.line))
	}
	if p.fault == nil && check != nil {
		p.fault = check(p.value)
	}
	if p.fault != nil {
		k.blame(p.fault.With("Line", p.line))
	}
	k.props = append(k.props, p)
}

func (k *card) blame(p *model.Problem) {
	if k.fault == nil {
		k.fault = p
	}
}
