package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newField(a *app) *cobra.Command {
	cmd := a.command("field", "field [ls|add|set|rm]")
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return a.fieldLs(cmd.Context())
	}
	ls := a.command("field_ls", "ls")
	ls.Args = exactly(0)
	ls.RunE = runE(func(ctx context.Context, _ []string) error { return a.fieldLs(ctx) })
	cmd.AddCommand(ls, newFieldAdd(a), newFieldSet(a), newFieldRm(a))
	return cmd
}

// fieldOptions are the flags of field add and field set.
type fieldOptions struct {
	key, kind, label, options string
	preset, hint, rename      string
	required                  bool
	pos                       int
}

func (o *fieldOptions) flags(a *app, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.options, "options", "", a.t("cli.field.flag.options"))
	flags.BoolVar(&o.required, "required", false, a.t("cli.field.flag.required"))
	flags.StringVar(&o.preset, "default", "", a.t("cli.field.flag.default"))
	flags.StringVar(&o.hint, "hint", "", a.t("cli.field.flag.hint"))
}

func newFieldAdd(a *app) *cobra.Command {
	var o fieldOptions
	cmd := a.command("field_add", "add LABEL")
	cmd.Args = exactly(1)
	cmd.Flags().StringVar(&o.kind, "type", string(model.CustomText), a.t("cli.field.flag.type"))
	cmd.Flags().StringVar(&o.key, "key", "", a.t("cli.field.flag.key"))
	o.flags(a, cmd)
	a.completesFlag(cmd, "type", a.oneOf("field_type", keyTexts(model.CustomTypes())...))
	cmd.RunE = runE(func(ctx context.Context, args []string) error { return a.fieldAdd(ctx, args[0], o) })
	return cmd
}

func newFieldSet(a *app) *cobra.Command {
	var o fieldOptions
	cmd := a.command("field_set", "set FIELD")
	cmd.Args = exactly(1)
	cmd.Flags().StringVar(&o.label, "label", "", a.t("cli.field.flag.label"))
	o.flags(a, cmd)
	cmd.Flags().StringVar(&o.rename, "rename-option", "", a.t("cli.field.flag.rename_option"))
	cmd.Flags().IntVar(&o.pos, "pos", 0, a.t("cli.field.flag.pos"))
	a.completes(cmd, at(a.fieldKeys, nil))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.fieldSet(cmd.Context(), args[0], o, cmd.Flags().Changed)
	}
	return cmd
}

func newFieldRm(a *app) *cobra.Command {
	cmd := a.command("field_rm", "rm FIELD")
	cmd.Args = exactly(1)
	yes := cmd.Flags().Bool("yes", false, a.t("cli.field.flag.yes"))
	a.completes(cmd, at(a.fieldKeys, nil))
	cmd.RunE = runE(func(ctx context.Context, args []string) error { return a.fieldRm(ctx, args[0], *yes) })
	return cmd
}

// fieldKeys proposes the fields of the user's own.
func (a *app) fieldKeys(t typing) []candidate {
	return t.beginning(each(a.custom, func(f model.CustomField) candidate { return candidate{f.Key, about(f.Key, f.Label)} }))
}

// fieldView is the JSON of a custom field.
type fieldView struct {
	ID       int64    `json:"id"`
	Key      string   `json:"key"`
	Label    string   `json:"label"`
	Type     string   `json:"type"`
	Options  []string `json:"options"`
	Required bool     `json:"required"`
	Default  string   `json:"default"`
	Hint     string   `json:"hint"`
	Pos      int64    `json:"pos"`
	Revision int64    `json:"revision"`
}

func (a *app) fieldLs(ctx context.Context) error {
	return a.inBook(ctx, func(b *store.Book) error {
		same := sameText[model.CustomField]
		return emit(a, list[model.CustomField]{
			columns: []column[model.CustomField]{
				same("key", func(f model.CustomField) string { return f.Key }),
				same("label", func(f model.CustomField) string { return f.Label }),
				{key: "type", text: func(f model.CustomField) string { return a.choice("field_type", string(f.Type)) },
					raw: func(f model.CustomField) string { return string(f.Type) }},
				{key: "required", text: func(f model.CustomField) string { return yesOnly(f.Required, a.t("cli.yes")) },
					raw: func(f model.CustomField) string { return yesOnly(f.Required, model.Yes) }},
				same("default", func(f model.CustomField) string { return f.Default }),
				same("options", func(f model.CustomField) string { return strings.Join(f.Options, ", ") }),
				same("hint", func(f model.CustomField) string { return f.Hint }),
			},
			rows: withoutErrors(a.custom),
			id:   func(f model.CustomField) string { return f.Key },
			json: func(f model.CustomField) any {
				return fieldView{f.ID, f.Key, f.Label, string(f.Type), some(f.Options), f.Required, f.Default, f.Hint, f.Pos, f.Revision}
			},
			none: "cli.field.none",
		})
	})
}

func yesOnly(yes bool, word string) string {
	if yes {
		return word
	}
	return ""
}

// fieldAdd adds a field; one that was removed comes back with its values.
func (a *app) fieldAdd(ctx context.Context, label string, o fieldOptions) error {
	if err := a.single(); err != nil {
		return err
	}
	kind, err := a.parseChoice("type", "field_type", keyTexts(model.CustomTypes()), o.kind)
	if err != nil {
		return err
	}
	f := &model.CustomField{Key: o.key, Label: strings.TrimSpace(label), Type: model.CustomType(kind), Required: o.required,
		Options: model.SplitOptions(o.options), Default: strings.TrimSpace(o.preset), Hint: strings.TrimSpace(o.hint)}
	if f.Key == "" {
		f.Key = model.KeyOf(label)
	}
	return a.inNewBook(ctx, func(b *store.Book) error {
		return a.save(ctx, b, f)
	})
}

func fieldItems(f *model.CustomField) []writtenItem {
	return []writtenItem{{Kind: string(model.KindField), ID: f.ID, Revision: &f.Revision}}
}

// fieldNamed finds a field of the user's own by its key or its label.
func (a *app) fieldNamed(name string) (*model.CustomField, error) {
	known := newNames(a, a.customKeys())
	if key, ok := known.byName[nameKey(name)]; ok {
		f := *a.customField(key)
		return &f, nil
	}
	return nil, model.NewProblem(model.NotFound, "custom_field_unknown", "Value", name,
		"Nearest", known.nearest(name), "Known", strings.Join(known.keys, ", "))
}

// fieldSet changes what the flags name.
func (a *app) fieldSet(ctx context.Context, name string, o fieldOptions, said func(string) bool) error {
	if err := a.single(); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		f, err := a.fieldNamed(name)
		if err != nil {
			return err
		}
		if o.rename != "" {
			from, to, ok := strings.Cut(o.rename, "=")
			if !ok {
				return model.NewProblem(model.Usage, "rename_option_syntax", "Value", o.rename)
			}
			cs, err := b.RenameOption(ctx, f, strings.TrimSpace(from), strings.TrimSpace(to))
			if err != nil {
				return err
			}
			return a.wrote(cs, fieldItems(f))
		}
		o.apply(f, said)
		if said("pos") {
			return a.save(ctx, b, placed(a.custom, f, o.pos)...)
		}
		return a.save(ctx, b, f)
	})
}

// apply puts what was said into a definition.
func (o fieldOptions) apply(f *model.CustomField, said func(string) bool) {
	if said("label") {
		f.Label = strings.TrimSpace(o.label)
	}
	if said("options") {
		f.Options = model.SplitOptions(o.options)
	}
	if said("required") {
		f.Required = o.required
	}
	if said("default") {
		f.Default = strings.TrimSpace(o.preset)
	}
	if said("hint") {
		f.Hint = strings.TrimSpace(o.hint)
	}
}

// placed puts a field at a place from 1 and counts all anew; the field is the
// first of the records.
func placed(all []model.CustomField, f *model.CustomField, pos int) []model.Record {
	records, at := []model.Record{f}, 1
	f.Pos = int64(min(max(pos, 1), len(all)))
	for i := range all {
		o := all[i]
		if o.ID == f.ID {
			continue
		}
		if int64(at) == f.Pos {
			at++
		}
		o.Pos = int64(at)
		at++
		records = append(records, &o)
	}
	return records
}

// fieldRm puts a field into the bin. Where customers have values in it, that must
// be said twice; the values stay with them.
func (a *app) fieldRm(ctx context.Context, name string, yes bool) error {
	if err := a.single(); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		f, err := a.fieldNamed(name)
		if err != nil {
			return err
		}
		n, err := b.FieldUse(ctx, f.ID)
		if err != nil {
			return err
		}
		if n > 0 && !yes {
			return model.NewProblem(model.Usage, "field_in_use", "Count", n, "Label", f.Label, "Key", f.Key)
		}
		refs := []model.Ref{{Kind: model.KindField, ID: f.ID}}
		cs, err := b.Bin(ctx, refs...)
		if err != nil {
			return err
		}
		return a.wrote(cs, writtenRefs(refs))
	})
}
