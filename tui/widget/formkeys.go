package widget

import tea "charm.land/bubbletea/v2"

// Update takes keys, pasted text and the form's own completions. The command must
// reach the runtime.
func (f *Form) Update(msg tea.Msg) (Decision, tea.Cmd) {
	switch m := msg.(type) {
	case restMsg:
		return Pending, f.rested(m)
	case suggestedMsg:
		f.suggested(m)
		return Pending, nil
	case tea.MouseClickMsg:
		return f.click(m.X, m.Y)
	case tea.MouseWheelMsg:
		f.wheel(m)
		return Pending, nil
	}
	switch {
	case f.ask != nil:
		return f.answer(msg), nil
	case f.list != nil:
		return f.chooseFrom(msg), nil
	}
	f.wheeled = false
	switch m := msg.(type) {
	case tea.PasteMsg:
		d, _ := f.edit(msg)
		return d, f.wait(d)
	case tea.KeyPressMsg:
		return f.key(m)
	}
	return Pending, nil
}

// key runs a key press: first what is open, then the form's own keys, then the
// field, then movement that the field left over.
func (f *Form) key(k tea.KeyPressMsg) (Decision, tea.Cmd) {
	name := k.String()
	if d, used := f.dropKey(name); used {
		return d, nil
	}
	switch name {
	case "ctrl+s":
		return f.save(), nil
	case "esc":
		return f.cancel(), nil
	case "tab":
		f.step(1)
		return Pending, nil
	case "shift+tab":
		f.step(-1)
		return Pending, nil
	case "ctrl+x":
		return f.removeHere(), nil
	case "ctrl+z":
		return f.takeBack(), nil
	}
	if f.openList(Key(k)) {
		return Pending, nil
	}
	if d, used := f.edit(k); used {
		return d, f.wait(d)
	}
	switch name {
	case "up":
		f.vertical(-1)
	case "down":
		f.vertical(1)
	case "enter":
		if !f.onward() {
			return f.save(), nil
		}
	}
	return Pending, nil
}

// edit hands a message to the focused field.
func (f *Form) edit(msg tea.Msg) (Decision, bool) {
	c := f.at(f.focus)
	if c == nil {
		return Pending, false
	}
	d, used := c.update(msg)
	if d == Changed {
		f.edited(c)
	}
	return d, used
}

// edited follows a change in a field: an error that was shown is looked at again, so
// that it goes as soon as the text is right.
func (f *Form) edited(c *cell) {
	c.held = false
	if c.err != "" {
		f.check(c, f.Focused())
	}
	if b := f.blocks[f.focus.block]; b.def.Kind == Items {
		f.waitRow(b)
	}
}

// save reports Accepted when all fields are fine.
func (f *Form) save() Decision {
	f.closeDrop()
	if c := f.at(f.focus); c != nil {
		f.settle(c)
	}
	if !f.checkAll() {
		return Pending
	}
	return Accepted
}

// cancel leaves, after a question when something was changed.
func (f *Form) cancel() Decision {
	if !f.Dirty() {
		return Cancelled
	}
	f.ask = NewConfirm(f.st, f.texts.Discard)
	return Pending
}

// answer takes keys of the question.
func (f *Form) answer(msg tea.Msg) Decision {
	d := f.ask.Update(msg)
	if d == Pending {
		return Pending
	}
	f.ask = nil
	if d == Accepted {
		return Cancelled
	}
	return Pending
}

// removeHere takes out the item row that has the focus.
func (f *Form) removeHere() Decision {
	b := f.blocks[f.focus.block]
	if b.def.Kind != Items || blankRow(b.rows[f.focus.row]) {
		return Pending
	}
	f.closeDrop()
	f.RemoveRow(b.def.Key, f.focus.row)
	return Changed
}

// openList opens the list of a Choice with many options.
func (f *Form) openList(key string) bool {
	c := f.at(f.focus)
	if c == nil || key != "space" || c.def.Kind != Choice || len(c.options) < manyOptions {
		return false
	}
	f.list = NewPick(f.st, c.def.Label, f.texts.Filter, c.options)
	f.list.Empty = f.texts.NoMatch
	f.list.Select(c.value())
	return true
}

// chooseFrom takes keys of the open list.
func (f *Form) chooseFrom(msg tea.Msg) Decision {
	d := f.list.Update(msg)
	if d == Pending {
		return Pending
	}
	o, ok := f.list.Chosen()
	f.list = nil
	c := f.at(f.focus)
	if d != Accepted || !ok || c == nil || c.value() == o.Value {
		return Pending
	}
	c.set(o.Value)
	f.edited(c)
	return Changed
}
