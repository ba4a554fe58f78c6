package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newBin(a *app) *cobra.Command {
	cmd := a.command("bin", "bin [ls|restore]")
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return a.binLs(cmd.Context())
	}
	ls := a.command("bin_ls", "ls")
	ls.Args = exactly(0)
	ls.RunE = runE(func(ctx context.Context, _ []string) error { return a.binLs(ctx) })
	restore := a.command("bin_restore", "restore REF …")
	restore.Args = atLeast(1)
	a.completes(restore, a.binned)
	restore.RunE = runE(a.binRestore)
	cmd.AddCommand(ls, restore)
	return cmd
}

// binView is a record in the bin.
type binView struct {
	Kind     string     `json:"kind"`
	ID       int64      `json:"id"`
	Name     string     `json:"name"`
	Customer string     `json:"customer"`
	At       *time.Time `json:"at"`
	Actor    string     `json:"actor"`
}

func (a *app) binLs(ctx context.Context) error {
	return a.inBook(ctx, func(b *store.Book) error {
		return emit(a, list[store.BinEntry]{
			columns: a.binColumns(),
			rows:    paged(pageSize, func(offset int) ([]store.BinEntry, error) { return b.Binned(ctx, offset, pageSize) }),
			id:      binID,
			json: func(e store.BinEntry) any {
				return binView{string(e.Kind), e.ID, a.binName(e), e.Customer, instant(e.At), e.Actor}
			},
			none: "cli.bin.none",
		})
	})
}

// binID is the name by which a record is restored.
func binID(e store.BinEntry) string { return fmt.Sprintf("%s:%d", e.Kind, e.ID) }

func (a *app) binName(e store.BinEntry) string {
	if e.Kind == model.KindView {
		return a.say.ViewName(e.Name)
	}
	return e.Name
}

func (a *app) binColumns() []column[store.BinEntry] {
	return []column[store.BinEntry]{
		{key: "id", text: binID, raw: binID},
		{key: "kind", text: func(e store.BinEntry) string { return a.t("kind." + string(e.Kind)) },
			raw: func(e store.BinEntry) string { return string(e.Kind) }},
		{key: "name", title: "cli.column.bin_name", text: a.binName, raw: a.binName},
		sameText("customer", func(e store.BinEntry) string { return e.Customer }),
		{key: "at", text: func(e store.BinEntry) string { return a.clock(e.At) },
			raw: func(e store.BinEntry) string { return rawInstant(e.At) }},
		sameText("actor", func(e store.BinEntry) string { return e.Actor }),
	}
}

func (a *app) binRestore(ctx context.Context, words []string) error {
	if err := a.single(); err != nil {
		return err
	}
	refs := make([]model.Ref, len(words))
	for i, word := range words {
		ref, ok := a.recordRef(word)
		if !ok {
			return model.NewProblem(model.Usage, "bin_ref_syntax", "Value", word)
		}
		refs[i] = ref
	}
	return a.inBook(ctx, func(b *store.Book) error {
		cs, err := b.Restore(ctx, refs...)
		if err != nil {
			return err
		}
		return a.wrote(cs, writtenRefs(refs))
	})
}
