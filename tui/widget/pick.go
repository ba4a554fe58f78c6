package widget

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// Option is one thing to choose.
type Option struct {
	Value  string // what the caller gets
	Label  string // what is shown; Value when empty
	Detail string // shown in grey on the right
	Find   string // more text that the filter looks in, such as pinyin
	Group  string // heading above the first option of each group
	Data   any    // the owner's, for Take
	Muted  bool   // drawn in grey: it cannot be chosen now, and Detail says why
}

// Text returns what is shown.
func (o Option) Text() string {
	if o.Label == "" {
		return o.Value
	}
	return o.Label
}

// Pick is a short list with a filter line: menus, choices, the command palette.
// Enter accepts, Esc cancels. It holds all its options: some hundreds, not a
// table.
type Pick struct {
	Title string
	Empty string // shown when the filter leaves nothing

	// Match tells whether a word of the filter names an option, and how well: the
	// lowest rank stands first. nil looks for the word in all texts.
	Match func(o Option, word string) (rank int, ok bool)

	// Near tells how well the whole filter names an option that its words found: the
	// lowest stands first. nil leaves that to Match.
	Near func(o Option, typed string) int

	st          Styles
	filter      *Line
	all         []Option
	found       []int // indices into all
	cursor, top int
	w, h        int
}

// NewPick returns a picker with the focus in its filter line. placeholder is the
// filter's.
func NewPick(st Styles, title, placeholder string, options []Option) *Pick {
	p := &Pick{Title: title, st: st, filter: NewLine(st, 100), all: options, w: 40, h: 12}
	p.filter.Placeholder = placeholder
	p.filter.Focus()
	p.narrow()
	return p
}

// SetSize sets the most cells and lines for the box, border included. The box is
// lower when there are fewer options.
func (p *Pick) SetSize(w, h int) {
	p.w, p.h = max(w, 16), max(h, 6)
	p.show()
}

// Select puts the cursor on the option with that value.
func (p *Pick) Select(value string) {
	for i, n := range p.found {
		if p.all[n].Value == value {
			p.cursor = i
		}
	}
	p.show()
}

// Chosen returns the option under the cursor; false when nothing is found.
func (p *Pick) Chosen() (Option, bool) {
	if p.cursor >= len(p.found) {
		return Option{}, false
	}
	return p.all[p.found[p.cursor]], true
}

// Update takes keys. Accepted and Cancelled mean that the owner should close it.
func (p *Pick) Update(msg tea.Msg) Decision {
	switch m := msg.(type) {
	case tea.MouseWheelMsg:
		p.move(notches(m))
		return Pending
	case tea.MouseClickMsg:
		return p.click(m.X, m.Y)
	}
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch k.String() {
		case "esc", "ctrl+c":
			return Cancelled
		case "enter":
			if _, ok := p.Chosen(); ok {
				return Accepted
			}
			return Pending
		case "up", "ctrl+p", "shift+tab":
			p.move(-1)
			return Pending
		case "down", "ctrl+n", "tab":
			p.move(1)
			return Pending
		case "pgup":
			p.move(-p.body())
			return Pending
		case "pgdown":
			p.move(p.body())
			return Pending
		}
	}
	if d, _ := p.filter.Update(msg); d == Changed {
		p.narrow()
	}
	return Pending
}

func (p *Pick) move(d int) {
	p.cursor = clamp(p.cursor+d, max(0, len(p.found)-1))
	p.show()
}

// show scrolls the cursor into view.
func (p *Pick) show() {
	p.cursor = clamp(p.cursor, max(0, len(p.found)-1))
	p.top = max(min(p.top, p.cursor), p.cursor-p.body()+1, 0)
}

// body returns the lines for options and headings: without border, title, filter.
func (p *Pick) body() int { return max(1, p.h-4) }

// narrow keeps the options that all words of the filter name, the best first.
func (p *Pick) narrow() {
	words := strings.Fields(p.filter.Value())
	p.found = p.found[:0]
	ranks := make([]int, len(p.all))
	for i, o := range p.all {
		rank, ok := p.rank(o, words)
		if ranks[i] = rank; ok {
			p.found = append(p.found, i)
		}
	}
	p.sort(ranks)
	p.cursor, p.top = 0, 0
}

// sort puts the best of those found first, by their ranks; groups stay together, that
// of the best before the others.
func (p *Pick) sort(ranks []int) {
	best := map[string]int{}  // rank in each group
	order := map[string]int{} // of the groups
	for _, i := range p.found {
		g := p.all[i].Group
		if _, known := order[g]; !known {
			best[g], order[g] = ranks[i], len(order)
		}
		best[g] = min(best[g], ranks[i])
	}
	slices.SortStableFunc(p.found, func(a, b int) int {
		of, and := p.all[a].Group, p.all[b].Group
		return cmp.Or(cmp.Compare(best[of], best[and]), cmp.Compare(order[of], order[and]), cmp.Compare(ranks[a], ranks[b]))
	})
}

// rank adds up how well the words name an option.
func (p *Pick) rank(o Option, words []string) (sum int, ok bool) {
	match := p.Match
	if match == nil {
		match = inTexts
	}
	for _, w := range words {
		rank, ok := match(o, w)
		if !ok {
			return 0, false
		}
		sum += rank
	}
	if p.Near != nil {
		sum = p.Near(o, strings.Join(words, " "))
	}
	return sum, true
}

// inTexts looks for a word in all texts of an option.
func inTexts(o Option, word string) (int, bool) {
	text := strings.ToLower(strings.Join([]string{o.Text(), o.Detail, o.Find, o.Group}, " "))
	return 0, strings.Contains(text, strings.ToLower(word))
}

// View draws the box.
func (p *Pick) View() Frame {
	in := p.w - p.st.Box.GetHorizontalFrameSize()
	p.filter.SetSize(in)
	count := position(p.cursor, len(p.found))
	title := Cell(Grid(p.Title), in-Width(count)-1, false)
	head := Frame{S: p.st.Title.Render(title) + " " + p.st.Muted.Render(count)}
	list := Frame{S: strings.Join(p.list(in), "\n")}
	return VStack(head, p.filter.View(), list).In(p.st.Box)
}

// list draws the options in view, each group under its heading.
func (p *Pick) list(w int) []string {
	if len(p.found) == 0 {
		return []string{p.st.Muted.Render(Cell(Grid(p.Empty), w, false))}
	}
	rows := p.inView()
	out := make([]string, len(rows))
	for i, r := range rows {
		if r < 0 {
			out[i] = p.st.Muted.Render(Cell(Grid(p.all[-r-1].Group), w, false))
			continue
		}
		out[i] = optionLine(p.st, p.all[p.found[r]], w, r == p.cursor)
	}
	return out
}

// inView lists what stands in the lines of the box, as rows does.
func (p *Pick) inView() []int {
	rows, at := p.rows()
	top := max(0, min(at-p.body()/2, len(rows)-p.body()))
	return rows[top:min(len(rows), top+p.body())]
}

// rows lists what stands in the list: an index into found, or -1-index into all
// for the heading of that option's group. at is the line of the cursor.
func (p *Pick) rows() (rows []int, at int) {
	group := ""
	for i, n := range p.found {
		if g := p.all[n].Group; g != group {
			rows, group = append(rows, -1-n), g
		}
		if i == p.cursor {
			at = len(rows)
		}
		rows = append(rows, i)
	}
	return rows, at
}

// optionLine draws one option in w cells: sign, label, and the detail on the right
// when there is room for it.
func optionLine(st Styles, o Option, w int, here bool) string {
	sign, ink := " ", lipgloss.NewStyle()
	if here {
		sign, ink = st.Signs.Cursor, st.Selected
	}
	base := NewBrush(ink)
	label, detail := Grid(o.Text()), Grid(o.Detail)
	room := w - 2
	if most := room - Width(label) - 2; Width(detail) > most {
		detail = Truncate(detail, max(most, 0))
	}
	label = Cell(label, room-Width(detail), false)
	if o.Muted {
		label = NewBrush(st.Muted).Over(base, label)
	}
	return base.Paint(NewBrush(st.Accent).Over(base, sign) + " " + label + NewBrush(st.Muted).Over(base, detail))
}
