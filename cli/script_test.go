package cli

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"kehu/internal/race"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"kehu": func() { os.Exit(Main("test")) },
	})
}

// TestScripts runs the manuals in testdata/script against the real program; the
// race detector, with which each of hundreds of processes starts slowly, sees one
// in which goroutines work side by side.
func TestScripts(t *testing.T) {
	t.Parallel()
	pattern := "*.txtar"
	if race.Enabled {
		pattern = "import_again.txtar"
	}
	files, err := filepath.Glob(filepath.Join("..", "testdata", "script", pattern))
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	testscript.Run(t, testscript.Params{
		Files:               files,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("KEHU_DB", filepath.Join(e.WorkDir, "book.kehu"))
			e.Setenv("KEHU_LANG", "en")
			e.Setenv("KEHU_USER", "ann")
			e.Setenv("TZ", "UTC")
			e.Setenv("GORACE", "atexit_sleep_ms=10") // for the race detector's second at the end of each command
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

// exits runs a command and wants an exit code: exits 3 kehu show '#9'.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND …")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	default:
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
