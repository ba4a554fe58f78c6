package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// Bindings lists the keys of the card.
func (c *card) Bindings() []binding {
	const entryReason = "tui.why.no_entry"
	_, onEntry := c.line.ref()
	onEntry = onEntry && !c.whole
	listed := when(c.list != nil, "tui.why.no_list")
	bs := []binding{
		{keys: []string{"enter"}, label: "tui.key.unfold", group: groupMove, foot: !c.whole, off: when(onEntry, entryReason), run: c.line.unfold},
		{keys: []string{"o"}, label: "tui.key.double", group: groupMove, foot: true, off: when(len(c.profile.outlook.Doubles) > 0, "tui.why.no_double"), run: c.openDouble},
		{keys: []string{"e"}, label: c.editLabel(onEntry), group: groupChange, foot: true, run: c.edit},
		{keys: []string{"C"}, label: "tui.key.edit_customer", group: groupChange, run: c.editCustomer},
		{keys: []string{"E"}, label: "tui.key.edit_text", group: groupChange, off: c.outside.why, run: c.editText},
		{keys: []string{"$"}, label: "tui.key.purchase", group: groupChange, foot: true, run: c.addPurchase},
		{keys: []string{"m"}, label: "tui.key.contact", group: groupChange, foot: true, run: c.addInteraction},
		{keys: []string{"f"}, label: "tui.key.task", group: groupChange, foot: true, run: c.addTask},
		{keys: []string{"x"}, label: "tui.key.finish", group: groupChange, off: when(c.openTask() != nil, "tui.why.no_task"), run: c.finish},
		{keys: []string{"d"}, label: "tui.key.bin_entry", group: groupChange, off: c.noBin(onEntry), run: c.bin},
		{keys: []string{"b"}, label: "history.key.blame", group: groupFind, run: c.askBlame},
		{keys: []string{"@"}, label: "history.key.past", group: groupFind, run: c.askPast},
		{keys: []string{"tab"}, label: "tui.key.profile", group: groupMove, foot: true, run: c.focus},
		{keys: []string{"n"}, show: "n p", label: "tui.key.neighbour", group: groupMove, foot: c.list != nil, off: listed, run: func() tea.Cmd { return c.step(+1) }},
		{keys: []string{"p"}, off: listed, run: func() tea.Cmd { return c.step(-1) }},
		{keys: []string{"esc", "left", "h"}, label: "tui.key.back", group: groupMove, foot: true, run: c.leave},
	}
	bs = append(bs, c.numbers()...)
	if c.whole {
		return append(bs, c.scrolling()...)
	}
	return append(bs, c.line.bindings()...)
}

// numbers are the keys of the timeline's lenses and of the profile's parts.
func (c *card) numbers() []binding {
	var bs []binding
	for i := range lenses {
		bs = append(bs, binding{keys: []string{number(i)}, run: func() tea.Cmd { return c.look(i) }})
	}
	for part := range partNames {
		bs = append(bs, binding{keys: []string{number(len(lenses) + part)}, run: func() tea.Cmd { return c.read(part) }})
	}
	bs[0].show, bs[0].label, bs[0].group = "1…"+number(len(lenses)-1), "tui.key.lens", groupFind
	first := &bs[len(lenses)]
	first.show, first.label, first.group = number(len(lenses))+"…"+number(len(bs)-1), "tui.key.part", groupMove
	return bs
}

// number is the key of the n-th lens or part, counted from 0.
func number(n int) string { return string(rune('1' + n)) }

// editText edits what the cursor is on in the person's own editor.
func (c *card) editText() tea.Cmd {
	e := c.line.here()
	switch {
	case c.profile.customer == nil:
		return nil
	case c.whole || e == nil || e.Edit != nil:
		return newCustomerForm(c.session, *c.profile.customer).editText()
	case e.Purchase != nil:
		return newPurchaseForm(c.session, *e.Purchase, c.who()).editText()
	case e.Interaction != nil:
		return newInteractionForm(c.session, *e.Interaction, c.who()).editText()
	}
	return newTaskForm(c.session, *e.Task, c.who()).editText()
}

func (c *card) editLabel(onEntry bool) string {
	switch e := c.line.here(); {
	case c.whole:
		return "tui.key.edit_field"
	case onEntry && e.Edit == nil:
		return "tui.key.edit_entry"
	}
	return "tui.key.edit"
}

// noBin is the reason why the entry under the cursor cannot go to the bin.
func (c *card) noBin(onEntry bool) string {
	if onEntry && c.line.here().Edit != nil {
		return "tui.why.edit_entry"
	}
	return when(onEntry, "tui.why.no_entry")
}

func (c *card) scrolling() []binding {
	by := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			c.facts.move(n)
			return nil
		}
	}
	return []binding{
		{keys: []string{"down", "j"}, show: "↑↓", label: "tui.key.move", group: groupMove, run: by(1)},
		{keys: []string{"up", "k"}, run: by(-1)},
		{keys: []string{"pgdown", "ctrl+d"}, show: "PgUp PgDn", label: "tui.key.page", group: groupMove, run: by(10)},
		{keys: []string{"pgup", "ctrl+u"}, run: by(-10)},
		{keys: []string{"home", "g"}, show: "g G", label: "tui.key.ends", group: groupMove, run: by(-1 << 20)},
		{keys: []string{"end", "G"}, run: by(1 << 20)},
	}
}

// focus goes from the timeline to the profile and back.
func (c *card) focus() tea.Cmd {
	c.whole = !c.whole
	return nil
}

// look shows one kind of entries.
func (c *card) look(lens int) tea.Cmd {
	c.whole = false
	return c.line.look(lens)
}

// read goes to a part of the profile.
func (c *card) read(part int) tea.Cmd {
	c.whole = true
	c.facts.to(part)
	c.facts.reveal()
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
	if id == 0 || id == c.wanted {
		return cmd
	}
	return tea.Batch(cmd, c.turnTo(id))
}

// openDouble opens the card of the customer who may be the same.
func (c *card) openDouble() tea.Cmd {
	return c.nav.push(newCard(c.session, c.profile.outlook.Doubles[0].ID, nil))
}

// openTask returns the open follow-up under the cursor, or nil.
func (c *card) openTask() *model.Task {
	if e := c.line.here(); e != nil && e.Task != nil && e.Task.Done.IsZero() && !c.whole {
		return e.Task
	}
	return nil
}

// finish asks what came of the follow-up and ticks it off.
func (c *card) finish() tea.Cmd {
	return c.nav.push(newFinishForm(c.session, *c.openTask(), c.who()))
}

// bin puts the entry under the cursor into the bin.
func (c *card) bin() tea.Cmd {
	ref, _ := c.line.ref()
	return c.change(func(ctx context.Context) (*model.ChangeSet, error) { return c.book.Bin(ctx, ref) }, nil)
}

// edit opens the form of what the cursor is on: an entry, or a field of the customer.
func (c *card) edit() tea.Cmd {
	e := c.line.here()
	switch {
	case c.whole:
		return c.editField(c.facts.at())
	case e == nil || e.Edit != nil:
		return c.editCustomer()
	case e.Purchase != nil:
		return c.nav.push(newPurchaseForm(c.session, *e.Purchase, c.who()))
	case e.Interaction != nil:
		return c.nav.push(newInteractionForm(c.session, *e.Interaction, c.who()))
	}
	return c.nav.push(newTaskForm(c.session, *e.Task, c.who()))
}

func (c *card) editCustomer() tea.Cmd { return c.editField(widget.Ref{}) }

// editField opens the customer's form at a place.
func (c *card) editField(at widget.Ref) tea.Cmd {
	if c.profile.customer == nil {
		return nil
	}
	f := newCustomerForm(c.session, *c.profile.customer)
	cmd := c.nav.push(f)
	f.form.Focus(at)
	return cmd
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
		c.whole = false
		return c.line.seek(R(made))
	}
	return c.nav.push(f)
}
