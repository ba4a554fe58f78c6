package tui

import (
	"context"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// A form on a record, which others may have open too.
type editing interface{ editing() store.Editing }

// A screen that is about a customer: its own, or the one under the cursor.
type aboutCustomer interface{ customer() int64 }

func (c *customers) customer() int64 { return c.id() }

func (c *card) customer() int64 { return c.wanted }

// editing says of which record the form is, and about whom.
func (f *form[T, R]) editing() store.Editing {
	r := f.before
	e := store.Editing{Ref: model.Ref{Kind: R(&r).RecordKind(), ID: R(&r).RecordMeta().ID}}
	if e.Ref.Kind == model.KindCustomer {
		e.Customer = e.Ref.ID
	}
	for _, field := range f.fields {
		if field.Key == "customer_id" {
			e.Customer, _ = strconv.ParseInt(field.Get(&r), 10, 64) // the text of a number
		}
	}
	return e
}

// tellOthers lets other sessions know which forms are open, when they are others than
// before; nil when not.
func (r *root) tellOthers() tea.Cmd {
	var open []store.Editing
	for _, t := range r.tabs {
		for _, s := range t.stack {
			if f, is := s.(editing); is {
				open = append(open, f.editing())
			}
		}
	}
	if slices.Equal(open, r.told) {
		return nil
	}
	r.told = open
	r.desk.Show(open)
	return func() tea.Msg {
		r.desk.Tell()
		return nil
	}
}

// othersMoved says that other sessions have opened or closed forms.
type othersMoved struct{}

func (r *root) watchOthers() tea.Cmd { return r.await(r.moved, othersMoved{}) }

func (r *root) seeOthers() tea.Cmd {
	return ask(r.session, func(context.Context) ([]store.Editing, error) {
		return r.desk.Others(), nil
	}, func(others []store.Editing, _ error) tea.Cmd {
		r.others = others
		return r.watchOthers()
	})
}

// presence says who else has the record of this screen open: the record itself, or
// something else of the same customer.
func (r *root) presence() (notes []string) {
	top := r.subject()
	for _, other := range r.others {
		id := ""
		switch {
		case top.Ref.ID != 0 && other.Ref == top.Ref:
			id = "tui.presence.same"
		case top.Customer == 0 || other.Customer != top.Customer:
			continue
		case other.Ref == (model.Ref{Kind: model.KindCustomer, ID: top.Customer}):
			id = "tui.presence.customer"
		default:
			id = "tui.presence." + string(other.Ref.Kind)
		}
		if note := r.t(id, "Name", r.nameOf(other.Actor)); !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	return notes
}

// nameOf is somebody else, or the same person at another terminal.
func (r *root) nameOf(actor string) string {
	if actor == r.book.Actor().Name {
		return r.t("tui.presence.you")
	}
	return widget.Grid(actor)
}

// subject is what the topmost screen that has one is about.
func (r *root) subject() store.Editing {
	stack := r.tabs[r.here].stack
	for _, s := range slices.Backward(stack) {
		switch s := s.(type) {
		case editing:
			return s.editing()
		case aboutCustomer:
			return store.Editing{Ref: model.Ref{Kind: model.KindCustomer, ID: s.customer()}, Customer: s.customer()}
		}
		if !s.Floats() {
			break
		}
	}
	return store.Editing{}
}
