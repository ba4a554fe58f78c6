package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
	"kehu/tui"
)

func newTutor(a *app) *cobra.Command {
	cmd := a.command("tutor", "tutor")
	cmd.Args = exactly(0)
	again := cmd.Flags().Bool("restart", false, a.t("cli.tutor.flag.restart"))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return a.tutor(cmd.Context(), *again) }
	return cmd
}

// tutorBook is what the tutorial is played on: somebody else's samples, so that
// undo takes back what the person did and never the samples.
const (
	tutorCustomers = 200
	tutorSeed      = 1
	tutorMaker     = "kehu"
)

// tutor shows the screens on a throw-away book with the tutorial below them. Only
// how far the person came is kept.
func (a *app) tutor(ctx context.Context, again bool) error {
	path, err := a.tutorFile()
	if err != nil {
		return err
	}
	step := 0
	if !again {
		step = readStep(path)
	}
	finished := false
	tutorial := &tui.Tutorial{Step: step, Save: func(step int) error {
		finished = step >= tui.TutorialSteps()
		return keepStep(path, step, finished)
	}}
	err = a.onThrowAway(ctx, demoOptions{customers: tutorCustomers, seed: tutorSeed}, model.Actor{Name: tutorMaker},
		func(ctx context.Context, st *store.Store) error {
			return a.showWith(ctx, st, tui.Options{Tutor: tutorial})
		})
	if err != nil {
		return err
	}
	if finished {
		a.note("cli.tutor.finished")
	} else {
		a.note("cli.tutor.left")
	}
	return nil
}

// tutorFile is where it stands how far the person came: in the folder of the
// person's own book, wherever this run's book is.
func (a *app) tutorFile() (string, error) {
	b := *a
	b.db, b.getenv = "", func(key string) string {
		if key == "KEHU_DB" {
			return ""
		}
		return a.getenv(key)
	}
	path, err := b.bookPath()
	return filepath.Join(filepath.Dir(path), "tutor"), err
}

// readStep reads the step to go on with; what cannot be read is the first one.
func readStep(path string) int {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	step, _ := strconv.Atoi(strings.TrimSpace(string(text)))
	return step
}

// keepStep writes the step down; nothing is kept of a tutorial that is over.
func keepStep(path string, step int, finished bool) error {
	if finished {
		if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(strconv.Itoa(step)+"\n"), 0o600)
}
