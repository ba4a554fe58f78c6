package cli

import (
	"context"

	"github.com/spf13/cobra"

	"kehu/store"
)

func newSet(a *app) *cobra.Command {
	cmd := a.command("set", "set REF FIELD=VALUE …")
	cmd.Annotations = map[string]string{takesTags: "yes", takesRefs: "yes"}
	cmd.Args = atLeast(2)
	a.completes(cmd, at(a.customers, a.customerWords()))
	cmd.RunE = runE(func(ctx context.Context, args []string) error { return a.set(ctx, args[0], args[1:]) })
	return cmd
}

// set changes fields of a customer.
func (a *app) set(ctx context.Context, ref string, words []string) error {
	return a.withCustomer(ctx, ref, words, func(b *store.Book, id int64, assignments []assignment) error {
		c, err := b.Customer(ctx, id)
		if err != nil {
			return err
		}
		editor, err := newCustomerEditor(ctx, a, b)
		if err != nil {
			return err
		}
		if err := editor.apply(c, assignments); err != nil {
			return err
		}
		return a.save(ctx, b, c)
	})
}
