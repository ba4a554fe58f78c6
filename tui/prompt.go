package tui

import (
	tea "charm.land/bubbletea/v2"

	"kehu/tui/widget"
)

// prompt floats a line and asks for a text. It stays until its owner takes it
// away, so that a text that was refused is not lost.
type prompt struct {
	base
	title string
	line  *widget.Line
	then  func(text string) tea.Cmd
	wide  bool // for long texts, such as paths
	w     int
}

// mostPrompt is the longest text, in characters.
const mostPrompt = 1000

func newPrompt(s *session, title, present string, then func(text string) tea.Cmd) *prompt {
	p := &prompt{base: base{s}, title: title, line: widget.NewLine(s.styles, mostPrompt), then: then}
	p.line.SetValue(present)
	p.line.Focus()
	return p
}

// Update types, gives the text away, or closes.
func (p *prompt) Update(msg tea.Msg) tea.Cmd {
	if !isInput(msg) {
		return nil
	}
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch widget.Key(k) {
		case "enter":
			return p.then(p.line.Value())
		case "esc":
			return p.nav.pop()
		}
	}
	p.line.Update(msg)
	return nil
}

func (p *prompt) Resize(w, _ int) tea.Cmd {
	p.w = min(w-4, 52)
	if p.wide {
		p.w = min(w-4, 100)
	}
	return nil
}

func (p *prompt) View(int, int) widget.Frame {
	in := p.w - p.styles.Box.GetHorizontalFrameSize()
	p.line.SetSize(in)
	head := widget.Frame{S: p.styles.Title.Render(widget.Cell(widget.Grid(p.title), in, false))}
	return widget.VStack(head, p.line.View()).In(p.styles.Box)
}

func (p *prompt) Typing() bool { return true }
func (p *prompt) Floats() bool { return true }

// Bindings are for the footer; the line handles its keys itself.
func (p *prompt) Bindings() []binding {
	return []binding{
		{show: "Enter", label: "tui.key.keep", foot: true},
		{show: "Esc", label: "tui.key.cancel", foot: true},
	}
}
