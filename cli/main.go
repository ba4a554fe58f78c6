package cli

import (
	"context"
	"io"
	"os"
	"os/signal"
	"os/user"
	"syscall"
	"time"

	"golang.org/x/term"
)

// env is all that a run of a command has of the world around it.
type env struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
	now      func() time.Time
	user     string // what the operating system calls the person
	version  string

	fileSystem func(path string) string // names a network file system; nil for what the system says
}

// Main runs the command line of this process and returns its exit code.
func Main(version string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, os.Args[1:], env{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		getenv: os.Getenv, now: time.Now,
		user: systemUser(), version: version,
	})
}

// systemUser returns the login name, or "user" where the system has none, as in
// a container that runs under a bare number.
func systemUser() string {
	u, err := user.Current()
	if err != nil || u.Username == "" {
		return "user"
	}
	return u.Username
}

// run does what args say and returns the exit code. What went wrong has then
// been said on e.err.
func run(ctx context.Context, args []string, e env) int {
	a, err := newApp(e, args)
	if err == nil {
		err = a.execute(a.sayWaiting(ctx), args)
	}
	if err == nil {
		return 0
	}
	if ctx.Err() != nil {
		err = interrupted(err)
	}
	a.complain(err)
	return exitCode(err)
}

// terminal returns the file behind a stream if it is a terminal.
func terminal(stream any) (*os.File, bool) {
	file, ok := stream.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return nil, false
	}
	return file, true
}
