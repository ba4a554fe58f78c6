package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newBinEmpty(a *app) *cobra.Command {
	cmd := a.command("bin_empty", "empty [REF …]")
	older := cmd.Flags().String("older", "", a.t("cli.bin_empty.flag.older"))
	yes := cmd.Flags().Bool("yes", false, a.t("cli.flag.yes"))
	a.completes(cmd, a.binned)
	cmd.RunE = runE(func(ctx context.Context, words []string) error { return a.binEmpty(ctx, words, *older, *yes) })
	return cmd
}

// binEmpty removes records in the bin for good, after a question.
func (a *app) binEmpty(ctx context.Context, words []string, older string, yes bool) error {
	if err := a.single(); err != nil {
		return err
	}
	what, err := a.emptying(words, older)
	if err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		n, err := b.CountEmptying(ctx, what)
		if err != nil {
			return err
		}
		if n > 0 && !yes {
			if yes, err = a.confirm(ctx, a.t("cli.bin_empty.ask", "Count", n)); err != nil {
				return err
			}
			if !yes {
				return model.NewProblem(model.Failed, "not_confirmed")
			}
		}
		cs, err := b.EmptyBin(ctx, what)
		if err != nil {
			return err
		}
		return a.emptied(cs)
	})
}

// emptying reads what is to go.
func (a *app) emptying(words []string, older string) (e store.Emptying, err error) {
	if e.Refs, err = a.binRefs(words); err != nil {
		return e, err
	}
	if older == "" {
		e.Before = a.now() // what comes while the question stands is not meant
		return e, nil
	}
	if len(words) > 0 {
		return e, model.NewProblem(model.Usage, "bin_older_and_refs")
	}
	day, err := model.ParseDate("-"+strings.TrimSpace(older), a.now())
	if err != nil {
		day, err = model.ParseDate(older, a.now())
	}
	if err != nil || day.Compare(model.DateOf(a.now())) > 0 {
		return e, model.NewProblem(model.Usage, "bin_older", "Value", older)
	}
	e.Before = day.Time(a.now().Location())
	return e, nil
}

// emptied tells what was removed.
func (a *app) emptied(cs *model.ChangeSet) error {
	switch {
	case a.isJSON():
		return a.printJSON(viewWritten(cs, nil))
	case cs == nil:
		a.note("cli.bin.none_old")
		return nil
	case a.output == string(formatIDs):
		_, err := fmt.Fprintln(a.out, cs.ID)
		return err
	}
	_, err := fmt.Fprintln(a.out, a.sentence(cs, nil))
	return err
}
