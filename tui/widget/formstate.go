package widget

// State is what the keys of a form do at the moment, for those who show them.
type State int

// The states of a form.
const (
	Filling    State = iota // a field takes the keys
	Asking                  // a question is open: whether to drop what was typed
	Picking                 // a list of options is open
	Completing              // completions stand below the field, none is chosen
	Completed               // one of them is chosen
)

// State returns what takes the keys now.
func (f *Form) State() State {
	switch {
	case f.ask != nil:
		return Asking
	case f.list != nil:
		return Picking
	case f.drop != nil && f.drop.cursor >= 0:
		return Completed
	case f.drop != nil:
		return Completing
	}
	return Filling
}

// OnChoice reports whether the focus is on a field in which one chooses.
func (f *Form) OnChoice() bool {
	c := f.at(f.focus)
	return c != nil && c.def.Kind == Choice
}

// OnRow reports whether the focus is in a row of items that can be taken out.
func (f *Form) OnRow() bool {
	at := f.Focused()
	b := f.block(at.Key)
	return b != nil && b.def.Kind == Items && at.Row < len(b.rows) && !blankRow(b.rows[at.Row])
}
