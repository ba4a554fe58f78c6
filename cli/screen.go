package cli

import (
	"context"
	"os"

	"kehu/model"
	"kehu/store"
	"kehu/tui"
)

// screenFiles returns the terminal on which the screen can be shown. Without
// one, or on one that cannot move its cursor, it is a Usage problem that names
// the commands which need none.
func (a *app) screenFiles() (in, out *os.File, err error) {
	in, hasIn := terminal(a.in)
	out, hasOut := terminal(a.out)
	switch {
	case !hasIn || !hasOut:
		return nil, nil, model.NewProblem(model.Usage, "no_terminal")
	case a.getenv("TERM") == "dumb":
		return nil, nil, model.NewProblem(model.Usage, "dumb_terminal")
	}
	return in, out, nil
}

// openScreen opens the person's own book, made on the first run.
func (a *app) openScreen(ctx context.Context) error {
	if _, _, err := a.screenFiles(); err != nil {
		return err
	}
	st, err := a.openStore(ctx, store.Open)
	if err != nil {
		return err
	}
	if err = a.showScreen(ctx, st); err == nil {
		a.backUpAfter(ctx, st)
	}
	if closeErr := st.Close(); err == nil {
		err = closeErr
	}
	return err
}

func (a *app) showScreen(ctx context.Context, st *store.Store) error {
	return a.showWith(ctx, st, tui.Options{})
}

// showWith shows the screen, with a tutorial or an import where the options have
// one.
func (a *app) showWith(ctx context.Context, st *store.Store, o tui.Options) error {
	in, out, err := a.screenFiles()
	if err != nil {
		return err
	}
	file, fault := a.readConfig(a.configPath())
	o.Store, o.Actor, o.Lang = st, a.actor(), a.say.Lang()
	o.In, o.Out, o.NoColor, o.ASCII = in, out, a.getenv("NO_COLOR") != "", a.getenv("KEHU_ASCII") != ""
	o.Config, o.Fault = file, fault
	return tui.Run(ctx, o)
}
