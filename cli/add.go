package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newAdd(a *app) *cobra.Command {
	cmd := a.command("add", "add NAME [FIELD=VALUE …]")
	cmd.Annotations = map[string]string{takesTags: "yes"}
	cmd.Args = atLeast(1)
	a.completes(cmd, a.customerWords())
	company := cmd.Flags().Bool("company", false, a.t("cli.add.flag.company"))
	person := cmd.Flags().Bool("person", false, a.t("cli.add.flag.person"))
	strict := cmd.Flags().Bool("strict", false, a.t("cli.add.flag.strict"))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *company && *person {
			return usage(cmd, "flags_exclude", "First", "--company", "Second", "--person")
		}
		c := &model.Customer{Kind: model.PersonKind}
		if *company {
			c.Kind = model.CompanyKind
		}
		return a.add(cmd.Context(), c, args, *strict)
	}
	return cmd
}

// add makes a customer; the first word is the name unless it gives a field a value.
func (a *app) add(ctx context.Context, c *model.Customer, words []string, strict bool) error {
	if err := a.single(); err != nil {
		return err
	}
	if !isAssignment(words[0]) {
		c.Name, words = strings.TrimSpace(words[0]), words[1:]
	}
	assignments, err := parseAssignments(words)
	if err != nil {
		return err
	}
	return a.inNewBook(ctx, func(b *store.Book) error {
		editor, err := newCustomerEditor(ctx, a, b)
		if err != nil {
			return err
		}
		model.ApplyDefaults(a.custom, c, a.now(), editor.currency)
		if err := editor.apply(c, assignments); err != nil {
			return err
		}
		if err := a.warnOfSimilar(ctx, b, c, strict); err != nil {
			return err
		}
		return a.save(ctx, b, c)
	})
}

// similarShown is how many likely duplicates the warning names.
const similarShown = 3

// warnOfSimilar names customers that the new one may be. It only warns, as two
// people may well share a name, unless the person wants to be strict.
func (a *app) warnOfSimilar(ctx context.Context, b *store.Book, c *model.Customer, strict bool) error {
	found, err := b.Duplicates(ctx, c, similarShown)
	if err != nil || len(found) == 0 {
		return err
	}
	texts := make([]string, len(found))
	for i, s := range found {
		texts[i] = a.t("cli.ref", "ID", s.ID, "Name", s.DisplayName())
	}
	names := strings.Join(texts, a.t("cli.comma"))
	if strict {
		return model.NewProblem(model.Invalid, "customer_similar", "Names", names)
	}
	a.note("cli.add.similar", "Names", names)
	return nil
}
