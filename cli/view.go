package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/query"
	"kehu/store"
	"kehu/tui"
)

func newView(a *app) *cobra.Command {
	cmd := a.command("view", "view [ls|save|rm]")
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return a.viewLs(cmd.Context())
	}
	ls := a.command("view_ls", "ls")
	ls.Args = exactly(0)
	ls.RunE = runE(func(ctx context.Context, _ []string) error { return a.viewLs(ctx) })
	save := a.command("view_save", "save NAME [QUERY]")
	save.Args = atLeast(1)
	a.completes(save, at(a.views, a.queries))
	save.RunE = runE(func(ctx context.Context, args []string) error {
		return a.viewSave(ctx, args[0], strings.Join(args[1:], " "))
	})
	rm := a.command("view_rm", "rm NAME")
	rm.Args = exactly(1)
	a.completes(rm, at(a.views, nil))
	rm.RunE = runE(func(ctx context.Context, args []string) error { return a.viewRm(ctx, args[0]) })
	cmd.AddCommand(ls, save, rm)
	return cmd
}

// viewView is the JSON of a saved view.
type viewView struct {
	ID       int64              `json:"id"`
	Name     string             `json:"name"`
	Query    string             `json:"query"`
	Columns  []model.ViewColumn `json:"columns"`
	Pos      int64              `json:"pos"`
	Revision int64              `json:"revision"`
}

func (a *app) viewLs(ctx context.Context) error {
	return a.inBook(ctx, func(b *store.Book) error {
		views, err := b.Views(ctx)
		if err != nil {
			return err
		}
		name := func(v model.View) string { return a.say.ViewName(v.Name) }
		return emit(a, list[model.View]{
			columns: []column[model.View]{
				sameText("id", func(v model.View) string { return strconv.FormatInt(v.ID, 10) }),
				{key: "name", title: "cli.column.view", text: name, raw: name},
				{key: "query", title: "cli.column.query", text: func(v model.View) string { return v.Query }, raw: func(v model.View) string { return v.Query }},
			},
			rows: withoutErrors(views),
			id:   func(v model.View) string { return strconv.FormatInt(v.ID, 10) },
			json: func(v model.View) any {
				return viewView{v.ID, name(v), v.Query, append([]model.ViewColumn{}, v.Columns...), v.Pos, v.Revision}
			},
			none: "cli.view.none",
		})
	})
}

// viewSave saves a query under a name; a view that has it already gets the query.
func (a *app) viewSave(ctx context.Context, name, text string) error {
	if err := a.single(); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		cat, err := b.Catalogue(ctx)
		if err != nil {
			return err
		}
		q, err := query.Parse(text, cat)
		if err != nil {
			return err
		}
		v, err := tui.ViewCalled(ctx, b, a.say, name)
		if model.KindOf(err) == model.NotFound {
			v, err = a.newView(ctx, b, name)
		}
		if err != nil {
			return err
		}
		v.Query = q.String()
		return a.save(ctx, b, v)
	})
}

// newView is a view behind the others.
func (a *app) newView(ctx context.Context, b *store.Book, name string) (*model.View, error) {
	all, err := b.Views(ctx)
	return &model.View{Name: strings.TrimSpace(name), Pos: int64(len(all)) + 1}, err
}

// viewRm puts a view into the bin.
func (a *app) viewRm(ctx context.Context, name string) error {
	if err := a.single(); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		v, err := tui.ViewCalled(ctx, b, a.say, name)
		if err != nil {
			return err
		}
		refs := []model.Ref{{Kind: model.KindView, ID: v.ID}}
		cs, err := b.Bin(ctx, refs...)
		if err != nil {
			return err
		}
		return a.wrote(cs, writtenRefs(refs))
	})
}
