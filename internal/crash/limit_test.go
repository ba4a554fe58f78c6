package crash

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"kehu/internal/race"
)

// limited is a command whose process may not make files longer than so many blocks.
func limited(cmd *exec.Cmd, blocks int64) *exec.Cmd {
	args := append([]string{"-c", fmt.Sprintf(`ulimit -f %d; exec "$0" "$@"`, blocks), cmd.Path}, cmd.Args[1:]...)
	shell := exec.Command("/bin/sh", args...)
	shell.Dir, shell.Env, shell.Stdin = cmd.Dir, cmd.Env, cmd.Stdin
	return shell
}

// The real program under a limit on the size of files: it says what happened in a
// sentence and leaves the book as it was.
func TestFileSizeLimit(t *testing.T) {
	race.Skip(t)
	if runtime.GOOS == "windows" {
		t.Skip("no such limit")
	}
	t.Parallel()
	p := newPlace(t, t.TempDir())
	people("first", 50)(p)
	rows := rowsFile(p, "second", 400, 1)
	for _, name := range []string{"export", "import"} {
		refused := 0
		for blocks := int64(1); blocks < 4096; blocks *= 2 {
			out := filepath.Join(p.dir, "out.csv")
			cmd := p.command("writer", "import", rows, "--yes")
			if name == "export" {
				cmd = p.command("writer", "export", "--to", out)
			}
			cmd = limited(cmd, blocks)
			var complaint bytes.Buffer
			cmd.Stderr = &complaint
			if cmd.Run() == nil {
				break // the limit is no hindrance any more
			}
			refused++
			if text := complaint.String(); !strings.HasPrefix(text, "Error: ") || !strings.Contains(text, "Nothing was changed.") || strings.Contains(text, "goroutine") {
				t.Errorf("%s within %d blocks: %s", name, blocks, text)
			}
			if n := strings.TrimSpace(p.run("ls", "--count")); n != "50" {
				t.Fatalf("%s within %d blocks left %s customers of 50", name, blocks, n)
			}
			if _, err := os.Stat(out); err == nil && name == "export" {
				t.Fatalf("an export within %d blocks left a part of a file", blocks)
			}
			p.run("check")
		}
		if refused == 0 {
			t.Errorf("%s never came to a limit", name)
		}
	}
}
