package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"kehu/store"
)

// card is one customer with everything about them.
type card struct {
	base
	id      int64 // whom it shows
	wanted  int64 // whom it shows or is about to show
	list    neighbours
	profile profile
	line    *timeline
	facts   *factList
	ready   bool
	gone    error // why the customer cannot be shown
	whole   bool  // the profile has the focus

	version int // grows when what the head is drawn from changes
	head    memo[headKey, []string]
	bar     memo[headKey, string]
	side    memo[headKey, string]

	timelineAt, factsAt spot // for clicks; factsAt.width is 0 where they are not shown
}

// neighbours tell which customers stand before and after one in a list.
type neighbours interface {
	// step moves the list's cursor and returns the customer there, or 0.
	step(by int) (int64, tea.Cmd)
	// place says where the cursor is, such as "3/59".
	place() string
}

func newCard(s *session, id int64, list neighbours) *card {
	return &card{base: base{s}, id: id, wanted: id, list: list, line: newTimeline(s, id, 0), facts: &factList{session: s}}
}

// Init reads the customer.
func (c *card) Init() tea.Cmd { return c.turnTo(c.id) }

// A cardPage is what one request brings.
type cardPage struct {
	profile profile
	line    timelinePage
}

// turnTo shows a customer, once all that the first glance needs is read: until then
// the one before stays, and its keys mean that one.
func (c *card) turnTo(id int64) tea.Cmd {
	c.wanted = id
	line := newTimeline(c.session, id, c.line.lens)
	line.height = c.line.height
	read, today := line.reader(nil), c.today()
	return ask(c.session, func(ctx context.Context) (p cardPage, err error) {
		if p.profile, err = c.session.profile(ctx, id, today); err != nil {
			return p, err
		}
		p.line, err = read(ctx)
		return p, err
	}, func(p cardPage, err error) tea.Cmd {
		if id != c.wanted {
			return nil
		}
		c.id, c.gone, c.ready, c.line = id, err, true, line
		if err != nil {
			c.profile = profile{}
			return nil
		}
		line.show(p.line)
		c.take(p.profile)
		return c.loadMonths()
	})
}

// take shows a profile; the months of the same customer stay until new ones come.
func (c *card) take(p profile) {
	if old := c.profile; old.customer != nil && old.customer.ID == p.customer.ID {
		p.months = old.months
	}
	c.profile = p
	c.line.months = p.months
	c.facts.set(p.customer)
	c.redraw()
}

// redraw forgets what was drawn.
func (c *card) redraw() {
	c.version++
	c.line.redraw()
}

// loadMonths adds up the months, for which all purchases are read.
func (c *card) loadMonths() tea.Cmd {
	id := c.id
	return ask(c.session, func(ctx context.Context) ([]store.Month, error) {
		return c.book.Months(ctx, id)
	}, func(months []store.Month, err error) tea.Cmd {
		if err != nil || id != c.id {
			return nil
		}
		if months == nil {
			months = []store.Month{} // read, and none
		}
		c.profile.months, c.line.months = months, months
		c.redraw()
		return nil
	})
}

// load reads the customer again.
func (c *card) load() tea.Cmd {
	id, today := c.id, c.today()
	return ask(c.session, func(ctx context.Context) (profile, error) {
		return c.session.profile(ctx, id, today)
	}, func(p profile, err error) tea.Cmd {
		if id != c.id {
			return nil
		}
		if c.gone, c.ready = err, true; err == nil {
			c.take(p)
		}
		return nil
	})
}

// Update reads again what others changed.
func (c *card) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case bookChanged:
		if c.wanted != c.id { // what is on its way may have been read before
			return c.turnTo(c.wanted)
		}
		return tea.Batch(c.load(), c.line.reload(), c.loadMonths())
	case restyled:
		c.redraw()
		if c.profile.customer != nil {
			c.facts.set(c.profile.customer)
		}
	}
	return nil
}

// Status names the customer's place in the list.
func (c *card) Status() string {
	if c.list == nil {
		return ""
	}
	return c.styles.Muted.Render(c.list.place())
}
