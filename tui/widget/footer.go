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
	var b strings.Builder
	for _, i := range footed(st, bindings, w) {
		b.WriteString(hint(st, bindings[i]) + "  ")
	}
	return Cell(strings.TrimSuffix(b.String(), "  "), w, false)
}

// FooterAt returns the index of the binding at a cell of the footer.
func FooterAt(st Styles, bindings []Binding, w, x int) (int, bool) {
	at := 0
	for _, i := range footed(st, bindings, w) {
		wide := Width(hint(st, bindings[i]))
		if x >= at && x < at+wide {
			return i, true
		}
		at += wide + 2
	}
	return 0, false
}

// footed lists the bindings that fit: the first ones and the last.
func footed(st Styles, bindings []Binding, w int) (shown []int) {
	if len(bindings) == 0 {
		return nil
	}
	last := len(bindings) - 1
	room := w - Width(hint(st, bindings[last]))
	for i, k := range bindings[:last] {
		if room -= Width(hint(st, k)) + 2; room < 0 {
			break
		}
		shown = append(shown, i)
	}
	return append(shown, last)
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
