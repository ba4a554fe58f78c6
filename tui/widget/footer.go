package widget

import (
	"cmp"
	"fmt"
	"strings"
)

// Footer draws the bindings in one line of w cells, the first ones being the most
// important. What does not fit is left out, save the last binding, which by habit
// leads to the full list.
func Footer(st Styles, bindings []Binding, w int) string {
	if len(bindings) == 0 || w <= 0 {
		return spaces(w)
	}
	last := hint(st, bindings[len(bindings)-1])
	room := w - Width(last)
	var b strings.Builder
	for _, k := range bindings[:len(bindings)-1] {
		s := hint(st, k) + "  "
		if Width(s) > room {
			break
		}
		b.WriteString(s)
		room -= Width(s)
	}
	return Cell(b.String()+last, w, false)
}

func hint(st Styles, k Binding) string {
	return NewBrush(st.Key).Paint(Grid(k.Key)) + " " + NewBrush(st.KeyLabel).Paint(Grid(k.Label))
}

// Ends draws left and right text in one line of w cells; the left gives way.
func Ends(left, right string, w int) string {
	right = Truncate(right, w)
	return Cell(left, w-Width(right), false) + right
}

// Tone is how a toast sounds. Each has a sign besides its colour.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Good
	Warning
	Failure
)

// Toast draws a short message in one line of w cells.
func Toast(st Styles, tone Tone, text string, w int) string {
	sign, ink := "", st.Text
	switch tone {
	case Good:
		sign, ink = st.Signs.On, st.Good
	case Warning:
		sign, ink = st.Signs.Warn, st.Warn
	case Failure:
		sign, ink = st.Signs.Error, st.Bad
	}
	base := NewBrush(st.Toast)
	text = Cell(Grid(text), w-Width(sign)-3, false)
	if sign == "" {
		return base.Paint(Cell(" "+text, w, false))
	}
	return Cell(base.Paint(" "+NewBrush(ink).Over(base, sign)+" "+text+" "), w, false)
}

// NewHelp returns a searchable list of bindings under their group headings.
func NewHelp(st Styles, title, placeholder string, bindings []Binding) *Pick {
	wide := 0
	for _, b := range bindings {
		wide = max(wide, Width(Grid(b.Key)))
	}
	options := make([]Option, len(bindings))
	for i, b := range bindings {
		options[i] = Option{Value: cmp.Or(b.ID, b.Key), Label: Cell(Grid(b.Key), wide, false) + "  " + Grid(b.Label), Group: b.Group}
	}
	return NewPick(st, title, placeholder, options)
}

// position returns "3/12" for the element with index i of n, "0" for none.
func position(i, n int) string {
	if n == 0 {
		return "0"
	}
	return fmt.Sprintf("%d/%d", i+1, n)
}
