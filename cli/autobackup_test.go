package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// daysLater is a person whose clock is ahead by so many days.
func daysLater(e env, days int) env {
	e.now = func() time.Time { return time.Now().AddDate(0, 0, days) }
	return e
}

// backupsOf lists the copies beside the book of a person.
func backupsOf(t *testing.T, e env) []string {
	t.Helper()
	found, err := filepath.Glob(e.getenv("KEHU_DB") + "-backups/*.kehu")
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// Any command that opens a book of yesterday sees to its copy, and says nothing.
func TestCommandsBackUp(t *testing.T) {
	t.Parallel()
	e := testEnv(t, nil)
	kehu(t, e, "add", "Ada")
	if got := backupsOf(t, e); len(got) != 0 {
		t.Fatalf("a new book has %v", got)
	}
	if got := kehu(t, daysLater(e, 2), "ls"); got.code != 0 || got.err != "" {
		t.Errorf("ls says %q", got.err)
	}
	if got := backupsOf(t, e); len(got) != 1 {
		t.Fatalf("copies %v", got)
	}
	kehu(t, daysLater(e, 4), "ls")
	if got := backupsOf(t, e); len(got) != 1 {
		t.Errorf("nothing was written since, and there are %v", got)
	}
	kehu(t, daysLater(e, 4), "add", "Bob")
	if got := backupsOf(t, e); len(got) != 2 {
		t.Errorf("copies %v", got)
	}
	if got := kehu(t, daysLater(e, 4), "backup", "ls"); !strings.Contains(got.out, "daily") {
		t.Errorf("backup ls prints %s", got.out)
	}
}

// What keeps a copy from being made is told, no more often than each hour, and does
// not make the command fail.
func TestCommandsSayThatNoBackupIsMade(t *testing.T) {
	t.Parallel()
	e := testEnv(t, nil)
	kehu(t, e, "add", "Ada")
	if err := os.WriteFile(e.getenv("KEHU_DB")+"-backups", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := kehu(t, daysLater(e, 2), "ls"); got.code != 0 || !strings.Contains(got.err, "no backup can be written in") {
		t.Errorf("exit code %d, said %q", got.code, got.err)
	}
	if got := kehu(t, daysLater(e, 2), "ls"); got.err != "" {
		t.Errorf("a second time: %q", got.err)
	}
}

// Encryption that the config file asks for and cannot have means no copy in the
// folder, rather than a readable one.
func TestNoPlainBackupByMistake(t *testing.T) {
	t.Parallel()
	config := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(config, []byte("theme = \"no such theme\"\n[backup]\npassphrase_file = \"/no/such/file\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	e := testEnv(t, map[string]string{"KEHU_CONFIG": config})
	kehu(t, e, "add", "Ada")
	if got := kehu(t, daysLater(e, 2), "ls"); got.code != 0 || !strings.Contains(got.err, "passphrase cannot be read") {
		t.Errorf("said %q", got.err)
	}
	if got, _ := filepath.Glob(e.getenv("KEHU_DB") + "-backups/*"); len(got) != 0 {
		t.Errorf("copies %v", got)
	}
}
