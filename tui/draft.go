package tui

import (
	"context"
	"maps"
	"time"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// draftEvery is how long what was typed may be unkept.
const draftEvery = time.Second

// A slip is what a form knows of its draft in the book.
type slip struct {
	number  int64 // of the draft; 0 for none yet
	waiting bool  // what was typed is kept in a moment
	failed  bool  // the person was told that it cannot be kept
	closed  bool  // the form was saved or dropped
	texts   map[string]string
	at      widget.Ref
}

// keepSoon keeps what is typed within a second, while there is anything to keep:
// a form that nobody touches costs nothing.
func (f *form[T, R]) keepSoon() tea.Cmd {
	if f.draft.waiting || f.draft.closed || f.store.ReadOnly() || !f.Dirty() && f.draft.number == 0 {
		return nil
	}
	f.draft.waiting = true
	return tea.Tick(f.rest, func(time.Time) tea.Msg { return landed(f.keep) })
}

// keep keeps what stands in the form, if it is something else than before. What
// is again as it was at the start need not be kept.
func (f *form[T, R]) keep() tea.Cmd {
	f.draft.waiting = false
	texts, at := f.form.Snapshot(), f.form.Focused()
	if f.draft.closed || f.saving || at == f.draft.at && maps.Equal(texts, f.draft.texts) {
		return nil
	}
	f.draft.texts, f.draft.at = texts, at
	if !f.Dirty() {
		return f.forget()
	}
	if f.draft.number == 0 {
		f.draft.number = f.desk.New()
	}
	d := f.kept(texts, at)
	return ask(f.session, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, f.desk.Keep(ctx, d)
	}, func(_ struct{}, err error) tea.Cmd {
		if err != nil && !f.draft.failed {
			f.draft.failed = true
			f.fail(err)
		}
		if f.draft.closed { // meanwhile
			return f.forget()
		}
		return nil
	})
}

// kept is the form as a draft: the record as it was at the start, so that an edit
// goes on as if one had never left, and the texts.
func (f *form[T, R]) kept(texts map[string]string, at widget.Ref) store.Draft {
	r := f.before
	meta := R(&r).RecordMeta()
	base := map[string]string{}
	for _, field := range f.fields {
		base[field.Key] = field.Get(&r)
	}
	return store.Draft{Number: f.draft.number, Ref: model.Ref{Kind: R(&r).RecordKind(), ID: meta.ID}, Revision: meta.Revision,
		DraftBody: store.DraftBody{Title: f.about(), Base: base, Texts: texts, Key: at.Key, Row: at.Row, Col: at.Col}}
}

// about says whom the form is about: the customer it belongs to, or the name
// typed.
func (f *form[T, R]) about() string {
	if f.who != "" {
		return f.who
	}
	for _, key := range []string{"name", "company", "phone", "email", "title"} {
		if text := oneLine(f.form.Value(key)); text != "" {
			return text
		}
	}
	return ""
}

// forget drops the draft.
func (f *form[T, R]) forget() tea.Cmd {
	number := f.draft.number
	if number == 0 {
		return nil
	}
	return ask(f.session, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, f.desk.Drop(ctx, number)
	}, func(struct{}, error) tea.Cmd { return nil })
}

// close ends the form: nothing of it is kept any more.
func (f *form[T, R]) close() tea.Cmd {
	f.draft.closed = true
	return tea.Batch(f.forget(), f.nav.pop())
}

// A resumable is a form that a draft can be put back into.
type resumable interface {
	screen
	resume(d store.Draft, number int64)
}

// resume puts a draft back: its texts, and the cursor where it was.
func (f *form[T, R]) resume(d store.Draft, number int64) {
	f.form.Restore(d.Texts)
	f.form.Focus(widget.Ref{Key: d.Key, Row: d.Row, Col: d.Col})
	f.draft.number, f.draft.texts, f.draft.at = number, f.form.Snapshot(), f.form.Focused()
	switch {
	case f.resumed != nil:
		f.resumed()
	case f.follow != nil:
		f.follow()
	}
}

// formOf is the form that a draft was made in, as it was when it was opened.
func (s *session) formOf(d store.Draft) (resumable, error) {
	switch d.Ref.Kind {
	case model.KindCustomer:
		c, err := recordOfDraft[model.Customer](d, model.WithCustom(s.custom))
		return newCustomerForm(s, c), err
	case model.KindPurchase:
		p, err := recordOfDraft[model.Purchase](d, model.PurchaseFields())
		return newPurchaseForm(s, p, d.Title), err
	case model.KindInteraction:
		i, err := recordOfDraft[model.Interaction](d, model.InteractionFields())
		return newInteractionForm(s, i, d.Title), err
	case model.KindField:
		c, err := recordOfDraft[model.CustomField](d, model.CustomFieldFields())
		return newFieldForm(s, c), err
	case model.KindChoice:
		c, err := recordOfDraft[model.Choice](d, model.ChoiceFields())
		return newChoiceForm(s, c), err
	default:
		t, err := recordOfDraft[model.Task](d, model.TaskFields())
		if _, whole := d.Texts["title"]; !whole { // the short form that finishes it
			return newFinishForm(s, t, d.Title), err
		}
		return newTaskForm(s, t, d.Title), err
	}
}

// recordOfDraft is the record with which a draft began.
func recordOfDraft[T any, R recordOf[T]](d store.Draft, fields []model.Field[T]) (r T, err error) {
	for _, f := range fields {
		if text, kept := d.Base[f.Key]; kept && err == nil {
			err = f.Set(&r, text)
		}
	}
	meta := R(&r).RecordMeta()
	meta.ID, meta.Revision = d.Ref.ID, d.Revision
	return r, err
}
