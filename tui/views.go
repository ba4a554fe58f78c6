package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"kehu/locale"
	"kehu/model"
	"kehu/query"
	"kehu/store"
)

// views are the saved views of the book, tabs above the list of customers, and
// which of them is open.
type views struct {
	*session
	all    []model.View
	here   int64           // id of the open view; 0 while none is known
	habits map[int64]habit // by view
}

// A habit is how a user left a view without saving it for everybody.
type habit struct {
	Sort    string             `json:"sort,omitempty"` // "sort:-spent,name"
	Columns []model.ViewColumn `json:"columns,omitempty"`
}

// viewHabits is the preference that keeps them.
const viewHabits = "views"

// A layout is what a view puts on the screen.
type layout struct {
	text    string // the query without its order
	order   []query.Order
	columns []model.ViewColumn // empty for the usual ones
}

// viewsRead is what the book has of views.
type viewsRead struct {
	all    []model.View
	habits map[int64]habit
}

func newViews(s *session) *views { return &views{session: s, habits: map[int64]habit{}} }

// read reads the views and what this user made of them.
func (v *views) read(ctx context.Context) (r viewsRead, err error) {
	if r.all, err = v.book.Views(ctx); err != nil {
		return r, err
	}
	r.habits, err = preferred[map[int64]habit](ctx, v.session, viewHabits)
	return r, err
}

// take keeps what was read. The open view stays open while it is there.
func (v *views) take(r viewsRead) {
	v.all = r.all
	if r.habits != nil {
		v.habits = r.habits
	}
	if v.at() < 0 && len(v.all) > 0 {
		v.here = v.all[0].ID
	}
}

// ViewCalled is the saved view with a name. The views that a book begins with have
// one in each language, and are meant by either, whichever the reader speaks.
func ViewCalled(ctx context.Context, b *store.Book, p *locale.Printer, name string) (*model.View, error) {
	v, err := b.View(ctx, name, p.ViewName)
	if model.KindOf(err) != model.NotFound {
		return v, err
	}
	if v, otherErr := b.View(ctx, name, locale.New(otherLang(p.Lang())).ViewName); otherErr == nil {
		return v, nil
	}
	return nil, err
}

// saveNamed saves a view under a name that no other view has.
func (v *views) saveNamed(ctx context.Context, view *model.View) (*model.ChangeSet, error) {
	found, err := ViewCalled(ctx, v.book, v.p, view.Name)
	switch {
	case err == nil && found.ID != view.ID:
		return nil, model.Invalidf("name", "view_name_taken", "Name", v.p.ViewName(found.Name))
	case err != nil && model.KindOf(err) != model.NotFound:
		return nil, err
	}
	return v.book.Save(ctx, view)
}

// at is the place of the open view, -1 for none.
func (v *views) at() int {
	return slices.IndexFunc(v.all, func(view model.View) bool { return view.ID == v.here })
}

// open returns the open view, an empty one where the book has none.
func (v *views) open() model.View {
	if i := v.at(); i >= 0 {
		return v.all[i]
	}
	return model.View{}
}

// layout is what the open view shows: as saved, or as the user left it.
func (v *views) layout() layout {
	view := v.open()
	q, _, _ := query.ParseLoose(view.Query, v.cat)
	l := layout{text: query.Query{Where: q.Where}.String(), order: q.Sort, columns: view.Columns}
	if _, err := query.Parse(view.Query, v.cat); err != nil {
		l.text = view.Query // as it was saved, so that the fault is shown
	}
	h, left := v.habits[v.here]
	if !left {
		return l
	}
	if q, err := query.Parse(h.Sort, v.cat); err == nil {
		l.order = q.Sort
	}
	if len(h.Columns) > 0 {
		l.columns = h.Columns
	}
	return l
}

// savedOrder returns the order that the open view was saved with, as a text.
func (v *views) savedOrder() string {
	q, _, _ := query.ParseLoose(v.open().Query, v.cat)
	return query.Query{Sort: q.Sort}.String()
}

// sayRemoved has the line say that a field of the open view was removed, where the
// query is that of the view, and nothing else is wrong in it.
func (q *search) sayRemoved() {
	text := q.line.Value()
	if _, lost, err := query.ParseLoose(text, q.catalogue()); text == q.base && err == nil && len(lost) > 0 {
		removed := *lost[0]
		removed.Code = "view_field_removed"
		q.fault = &removed
	}
}

// saved returns the query of the open view as the screen would write it.
func (v *views) saved() string {
	q, err := query.Parse(v.open().Query, v.cat)
	if err != nil {
		return v.open().Query
	}
	return q.String()
}

// keep remembers how the user left the open view.
func (v *views) keep(h habit) tea.Cmd {
	v.habits[v.here] = h
	return v.prefer(viewHabits, v.habits)
}

// forget has the open view shown as it was saved.
func (v *views) forget() tea.Cmd {
	delete(v.habits, v.here)
	return v.prefer(viewHabits, v.habits)
}
