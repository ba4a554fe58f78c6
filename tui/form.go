package tui

import (
	"context"
	"errors"
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// An entry is a field of a form with the way its text gets into a record of type
// T. The text is only taken when it is another than at the start: what was not
// touched stays exactly as it was stored.
type entry[T any] struct {
	widget.Field
	set func(r *T, text string) error
}

// about is the title of a form on somebody's record; who may be unknown yet.
func about(title, who string) string {
	if who == "" {
		return title
	}
	return title + " · " + who
}

// recordOf is a pointer to T that can be saved.
type recordOf[T any] interface {
	*T
	model.Record
}

// form edits one record. What is typed stays until it is saved or dropped.
type form[T any, R recordOf[T]] struct {
	base
	form    *widget.Form
	entries []entry[T]
	fields  []model.Field[T]
	read    func(ctx context.Context, id int64) (*T, error)
	before  T // as it was read
	saving  bool
	who     string // whose record it is; "" for a customer's own
	draft   slip
	likely  *likely // of a customer: who may be the same; nil for other records
	w, h    int

	collect func(r *T) map[widget.Ref]string // takes what stands in item rows; may be nil
	follow  func()                           // after each edit; may be nil
	resumed func()                           // after a draft was put back; nil for follow
	also    func(r *T) []model.Record        // what is saved together with it; may be nil
	then    func(r *T) tea.Cmd               // after it was saved; may be nil

	amend func(ctx context.Context, more []model.Record) error // looks up what goes with it, beside Update; may be nil
}

// newForm makes a form of entries. The texts at the start are those of r.
func newForm[T any, R recordOf[T]](s *session, title string, r T, fields []model.Field[T], entries []entry[T]) *form[T, R] {
	f := &form[T, R]{base: base{s}, before: r, fields: fields, entries: entries}
	shown := make([]widget.Field, len(entries))
	for i, e := range entries {
		if shown[i] = e.Field; e.set != nil && e.Check == nil {
			shown[i].Check = f.checker(e)
		}
	}
	f.form = widget.NewForm(s.styles, "  "+title, s.formTexts(), shown)
	return f
}

// formTexts are the words that every form needs.
func (s *session) formTexts() widget.FormTexts {
	return widget.FormTexts{
		Required: s.t("tui.form.required"),
		Discard:  widget.Question{Text: s.t("tui.form.discard"), Yes: s.t("tui.key.yes"), No: s.t("tui.key.no")},
		Filter:   s.t("tui.choose.filter"),
		NoMatch:  s.t("tui.choose.nothing"),
		Wrong:    s.wrong,
	}
}

// checker tries a text on a copy of the record.
func (f *form[T, R]) checker(e entry[T]) func(string) string {
	return func(text string) string {
		if text == e.Value {
			return ""
		}
		scratch := f.before
		return f.complaint(e.set(&scratch, text))
	}
}

// wrong lists the fields that keep a form from being saved.
func (s *session) wrong(labels []string) string {
	return s.t("tui.form.wrong", "Count", len(labels), "Fields", strings.Join(labels, s.t("tui.list_comma")))
}

// complaint is what to show at a field: what is wrong, and on a line of its own what
// to do; nil is "".
func (s *session) complaint(err error) string {
	if err == nil {
		return ""
	}
	message, hint := s.p.Error(err)
	return strings.TrimSuffix(strings.ReplaceAll(message, "\n", " ")+"\n"+strings.ReplaceAll(hint, "\n", " "), "\n")
}

// bare is a problem at its field, which need not be named once more.
func bare(p *model.Problem) *model.Problem {
	at := *p
	at.Field = ""
	return &at
}

// Update gives the form its messages; the form's decision is acted on here.
func (f *form[T, R]) Update(msg tea.Msg) tea.Cmd {
	if f.saving && isInput(msg) {
		return nil // the answer is a moment away, and a second Enter must not save twice
	}
	if _, ok := msg.(restyled); ok {
		f.form.SetStyles(f.styles)
		f.form.Release() // fields and levels may be others now
	}
	decision, cmd := f.form.Update(msg)
	if isInput(msg) {
		cmd = tea.Batch(cmd, f.keepSoon())
	}
	switch decision {
	case widget.Changed:
		if f.follow != nil {
			f.follow()
		}
		return tea.Batch(cmd, f.lookOut())
	case widget.Accepted:
		return tea.Batch(cmd, f.save())
	case widget.Cancelled:
		return tea.Batch(cmd, f.close())
	}
	return cmd
}

// record returns the record as typed, and what is wrong field by field.
func (f *form[T, R]) record() (*T, map[widget.Ref]string) {
	r := f.before
	errs := map[widget.Ref]string{}
	for _, e := range f.entries {
		if e.set == nil || f.form.Value(e.Key) == e.Value {
			continue
		}
		if err := e.set(&r, f.form.Value(e.Key)); err != nil {
			errs[widget.Ref{Key: e.Key}] = f.complaint(err)
		}
	}
	if f.collect != nil {
		maps.Copy(errs, f.collect(&r))
	}
	return &r, errs
}

// save writes the record; what the book refuses is shown at the fields.
func (f *form[T, R]) save() tea.Cmd {
	r, errs := f.record()
	if len(errs) > 0 {
		f.form.Fail(errs)
		return nil
	}
	return f.saveBy(r, nil)
}

// saveBy saves a record as it is; first, which may be nil, goes before.
func (f *form[T, R]) saveBy(r *T, first func(context.Context) error) tea.Cmd {
	records := append([]model.Record{R(r)}, f.more(r)...)
	f.saving = true
	return ask(f.session, func(ctx context.Context) (*model.ChangeSet, error) {
		if first != nil {
			if err := first(ctx); err != nil {
				return nil, err
			}
		}
		return f.write(ctx, records)
	}, func(cs *model.ChangeSet, err error) tea.Cmd {
		f.saving = false
		if err != nil {
			return f.refused(r, err)
		}
		return f.saved(r, cs)
	})
}

// write saves the record and what goes with it. It runs beside Update.
func (f *form[T, R]) write(ctx context.Context, records []model.Record) (*model.ChangeSet, error) {
	if f.amend != nil {
		if err := f.amend(ctx, records[1:]); err != nil {
			return nil, err
		}
	}
	return f.desk.Save(ctx, f.draft.number, records...)
}

// more is what is saved together with the record.
func (f *form[T, R]) more(r *T) []model.Record {
	if f.also == nil {
		return nil
	}
	return f.also(r)
}

// saved leaves the form.
func (f *form[T, R]) saved(r *T, cs *model.ChangeSet) tea.Cmd {
	if cs != nil {
		f.nav.say(toast{text: f.done(written{set: cs}), tone: good})
	}
	f.draft.closed = true
	cmd := f.nav.pop()
	if f.then != nil {
		cmd = tea.Batch(cmd, f.then(r))
	}
	return cmd
}

// refused shows why the book did not take the record. Nothing typed is lost.
func (f *form[T, R]) refused(r *T, err error) tea.Cmd {
	var conflict *model.Conflict
	if errors.As(err, &conflict) {
		return f.nav.push(newConflict(f.session, conflict, f.currency(), func(mine map[string]bool) tea.Cmd {
			return f.settle(r, mine)
		}))
	}
	if cmd, ok := f.rescue(r, err); ok {
		return cmd
	}
	var problems model.Problems
	problems.Add(err)
	errs := map[widget.Ref]string{}
	var rest model.Problems
	for _, p := range problems {
		if at, ok := f.place(p.Field); ok {
			errs[at] = f.complaint(bare(p))
		} else {
			rest.Add(p)
		}
	}
	f.form.Fail(errs)
	if err := rest.OrNil(); err != nil { // the others are said at their fields
		f.fail(err)
	}
	return f.keepSoon()
}

// place is the field of the form where a problem of the record belongs.
func (f *form[T, R]) place(key string) (widget.Ref, bool) {
	for _, e := range f.entries {
		if e.Key == key && key != "" {
			return widget.Ref{Key: key}, true
		}
	}
	return widget.Ref{}, false
}

// settle saves once more, on top of what the other session wrote: the fields that
// were changed here, except those for which the person took the other's.
func (f *form[T, R]) settle(r *T, mine map[string]bool) tea.Cmd {
	f.saving = true
	id, more := R(r).RecordMeta().ID, f.more(r)
	return ask(f.session, func(ctx context.Context) (*model.ChangeSet, error) {
		theirs, err := f.read(ctx, id)
		if err != nil {
			return nil, err
		}
		if err := overlay(f.fields, &f.before, r, theirs, mine); err != nil {
			return nil, err
		}
		return f.write(ctx, append([]model.Record{R(theirs)}, more...))
	}, func(cs *model.ChangeSet, err error) tea.Cmd {
		f.saving = false
		if err != nil {
			return f.refused(r, err)
		}
		return f.saved(r, cs)
	})
}

// overlay puts into theirs what differs between base and mine: as a merge of lists
// where that is possible, and for the fields of choice only if they are true in it.
func overlay[T any](fields []model.Field[T], base, mine, theirs *T, choice map[string]bool) error {
	for _, field := range fields {
		was, is, other := field.Get(base), field.Get(mine), field.Get(theirs)
		takeMine, asked := choice[field.Key]
		if was == is || asked && !takeMine {
			continue
		}
		if field.Merge != nil && !asked {
			if merged, ok := field.Merge(was, is, other); ok {
				is = merged
			}
		}
		if err := field.Set(theirs, is); err != nil {
			return err
		}
	}
	return nil
}

// currency is the one of the record's amounts.
func (f *form[T, R]) currency() model.Currency {
	if p, ok := any(&f.before).(*model.Purchase); ok {
		return p.Currency
	}
	return f.settings.Currency
}

// Resize shares the room: a form need not be wider than one reads.
func (f *form[T, R]) Resize(w, h int) tea.Cmd {
	f.w, f.h = min(w, 110), h
	f.layout()
	return nil
}

// layout gives the form what the hint below it leaves.
func (f *form[T, R]) layout() { f.form.SetSize(f.w, f.h-len(f.hint())) }

// hint draws what stands below the form.
func (f *form[T, R]) hint() []string { return f.likely.lines(f.session, f.w, f.h/4) }

// View draws the form.
func (f *form[T, R]) View(int, int) widget.Frame {
	if hint := f.hint(); len(hint) > 0 {
		return widget.VStack(f.form.View(), widget.Frame{S: strings.Join(hint, "\n")})
	}
	return f.form.View()
}

// Typing is always true: letters are text.
func (f *form[T, R]) Typing() bool { return true }

// Dirty reports whether something was typed that is not saved.
func (f *form[T, R]) Dirty() bool { return f.form.Dirty() }
