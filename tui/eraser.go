package tui

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// eraser floats what goes when a customer is erased, and waits for the name.
type eraser struct {
	base
	wanted store.Erasing
	plan   store.ErasePlan
	line   *widget.Line
	then   func() tea.Cmd // after the erasure; may be nil
	w, h   int
}

// keyless makes a command without a key: it is in the palette alone.
func (s *session) keyless(label, group, off string, run func() tea.Cmd) command {
	b := binding{label: label, group: group, off: off, run: run}
	return command{binding: b, id: ids([]binding{b})[0], name: commandName(s.p, label), other: commandName(s.otherWords(), label)}
}

// eraseCustomer reads what goes with a customer and shows it. Where there are
// purchases the person says first whether they stay.
func (s *session) eraseCustomer(id int64, then func() tea.Cmd) tea.Cmd {
	return s.planErase(store.Erasing{Customer: id}, func(plan store.ErasePlan) tea.Cmd {
		if !holds(plan, "purchases") {
			return s.nav.push(newEraser(s, store.Erasing{Customer: id}, plan, then))
		}
		options := []widget.Option{{Value: "all", Label: s.t("tui.erase.all")}, {Value: "keep", Label: s.t("tui.erase.keep")}}
		return s.nav.push(newChooser(s, s.t("tui.erase.choose"), "all", options, func(choice string) tea.Cmd {
			wanted := store.Erasing{Customer: id}
			if choice == "keep" {
				wanted.KeepPurchases = s.t("erase.nobody", "ID", id)
			}
			return s.planErase(wanted, func(plan store.ErasePlan) tea.Cmd { return s.nav.push(newEraser(s, wanted, plan, then)) })
		}))
	})
}

func holds(plan store.ErasePlan, table string) bool {
	for _, h := range plan.Held {
		if h.Table == table {
			return true
		}
	}
	return false
}

func (s *session) planErase(wanted store.Erasing, then func(store.ErasePlan) tea.Cmd) tea.Cmd {
	s.nav.say(toast{text: s.t("tui.working")}) // all texts of the book are searched for the name
	return ask(s, func(ctx context.Context) (store.ErasePlan, error) { return s.book.PlanErase(ctx, wanted) },
		func(plan store.ErasePlan, err error) tea.Cmd {
			if err != nil {
				s.fail(err)
				return nil
			}
			s.nav.say(toast{})
			return then(plan)
		})
}

func newEraser(s *session, wanted store.Erasing, plan store.ErasePlan, then func() tea.Cmd) *eraser {
	e := &eraser{base: base{s}, wanted: wanted, plan: plan, line: widget.NewLine(s.styles, mostPrompt), then: then}
	e.line.Focus()
	return e
}

// Update types; Enter erases when the name stands in the line.
func (e *eraser) Update(msg tea.Msg) tea.Cmd {
	if !isInput(msg) {
		return nil
	}
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch widget.Key(k) {
		case "esc":
			return e.nav.pop()
		case "enter":
			if !e.plan.Means(e.line.Value()) {
				e.nav.say(toast{text: e.t("tui.erase.other_name"), tone: warn})
				return nil
			}
			return tea.Batch(e.nav.pop(), e.erase())
		}
	}
	e.line.Update(msg)
	return nil
}

// erase erases, and says so where the file could not be cleaned at once.
func (e *eraser) erase() tea.Cmd {
	s, wanted := e.session, e.wanted
	s.nav.say(toast{text: s.t("tui.working")})
	return ask(s, func(ctx context.Context) (*store.Erasure, error) { return s.book.Erase(ctx, wanted) },
		func(done *store.Erasure, err error) tea.Cmd {
			switch {
			case err != nil:
				s.fail(err)
			case !done.Scrubbed:
				s.nav.say(toast{text: s.t("cli.erase.unclean"), hint: s.t("cli.erase.unfinished"), tone: warn})
			default:
				s.nav.say(toast{text: s.sentence(&model.ChangeSet{Action: model.ActionErase, Kind: model.KindCustomer, Count: 1,
					Subject: "#" + strconv.FormatInt(done.Customer, 10)}, nil), hint: s.t("tui.erase.clean"), tone: good})
			}
			if done == nil || e.then == nil {
				return nil
			}
			return e.then()
		})
}

func (e *eraser) Resize(w, h int) tea.Cmd {
	e.w, e.h = min(w-4, 72), h
	return nil
}

// View draws what goes, what stays, and the line for the name.
func (e *eraser) View(int, int) widget.Frame {
	in := e.w - e.styles.Box.GetHorizontalFrameSize()
	e.line.SetSize(in)
	var lines []string
	add := func(text string, draw func(...string) string) {
		for _, line := range widget.Wrap(widget.Grid(text), in) {
			lines = append(lines, draw(widget.Cell(line, in, false)))
		}
	}
	add(e.t("cli.erase.plan", "ID", e.plan.Customer.ID, "Name", e.plan.Customer.DisplayName()), e.styles.Title.Render)
	add(e.goes(), e.styles.Text.Render)
	if e.plan.Kept > 0 {
		add(e.t("tui.erase.stays", "Count", e.plan.Kept), e.styles.Muted.Render)
	}
	if n := len(e.plan.Mentions); n > 0 {
		add(e.t("tui.erase.mentions", "Count", n), e.styles.Muted.Render)
	}
	add(e.t("tui.erase.copies", "Count", len(e.plan.Copies)), e.styles.Muted.Render)
	add(e.t("tui.erase.ask", "Name", e.plan.Word()), e.styles.Bad.Render)
	return widget.VStack(widget.Frame{S: strings.Join(head(lines, max(1, e.h-4)), "\n")}, e.line.View()).In(e.styles.Box)
}

// goes lists what goes, by number of entries.
func (e *eraser) goes() string {
	parts := make([]string, len(e.plan.Held))
	for i, h := range e.plan.Held {
		parts[i] = e.t("table."+h.Table) + " " + grouped(h.Rows)
	}
	return strings.Join(parts, e.t("tui.list_comma"))
}

func (e *eraser) Typing() bool { return true }
func (e *eraser) Floats() bool { return true }

// Bindings are for the footer; the line handles its keys itself.
func (e *eraser) Bindings() []binding {
	return []binding{
		{show: "Enter", label: "tui.key.erase", foot: true},
		{show: "Esc", label: "tui.key.cancel", foot: true},
	}
}

// verbs are the commands of a card that have no key.
func (c *card) verbs() []command {
	off := when(c.profile.customer != nil, "tui.why.no_customer")
	return []command{c.keyless("tui.key.erase", groupChange, off, func() tea.Cmd { return c.eraseCustomer(c.id, c.nav.pop) })}
}
