package store

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"kehu/model"
)

// at12 is a form on customer 12.
func at12(actor string) []Editing {
	return []Editing{{Actor: actor, Ref: model.Ref{Kind: model.KindCustomer, ID: 12}, Customer: 12}}
}

// A session sees the forms of others, of this process and of other stores, and not
// its own.
func TestOthersAreSeen(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "book.kehu")
	s, ann := openAt(t, path)
	other, _ := openAt(t, path)
	bob := other.As(model.Actor{Name: "bob"}, model.OriginScreen).Desk(t.Context())
	mine, second := ann.Desk(t.Context()), ann.Desk(t.Context())
	for _, d := range []*Desk{mine, bob, second} {
		d.Show(at12(""))
		d.Tell()
	}
	s.sessions.look()
	if got, want := mine.Others(), append(at12("ann"), at12("bob")...); !slices.Equal(got, want) {
		t.Errorf("ann sees %v, want %v", got, want)
	}
	second.Show(nil)
	second.Tell()
	bob.Show(append(at12(""), Editing{Ref: model.Ref{Kind: model.KindPurchase}, Customer: 3}))
	bob.Tell()
	s.sessions.look()
	if got := mine.Others(); len(got) != 2 || got[1].Actor != "bob" || got[1].Customer != 3 {
		t.Errorf("ann sees %v", got)
	}
	bob.Show(nil) // a shorter text over a longer one
	bob.Tell()
	s.sessions.look()
	if got := mine.Others(); len(got) != 0 {
		t.Errorf("ann sees %v when all forms are closed", got)
	}
}

// What a session has open goes with it: at its end, and when its process is killed.
func TestPresenceDiesWithItsSession(t *testing.T) {
	if path := os.Getenv("KEHU_TEST_PRESENCE"); path != "" {
		s, _ := openAt(t, path)
		d := s.As(model.Actor{Name: "bob"}, model.OriginScreen).Desk(t.Context())
		d.Show(at12(""))
		d.Tell()
		os.Stdout.WriteString("told\n")
		select {} // until the parent kills
	}
	t.Parallel()
	s, b := openBook(t)
	d := b.Desk(t.Context())
	moved := s.WatchOthers(t.Context())
	cmd := exec.Command(os.Args[0], "-test.run=^TestPresenceDiesWithItsSession$")
	cmd.Env = append(os.Environ(), "KEHU_TEST_PRESENCE="+s.Path())
	out := must[interface{ Read([]byte) (int, error) }](t)(cmd.StdoutPipe())
	check(t, cmd.Start())
	bufio.NewScanner(out).Scan()
	<-moved
	if got := d.Others(); !slices.Equal(got, at12("bob")) {
		t.Errorf("while the process lives: %v", got)
	}
	check(t, cmd.Process.Kill())
	cmd.Wait()
	<-moved
	if got := d.Others(); len(got) != 0 {
		t.Errorf("after the kill: %v", got)
	}
	closing := b.Desk(t.Context())
	closing.Show(at12(""))
	closing.Tell()
	<-moved
	closing.Close()
	<-moved
	if got := d.Others(); len(got) != 0 {
		t.Errorf("after the end of a session: %v", got)
	}
	if files := must[[]string](t)(filepath.Glob(s.Path() + "-session-*")); len(files) != 0 {
		t.Errorf("left behind %v", files)
	}
}

// A file that is being written, or that is none of ours, is nothing to heed.
func TestStrangeSessionFiles(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	d := b.Desk(t.Context())
	d.Show(at12(""))
	d.Tell()
	s.sessions.look()
	f := d.lock
	for _, text := range []string{`[{"actor":"ann","ref`, "", "\x00\xff", `{"a":1}`} {
		check(t, f.Truncate(0))
		must[int](t)(f.WriteAt([]byte(text), 0))
		s.sessions.look()
	}
	check(t, os.Mkdir(s.Path()+"-session-folder", 0o700))
	s.sessions.look()
}
