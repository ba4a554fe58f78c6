package widget

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Completions are looked up after the keys have rested, and not for ever.
const (
	suggestRest    = 120 * time.Millisecond
	suggestTimeout = 3 * time.Second
	dropLines      = 6
)

// drop is the open list of completions. Nothing is chosen at first, so Enter and
// Tab go on as usual and never replace what was typed.
type drop struct {
	options []Option
	cursor  int // -1 for none
}

// restMsg comes when the keys have rested; suggestedMsg brings the completions.
type (
	restMsg struct {
		form *Form
		seq  int
	}
	suggestedMsg struct {
		form    *Form
		seq     int
		options []Option
	}
)

// wait starts the rest after a change in a field that completes.
func (f *Form) wait(d Decision) tea.Cmd {
	c := f.at(f.focus)
	if d != Changed || c == nil || !c.completes() {
		return nil
	}
	f.seq++
	if f.stop != nil {
		f.stop()
	}
	if strings.TrimSpace(c.input()) == "" {
		f.drop = nil
		return nil
	}
	m := restMsg{f, f.seq}
	return tea.Tick(suggestRest, func(time.Time) tea.Msg { return m })
}

// rested looks up completions when no key has come since.
func (f *Form) rested(m restMsg) tea.Cmd {
	c := f.at(f.focus)
	if m.form != f || m.seq != f.seq || c == nil || !c.completes() {
		return nil
	}
	ctx, stop := context.WithTimeout(context.Background(), suggestTimeout)
	f.stop = stop
	text, suggest := c.input(), c.def.Suggest
	if c.def.SuggestIn != nil {
		suggest = c.def.SuggestIn(f)
	}
	return func() tea.Msg {
		defer stop()
		options, err := guard(ctx, text, suggest)
		if err != nil {
			options = nil // completions are a help: without them one types on
		}
		return suggestedMsg{f, m.seq, options}
	}
}

// guard turns a panic of a look-up into an error.
func guard(ctx context.Context, text string, suggest func(context.Context, string) ([]Option, error)) (out []Option, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("completing: panic: %v", p)
		}
	}()
	return suggest(ctx, text)
}

// suggested opens the list.
func (f *Form) suggested(m suggestedMsg) {
	c := f.at(f.focus)
	if m.form != f || m.seq != f.seq || c == nil {
		return
	}
	f.drop = nil
	if n := len(m.options); n == 0 || n == 1 && m.options[0].Value == c.input() {
		return
	}
	f.drop = &drop{m.options, -1}
}

// closeDrop closes the list and drops completions under way.
func (f *Form) closeDrop() {
	f.seq++
	if f.stop != nil {
		f.stop()
	}
	f.drop = nil
}

// dropKey runs a key of the open list.
func (f *Form) dropKey(k string) (Decision, bool) {
	if f.drop == nil {
		return Pending, false
	}
	switch d := f.drop; {
	case k == "esc":
		f.closeDrop()
	case k == "down":
		d.cursor = min(d.cursor+1, len(d.options)-1)
	case k == "up" && d.cursor >= 0:
		d.cursor--
	case (k == "enter" || k == "tab") && d.cursor >= 0:
		return f.take(d.options[d.cursor]), true
	default:
		return Pending, false
	}
	return Pending, true
}

// take puts a completion into the field.
func (f *Form) take(o Option) Decision {
	f.closeDrop()
	c := f.at(f.focus)
	c.set(o.Value)
	f.edited(c)
	if c.def.Take != nil {
		c.def.Take(f, f.Focused(), o)
	}
	return Changed
}

// Static completes from a fixed list: the options that hold the text, those that
// begin with it first.
func Static(options []Option) func(context.Context, string) ([]Option, error) {
	return func(_ context.Context, text string) ([]Option, error) {
		text = strings.ToLower(strings.TrimSpace(text))
		var first, rest []Option
		for _, o := range options {
			have := strings.ToLower(o.Text() + " " + o.Value + " " + o.Find)
			switch {
			case strings.HasPrefix(have, text):
				first = append(first, o)
			case strings.Contains(have, text):
				rest = append(rest, o)
			}
		}
		return append(first, rest...), nil
	}
}
