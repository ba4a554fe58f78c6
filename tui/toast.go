package tui

import (
	"strings"

	"kehu/tui/widget"
)

// The tones of toasts.
const (
	plain = widget.Plain
	good  = widget.Good
	warn  = widget.Warning
	bad   = widget.Failure
)

// A toast is a short message above the footer; the next key clears it.
type toast struct {
	text string
	hint string // what to do next; "" for nothing
	tone widget.Tone
}

// toastLines is how much of a long message is shown.
const toastLines = 4

// over draws the toast on the last lines above the footer of a frame of w×h.
func (t toast) over(st widget.Styles, f widget.Frame, w, h int) widget.Frame {
	if t.text == "" {
		return f
	}
	lines := t.lines(w - 6)
	for i, line := range lines {
		if i == 0 {
			lines[i] = widget.Toast(st, t.tone, " "+line, w)
		} else {
			lines[i] = widget.Toast(st, plain, "  "+line, w)
		}
	}
	return widget.Overlay(f, widget.Frame{S: strings.Join(lines, "\n")}, 0, h-1-len(lines))
}

// lines wraps the message, its beginning if it is long, and the hint below it.
func (t toast) lines(w int) []string {
	lines := head(widget.Wrap(clip(t.text), w), toastLines)
	if t.hint != "" {
		lines = append(lines, head(widget.Wrap(t.hint, w), 2)...)
	}
	return lines
}
