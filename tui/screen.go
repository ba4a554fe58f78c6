package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"kehu/tui/widget"
)

// A screen fills the body of the terminal, or floats over the one below it. It is
// a pointer that changes in place.
type screen interface {
	Init() tea.Cmd              // runs once, when the screen is shown first
	Update(tea.Msg) tea.Cmd     // keys only while it is on top, other messages always
	Resize(w, h int) tea.Cmd    // before the first View and whenever the room is another
	View(w, h int) widget.Frame // at most w×h cells
	Bindings() []binding        // its keys now
	Status() string             // for the right end of the header
	Typing() bool               // letters are text, not commands
	Floats() bool               // drawn over the screen below
}

// base has the common answers of screens that hold no text field.
type base struct{ *session }

func (base) Init() tea.Cmd           { return nil }
func (base) Update(tea.Msg) tea.Cmd  { return nil }
func (base) Resize(int, int) tea.Cmd { return nil }
func (base) Status() string          { return "" }
func (base) Typing() bool            { return false }
func (base) Floats() bool            { return false }

// bookChanged says that something was written, by anybody.
type bookChanged struct{}

// restyled says that the language or the colours are others now.
type restyled struct{}

// A binding is one command of a screen: its keys, its words, and whether it can
// be given now. Keys without run are handled by the screen's Update; they are
// listed for the footer and the help only.
type binding struct {
	keys  []string // as widget.Key names them; the first is shown
	show  string   // shown instead of the first key, such as "↑↓"
	label string   // id of the words
	group string   // id of the heading in the help
	foot  bool     // belongs in the footer
	off   string   // id of the reason why it cannot be given now
	run   func() tea.Cmd

	usual []string // the keys that it had before the person chose others; set by [keymap.over]
}

// find returns the binding of a key, or nil.
func find(bs []binding, key string) *binding {
	for i := range bs {
		for _, k := range bs[i].keys {
			if k == key {
				return &bs[i]
			}
		}
	}
	return nil
}

// name returns the key as people know it.
func (b binding) name() string {
	if b.show != "" {
		return b.show
	}
	return b.first()
}

// when returns id as a reason unless the condition holds.
func when(ok bool, id string) string {
	if ok {
		return ""
	}
	return id
}

// called returns the binding with an id, or nil.
func called(bs []binding, id string) *binding {
	if at := slices.Index(ids(bs), id); at >= 0 {
		return &bs[at]
	}
	return nil
}
