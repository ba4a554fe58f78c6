package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/tui/widget"
)

// commandLine is the line above the footer where commands are typed by name, in
// either language, with what they could become above it. A line that is refused
// stays, with the reason.
type commandLine struct {
	base
	below  screen // the screen that commands are meant for
	all    []command
	line   *widget.Line
	past   pastQueries
	offers []offer
	at     int // the offer in the line, -1 while one types
	fault  string
	hint   string
	w      int
}

// mostOffers is how many offers are seen at once.
const mostOffers = 6

// lineHistory is the preference that keeps the lines of before.
const lineHistory = "commands"

func (r *root) openLine() tea.Cmd {
	l := &commandLine{base: base{r.session}, below: r.top(), all: r.commands(), line: widget.NewLine(r.styles, maxQuery), past: pastQueries{at: -1}, at: -1}
	l.line.Placeholder = r.t("tui.line.placeholder")
	l.line.Focus()
	return r.push(l)
}

// Init reads the lines of before.
func (l *commandLine) Init() tea.Cmd {
	return ask(l.session, func(ctx context.Context) ([]string, error) {
		return preferred[[]string](ctx, l.session, lineHistory)
	}, func(texts []string, err error) tea.Cmd {
		if err == nil {
			l.past.texts = texts
		}
		return nil
	})
}

// Update types; the bindings do the rest.
func (l *commandLine) Update(msg tea.Msg) tea.Cmd {
	if !isInput(msg) {
		return nil
	}
	if k, ok := msg.(tea.KeyPressMsg); ok && widget.Key(k) == "backspace" && l.line.Value() == "" {
		return l.nav.pop()
	}
	if d, _ := l.line.Update(msg); d == widget.Changed {
		l.edited()
	}
	return nil
}

// edited follows a change of the text.
func (l *commandLine) edited() {
	l.fault, l.hint, l.at, l.past.at = "", "", -1, -1
	l.offers = l.complete(l.line.Value())
}

// put replaces the text of the line.
func (l *commandLine) put(text string) {
	l.line.SetValue(text)
	l.fault, l.hint = "", ""
}

// Bindings lists the keys of the line.
func (l *commandLine) Bindings() []binding {
	return []binding{
		{keys: []string{"enter"}, label: "tui.key.give", group: groupFind, foot: true, run: l.enter},
		{keys: []string{"tab"}, label: "tui.key.complete", group: groupFind, foot: true, run: func() tea.Cmd { return l.next(+1) }},
		{keys: []string{"shift+tab"}, run: func() tea.Cmd { return l.next(-1) }},
		{keys: []string{"up"}, show: "↑ ↓", label: "tui.key.earlier_lines", group: groupFind, foot: true, run: func() tea.Cmd { return l.recall(+1) }},
		{keys: []string{"down"}, run: func() tea.Cmd { return l.recall(-1) }},
		{keys: []string{"esc"}, label: "tui.key.cancel", group: groupFind, foot: true, run: l.nav.pop},
	}
}

// next puts the offer that stands by places further into the line.
func (l *commandLine) next(by int) tea.Cmd {
	if l.at < 0 {
		l.offers = l.complete(l.line.Value())
	}
	n := len(l.offers)
	if n == 0 {
		return nil
	}
	if l.at < 0 && by < 0 {
		l.at = 0
	}
	l.at = ((l.at+by)%n + n) % n
	l.put(l.offers[l.at].text)
	if n == 1 {
		l.edited()
	}
	return nil
}

// recall goes through the lines of before.
func (l *commandLine) recall(by int) tea.Cmd {
	text, ok := l.past.back(by, l.line.Value())
	if !ok {
		return nil
	}
	to := l.past.at
	l.put(text)
	l.edited() // of a line that is typed anew
	l.past.at = to
	return nil
}

// enter does what the line says. The line is remembered even if it is refused.
func (l *commandLine) enter() tea.Cmd {
	text := strings.TrimSpace(strings.TrimLeft(l.line.Value(), ":： "))
	if text == "" {
		return l.nav.pop()
	}
	var cmd tea.Cmd
	if list, isNew := l.past.remember(text); isNew {
		cmd = l.prefer(lineHistory, list)
	}
	return tea.Batch(cmd, l.give(text))
}

// refuse says why the line cannot be done; it stays as it is.
func (l *commandLine) refuse(fault, hint string) tea.Cmd {
	l.fault, l.hint, l.offers, l.at = fault, hint, nil, -1
	return nil
}

// View draws the offers, what is wrong, and the line.
func (l *commandLine) View(int, int) widget.Frame {
	lines := []string{l.styles.Faint.Render(strings.Repeat("─", l.w))}
	lines = append(lines, l.offerLines()...)
	if l.fault != "" {
		lines = append(lines, l.styles.Bad.Render(widget.Cell(" "+l.styles.Signs.Error+" "+widget.Grid(l.fault), l.w, false)))
	}
	if l.hint != "" {
		lines = append(lines, l.styles.Muted.Render(widget.Cell("   "+widget.Grid(l.hint), l.w, false)))
	}
	l.line.SetSize(max(1, l.w-4))
	typed := widget.HStack(widget.Frame{S: l.styles.Accent.Render(" : ")}, l.line.View())
	typed.S = widget.Cell(typed.S, l.w, false)
	return widget.VStack(widget.Frame{S: strings.Join(lines, "\n")}, typed)
}

// offerLines draws the offers around the one in the line.
func (l *commandLine) offerLines() []string {
	from := max(0, min(l.at-mostOffers/2, len(l.offers)-mostOffers))
	shown := l.offers[from:min(len(l.offers), from+mostOffers)]
	wide := 0
	for _, o := range shown {
		wide = max(wide, widget.Width(o.text))
	}
	lines := make([]string, len(shown))
	for i, o := range shown {
		lines[i] = l.offerLine(o, min(wide, l.w/2), from+i == l.at)
	}
	return lines
}

func (l *commandLine) offerLine(o offer, wide int, here bool) string {
	head := " " + widget.Cell(widget.Grid(o.text), wide, false) + "  "
	tail := l.styles.Muted.Render(o.detail + " ")
	about := widget.Cell(widget.Grid(o.about), max(0, l.w-widget.Width(head)-widget.Width(tail)-2), false)
	if o.off {
		about = l.styles.Muted.Render(about)
	}
	if here {
		head = l.styles.Selected.Render(head)
	} else {
		head = l.styles.Accent.Render(head)
	}
	return widget.Cut("  "+head+about+tail, 0, l.w)
}

func (l *commandLine) Resize(w, _ int) tea.Cmd {
	l.w = w
	return nil
}

func (l *commandLine) Typing() bool { return true }
func (l *commandLine) Floats() bool { return true }

// Low has the line stand above the footer.
func (l *commandLine) Low() bool { return true }
