package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// wideCard is the width from which the profile stands beside the timeline.
const wideCard = 110

// card is one customer with everything about them.
type card struct {
	base
	id      int64
	list    neighbours
	profile profile
	line    *timeline
	ready   bool
	gone    error // why the customer cannot be shown
	whole   bool  // the profile has the focus and the room
	scroll  int   // lines of the whole profile above the top
}

// neighbours tell which customers stand before and after one in a list.
type neighbours interface {
	// step moves the list's cursor and returns the customer there, or 0.
	step(by int) (int64, tea.Cmd)
	// place says where the cursor is, such as "3/59".
	place() string
}

func newCard(s *session, id int64, list neighbours) *card {
	return &card{base: base{s}, id: id, list: list, line: newTimeline(s, id)}
}

// Init reads the customer.
func (c *card) Init() tea.Cmd { return tea.Batch(c.load(), c.line.load()) }

func (c *card) load() tea.Cmd {
	id := c.id
	return ask(c.session, func(ctx context.Context) (profile, error) {
		return c.session.profile(ctx, id)
	}, func(p profile, err error) tea.Cmd {
		if id != c.id {
			return nil
		}
		c.profile, c.gone, c.ready = p, err, true
		return nil
	})
}

// Update reads again what others changed.
func (c *card) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(bookChanged); ok {
		return tea.Batch(c.load(), c.line.load())
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

// Bindings lists the keys of the card.
func (c *card) Bindings() []binding {
	const entryReason = "tui.why.no_entry"
	_, onEntry := c.line.ref()
	onEntry = onEntry && !c.whole
	bs := []binding{
		{keys: []string{"enter"}, label: "tui.key.details", group: groupMove, foot: true, off: when(onEntry, entryReason), run: c.line.unfold},
		{keys: []string{"e"}, label: c.editLabel(onEntry), group: groupChange, foot: true, run: c.edit},
		{keys: []string{"C"}, label: "tui.key.edit_customer", group: groupChange, run: c.editCustomer},
		{keys: []string{"E"}, label: "tui.key.edit_text", group: groupChange, off: c.outside.why, run: c.editText},
		{keys: []string{"$"}, label: "tui.key.purchase", group: groupChange, foot: true, run: c.addPurchase},
		{keys: []string{"m"}, label: "tui.key.contact", group: groupChange, foot: true, run: c.addInteraction},
		{keys: []string{"f"}, label: "tui.key.task", group: groupChange, foot: true, run: c.addTask},
		{keys: []string{"x"}, label: "tui.key.finish", group: groupChange, off: when(c.openTask() != nil, "tui.why.no_task"), run: c.finish},
		{keys: []string{"d"}, label: "tui.key.bin_entry", group: groupChange, off: when(onEntry, entryReason), run: c.bin},
		{keys: []string{"tab"}, label: "tui.key.profile", group: groupMove, foot: true, run: c.focus},
		{keys: []string{"n"}, show: "n p", label: "tui.key.neighbour", group: groupMove, off: when(c.list != nil, "tui.why.no_list"), run: func() tea.Cmd { return c.step(+1) }},
		{keys: []string{"p"}, off: when(c.list != nil, "tui.why.no_list"), run: func() tea.Cmd { return c.step(-1) }},
		{keys: []string{"esc", "left", "h"}, label: "tui.key.back", group: groupMove, foot: true, run: c.leave},
	}
	if c.whole {
		return append(bs, c.scrolling()...)
	}
	return append(bs, c.line.bindings()...)
}

func (c *card) editLabel(onEntry bool) string {
	if onEntry {
		return "tui.key.edit_entry"
	}
	return "tui.key.edit"
}

func (c *card) scrolling() []binding {
	by := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			c.scroll = max(0, c.scroll+n)
			return nil
		}
	}
	return []binding{
		{keys: []string{"down", "j"}, show: "↑↓", label: "tui.key.move", group: groupMove, run: by(1)},
		{keys: []string{"up", "k"}, run: by(-1)},
		{keys: []string{"pgdown", "ctrl+d"}, run: by(10)},
		{keys: []string{"pgup", "ctrl+u"}, run: by(-10)},
	}
}

func (c *card) focus() tea.Cmd {
	c.whole, c.scroll = !c.whole, 0
	return nil
}

func (c *card) leave() tea.Cmd {
	if c.whole {
		return c.focus()
	}
	return c.nav.pop()
}

// step shows the next or previous customer of the list.
func (c *card) step(by int) tea.Cmd {
	id, cmd := c.list.step(by)
	if id == 0 || id == c.id {
		return cmd
	}
	c.id, c.line, c.ready, c.scroll = id, newTimeline(c.session, id), false, 0
	return tea.Batch(cmd, c.Init())
}

// View draws the profile beside the timeline, or above it.
func (c *card) View(w, h int) widget.Frame {
	switch {
	case !c.ready:
		return widget.Frame{}
	case c.gone != nil:
		return c.goneView(w)
	case c.whole:
		return widget.Frame{S: c.wholeView(w, h)}
	case w >= wideCard:
		return c.wideView(w, h)
	}
	return c.tallView(w, h)
}

func (c *card) goneView(w int) widget.Frame {
	message, _ := c.p.Error(c.gone)
	if model.KindOf(c.gone) == model.NotFound {
		message = c.t("tui.card.gone")
	}
	return widget.Frame{S: "\n  " + c.styles.Warn.Render(widget.Truncate(message, w-4))}
}

// tallView is the card of a narrow terminal: a head of a few lines, then the timeline.
func (c *card) tallView(w, h int) widget.Frame {
	in := w - 4
	lines := []string{c.profileTitle(c.profile, in)}
	for _, line := range []string{c.profileRole(c.profile, in), c.figuresLine(c.profile, in), c.nextLine(c.profile, in)} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	if room := min(5, h-len(lines)-8); room > 0 {
		lines = append(lines, c.factColumns(c.facts(c.profile.customer), in, room)...)
	}
	for i := range lines {
		lines[i] = "  " + lines[i]
	}
	lines = append(lines, "")
	return widget.Frame{S: strings.Join(lines, "\n") + "\n" + c.line.view(w, h-len(lines), true)}
}

// wideView has the profile on the left.
func (c *card) wideView(w, h int) widget.Frame {
	left := min(46, w*2/5)
	return widget.HStack(
		widget.Frame{S: widget.Block(c.profileColumn(c.profile, left), left, h)},
		widget.Frame{S: c.divider(h)},
		widget.Frame{S: c.line.view(w-left-1, h, true)})
}

// divider is a vertical rule.
func (s *session) divider(h int) string {
	return strings.TrimSuffix(strings.Repeat(s.styles.Faint.Render("│")+"\n", h), "\n")
}

// profileColumn draws a profile in a narrow column.
func (s *session) profileColumn(p profile, w int) string {
	in := w - 4
	lines := []string{s.profileTitle(p, in)}
	if role := s.profileRole(p, in); role != "" {
		lines = append(lines, role)
	}
	lines = append(lines, "")
	lines = append(lines, s.factLines(s.figures(p), in, 1)...)
	if next := s.nextLine(p, in); next != "" {
		lines = append(lines, next)
	}
	lines = append(lines, "")
	lines = append(lines, s.factLines(s.facts(p.customer), in, 3)...)
	return "  " + strings.Join(lines, "\n  ")
}

// wholeView is the profile alone, all of it.
func (c *card) wholeView(w, h int) string {
	in := min(w-4, 100)
	lines := []string{c.profileTitle(c.profile, in), c.profileRole(c.profile, in), c.figuresLine(c.profile, in), ""}
	lines = append(lines, c.factLines(c.facts(c.profile.customer), in, 200)...)
	c.scroll = min(c.scroll, max(0, len(lines)-h))
	return "  " + strings.Join(lines[c.scroll:], "\n  ")
}

// openTask returns the open follow-up under the cursor, or nil.
func (c *card) openTask() *model.Task {
	if e := c.line.here(); e != nil && e.Task != nil && e.Task.Done.IsZero() {
		return e.Task
	}
	return nil
}

// finish marks the follow-up as done.
func (c *card) finish() tea.Cmd {
	done := *c.openTask()
	done.Done = c.now()
	return c.change(func(ctx context.Context) (*model.ChangeSet, error) { return c.book.Save(ctx, &done) }, nil)
}

// bin puts the entry under the cursor into the bin.
func (c *card) bin() tea.Cmd {
	ref, _ := c.line.ref()
	return c.change(func(ctx context.Context) (*model.ChangeSet, error) { return c.book.Bin(ctx, ref) }, nil)
}

// edit opens the form of what the cursor is on: an entry, or the customer.
func (c *card) edit() tea.Cmd {
	e := c.line.here()
	switch {
	case c.whole || e == nil:
		return c.editCustomer()
	case e.Purchase != nil:
		return c.nav.push(newPurchaseForm(c.session, *e.Purchase, c.who()))
	case e.Interaction != nil:
		return c.nav.push(newInteractionForm(c.session, *e.Interaction, c.who()))
	}
	return c.nav.push(newTaskForm(c.session, *e.Task, c.who()))
}

// editText edits what the cursor is on in the person's own editor.
func (c *card) editText() tea.Cmd {
	e := c.line.here()
	switch {
	case c.profile.customer == nil:
		return nil
	case c.whole || e == nil:
		return newCustomerForm(c.session, *c.profile.customer).editText()
	case e.Purchase != nil:
		return newPurchaseForm(c.session, *e.Purchase, c.who()).editText()
	case e.Interaction != nil:
		return newInteractionForm(c.session, *e.Interaction, c.who()).editText()
	}
	return newTaskForm(c.session, *e.Task, c.who()).editText()
}

func (c *card) editCustomer() tea.Cmd {
	if c.profile.customer == nil {
		return nil
	}
	return c.nav.push(newCustomerForm(c.session, *c.profile.customer))
}

// who is the name of the customer, once it is read.
func (c *card) who() string {
	if c.profile.customer == nil {
		return ""
	}
	return oneLine(c.profile.customer.DisplayName())
}

func (c *card) addPurchase() tea.Cmd {
	return addTo(c, newPurchaseForm(c.session, c.freshPurchase(c.id), c.who()))
}

func (c *card) addInteraction() tea.Cmd {
	return addTo(c, newInteractionForm(c.session, c.freshInteraction(c.id), c.who()))
}

func (c *card) addTask() tea.Cmd {
	return addTo(c, newTaskForm(c.session, c.freshTask(c.id), c.who()))
}

// addTo opens the form of a new entry, which is under the cursor afterwards.
func addTo[T any, R recordOf[T]](c *card, f *form[T, R]) tea.Cmd {
	f.then = func(made *T) tea.Cmd {
		r := R(made)
		return c.line.seek(model.Ref{Kind: r.RecordKind(), ID: r.RecordMeta().ID})
	}
	return c.nav.push(f)
}
