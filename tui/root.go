package tui

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"kehu/locale"
	"kehu/store"
	"kehu/tui/widget"
)

// The smallest terminal in which the screens are of use.
const minWidth, minHeight = 60, 16

// barLines is what header, rule and footer take.
const barLines = 3

// root is the whole program: tabs, each a stack of screens, one header, one
// footer, one toast.
type root struct {
	*session
	tabs    []*tab
	here    int
	w, h    int
	toast   toast
	look    look
	leaving bool // Ctrl-c was pressed once over unsaved input
	turning bool // an undo or redo is under way
	last    lastClick
	changes <-chan struct{}
	looked  time.Time       // when it was asked last whether a copy of the book is due
	told    []store.Editing // the forms of this session, as others were told of them
	others  []store.Editing // those of other sessions
	moved   <-chan struct{} // has a value when those are others
	holdup  toast           // why nothing seems to happen; none where it does
	waiting <-chan struct{} // has a value after something was held up, or went on
	begin   *ImportStart    // an import that the person asked for before the screens
}

// A tab is a stack of screens; the last one is on top.
type tab struct {
	label  string // id of its name
	stack  []screen
	opened bool
}

func (t *tab) top() screen { return t.stack[len(t.stack)-1] }

func (r *root) top() screen { return r.tabs[r.here].top() }

// Init starts the first tab, and the watch for what others write.
func (r *root) Init() tea.Cmd {
	cmd := tea.Batch(r.open(r.tabs[r.here]), r.reload(), r.watch(), r.watchWaits(), r.watchOthers(), r.warnOfNetwork(), r.offerDrafts(false), r.careForBackups(), tea.RequestBackgroundColor)
	if r.begin == nil {
		return cmd
	}
	return tea.Batch(cmd, r.push(newImportFile(newImporting(r.session, *r.begin))))
}

// open starts a tab when it is shown first: a tab that nobody looks at reads nothing.
func (r *root) open(t *tab) tea.Cmd {
	if t.opened {
		return nil
	}
	t.opened = true
	t.top().Update(restyled{}) // the language may be another since it was made
	return t.top().Init()
}

// openImport asks for a file to import, or goes to the import that is under way.
func (r *root) openImport() tea.Cmd {
	for i, t := range r.tabs {
		if slices.ContainsFunc(t.stack, func(s screen) bool { _, is := s.(importStep); return is }) {
			r.here = i
			return nil
		}
	}
	return r.startImport()
}

// watched says that somebody committed something.
type watched struct{}

func (r *root) watch() tea.Cmd { return r.await(r.changes, watched{}) }

// await returns a message when a channel has a value, and nothing when the session
// ends before.
func (r *root) await(news <-chan struct{}, msg tea.Msg) tea.Cmd {
	return func() tea.Msg {
		select {
		case _, open := <-news:
			if open {
				return msg
			}
		case <-r.ctx.Done():
		}
		return nil
	}
}

// Update routes, and lets others know which forms are open then.
func (r *root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m, cmd := r.route(msg)
	if tell := r.tellOthers(); tell != nil {
		return m, tea.Batch(cmd, tell)
	}
	return m, cmd
}

func (r *root) route(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.w, r.h = msg.Width, msg.Height
		return r, r.resize()
	case tea.KeyPressMsg:
		return r, r.key(msg)
	case tea.PasteMsg:
		return r, r.top().Update(msg)
	case tea.MouseMsg:
		return r, r.mouse(msg)
	case landed:
		return r, msg()
	case tea.BackgroundColorMsg:
		return r, r.background(msg.IsDark())
	case othersMoved:
		return r, r.seeOthers()
	case waited:
		return r, r.sayWaits()
	case watched:
		return r, tea.Batch(r.reload(), r.broadcast(bookChanged{}), r.careForBackups(), r.watch())
	}
	return r, r.broadcast(msg)
}

// resize tells every screen its room.
func (r *root) resize() tea.Cmd {
	var cmds []tea.Cmd
	for _, t := range r.tabs {
		for _, s := range t.stack {
			cmds = append(cmds, s.Resize(r.w, r.h-barLines))
		}
	}
	return tea.Batch(cmds...)
}

// broadcast gives a message to every screen of every tab that was opened.
func (r *root) broadcast(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, t := range r.tabs {
		if !t.opened {
			continue
		}
		for _, s := range t.stack {
			cmds = append(cmds, s.Update(msg))
		}
	}
	return tea.Batch(cmds...)
}

// key gives a key to the top screen's binding, to a binding of the whole
// program, or else to the screen itself.
func (r *root) key(msg tea.KeyPressMsg) tea.Cmd {
	r.toast = r.holdup
	top, key := r.top(), widget.Key(msg)
	if key == "ctrl+c" {
		return r.leave()
	}
	r.leaving = false
	if key == "esc" && r.waits.giveUp() {
		return nil
	}
	here := r.bound(top.Bindings())
	b := find(here, key)
	if b == nil && !top.Typing() && !top.Floats() {
		b = find(r.bound(r.bindings()), key)
	}
	switch {
	case b == nil && freed(here, key):
		return nil
	case b == nil:
		return top.Update(msg)
	case b.off != "":
		r.say(toast{text: r.t(b.off)})
		return nil
	case b.run == nil:
		return top.Update(b.press(msg, key))
	}
	return b.run()
}

// bindings are the keys of the whole program.
func (r *root) bindings() []binding {
	return append([]binding{
		{keys: []string{"]"}, show: "[ ]", label: "tui.key.tabs", group: groupProgram, run: func() tea.Cmd { return r.turn(+1) }},
		{keys: []string{"["}, run: func() tea.Cmd { return r.turn(-1) }},
		{keys: []string{"u"}, label: "tui.key.undo", group: groupChange, run: r.undo},
		{keys: []string{"ctrl+r"}, label: "tui.key.redo", group: groupChange, run: r.redo},
		{keys: []string{"i"}, label: "tui.key.import", group: groupProgram, off: r.noImport(), run: r.openImport},
		{keys: []string{"L"}, label: "tui.key.language", group: groupProgram, run: r.switchLanguage},
		{keys: []string{"M"}, label: "tui.key.mouse", group: groupProgram, run: func() tea.Cmd { return r.setMouse(!r.look.mouse) }},
		{keys: []string{"ctrl+p"}, label: "tui.key.palette", group: groupProgram, run: r.openPalette},
		{keys: []string{":"}, label: "tui.key.command_line", group: groupProgram, run: r.openLine},
		{keys: []string{"ctrl+o"}, label: "tui.key.drafts", group: groupProgram, run: func() tea.Cmd { return r.offerDrafts(true) }},
		{keys: []string{"?"}, label: "tui.key.help", group: groupProgram, foot: true, run: r.help},
		{keys: []string{"q"}, label: "tui.key.quit", group: groupProgram, run: r.back},
	}, r.copyKeys()...)
}

func (r *root) help() tea.Cmd {
	here := r.bound(r.top().Bindings())
	others := slices.DeleteFunc(r.bound(r.bindings()), func(b binding) bool { return isTaken(b, here) })
	return r.push(newHelp(r.session, append(here, others...)))
}

// isTaken reports whether a place uses all keys of a binding itself.
func isTaken(b binding, here []binding) bool {
	return len(b.keys) > 0 && !slices.ContainsFunc(b.keys, func(key string) bool { return find(here, key) == nil })
}

// turn goes to another tab.
func (r *root) turn(by int) tea.Cmd {
	r.here = (r.here + by + len(r.tabs)) % len(r.tabs)
	return r.open(r.tabs[r.here])
}

// back leaves the top screen, or the program from the last one.
func (r *root) back() tea.Cmd {
	if len(r.tabs[r.here].stack) > 1 {
		return r.pop()
	}
	return tea.Quit
}

// leave ends the program; over unsaved input only at the second key.
func (r *root) leave() tea.Cmd {
	for _, t := range r.tabs {
		for _, s := range t.stack {
			if d, ok := s.(interface{ Dirty() bool }); ok && d.Dirty() && !r.leaving {
				r.leaving = true
				r.say(toast{text: r.t("tui.leave.unsaved"), tone: warn})
				return nil
			}
		}
	}
	return r.keepAndQuit()
}

// keepAndQuit ends the program once everything that is typed is kept.
func (r *root) keepAndQuit() tea.Cmd {
	var keep []tea.Cmd
	for _, t := range r.tabs {
		for _, s := range t.stack {
			if k, ok := s.(interface{ keep() tea.Cmd }); ok {
				keep = append(keep, k.keep())
			}
		}
	}
	return func() tea.Msg {
		for _, cmd := range keep {
			if cmd != nil {
				cmd()
			}
		}
		return tea.Quit()
	}
}

func (r *root) push(s screen) tea.Cmd {
	t := r.tabs[r.here]
	t.stack = append(t.stack, s)
	return tea.Batch(s.Resize(r.w, r.h-barLines), s.Init())
}

func (r *root) pop() tea.Cmd {
	if t := r.tabs[r.here]; len(t.stack) > 1 {
		t.stack = t.stack[:len(t.stack)-1]
	}
	return nil
}

func (r *root) replace(old, next screen) tea.Cmd {
	for _, t := range r.tabs {
		if at := slices.Index(t.stack, old); at >= 0 {
			t.stack[at] = next
			return tea.Batch(next.Resize(r.w, r.h-barLines), next.Init())
		}
	}
	return nil
}

func (r *root) dismiss(gone func(screen) bool) {
	for _, t := range r.tabs {
		t.stack = append(t.stack[:1:1], slices.DeleteFunc(t.stack[1:], gone)...)
	}
}

func (r *root) say(t toast) { r.toast = t }

// switchLanguage goes from Chinese to English and back.
func (r *root) switchLanguage() tea.Cmd {
	next := locale.ZH
	if r.p.Lang() == locale.ZH {
		next = locale.EN
	}
	return r.speak(next)
}

// speak makes a language the session's own.
func (r *root) speak(lang string) tea.Cmd {
	if lang == r.p.Lang() {
		return nil
	}
	r.p, r.other = r.otherWords().Naming(store.FieldNames(r.custom)), r.p
	return r.broadcast(restyled{})
}

// View draws header, body, footer, and what floats above them.
func (r *root) View() tea.View {
	f := r.frame()
	if r.look.ascii {
		f.S = widget.ASCII(f.S)
	}
	v := tea.NewView(f.S)
	if r.look.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.AltScreen, v.Cursor, v.WindowTitle = true, f.Cur, r.title()
	return v
}

func (r *root) title() string {
	return strings.TrimSuffix(filepath.Base(r.store.Path()), filepath.Ext(r.store.Path())) + " · kehu"
}

func (r *root) frame() widget.Frame {
	if r.w == 0 || r.h == 0 {
		return widget.Frame{}
	}
	if r.w < minWidth || r.h < minHeight {
		return r.tooSmall()
	}
	h := r.h - barLines
	f := widget.VStack(
		widget.Frame{S: r.header()},
		widget.Frame{S: r.rule()},
		r.body(r.w, h),
		widget.Frame{S: r.footer()})
	return r.toast.over(r.styles, f, r.w, r.h)
}

// body draws the topmost full screen and the ones that float above it.
func (r *root) body(w, h int) widget.Frame {
	stack := r.tabs[r.here].stack
	from := len(stack) - 1
	for from > 0 && stack[from].Floats() {
		from--
	}
	f := stack[from].View(w, h)
	f.S = widget.Block(f.S, w, h)
	for _, s := range stack[from+1:] {
		f.Cur = nil
		if low, ok := s.(interface{ Low() bool }); ok && low.Low() {
			box := s.View(w, h)
			f = widget.Overlay(f, box, 0, h-lipgloss.Height(box.S))
			continue
		}
		f = widget.Center(f, s.View(w-4, h-2), w, h)
	}
	return f
}

func (r *root) tooSmall() widget.Frame {
	lines := make([]string, r.h)
	text := r.t("tui.too_small", "Width", minWidth, "Height", minHeight)
	for i, line := range widget.Wrap(text, r.w) {
		if at := r.h/3 + i; at < r.h {
			lines[at] = strings.Repeat(" ", max(0, (r.w-widget.Width(line))/2)) + line
		}
	}
	return widget.Frame{S: widget.Block(strings.Join(lines, "\n"), r.w, r.h)}
}
