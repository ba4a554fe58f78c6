package store

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"kehu/internal/race"
	"kehu/store/vault"
)

// killedBook is the environment variable by which a process of the test below
// knows that it is the one to be killed, and on which book it works.
const killedBook = "KEHU_TEST_KILLED_BOOK"

// A process that is killed while it makes copies leaves none that is not whole
// under a copy's name, and what else it leaves goes with the next copy.
func TestBackupKilled(t *testing.T) {
	race.Skip(t)
	if path := os.Getenv(killedBook); path != "" {
		copyForEver(t, path)
		return
	}
	t.Parallel()
	s, b := openBook(t)
	if _, err := b.Fill(t.Context(), bundles(400), nil); err != nil {
		t.Fatal(err)
	}
	for steps := range 12 {
		killAfter(t, s.path, 1+3*steps)
		for _, c := range must[[]vault.Copy](t)(s.Backups(t.Context())) {
			if opened, err := s.VerifyBackup(t.Context(), c, vault.Unlock{}); !opened || err != nil || c.Note == nil {
				t.Fatalf("killed after %d steps: %s: %v", steps, c.Path, err)
			}
		}
	}
	backUp(t, s)
	all := append(files(t, s.path+"-backups"), files(t, strings.TrimSuffix(s.path, "book.kehu"))...)
	if slices.ContainsFunc(all, func(name string) bool { return strings.Contains(name, ".part-") }) {
		t.Errorf("left behind: %v", all)
	}
	checkClean(t, s)
}

// copyForEver makes one copy after the other, and a line for each step.
func copyForEver(t *testing.T, path string) {
	s, _ := openAt(t, path)
	for {
		if _, err := s.Backup(t.Context(), BackupRequest{Progress: func(done, all int) { fmt.Println("step", done, all) }}); err != nil {
			t.Fatal(err)
		}
	}
}

// killAfter starts a process that makes copies, and kills it after so many steps.
func killAfter(t *testing.T, path string, steps int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestBackupKilled$")
	cmd.Env = append(os.Environ(), killedBook+"="+path)
	out := must[io.ReadCloser](t)(cmd.StdoutPipe())
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); steps > 0; {
		if !lines.Scan() {
			t.Fatal("the process ended by itself")
		}
		if strings.HasPrefix(lines.Text(), "step") {
			steps--
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
}
