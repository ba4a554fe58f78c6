package widget

import (
	"context"
	"maps"
	"strconv"
)

// Kind is how a [Field] is entered.
type Kind int

// The kinds of fields.
const (
	OneLine Kind = iota
	Lines        // several lines of text
	Choice       // one of Options: ← → or Space; a list with filter when there are many
	Check        // yes or no: "true" or ""
	Items        // rows of cells, one Field per column; a blank row waits at the end
	Heading      // not a field: a title over those that follow
)

// Field describes one entry of a [Form]. Texts are the caller's.
type Field struct {
	Key         string
	Label       string
	Hint        string // shown at the foot while the field has the focus
	Placeholder string
	Kind        Kind
	Required    bool
	ReadOnly    bool // shown, never entered
	Right       bool // numbers and money: aligned right
	Replace     bool // of a line: typing replaces what stands there on entering it
	Breaks      bool // of a line: line breaks stay, and stand there as BreakSign
	Value       string
	Options     []Option // of a Choice
	MaxLen      int      // in runes, 0 for no bound; a longer stored value is kept
	Height      int      // lines of a Lines field, 0 for 4
	Width       int      // cells, 0 for all there are
	Columns     []Field  // of Items
	Hidden      bool     // of a column: kept with the row, never shown

	// Check looks at the text when one leaves the field, and again while one
	// corrects it; it returns what is wrong, "" for nothing. What stands behind a
	// line break says what to do, and shows while the field has the focus.
	Check func(text string) string

	// CheckIn is Check for a field or cell whose errors hang on others.
	CheckIn func(f *Form, at Ref) string

	// Suggest finds completions. It runs outside of Update after a short rest
	// of the keys; ctx ends when the text has changed.
	Suggest func(ctx context.Context, text string) ([]Option, error)

	// SuggestIn is Suggest for a field whose completions hang on other fields: it is
	// asked in Update and may read the form, what it returns runs outside.
	SuggestIn func(f *Form) func(ctx context.Context, text string) ([]Option, error)

	// Leave is told that one leaves the field with another text than one found there,
	// so that other fields can follow; see Fill.
	Leave func(f *Form, at Ref)

	// Take is told of a completion that was chosen, after its value has been put
	// into the field, so that other fields can follow.
	Take func(f *Form, at Ref, o Option)
}

// Ref names a field of a form, or a cell of its item rows.
type Ref struct {
	Key string
	Row int    // of Items
	Col string // key of the column, "" for a plain field
}

// FormTexts are the words that a form needs besides its fields.
type FormTexts struct {
	Required string   // error of an empty required field
	Discard  Question // asked before changes are dropped
	Filter   string   // placeholder over a long list of choices
	NoMatch  string   // shown when nothing matches it

	// Wrong lists the fields with errors when the person saves and there are several.
	Wrong func(labels []string) string
}

// Form is a list of fields, one below the other. Update reports Changed after
// each edit, Accepted when the person saves and no field complains, Cancelled when
// they leave; reading and writing records is the owner's.
type Form struct {
	Title string

	st      Styles
	look    formLook
	texts   FormTexts
	blocks  []*block
	focus   pos
	w, h    int
	top     int  // first line of the fields in view
	wheeled bool // top is where the wheel left it, not where the focus is
	x, in   int  // cell where fields begin, and the cells they have
	start   map[string]string

	ask  *Confirm // "drop the changes?"
	list *Pick    // options of a Choice
	drop *drop    // completions under the field
	seq  int      // grows with each edit: older completions are dropped
	stop context.CancelFunc

	entered string         // the text of the focused cell as one found it
	refused bool           // the person saved and there were errors
	fills   map[Ref]filled // by the last Fill, for Ctrl-z
}

// block is a field with its cells: one, or rows of them.
type block struct {
	def    Field
	hidden bool
	rows   [][]*cell
}

// NewForm returns a form with the focus in its first field.
func NewForm(st Styles, title string, texts FormTexts, fields []Field) *Form {
	f := &Form{Title: title, texts: texts}
	f.SetStyles(st)
	for _, d := range fields {
		f.blocks = append(f.blocks, f.newBlock(d))
	}
	f.SetSize(80, 24)
	f.Clean()
	if s := f.stops(); len(s) > 0 {
		f.enter(s[0])
	}
	return f
}

func (f *Form) newBlock(d Field) *block {
	b := &block{def: d}
	switch d.Kind {
	case Heading:
	case Items:
		b.rows = [][]*cell{f.newRow(b, nil)}
	default:
		b.rows = [][]*cell{{newCell(f.st, &b.def)}}
	}
	return b
}

// SetStyles takes other colours.
func (f *Form) SetStyles(st Styles) {
	f.st, f.look = st, newFormLook(st)
	for _, b := range f.blocks {
		for _, row := range b.rows {
			for _, c := range row {
				c.setStyles(st)
			}
		}
	}
}

// SetSize sets the cells and lines to draw in.
func (f *Form) SetSize(w, h int) {
	f.w, f.h = max(w, 20), max(h, 5)
	f.x, f.in = f.columns()
}

// Value returns the text of a plain field: of a Choice its option's value, of a
// Check "true" or "". A field that was not edited returns exactly what it was
// given, even what an input cannot show.
func (f *Form) Value(key string) string { return f.Text(Ref{Key: key}) }

// Text is Value for a field or a cell of an item row.
func (f *Form) Text(at Ref) string {
	if c := f.cell(at); c != nil {
		return c.value()
	}
	return ""
}

// Set replaces the text of a field or cell, and takes its error away.
func (f *Form) Set(at Ref, text string) {
	if c := f.cell(at); c != nil && c.value() != text {
		c.set(text)
		c.err = ""
	}
}

// SetNote shows a remark under a field that does not keep one from saving; "" takes
// it away.
func (f *Form) SetNote(at Ref, text string) {
	if c := f.cell(at); c != nil {
		c.note, c.calm = text, false
	}
}

// SetMeaning shows under a field what its text is understood as; it is no warning.
func (f *Form) SetMeaning(at Ref, text string) {
	if c := f.cell(at); c != nil {
		c.note, c.calm = text, true
	}
}

// SetOptions replaces the options of a Choice; the value stays.
func (f *Form) SetOptions(at Ref, options []Option) {
	if c := f.cell(at); c != nil {
		was := c.value()
		c.options = options
		c.set(was)
	}
}

// SetColumn replaces the options of a Choice column, in all rows.
func (f *Form) SetColumn(key, col string, options []Option) {
	b := f.block(key)
	if b == nil {
		return
	}
	for i := range b.def.Columns {
		if b.def.Columns[i].Key == col {
			b.def.Columns[i].Options = options
		}
	}
	for row := range b.rows {
		f.SetOptions(Ref{key, row, col}, options)
	}
}

// SetHidden hides or shows a field. Hidden fields keep their values and are not
// checked.
func (f *Form) SetHidden(key string, hidden bool) {
	if b := f.block(key); b != nil {
		b.hidden = hidden
		f.x, f.in = f.columns()
		f.refocus()
	}
}

// Fail shows errors that the owner found while saving and puts the focus on the
// first of them. They stay until the text changes.
func (f *Form) Fail(errs map[Ref]string) {
	for at, text := range errs {
		if c := f.cell(at); c != nil {
			c.err, c.held = text, true
		}
	}
	f.refused = f.focusError()
}

// Release takes back the errors of Fail: what they were about may have changed.
func (f *Form) Release() {
	for _, b := range f.blocks {
		for _, row := range b.rows {
			for _, c := range row {
				c.forgive()
			}
		}
	}
}

// Forgive is Release for one field or cell.
func (f *Form) Forgive(at Ref) {
	if c := f.cell(at); c != nil {
		c.forgive()
	}
}

// Focused returns the field or cell that has the focus.
func (f *Form) Focused() Ref { return f.ref(f.focus) }

// Focus puts the focus on a field or cell, if it can take it.
func (f *Form) Focus(at Ref) {
	for _, p := range f.stops() {
		if f.ref(p) == at {
			f.move(p)
		}
	}
}

// Snapshot returns all values, for a draft: a plain field by its key, a cell of an
// item row as "items.0.price". Blank rows are left out.
func (f *Form) Snapshot() map[string]string { return f.collect(true) }

// collect returns all values, with or without those that nobody can enter.
func (f *Form) collect(readOnly bool) map[string]string {
	out := map[string]string{}
	for _, b := range f.blocks {
		n := 0
		for _, row := range b.rows {
			items := b.def.Kind == Items
			if items && blankRow(row) {
				continue
			}
			for _, c := range row {
				key := b.def.Key
				if items {
					key += "." + strconv.Itoa(n) + "." + c.def.Key
				}
				if readOnly || !c.def.ReadOnly {
					out[key] = c.value()
				}
			}
			n++
		}
	}
	return out
}

// Restore puts the values of a snapshot back. Keys that it lacks keep theirs, item
// rows are replaced.
func (f *Form) Restore(snapshot map[string]string) {
	for _, b := range f.blocks {
		if b.def.Kind == Items {
			f.restoreRows(b, snapshot)
			continue
		}
		if v, ok := snapshot[b.def.Key]; ok && len(b.rows) > 0 {
			b.rows[0][0].set(v)
		}
	}
	f.refocus()
}

// Clean makes the present values the ones that Dirty compares with.
func (f *Form) Clean() { f.start = f.collect(false) }

// Dirty reports whether a value that can be entered differs from the start.
func (f *Form) Dirty() bool { return !maps.Equal(f.start, f.collect(false)) }

// block returns the field with that key, or nil.
func (f *Form) block(key string) *block {
	for _, b := range f.blocks {
		if b.def.Key == key {
			return b
		}
	}
	return nil
}

// cell returns the cell that at names, or nil.
func (f *Form) cell(at Ref) *cell {
	b := f.block(at.Key)
	if b == nil || at.Row < 0 || at.Row >= len(b.rows) {
		return nil
	}
	for _, c := range b.rows[at.Row] {
		if at.Col == "" && !c.def.Hidden || c.def.Key == at.Col {
			return c
		}
	}
	return nil
}
