package crash

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// A work is a process that takes a job on by a step, or by several.
type work interface {
	done() <-chan struct{}       // closed when the process has ended
	kill()                       // as kill -9 does
	result() (steps int, _ bool) // after the end: how many steps it had acknowledged, and whether it was killed
}

// A process has ended, and how.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{}
}

func (p *process) done() <-chan struct{} { return p.ended }

func (p *process) kill() { _ = p.cmd.Process.Kill() } // an error means that it has ended

// wait is told by the system how the process ended.
func (p *process) wait() {
	_ = p.cmd.Wait()
	close(p.ended)
}

// killed reports whether a signal ended it.
func (p *process) killed() bool { return !p.cmd.ProcessState.Exited() }

// A command is a run of the command line, whose answer is its acknowledgement.
type command struct {
	process
	place           *place
	out, complaints bytes.Buffer
}

func startCommand(p *place, cmd *exec.Cmd) work {
	p.t.Helper()
	c := &command{process: process{cmd, make(chan struct{})}, place: p}
	cmd.Stdout, cmd.Stderr = &c.out, &c.complaints
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	go c.wait()
	return c
}

func (c *command) result() (int, bool) {
	c.place.t.Helper()
	if !c.killed() && !c.cmd.ProcessState.Success() {
		c.place.t.Fatalf("%s, unkilled: %v\n%s\nthe book is in %s", strings.Join(c.cmd.Args[1:], " "), c.cmd.ProcessState, c.complaints.String(), c.place.dir)
	}
	if json.Valid(c.out.Bytes()) {
		return 1, c.killed()
	}
	return 0, c.killed()
}

// A typist adds customers on the screen, one after the other. What the screen says
// is the acknowledgement.
type typist struct {
	process
	tty   *os.File
	term  *vt.SafeEmulator
	drawn chan struct{} // has a value after something was drawn
	saved atomic.Int64  // how many the screen has acknowledged
}

func typeCustomers(p *place, to int) work {
	p.t.Helper()
	t := &typist{process: process{p.command("typist"), make(chan struct{})}, term: vt.NewSafeEmulator(100, 30), drawn: make(chan struct{}, 1)}
	tty, err := pty.StartWithSize(t.cmd, &pty.Winsize{Rows: 30, Cols: 100})
	if err != nil {
		p.t.Skip("no pseudo-terminal here:", err)
	}
	t.tty = tty
	go t.wait()
	go func() { _, _ = io.Copy(tty, t.term) }() // what a terminal answers when it is asked
	go t.draw()
	go t.typeFrom(to)
	return t
}

// draw keeps the emulated screen as the program draws it.
func (t *typist) draw() {
	defer t.tty.Close()
	buffer := make([]byte, 1<<16)
	for {
		n, err := t.tty.Read(buffer)
		if err != nil {
			return // the program has ended
		}
		_, _ = t.term.Write(buffer[:n])
		select {
		case t.drawn <- struct{}{}:
		default:
		}
	}
}

// typeFrom adds the customers n, n+1 … until the program ends.
func (t *typist) typeFrom(n int) {
	steps := []struct{ keys, until string }{{"a", "New customer"}, {"typed %d", "typed %d"}, {"\x13", "Added customer typed %d"}}
	for ok := t.sees("Customers"); ok; n++ {
		for _, s := range steps {
			if strings.Contains(s.keys, "%d") {
				s.keys = fmt.Sprintf(s.keys, n)
			}
			if strings.Contains(s.until, "%d") {
				s.until = fmt.Sprintf(s.until, n)
			}
			_, err := t.tty.WriteString(s.keys)
			if ok = err == nil && t.sees(s.until); !ok {
				return
			}
		}
		t.saved.Add(1)
	}
}

// sees waits until a text is on the screen; it reports false when the program has
// ended before.
func (t *typist) sees(text string) bool {
	for !strings.Contains(t.term.String(), text) {
		select {
		case <-t.drawn:
		case <-t.ended:
			return false
		}
	}
	return true
}

func (t *typist) result() (int, bool) {
	return int(t.saved.Load()), t.killed()
}

// typed wants the customers that were typed without a gap.
func typed(p *place) (int, error) { return numbered(p, "owner:typist", "typed ") }

// errStuck is of a process that neither ends nor dies.
var errStuck = errors.New("the process does not end")

// end waits for a process, at most for as long as a person would.
func end(w work) error {
	select {
	case <-w.done():
		return nil
	case <-time.After(2 * time.Minute):
		w.kill()
		return errStuck
	}
}
