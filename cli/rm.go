package cli

import (
	"context"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newRm(a *app) *cobra.Command {
	cmd := a.command("rm", "rm REF …")
	cmd.Annotations = map[string]string{takesRefs: "yes"}
	cmd.Args = atLeast(1)
	a.completes(cmd, a.customers)
	cmd.RunE = runE(a.rm)
	return cmd
}

// rm puts records into the bin, all in one change set.
func (a *app) rm(ctx context.Context, words []string) error {
	if err := a.single(); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		refs := make([]model.Ref, len(words))
		for i, word := range words {
			var err error
			if refs[i], err = a.target(ctx, b, word); err != nil {
				return err
			}
		}
		cs, err := b.Bin(ctx, refs...)
		if err != nil {
			return err
		}
		return a.wrote(cs, writtenRefs(refs))
	})
}

func writtenRefs(refs []model.Ref) []writtenItem {
	return each(refs, func(r model.Ref) writtenItem { return writtenItem{Kind: string(r.Kind), ID: r.ID} })
}
