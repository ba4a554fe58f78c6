package crash

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kehu/cli"
)

var (
	programFile = flag.String("kehu", "", "the program to try; the test binary stands in for it else")
	seed        = flag.Int64("seed", 1, "what choices are made by")
)

// asProgram is in the environment of a process of this test binary that is to be
// the program.
const asProgram = "KEHU_CRASH_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(cli.Main("crash"))
	}
	if os.Getenv(asWorker) != "" {
		os.Exit(workInCrowd())
	}
	os.Exit(m.Run())
}

// A place is a folder with a book on which the program is run.
type place struct {
	t    testing.TB
	dir  string
	book string
}

func newPlace(t testing.TB, dir string) *place {
	return &place{t: t, dir: dir, book: filepath.Join(dir, "book.kehu")}
}

// command is a run of the program on the book, by an actor. Nothing of the person
// who runs the tests gets in.
func (p *place) command(actor string, args ...string) *exec.Cmd {
	file := *programFile
	if file == "" {
		file = os.Args[0]
	}
	cmd := exec.Command(file, args...)
	cmd.Dir = p.dir
	cmd.Env = []string{asProgram + "=1", "HOME=" + p.dir, "KEHU_DB=" + p.book, "KEHU_LANG=en", "KEHU_USER=" + actor,
		"TZ=UTC", "TERM=xterm-256color", "PATH=" + os.Getenv("PATH")}
	return cmd
}

// run runs the program to its end, which must be a good one.
func (p *place) run(args ...string) string {
	p.t.Helper()
	return p.finish(p.command("looker", args...))
}

func (p *place) finish(cmd *exec.Cmd) string {
	p.t.Helper()
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		p.t.Fatalf("%s: %v\n%s%s\nthe book is in %s", strings.Join(cmd.Args[1:], " "), err, out.String(), complaints.String(), p.dir)
	}
	return out.String()
}

// lines are the lines that a command prints, without its heading.
func (p *place) lines(args ...string) []string {
	p.t.Helper()
	all := strings.Split(strings.TrimSpace(p.run(args...)), "\n")
	if len(all) == 1 && all[0] == "" {
		return nil
	}
	return all[1:]
}

// write makes a file in the folder.
func (p *place) write(name, text string) string {
	p.t.Helper()
	path := filepath.Join(p.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
	return path
}
