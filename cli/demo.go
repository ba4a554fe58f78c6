package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"kehu/demo"
	"kehu/model"
	"kehu/store"
)

// demoOptions are the flags of demo.
type demoOptions struct {
	customers int
	seed      uint64
	out       string
}

// maxDemo is the most customers that a sample book may have.
const maxDemo = 1_000_000

func newDemo(a *app) *cobra.Command {
	var o demoOptions
	cmd := a.command("demo", "demo")
	cmd.Args = exactly(0)
	cmd.Flags().IntVar(&o.customers, "customers", 1000, a.t("cli.demo.flag.customers"))
	cmd.Flags().Uint64Var(&o.seed, "seed", 1, a.t("cli.demo.flag.seed"))
	cmd.Flags().StringVar(&o.out, "out", "", a.t("cli.demo.flag.out"))
	a.completesFiles(cmd, "out")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if o.customers < 1 || o.customers > maxDemo {
			return usage(cmd, "demo_customers", "Value", o.customers, "Limit", maxDemo)
		}
		if o.out != "" {
			return a.demoFile(cmd.Context(), o)
		}
		return a.demoScreen(cmd.Context(), o)
	}
	return cmd
}

// demoScreen shows a sample book that is gone when the screen closes.
func (a *app) demoScreen(ctx context.Context, o demoOptions) error {
	return a.onThrowAway(ctx, o, a.actor(), a.showScreen)
}

// onThrowAway shows a sample book, made by an actor, that is gone when the screen closes.
func (a *app) onThrowAway(ctx context.Context, o demoOptions, maker model.Actor, show func(context.Context, *store.Store) error) (err error) {
	if _, _, err := a.screenFiles(); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "kehu-demo-")
	if err != nil {
		return model.NewProblem(model.Failed, "failed").Because(err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	st, _, err := a.fillBook(ctx, filepath.Join(dir, "book.kehu"), o, maker)
	if err != nil {
		return err
	}
	err = show(ctx, st)
	return errors.Join(err, st.Close())
}

// demoView is the JSON of demo --out.
type demoView struct {
	Path      string `json:"path"`
	Customers int    `json:"customers"`
	Seed      uint64 `json:"seed"`
	ChangeSet int64  `json:"change_set"`
}

// demoFile writes a sample book to a file that must not exist yet; what could
// not be finished is not left behind.
func (a *app) demoFile(ctx context.Context, o demoOptions) error {
	if err := a.single(); err != nil {
		return err
	}
	switch _, err := os.Stat(o.out); {
	case err == nil:
		return model.NewProblem(model.Invalid, "file_exists", "Path", o.out)
	case !errors.Is(err, fs.ErrNotExist):
		return model.NewProblem(model.Failed, "output_unwritable", "Path", o.out).Because(err)
	}
	st, cs, err := a.fillBook(ctx, o.out, o, a.actor())
	if err != nil {
		return errors.Join(err, removeBook(o.out))
	}
	if err := st.Close(); err != nil {
		return err
	}
	if a.isJSON() {
		return a.printJSON(demoView{o.out, o.customers, o.seed, cs.ID})
	}
	_, err = fmt.Fprintln(a.out, o.out)
	a.note("cli.demo.how_to_open", "Path", o.out)
	return err
}

func (a *app) fillBook(ctx context.Context, path string, o demoOptions, maker model.Actor) (*store.Store, *model.ChangeSet, error) {
	st, err := store.Open(ctx, path, store.Options{Now: a.now})
	if err != nil {
		return nil, nil, err
	}
	sample := demo.New(o.seed, o.customers, a.now())
	progress := a.progress("cli.demo.progress")
	cs, err := st.As(maker, model.OriginDemo).Fill(ctx, bundles(sample), progress.report)
	progress.end()
	if err != nil {
		return nil, nil, errors.Join(err, st.Close())
	}
	return st, cs, nil
}

// bundles gives the entries of a sample in the shape that the store takes.
func bundles(sample *demo.Sample) iter.Seq[store.Bundle] {
	return func(yield func(store.Bundle) bool) {
		for e := range sample.Drafts() {
			if !yield(store.Bundle{Customer: &e.Customer, Purchases: e.Purchases, Interactions: e.Interactions, Tasks: e.Tasks}) {
				return
			}
		}
	}
}

// removeBook removes a book with the files that SQLite keeps beside it.
func removeBook(path string) error {
	var errs []error
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + suffix); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
