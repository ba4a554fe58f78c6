package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newUndo(a *app) *cobra.Command {
	cmd := a.command("undo", "undo [N]")
	cmd.Args = atMost(1)
	dry := cmd.Flags().Bool("dry-run", false, a.t("cli.undo.flag.dry_run"))
	a.completes(cmd, a.changeSets(""))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		id, err := changeNumber(cmd, args)
		if err != nil {
			return err
		}
		if *dry {
			return a.foretell(cmd.Context(), func(context.Context, *store.Book) (int64, error) { return id, nil })
		}
		return a.reverse(cmd.Context(), func(ctx context.Context, b *store.Book) (*model.ChangeSet, error) {
			return b.Undo(ctx, id)
		})
	}
	return cmd
}

func newRedo(a *app) *cobra.Command {
	cmd := a.command("redo", "redo [N]")
	cmd.Args = atMost(1)
	dry := cmd.Flags().Bool("dry-run", false, a.t("cli.undo.flag.dry_run"))
	a.completes(cmd, a.changeSets("is:undone"))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		id, err := changeNumber(cmd, args)
		if err != nil {
			return err
		}
		if *dry {
			return a.foretell(cmd.Context(), func(ctx context.Context, b *store.Book) (int64, error) { return undoOf(ctx, b, id) })
		}
		return a.reverse(cmd.Context(), func(ctx context.Context, b *store.Book) (*model.ChangeSet, error) {
			return redo(ctx, b, id)
		})
	}
	return cmd
}

// undoOf returns the undo that a redo takes back: that of a change set, or the
// actor's last one for 0.
func undoOf(ctx context.Context, b *store.Book, id int64) (int64, error) {
	if id == 0 {
		return b.LastUndo(ctx)
	}
	return b.UndoOf(ctx, id)
}

func redo(ctx context.Context, b *store.Book, id int64) (*model.ChangeSet, error) {
	if id == 0 {
		return b.Redo(ctx)
	}
	undo, err := b.UndoOf(ctx, id)
	if err != nil {
		return nil, err
	}
	return b.Undo(ctx, undo)
}

// changeNumber reads the number of a change set, with or without "#"; 0 for none.
func changeNumber(cmd *cobra.Command, args []string) (int64, error) {
	if len(args) == 0 {
		return 0, nil
	}
	id, err := strconv.ParseInt(strings.TrimPrefix(args[0], "#"), 10, 64)
	if err != nil || id < 1 {
		return 0, usage(cmd, "change_number", "Value", args[0])
	}
	return id, nil
}

// reversedView is the JSON of undo and redo.
type reversedView struct {
	ChangeSet int64          `json:"change_set"`
	Action    string         `json:"action"`
	Undoes    int64          `json:"undoes"`
	Of        *changeSetView `json:"of"` // the ordinary change set that it is about
	Kept      []keptView     `json:"kept"`
}

type keptView struct {
	Kind  string  `json:"kind"`
	ID    int64   `json:"id"`
	Field *string `json:"field"` // null when the whole record was kept
	Gone  bool    `json:"gone"`  // for good: there is nothing to put back
}

// reverse undoes or redoes, and says what was done and what was left alone.
func (a *app) reverse(ctx context.Context, do func(context.Context, *store.Book) (*model.ChangeSet, error)) error {
	if err := a.single(); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		cs, err := do(ctx, b)
		if err != nil {
			return err
		}
		of := original(ctx, b, cs)
		switch {
		case a.isJSON():
			return a.printJSON(viewReversed(cs, of))
		case a.output == string(formatIDs):
			_, err := fmt.Fprintln(a.out, cs.ID)
			return err
		}
		_, err = fmt.Fprintln(a.out, a.sentence(cs, of))
		a.tellKept(cs.Kept)
		return err
	})
}

func viewReversed(cs, of *model.ChangeSet) reversedView {
	v := reversedView{ChangeSet: cs.ID, Action: string(cs.Action), Undoes: cs.Undoes}
	if of != nil {
		view := viewChangeSet(*of)
		v.Of = &view
	}
	v.Kept = each(cs.Kept, viewKept)
	return v
}

func viewKept(k model.Kept) keptView {
	kept := keptView{Kind: string(k.Kind), ID: k.ID}
	if k.Field != "" {
		kept.Field = &k.Field
	}
	return kept
}

// keptShown is how many things that an undo left alone are named one by one.
const keptShown = 10

func (a *app) tellKept(kept []model.Kept) {
	for i, k := range kept {
		if i == keptShown {
			a.note("cli.undo.kept_more", "Count", len(kept)-i)
			return
		}
		kind := a.t("kind." + string(k.Kind))
		if k.Erased {
			a.note("cli.undo.kept_gone", "Kind", kind, "ID", k.ID)
			continue
		}
		if k.Field == "" {
			a.note("cli.undo.kept_record", "Kind", kind, "ID", k.ID)
			continue
		}
		a.note("cli.undo.kept_field", "Kind", kind, "ID", k.ID, "Field", a.say.Field(k.Field))
	}
}
