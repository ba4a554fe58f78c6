package tui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"kehu/store"
	"kehu/tui/widget"
)

// drafts offers what ended sessions of the same person have left unsaved.
type drafts struct {
	base
	left   []store.Draft
	cursor int
	w      int
}

// mostDrafts is how many are on the screen at once.
const mostDrafts = 8

// offerDrafts asks what to do with forms that were left unsaved; without any it
// says so only to a person who asked.
func (s *session) offerDrafts(asked bool) tea.Cmd {
	return ask(s, s.desk.Left, func(left []store.Draft, err error) tea.Cmd {
		switch {
		case err != nil:
			s.fail(err)
		case len(left) > 0:
			return s.nav.push(&drafts{base: base{s}, left: left})
		case asked:
			s.nav.say(toast{text: s.t("tui.draft.none")})
		}
		return nil
	})
}

func (d *drafts) Floats() bool { return true }

func (d *drafts) Resize(w, _ int) tea.Cmd {
	d.w = min(w-4, 76)
	return nil
}

// View draws a line for each: when it was left, and what it is.
func (d *drafts) View(int, int) widget.Frame {
	in := d.w - d.styles.Box.GetHorizontalFrameSize()
	lines := []string{d.styles.Title.Render(widget.Cell(d.t("tui.draft.title"), in, false)), ""}
	top := max(0, d.cursor-mostDrafts+1)
	for i, draft := range d.left[top:min(top+mostDrafts, len(d.left))] {
		lines = append(lines, d.line(draft, top+i == d.cursor, in))
	}
	lines = append(lines, "")
	for _, line := range widget.Wrap(d.t("tui.draft.hint"), in) {
		lines = append(lines, d.styles.Muted.Render(widget.Cell(line, in, false)))
	}
	return widget.Frame{S: strings.Join(lines, "\n")}.In(d.styles.Box)
}

func (d *drafts) line(draft store.Draft, here bool, w int) string {
	text := widget.Cell(d.since(draft.At), 12, false) + d.name(draft)
	if here {
		return d.styles.Accent.Render(d.styles.Signs.Cursor) + d.styles.Selected.Render(widget.Cell(" "+text, w-1, false))
	}
	return widget.Cell("  "+text, w, false)
}

// since is the time of a draft, with its day where that is not today.
func (d *drafts) since(at time.Time) string {
	local := d.local(at)
	if local.Format(time.DateOnly) == d.today().String() {
		return local.Format("15:04")
	}
	return local.Format("01-02 15:04")
}

// name says what a draft is: new customer 张伟.
func (s *session) name(d store.Draft) string {
	id := "tui.draft.new"
	if d.Ref.ID != 0 {
		id = "tui.draft.edit"
	}
	return s.t(id, "Kind", s.t("kind."+string(d.Ref.Kind)), "Name", widget.Grid(d.Title))
}

// Bindings lists the keys.
func (d *drafts) Bindings() []binding {
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd {
			d.cursor = (d.cursor + by + len(d.left)) % len(d.left)
			return nil
		}
	}
	return []binding{
		{keys: []string{"enter"}, label: "tui.key.go_on", group: groupChange, foot: true, run: d.open},
		{keys: []string{"d"}, label: "tui.key.discard", group: groupChange, foot: true, run: d.ask},
		{keys: []string{"down", "j"}, show: "↑ ↓", label: "tui.key.move", group: groupMove, foot: len(d.left) > 1, run: move(+1)},
		{keys: []string{"up", "k"}, run: move(-1)},
		{keys: []string{"esc", "q"}, label: "tui.key.later", group: groupMove, foot: true, run: d.nav.pop},
	}
}

// open opens the form with all that was typed.
func (d *drafts) open() tea.Cmd {
	draft := d.left[d.cursor]
	return ask(d.session, func(ctx context.Context) (int64, error) {
		return d.desk.Take(ctx, draft)
	}, func(number int64, err error) tea.Cmd {
		if err != nil {
			d.fail(err)
			return d.without(draft)
		}
		f, err := d.formOf(draft)
		if err != nil {
			d.fail(err)
			return nil
		}
		f.resume(draft, number)
		return tea.Batch(d.nav.pop(), d.nav.push(f))
	})
}

// ask asks before a draft is dropped: nothing brings it back.
func (d *drafts) ask() tea.Cmd {
	draft := d.left[d.cursor]
	return d.nav.push(newQuestion(d.session, d.t("tui.draft.ask", "What", d.name(draft)), d.t("tui.draft.ask_hint"), func() tea.Cmd {
		return ask(d.session, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, d.desk.DropLeft(ctx, draft)
		}, func(_ struct{}, err error) tea.Cmd {
			if err != nil {
				d.fail(err)
				return nil
			}
			return d.without(draft)
		})
	}))
}

// without takes a draft off the list; the last one closes it.
func (d *drafts) without(gone store.Draft) tea.Cmd {
	for i, draft := range d.left {
		if draft.Session == gone.Session && draft.Number == gone.Number {
			d.left = append(d.left[:i:i], d.left[i+1:]...)
			break
		}
	}
	if d.cursor = max(0, min(d.cursor, len(d.left)-1)); len(d.left) == 0 {
		return d.nav.pop()
	}
	return nil
}
