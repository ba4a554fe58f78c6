package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/internal/race"
	"kehu/locale"
	"kehu/tui/widget"
)

// result is what a run left behind.
type result struct {
	code     int
	out, err string
}

// testEnv is a person in English with a book of their own.
func testEnv(t *testing.T, vars map[string]string) env {
	t.Helper()
	base := map[string]string{"KEHU_DB": filepath.Join(t.TempDir(), "book.kehu"), "KEHU_LANG": "en"}
	for name, value := range vars {
		base[name] = value
	}
	return env{
		in: strings.NewReader(""), out: io.Discard, err: io.Discard,
		getenv: func(name string) string { return base[name] },
		now:    time.Now, user: "ann", version: "test",
	}
}

// kehu runs the program in this process.
func kehu(t *testing.T, e env, args ...string) result {
	t.Helper()
	var out, complaints bytes.Buffer
	if e.out == io.Discard {
		e.out = &out
	}
	e.err = &complaints
	code := run(t.Context(), args, e)
	return result{code, out.String(), complaints.String()}
}

// A page as long as the limit is not the beginning of a further one.
func TestLimitedRows(t *testing.T) {
	t.Parallel()
	rows := withoutErrors([]int{1, 2, 3})
	for limit, want := range map[int][]int{0: {1, 2, 3}, 2: {1, 2}, 3: {1, 2, 3}, 4: {1, 2, 3}} {
		var got []int
		for row := range limited(rows, limit) {
			got = append(got, row)
		}
		if !slices.Equal(got, want) {
			t.Errorf("at most %d: %v, want %v", limit, got, want)
		}
	}
}

func TestActorIsTheUserOfTheSystem(t *testing.T) {
	t.Parallel()
	e := testEnv(t, nil)
	kehu(t, e, "add", "Ada")
	if got := kehu(t, e, "history", "-o", "json"); !strings.Contains(got.out, `"actor":"ann"`) {
		t.Errorf("history = %s, want actor ann", got.out)
	}
}

// Bytes of GBK on the command line, as an old terminal sends them.
func TestArgumentsMustBeUTF8(t *testing.T) {
	t.Parallel()
	e := testEnv(t, nil)
	kehu(t, e, "add", "Ada")
	for _, args := range [][]string{{"ls", "\xd5\xc5"}, {"add", "\xd5\xc5\xce\xb0"}, {"set", "#1", "city=\xc9\xcf\xba\xa3"}} {
		got := kehu(t, e, args...)
		if got.code != 4 || !strings.Contains(got.err, "not UTF-8") {
			t.Errorf("%q: exit %d, %s", args, got.code, got.err)
		}
	}
}

func TestReadOnlyBook(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root may write read-only files")
	}
	e := testEnv(t, nil)
	kehu(t, e, "add", "Ada")
	path := e.getenv("KEHU_DB")
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if got := kehu(t, e, "ls", "--count"); got.code != 0 || got.out != "1\n" {
		t.Errorf("ls: exit %d, %q, %s", got.code, got.out, got.err)
	}
	if got := kehu(t, e, "add", "Bob"); got.code == 0 {
		t.Errorf("add: %q on a read-only book", got.out)
	}
}

func TestInterrupted(t *testing.T) {
	t.Parallel()
	e := testEnv(t, nil)
	kehu(t, e, "add", "Ada")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var complaints bytes.Buffer
	e.err = &complaints
	if code := run(ctx, []string{"add", "Bob"}, e); code != 1 || !strings.Contains(complaints.String(), "interrupted") {
		t.Errorf("exit %d, %s", code, complaints.String())
	}
}

// What comes from files must not steer the terminal.
func TestOutputIsSafeForTerminals(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	e := testEnv(t, nil)
	kehu(t, e, "add", "A\x1b[31mda\u202e", "notes=\x1b]0;title\a", "phone=1\x1b[2J")
	for _, args := range [][]string{{"ls"}, {"show", "#1"}, {"history"}, {"rm", "#1"}, {"bin"}, {"undo"}, {"show", "\x1b[2J"}, {"\x1b[2J"}} {
		got := kehu(t, e, args...)
		if strings.ContainsAny(got.out+got.err, "\x1b\a\u202e") {
			t.Errorf("%q printed a control character: %q", args, got.out+got.err)
		}
	}
}

func TestDumbTerminalIsRefused(t *testing.T) {
	t.Parallel()
	e := testEnv(t, map[string]string{"TERM": "dumb"})
	_, e.in, e.out = openTerminal(t, 80)
	for _, args := range [][]string{nil, {"demo"}} {
		if got := kehu(t, e, args...); got.code != 2 || !strings.Contains(got.err, "TERM=dumb") {
			t.Errorf("%q: exit %d, %s", args, got.code, got.err)
		}
	}
}

func TestTablesFitTheTerminal(t *testing.T) {
	t.Parallel()
	e := testEnv(t, nil)
	kehu(t, e, "add", strings.Repeat("张伟", 20), "company="+strings.Repeat("North Lake ", 9), "phone=13800138000", "city=上海")
	master, _, out := openTerminal(t, 70)
	e.out = out
	if got := kehu(t, e, "ls"); got.code != 0 {
		t.Fatal(got.err)
	}
	data := make([]byte, 4096)
	n, err := master.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data[:n])) {
		if w := widget.Width(strings.TrimRight(line, "\r\n")); w > 70 {
			t.Errorf("%d cells: %q", w, line)
		}
	}
}

// openTerminal gives both ends of a pseudo-terminal.
func openTerminal(t *testing.T, columns uint16) (master *os.File, in io.Reader, out io.Writer) {
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal here:", err)
	}
	t.Cleanup(func() { _ = tty.Close(); _ = master.Close() })
	if err := pty.Setsize(tty, &pty.Winsize{Rows: 24, Cols: columns}); err != nil {
		t.Fatal(err)
	}
	return master, tty, tty
}

// Every command explains itself in both languages, with examples, and no text
// is missing.
func TestHelpIsComplete(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	for _, lang := range []string{locale.EN, locale.ZH} {
		e := testEnv(t, map[string]string{"KEHU_LANG": lang})
		a, err := newApp(e, nil)
		if err != nil {
			t.Fatal(err)
		}
		walk(newRoot(a), func(cmd *cobra.Command) {
			if cmd.DisableFlagParsing {
				return // asked by shells, not by people
			}
			if cmd.Short == "" || cmd.Example == "" && cmd.Name() != "version" {
				t.Errorf("%s: %s lacks its description or examples", lang, cmd.CommandPath())
			}
			cmd.Flags().VisitAll(func(f *pflag.Flag) {
				if strings.HasPrefix(f.Usage, "cli.") {
					t.Errorf("%s: %s --%s has no description", lang, cmd.CommandPath(), f.Name)
				}
			})
			args := append(strings.Fields(cmd.CommandPath())[1:], "--help")
			if got := kehu(t, e, args...); got.code != 0 || strings.Contains(got.out, "cli.") || got.err != "" {
				t.Errorf("%s: %q: exit %d, %s%s", lang, args, got.code, got.out, got.err)
			}
		})
	}
}

func walk(cmd *cobra.Command, visit func(*cobra.Command)) {
	visit(cmd)
	for _, c := range cmd.Commands() {
		walk(c, visit)
	}
}

// The message ids and problem codes that the code names are in both catalogues.
func TestMessagesExist(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	message := regexp.MustCompile(`"(cli\.[a-z_.]+[a-z_])"`)
	code := regexp.MustCompile(`(?:NewProblem\(model\.\w+, |Invalidf\([^,]*, |usage\(cmd, )"([a-z0-9_]+)"`)
	var ids []string
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range message.FindAllStringSubmatch(string(source), -1) {
			ids = append(ids, m[1])
		}
		for _, m := range code.FindAllStringSubmatch(string(source), -1) {
			ids = append(ids, "problem."+m[1])
		}
	}
	if len(ids) < 100 {
		t.Fatalf("only %d ids found", len(ids))
	}
	for _, lang := range []string{locale.EN, locale.ZH} {
		p := locale.New(lang)
		for _, id := range ids {
			if !p.Has(id) {
				t.Errorf("%s: no message %s", lang, id)
			}
		}
	}
}
