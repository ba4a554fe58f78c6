package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
)

func newBin(a *app) *cobra.Command {
	cmd := a.command("bin", "bin [ls|restore|empty]")
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return a.binLs(cmd.Context(), store.BinQuery{})
	}
	cmd.AddCommand(newBinLs(a), newBinRestore(a), newBinEmpty(a))
	return cmd
}

func newBinLs(a *app) *cobra.Command {
	cmd := a.command("bin_ls", "ls [WORD …]")
	sort := cmd.Flags().String("sort", "", a.t("cli.bin_ls.flag.sort"))
	a.completesFlag(cmd, "sort", a.oneOf("", store.BinSorts()...))
	cmd.RunE = runE(func(ctx context.Context, words []string) error {
		key, desc := strings.CutPrefix(*sort, "-")
		if key != "" && !slices.Contains(store.BinSorts(), key) {
			return usage(cmd, "flag_bad_value", "Flag", "--sort", "Value", *sort)
		}
		return a.binLs(ctx, store.BinQuery{Text: strings.Join(words, " "), Sort: key, Desc: desc})
	})
	return cmd
}

func newBinRestore(a *app) *cobra.Command {
	cmd := a.command("bin_restore", "restore REF …")
	change := cmd.Flags().Int64("change", 0, a.t("cli.bin_restore.flag.change"))
	a.completes(cmd, a.binned)
	cmd.RunE = runE(func(ctx context.Context, words []string) error {
		if len(words) == 0 == (*change == 0) {
			return usage(cmd, "bin_restore_what")
		}
		return a.binRestore(ctx, words, *change)
	})
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
	Set      int64      `json:"change_set"` // that put it there
}

func (a *app) binLs(ctx context.Context, q store.BinQuery) error {
	return a.inBook(ctx, func(b *store.Book) error {
		return emit(a, list[store.BinEntry]{
			columns: a.binColumns(),
			rows: paged(pageSize, func(offset int) ([]store.BinEntry, error) {
				q.Offset, q.Limit = offset, pageSize
				return b.Binned(ctx, q)
			}),
			id: binID,
			json: func(e store.BinEntry) any {
				return binView{string(e.Kind), e.ID, a.binName(e), e.Customer, instant(e.At), e.Actor, e.Set}
			},
			none: binNone(q),
		})
	})
}

// binNone is the message of a list without entries.
func binNone(q store.BinQuery) string {
	if q.Text != "" {
		return "cli.bin.none_found"
	}
	return "cli.bin.none"
}

// binID is the name by which a record is restored.
func binID(e store.BinEntry) string { return fmt.Sprintf("%s:%d", e.Kind, e.ID) }

func (a *app) binName(e store.BinEntry) string { return a.say.RecordName(string(e.Kind), e.Name) }

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

// binRestore takes records out of the bin: those that are named, or those that a
// change set put there and that are there still.
func (a *app) binRestore(ctx context.Context, words []string, change int64) error {
	if err := a.single(); err != nil {
		return err
	}
	refs, err := a.binRefs(words)
	if err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) error {
		if change != 0 {
			if refs, err = binnedBy(ctx, b, change); err != nil {
				return err
			}
		}
		cs, err := b.Restore(ctx, refs...)
		if err != nil {
			return err
		}
		return a.wrote(cs, writtenRefs(refs))
	})
}

// binnedBy lists what a change set put into the bin.
func binnedBy(ctx context.Context, b *store.Book, change int64) (refs []model.Ref, err error) {
	entries, err := b.Binned(ctx, store.BinQuery{Set: change})
	if err == nil && len(entries) == 0 {
		return nil, model.NewProblem(model.NotFound, "bin_change_empty", "ID", change)
	}
	for _, e := range entries {
		refs = append(refs, e.Ref)
	}
	return refs, err
}

// binRefs reads the names of records in the bin; nil for no words.
func (a *app) binRefs(words []string) (refs []model.Ref, err error) {
	for _, word := range words {
		ref, ok := a.recordRef(word)
		if !ok {
			return nil, model.NewProblem(model.Usage, "bin_ref_syntax", "Value", word)
		}
		refs = append(refs, ref)
	}
	return refs, nil
}
