package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newBlame(a *app) *cobra.Command {
	cmd := a.command("blame", "blame REF [FIELD]")
	cmd.Args = between(1, 2)
	back := cmd.Flags().Int64("put-back", 0, a.t("cli.blame.flag.put_back"))
	a.completes(cmd, at(a.customers, a.fieldsToBlame))
	cmd.RunE = runE(func(ctx context.Context, args []string) error {
		if cmd.Flags().Changed("put-back") && (len(args) < 2 || *back < 1) {
			return usage(cmd, "put_back_of_field")
		}
		field := ""
		if len(args) == 2 {
			field = args[1]
		}
		return a.blame(ctx, args[0], field, *back)
	})
	return cmd
}

// fieldsToBlame proposes the fields of a customer.
func (a *app) fieldsToBlame(t typing) []candidate {
	keys := each(model.CustomerFields(), func(f model.Field[model.Customer]) string { return f.Key })
	return t.beginning(each(append(keys, a.customKeys()...), func(key string) candidate { return candidate{key, a.say.Field(key)} }))
}

// blame says who set the fields of a record last, or all that one field was set to;
// with the number of a change it puts back what the field held before.
func (a *app) blame(ctx context.Context, text, field string, back int64) error {
	return a.inBook(ctx, func(b *store.Book) error {
		ref, err := a.blamed(ctx, b, text)
		if err != nil {
			return err
		}
		if field == "" {
			all, err := b.BlameAll(ctx, ref)
			if err != nil {
				return err
			}
			return a.printBlame(ctx, b, ref, all, true)
		}
		all, key, err := a.settings(ctx, b, ref, field)
		switch {
		case err != nil:
			return err
		case back != 0:
			return a.putBack(ctx, b, ref, key, all, back)
		}
		return a.printBlame(ctx, b, ref, all, false)
	})
}

// blamed finds the record: by kind and number, or the one customer that text names.
func (a *app) blamed(ctx context.Context, b *store.Book, text string) (model.Ref, error) {
	if ref, ok := a.recordRef(text); ok {
		return ref, nil
	}
	id, err := b.Find(ctx, text)
	return model.Ref{Kind: model.KindCustomer, ID: id}, err
}

// settings reads what a field was set to. People may call it by any of its names.
func (a *app) settings(ctx context.Context, b *store.Book, ref model.Ref, field string) ([]store.Setting, string, error) {
	known, err := b.FieldKeys(ctx, ref)
	if err != nil {
		return nil, "", err
	}
	key := field
	for i := range a.custom {
		if f := a.custom[i]; nameKey(f.Key) == nameKey(field) || nameKey(f.Label) == nameKey(field) {
			key = f.ValueKey()
		}
	}
	n := newNames(a, known)
	if found, ok := n.find(key); ok {
		key = found
	} else {
		return nil, "", n.unknown(field)
	}
	all, err := b.Blame(ctx, ref, key)
	return all, key, err
}

// putBack gives a field the value that it held before a change.
func (a *app) putBack(ctx context.Context, b *store.Book, ref model.Ref, key string, all []store.Setting, set int64) error {
	if err := a.single(); err != nil {
		return err
	}
	for _, s := range all {
		if s.Set.ID != set {
			continue
		}
		cs, err := b.PutBack(ctx, ref, key, s.Old)
		if err != nil {
			return err
		}
		return a.wrote(cs, []writtenItem{{Kind: string(ref.Kind), ID: ref.ID}})
	}
	return model.NewProblem(model.NotFound, "field_not_set_by", "Name", a.say.Field(key), "ID", set)
}

// settingView is the JSON of a value that a field was given; texts are as people
// read them.
type settingView struct {
	Field     string        `json:"field"`
	Old       string        `json:"old"`
	New       string        `json:"new"`
	Created   bool          `json:"created"` // the record was added with it
	ChangeSet changeSetView `json:"change_set"`
}

func (a *app) printBlame(ctx context.Context, b *store.Book, ref model.Ref, all []store.Setting, byField bool) error {
	levels, err := b.Levels(ctx)
	if err != nil {
		return err
	}
	names, err := b.Names(ctx, []model.Ref{ref})
	if err != nil {
		return err
	}
	v := blamed{values{a, levels}, ref.Kind, names[ref].Currency}
	return emit(a, list[store.Setting]{
		columns: v.columns(ctx, b, byField),
		rows:    withoutErrors(all),
		id:      func(s store.Setting) string { return strconv.FormatInt(s.Set.ID, 10) },
		json: func(s store.Setting) any {
			return settingView{v.fieldKey(s.Key), v.value(s, s.Old), v.value(s, s.New), s.Created, viewChangeSet(s.Set)}
		},
		none: "cli.blame.none",
	})
}

// blamed writes the settings of one record.
type blamed struct {
	values
	kind     model.Kind
	currency model.Currency
}

func (v blamed) value(s store.Setting, text string) string {
	return v.text(v.kind, v.currency, s.Key, text)
}

func (v blamed) columns(ctx context.Context, b *store.Book, byField bool) []column[store.Setting] {
	number := func(s store.Setting) string { return strconv.FormatInt(s.Set.ID, 10) }
	value := func(key, title string, of func(store.Setting) string) column[store.Setting] {
		return column[store.Setting]{key: key, title: title, text: func(s store.Setting) string { return clipped(of(s)) }, raw: of}
	}
	title, first := "tui.changes.new", value("old", "tui.changes.old", func(s store.Setting) string { return v.value(s, s.Old) })
	if byField {
		title, first = "history.column.value", column[store.Setting]{key: "field", title: "tui.changes.field", text: func(s store.Setting) string { return v.say.Field(s.Key) },
			raw: func(s store.Setting) string { return v.fieldKey(s.Key) }}
	}
	return append([]column[store.Setting]{first, value("new", title, func(s store.Setting) string { return v.value(s, s.New) })},
		column[store.Setting]{key: "change_set", right: true, text: number, raw: number},
		column[store.Setting]{key: "at", text: func(s store.Setting) string { return v.clock(s.Set.At) }, raw: func(s store.Setting) string { return rawInstant(s.Set.At) }},
		sameText("actor", func(s store.Setting) string { return s.Set.Actor }),
		column[store.Setting]{key: "action", text: func(s store.Setting) string { return v.historyLine(ctx, b, s.Set) },
			raw: func(s store.Setting) string { return string(s.Set.Action) }})
}
