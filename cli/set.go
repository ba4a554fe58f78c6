package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/query"
	"kehu/store"
)

func newSet(a *app) *cobra.Command {
	cmd := a.command("set", "set REF … FIELD=VALUE …")
	cmd.Annotations = map[string]string{takesTags: "yes", takesRefs: "yes"}
	cmd.Args = atLeast(2)
	a.completes(cmd, at(a.customers, a.customerWords()))
	all := cmd.Flags().Bool("all", false, a.t("cli.set.flag.all"))
	cmd.RunE = runE(func(ctx context.Context, args []string) error {
		refs, words := cutRefs(args)
		if len(refs) == 1 && !*all {
			return a.set(ctx, refs[0], words)
		}
		return a.setMany(ctx, refs, words, *all)
	})
	return cmd
}

// cutRefs parts the references, at least one, from the words that assign.
func cutRefs(args []string) (refs, words []string) {
	n := 1
	for n < len(args) && !isAssignment(args[n]) {
		n++
	}
	return args[:n], args[n:]
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

// setMany changes fields of many customers as one change set.
func (a *app) setMany(ctx context.Context, refs, words []string, all bool) error {
	if err := a.single(); err != nil {
		return err
	}
	assignments, err := parseAssignments(words)
	if err != nil {
		return err
	}
	if len(assignments) == 0 {
		return model.NewProblem(model.Usage, "assignment_missing")
	}
	return a.inBook(ctx, func(b *store.Book) error {
		ids, err := a.manyIDs(ctx, b, refs, all)
		if err != nil {
			return err
		}
		return a.editMany(ctx, b, ids, assignments)
	})
}

func (a *app) editMany(ctx context.Context, b *store.Book, ids []int64, assignments []assignment) error {
	editor, err := newCustomerEditor(ctx, a, b)
	if err != nil {
		return err
	}
	progress := a.progress("cli.set.progress")
	r, err := b.EditAll(ctx, ids, func(c *model.Customer) error { return editor.fresh().apply(c, assignments) }, progress.report)
	progress.end()
	if err != nil {
		return err
	}
	if r.Gone > 0 {
		a.note("cli.set.gone", "Count", r.Gone)
	}
	return a.wrote(r.ChangeSet, each(ids, func(id int64) writtenItem { return writtenItem{Kind: string(model.KindCustomer), ID: id} }))
}

// manyIDs are the customers that references name: each one of them, or with all
// every customer that one finds.
func (a *app) manyIDs(ctx context.Context, b *store.Book, refs []string, all bool) ([]int64, error) {
	var ids []int64
	for _, ref := range refs {
		if number, ok := strings.CutPrefix(ref, "#"); ok {
			if id, err := strconv.ParseInt(number, 10, 64); err == nil {
				ids = append(ids, id)
				continue
			}
		}
		found, err := a.found(ctx, b, ref, all)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// found is whom a reference that is no number names; nobody is a NotFound problem.
func (a *app) found(ctx context.Context, b *store.Book, ref string, all bool) ([]int64, error) {
	if !all {
		id, err := b.Find(ctx, ref)
		return []int64{id}, err
	}
	catalogue, err := b.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	q, err := query.Parse(ref, catalogue)
	if err != nil {
		return nil, err
	}
	ids, err := b.IDs(ctx, q)
	if err == nil && len(ids) == 0 {
		err = model.NewProblem(model.NotFound, "ref_not_found", "Ref", ref)
	}
	return ids, err
}
