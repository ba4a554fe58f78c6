package widget

// filled is what Fill put into a field, and what stood there before.
type filled struct{ before, after string }

// Fill puts texts into fields, as somebody would who knows what follows from what
// was typed. Ctrl-z takes all of it back.
func (f *Form) Fill(texts map[Ref]string) {
	f.fills = map[Ref]filled{}
	for at, text := range texts {
		if c := f.cell(at); c != nil && c.value() != text {
			f.fills[at] = filled{c.value(), text}
			f.Set(at, text)
		}
	}
}

// takeBack puts back what stood where Fill filled in, except where somebody has
// typed something else since.
func (f *Form) takeBack() Decision {
	if len(f.fills) == 0 {
		return Pending
	}
	for at, fill := range f.fills {
		if f.Text(at) == fill.after {
			f.Set(at, fill.before)
		}
		f.SetNote(at, "")
	}
	f.fills = nil
	if c := f.at(f.focus); c != nil {
		f.entered = c.value()
	}
	return Changed
}
