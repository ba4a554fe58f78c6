package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// BreakSign stands for a line break in an input of one line whose field keeps them.
const BreakSign = "⏎"

// breaksIn is the text as the input of a field shows it.
func (d *Field) breaksIn(text string) string {
	if !d.Breaks {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", BreakSign)
}

// breaksOut is what the text in the input of a field means.
func (d *Field) breaksOut(text string) string {
	if !d.Breaks {
		return text
	}
	return strings.ReplaceAll(text, BreakSign, "\n")
}

// pasted is a message for the input of a field: lines that are pasted stay apart.
func (d *Field) pasted(msg tea.Msg) tea.Msg {
	if p, ok := msg.(tea.PasteMsg); ok {
		p.Content = d.breaksIn(p.Content)
		return p
	}
	return msg
}
